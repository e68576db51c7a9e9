"""The list of mutants that survive, and the judge of them. The mutants themselves are too many for every change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mutate

TABLE = mutate.table()
LISTED = [pytest.param(each, id=f"{each['module']}-{each['function']}-{n}") for n, each in enumerate(TABLE.survivors)]
DIFF = """# oneroster_sdk._filters.x_parts_of__mutmut_1: survived
--- src/oneroster_sdk/_filters.py
+++ src/oneroster_sdk/_filters.py
@@ -1,5 +1,4 @@
 def parts_of(expression):
-    a(
-        1,
-    )
+    a()
     return 1
"""
ONE = mutate.Mutant("a.b", "f", "x", "y")
OTHER = mutate.Mutant("a.b", "f", "x", "z")


def functions(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    for each in body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{each.name}"
        elif isinstance(each, ast.ClassDef):
            yield from functions(each.body, f"{prefix}{each.name}.")


def written(root: Path, module: str) -> Path:
    home = mutate.PACKAGES[module.partition(".")[0]].relative_to(mutate.ROOT)
    return root / home / mutate.source(module)


def test_each_room_has_modules_that_exist(root: Path) -> None:
    assert sorted(TABLE.rooms) == [
        "auth",
        "decoding",
        "drivers",
        "filters",
        "paging",
        "partitions",
        "privacy",
        "pull",
        "retry",
    ]
    assert sorted(set(TABLE.modules)) == sorted(TABLE.modules)
    assert [module for module in TABLE.modules if not written(root, module).is_file()] == []
    assert 0 < TABLE.most <= 0.05


@pytest.mark.parametrize("entry", LISTED)
def test_each_survivor_says_where_it_is_what_it_does_and_why_it_may(root: Path, entry: dict[str, str]) -> None:
    assert sorted(entry) == ["becomes", "function", "module", "reason", "was"]
    assert entry["module"] in TABLE.modules
    text = written(root, entry["module"]).read_text(encoding="utf-8")
    assert entry["function"] in set(functions(ast.parse(text).body))
    assert entry["was"] != entry["becomes"]
    assert len(entry["reason"].split()) > 3


def test_no_survivor_is_listed_twice() -> None:
    listed = [tuple(each[key] for key in ("module", "function", "was", "becomes")) for each in TABLE.survivors]
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("entry", LISTED)
def test_what_a_survivor_changes_stands_there(root: Path, entry: dict[str, str]) -> None:
    """An entry for a line that is gone would let another mutant pass one day."""
    text = " ".join(written(root, entry["module"]).read_text(encoding="utf-8").split())
    assert " ".join(entry["was"].split()) in text


def test_a_change_is_told_by_its_lines() -> None:
    assert mutate.change(DIFF) == ("a( 1, )", "a()")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("oneroster_sdk._filters.x_parts_of__mutmut_12", "parts_of"),
        ("oneroster_sdk._filters.x__decimal__mutmut_1", "_decimal"),
        ("oneroster_sdk._filters.xǁFieldǁin___mutmut_3", "Field.in_"),
        ("oneroster_sdk._filters.xǁFieldǁ__eq____mutmut_3", "Field.__eq__"),
    ],
)
def test_names_of_mutants_are_read(key: str, name: str) -> None:
    assert mutate.function_of(key) == name


@pytest.mark.parametrize(
    ("killed", "survivors", "listed", "complaints", "warnings"),
    [
        (19, (ONE,), {ONE}, [], 0),
        (99, (ONE,), set(), [f"survived, and is not listed: {ONE}"], 0),
        (99, (ONE,), {ONE, OTHER}, [], 1),
        (99, (), {ONE, OTHER}, [], 2),
        (0, (), set(), ["a.b: there is nothing to change"], 0),
    ],
)
def test_survivors_are_judged(
    killed: int,
    survivors: tuple[mutate.Mutant, ...],
    listed: set[mutate.Mutant],
    complaints: list[str],
    warnings: int,
) -> None:
    outcome = mutate.Outcome("a.b", killed, 0, survivors, 60.0)
    assert outcome.complaints(listed) == complaints
    assert len(outcome.outdated(listed)) == warnings


def test_the_share_is_that_of_the_room() -> None:
    small, large = mutate.Outcome("a.b", 9, 0, (ONE,), 60.0), mutate.Outcome("a.c", 8, 1, (), 30.0)
    room = mutate.together("a", [small, large])
    assert room == mutate.Outcome("a", 17, 1, (ONE,), 90.0)
    assert (room.mutants, small.share) == (19, 0.1)
    assert mutate.too_many(room, 0.05) == ["a: 5.3% of the mutants survived; 5% are borne"]
    assert mutate.too_many(room, 1 / 19) == []


def test_rooms_and_modules_are_found_by_name() -> None:
    table = mutate.Table(0.05, {"one": ["p._a", "p._b"], "two": ["q._c"]}, ())
    assert table.named([]) == ["p._a", "p._b", "q._c"]
    assert table.named(["two", "_a"]) == ["q._c", "p._a"]
    assert table.named(["p._b", "one"]) == ["p._b", "p._a"]
    with pytest.raises(SystemExit, match="three is neither a room nor a module"):
        table.named(["three"])
