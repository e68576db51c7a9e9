"""What records are put in order by. How runs are: test_queries."""

from __future__ import annotations

from typing import Any

import pytest

from oneroster_openapi.record import Reading
from oneroster_sdk import QueryError, asc, desc
from oneroster_sdk._order import Runs, Term, sortable, term, value_of
from oneroster_sdk.v1p2 import User

PERSON: dict[str, Any] = {
    "sourcedId": "u1",
    "familyName": "Silva",
    "enabledUser": "true",
    "primaryOrg": {"sourcedId": "o1"},
    "metadata": {"bus": {"stop": 7}},
    "vendorThing": {"size": "XL"},
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("familyName", "Silva"),
        ("family_name", "Silva"),
        ("enabledUser", True),
        ("primaryOrg.sourcedId", "o1"),
        ("metadata.bus.stop", 7),
        ("metadata.bus.stop.name", None),
        ("metadata.tram", None),
        ("vendorThing.size", "XL"),
        ("otherThing.size", None),
        ("email", None),
        ("givenName", None),
    ],
)
def test_the_value_of_a_record(path: str, value: object) -> None:
    record = User.from_dict(PERSON, Reading(selected=frozenset({"sourcedId"})))
    assert value_of(record, path) == value


def order(values: list[Any], direction: str) -> list[Any]:
    runs: Runs[Any] = Runs(["a"], [direction])
    return [each["a"] for each in runs.sorted([{"a": value} for value in values])]


@pytest.mark.parametrize(
    ("values", "ascending"),
    [
        ([10, 9, None, 2.5, None], [None, None, 2.5, 9, 10]),
        ([True, None, False], [None, False, True]),
        (["b", None, "a", "B"], [None, "B", "a", "b"]),
        (["7", 8, "a", None, 2.5, True], [None, True, 2.5, 8, "7", "a"]),
    ],
)
def test_values_in_order(values: list[Any], ascending: list[Any]) -> None:
    assert order(values, "asc") == ascending
    assert order(values, "desc") == ascending[::-1]


@pytest.mark.parametrize(
    ("values", "ascending", "descending"),
    [
        ([], True, True),
        (["a"], True, True),
        (["a", "a"], True, True),
        (["a", "b"], True, False),
        (["b", "a"], False, True),
        (["B", "a"], True, True),  # by Unicode, or by letters
        (["a", "B"], True, True),
        (["A", "b", "C"], True, False),
        (["ab", "a-c", "ad"], True, False),  # a collation looks at signs last
        (["a", "B", "a"], False, False),
        ([9, 10], True, False),
        ([None, 1, "a"], True, False),
        ([1, None], False, True),
    ],
)
def test_what_came_in_order(values: list[Any], ascending: bool, descending: bool) -> None:
    rows = [{"a": value, "b": number} for number, value in enumerate(values)]
    for direction, expected in (("asc", ascending), ("desc", descending)):
        runs: Runs[Any] = Runs(["a", "b"], [direction, "asc"])
        assert runs.in_order(rows) is expected


def test_any_order_will_do_where_none_was_asked_for() -> None:
    runs: Runs[Any] = Runs([], [])
    assert runs.in_order([{"a": 2}, {"a": 1}])


def test_each_path_has_its_direction() -> None:
    runs: Runs[Any] = Runs(["a", "b"], ["asc"])
    with pytest.raises(ValueError, match="shorter"):
        runs.sorted([{}])


def test_all_records_by_all_fields() -> None:
    runs: Runs[Any] = Runs(["a", "b"], ["desc", "asc"])
    rows = [{"a": a, "b": b} for a, b in [(1, 2), (2, 2), (1, 1), (2, 1)]]
    given = list(rows)
    assert [(each["a"], each["b"]) for each in runs.sorted(rows)] == [(2, 1), (2, 2), (1, 1), (1, 2)]
    assert rows == given


def test_records_by_one_field_are_left_as_they_come() -> None:
    rows = [{"a": 2}, {"a": 1}]
    runs: Runs[Any] = Runs(["a"], ["asc"])
    assert runs.feed(rows) == rows
    assert runs.end() == []


def test_terms_of_callers() -> None:
    assert term("name") == asc("name") == Term("name", "asc")
    assert term(desc("name")) == Term("name", "desc")
    for wrong, kind in ((7, "int"), (("name", "desc"), "tuple")):
        with pytest.raises(QueryError) as caught:
            term(wrong)  # type: ignore[arg-type]
        assert str(caught.value) == f"cannot sort by {kind}: give the name of a field, asc(name) or desc(name)"


def test_what_records_can_be_put_in_order_by() -> None:
    assert sortable(User, "family_name", strict=True) == "familyName"
    assert sortable(User, "roles", strict=False) == "roles"
    assert sortable(User, "vendor.thing", strict=False) == "vendor.thing"
    for name in ("roles", "primary_org", "metadata", "grades"):
        with pytest.raises(QueryError) as caught:
            sortable(User, name, strict=True)
        assert str(caught.value) == f"cannot sort by {name!r}: it holds a list or an object"
