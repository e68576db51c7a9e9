"""One value against another: text, words of vocabularies, flags, dates, times and numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from oneroster_openapi.record import Record
from oneroster_sdk import F
from oneroster_sdk._filters import Expression
from oneroster_sdk._matching import compiled
from oneroster_sdk.v1p2 import AcademicSession, Result, User

EXACT, WIDE, NO = "exactly", "to some provider", "to none"

PERSON: dict[str, Any] = {
    "sourcedId": "u1",
    "status": "active",
    "dateLastModified": "2026-01-02T10:00:00Z",
    "enabledUser": "true",
    "familyName": "Silva",
    "middleName": "de la Cruz",
    "identifier": "0042",
    "roles": [
        {"roleType": "primary", "role": "student", "org": {"sourcedId": "s1"}},
        {"roleType": "secondary", "role": "ext:helper", "org": {"sourcedId": "s2"}},
    ],
}
SESSION = {"sourcedId": "t1", "startDate": "2026-01-10", "endDate": "2026-06-30", "schoolYear": "2026"}
RESULT = {"sourcedId": "r1", "score": 85.5, "lineItem": {"sourcedId": "l1"}, "student": {"sourcedId": "u1"}}


def verdict(expression: Expression, model: type[Record], data: dict[str, Any]) -> str:
    """Which readings accept the record."""
    record = model.from_dict(data)
    if compiled(expression, model, wide=False)(record):
        assert compiled(expression, model, wide=True)(record), "the widest reading accepts all of it"
        return EXACT
    return WIDE if compiled(expression, model, wide=True)(record) else NO


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (F.family_name == "Silva", EXACT),
        (F.family_name == "silva", WIDE),
        (F.family_name == " SILVA\t", WIDE),
        (F.family_name == "Sílva", WIDE),
        (F.family_name == "Silv", NO),
        (F.family_name == "Silva,Souza", NO),
        (F.family_name == "ilva", NO),
        (F.family_name == "", NO),
        (F.middle_name == "delacruz", NO),
        (F.family_name != "Souza", EXACT),
        (F.family_name != "silva", EXACT),
        (F.family_name != "Silva", NO),
        (F.family_name < 9, NO),
        (F.family_name.contains("ilv"), EXACT),
        (F.family_name.contains("Silva"), EXACT),
        (F.family_name.contains(""), EXACT),
        (F.family_name.contains("SIL"), WIDE),
        (F.family_name.contains("ilva "), WIDE),
        (F.family_name.contains("Souza"), NO),
        (F.family_name.contains("Silvano"), NO),
        (F.family_name < "Silvb", EXACT),
        (F.family_name < "Silva", NO),
        (F.family_name <= "Silva", EXACT),
        (F.family_name > "Silva", NO),
        (F.family_name >= "Silva", EXACT),
        (F.family_name > "Silv", EXACT),
        (F.family_name > "Souza", NO),
        (F.family_name < "Sa", NO),
        (F.family_name < "a", EXACT),
        (F.family_name > "a", WIDE),
        (F.family_name < "SILVA", WIDE),
        (F.family_name > "silva", WIDE),
        (F.family_name >= "silva", WIDE),
        (F.family_name <= "SILVA", WIDE),
        (F.family_name > "Rz", EXACT),
        (F.family_name < "Š", EXACT),
        (F.family_name > "Ša", WIDE),
        (F.middle_name > "dean", WIDE),
        (F.middle_name > "delacruz", WIDE),
        (F.middle_name >= "deleted", NO),
        (F.identifier == "0042", EXACT),
        (F.identifier == 42, WIDE),
        (F.identifier == "42.0", WIDE),
        (F.identifier == 43, NO),
        (F.identifier > 9, WIDE),
        (F.identifier < 9, EXACT),
        (F.identifier > 100, NO),
        (F.identifier == "Infinity", NO),
        (F.email == "x", WIDE),
        (F.email != "x", EXACT),
        (F.email < "x", WIDE),
        (F.email.contains("x"), WIDE),
        (F.user_ids.identifier == "x", WIDE),
    ],
)
def test_text(expression: Expression, expected: str) -> None:
    assert verdict(expression, User, PERSON) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (F.status == "active", EXACT),
        (F.status == "Active", EXACT),
        (F.status != "ACTIVE", NO),
        (F.status == "inactive", NO),
        (F.status == "activ", NO),
        (F.status.contains("activ"), EXACT),
        (F.status.contains("Activ"), WIDE),
        (F.status < "b", EXACT),
        (F.roles.role == "student", EXACT),
        (F.roles.role == "Student", EXACT),
        (F.roles.role == "teacher", NO),
        (F.roles.role == "ext:helper", EXACT),
        (F.roles.role == "helper", WIDE),
        (F.roles.role == "ext:helper,student", EXACT),
        (F.roles.role == "ext:helper,Student", EXACT),
        (F.roles.role == "teacher,student", WIDE),
        (F.roles.role != "student", WIDE),
        (F.roles.role != "teacher", EXACT),
        (F.enabled_user == True, EXACT),  # noqa: E712 - a filter
        (F.enabled_user == "TRUE", EXACT),
        (F.enabled_user == 1, EXACT),
        (F.enabled_user == False, NO),  # noqa: E712 - a filter
        (F.enabled_user != False, EXACT),  # noqa: E712 - a filter
        (F.enabled_user != True, NO),  # noqa: E712 - a filter
        (F.enabled_user > False, EXACT),
        (F.enabled_user < False, WIDE),
        (F.enabled_user.contains("ru"), EXACT),
        (F.enabled_user.contains("X"), WIDE),
    ],
)
def test_words_and_flags(expression: Expression, expected: str) -> None:
    assert verdict(expression, User, PERSON) == expected


def test_what_is_false_is_written_so() -> None:
    assert verdict(F.enabled_user.contains("false"), User, PERSON | {"enabledUser": "false"}) == EXACT
    assert verdict(F.enabled_user.contains("X"), User, PERSON | {"enabledUser": "false"}) == WIDE


def test_an_old_word_finds_what_was_read_from_it() -> None:
    gone = PERSON | {"status": "inactive"}
    assert verdict(F.status == "inactive", User, gone) == EXACT
    assert verdict(F.status == "tobedeleted", User, gone) == EXACT
    assert verdict(F.status == "active", User, gone) == NO
    assert verdict(F.status > "inactive", User, gone) == EXACT, "in order, words are texts"


MORNING = dt.datetime(2026, 1, 2, 10, tzinfo=dt.UTC)
SAME = MORNING.astimezone(dt.timezone(dt.timedelta(hours=-5)))
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
WHEN, BEGIN = F.date_last_modified, F.start_date


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (WHEN == SAME, EXACT),
        (WHEN == "2026-01-02T11:00:00+01:00", EXACT),
        (WHEN == "2026-01-02T10:00:00", EXACT),
        (WHEN == MORNING + SECOND, WIDE),
        (WHEN == MORNING + DAY, WIDE),
        (WHEN == MORNING - DAY, WIDE),
        (WHEN == MORNING + DAY + SECOND, NO),
        (WHEN == MORNING - DAY - SECOND, NO),
        (WHEN != SAME, NO),
        (WHEN != MORNING + SECOND, EXACT),
        (WHEN > SAME, WIDE),
        (WHEN >= SAME, EXACT),
        (WHEN < SAME, WIDE),
        (WHEN <= SAME, EXACT),
        (WHEN > MORNING - SECOND, EXACT),
        (WHEN > MORNING + DAY, WIDE),
        (WHEN > MORNING + DAY + SECOND, NO),
        (WHEN >= MORNING + DAY + SECOND, NO),
        (WHEN < MORNING - DAY, WIDE),
        (WHEN < MORNING - DAY - SECOND, NO),
        (WHEN <= MORNING - DAY - SECOND, NO),
        (dt.date(2026, 1, 2) == WHEN, EXACT),
        (dt.date(2026, 1, 1) == WHEN, WIDE),
        (dt.date(2026, 1, 3) == WHEN, WIDE),
        (dt.date(2026, 1, 4) == WHEN, NO),
        (dt.date(2025, 12, 31) == WHEN, NO),
        (dt.date(2026, 1, 2) != WHEN, WIDE),
        (dt.date(2026, 1, 3) != WHEN, EXACT),
        (dt.date(2026, 1, 2) < WHEN, EXACT),
        (dt.date(2026, 1, 3) <= WHEN, WIDE),
        (dt.date(2026, 1, 4) < WHEN, NO),
        (dt.date(2026, 1, 2) >= WHEN, WIDE),
        (dt.date(2026, 1, 3) > WHEN, EXACT),
        (dt.date(2025, 12, 31) > WHEN, NO),
        (WHEN == "soon", NO),
        (WHEN == "2026-01-32", NO),
        (WHEN == "2026-01-02T25:00:00Z", NO),
        (WHEN != "soon", EXACT),
        (WHEN > "soon", NO),
        (WHEN.contains("2026-01-02T10"), EXACT),
        (WHEN.contains("10:00:00.000Z"), EXACT),
        (WHEN.contains("1999"), WIDE),
    ],
)
def test_date_times(expression: Expression, expected: str) -> None:
    assert verdict(expression, User, PERSON) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (dt.date(2026, 1, 10) == BEGIN, EXACT),
        (BEGIN == " 2026-01-10 ", EXACT),
        (dt.date(2026, 1, 11) == BEGIN, WIDE),
        (dt.date(2026, 1, 9) == BEGIN, WIDE),
        (dt.date(2026, 1, 12) == BEGIN, NO),
        (dt.date(2026, 1, 8) == BEGIN, NO),
        (BEGIN == "20260110", NO),
        (dt.date(2026, 1, 10) != BEGIN, NO),
        (dt.date(2026, 1, 11) != BEGIN, EXACT),
        (BEGIN != "2026-01-10T00:00:00Z", WIDE),
        (BEGIN == "2026-01-10T23:59:59Z", EXACT),
        (BEGIN == "2026-01-10T23:59:59-05:00", WIDE),
        (BEGIN > "2026-01-09T23:59:59Z", EXACT),
        (BEGIN > "2026-01-10T00:00:00Z", WIDE),
        (BEGIN >= "2026-01-10T00:00:00Z", EXACT),
        (BEGIN > "2026-01-11T23:59:59Z", WIDE),
        (BEGIN > "2026-01-12T00:00:00Z", NO),
        (BEGIN < "2026-01-09T00:00:00Z", WIDE),
        (BEGIN < "2026-01-08T23:59:59Z", NO),
        (dt.date(2026, 1, 11) > BEGIN, EXACT),
        (dt.date(2026, 1, 10) > BEGIN, WIDE),
        (dt.date(2026, 1, 8) > BEGIN, NO),
        (dt.date(2026, 1, 12) < BEGIN, NO),
        (BEGIN.contains("2026-01"), EXACT),
        (F.school_year == 2026, EXACT),
        (F.school_year < 2027, EXACT),
    ],
)
def test_dates(expression: Expression, expected: str) -> None:
    assert verdict(expression, AcademicSession, SESSION) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (F.score == 85.5, EXACT),
        (F.score == "85.50", EXACT),
        (F.score == "85.6", NO),
        (F.score == "good", NO),
        (F.score != "85.50", NO),
        (F.score != 85, EXACT),
        (F.score > 9, EXACT),
        (F.score < 100, EXACT),
        (F.score > 100, WIDE),
        (F.score < 9, WIDE),
        (F.score > 90, NO),
        (F.score.contains("85.5"), EXACT),
        (F.score.contains("50"), WIDE),
    ],
)
def test_numbers(expression: Expression, expected: str) -> None:
    assert verdict(expression, Result, RESULT) == expected


def test_whole_numbers_are_text_without_a_point() -> None:
    whole = RESULT | {"score": 85.0}
    assert verdict(F.score.contains("85"), Result, whole) == EXACT
    assert verdict(F.score.contains("."), Result, whole) == WIDE
    assert verdict(F.score == "85.00", Result, whole) == EXACT
