"""What a reading of a collection can ask for next, and what can be said of it once it has ended."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

Counts: TypeAlias = Literal["rows", "nothing"]
Evidence: TypeAlias = Literal[
    "an empty page",
    "the last link",
    "the last page again",
    "the declared total",
    "the profile",
    "the rows of its window",
]
MOST_PASSES: Final = 3
"""How often a collection is read, at most, before it is given up as one that changes too fast."""
MOST_IDLE: Final = 64
"""How many pages in a row may bring nothing new; stepping back over a million removed records takes twenty."""
SMALLEST: Final = 20
"""Records of a page that is no longer halved when a provider fails at it."""

NOTES: Final = {
    "aligned": "offsets count whole pages; records inserted or removed meanwhile could not show",
    "linked": "offset is ignored, the provider's links were followed; records removed meanwhile could not show",
    "one-based": "offsets seem to count from 1",
    "inserted": "records were inserted meanwhile",
    "removed": "records were removed meanwhile",
    "twice": "records came twice, but all that were declared have come",
    "again": "records moved meanwhile, and the collection was read again",
    "leaves": "a link to the next page leads away from the provider and was not followed",
    "misfit": "a link to the next page did not fit the page it came with",
    "unchecked": "check_duplicates is off; a record that came twice, or was missed since others moved, could not show",
    "total": "the declared total was not that of the collection",
}
"""What a report says of a reading, in words for the provider."""


class Step(Enum):
    """What is asked for next."""

    FIRST = auto()
    OVERLAP = auto()
    """From the last record that came."""
    PAST = auto()
    """After the last record that came: is there nothing more?"""
    BACK = auto()
    """Further back than the last record, for it was not found."""
    ALIGNED = auto()
    """Whole pages."""
    LINK = auto()
    """The address that the provider names."""


@frozen
class Next:
    """What to ask for next: a window of the collection, or the address that the provider named."""

    offset: int
    limit: int
    url: str | None = field(default=None, repr=False)


@frozen
class Shift:
    """What came past the last record had come before: records were inserted, or offsets count from 1.

    It holds if the record before it stands before it.
    """

    number: int
    """That of the first of these records."""
    pos: int
    """Where it is read on if it holds."""
    ends_with_the_last: bool
    """If the last record stands where it was all the same, the provider gives its last page for what is past it."""


def declared_total(headers: Mapping[str, str]) -> int | None:
    """``X-Total-Count``, if the provider sent a number."""
    value = headers.get("x-total-count", "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
