"""A job for many workers: which partitions there are, of which collections of which providers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

from ._client import OneRoster
from ._connection import Connection
from ._errors import ConfigError, OneRosterError, QueryError
from ._flow import Flow
from ._listing import Listing, whole
from ._partition import Partition, Question, Reader, window_paging
from ._privacy import border
from ._reading import Query
from ._snapshot import in_order, snake
from ._window import Window, WindowPaging, windows

Wanted: TypeAlias = str | Callable[[OneRoster], Query[Any]]
"""A collection by its name, or what gives a query of a client."""
_FEW: Final = 2
"""Rows that are asked for to see how a provider counts."""


@border
def plan(
    connections: Connection | Iterable[Connection],
    collections: Wanted | Iterable[Wanted] = ("users",),
    *,
    rows: int | None = None,
) -> list[Partition]:
    """Divide the reading of many collections among workers: a `Partition` for each, for `read_partition`.

    Without `rows`, each collection of each connection is one partition, and nothing is sent. With `rows`, a larger
    collection is cut into windows of so many rows, so that several workers read it at the same time. For that the
    provider must declare a total and let any row be asked for by its number; one small request to each collection finds
    that out, and two more where it is to be cut. Where it is not so, or the provider does not answer, the collection is
    one partition all the same, and what is wrong shows where that is read. When all windows are read, `together` checks
    that they fit.

    Args:
        connections: The providers to read from.
        collections: By their names, such as ``users`` or ``academic_sessions``; or, for a part of one, a function that
            is given the client and gives a query: ``lambda roster: roster.users.where(status="active")``. It is called
            here, so that it need not be picklable.
        rows: The rows of a window, 2 at least; tens of thousands are worth a worker.

    Raises:
        QueryError: there is no such collection, `rows` is too small, or a query that is sorted or limited would have to
            be cut into windows.
        ConfigError: a connection cannot be opened here; with `rows`, its secret must be at hand.
    """
    if rows is not None and rows < _FEW:
        raise QueryError(f"plan(rows={rows}): a window has {_FEW} rows at least")
    asked = [connections] if isinstance(connections, Connection) else list(connections)
    wanted: list[Wanted] = [collections] if isinstance(collections, str) or callable(collections) else [*collections]
    if not wanted:
        raise QueryError("plan() needs one collection at least")
    return [partition for connection in asked for partition in _of(connection, wanted, rows)]


def _of(connection: Connection, wanted: Iterable[Wanted], rows: int | None) -> Iterator[Partition]:
    with connection.open(Reader) as roster:
        for each in wanted:
            listing = _listing(roster, each)
            collection = snake(listing.operation.path.rpartition("/")[2])
            question = Question.of(listing)
            cut = [] if rows is None else _cut(roster, listing, rows)
            yield from [Partition(connection, collection, question, window) for window in cut or (None,)]


class _Description(Query[Any]):
    """What a query asks for."""

    @staticmethod
    def of(query: Query[Any]) -> Listing:
        return query._listing()


def _listing(roster: Reader, wanted: Wanted) -> Listing:
    engine = roster.engine
    if isinstance(wanted, str):
        (operation,) = in_order(engine.core, [wanted]).values()
        return whole(engine.core, operation, engine.page_size)
    query = wanted(roster)
    if not isinstance(query, Query):
        raise QueryError(f"a function for plan() gives a query, such as roster.users, not {type(query).__name__}")
    listing = _Description.of(query)
    if listing.core is not engine.core:
        raise QueryError("a function for plan() asks the client that it is given; options are those of its Connection")
    listing.reading()  # says now what cannot be asked
    return listing


# --- windows


def _cut(roster: Reader, listing: Listing, rows: int) -> list[Window]:
    """The windows of a collection; none if it has to be read as a whole."""
    if listing.spec.terms or listing.spec.limit is not None:
        raise QueryError("plan(rows=...) cuts what is neither sorted nor limited: leave order_by, limit or rows out")
    if listing.core.habits.counts == "nothing":  # everything comes with the first answer
        return []
    try:
        total = roster.engine.run(_countable(listing, rows))
    except (ConfigError, QueryError):
        raise
    except OneRosterError:
        return []  # the reading of the whole finds a way that windows have not, or says what is wrong
    return [] if total is None else windows(total, rows, os.urandom(16))


def _countable(listing: Listing, rows: int) -> Flow[int | None]:
    """How many rows there are, if they are more than so many and any of them can be asked for by its number."""
    start = yield from _looked_at(listing, 0)
    total = start.claims.declared
    if total is None or total <= rows:
        return None
    after = yield from _looked_at(listing, _FEW - 1)
    yield from _looked_at(listing, total - _FEW)
    return total if start.edges().last == after.edges().first else None


def _looked_at(listing: Listing, first: int) -> Flow[WindowPaging]:
    """A few rows from there on.

    Raises:
        IncompletePull: there are not as many.
    """
    paging = window_paging(listing, Window(first, _FEW))
    progress = listing.reading(as_they_came=True, paging=paging)
    while (yield from progress.next()) is not None:
        pass
    return paging
