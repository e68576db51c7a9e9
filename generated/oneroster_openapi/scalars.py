"""Kinds of single values: text, ids, flags, numbers, and objects that are kept as they came.

Providers send flags as strings, numbers as ids, lists as strings. Each kind reads what can be understood without a
guess and reports what it had to mend; what cannot be understood is refused with a reason that never shows the value,
which may be about a child.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from .record import Reading

Problem: TypeAlias = tuple[str, str]
"""The path below the property, empty for the property itself, and what is wrong there, in words without the value."""

Where: TypeAlias = tuple[str, str]
"""The model and the property in JSON, as repairs are counted."""

EMPTY: Final = "was an empty string"
BLANK: Final = "was nothing but blanks"


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


EXACT: Final = 2**53
"""From here on, two whole numbers may be read as the same float."""
_INEXACT: Final = "is a number too large to be read exactly"


def digits(value: float) -> str:
    """A number of JSON as text; a whole one without a point.

    Raises:
        Unreadable: it is not finite, or so large that digits of it may have been lost.
    """
    if isinstance(value, int):
        try:
            return str(value)
        except ValueError:  # Python writes out some thousands of digits, no more
            raise Unreadable(_INEXACT) from None
    if not math.isfinite(value):
        raise Unreadable("is not a finite number")
    if abs(value) >= EXACT:
        raise Unreadable(_INEXACT)
    return str(int(value)) if value.is_integer() else str(value)


@frozen
class Text:
    """A string. Numbers, which some providers send for codes, are read as their digits; ``""`` says nothing."""

    def read(self, value: Any, where: Where, reading: Reading) -> str | None:
        if value.__class__ is str:
            if value == "":
                reading.repaired(where, EMPTY)
                return None
            return value
        if value.__class__ is bool:
            reading.repaired(where, "was a boolean")
            return "true" if value else "false"
        if value.__class__ is int or value.__class__ is float:
            text = digits(value)
            reading.repaired(where, "was a number")
            return text
        raise Unreadable(f"is {type_of(value)} where a string is due")

    def write(self, value: Any) -> Any:
        return value

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield "", f"is {type_of(value)} where a string is due"


@frozen
class Id(Text):
    """A ``sourcedId``, read without the blanks around it.

    Some providers send ids of fixed width in one place and trimmed ones in another. Left as they came, a record and the
    references to it would not meet. What is nothing but blanks is no id. A number is read as its digits, if it is a
    whole one: of any other it cannot be told how the provider writes it.
    """

    def read(self, value: Any, where: Where, reading: Reading) -> str | None:
        if value.__class__ is str:
            bare = value.strip()
            if bare != value:
                reading.repaired(where, "had blanks around it" if bare else BLANK)
            elif not bare:
                reading.repaired(where, EMPTY)
            return bare or None
        if value.__class__ is bool:
            raise Unreadable("is a boolean where a string is due")
        if value.__class__ is float:
            digits(value)
            raise Unreadable("is a number with a point where a string is due")
        return super().read(value, where, reading)


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
                reading.repaired(where, BLANK if value else EMPTY)
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


@frozen
class Number:
    """A finite number, read as a float."""

    def read(self, value: Any, where: Where, reading: Reading) -> float | None:
        if value.__class__ is float:
            number: float = value
        elif value.__class__ is int:
            number = _as_float(value)
        elif value.__class__ is str:
            if not value.strip():
                reading.repaired(where, BLANK if value else EMPTY)
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


def _as_float(value: int) -> float:
    try:
        number = float(value)
    except OverflowError:
        raise Unreadable(_INEXACT) from None
    if number != value:
        raise Unreadable(_INEXACT)
    return number


@frozen
class Mapped:
    """An object with keys of the provider's choosing, kept as it came."""

    def read(self, value: Any, where: Where, reading: Reading) -> dict[str, Any] | None:
        if value.__class__ is dict:
            return value
        if value == [] or (value.__class__ is str and not value.strip()):
            reading.repaired(where, "was empty, but no object")
            return None
        raise Unreadable(f"is {type_of(value)} where an object is due")

    def write(self, value: Any) -> Any:
        return value

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield "", f"is {type_of(value)} where a mapping is due"


TEXT: Final = Text()
ID: Final = Id()
NUMBER: Final = Number()
MAPPED: Final = Mapped()
