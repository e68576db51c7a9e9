"""Which records came, in which order, and which of them should not have come again. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Sequence, Set
from typing import Any

from attrs import define, field, frozen

from ._claims import Arrived, Asked
from ._ids import NUMBERS, UNKNOWN, Ids, LatestIds


@frozen
class Fresh:
    """The records of a page that had not come before, and the position of the first of them."""

    items: Sequence[Any] = field(repr=False)
    offset: int
    body: Any = field(default=None, repr=False)
    """The page that they came with: the last, or the one before, where that had to wait for proof."""


@define
class Ledger:
    """The records of one reading, pass by pass.

    Attributes:
        distinct: Records delivered so far, each once.
        repeated: Records that came again where they should not have.
        moved: Whether one did in this pass, or came in another order than before.
    """

    distinct: int = 0
    repeated: int = 0
    moved: bool = False
    _ids: Ids | LatestIds = field(factory=Ids, alias="ids", repr=False)
    """All that came, or the latest only."""
    _tail: int = -1
    _count: int = 0
    _places: array[int] | None = field(default=None, repr=False)
    """The number and 1, or 0, of each id in this pass. None in the first, where the numbers are those of `_ids`."""
    _looked_up: tuple[Sequence[str], list[int]] | None = field(default=None, repr=False)
    """The ids of a page and their numbers in `_ids`, which are asked for several times."""

    def __len__(self) -> int:
        return self._count

    @property
    def forgets(self) -> bool:
        """Whether only the latest records are known, so that those before cannot be told from new ones."""
        return isinstance(self._ids, LatestIds)

    @property
    def tail(self) -> int:
        """The number of the record that stands last in what was read; it may have come before."""
        return self._tail

    @property
    def seen(self) -> Set[str]:
        """The ids of all records that came, as they are now.

        Raises:
            LookupError: it forgets them.
        """
        if isinstance(self._ids, Ids):
            return self._ids
        raise LookupError("the ids were not kept")

    def known(self, arrived: Arrived) -> list[int]:
        """The numbers of those records of a page that came before in this pass."""
        numbers = self._numbers(arrived)
        first = numbers[: len(numbers) - numbers.count(UNKNOWN)]  # where they stand, as a rule
        return first if UNKNOWN not in first else [number for number in numbers if number != UNKNOWN]

    def holds(self, sourced_id: str) -> bool:
        """Whether a record came before in this pass."""
        return self._in_this_pass(self._ids.numbers([sourced_id])) != [UNKNOWN]

    def holds_all(self, arrived: Arrived) -> bool:
        """Whether every record of a page came before in this pass."""
        return UNKNOWN not in self._numbers(arrived)

    def take(self, asked: Asked, arrived: Arrived, *, overlaps: bool) -> Fresh:
        """Number the records of a page; gives those that had not come in an earlier pass either.

        A page that `overlaps` may begin with the end of what came before, in the same order; new records may stand
        between. Any other record that is known came again where it should not have.
        """
        known = self.known(arrived)
        explained = run(known) if overlaps and known else 0
        if overlaps and known and known[0] == self.tail:
            explained = 1
        self.moved = self.moved or (explained > 0 and known[explained - 1] != self.tail)
        if overlaps and known and self.forgets and self._numbers(arrived)[0] == UNKNOWN:
            self.moved = True  # what stands before the known ones may have come long ago
        before = len(self)
        fresh, first = self._add(arrived)
        self._count_in(arrived)
        again = len(arrived.ids) - explained - (len(self) - before)
        self.repeated += again
        self.moved = self.moved or again > 0
        self.distinct += len(fresh)
        if arrived.ids:
            self._tail = self._in_this_pass(self._found(arrived)[-1:])[0]
        return Fresh(fresh, asked.offset + first, arrived.body)

    def begin_again(self) -> None:
        """Begin another pass: what came is known, but not yet in this one."""
        self._places, self._count = array(NUMBERS, [0]) * len(self._ids), 0
        self.moved, self._tail = False, -1

    def _found(self, arrived: Arrived) -> list[int]:
        if self._looked_up is None or self._looked_up[0] is not arrived.ids:
            self._looked_up = arrived.ids, self._ids.numbers(arrived.ids)
        return self._looked_up[1]

    def _numbers(self, arrived: Arrived) -> list[int]:
        return self._in_this_pass(self._found(arrived))

    def _in_this_pass(self, found: list[int]) -> list[int]:
        places = self._places
        return found if places is None else [number if number < 0 else places[number] - 1 for number in found]

    def _add(self, arrived: Arrived) -> tuple[Sequence[Any], int]:
        """Number what never came of a page; gives these records, each once, and where the first of them stands."""
        ids, found = arrived.ids, self._found(arrived)
        unknown = found.count(UNKNOWN)
        first = len(ids) - unknown
        if UNKNOWN not in found[:first] and len(set(ids)) == len(ids):  # as it nearly always is
            self._ids.add(ids[first:])
            found[first:] = range(len(self._ids) - unknown, len(self._ids))
            return arrived.items[first:], first
        stand = {ids[at]: at for at in range(len(ids) - 1, -1, -1) if found[at] == UNKNOWN}
        new = sorted(stand.values())
        self._ids.add([ids[at] for at in new])
        self._looked_up = ids, self._ids.numbers(ids)
        return [arrived.items[at] for at in new], new[0] if new else len(ids)

    def _count_in(self, arrived: Arrived) -> None:
        """Number the records of a page in this pass."""
        if self._places is None:
            self._count = len(self._ids)
            return
        self._places.extend([0] * (len(self._ids) - len(self._places)))
        for number in self._found(arrived):
            if not self._places[number]:
                self._count += 1
                self._places[number] = self._count


def run(numbers: Sequence[int]) -> int:
    """How many of the numbers, from the first, follow each other."""
    return next((n for n in range(1, len(numbers)) if numbers[n] != numbers[n - 1] + 1), len(numbers))


def in_a_row(numbers: Sequence[int]) -> bool:
    """Whether each number follows the one before."""
    return run(numbers) == len(numbers)
