"""What a filter means for a record: exactly, or to some provider at most. Single values: test_comparing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from oneroster_openapi.record import Reading, Record
from oneroster_sdk import F, QueryError, raw
from oneroster_sdk._filters import Clause, Expression
from oneroster_sdk._matching import compiled
from oneroster_sdk.v1p2 import Class, User

EXACT, WIDE, NO = "exactly", "to some provider", "to none"

PERSON: dict[str, Any] = {
    "sourcedId": "u1",
    "status": "active",
    "dateLastModified": "2026-01-02T10:00:00Z",
    "enabledUser": "true",
    "givenName": "Ana",
    "familyName": "Silva",
    "grades": ["09", "10"],
    "roles": [
        {"roleType": "primary", "role": "student", "org": {"sourcedId": "s1"}, "beginDate": "2025-09-01"},
        {"roleType": "secondary", "role": "ext:helper", "org": {"sourcedId": "s2"}},
    ],
    "agents": [{"sourcedId": "p1"}, {"sourcedId": "p12"}],
    "primaryOrg": {"sourcedId": "s1", "type": "org"},
    "metadata": {
        "bus": 7,
        "late": 9.5,
        "boards": True,
        "tags": ["red", ["blue", None], 5],
        "house": "North, East",
        "locker": {"room": "A1"},
        "clubs": [{"name": "chess"}, {"name": "choir"}, "none", {}],
        "vendor.key": "dotted",
        "deep": {"vendor.key": "deeper"},
        "seen": "2026-01-02 10:00:00",
        "note": None,
        "hollow": [[], None],
    },
    "vendorThing": {"size": "XL"},
}
LESSON = {"sourcedId": "c1", "subjects": ["Maths, applied", "Physics"], "periods": ["1"]}


def verdict(expression: Expression, model: type[Record], data: dict[str, Any], *, strict: bool = True) -> str:
    """Which readings accept the record."""
    record = model.from_dict(data)
    if compiled(expression, model, wide=False, strict=strict)(record):
        assert compiled(expression, model, wide=True, strict=strict)(record), "the widest reading accepts all of it"
        return EXACT
    return WIDE if compiled(expression, model, wide=True, strict=strict)(record) else NO


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (F.grades == "09", EXACT),
        (F.grades == "09,10", EXACT),
        (F.grades == " 10 , 09 ", EXACT),
        (F.grades == "09,11", WIDE),
        (F.grades == "9", WIDE),
        (F.grades == "11", NO),
        (F.grades == ",", NO),
        (F.grades == "", NO),
        (F.grades != "11", EXACT),
        (F.grades != "09,11", EXACT),
        (F.grades != "09", WIDE),
        (F.grades != "09,10", WIDE),
        (F.grades.contains("10"), EXACT),
        (F.grades.contains("11,10"), EXACT),
        (F.grades.contains("0"), WIDE),
        (F.grades.contains("11"), NO),
        (F.grades.contains("11,12"), NO),
        (F.grades.contains(",12"), NO),
        (F.grades > "09", EXACT),
        (F.grades > "10", NO),
        (F.grades < "09", NO),
        (F.grades < "1", EXACT),
        (F.roles.org.sourced_id == "s2", EXACT),
        (F.roles.org.sourced_id == "s2,s1", EXACT),
        (F.roles.org.sourced_id == "s3", NO),
        (F.roles.org.sourced_id.contains("s"), EXACT),
        (F.roles.org.sourced_id.contains("x,s1"), EXACT),
        (F.roles.org.sourced_id.contains("x,y"), NO),
        (F.roles.org == "s2", EXACT),
        (F.primary_org == "s1", EXACT),
        (F.primary_org == "s1,s1", NO),
        (F.primary_org != "s1", NO),
        (F.primary_org.type == "org", EXACT),
        (F.primary_org.href == "x", WIDE),
        (F.agents == "p1", EXACT),
        (F.agents == "p12,p1", EXACT),
        (F.agents == "p", NO),
        (F.agents.contains("p12"), EXACT),
        (F.agents.contains("p"), WIDE),
        (F.agents.contains("q"), NO),
        (F.agents.sourced_id.contains("p"), EXACT),
    ],
)
def test_lists_and_references(expression: Expression, expected: str) -> None:
    assert verdict(expression, User, PERSON) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (F.subjects == "Maths, applied", EXACT),
        (F.subjects == "Physics,Maths, applied", WIDE),
        (F.subjects == "applied", WIDE),
        (F.subjects == "Maths", WIDE),
        (F.subjects == "Chemistry", NO),
        (F.subjects.contains("Maths, applied"), EXACT),
        (F.subjects.contains("x,Physics"), EXACT),
        (F.subjects.contains("physics,x"), WIDE),
        (F.subjects.contains("x,y"), NO),
        (F.subjects != "Physics", WIDE),
        (F.periods != "1", NO),
        (F.periods == "1,1", EXACT),
        (F.periods == "1,2", WIDE),
        (F.grades == "09", WIDE),
        (F.grades != "09", EXACT),
    ],
)
def test_members_with_commas(expression: Expression, expected: str) -> None:
    assert verdict(expression, Class, LESSON) == expected


MORNING, DAY = dt.datetime(2026, 1, 2, 10, tzinfo=dt.UTC), dt.timedelta(days=1)
WHEN, M = F.date_last_modified, F.metadata


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (M.bus == 7, EXACT),
        (M.bus == "7.0", EXACT),
        (M.bus == "07", EXACT),
        (M.bus == 8, NO),
        (M.bus == "x", NO),
        (M.bus != "x", EXACT),
        (M.bus < 10, EXACT),
        (M.bus > 10, WIDE),
        (M.bus > 8, NO),
        (M.late == 9.5, EXACT),
        (M.late.contains("9.5"), EXACT),
        (M.boards == True, EXACT),  # noqa: E712 - a filter
        (M.boards == "yes", EXACT),
        (M.boards == "no", NO),
        (M.boards == "perhaps", NO),
        (M.boards != "perhaps", EXACT),
        (M.tags == "red", EXACT),
        (M.tags == "blue", EXACT),
        (M.tags == 5, EXACT),
        (M.tags == "5,red,blue", EXACT),
        (M.tags == "red,green", WIDE),
        (M.tags == "green,05.0", WIDE),
        (M.tags == "green", NO),
        (M.tags.contains("green,red"), EXACT),
        (M.tags.contains("re"), WIDE),
        (M.tags != "red", WIDE),
        (M.house == "North, East", EXACT),
        (M.house == "north", WIDE),
        (M.house == "South", NO),
        (M.house == "North, East,", WIDE),
        (M.house.contains("North"), EXACT),
        (M.house.contains("West,East"), WIDE),
        (M.locker.room == "A1", EXACT),
        (M.locker.room == "A2", NO),
        (M.locker == "A1", WIDE),
        (M.locker != "A1", EXACT),
        (M.locker.contains("A1"), WIDE),
        (M.clubs.name == "chess", EXACT),
        (M.clubs.name == "choir,chess", EXACT),
        (M.clubs.name == "choir,golf", WIDE),
        (M.clubs.name == "golf", NO),
        (M.vendor.key == "dotted", EXACT),
        (M.vendor.key == "else", NO),
        (M.deep.vendor.key == "deeper", EXACT),
        (M.deep.vendor.key == "else", NO),
        (M.seen == MORNING, WIDE),
        (M.seen == MORNING + 3 * DAY, NO),
        (M.seen > MORNING, WIDE),
        (M.note == "x", WIDE),
        (M.note != "x", EXACT),
        (M.hollow == "x", WIDE),
        (M.nothing == "x", WIDE),
        (M.nothing.at.all != "x", EXACT),
        (M.bus.colour == "x", WIDE),
        (M.house.colour == "x", WIDE),
    ],
)
def test_metadata(expression: Expression, expected: str) -> None:
    assert verdict(expression, User, PERSON) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (F.vendorThing.size == "XL", EXACT),
        (F.vendorThing.size == "M", NO),
        (F.otherThing == "M", WIDE),
        (F.roles.vendorFlag == "x", WIDE),
        (F.roles.org.vendorFlag != "x", EXACT),
        (F.email.domain == "x", WIDE),
        (F.family_name.domain == "x", WIDE),
        (F.metadata.bus == 7, EXACT),
        (~(F.vendorThing.size == "M"), EXACT),
        ((F.vendorThing.size == "M") | (F.otherThing != "x"), EXACT),
    ],
)
def test_fields_that_the_standard_does_not_know(expression: Expression, expected: str) -> None:
    assert verdict(expression, User, PERSON, strict=False) == expected


def test_unknown_fields_within_lists() -> None:
    roles = [role | {"vendorFlag": flag} for role, flag in zip(PERSON["roles"], "ab", strict=True)]
    data = PERSON | {"roles": roles}
    assert verdict(F.roles.vendorFlag == "b", User, data, strict=False) == EXACT
    assert verdict(F.roles.vendorFlag == "b,a", User, data, strict=False) == EXACT
    assert verdict(F.roles.vendorFlag == "c", User, data, strict=False) == NO
    one = PERSON | {"roles": roles[:1]}
    assert verdict(F.roles.vendorFlag == "a,a", User, one, strict=False) == EXACT, "a list of one is a list"


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (F.vendorThing == "x", "User has no field 'vendorThing'"),
        (~(F.vendorThing == "x"), "User has no field 'vendorThing'"),
        ((F.email == "x") | (F.vendorThing == "x"), "User has no field 'vendorThing'"),
        (F.roles == "student", "an object stands there"),
        (F.metadata == "student", "an object stands there"),
    ],
)
def test_fields_that_cannot_be_judged(expression: Expression, words: str, wide: bool) -> None:
    with pytest.raises(QueryError, match=words):
        compiled(expression, User, wide=wide)


YES, MAYBE, NEVER = F.family_name == "Silva", F.family_name == "SILVA", F.family_name == "Souza"
RAW = raw("x='1'")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (YES & YES, EXACT),
        (YES & MAYBE, WIDE),
        (YES & NEVER, NO),
        (NEVER & YES, NO),
        (YES | NEVER, EXACT),
        (NEVER | YES, EXACT),
        (NEVER | MAYBE, WIDE),
        (NEVER | NEVER, NO),
        (~YES, NO),
        (~MAYBE, EXACT),
        (~NEVER, EXACT),
        (~(YES & NEVER), EXACT),
        (~(YES | NEVER), NO),
        (~~YES, EXACT),
        (RAW, EXACT),
        (RAW & YES, EXACT),
        (RAW & NEVER, NO),
        (~RAW, EXACT),
        (~(RAW & YES), EXACT),
        (~(NEVER | (YES & RAW)), EXACT),
        (~(~RAW & YES), EXACT),
    ],
)
def test_joined_filters(expression: Expression, expected: str) -> None:
    assert verdict(expression, User, PERSON) == expected


def test_a_field_that_was_not_asked_for_cannot_be_judged() -> None:
    record = User.from_dict({"sourcedId": "u1"}, Reading(selected=frozenset({"sourcedId"})))
    for clause in (F.family_name == "x", F.roles.role == "x", WHEN > MORNING, F.email.contains("x")):
        assert not compiled(clause, User, wide=False)(record)
        assert compiled(clause, User, wide=True)(record)
    assert compiled(F.family_name != "x", User, wide=False)(record)


@pytest.mark.parametrize(
    ("changed", "passes"),
    [("2026-01-02T10:00:00Z", True), ("2026-01-02T09:59:59Z", False), (None, True), ("", True)],
)
def test_a_record_that_does_not_say_when_it_changed_may_have_changed(changed: str | None, passes: bool) -> None:
    record = User.from_dict(PERSON | {"dateLastModified": changed})
    since = Clause("dateLastModified", ">=", "2026-01-02T10:00:00Z", or_missing=True)
    assert compiled(since, User, wide=False)(record) is passes
    if changed is None:
        assert not compiled(WHEN >= MORNING, User, wide=False)(record)


def test_values_that_callers_have_set_themselves() -> None:
    user = User.from_dict(PERSON | {"metadata": {}})
    user.date_last_modified = dt.datetime(2026, 1, 2, 10)
    assert compiled(WHEN == MORNING, User, wide=False)(user)
    assert user.primary_org is not None
    del user.primary_org.sourced_id
    assert not compiled(F.primary_org == "s1", User, wide=False)(user)
    assert compiled(F.primary_org == "s9", User, wide=True)(user)
    user.metadata["bus"] = float("nan")
    assert not compiled(M.bus < 7, User, wide=False)(user)
    assert not compiled(M.bus == 7, User, wide=True)(user)
    user.metadata["bus"] = 2**53 + 1
    assert not compiled(M.bus == 2**53, User, wide=True)(user)


def test_a_test_does_not_show_its_value() -> None:
    for wide in (True, False):
        assert "Zacharias" not in repr(compiled(F.family_name == "Zacharias", User, wide=wide))
