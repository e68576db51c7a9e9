"""Ids of records, numbered in the order in which they came: all of them in little memory, or the latest only. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import accumulate
from operator import lt
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
    """What the table finds ids by."""
    return [each & _BITS for each in map(hash, ids)]


class Ids(Set[str]):
    """All ids that came. A dict takes 130 to 160 bytes for each of a million; this takes 4 to 28 beside its letters.

    The letters are kept, of each page in one string, so that two ids are never taken for one, whatever their hashes.

    As long as each id stands behind all that came before it, by its letters, nothing more is needed: what stands behind
    the last one is new. From the first one that does not, a table leads from a hash to the last id that has such a one,
    and from each id to the one before it.
    """

    __slots__ = ("_before", "_ends", "_firsts", "_hashes", "_last", "_slots", "_texts")

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._firsts: list[int] = []  # for each text, the number of the first id in it
        self._ends = array(NUMBERS)  # for each id, where it ends in its text
        self._last: str | None = ""  # the id that all others stand before; None once there is a table
        self._hashes = array(NUMBERS)
        self._slots = array(NUMBERS, [0]) * _FEWEST  # the number of an id and 1; 0 for none
        self._before = array(NUMBERS)  # likewise

    def __len__(self) -> int:
        return len(self._ends)

    def __contains__(self, sourced_id: object) -> bool:
        return isinstance(sourced_id, str) and self.numbers([sourced_id]) != [UNKNOWN]

    def __iter__(self) -> Iterator[str]:
        return map(self._at, range(len(self)))

    @classmethod
    def _from_iterable(cls, it: Iterable[str]) -> set[str]:  # type: ignore[override]  # what is reckoned of it is a set
        return set(it)

    def numbers(self, ids: Sequence[str]) -> list[int]:
        """The number of each of these, or `UNKNOWN`."""
        found = self._by_order(ids)
        return self._by_table(ids) if found is None else found

    def add(self, ids: Sequence[str]) -> None:
        """Number these; each must be unknown, and there only once."""
        if self._last is not None and ids:
            if not _is_rising(ids) or (self._ends and ids[0] < self._last):
                self._make_table()
            else:
                self._last = ids[-1]
        self._firsts.append(len(self))
        self._texts.append("".join(ids))
        self._ends.extend(accumulate(map(len, ids)))
        if self._last is None:
            self._extend_table(ids)

    def _by_order(self, ids: Sequence[str]) -> list[int] | None:
        """What the last id tells; None if it does not tell all."""
        if not self._ends:
            return [UNKNOWN] * len(ids)
        if self._last is None or not ids or ids[0] < self._last or not _is_rising(ids):
            return None
        return [len(self) - 1 if ids[0] == self._last else UNKNOWN, *[UNKNOWN] * (len(ids) - 1)]

    def _by_table(self, ids: Sequence[str]) -> list[int]:
        if self._last is not None:
            self._make_table()
        slots, mask, known, before = self._slots, len(self._slots) - 1, self._hashes, self._before
        return [
            self._number(each, wanted, slot)
            if (slot := slots[wanted & mask]) and (known[slot - 1] == wanted or before[slot - 1])
            else UNKNOWN
            for each, wanted in zip(ids, hashed(ids), strict=True)
        ]

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

    def _make_table(self) -> None:
        self._last = None
        for first in range(0, len(self), _AT_ONCE):
            self._extend_table([self._at(number) for number in range(first, min(first + _AT_ONCE, len(self)))])

    def _extend_table(self, ids: Sequence[str]) -> None:
        """Put these ids, which come next, into the table."""
        start, places = len(self._hashes), len(self._slots)
        self._hashes.extend(hashed(ids))
        while len(self._hashes) > places:
            places *= _TIMES
        if places > len(self._slots):
            start, self._slots, self._before = 0, array(NUMBERS, [0]) * places, array(NUMBERS)
        for first in range(start, len(self._hashes), _AT_ONCE):
            self._chain(first)

    def _chain(self, first: int) -> None:
        """Put some ids into the table, from this one on."""
        slots, mask, before = self._slots, len(self._slots) - 1, self._before.append
        for number, each in enumerate(self._hashes[first : first + _AT_ONCE], first + 1):
            slot = each & mask
            before(slots[slot])
            slots[slot] = number


def _is_rising(ids: Sequence[str]) -> bool:
    """Whether each id stands behind the one before it, by its letters."""
    return all(map(lt, ids, ids[1:]))


class LatestIds:
    """The ids of the last two pages that brought something new, so that what is kept does not grow."""

    __slots__ = ("_count", "_earlier", "_latest")

    def __init__(self) -> None:
        self._count = 0
        self._earlier: dict[str, int] = {}
        self._latest: dict[str, int] = {}

    def __len__(self) -> int:
        return self._count

    def numbers(self, ids: Sequence[str]) -> list[int]:
        """The number of each of these, or `UNKNOWN`; what came long before is unknown again."""
        kept = self._earlier | self._latest
        return [kept.get(each, UNKNOWN) for each in ids]

    def add(self, ids: Sequence[str]) -> None:
        """Number these; each must be unknown, and there only once."""
        if ids:
            self._earlier, self._latest = self._latest, {each: number for number, each in enumerate(ids, self._count)}
            self._count += len(ids)
