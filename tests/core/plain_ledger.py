"""The ledger as one would write it first, with a dict and a set: what the one in use is measured by."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from oneroster_sdk._claims import Arrived, Asked
from oneroster_sdk._ledger import Fresh, run


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
    _tail: int = -1
    _place: dict[str, int] = field(factory=dict[str, int], repr=False)
    """The records of this pass, numbered in the order in which they came."""
    _earlier: set[str] = field(factory=set[str], repr=False)
    """Those of passes before."""

    def __len__(self) -> int:
        return len(self._place)

    @property
    def tail(self) -> int:
        """The number of the record that stands last in what was read; it may have come before."""
        return self._tail

    @property
    def seen(self) -> set[str]:
        """The ids of all records that came."""
        return self._earlier | self._place.keys()

    def known(self, arrived: Arrived) -> list[int]:
        """The numbers of those records of a page that came before in this pass."""
        place = self._place
        return [place[each] for each in arrived.ids if each in place]

    def holds_all(self, arrived: Arrived) -> bool:
        """Whether every record of a page came before in this pass."""
        return len(self.known(arrived)) == len(arrived.ids)

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
        before = len(self._place)
        fresh: list[Any] = []
        first = asked.offset + len(arrived.ids)
        for position, (sourced_id, item) in enumerate(zip(arrived.ids, arrived.items, strict=True), asked.offset):
            if sourced_id in self._place:
                continue
            self._place[sourced_id] = len(self._place)
            if sourced_id not in self._earlier:
                first = min(first, position)
                fresh.append(item)
        again = len(arrived.ids) - explained - (len(self._place) - before)
        self.repeated += again
        self.moved = self.moved or again > 0
        self.distinct += len(fresh)
        if arrived.ids:
            self._tail = self._place[arrived.ids[-1]]
        return Fresh(fresh, first)

    def begin_again(self) -> None:
        """Begin another pass: what came is known, but not yet in this one."""
        self._earlier |= self._place.keys()
        self._place, self.moved, self._tail = {}, False, -1
