"""Kinds of values that tell a time: calendar dates, and points in time with their zone.

What the standard asks for is read by Python itself. The forms that providers send besides are taken apart here, by a
pattern for the whole of the text: what only begins like a date says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from .scalars import BLANK, EMPTY, Problem, Unreadable, Where, type_of

if TYPE_CHECKING:
    from .record import Reading

# Possessive, so that the time grows with the length of a text only: a provider may send a million blanks.
_ODD: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ]++(?P<time>\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?))?"
    r"\s*+(?P<zone>[+-]\d\d(?::?\d\d)?)?"
    r"(?P<utc>\s*+(?:Z|UTC|GMT))?",
    re.ASCII | re.IGNORECASE,
)
_NOUGHT: Final = frozenset({"0000-00-00", "0001-01-01"})
"""What databases and languages write for no date at all."""
_DATE_OF_NOUGHT: Final = "was a date of nought"
_END_OF_DAY: Final = re.compile(r"24:00(?::00(?:[.,]0+)?)?")
_FINER: Final = re.compile(r".{19}[.,]\d{7}")
"""More digits than Python keeps."""
_USUAL: Final = len("2026-01-02T03:04:05.000Z")


@frozen
class Day:
    """A calendar date. A date-time in its place gives its date, as it is written: its zone moves nothing."""

    def read(self, value: Any, where: Where, reading: Reading) -> date | None:
        if value.__class__ is not str:
            raise Unreadable(f"is {type_of(value)} where a date is due")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return _odd_day(value, where, reading)
        # Python also takes 20250801 and 2025-W31-5.
        return day if value[4] == "-" == value[-3] and value not in _NOUGHT else _odd_day(value, where, reading)

    def write(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, date) or isinstance(value, datetime):
            yield "", "is no datetime.date"


def _odd_day(value: str, where: Where, reading: Reading) -> date | None:
    text = value.strip()
    if not text:
        reading.repaired(where, BLANK if value else EMPTY)
        return None
    found = _ODD.fullmatch(text)
    bare = text if found is None else found["day"]
    if bare in _NOUGHT:
        reading.repaired(where, _DATE_OF_NOUGHT)
        return None
    try:
        day = date.fromisoformat(bare)
    except ValueError:
        due = "is not a date of the form YYYY-MM-DD" if found is None else "is a date that does not exist"
        raise Unreadable(due) from None
    reading.repaired(where, "was an odd form of a date" if bare == text else "was more than a date")
    return day


@frozen
class Moment:
    """A point in time, always with its zone; UTC is assumed where none is given, and that is reported."""

    def read(self, value: Any, where: Where, reading: Reading) -> datetime | None:
        if value.__class__ is not str:
            raise Unreadable(f"is {type_of(value)} where a date-time is due")
        # Python alone would take any letter for the T, and drop what is finer than a microsecond.
        moment = None
        if value[10:11] == "T" and (len(value) <= _USUAL or not _FINER.match(value)):
            moment = _by_python(value)
        if moment is None or (moment.year == 1 and moment.date() == date.min):
            moment = _odd_moment(value, where, reading)
        if moment is not None and moment.tzinfo is None:
            reading.repaired(where, "had no time zone, UTC was assumed")
            return moment.replace(tzinfo=UTC)
        return moment

    def write(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
        try:
            return moment.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")
        except OverflowError:  # at either end of the calendar there are hours that UTC does not have
            return moment.isoformat(timespec=precision)

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, datetime) or value.tzinfo is None:
            yield "", "is no datetime.datetime with a time zone"


def _by_python(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _odd_moment(value: str, where: Where, reading: Reading) -> datetime | None:
    text = value.strip()
    if not text:
        reading.repaired(where, BLANK if value else EMPTY)
        return None
    found = _ODD.fullmatch(text)
    if found is not None and found["day"] in _NOUGHT:
        reading.repaired(where, _DATE_OF_NOUGHT)
        return None
    moment = _by_python(text) if found is None else _by_parts(found)
    if moment is None:
        raise Unreadable("is not a date-time of ISO 8601")
    was_date = found is not None and found["time"] is None
    reading.repaired(where, "was a date" if was_date else "was an odd form of a date-time")
    return moment


def _by_parts(found: re.Match[str]) -> datetime:
    day, time, zone, utc = found.group("day", "time", "zone", "utc")
    if zone and utc and zone.strip("+-0:"):
        raise Unreadable("is a date-time with two time zones")
    days = 1 if time and _END_OF_DAY.fullmatch(time) else 0
    clock = "00:00" if days or not time else time
    try:
        return datetime.fromisoformat(f"{day}T{clock}{zone or ('Z' if utc else '')}") + timedelta(days)
    except (ValueError, OverflowError):
        raise Unreadable("is a date-time that does not exist") from None


def now() -> datetime:
    """When a new record was last modified."""
    return datetime.now(UTC).replace(microsecond=0)


DAY: Final = Day()
MOMENT: Final = Moment()
