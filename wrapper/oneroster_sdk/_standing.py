"""Where a reading of a collection stands, and what it asks for next. How it goes on is decided in `_paging`."""

from __future__ import annotations

from collections import Counter
from math import gcd
from typing import NoReturn

from attrs import define, evolve, field

from ._claims import Arrived, Asked, Claims
from ._errors import IncompletePull
from ._ledger import Fresh, Ledger
from ._steps import SMALLEST, Counts, Evidence, Next, Shift, Step
from ._trail import Trail


@define
class Standing:
    """Where a reading of a collection stands between two pages.

    Attributes:
        label: The operation, for messages.
        page_size: How many records to ask for at a time.
        name: The name of the client, for errors.
        claims: What the provider says of the collection.
        counts: What the profile of the provider says of its offsets: ``rows``, from 0; ``nothing``, for everything
            comes with the first answer; None if it has to be found out.
        ledger: Which records came.
        evidence: What proved that the collection has ended; None while it goes on.
        passes: How often the collection was begun.
        notes: What was odd, and how often; the words are in `NOTES`.
    """

    label: str
    page_size: int
    name: str | None = None
    claims: Claims = field(factory=Claims)
    counts: Counts | None = None
    ledger: Ledger = field(factory=Ledger)
    evidence: Evidence | None = None
    passes: int = 1
    notes: Counter[str] = field(factory=Counter[str])
    step: Step = Step.FIRST
    _pos: int = 0
    """Where the next record stands, as the provider counts."""
    _previous: Arrived = field(factory=lambda: Arrived((), ()))
    """The last page that brought anything new."""
    _first_length: int = 0
    _regular: bool = True
    """Whether each page of this pass but the last was as long as the first."""
    _beyond: tuple[Asked, Arrived] | None = None
    """What came when it was asked for what is past the last record; held until the last record is seen again."""
    _shift: Shift | None = None
    _reached: int = -1
    """How far, by the numbers of records, reading on towards the last record has led."""
    _back: int = 0
    _aligned: int = 0
    _same: int = 0
    _trail: Trail = field(factory=Trail, repr=False)
    _ended_by_offset: bool = False
    _idle: int = 0
    _steady: int = 0
    """How many pages in a row were as long as the first, and led on to the next."""

    @property
    def received(self) -> int:
        """Records received, but for those asked for again on purpose."""
        return self.ledger.distinct + self.ledger.repeated

    def remarks(self) -> Counter[str]:
        """What was odd, with what was claimed and not believed."""
        claims = self.claims
        claimed = {"leaves": claims.leaves, "misfit": claims.links_wrong, "twice": self.ledger.moved}
        claimed["unchecked"] = self.ledger.forgets
        wrong_total = claims.declared is not None and claims.declared < self.ledger.distinct
        return self.notes + Counter({**claimed, "total": wrong_total})

    def next(self) -> Next | None:
        """What to ask for next, or None at the end."""
        if self.evidence is not None:
            return None
        match self.step:
            case Step.OVERLAP:
                return Next(self._pos - 1, max(self.page_size, 2))
            case Step.PAST:
                return Next(self._pos, min(len(self._previous.ids), max(self.page_size, 2)) or self.page_size + 1)
            case Step.BACK:
                return Next(max(self._pos - 1 - self._back, 0), max(self.page_size, 2))
            case Step.ALIGNED:
                return Next(self._pos, self._aligned)
            case Step.LINK:
                return Next(self._pos, self._trail.limit or self.page_size, self._trail.link)
            case Step.FIRST:
                return Next(0, self.page_size)

    def ahead(self, most: int) -> list[Next]:
        """What will be asked for from here on, the next page first, if pages go on to come as they did.

        As far as the declared total, and of not more than `most` pages; of few as long as few came as they should.
        """
        following, total = self.next(), self.claims.total
        if following is None or total is None or self.step is not Step.OVERLAP:
            return []
        if self.claims.maybe_limit or not self.claims.total_proven:
            return []
        pages = min(most, 2 ** min(self._steady, 16))
        offsets = range(following.offset, total - 1, max(self._first_length - 1, 1))
        return [evolve(following, offset=offset) for offset in offsets[:pages]]

    def shrink(self) -> bool:
        """Ask for half as much at a time from now on; False if that is not possible."""
        if self.page_size <= SMALLEST or self.step is Step.LINK:
            return False
        self.page_size //= 2
        if self._aligned > 1:
            self._aligned = gcd(self._pos, self._aligned // 2)
        return True

    @property
    def _unchecked(self) -> bool:
        """Whether pages do not overlap, so that only a total that changed shows what happened meanwhile."""
        return self.step in (Step.ALIGNED, Step.LINK) and self.claims.total_proven and self.claims.total is not None

    @property
    def _whole(self) -> bool:
        return self.counts == "nothing"

    @property
    def _one_page(self) -> bool:
        """Whether only the first page has come: it shows how the provider counts. Later, the same sign is drift."""
        return self.counts is None and len(self.ledger) == self._first_length

    def _is_same(self, arrived: Arrived) -> bool:
        """Whether a page came again, as it does where offsets count whole pages, or nothing."""
        return len(arrived.ids) > 1 and arrived.ids == self._previous.ids

    def _take(self, asked: Asked, arrived: Arrived) -> Fresh:
        fresh = self.ledger.take(asked, arrived, overlaps=self.step in (Step.OVERLAP, Step.BACK))
        self._pos = asked.offset + len(arrived.ids)
        self._previous = arrived.outline if arrived.ids else self._previous
        return fresh

    def _raise(self, words: str) -> NoReturn:
        raise IncompletePull(
            f"{self.label}: {words}. {self.ledger.distinct} records came; the collection is not whole.", name=self.name
        )
