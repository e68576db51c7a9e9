"""What every test can count on."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
NODE_TOOLS = ROOT / ".cache" / "node" / "node_modules" / ".bin"

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

os.environ.update(REDOCLY_TELEMETRY="off", REDOCLY_SUPPRESS_UPDATE_NOTICE="true")

# A busy machine is no bug, and a test that hangs meets the time limit. "ci" comes with Hypothesis: the same examples
# every time.
settings.register_profile("house", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "house")

# The tests themselves ask the sandbox with httpx, which gives up after five seconds unless told otherwise.
for asks in (httpx.get, httpx.post, httpx.request, httpx.Client.__init__, httpx.AsyncClient.__init__):
    (asks.__kwdefaults__ or {})["timeout"] = httpx.Timeout(60)


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the collector need not look at it again, which takes it seconds."""
    gc.collect()
    gc.freeze()


def without_excuse(report: Report) -> Report:
    """With ONEROSTER_REQUIRE_ALL every tool is at hand, and a skipped test would be one that nobody runs: it fails."""
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("ONEROSTER_REQUIRE_ALL"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{reason} (ONEROSTER_REQUIRE_ALL is set: nothing may be skipped)"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return without_excuse((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return without_excuse((yield))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Coroutine tests run on asyncio, the one loop that the async client promises to work on."""
    return "asyncio"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def node_tool() -> Callable[[str], Path]:
    """Where a tool of tests/contract/package.json is: `node_tool("prism")`. Without it the test is skipped."""

    def find(name: str) -> Path:
        if shutil.which("node") is None:
            pytest.skip(f"{name} needs Node.js, which is not on PATH")
        if not (NODE_TOOLS / name).exists():
            pytest.skip(f"{name} is not installed: run scripts/node_tools.sh")
        return NODE_TOOLS / name

    return find
