"""Rules of the house that a machine can check."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

# In pieces, so that this file does not break the rule that it checks.
REGISTRIES = [
    ".".join(pieces) for pieces in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("npmjs", "org"))
]
HOME = re.compile("/" + r"(home/\w+|Users/\w+|root)/[\w.]")
LOCK_FILES = {
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "poetry.lock",
    "uv.lock",
    "Pipfile.lock",
    "pdm.lock",
    "pylock.toml",
}
SECRETS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_[A-Za-z0-9]{30}|\bAKIA[0-9A-Z]{16}\b|\bpypi-AgE")
DEPENDENCY = re.compile(r'^\s+("|\{ include-group)')


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """The files of the repository, and those that are about to join it."""
    if not (root / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted({root / name for name in names if name and (root / name).is_file()})


@pytest.fixture(scope="module")
def texts(tracked: list[Path], root: Path) -> dict[str, str]:
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8", errors="replace") for path in tracked}


@pytest.fixture(scope="module")
def pyproject(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text())


@pytest.fixture(scope="module")
def pins(root: Path) -> dict[str, str]:
    lines = (root / "constraints.txt").read_text().splitlines()
    return dict(line.split("==", 1) for line in lines if line and not line.startswith("#"))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None, requirement
    return canonical(found[0])


def lines_with(texts: dict[str, str], wrong: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if wrong.search(line)
    ]


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    assert lines_with(texts, re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)) == []


def test_no_file_holds_a_path_of_the_machine_it_was_written_on(texts: dict[str, str], root: Path) -> None:
    here = re.compile("|".join((HOME.pattern, re.escape(str(root)) + r"\b", re.escape(f"{Path.home()}/"))))
    assert lines_with(texts, here) == []


def test_no_file_holds_a_credential(texts: dict[str, str]) -> None:
    assert lines_with(texts, SECRETS) == []
    assert [name for name in texts if Path(name).name == ".env"] == []


def test_no_lock_file_is_tracked(texts: dict[str, str]) -> None:
    assert [name for name in texts if Path(name).name in LOCK_FILES] == []


def test_each_dependency_has_its_reason(root: Path) -> None:
    """A comment on the line of each dependency says what it is for."""
    text = (root / "pyproject.toml").read_text()
    tables = re.findall(
        r"^(?:dependencies = \[$.*?^\]|\[(?:project\.optional-dependencies|dependency-groups)\]$.*?)(?=^\[|\Z)",
        text,
        re.M | re.S,
    )
    lines = [line for table in tables for line in table.splitlines() if DEPENDENCY.match(line)]
    assert len(lines) > 15
    assert [line for line in lines if not re.search(r", +# \S", line)] == []


def test_constraints_pin_one_version_each(root: Path) -> None:
    lines = [line for line in (root / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    names = [canonical(line.split("==")[0]) for line in lines]
    assert sorted(set(names)) == sorted(names)


def test_constraints_pin_every_dependency(pyproject: dict[str, Any], pins: dict[str, str]) -> None:
    project = pyproject["project"]
    asked = [*pyproject["build-system"]["requires"], *project["dependencies"], "pip"]
    for group in (*project["optional-dependencies"].values(), *pyproject["dependency-groups"].values()):
        asked += [requirement for requirement in group if isinstance(requirement, str)]
    pinned = {canonical(name) for name in pins}
    assert {named(requirement) for requirement in asked} - {canonical(project["name"])} - pinned == set()


def test_the_generator_is_the_pinned_one(pyproject: dict[str, Any], pins: dict[str, str]) -> None:
    assert f"openapi-python-client=={pins['openapi-python-client']}" in pyproject["dependency-groups"]["codegen"]


def test_the_tools_in_node_have_one_version_each(root: Path) -> None:
    package = json.loads((root / "tests" / "contract" / "package.json").read_text())
    assert package["private"] is True
    assert [
        version for version in package["dependencies"].values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ] == []


def test_actions_are_pinned_by_commit(root: Path) -> None:
    workflows = [path.read_text() for path in (root / ".github" / "workflows").glob("*.yml")]
    used = [line.strip() for text in workflows for line in text.splitlines() if "uses:" in line]
    assert used
    assert [line for line in used if not re.fullmatch(r"- uses: [\w./-]+@[0-9a-f]{40}  # v[\d.]+", line)] == []


def test_the_version_stands_in_one_place_or_agrees(root: Path, pyproject: dict[str, Any]) -> None:
    package = root / "wrapper" / "oneroster_sdk" / "__init__.py"
    written = re.search(r'^__version__(?:: \w+)? = "(.+)"$', package.read_text() if package.exists() else "", re.M)
    assert written is None or written[1] == pyproject["project"]["version"]


def test_each_script_of_ours_can_be_run(root: Path) -> None:
    scripts = [root / "scripts" / name for name in ("check", "demo", "regenerate", "test")] + [root / ".ci" / "run"]
    assert [path.name for path in scripts if path.stat().st_mode & 0o111 == 0] == []


SKIPPING = """
import pytest

def test_of_a_tool(node_tool):
    node_tool("no-such-tool")

@pytest.mark.xfail
def test_of_a_known_fault():
    assert False
"""


@pytest.mark.parametrize(
    ("require_all", "code", "summary"), [("", 0, "1 skipped, 1 xfailed"), ("1", 1, "1 failed, 1 xfailed")]
)
def test_a_skip_says_why_and_fails_where_nothing_may_be_skipped(
    tmp_path: Path, root: Path, require_all: str, code: int, summary: str
) -> None:
    shutil.copy(root / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "--no-fold-skipped", "-p", "no:cacheprovider", "-p", "no:schemathesis"],
        cwd=tmp_path,
        env={**os.environ, "ONEROSTER_REQUIRE_ALL": require_all},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, summary in done.stdout) == (code, True), done.stdout
    assert "no-such-tool" in done.stdout
