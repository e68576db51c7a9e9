"""All that a property can hold: single values, words of vocabularies, records within records, and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from .scalars import (
    DAY,
    MAPPED,
    MOMENT,
    NUMBER,
    TEXT,
    Day,
    Flag,
    Kind,
    Mapped,
    Moment,
    Number,
    Problem,
    Text,
    Unreadable,
    Where,
    now,
    type_of,
)

if TYPE_CHECKING:
    from .record import Reading, Record

__all__ = [
    "DAY",
    "MAPPED",
    "MOMENT",
    "NUMBER",
    "TEXT",
    "Day",
    "Flag",
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
        if text is None or not text.strip():
            reading.repaired(where, "was an empty string")
            return None
        known = self._folded.get(text.strip().lower())
        if known is None:
            return text
        reading.repaired(
            where, "was an old word of the vocabulary" if text.lower() in self.aliases else "was in another letter case"
        )
        return known

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
        if value.__class__ is dict:
            if not value:
                reading.repaired(where, "was an empty object")
                return None
            return self.record.from_dict(value, reading)
        if value == "":
            reading.repaired(where, "was an empty string")
            return None
        if isinstance(value, str | int) and not isinstance(value, bool) and self.record.is_reference():
            reading.repaired(where, "was a plain id")
            return self.record.from_dict({"sourcedId": str(value)}, reading)
        raise Unreadable(f"is {type_of(value)} where an object is due")

    def write(self, value: Any) -> Any:
        return value.to_dict()

    def problems(self, value: Any) -> Iterator[Problem]:
        if isinstance(value, self.record):
            yield from value.problems()
        else:
            yield "", f"is no {self.record.__name__}"


@frozen
class ListOf:
    """An array. A single value in its place is read as a list of one, or of several if it is a string with commas."""

    item: Kind
    least: int = 0
    """How many the standard demands."""

    def read(self, value: Any, where: Where, reading: Reading) -> list[Any]:
        if value.__class__ is not list:
            reading.repaired(where, "was a single value")
            value = self._several(value)
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
        return kept

    def _several(self, value: Any) -> list[Any]:
        if isinstance(value, str) and not isinstance(self.item, Nested):
            return [part.strip() for part in value.split(",") if part.strip()]
        return [] if value in ("", {}) else [value]

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
