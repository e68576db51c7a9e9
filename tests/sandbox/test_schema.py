"""The validator against another one, over records that are broken in all kinds of ways."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneroster_sdk.sandbox import _schema
from oneroster_sdk.sandbox._document import Document

WORDS = [
    "", "x", "active", "ext:a", "ext:", "no ext:a", "/local", "/case", "true", "2026-01-31", "2026-02-30", "2026-1-1",
    "2026-01-31T10:00:00Z", "2026-01-31t10:00:00.123456789+14:00", "2026-01-31T10:00:00", "2026-01-31T24:00:00Z",
    "2026-02-30T10:00:00Z", "2026-01-31 10:00:00Z", "https://example.org/a%20b?c=[d]", "urn:x", "no uri", "/relative",
    "https://example.org/a b", "https://example.org/%zz", "1:x",
]  # fmt: skip
GOOD = {
    "date": {"2026-01-31"},
    "date-time": {"2026-01-31T10:00:00Z", "2026-01-31t10:00:00.123456789+14:00"},
    "uri": {"https://example.org/a%20b?c=[d]", "urn:x", "ext:a", "ext:"},
}
VALUES: list[Any] = [*WORDS, None, True, False, -1, 0, 2.5, [], {}, ["x"], {"sourcedId": "x"}]


def _checker() -> jsonschema.FormatChecker:
    """Of our words it is known which have a format; whatever else is met was right in the district."""
    checker = jsonschema.FormatChecker(())
    for name, good in GOOD.items():
        checker.checks(name)(lambda value, good=good: not isinstance(value, str) or value in good or value not in WORDS)
    return checker


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to everything within a value."""
    found = [at] if at else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, within in items:
        found += _places(within, (*at, key))
    return found


def _changed(record: Any, place: tuple[Any, ...], change: str, value: Any) -> Any:
    record = copy.deepcopy(record)
    parent = record
    for step in place[:-1]:
        parent = parent[step]
    if change == "remove":
        del parent[place[-1]]
    elif change == "add" and isinstance(parent, dict):
        parent["added"] = value
    else:
        parent[place[-1]] = value
    return record


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_it_finds_what_the_other_finds(chance: Random, records: Any, old_records: Any, request: Any) -> None:
    version, made = chance.choice([("document", records), ("old_document", old_records)])
    document = request.getfixturevalue(version)
    key = chance.choice(sorted(made))
    envelope = next(
        node
        for name, node in document["components"]["schemas"].items()
        if name.endswith("SetDType") and key in node["properties"]
    )
    value: Any = {key: [made[key][chance.choice(sorted(made[key]))]]}
    for _ in range(chance.choice([1, 2])):
        place = chance.choice(_places(value))
        value = _changed(value, place, chance.choice(["remove", "add", "replace"]), chance.choice(VALUES))
        if not value:
            break
    schema = {**envelope, "components": document["components"]}
    other = list(jsonschema.Draft4Validator(schema, format_checker=_checker()).iter_errors(value))
    ours = _schema.problem(Document(document), envelope, value)
    assert (ours is None) == (not other), (ours, [each.message for each in other], value)
    if ours:
        # It names the place, as the other one does, and so no value: those that we put in do not stand in places.
        said = ours.split(" ", 1)[0]
        assert said == "The" or any(said.startswith(_path(each.absolute_path)) for each in other), (said, other)


def _path(steps: Any) -> str:
    text = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in steps)
    return text.removeprefix(".")


@pytest.mark.parametrize("version", ["document", "old_document"])
def test_it_knows_every_keyword_that_is_used(version: str, request: Any) -> None:
    """So that a keyword that is new in the documents is not passed over in silence."""
    known = {
        "type", "enum", "anyOf", "allOf", "pattern", "format", "properties", "required", "additionalProperties",
        "items", "minItems", "$ref",
    }  # fmt: skip
    used: set[str] = set()
    formats: set[str] = set()

    def walk(node: Any) -> None:
        used.update(node)
        formats.update([node["format"]] if "format" in node else ())
        assert node.get("additionalProperties", True) in (True, False)
        for within in [*node.get("properties", {}).values(), *node.get("anyOf", ()), *node.get("allOf", ())]:
            walk(within)
        if "items" in node:
            walk(node["items"])

    for schema in request.getfixturevalue(version)["components"]["schemas"].values():
        walk(schema)
    assert used - {"description", "default", "readOnly"} <= known
    assert formats <= {"date", "date-time", "uri", "float"}


@pytest.mark.parametrize(
    ("schema", "right", "wrong"),
    [
        ({"type": "integer"}, [0, -5], [1.5, True, "1"]),
        ({"type": "number"}, [0, 1.5], [True, None, float("inf"), float("nan")]),
        ({"type": "string", "pattern": "^a$"}, ["a"], ["a\n", "ba"]),
        ({"type": "string", "pattern": "a"}, ["bab"], ["b"]),
        ({}, [None, 1, "x", [], {}], []),
    ],
)
def test_small_schemas(schema: Any, right: list[Any], wrong: list[Any]) -> None:
    document = Document({})
    assert [each for each in right if _schema.problem(document, schema, each)] == []
    assert [each for each in wrong if not _schema.problem(document, schema, each)] == []
