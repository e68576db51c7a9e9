"""Each promise of SECURITY.md names tests, and each of these exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
NODE: Final = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows() -> dict[str, str]:
    """What is promised against each threat, and the tests that show it."""
    lines = (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    assert {len(row) for row in cells} == {4}
    return {threat: shown for threat, _, _, shown in cells}


@cache
def functions_in(path: str) -> set[str]:
    file = ROOT / path
    if not file.is_file():
        return set()
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("threat", "shown"), list(rows().items()), ids=list(rows()))
def test_each_row_names_tests_that_exist(threat: str, shown: str) -> None:
    named = NODE.findall(shown)
    assert named, threat
    assert " ".join(f"`{path}::{name}`" for path, name in named) == shown
    assert [f"{path}::{name}" for path, name in named if name not in functions_in(path)] == []


def test_nobody_is_left_out() -> None:
    text = " ".join(rows())
    assert len(rows()) > 25
    assert [
        who for who in ("Provider", "Network", "Shared logs", "Settings", "Supply") if f"**{who}:**" not in text
    ] == []
