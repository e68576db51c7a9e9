"""Records of 1.1 that are not as 1.1 has them, shown as those of 1.2."""

from __future__ import annotations

from typing import Any

import pytest

from oneroster_sdk import Forbidden, v1p1

from ..client.conftest import Caller, Told
from .conftest import Outcome, Serve, failing, pulled
from .provider import Quirky, Row, base, names, reference
from .records import of, written
from .test_records import FALSE, TRUE


def old(number: int, **more: Any) -> Row:
    return {
        **base(f"u{number:03d}"),
        "username": f"user{number}",
        "enabledUser": True,
        "givenName": "Ada",
        "familyName": "Zacharias",
        "role": "student",
        "orgs": [reference("org", "s1")],
        **more,
    }


def read(caller: Caller, serve: Serve, rows: list[Row], **options: Any) -> Outcome:
    provider = serve(Quirky(rows, caps=(5,), body=lambda window: written({"users": window.page})))
    outcome = pulled(caller, provider, version="1.1", **options)
    assert outcome.ids == names(len(rows))
    assert (outcome.report.complete, outcome.report.warnings) == (True, {})
    assert {asked.path for asked in provider.asked} == {"/ims/oneroster/v1p1/users"}
    return outcome


def test_old_flags(caller: Caller, serve: Serve) -> None:
    outcome = read(
        caller, serve, [old(number, enabledUser=value) for number, value in enumerate([*TRUE, *FALSE, "", None])]
    )
    assert of(outcome, "enabled_user")[:14] == [True] * 7 + [False] * 7
    assert not [record for record in outcome.records[14:] if hasattr(record, "enabled_user")]
    assert outcome.report.repairs["User.enabledUser was a string"] == 10


@pytest.mark.parametrize(
    "value",
    [None, "", [], {}, [None], [{"sourcedId": ""}]],
)
def test_old_users_without_orgs(caller: Caller, serve: Serve, value: Any) -> None:
    outcome = read(caller, serve, [old(0), old(1, orgs=value)])
    assert [role.org.sourced_id for role in outcome.records[0].roles] == ["s1"]
    assert getattr(outcome.records[1], "roles", []) == []
    assert outcome.records[1].primary_org is None
    assert outcome.report.repairs


@pytest.mark.parametrize("value", [None, "", " "])
def test_old_users_without_a_role(caller: Caller, serve: Serve, value: Any) -> None:
    outcome = read(caller, serve, [old(0), old(1, role=value)])
    assert not hasattr(outcome.records[1], "roles")
    assert outcome.records[0].has_role("student", org="s1")


@pytest.mark.parametrize(
    "orgs",
    [
        "s1",
        ["s1"],
        {"sourcedId": "s1"},
        [{"sourcedId": "s1"}],
        [{"sourcedId": "s1", "type": "school", "href": "/x"}],
        [7],
    ],
)
def test_old_orgs_of_users(caller: Caller, serve: Serve, orgs: Any) -> None:
    record = read(caller, serve, [old(0, orgs=orgs)]).records[0]
    assert [role.org.sourced_id for role in record.roles] == ["7" if orgs == [7] else "s1"]


def test_old_flat_orgs_of_users(caller: Caller, serve: Serve) -> None:
    row = {name: value for name, value in old(0).items() if name != "orgs"}
    record = read(caller, serve, [{**row, "orgSourcedIds": "s1,s2"}]).records[0]
    assert [role.org.sourced_id for role in record.roles] == ["s1", "s2"]


@pytest.mark.parametrize(
    ("value", "role"),
    [("Student", "student"), ("TEACHER", "teacher"), ("ext:mentor", "ext:mentor"), ("nurse", "nurse")],
)
def test_old_roles(caller: Caller, serve: Serve, value: str, role: str) -> None:
    record = read(caller, serve, [old(0, role=value)]).records[0]
    assert [each.role for each in record.roles] == [role]


def test_old_numbers(caller: Caller, serve: Serve) -> None:
    record = read(caller, serve, [old(0, username=7, identifier=12345678901234567890123, phone=0)]).records[0]
    assert (record.username, record.identifier, record.phone) == ("7", "12345678901234567890123", "0")


def test_old_records_as_they_are(caller: Caller, serve: Serve) -> None:
    client = v1p1.OneRoster if caller.kind == "sync" else v1p1.AsyncOneRoster
    rows = [old(0, enabledUser="true", role="Student", grades="05,06")]
    provider = serve(Quirky(rows))
    outcome = pulled(caller, provider, client=client)
    (record,) = outcome.records
    assert (record.enabled_user, record.role, record.grades) == (True, "student", ["05", "06"])


def test_old_errors(caller: Caller, serve: Serve) -> None:
    info = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_codeMinor": "forbidden",
        "imsx_description": "Zacharias",
    }
    provider = serve(lambda asked: Told({"statusInfoSet": [info]}, 403))
    error = failing(caller, provider, version="1.1")
    assert type(error) is Forbidden
    assert (error.code_minor, error.description) == ("forbidden", "Zacharias")
