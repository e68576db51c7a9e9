"""One window of a collection, read by one worker while others read the others: what its paging does otherwise. Pure.

A window is read as a collection of its own that begins at its first row, and that row is the last of the window before.
It has no other rows to go back to: where a whole collection would be read once more, a window raises, for only all of
its neighbours together can be read again. Whether neighbours fit is seen in their `Edges`, afterwards, by `together`.
"""

from __future__ import annotations

from typing import Final

from attrs import define, evolve, field, frozen

from ._claims import Arrived, Asked, Claims
from ._edges import Edges, digest, digests, name_of
from ._errors import IncompletePull
from ._ledger import Fresh
from ._paging import Paging
from ._steps import Next, Step

AGAIN: Final = "Plan and read the collection again, or read it as one partition (plan without rows)."


@frozen
class Window:
    """Some rows of a collection, in the order of the provider.

    Attributes:
        first: Where its first row stands, from 0. But for the first window, that is the last row of the one before.
        rows: How many rows it has, with that one; None for all to the end, as the last window has.
        number: Which of the windows of the collection it is, from 0.
        of: How many there are.
        key: Common to the windows of one collection; ids are told as digests under it.
    """

    first: int
    rows: int | None
    number: int = 0
    of: int = 1
    key: bytes = field(default=b"", repr=False)


def windows(total: int, rows: int, key: bytes) -> list[Window]:
    """The windows of so many new rows each that a collection of this length is cut into; the last has what is left."""
    count = -(-total // rows)
    lengths = [rows, *[rows + 1] * (count - 2), None]
    return [Window(max(number * rows - 1, 0), length, number, count, key) for number, length in enumerate(lengths)]


@define
class WindowClaims(Claims):
    """What is said of the whole collection, heard where only the rows after so many are read."""

    before: int = 0

    def hear(self, asked: Asked, arrived: Arrived) -> None:
        super().hear(evolve(asked, offset=asked.offset + self.before), arrived)

    def reached(self, distinct: int) -> bool:
        return super().reached(distinct + self.before)

    def missing(self, distinct: int) -> bool:
        return super().missing(distinct + self.before)


@define(kw_only=True)
class WindowPaging(Paging):
    """Takes the pages of one window. It counts from the first row of the window; the provider, from its own first."""

    window: Window
    _top: str = ""
    """The id of the first row."""

    def next(self) -> Next | None:
        following = super().next()
        return None if following is None else evolve(following, offset=following.offset + self.window.first)

    def ahead(self, most: int) -> list[Next]:
        rows = self.window.rows
        end = None if rows is None else self.window.first + rows
        return [each for each in super().ahead(most) if end is None or each.offset + 1 < end]

    def accept(self, asked: Asked, arrived: Arrived) -> Fresh:
        begins = not len(self.ledger)
        if begins and self.window.first and not arrived.ids:
            self._fail("the collection ends before this window")
        here = evolve(asked, offset=asked.offset - self.window.first)
        fresh = super().accept(here, self._within(arrived))
        if self.step in (Step.ALIGNED, Step.LINK):
            self._fail("the provider does not count its rows one by one, so that windows of them cannot be read")
        self._end_window()
        if begins and arrived.ids:
            self._top = arrived.ids[0]
            if self.window.first:  # it was delivered with the window before
                self.ledger.distinct -= 1
                fresh = evolve(fresh, items=fresh.items[1:], offset=fresh.offset + 1)
        return evolve(fresh, offset=fresh.offset + self.window.first)

    def _within(self, arrived: Arrived) -> Arrived:
        """The page up to the last row of the window."""
        if self.window.rows is None:
            return arrived
        left, fresh = self.window.rows - len(self.ledger), set[str]()
        if len(arrived.ids) <= left:
            return arrived
        for end, sourced_id in enumerate(arrived.ids, 1):
            if not self.ledger.holds(sourced_id):
                fresh.add(sourced_id)
            if len(fresh) == left:
                return evolve(arrived, items=arrived.items[:end], ids=arrived.ids[:end])
        return arrived

    def _end_window(self) -> None:
        if self.window.rows is None:
            return
        if len(self.ledger) == self.window.rows:
            if self.ledger.moved:
                self._again()
            self.evidence = "the rows of its window"
        elif self.evidence is not None:
            self._fail("the collection ends within this window, which is not the last")

    def _again(self) -> None:
        self._fail("records moved while this window was read")

    def _fail(self, words: str) -> None:
        raise IncompletePull(
            f"{self.label}, window {self.window.number + 1} of {self.window.of}: {words}. {AGAIN}",
            retryable=True,
            name=self.name,
        )

    def edges(self) -> Edges:
        """What the window begins and ends with, once it has come whole."""
        window, key = self.window, self.window.key
        first, last = digest(self._top, key), digest(self._previous.ids[-1], key)
        rows = digests(self.ledger.seen, key)
        return Edges(name_of(key), window.number, window.of, first, last, rows, self.claims.total, self.name)
