"""Which pages of a reading are read at once, and what is learned from those that could not be."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING, Any

from attrs import define, field

from oneroster_openapi.record import Reading, Record

from ._bodies import Body, whole
from ._flow import Reply

if TYPE_CHECKING:
    from oneroster_openapi.lane import Note


@define
class AtOnce:
    """What is known of the pages of one reading.

    Attributes:
        model: Whose records they hold.
        key: Under what the records stand.
    """

    model: type[Record]
    key: str
    _odd_in_a_row: int = field(default=0, init=False)
    _own_names: frozenset[str] | None = field(default=None, init=False)
    """The names of the vendor's own properties, once a page was odd."""

    def read(self, reply: Reply, without: Set[str]) -> Body | None:
        """The page as records; None if that cannot be. After pages that were odd, it is tried less often."""
        if not self._is_tried:
            return None
        from oneroster_openapi.lane import lane_of  # and with it msgspec: only who reads pages needs it

        body = whole(reply, lane_of(self.model, self.key, frozenset(without), self._own_names))
        if body is not None:
            self._odd_in_a_row = 0
        return body

    @property
    def _is_tried(self) -> bool:
        return not self._odd_in_a_row & (self._odd_in_a_row - 1)  # after one, two, four, eight, ... odd pages

    def learn(self, items: Sequence[Any], without: Set[str]) -> None:
        """Take note of a page that was odd: what a vendor adds to one record, he adds to all of them."""
        if self._is_tried:
            from oneroster_openapi.lane import own_names

            found = own_names(self.model, items, frozenset(without))
            self._own_names = None if found is None else found | (self._own_names or frozenset())
        self._odd_in_a_row += 1


def count_mended(notes: Sequence[Note], delivered: Sequence[Any], reading: Reading) -> None:
    """Count what was mended when a page was read at once, in those of its records that are delivered."""
    wanted = {id(item) for item in delivered} if notes else ()
    for _, repairs in (note for note in notes if id(note[0]) in wanted):
        for what, count in repairs.items():
            reading.repairs[what] = reading.repairs.get(what, 0) + count
