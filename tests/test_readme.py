"""The examples of the README and of the pages that say how run as they stand, against the sandbox."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from oneroster_sdk.sandbox import Sandbox

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
PROGRAM = 'if __name__ == "__main__":'
PROGRAMS = [page for page in PAGES if PROGRAM in page.read_text(encoding="utf-8")]
SECRET = "DISTRICT_9_SECRET"
"""Where the pages say that the secret stands."""


def examples(page: Path) -> list[str]:
    """The code of a page, block by block."""
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def at(sandbox: Sandbox, example: str) -> str:
    """The example with the addresses and credentials of the sandbox."""
    changes = {
        "https://sis.example.org/ims/oneroster": sandbox.base_url,
        "https://sis.example.org/oauth/token": sandbox.token_url,
        "my-client-id": sandbox.client_id,
        "my-client-secret": sandbox.client_secret,
    }
    for ours, theirs in changes.items():
        example = example.replace(ours, theirs)
    return example


EXAMPLES = examples(ROOT / "README.md")


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"example-{number}" for number, _ in enumerate(EXAMPLES, 1)])
def test_example(
    example: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # some write files
    with Sandbox(students=40) as sandbox:
        exec(compile(at(sandbox, example), "README.md", "exec"), {"__name__": "readme"})  # noqa: S102 - our own README
        assert sandbox.requests
    capsys.readouterr()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a page go on where the one before ended."""
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {"__name__": page.stem}
    with Sandbox(students=40) as sandbox:
        for example in examples(page):
            exec(compile(at(sandbox, example), page.name, "exec"), known)  # noqa: S102 - our own pages
    capsys.readouterr()


@pytest.mark.parametrize("page", PROGRAMS, ids=lambda page: page.stem)
def test_program(page: Path, tmp_path: Path) -> None:
    """Examples that begin programs are run as such, too."""
    with Sandbox(students=40) as sandbox:
        for number, example in enumerate(each for each in examples(page) if PROGRAM in each):
            program = tmp_path / f"program_{number}.py"
            program.write_text(at(sandbox, example), encoding="utf-8")
            command = [sys.executable, "-W", "error", str(program)]
            variables = {**os.environ, SECRET: sandbox.client_secret}
            subprocess.run(command, cwd=tmp_path, env=variables, check=True, timeout=60)
        assert sandbox.requests


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4
    assert PROGRAMS
