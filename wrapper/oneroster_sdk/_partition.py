"""What one worker reads: a value to be sent to it, and the reading of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from ._client import OneRoster
from ._connection import Connection
from ._core import Core
from ._engine import Engine
from ._listing import Listing, Spec
from ._privacy import border
from ._reading import Pull
from ._window import Window, WindowClaims, WindowPaging


class Reader(OneRoster):
    """The client of a worker."""

    @property
    def engine(self) -> Engine:
        return self._engine


@frozen
class Question:
    """A query without its client."""

    operation: str
    ids: tuple[str, ...]
    spec: Spec

    @classmethod
    def of(cls, listing: Listing) -> Question:
        return cls(listing.operation.id, listing.ids, listing.spec)

    def listing(self, core: Core) -> Listing:
        """The query of this client."""
        return Listing(core, core.operation(self.operation), self.ids, self.spec)


@frozen(hash=False)
class Partition:
    """What one worker reads: a collection of one provider, or some rows of it. Made by `plan`.

    It is small and can be pickled. Nothing is open in it and nothing in it is secret, but it holds what is asked for:
    the values of a filter, and the ids of the records below which it is asked.

    Attributes:
        connection: Where to read.
        collection: What: the name of the collection, such as ``users``.
        window: Which rows of it; None for all.
    """

    connection: Connection
    collection: str
    question: Question = field(repr=False)
    window: Window | None = None


@border
def read_partition(partition: Partition) -> Pull[Any]:
    """Read what a `Partition` says, in whatever process: a pull of typed records, with its report.

    ``pull = read_partition(partition)``, iterate over it once, then hand ``pull.report`` back to where the job was
    started. The client is opened here and closed at the end, after an error, and when the iteration is given up.

    A whole collection is read to its proved end, as `Query.pull` does. So is a window, but for what no worker sees
    alone: whether it fits to its neighbours. Its report has `PullReport.edges` for that; see `together`.

    Raises:
        ConfigError: the connection cannot be opened here, for want of a secret for example.
        IncompletePull: while iterating: what was to be read cannot be proved to have come whole. If it is retryable,
            plan and read that collection again.
        OneRosterError: while iterating: any other fault, by its class.
    """
    return _PartitionPull(partition.connection.open(Reader), partition)


class _PartitionPull(Pull[Any]):
    """A pull that closes its client."""

    def __init__(self, roster: Reader, partition: Partition) -> None:
        listing = partition.question.listing(roster.engine.core)
        self._roster = roster
        self._paging = None if partition.window is None else window_paging(listing, partition.window)
        super().__init__(roster.engine, listing.reading(paging=self._paging))
        self.report.partial = self.report.partial or partition.window is not None

    def _records(self) -> Iterator[Any]:
        try:
            yield from super()._records()
            if self._paging is not None:
                self.report.edges = self._paging.edges()
        finally:
            self._roster.close()


def window_paging(listing: Listing, window: Window) -> WindowPaging:
    """The state of reading this window."""
    size, core = listing.spec.page_size, listing.core
    return WindowPaging(
        listing.target().label,
        size if window.rows is None else min(size, window.rows),
        core.name,
        claims=WindowClaims(before=window.first),
        counts=core.habits.counts,
        window=window,
    )
