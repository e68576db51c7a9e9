"""Flags, vocabularies, and what is null, empty or unknown in records."""

from __future__ import annotations

from typing import Any, Final

import pytest

from oneroster_sdk import FieldMissing, InvalidRecordError
from oneroster_sdk.v1p2 import EnrollmentRole, OrgType, RoleRole, Status

from .conftest import Caller, Serve, failing, pulled
from .provider import Quirky, names, person, reference
from .records import NOT_SENT, enrollment, of, read, rows_with

# --- flags

TRUE: Final = [True, "true", "True", "TRUE", 1, "1", "t"]
FALSE: Final = [False, "false", "False", "FALSE", 0, "0", "f"]


@pytest.mark.parametrize(
    ("model", "wire", "name", "absent"),
    [
        ("User", "enabledUser", "enabled_user", FieldMissing),
        ("Enrollment", "primary", "primary", None),
        ("Demographics", "hispanicOrLatinoEthnicity", "hispanic_or_latino_ethnicity", None),
        ("Demographics", "asian", "asian", None),
    ],
)
def test_flags(caller: Caller, serve: Serve, model: str, wire: str, name: str, absent: Any) -> None:
    outcome = read(caller, serve, model, rows_with(model, wire, [*TRUE, *FALSE, "", None, " ", NOT_SENT]))
    assert of(outcome, name) == [*[True] * 7, *[False] * 7, *[absent] * 4]
    assert {type(value) for value in of(outcome, name)[:14]} == {bool}
    repairs = outcome.report.repairs
    assert repairs[f"{model}.{wire} was a boolean"] == 2
    assert repairs[f"{model}.{wire} was a number"] == 2
    assert repairs[f"{model}.{wire} was another spelling of a flag"] == 8
    assert repairs[f"{model}.{wire} was an empty string"] == 1


@pytest.mark.parametrize("value", ["maybe", 2, -1, 0.5, [], {}])
def test_flags_that_cannot_be_read(caller: Caller, serve: Serve, value: Any) -> None:
    rows = rows_with("User", "enabledUser", ["true", value, "false"])
    error = failing(caller, serve(Quirky(rows)))
    assert isinstance(error, InvalidRecordError)
    assert (error.record, error.field, error.position) == ("User", "enabledUser", 1)
    outcome = pulled(caller, serve(Quirky(rows)), on_invalid="collect")
    assert outcome.ids == ["u000", "u002"]
    (bad,) = outcome.report.invalid
    assert (bad.sourced_id, bad.field, bad.reason) == ("u001", "enabledUser", "is neither true nor false")
    assert outcome.report.absent(names(3)) == set()
    skipped = pulled(caller, serve(Quirky(rows)), on_invalid="skip").report
    assert (skipped.complete, skipped.skipped, skipped.invalid) == (True, 1, [])


# --- what is null or empty

REQUIRED: Final = [
    ("User", "status", "status"),
    ("User", "dateLastModified", "date_last_modified"),
    ("User", "givenName", "given_name"),
    ("User", "enabledUser", "enabled_user"),
    ("User", "roles", "roles"),
    ("Class", "course", "course"),
    ("Class", "school", "school"),
    ("Org", "identifier", "identifier"),
    ("AcademicSession", "startDate", "start_date"),
]
OPTIONAL: Final[list[tuple[str, str, str, Any]]] = [
    ("User", "username", "username", None),
    ("User", "email", "email", None),
    ("User", "primaryOrg", "primary_org", None),
    ("User", "metadata", "metadata", {}),
    ("User", "agents", "agents", []),
    ("User", "grades", "grades", []),
    ("Org", "parent", "parent", None),
    ("Org", "children", "children", []),
    ("Enrollment", "beginDate", "begin_date", None),
    ("Class", "periods", "periods", []),
]


@pytest.mark.parametrize(("model", "wire", "name"), REQUIRED)
def test_required_values_that_are_null_or_missing(
    caller: Caller, serve: Serve, model: str, wire: str, name: str
) -> None:
    outcome = read(caller, serve, model, rows_with(model, wire, [None, NOT_SENT]))
    assert of(outcome, name) == [FieldMissing, FieldMissing]
    with pytest.raises(FieldMissing, match="the provider sent it empty"):
        getattr(outcome.records[0], name)
    assert outcome.report.repairs[f"{model}.{wire} was empty, though required"] == 1
    assert outcome.report.repairs[f"{model}.{wire} was missing, though required"] == 1
    assert wire not in outcome.records[0].to_dict()


@pytest.mark.parametrize(
    ("model", "wire", "name", "expected"),
    [
        *[
            (model, wire, name, FieldMissing)
            for model, wire, name in REQUIRED
            if wire not in ("givenName", "identifier")
        ],
        ("User", "givenName", "given_name", ""),
        ("User", "familyName", "family_name", ""),
        ("Org", "identifier", "identifier", ""),
        *OPTIONAL,
    ],
)
def test_values_that_are_empty_strings(
    caller: Caller, serve: Serve, model: str, wire: str, name: str, expected: Any
) -> None:
    outcome = read(caller, serve, model, rows_with(model, wire, [""]))
    assert of(outcome, name) == [expected]
    assert [count for words, count in outcome.report.repairs.items() if words.startswith(f"{model}.{wire} ")]


