"""Kinds of single values: text, flags, dates, times, numbers, and objects that are kept as they came.

Providers send flags as strings, numbers as ids, date-times as dates. Each kind reads what can be understood without a
guess and reports what it had to mend; what cannot be understood is refused with a reason that never shows the value,
which may be about a child.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from .record import Reading

Problem: TypeAlias = tuple[str, str]
"""The path below the property, empty for the property itself, and what is wrong there, in words without the value."""

Where: TypeAlias = tuple[str, str]
"""The model and the property in JSON, as repairs are counted."""


class Unreadable(ValueError):
    """A value that cannot be understood; `field` is the path below the property, empty for the property itself."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason, field)
        self.reason = reason
        self.field = field


class Kind(Protocol):
    """What a property holds. Reading gives None for a value that stands for nothing, such as ``""`` in a date."""

    def read(self, value: Any, where: Where, reading: Reading) -> Any: ...

    def write(self, value: Any) -> Any: ...

    def problems(self, value: Any) -> Iterator[Problem]:
        """What the standard has against this value, if it were written."""
        ...


def type_of(value: object) -> str:
    names: dict[type, str] = {
        dict: "an object",
        list: "an array",
        str: "a string",
        bool: "a boolean",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")


@frozen
class Text:
    """A string. Numbers, which some providers send for ids, are read as their digits."""

    def read(self, value: Any, where: Where, reading: Reading) -> str | None:
        if value.__class__ is str:
            return value
        if isinstance(value, bool):
            reading.repaired(where, "was a boolean")
            return "true" if value else "false"
        if isinstance(value, int | float):
            reading.repaired(where, "was a number")
            return str(int(value)) if float(value).is_integer() else str(value)
        raise Unreadable(f"is {type_of(value)} where a string is due")

    def write(self, value: Any) -> Any:
        return value

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield "", f"is {type_of(value)} where a string is due"


_STRINGS: Final[Mapping[str, bool]] = {"true": True, "false": False}
_FLAGS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("true", "t", "1", "yes", "y"), True),
    **dict.fromkeys(("false", "f", "0", "no", "n"), False),
}


@frozen
class Flag:
    """True or false. OneRoster 1.2 writes the strings ``"true"`` and ``"false"``, 1.1 writes JSON booleans."""

    as_string: bool

    def read(self, value: Any, where: Where, reading: Reading) -> bool | None:
        if value.__class__ is str:
            if self.as_string and value in _STRINGS:
                return _STRINGS[value]
            known = _FLAGS.get(value.strip().lower())
            if known is not None:
                reading.repaired(where, "was another spelling of a flag" if self.as_string else "was a string")
                return known
            if not value.strip():
                reading.repaired(where, "was an empty string")
                return None
        elif value.__class__ is bool:
            if self.as_string:
                reading.repaired(where, "was a boolean")
            return value
        elif value.__class__ is int and value in (0, 1):
            reading.repaired(where, "was a number")
            return bool(value)
        raise Unreadable("is neither true nor false")

    def write(self, value: Any) -> Any:
        if self.as_string and isinstance(value, bool):
            return "true" if value else "false"
        return value

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, bool):
            yield "", "is neither True nor False"


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DATE = ("0000-00-00", "0001-01-01")


@frozen
class Day:
    """A calendar date. A date-time in its place gives its date, as it is written."""

    def read(self, value: Any, where: Where, reading: Reading) -> date | None:
        if value.__class__ is not str:
            raise Unreadable(f"is {type_of(value)} where a date is due")
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
        text = value.strip()
        if not text:
            reading.repaired(where, "was an empty string")
            return None
        if text.startswith(_NO_DATE):
            reading.repaired(where, "was a date of nought")
            return None
        if _DATE.match(text) and (len(text) == 10 or text[10] in "TtZz +-"):
            try:
                day = date.fromisoformat(text[:10])
            except ValueError:
                raise Unreadable("is a date that does not exist") from None
            reading.repaired(where, "was more than a date")
            return day
        raise Unreadable("is not a date of the form YYYY-MM-DD")

    def write(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, date) or isinstance(value, datetime):
            yield "", "is no datetime.date"


_DOUBLE_ZONE = re.compile(r"([+-]\d{2}:?\d{2})[Zz]$")
_DATE_WITH_ZONE = re.compile(r"^(\d{4}-\d{2}-\d{2})[Zz]$")


@frozen
class Moment:
    """A point in time, always with its zone; UTC is assumed where none is given, and that is reported."""

    def read(self, value: Any, where: Where, reading: Reading) -> datetime | None:
        if value.__class__ is not str:
            raise Unreadable(f"is {type_of(value)} where a date-time is due")
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            text = value.strip()
            if not text:
                reading.repaired(where, "was an empty string")
                return None
            if text.startswith("0000-00-00"):
                reading.repaired(where, "was a date of nought")
                return None
            text = _DATE_WITH_ZONE.sub(r"\1", _DOUBLE_ZONE.sub(r"\1", text))
            try:
                moment = datetime.fromisoformat(text)
            except ValueError:
                raise Unreadable("is not a date-time of ISO 8601") from None
            reading.repaired(where, "was an odd form of a date-time")
        if moment.tzinfo is None:
            reading.repaired(where, "had no time zone, UTC was assumed")
            return moment.replace(tzinfo=UTC)
        return moment

    def write(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
        return moment.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, datetime) or value.tzinfo is None:
            yield "", "is no datetime.datetime with a time zone"


@frozen
class Number:
    """A finite number, read as a float."""

    def read(self, value: Any, where: Where, reading: Reading) -> float | None:
        if value.__class__ is float or value.__class__ is int:
            number = float(value)
        elif value.__class__ is str:
            if not value.strip():
                reading.repaired(where, "was an empty string")
                return None
            try:
                number = float(value)
            except ValueError:
                raise Unreadable("is not a number") from None
            reading.repaired(where, "was a string")
        else:
            raise Unreadable(f"is {type_of(value)} where a number is due")
        if not math.isfinite(number):
            raise Unreadable("is not a finite number")
        return number

    def write(self, value: Any) -> Any:
        return value

    def problems(self, value: Any) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            yield "", "is no finite number"


@frozen
class Mapped:
    """An object with keys of the provider's choosing, kept as it came."""

    def read(self, value: Any, where: Where, reading: Reading) -> dict[str, Any] | None:
        if value.__class__ is dict:
            return value
        if value in ("", []):
            reading.repaired(where, "was empty, but no object")
            return None
        raise Unreadable(f"is {type_of(value)} where an object is due")

    def write(self, value: Any) -> Any:
        return value

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield "", f"is {type_of(value)} where a mapping is due"


def now() -> datetime:
    """When a new record was last modified."""
    return datetime.now(UTC).replace(microsecond=0)


TEXT: Final = Text()
DAY: Final = Day()
MOMENT: Final = Moment()
NUMBER: Final = Number()
MAPPED: Final = Mapped()
