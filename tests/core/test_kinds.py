"""Kinds of values: what comes in, what is read, in which words a repair is counted, and what is refused."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest

from oneroster_openapi.kinds import DAY, ID, MAPPED, MOMENT, NUMBER, TEXT, Flag, Kind, ListOf, Nested, Vocabulary, now
from oneroster_openapi.record import Reading
from oneroster_openapi.scalars import Unreadable, type_of
from oneroster_openapi.v1p2.models import OrgGUIDRef, Role, UserId

WHERE = ("User", "field")
EMPTY, BLANK = "was an empty string", "was nothing but blanks"
LARGE = "is a number too large to be read exactly"


class Word(StrEnum):
    RED = "red"
    GREEN = "Green"


WORDS = Vocabulary(Word, aliases={"crimson": "red"}, extension="^ext:[a-z]+$")
STRING_FLAG, BOOLEAN_FLAG = Flag(as_string=True), Flag(as_string=False)
REFERENCE, IDENTIFIER, ROLE = Nested(OrgGUIDRef), Nested(UserId), Nested(Role)


def org(sourced_id: str, **more: Any) -> OrgGUIDRef:
    return OrgGUIDRef.from_dict({"sourcedId": sourced_id, **more})


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


TEXTS: list[tuple[Kind, Any, Any, list[str]]] = [
    (TEXT, "x", "x", []),
    (TEXT, " x ", " x ", []),
    (TEXT, " ", " ", []),
    (TEXT, "", None, [EMPTY]),
    (TEXT, 12, "12", ["was a number"]),
    (TEXT, 0, "0", ["was a number"]),
    (TEXT, -3, "-3", ["was a number"]),
    (TEXT, 10**30, "1" + "0" * 30, ["was a number"]),
    (TEXT, 12.0, "12", ["was a number"]),
    (TEXT, 12.5, "12.5", ["was a number"]),
    (TEXT, 2.0**53 - 1, "9007199254740991", ["was a number"]),
    (TEXT, True, "true", ["was a boolean"]),
    (TEXT, False, "false", ["was a boolean"]),
    (ID, "a/b|c é", "a/b|c é", []),
    (ID, " s1 ", "s1", ["had blanks around it"]),
    (ID, "s1\n", "s1", ["had blanks around it"]),
    (ID, "", None, [EMPTY]),
    (ID, "  ", None, [BLANK]),
    (ID, 12, "12", ["was a number"]),
    (ID, 2**64 + 1, "18446744073709551617", ["was a number"]),
]

FLAGS: list[tuple[Kind, Any, Any, list[str]]] = [
    *((STRING_FLAG, form, form == "true", []) for form in ("true", "false")),
    *((BOOLEAN_FLAG, form, form, []) for form in (True, False)),
    *((STRING_FLAG, form, form, ["was a boolean"]) for form in (True, False)),
    *((BOOLEAN_FLAG, form, form == "true", ["was a string"]) for form in ("true", "false")),
    *(
        (kind, form, meant, [repair])
        for kind, repair in ((STRING_FLAG, "was another spelling of a flag"), (BOOLEAN_FLAG, "was a string"))
        for meant, forms in ((True, "True TRUE 1 t T yes Y"), (False, "False FALSE 0 f F no N"))
        for form in forms.split()
    ),
    *((kind, form, bool(form), ["was a number"]) for kind in (STRING_FLAG, BOOLEAN_FLAG) for form in (0, 1)),
    (STRING_FLAG, " true ", True, ["was another spelling of a flag"]),
    (STRING_FLAG, "", None, [EMPTY]),
    (BOOLEAN_FLAG, " ", None, [BLANK]),
]

MORE, NOUGHT, ODD_DAY = "was more than a date", "was a date of nought", "was an odd form of a date"
DAYS: list[tuple[Kind, Any, Any, list[str]]] = [
    (DAY, "2025-09-01", date(2025, 9, 1), []),
    (DAY, "9999-12-31", date(9999, 12, 31), []),
    (DAY, "0001-01-02", date(1, 1, 2), []),
    *(
        (DAY, f"2025-09-01{tail}", date(2025, 9, 1), [MORE])
        for tail in ("Z", "z", "T00:00:00Z", "t23:59:59.000+05:00", " 00:00", "T10:00", "+02:00", " 00:00:00 UTC")
    ),
    (DAY, " 2025-09-01 ", date(2025, 9, 1), [ODD_DAY]),
    (DAY, "20250901", date(2025, 9, 1), [ODD_DAY]),
    (DAY, "2025-W36-1", date(2025, 9, 1), [ODD_DAY]),
    *(
        (DAY, form, None, [NOUGHT])
        for form in ("0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00Z", "0001-01-01", "0001-01-01T00:00:00")
    ),
    (DAY, "", None, [EMPTY]),
    (DAY, "  ", None, [BLANK]),
]

ODD, NO_ZONE = "was an odd form of a date-time", "had no time zone, UTC was assumed"
NOON = utc(2026, 1, 2, 12, 4, 5)
MOMENTS: list[tuple[Kind, Any, Any, list[str]]] = [
    (MOMENT, "2026-01-02T12:04:05Z", NOON, []),
    (MOMENT, "2026-01-02T12:04:05.000Z", NOON, []),
    (MOMENT, "2026-01-02T12:04:05.123Z", NOON.replace(microsecond=123000), []),
    (MOMENT, "2026-01-02T12:04:05.123456Z", NOON.replace(microsecond=123456), []),
    (MOMENT, "2026-01-02T12:04:05.123456+00:00", NOON.replace(microsecond=123456), []),
    (MOMENT, "2026-01-02T14:04:05+02:00", NOON, []),
    (MOMENT, "2026-01-02T14:04:05.12+02:00", NOON.replace(microsecond=120000), []),
    (MOMENT, "0001-01-02T00:00:00Z", utc(1, 1, 2), []),
    (MOMENT, "0001-02-01T00:00:00Z", utc(1, 2, 1), []),
    (MOMENT, "2026-01-02T12:04:05", NOON, [NO_ZONE]),
    (MOMENT, "2026-01-02T12:04:05.1234567Z", NOON.replace(microsecond=123456), [ODD]),
    (MOMENT, "2026-01-02T12:04:05.123456789", NOON.replace(microsecond=123456), [NO_ZONE, ODD]),
    (MOMENT, "2026-01-02T12:04:05+00:00Z", NOON, [ODD]),
    (MOMENT, "2026-01-02T12:04:05-00:00Z", NOON, [ODD]),
    (MOMENT, "2026-01-02t12:04:05z", NOON, [ODD]),
    (MOMENT, "2026-01-02T12:04:05z", NOON, [ODD]),
    (MOMENT, "2026-01-02 12:04:05Z", NOON, [ODD]),
    (MOMENT, "2026-01-02 12:04:05", NOON, [NO_ZONE, ODD]),
    (MOMENT, "2026-01-02 12:04:05 UTC", NOON, [ODD]),
    (MOMENT, "2026-01-02 12:04:05 gmt", NOON, [ODD]),
    (MOMENT, "2026-01-02 14:04:05 +0200", NOON, [ODD]),
    (MOMENT, " 2026-01-02T12:04:05Z\n", NOON, [ODD]),
    (MOMENT, "2026-01-02T12:04:05,5z", NOON.replace(microsecond=500000), [ODD]),
    (MOMENT, "20260102T120405Z", NOON, [ODD]),
    (MOMENT, "2026-01-02T24:00:00", utc(2026, 1, 3), [NO_ZONE, ODD]),
    (MOMENT, "2026-12-31T24:00:00.000Z", utc(2027, 1, 1), [ODD]),
    (MOMENT, "2026-01-02T24:00+01:00", utc(2026, 1, 2, 23), [ODD]),
    (MOMENT, "2025-09-01Z", utc(2025, 9, 1), ["was a date"]),
    (MOMENT, "2025-09-01", utc(2025, 9, 1), [NO_ZONE, "was a date"]),
    (MOMENT, "2025-09-01+02:00", utc(2025, 8, 31, 22), ["was a date"]),
    *(
        (MOMENT, form, None, [NOUGHT])
        for form in ("0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01")
    ),
    (MOMENT, "", None, [EMPTY]),
    (MOMENT, "\t", None, [BLANK]),
]

NUMBERS: list[tuple[Kind, Any, Any, list[str]]] = [
    (NUMBER, 1.5, 1.5, []),
    (NUMBER, 0, 0.0, []),
    (NUMBER, -7, -7.0, []),
    (NUMBER, 2**53, 2.0**53, []),
    (NUMBER, "87.5", 87.5, ["was a string"]),
    (NUMBER, " 3 ", 3.0, ["was a string"]),
    (NUMBER, "", None, [EMPTY]),
    (NUMBER, " ", None, [BLANK]),
]

NO_OBJECT = "was empty, but no object"
OBJECTS: list[tuple[Kind, Any, Any, list[str]]] = [
    (MAPPED, {"a": [None, {"b": ""}]}, {"a": [None, {"b": ""}]}, []),
    (MAPPED, {}, {}, []),
    (MAPPED, "", None, [NO_OBJECT]),
    (MAPPED, " ", None, [NO_OBJECT]),
    (MAPPED, [], None, [NO_OBJECT]),
]

CASE, OLD = "was in another letter case", "was an old word of the vocabulary"
OTHER = "was no word of the vocabulary, and was kept as it came"
VOCABULARIES: list[tuple[Kind, Any, Any, list[str]]] = [
    (WORDS, "red", Word.RED, []),
    (WORDS, "Green", Word.GREEN, []),
    (WORDS, "RED", Word.RED, [CASE]),
    (WORDS, "green", Word.GREEN, [CASE]),
    (WORDS, " red", Word.RED, [CASE]),
    (WORDS, "crimson", Word.RED, [OLD]),
    (WORDS, "Crimson ", Word.RED, [OLD]),
    (WORDS, "ext:blue", "ext:blue", []),
    (WORDS, "Ext:blue", "Ext:blue", [OTHER]),
    (WORDS, "Blue ", "Blue ", [OTHER]),
    (Vocabulary(Word), "ext:blue", "ext:blue", [OTHER]),
    (WORDS, 7, "7", ["was a number", OTHER]),
    (WORDS, "", None, [EMPTY]),
    (WORDS, "  ", None, [BLANK]),
]

PLAIN = "was a plain id"
NESTED: list[tuple[Kind, Any, Any, list[str]]] = [
    (REFERENCE, {"sourcedId": "s1"}, org("s1"), []),
    (REFERENCE, {"sourcedId": "s1", "href": "undefined/orgs/x"}, org("s1", href="undefined/orgs/x"), []),
    (REFERENCE, {"sourcedId": "s1", "type": "user", "x": 1}, org("s1", type="user", x=1), []),
    (REFERENCE, {"sourcedId": " s1"}, org("s1"), ["OrgGUIDRef.sourcedId had blanks around it"]),
    (REFERENCE, {"sourcedId": 7}, org("7"), ["OrgGUIDRef.sourcedId was a number"]),
    (REFERENCE, {"sourcedId": "s1", "href": ""}, org("s1"), ["OrgGUIDRef.href was an empty string"]),
    (REFERENCE, "s1", org("s1"), [PLAIN]),
    (REFERENCE, " s1", org("s1"), [PLAIN, "had blanks around it"]),
    (REFERENCE, "s1,s2", org("s1,s2"), [PLAIN]),
    (REFERENCE, 7, org("7"), [PLAIN, "was a number"]),
    (REFERENCE, "", None, [EMPTY]),
    (REFERENCE, " ", None, [BLANK]),
    (REFERENCE, {}, None, ["was an empty object"]),
    (REFERENCE, [], None, ["was an empty array"]),
    (REFERENCE, [None], None, ["was an array of one"]),
    (REFERENCE, [{"sourcedId": "s1"}], org("s1"), ["was an array of one"]),
    (REFERENCE, {"sourcedId": None}, None, ["was a reference without an id"]),
    (REFERENCE, {"sourcedId": None, "href": "x"}, None, ["was a reference without an id"]),
    (REFERENCE, {"type": "org", "href": None}, None, ["was a reference without an id"]),
    (IDENTIFIER, {}, None, ["was an empty object"]),
    (IDENTIFIER, "", None, [EMPTY]),
    (ROLE, [], None, ["was an empty array"]),
]

SINGLE, COMMAS, HOLE = "was a single value", "was a string with commas", "held an empty value"
NO_ARRAY = "was empty, but no array"
LISTS: list[tuple[Kind, Any, Any, list[str]]] = [
    (ListOf(TEXT), ["05", "06"], ["05", "06"], []),
    (ListOf(TEXT), ["05,06"], ["05,06"], []),
    (ListOf(TEXT), [], [], []),
    (ListOf(TEXT), "05", ["05"], [SINGLE]),
    (ListOf(TEXT), "05,06", ["05", "06"], [COMMAS]),
    (ListOf(TEXT), " 05 ,, KG, ", ["05", "KG"], [COMMAS]),
    (ListOf(TEXT), 5, ["5"], [SINGLE, "was a number"]),
    (ListOf(TEXT), [5, "Other"], ["5", "Other"], ["was a number"]),
    (ListOf(TEXT), ["05", None], ["05"], [HOLE]),
    (ListOf(TEXT), [""], [], [EMPTY, HOLE]),
    (ListOf(TEXT), "", None, [NO_ARRAY]),
    (ListOf(TEXT), " , ", None, [NO_ARRAY]),
    (ListOf(TEXT), {}, None, [NO_ARRAY]),
    (ListOf(TEXT, least=1), ["05"], ["05"], []),
    (ListOf(TEXT, least=1), [], [], ["held fewer than the standard demands (1)"]),
    (ListOf(TEXT, least=2), ["05"], ["05"], ["held fewer than the standard demands (2)"]),
    (ListOf(WORDS), "red,Red", [Word.RED, Word.RED], [COMMAS, CASE]),
    (ListOf(REFERENCE), {"sourcedId": "s1"}, [org("s1")], [SINGLE]),
    (ListOf(REFERENCE), ["s1", {"sourcedId": "s2"}], [org("s1"), org("s2")], [PLAIN]),
    (ListOf(REFERENCE), ["s1,s2"], [org("s1,s2")], [PLAIN]),
    (ListOf(REFERENCE), "s1", [org("s1")], [SINGLE, PLAIN]),
    (ListOf(REFERENCE), "s1, s2", [org("s1"), org("s2")], [COMMAS, PLAIN]),
    (ListOf(REFERENCE), {"sourcedId": None}, [], [SINGLE, "was a reference without an id", HOLE]),
    (ListOf(REFERENCE), [None, {}, "s1"], [org("s1")], [HOLE, "was an empty object", PLAIN]),
    (ListOf(ROLE), [None], [], [HOLE]),
]

ALL = [*TEXTS, *FLAGS, *DAYS, *MOMENTS, *NUMBERS, *OBJECTS, *VOCABULARIES, *NESTED, *LISTS]


@pytest.mark.parametrize(("kind", "value", "meant", "repairs"), ALL)
def test_what_is_read(kind: Kind, value: Any, meant: Any, repairs: list[str]) -> None:
    reading = Reading()
    found = kind.read(value, WHERE, reading)
    assert found == meant
    assert type(found) is type(meant)
    told = {what if where == WHERE else f"{where[0]}.{where[1]} {what}" for where, what in reading.repairs}
    assert told == set(repairs)


NO_FLAG, NO_DATE, NO_TIME = "is neither true nor false", "is not a date of the form YYYY-MM-DD", "is not a date-time of"
NO_FLAGS: list[Any] = ["maybe", "falsey", 2, -1, 1.0, [], {}]
NO_DAY, NO_MOMENT = "is a date that does not exist", "is a date-time that does not exist"


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        (TEXT, [], "is an array where a string is due"),
        (TEXT, {}, "is an object where a string is due"),
        (TEXT, 2.0**53, LARGE),
        (TEXT, -(2.0**53), LARGE),
        (TEXT, 1e300, LARGE),
        pytest.param(TEXT, 10**5000, LARGE, id="more digits than Python writes"),
        (TEXT, math.inf, "is not a finite number"),
        (TEXT, math.nan, "is not a finite number"),
        (ID, [], "is an array where a string is due"),
        (ID, True, "is a boolean where a string is due"),
        (ID, 12.0, "is a number with a point where a string is due"),
        (ID, 7.5, "is a number with a point where a string is due"),
        (ID, 1.2345678901234568e19, LARGE),
        *((STRING_FLAG, form, NO_FLAG) for form in NO_FLAGS),
        *((DAY, form, NO_DATE) for form in ("soon", "2025-08-01x", "2025-08-01 Ana", "08/01/2025", "0000-00-00 Ana")),
        *((DAY, form, NO_DAY) for form in ("2025-13-01", "2025-02-30T00:00:00Z")),
        (DAY, "2025-1-1", NO_DATE),
        (DAY, 20250801, "is a number where a date is due"),
        (DAY, ["2025-08-01"], "is an array where a date is due"),
        *((MOMENT, form, NO_TIME) for form in ("soon", "2026-01-02T", "2026-01-02T12:04:05Z Ana", "0000-00-00 Ana")),
        *(
            (MOMENT, form, NO_MOMENT)
            for form in ("2026-02-30T00:00:00Z", "2026-01-02T25:00:00", "9999-12-31T24:00:00Z")
        ),
        (MOMENT, "2026-01-02T12:04:05+05:00Z", "is a date-time with two time zones"),
        (MOMENT, 1767355445, "is a number where a date-time is due"),
        (MOMENT, True, "is a boolean where a date-time is due"),
        (NUMBER, "many", "is not a number"),
        (NUMBER, "1,5", "is not a number"),
        (NUMBER, "nan", "is not a finite number"),
        (NUMBER, "1e999", "is not a finite number"),
        (NUMBER, math.inf, "is not a finite number"),
        (NUMBER, 2**53 + 1, LARGE),
        (NUMBER, 10**400, LARGE),
        (NUMBER, True, "is a boolean where a number is due"),
        (NUMBER, [], "is an array where a number is due"),
        (MAPPED, "{}", "is a string where an object is due"),
        (MAPPED, [{}], "is an array where an object is due"),
        (MAPPED, False, "is a boolean where an object is due"),
        (MAPPED, 0, "is a number where an object is due"),
        (WORDS, ["red"], "is an array where a string is due"),
        (REFERENCE, True, "is a boolean where an object is due"),
        (REFERENCE, 7.5, "is a number with a point where a string is due"),
        (REFERENCE, [{"sourcedId": "a"}, {"sourcedId": "b"}], "is an array where an object is due"),
        (REFERENCE, {"href": "https://x.example/orgs/s1"}, "is missing"),
        (REFERENCE, {"type": "org", "x": 1}, "is missing"),
        (REFERENCE, {"sourcedId": []}, "is an array where a string is due"),
        (IDENTIFIER, "x", "is a string where an object is due"),
        (IDENTIFIER, 7, "is a number where an object is due"),
        (ListOf(IDENTIFIER), "a,b", "is a string where an object is due"),
    ],
)
def test_what_is_refused(kind: Kind, value: Any, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        kind.read(value, WHERE, Reading())
    assert caught.value.reason.startswith(reason)
    assert "Ana" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "value", "path"),
    [
        (TEXT, [], ""),
        (REFERENCE, {"sourcedId": []}, "sourcedId"),
        (ListOf(TEXT), ["a", []], "[1]"),
        (ListOf(REFERENCE), [{"sourcedId": {}}], "[0].sourcedId"),
        (ListOf(ListOf(TEXT)), [["a"], ["b", {"c": 1}]], "[1].[1]"),
    ],
)
def test_where_it_is_refused(kind: Kind, value: Any, path: str) -> None:
    with pytest.raises(Unreadable) as caught:
        kind.read(value, WHERE, Reading())
    assert caught.value.field == path


EAST = timezone(timedelta(hours=5))


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (TEXT, "x", "x"),
        (ID, "x", "x"),
        (STRING_FLAG, True, "true"),
        (STRING_FLAG, False, "false"),
        (STRING_FLAG, "odd", "odd"),
        (BOOLEAN_FLAG, True, True),
        (DAY, date(2025, 9, 1), "2025-09-01"),
        (DAY, "odd", "odd"),
        (MOMENT, NOON, "2026-01-02T12:04:05.000Z"),
        (MOMENT, NOON.replace(tzinfo=None), "2026-01-02T12:04:05.000Z"),
        (MOMENT, NOON.replace(microsecond=5000), "2026-01-02T12:04:05.005Z"),
        (MOMENT, NOON.replace(microsecond=1), "2026-01-02T12:04:05.000001Z"),
        (MOMENT, datetime(2026, 1, 2, 3, tzinfo=EAST), "2026-01-01T22:00:00.000Z"),
        (MOMENT, datetime(1, 1, 1, tzinfo=EAST), "0001-01-01T00:00:00.000+05:00"),
        (MOMENT, "odd", "odd"),
        (NUMBER, 1.5, 1.5),
        (MAPPED, {"a": 1}, {"a": 1}),
        (WORDS, Word.RED, "red"),
        (WORDS, "ext:blue", "ext:blue"),
        (REFERENCE, org("s1"), {"sourcedId": "s1"}),
        (ListOf(WORDS), [Word.RED, "x"], ["red", "x"]),
    ],
)
def test_what_is_written(kind: Kind, value: Any, written: Any) -> None:
    found = kind.write(value)
    assert found == written
    assert type(found) is type(written)


@pytest.mark.parametrize(
    ("kind", "value", "problems"),
    [
        (TEXT, "x", []),
        (TEXT, 7, [("", "is a number where a string is due")]),
        (ID, None, [("", "is null where a string is due")]),
        (STRING_FLAG, True, []),
        (STRING_FLAG, "true", [("", "is neither True nor False")]),
        (DAY, date(2025, 9, 1), []),
        (DAY, NOON, [("", "is no datetime.date")]),
        (DAY, "2025-09-01", [("", "is no datetime.date")]),
        (MOMENT, NOON, []),
        (MOMENT, NOON.replace(tzinfo=None), [("", "is no datetime.datetime with a time zone")]),
        (MOMENT, date(2025, 9, 1), [("", "is no datetime.datetime with a time zone")]),
        (NUMBER, 7, []),
        (NUMBER, True, [("", "is no finite number")]),
        (NUMBER, math.inf, [("", "is no finite number")]),
        (NUMBER, "7", [("", "is no finite number")]),
        (MAPPED, {}, []),
        (MAPPED, [], [("", "is an array where a mapping is due")]),
        (WORDS, Word.RED, []),
        (WORDS, "red", []),
        (WORDS, "ext:blue", []),
        (WORDS, "blue", [("", "must be one of red, Green, or a word that fits ^ext:[a-z]+$")]),
        (Vocabulary(Word), "ext:blue", [("", "must be one of red, Green")]),
        (WORDS, 7, [("", "is a number where a word is due")]),
        (REFERENCE, org("s1"), []),
        (REFERENCE, "s1", [("", "is no OrgGUIDRef")]),
        (ListOf(TEXT), "x", [("", "is a string where a list is due")]),
        (ListOf(TEXT, least=1), [], [("", "must have at least 1 of them")]),
        (ListOf(TEXT, least=1), ["x"], []),
        (ListOf(TEXT), ["x", 7], [("[1]", "is a number where a string is due")]),
        (ListOf(REFERENCE), [OrgGUIDRef(sourced_id=7)], [("[0].sourcedId", "is a number where a string is due")]),  # type: ignore[arg-type]
    ],
)
def test_what_the_standard_has_against_it(kind: Kind, value: Any, problems: list[tuple[str, str]]) -> None:
    assert list(kind.problems(value)) == problems


def test_now_is_told_in_whole_seconds_of_utc() -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert before < now() <= datetime.now(UTC)
    assert (now().microsecond, now().tzinfo) == (0, UTC)


def test_names_of_types() -> None:
    named = [
        ({}, "an object"),
        ([], "an array"),
        ("", "a string"),
        (True, "a boolean"),
        (1, "a number"),
        (1.0, "a number"),
    ]
    assert [type_of(value) for value, _ in named] == [name for _, name in named]
    assert type_of(None) == "null"
