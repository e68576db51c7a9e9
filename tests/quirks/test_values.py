"""Lists, references, numbers, dates and times that are not as the standard has them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest

from oneroster_sdk import FieldMissing, InvalidRecordError

from ..client.conftest import Told
from .conftest import Caller, Serve, failing
from .provider import Quirky
from .records import NOT_SENT, clazz, of, read, rows_with

# --- lists


def test_grades(caller: Caller, serve: Serve) -> None:
    values = [NOT_SENT, None, "05", "05,06", " 05 , 06 ", "", [], ["05", None, ""], ["Year 7", "KG"], 5, [5]]
    outcome = read(caller, serve, "User", rows_with("User", "grades", values))
    assert of(outcome, "grades") == [
        [],
        [],
        ["05"],
        ["05", "06"],
        ["05", "06"],
        [],
        [],
        ["05"],
        ["Year 7", "KG"],
        ["5"],
        ["5"],
    ]
    repairs = outcome.report.repairs
    assert repairs["User.grades was a single value"] == 2
    assert repairs["User.grades was a string with commas"] == 2
    assert repairs["User.grades was a number"] == 2


@pytest.mark.parametrize(("wire", "name"), [("periods", "periods"), ("subjects", "subjects"), ("grades", "grades")])
def test_lists_that_are_strings(caller: Caller, serve: Serve, wire: str, name: str) -> None:
    outcome = read(caller, serve, "Class", rows_with("Class", wire, [["1", "2"], "1", "1,2", "1, 2", 3]))
    assert of(outcome, name) == [["1", "2"], ["1"], ["1", "2"], ["1", "2"], ["3"]]


# --- references

BARE: Final = {"sourcedId": "s1"}
REFERENCES: Final[dict[str, Any]] = {
    "bare": BARE,
    "no type": {**BARE, "href": "https://sis.example/orgs/s1"},
    "no href": {**BARE, "type": "org"},
    "relative": {**BARE, "href": "/orgs/s1", "type": "org"},
    "undefined": {**BARE, "href": "undefined/orgs/s1", "type": "org"},
    "null": {**BARE, "href": None, "type": None},
    "wrong type": {**BARE, "href": "https://sis.example/orgs/s1", "type": "school"},
    "unknown type": {**BARE, "href": "x", "type": "Zacharias"},
    "blanks": {"sourcedId": " s1 ", "href": "x", "type": "org"},
    "extra": {**BARE, "href": "x", "type": "org", "name": "School"},
    "plain id": "s1",
    "list of one": [BARE],
}


@pytest.mark.parametrize("form", REFERENCES)
def test_references(caller: Caller, serve: Serve, form: str) -> None:
    value = REFERENCES[form]
    school = read(caller, serve, "Class", [clazz(0, school=value)]).records[0].school
    assert school.sourced_id == "s1"
    several = read(caller, serve, "Class", [clazz(0, terms=[value] if form != "list of one" else value)]).records[0]
    assert [each.sourced_id for each in several.terms] == ["s1"]


def test_references_that_are_numbers(caller: Caller, serve: Serve) -> None:
    rows = [clazz(0, school=7, course={"sourcedId": 8}, terms=[9, {"sourcedId": 10}])]
    record = read(caller, serve, "Class", rows).records[0]
    found = [record.school.sourced_id, record.course.sourced_id, *(each.sourced_id for each in record.terms)]
    assert found == ["7", "8", "9", "10"]


def test_references_elsewhere_are_not_followed(caller: Caller, serve: Serve) -> None:
    foreign = serve(lambda asked: Told())
    value = {"sourcedId": "s1", "href": f"{foreign.base_url}/orgs/s1", "type": "org"}
    outcome = read(caller, serve, "Class", [clazz(0, school=value)])
    assert outcome.records[0].school.href == value["href"]
    assert foreign.asked == foreign.tokens == []


def test_flat_references(caller: Caller, serve: Serve) -> None:
    instead = {name: value for name, value in clazz(0).items() if name not in ("school", "course")}
    rows = [
        {**instead, "schoolSourcedId": "s1", "courseSourcedId": "k1"},
        clazz(1, schoolSourcedId="s1"),
        clazz(2, schoolSourcedId="s2"),
        clazz(3, school=None, schoolSourcedId="s3"),
    ]
    outcome = read(caller, serve, "Class", rows)
    assert [record.school.sourced_id for record in outcome.records] == ["s1", "s1", "s1", "s3"]
    assert outcome.records[0].course.sourced_id == "k1"
    assert outcome.report.repairs["Class.school was missing, its flat form was read"] == 2
    assert outcome.report.repairs["Class.school was used, but its flat form says otherwise"] == 1


# --- numbers, dates and times


@pytest.mark.parametrize(
    ("model", "wire", "name"),
    [("User", "username", "username"), ("User", "identifier", "identifier"), ("Org", "identifier", "identifier")],
)
def test_numbers_as_text(caller: Caller, serve: Serve, model: str, wire: str, name: str) -> None:
    values = [7, 0, 12345678901234567890123, 7.0, "007"]
    outcome = read(caller, serve, model, rows_with(model, wire, values))
    assert of(outcome, name) == ["7", "0", "12345678901234567890123", "7", "007"]
    assert outcome.report.repairs == {f"{model}.{wire} was a number": 4}


def test_school_years(caller: Caller, serve: Serve) -> None:
    values = ["2026", 2026, "2025-2026", "2026-08-01", None]
    outcome = read(caller, serve, "AcademicSession", rows_with("AcademicSession", "schoolYear", values))
    assert of(outcome, "school_year") == ["2026", "2026", "2025-2026", "2026-08-01", FieldMissing]


DAYS: Final[list[tuple[str, Any]]] = [
    ("2025-09-01", date(2025, 9, 1)),
    ("2025-09-01Z", date(2025, 9, 1)),
    ("2025-09-01T00:00:00Z", date(2025, 9, 1)),
    ("2025-09-01T23:30:00-05:00", date(2025, 9, 1)),
    ("2025-09-01 03:04:05", date(2025, 9, 1)),
    ("2025-09-01T00:00:00.000000", date(2025, 9, 1)),
    ("2025-09-01T03:04:05+00:00Z", date(2025, 9, 1)),
    ("2025-09-01+02:00", date(2025, 9, 1)),
    ("0000-00-00", None),
    ("0000-00-00 00:00:00", None),
    ("0000-00-00T00:00:00Z", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_dates(caller: Caller, serve: Serve, text: str, day: Any) -> None:
    outcome = read(caller, serve, "Enrollment", rows_with("Enrollment", "beginDate", [text]))
    assert of(outcome, "begin_date") == [day]
    assert bool(outcome.report.repairs) is (text != "2025-09-01")


MIDDLE: Final = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NO_ZONE: Final = "had no time zone, UTC was assumed"
ODD: Final = "was an odd form of a date-time"
MOMENTS: Final[list[tuple[str, Any, set[str]]]] = [
    ("2026-01-02T03:04:05Z", MIDDLE, set()),
    ("2026-01-02T03:04:05.000Z", MIDDLE, set()),
    ("2026-01-02T03:04:05+00:00Z", MIDDLE, {ODD}),
    ("2026-01-02T05:04:05+02:00", MIDDLE, set()),
    ("2026-01-02T05:04:05+0200", MIDDLE, set()),
    ("2026-01-02 03:04:05", MIDDLE, {ODD, NO_ZONE}),
    ("2026-01-02T03:04:05", MIDDLE, {NO_ZONE}),
    ("2026-01-02T03:04:05.678901", MIDDLE + timedelta(microseconds=678901), {NO_ZONE}),
    ("2026-01-02T03:04:05.678901Z", MIDDLE + timedelta(microseconds=678901), set()),
    ("2026-01-02T03:04:05.6789012Z", MIDDLE + timedelta(microseconds=678901), {ODD}),
    ("2026-01-02", datetime(2026, 1, 2, tzinfo=UTC), {"was a date", NO_ZONE}),
    ("2026-01-02Z", datetime(2026, 1, 2, tzinfo=UTC), {"was a date"}),
    ("0000-00-00 00:00:00", FieldMissing, {"was a date of nought", "was empty, though required"}),
    ("0000-00-00", FieldMissing, {"was a date of nought", "was empty, though required"}),
]


@pytest.mark.parametrize(("text", "moment", "told"), MOMENTS)
def test_times(caller: Caller, serve: Serve, text: str, moment: Any, told: set[str]) -> None:
    outcome = read(caller, serve, "User", rows_with("User", "dateLastModified", [text]))
    assert of(outcome, "date_last_modified") == [moment]
    assert set(outcome.report.repairs) == {f"User.dateLastModified {words}" for words in told}
    assert outcome.report.high_water == (None if moment is FieldMissing else moment)
    assert outcome.report.next_since <= datetime.now(UTC)


@pytest.mark.parametrize("text", ["yesterday", "02/01/2026", "2026-13-45", "1767322800", "2026-01-02T25:00:00Z"])
def test_times_that_cannot_be_read(caller: Caller, serve: Serve, text: str) -> None:
    error = failing(caller, serve(Quirky(rows_with("User", "dateLastModified", [text]))))
    assert isinstance(error, InvalidRecordError)
    assert error.field == "dateLastModified"
    assert text not in str(error)
