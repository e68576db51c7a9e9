"""What a provider says of a collection while it is read, and how far that may be believed. Pure.

A declared total may be the number of records of the page, or repeat the limit that was asked for; a ``Link`` header may
reckon with the limit that was asked for, though the page was clamped. So a claim counts as proof only once it has said
something that a mistaken one would not say.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import define, field, frozen

from ._links import number_in, same_origin

ANY_LIMIT: Final = sys.maxsize


@frozen
class Asked:
    """The window that a page was asked for, and the address that was used."""

    offset: int
    limit: int
    url: str = field(repr=False)


@frozen
class Arrived:
    """What came of it: records as they came and their ids, in order, and what was said beside them."""

    items: Sequence[Any] = field(repr=False)
    ids: Sequence[str] = field(repr=False)
    total: int | None = None
    links: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    body: Any = field(default=None, repr=False)
    """The page itself, for who reads what is delivered of it, which may be later."""

    @property
    def outline(self) -> Arrived:
        """The same without its records: kept longer than they are needed, they would take the place of the next."""
        return Arrived((), self.ids, self.total, self.links)


@define
class Claims:
    """The totals and links of one reading."""

    links_hold: int = 0
    """The largest limit up to which links to a next page were seen to fit the page that they came with."""
    links_wrong: bool = False
    leaves: bool = False
    """Whether a link to a next page leads away from the provider."""
    changed: bool = False
    """Whether the declared total was not always the same."""
    declared: int | None = None
    total_proven: bool = False
    """Whether it was seen to be more than the length of a page."""
    _echoes: bool = True
    _limits: set[int] = field(factory=set[int])

    def hear(self, asked: Asked, arrived: Arrived) -> None:
        """Take note of what came with a page."""
        if arrived.total is not None:
            self.changed = self.changed or self.declared not in (None, arrived.total)
            self.declared = arrived.total
            self.total_proven = self.total_proven or arrived.total > len(arrived.ids)
            self._echoes = self._echoes and arrived.total == asked.limit
            self._limits.add(asked.limit)
        following = arrived.links.get("next")
        if following is None:
            return
        if not same_origin(asked.url, following):
            self.leaves = True
        there = number_in(following, "offset")
        if there is None or (there == asked.offset + len(arrived.ids) and len(arrived.ids) < asked.limit):
            self.links_hold = ANY_LIMIT
        elif there == asked.offset + len(arrived.ids):
            self.links_hold = max(self.links_hold, asked.limit)
        else:
            self.links_wrong = True

    @property
    def total(self) -> int | None:
        """The total that was declared last, unless it only repeats the limit that was asked for."""
        return None if self._echoes and len(self._limits) > 1 else self.declared

    @property
    def maybe_limit(self) -> bool:
        """Whether the total may be no more than the limit that was asked for; another limit would tell."""
        return self._echoes and len(self._limits) == 1

    def reached(self, distinct: int) -> bool:
        """Whether so many records are all there are, by a total that is neither the length of a page nor the limit.

        A total that changed meanwhile proves nothing: some of the records that came may be gone. Nor does one that is
        less than what came.
        """
        real = self.total_proven and not self._echoes and not self.changed
        return real and distinct == self.declared

    def missing(self, distinct: int) -> bool:
        """Whether the provider declares more than came."""
        return self.total is not None and distinct < self.total

    def ends_with(self, asked: Asked, arrived: Arrived, distinct: int) -> bool:
        """Whether its links say that this page is the last, and can be believed."""
        if not arrived.links or "next" in arrived.links or self.links_wrong or self.missing(distinct):
            return False
        sure = len(arrived.ids) == asked.limit or self.reached(distinct)
        return self.links_hold == ANY_LIMIT or (asked.limit <= self.links_hold and sure)
