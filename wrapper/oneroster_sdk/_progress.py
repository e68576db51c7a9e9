"""The delivery of one reading: in the order asked for, and no more than asked for."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from ._came import Kept
from ._core import Page
from ._errors import QueryError
from ._flow import Begun, Flow
from ._order import Runs
from ._pages import Pages


class Progress:
    """One reading of a collection: page after page, and which records are to be delivered of each.

    A sorted reading of a whole collection is delivered when it has come whole: only then is it known whether the sort
    lost records, which providers' sorts do where values are equal. What was lost is read again, and all is sorted here.
    """

    def __init__(
        self, pages: Pages, runs: Runs[Any], limit: int | None, page_size: int, *, provider_sorts: bool
    ) -> None:
        self.report = pages.report
        self._pages = pages
        self._runs = runs
        self._left = limit
        self._page_size = page_size
        self._begun = False
        self._first = True
        self._widened = False
        self._provider_sorts = provider_sorts
        held_back = bool(runs.paths) and (limit is None or not provider_sorts)
        self._held: list[Any] | None = [] if held_back else None

    def begin(self) -> None:
        """Begin, once.

        Raises:
            QueryError: it has begun before.
        """
        if self._begun:
            raise QueryError("a pull can be iterated over once; ask for another one")
        self._begun = True

    def close(self) -> list[Begun]:
        """Nobody asks for more: end what is under way; it may be waited for."""
        return self._pages.close()

    @property
    def done(self) -> bool:
        """Whether as many records were delivered as asked for."""
        return self._left is not None and self._left <= 0

    def next(self) -> Flow[Page[Any] | None]:
        """The next page, or None at the end."""
        page = yield from self._pages.next()
        if not self._widened and self.report.ignored_filter + self.report.filtered:
            # A small page was asked for since a few records were wanted, but what comes has to be sifted.
            self._widened, self._pages.paging.page_size = True, self._page_size
        return page

    def deliver(self, page: Page[Any] | None) -> list[Any]:
        """The records that may be handed out now; with None, those that are left at the end.

        The list may be the page's own. Who empties it lets go of the records one by one.
        """
        if page is None:
            return self.within(self._rest())
        self.report.marked([getattr(record, "date_last_modified", None) for record in page.records])
        if self._held is None and self._falls(page.records):
            self._warn_of_order()
            if self._first:  # nothing was delivered: all can be put in order here
                self._held, self._provider_sorts = [], False
                self._pages.paging.page_size = self._page_size
        self._first = False
        if self._held is None:
            return self.within(self._runs.feed(page.records))
        self._held += page.records
        return []

    def _falls(self, records: list[Any]) -> bool:
        return self._provider_sorts and not self._runs.in_order(records)

    def _warn_of_order(self) -> None:
        self.report.warn("the records did not come in the order asked for")

    def _rest(self) -> list[Any]:
        if self._held is None:
            return self._runs.end()
        held, self._held = self._held, []
        mended = self._pages.paging.passes > 1
        if not mended and self._falls(held):
            self._warn_of_order()
            mended = True
        if mended or not self._provider_sorts:
            return self._runs.sorted(held)
        return [*self._runs.feed(held), *self._runs.end()]

    def cut(self, page: Page[Any]) -> Page[Any]:
        """The page with as many records as the limit still allows."""
        records = self.within(page.records)
        if len(records) == len(page.records):
            return page
        return evolve(page, records=records, came=Kept(page.raw[: len(records)]))

    def within(self, items: list[Any]) -> list[Any]:
        """As many of these as the limit still allows."""
        if self._left is None:
            return items
        kept = items[: max(self._left, 0)]
        self._left -= len(kept)
        return kept