@pytest.mark.parametrize(("model", "wire", "name", "expected"), OPTIONAL)
def test_optional_values_that_are_null(
    caller: Caller, serve: Serve, model: str, wire: str, name: str, expected: Any
) -> None:
    outcome = read(caller, serve, model, rows_with(model, wire, [None, NOT_SENT]))
    assert of(outcome, name) == [expected, expected]
    assert outcome.report.repairs == {}


def test_metadata(caller: Caller, serve: Serve) -> None:
    nested = {"a": None, "b": {"c": ["", 1]}, "": ""}
    outcome = read(caller, serve, "User", rows_with("User", "metadata", [nested, {"a": None}, {}, "", [], None]))
    assert of(outcome, "metadata") == [nested, {"a": None}, {}, {}, {}, {}]
    assert outcome.report.repairs == {"User.metadata was empty, but no object": 2}
    assert outcome.records[0].to_dict()["metadata"] == nested


@pytest.mark.parametrize(
    ("model", "wire", "name", "expected"),
    [
        ("Org", "parent", "parent", None),
        ("User", "primaryOrg", "primary_org", None),
        ("Class", "course", "course", FieldMissing),
    ],
)
@pytest.mark.parametrize(
    "value", [{}, [], {"sourcedId": ""}, {"sourcedId": None, "href": "", "type": "org"}, {"type": "org"}]
)
def test_reference_to_nothing(
    caller: Caller, serve: Serve, model: str, wire: str, name: str, expected: Any, value: Any
) -> None:
    outcome = read(caller, serve, model, rows_with(model, wire, [value]))
    assert of(outcome, name) == [expected]
    assert outcome.report.repairs


@pytest.mark.parametrize("wire", ["user", "class", "school"])
def test_reference_without_which_an_enrollment_is_of_no_use(caller: Caller, serve: Serve, wire: str) -> None:
    rows = [enrollment(0), enrollment(1, **{wire: None}), enrollment(2)]
    outcome = pulled(
        caller, serve(Quirky(rows, key="enrollments")), lambda roster: roster.enrollments, on_invalid="collect"
    )
    assert outcome.ids == ["u000", "u002"]
    assert [(bad.sourced_id, bad.field) for bad in outcome.report.invalid] == [("u001", wire)]
    assert outcome.report.complete


# --- vocabularies


def test_status_words(caller: Caller, serve: Serve) -> None:
    values = ["active", "Active", "ACTIVE", "tobedeleted", "ToBeDeleted", "inactive", "Inactive", "ext:paused"]
    outcome = read(caller, serve, "User", rows_with("User", "status", values))
    assert of(outcome, "status") == [Status.ACTIVE] * 3 + [Status.TOBEDELETED] * 4 + ["ext:paused"]
    assert [record.is_deleted for record in outcome.records] == [False] * 3 + [True] * 4 + [False]
    assert outcome.report.repairs["User.status was in another letter case"] == 3
    assert outcome.report.repairs["User.status was an old word of the vocabulary"] == 2


def test_roles_of_users(caller: Caller, serve: Serve) -> None:
    words = ["student", "Student", "STUDENT", "ext:mentor", "headmaster", "administrator"]
    roles = [[{"roleType": "primary", "role": word, "org": reference("org", "s1")}] for word in words]
    outcome = read(caller, serve, "User", rows_with("User", "roles", roles))
    found = [record.roles[0].role for record in outcome.records]
    assert found == [RoleRole.STUDENT] * 3 + ["ext:mentor", "headmaster", "administrator"]
    assert found[0] is found[1] is RoleRole.STUDENT
    assert [words for words in outcome.report.repairs if "was kept as it came" in words]


def test_roles_of_enrollments(caller: Caller, serve: Serve) -> None:
    values = ["student", "Teacher", "primary", "ext:observer", "aide"]
    outcome = read(caller, serve, "Enrollment", rows_with("Enrollment", "role", values))
    assert of(outcome, "role")[:2] == [EnrollmentRole.STUDENT, EnrollmentRole.TEACHER]
    assert of(outcome, "role")[2:] == ["primary", "ext:observer", "aide"]


def test_types_of_orgs(caller: Caller, serve: Serve) -> None:
    values = ["school", "School", "DISTRICT", "ext:campus", "nursery"]
    outcome = read(caller, serve, "Org", rows_with("Org", "type", values))
    assert of(outcome, "type") == [OrgType.SCHOOL, OrgType.SCHOOL, OrgType.DISTRICT, "ext:campus", "nursery"]


# --- what the standard does not know


def test_extra_properties(caller: Caller, serve: Serve) -> None:
    extra = {"dateCreated": "2026-01-02", "vendor": {"a": [1, None]}, "class": "x", "_id": 7}
    outcome = read(caller, serve, "User", [person(0, **extra), person(1)])
    assert outcome.records[0].additional_properties == extra
    assert {name: outcome.records[0].to_dict()[name] for name in extra} == extra
    assert outcome.report.repairs == {}
