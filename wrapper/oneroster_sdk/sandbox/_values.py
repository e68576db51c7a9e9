"""Values as they are stored and compared, whichever way they were written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from ._models import Kind

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")

Stored = str | int | float


def instant(text: str) -> str:
    """A date-time as UTC with milliseconds, so that text order is the order in time.

    A bare date is its first instant, a time without an offset is UTC, and digits past the millisecond are cut off.
    Raises ValueError for anything else.
    """
    if not _INSTANT.fullmatch(text) and not _DATE.fullmatch(text):
        raise ValueError("not a date or date-time")
    moment = datetime.fromisoformat(text)
    try:
        utc = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        raise ValueError("outside the calendar") from None
    return utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def day(text: str) -> str:
    """A date for comparison with dates.

    A date-time is accepted; one later than midnight stays longer than its day's text, and so sorts between that day
    and the next, as it should.
    """
    if _DATE.fullmatch(text):
        return date.fromisoformat(text).isoformat()
    return instant(text).removesuffix("T00:00:00.000Z")


def comparable(kind: Kind, text: str) -> Stored:
    """The value of a filter, in the form in which columns of this kind are stored; ValueError if it is none."""
    match kind:
        case Kind.DATE_TIME:
            return instant(text)
        case Kind.DATE:
            return day(text)
        case Kind.NUMBER if _NUMBER.fullmatch(text):
            return float(text)
        case Kind.NUMBER:
            raise ValueError("not a number")
        case _:
            return text


@lru_cache(maxsize=10_000)  # records written together share their times
def _instant_or_text(text: str) -> str:
    try:
        return instant(text)
    except ValueError:
        return text


def stored(kind: Kind, value: object) -> object:
    """A record's value as its column holds it."""
    if kind is Kind.DATE_TIME and isinstance(value, str):
        return _instant_or_text(value)
    if kind is Kind.BOOLEAN and isinstance(value, bool):
        return "true" if value else "false"
    return value
