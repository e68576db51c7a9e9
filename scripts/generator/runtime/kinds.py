"""All that a property can hold: single values, words of vocabularies, records within records, and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from .scalars import (
    BLANK,
    EMPTY,
    ID,
    MAPPED,
    NUMBER,
    TEXT,
    Flag,
    Id,
    Kind,
    Mapped,
    Number,
    Problem,
    Text,
    Unreadable,
    Where,
    type_of,
)
from .times import DAY, MOMENT, Day, Moment, now

if TYPE_CHECKING:
    from .record import Reading, Record

__all__ = [
    "DAY",
    "ID",
    "MAPPED",
    "MOMENT",
    "NUMBER",
    "TEXT",
    "Day",
    "Flag",
    "Id",
    "Kind",
    "ListOf",
    "Mapped",
    "Moment",
    "Nested",
    "Number",
    "Problem",
    "Text",
    "Unreadable",
    "Vocabulary",
    "Where",
    "now",
]


@frozen
class Vocabulary:
    """A word of a vocabulary: known words, in any letter case, become members; others stay strings."""

    members: type[StrEnum]
    aliases: Mapping[str, str] = field(factory=dict[str, str])
    extension: str | None = None
    """The pattern of the other words that the standard allows; None if there are none."""
    _exact: Mapping[str, StrEnum] = field(init=False, eq=False, repr=False)
    _folded: Mapping[str, StrEnum] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        folded = {member.value.lower(): member for member in self.members}
        folded |= {alias.lower(): self.members(value) for alias, value in self.aliases.items()}
        object.__setattr__(self, "_exact", {member.value: member for member in self.members})
        object.__setattr__(self, "_folded", folded)

    def read(self, value: Any, where: Where, reading: Reading) -> StrEnum | str | None:
        known = self._exact.get(value) if value.__class__ is str else None
        if known is not None:
            return known
        text = TEXT.read(value, where, reading)
        if text is None:
            return None
        folded = text.strip().lower()
        if not folded:
            reading.repaired(where, BLANK)
            return None
        known = self._folded.get(folded)
        if known is not None:
            old = folded != known.value.lower()
            reading.repaired(where, "was an old word of the vocabulary" if old else "was in another letter case")
            return known
        if not (self.extension and re.search(self.extension, text)):
            reading.repaired(where, "was no word of the vocabulary, and was kept as it came")
        return text

    def write(self, value: Any) -> Any:
        return str(value) if isinstance(value, StrEnum) else value

    def problems(self, value: Any) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield "", f"is {type_of(value)} where a word is due"
        elif value not in self._exact and not (self.extension and re.search(self.extension, value)):
            others = f", or a word that fits {self.extension}" if self.extension else ""
            yield "", f"must be one of {', '.join(self._exact)}{others}"


@frozen
class Nested:
    """A record within a record. A plain string is read as the ``sourcedId`` of a reference."""

    record: type[Record]

    def read(self, value: Any, where: Where, reading: Reading) -> Record | None:
        if value.__class__ is dict and value:
            try:
                return self.record.from_dict(value, reading if reading.selected is None else reading.within)
            except Unreadable as error:
                if error.field != "sourcedId" or not _refers_to_nothing(value) or not self.record.is_reference():
                    raise
            reading.repaired(where, "was a reference without an id")
            return None
        return self._odd(value, where, reading)

    def _odd(self, value: Any, where: Where, reading: Reading) -> Record | None:
        if value.__class__ is str and not value.strip():
            reading.repaired(where, BLANK if value else EMPTY)
            return None
        if value == {}:
            reading.repaired(where, "was an empty object")
            return None
        if value.__class__ is list and len(value) < 2:
            reading.repaired(where, "was an array of one" if value else "was an empty array")
            return self.read(value[0], where, reading) if value and value[0] is not None else None
        if value.__class__ in (str, int, float) and self.record.is_reference():
            plain = ID.read(value, where, reading)
            reading.repaired(where, "was a plain id")
            return self.record.from_dict({"sourcedId": plain}, reading.within)
        raise Unreadable(f"is {type_of(value)} where an object is due")

    def write(self, value: Any) -> Any:
        return value.to_dict()

    def problems(self, value: Any) -> Iterator[Problem]:
        if isinstance(value, self.record):
            yield from value.problems()
        else:
            yield "", f"is no {self.record.__name__}"


def _refers_to_nothing(value: dict[str, Any]) -> bool:
    """Whether a reference was sent for one that is not there: its id is empty, or it has nothing but a type."""
    if "sourcedId" in value:
        sourced_id = value["sourcedId"]
        return sourced_id is None or (sourced_id.__class__ is str and not sourced_id.strip())
    return not any(each for name, each in value.items() if name != "type")


@frozen
class ListOf:
    """An array. A single value in its place is read as a list of one, or of several if it is a string with commas."""

    item: Kind
    least: int = 0
    """How many the standard demands."""

    def read(self, value: Any, where: Where, reading: Reading) -> list[Any] | None:
        if value.__class__ is not list:
            value = self._several(value, where, reading)
            if value is None:
                return None
        kept: list[Any] = []
        for position, item in enumerate(value):
            try:
                read = None if item is None else self.item.read(item, where, reading)
            except Unreadable as error:
                raise Unreadable(error.reason, f"[{position}]{'.' if error.field else ''}{error.field}") from None
            if read is None:
                reading.repaired(where, "held an empty value")
            else:
                kept.append(read)
        if len(kept) < self.least:
            reading.repaired(where, f"held fewer than the standard demands ({self.least})")
        return kept

    def _several(self, value: Any, where: Where, reading: Reading) -> list[Any] | None:
        if value == {} or (value.__class__ is str and not value.strip(", ")):
            reading.repaired(where, "was empty, but no array")
            return None
        if value.__class__ is str and "," in value and self._is_plain():
            reading.repaired(where, "was a string with commas")
            return [part.strip() for part in value.split(",") if part.strip()]
        reading.repaired(where, "was a single value")
        return [value]

    def _is_plain(self) -> bool:
        """Whether a string says all that there is to an item."""
        return not isinstance(self.item, Nested) or self.item.record.is_reference()

    def write(self, value: Any) -> Any:
        return [self.item.write(item) for item in value]

    def problems(self, value: Any) -> Iterator[Problem]:
        if value.__class__ is not list:
            yield "", f"is {type_of(value)} where a list is due"
            return
        if len(value) < self.least:
            yield "", f"must have at least {self.least} of them"
        for position, item in enumerate(value):
            for path, problem in self.item.problems(item):
                yield f"[{position}]{'.' if path else ''}{path}", problem
