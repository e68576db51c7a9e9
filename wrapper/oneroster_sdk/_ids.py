"""Ids of records, numbered in the order in which they came: all of them in little memory, or the latest only. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import accumulate
from typing import Final

UNKNOWN: Final = -1
"""In place of the number of an id that did not come."""
NUMBERS: Final = "I"
"""How numbers from 0 on are kept in an array: four bytes each."""
_BITS: Final = 2**30 - 1
"""How much of a hash is kept: what Python reckons with fastest."""
_FEWEST: Final = 1024
"""Places of the table at first; always a power of two."""
_TIMES: Final = 4
"""How many times larger the table becomes when it is full; every id is put into it anew then."""
_AT_ONCE: Final = 4096


def hashed(ids: Iterable[str]) -> list[int]:
    """What the ids are found by; it is reckoned once for all that is asked of the same ids."""
    return [each & _BITS for each in map(hash, ids)]


class Ids(Set[str]):
    """All ids that came. A dict takes 130 to 160 bytes for each of a million; this takes 16 to 28 beside its letters.

    The letters are kept, of each page in one string, so that two ids are never taken for one, whatever their hashes. A
    table leads from a hash to the last id that has such a one, and from each id to the one before it.
    """

    __slots__ = ("_before", "_ends", "_firsts", "_hashes", "_slots", "_texts")

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._firsts: list[int] = []  # for each text, the number of the first id in it
        self._ends = array(NUMBERS)  # for each id, where it ends in its text
        self._hashes = array(NUMBERS)
        self._slots = array(NUMBERS, [0]) * _FEWEST  # the number of an id and 1; 0 for none
        self._before = array(NUMBERS)  # likewise

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, sourced_id: object) -> bool:
        return isinstance(sourced_id, str) and self.numbers([sourced_id], hashed([sourced_id])) != [UNKNOWN]

    def __iter__(self) -> Iterator[str]:
        return map(self._at, range(len(self)))

    @classmethod
    def _from_iterable(cls, it: Iterable[str]) -> set[str]:  # type: ignore[override]  # what is reckoned of it is a set
        return set(it)

    def numbers(self, ids: Sequence[str], hashes: Sequence[int]) -> list[int]:
        """The number of each of these, or `UNKNOWN`."""
        slots, mask, known, before = self._slots, len(self._slots) - 1, self._hashes, self._before
        return [
            self._number(each, wanted, slot)
            if (slot := slots[wanted & mask]) and (known[slot - 1] == wanted or before[slot - 1])
            else UNKNOWN
            for each, wanted in zip(ids, hashes, strict=True)
        ]

    def add(self, ids: Sequence[str], hashes: Sequence[int]) -> None:
        """Number these; each must be unknown, and there only once."""
        start, places = len(self), len(self._slots)
        self._texts.append("".join(ids))
        self._firsts.append(start)
        self._ends.extend(accumulate(map(len, ids)))
        self._hashes.extend(hashes)
        while len(self) > places:
            places *= _TIMES
        if places > len(self._slots):
            start, self._slots, self._before = 0, array(NUMBERS, [0]) * places, array(NUMBERS)
        for first in range(start, len(self), _AT_ONCE):
            self._chain(first)

    def _number(self, sourced_id: str, wanted: int, slot: int) -> int:
        hashes = self._hashes
        while slot:
            if hashes[slot - 1] == wanted and self._at(slot - 1) == sourced_id:
                break
            slot = self._before[slot - 1]
        return slot - 1

    def _at(self, number: int) -> str:
        page = bisect_right(self._firsts, number) - 1
        start = 0 if number == self._firsts[page] else self._ends[number - 1]
        return self._texts[page][start : self._ends[number]]

    def _chain(self, first: int) -> None:
        """Put some ids into the table, from this one on."""
        slots, mask, before = self._slots, len(self._slots) - 1, self._before.append
        for number, each in enumerate(self._hashes[first : first + _AT_ONCE], first + 1):
            slot = each & mask
            before(slots[slot])
            slots[slot] = number


class LatestIds:
    """The ids of the last two pages that brought something new, so that what is kept does not grow."""

    __slots__ = ("_count", "_earlier", "_latest")

    def __init__(self) -> None:
        self._count = 0
        self._earlier: dict[str, int] = {}
        self._latest: dict[str, int] = {}

    def __len__(self) -> int:
        return self._count

    def numbers(self, ids: Sequence[str], _: Sequence[int]) -> list[int]:
        """The number of each of these, or `UNKNOWN`; what came long before is unknown again."""
        kept = self._earlier | self._latest
        return [kept.get(each, UNKNOWN) for each in ids]

    def add(self, ids: Sequence[str], _: Sequence[int]) -> None:
        """Number these; each must be unknown, and there only once."""
        if ids:
            self._earlier, self._latest = self._latest, {each: number for number, each in enumerate(ids, self._count)}
            self._count += len(ids)
