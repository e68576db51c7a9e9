"""What a record says of itself: what it lacks and why, what the standard has against it, and what goes on a journey."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from attrs import define, field

from oneroster_openapi.kinds import TEXT
from oneroster_openapi.record import FieldMissing, InvalidRecord, Property, Reading, Record
from oneroster_openapi.v1p2.models import Credential, User

WHERE = ("User", "email")
PERSON: dict[str, Any] = {
    "sourcedId": "u1",
    "status": "active",
    "dateLastModified": "2026-01-02T03:04:05Z",
    "enabledUser": "true",
    "username": "x",
    "givenName": "a",
    "familyName": "b",
    "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "o1", "href": "h", "type": "org"}}],
}


def lacking(**reading: Any) -> User:
    sent = {"sourcedId": "u1", "givenName": None}
    return User.from_dict(sent, Reading(**reading))


def test_repairs_are_counted() -> None:
    reading = Reading()
    for what in ("was odd", "was odd", "was strange"):
        reading.repaired(WHERE, what)
    assert reading.repairs == {(WHERE, "was odd"): 2, (WHERE, "was strange"): 1}


def test_what_is_no_object_has_no_field() -> None:
    with pytest.raises(InvalidRecord) as caught:
        User.from_dict(["Zacharias"])  # type: ignore[arg-type]
    error = caught.value
    assert (error.record, error.field, error.reason, str(error)) == (
        "User",
        "",
        "is not an object",
        "User is not an object",
    )
    assert error.args == ("User", "", "is not an object")


def test_the_plan_of_a_model_is_made_once() -> None:
    @define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
    class Thing(Record):
        name: str
        additional_properties: dict[str, Any] = field(factory=dict)
        __properties__ = (Property("name", "name", TEXT, required=True),)

    plan = Thing._plan()
    assert Thing._plan() is plan
    assert [step.where for step in plan.steps] == [("Thing", "name")]
    assert Thing.from_dict({"name": "a"}).name == "a"


def test_why_a_field_is_missing() -> None:
    record = lacking()
    causes = record.missing_fields()
    assert causes["given_name"] == "the provider sent it empty"
    assert causes["family_name"] == "the provider did not send it"
    assert "email" not in causes
    assert "sourced_id" not in causes
    record = User.from_dict(PERSON)
    assert record.missing_fields() == {}
    del record.given_name
    assert record.missing_fields() == {"given_name": "it was deleted or never set"}
    with pytest.raises(FieldMissing) as caught:
        assert record.given_name
    assert str(caught.value) == "User.given_name (givenName in JSON) is not in this record: it was deleted or never set"


def test_what_was_not_asked_for_is_missing_for_another_reason() -> None:
    record = lacking(selected=frozenset({"sourcedId", "givenName", "familyName"}))
    causes = record.missing_fields()
    assert causes["given_name"] == "the provider sent it empty"
    assert causes["family_name"] == "the provider did not send it"
    assert causes["username"] == causes["email"] == "it was not asked for (select)"


def test_the_standard_has_nothing_against_a_whole_record() -> None:
    assert list(User.from_dict(PERSON).problems()) == []


def test_what_the_standard_has_against_a_record() -> None:
    record = User.from_dict(PERSON)
    record.roles[0].org.sourced_id = 7  # type: ignore[assignment]
    record.email = 8  # type: ignore[assignment]
    assert list(record.problems()) == [
        ("roles[0].org.sourcedId", "is a number where a string is due"),
        ("email", "is a number where a string is due"),
    ]


def test_what_a_record_lacks_is_told_with_the_cause() -> None:
    problems = dict(lacking().problems())
    assert problems["givenName"] == "is required, but the provider sent it empty"
    assert problems["familyName"] == "is required, but the provider did not send it"
    assert problems["roles"] == "is required, but the provider did not send it"
    record = User.from_dict(PERSON)
    record.roles = []
    record.given_name = None  # type: ignore[assignment]
    assert dict(record.problems()) == {
        "roles": "is required, but it is empty",
        "givenName": "is required, but it is empty",
    }


def test_properties_that_the_standard_does_not_know() -> None:
    assert not User.__extensible__
    record = User.from_dict({**PERSON, "vendorThing": 1})
    unknown = "is unknown to the standard; it belongs into metadata, if anywhere"
    assert list(record.problems()) == [("vendorThing", unknown)]
    assert Credential.__extensible__
    assert list(Credential.from_dict({"type": "a", "username": "b", "vendorThing": 1}).problems()) == []


def test_what_goes_along_on_a_journey() -> None:
    record, plain = User.from_dict({**PERSON, "vendorThing": 1}), User.from_dict(PERSON)
    for twin in (pickle.loads(pickle.dumps(record)), copy.copy(record), copy.deepcopy(record)):
        assert twin == record
        assert twin.additional_properties == {"vendorThing": 1}
        assert twin != plain
    assert record.__getstate__()["additional_properties"] == {"vendorThing": 1}
    assert "additional_properties" not in plain.__getstate__()
    assert record != User.from_dict({**PERSON, "vendorThing": 2})
