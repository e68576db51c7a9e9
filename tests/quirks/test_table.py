"""Each line of what is known of real providers has its tests, and each test its line."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

FOLDER: Final = Path(__file__).parent
TABLE: Final[dict[str, Any]] = tomllib.loads((FOLDER / "lines.toml").read_text(encoding="utf-8"))
SECTIONS: Final = {"paging": 8, "envelopes": 6, "records": 9, "queries": 5, "authentication": 5, "writes": 2}
BOTH_CLIENTS: Final = {"caller", "both"}
"""Fixtures by which a test runs on both clients, with both HTTP libraries, over real sockets."""


def items() -> Iterator[tuple[str, list[str]]]:
    for section in SECTIONS:
        for line, found in TABLE[section].items():
            for item, tests in found.items():
                yield f"{section}: {line}: {item}", tests


@cache
def functions_in(path: str) -> dict[str, set[str]]:
    """The test functions of a file, with their arguments."""
    file = FOLDER.parent.parent / path
    if not file.is_file():
        return {}
    parsed = ast.parse(file.read_text(encoding="utf-8")).body
    functions = [node for node in parsed if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return {function.name: {each.arg for each in function.args.args} for function in functions}


def test_sections_and_lines_are_all_there() -> None:
    assert set(TABLE) == {"sections", "later", *SECTIONS}
    assert TABLE["sections"] == SECTIONS
    assert {section: len(TABLE[section]) for section in SECTIONS} == SECTIONS


def test_nothing_is_left_for_later() -> None:
    assert TABLE["later"] == {}


@pytest.mark.parametrize(("item", "tests"), list(items()), ids=lambda value: value if isinstance(value, str) else "")
def test_each_item_has_tests_that_exist(item: str, tests: list[str]) -> None:
    assert tests
    assert len(set(tests)) == len(tests)
    for test in tests:
        path, _, name = test.partition("::")
        assert name in functions_in(path), f"{test} does not exist"
        assert functions_in(path)[name] & BOTH_CLIENTS, f"{test} does not run on both clients"


def test_each_line_has_items() -> None:
    assert not [line for section in SECTIONS for line, found in TABLE[section].items() if not found]


def test_each_test_has_its_line() -> None:
    named = {test for _, tests in items() for test in tests}
    files = [f"tests/quirks/{file.name}" for file in sorted(FOLDER.glob("test_*.py")) if file.name != "test_table.py"]
    written = {f"{path}::{name}" for path in files for name in functions_in(path)}
    assert len(files) > 10
    assert sorted(written - named) == []
