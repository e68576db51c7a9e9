"""Where a field stands. What a record has there: test_matching."""

from __future__ import annotations

import pytest

from oneroster_openapi.kinds import ID, TEXT, Nested
from oneroster_sdk import QueryError
from oneroster_sdk._places import Place, place_of
from oneroster_sdk.v1p2 import User


@pytest.mark.parametrize(
    ("name", "strict", "expected"),
    [
        ("sourced_id", True, Place("sourcedId", ("sourced_id",), (), ID, False)),
        ("roles.org.sourcedId", True, Place("roles.org.sourcedId", ("roles", "org", "sourced_id"), (), ID, True)),
        ("metadata.a.b", True, Place("metadata.a.b", ("metadata",), ("a", "b"), None, False)),
        ("vendor.a", False, Place("vendor.a", ("additional_properties",), ("vendor", "a"), None, False)),
        ("roles.vendor", False, Place("roles.vendor", ("roles", "additional_properties"), ("vendor",), None, True)),
        ("grades.a", False, Place("grades.a", ("grades",), ("a",), None, True)),
    ],
)
def test_places(name: str, strict: bool, expected: Place) -> None:
    assert place_of(User, name, strict=strict) == expected


def test_references_and_lists_are_places_of_what_they_hold() -> None:
    org, grades = place_of(User, "primaryOrg", strict=True), place_of(User, "grades", strict=True)
    assert isinstance(org.kind, Nested)
    assert (org.steps, org.keys, org.listed) == (("primary_org",), (), False)
    assert (grades.steps, grades.keys, grades.listed) == (("grades",), (), True)
    assert grades.kind is not None
    assert place_of(User, "familyName", strict=True).kind == TEXT


@pytest.mark.parametrize("name", ["metadata", "roles"])
def test_objects_cannot_be_compared(name: str) -> None:
    with pytest.raises(QueryError) as caught:
        place_of(User, name, strict=True)
    assert str(caught.value) == f"cannot filter by {name!r}: an object stands there, name one of its fields ({name}.…)"
