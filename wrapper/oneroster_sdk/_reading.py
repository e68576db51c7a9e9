"""Queries as callers hold them: blocking and asynchronous twins with the same names."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any, Generic, TypeVar

from ._core import Page
from ._engine import AsyncEngine, Engine
from ._errors import NotFound, QueryError
from ._listing import Listing
from ._progress import Progress
from ._query import Builder

T = TypeVar("T")


class Query(Builder["Query[T]"], Generic[T]):
    """Records to be read, described. Nothing is sent before it is iterated over or asked for an answer."""

    def __init__(self, engine: Engine, listing: Listing) -> None:
        self._engine = engine
        self._given = listing

    def _listing(self) -> Listing:
        return self._given

    def _of(self, listing: Listing) -> Query[T]:
        return Query(self._engine, listing)

    def __iter__(self) -> Iterator[T]:
        """Every record, page by page.

        Raises:
            IncompletePull: the collection cannot be proved to have come whole.
            OneRosterError: any other fault, by its class.
        """
        return iter(self.pull())

    def pull(self) -> Pull[T]:
        """Every record, with an account of the reading: ``pull = q.pull(); records = list(pull); pull.report``."""
        return Pull(self._engine, self._listing().reading())

    def pages(self) -> Iterator[Page[T]]:
        """The pages as the provider sends them, within the limit; sorted by the provider only."""
        progress = self._listing().reading()
        for page in _each(self._engine, progress):
            yield progress.cut(page)

    def raw(self) -> Iterator[dict[str, Any]]:
        """The records as they came, as dicts, readable or not, within the limit; sorted by the provider only."""
        progress = self._listing().reading(as_they_came=True)
        for page in _each(self._engine, progress):
            yield from progress.within(page.raw)

    def batches(self, size: int) -> Iterator[list[T]]:
        """The records in lists of this size; the last may be shorter."""
        if size < 1:
            raise QueryError(f"batches({size}): a batch holds one record at least")
        batch: list[T] = []
        for record in self:
            batch.append(record)
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch

    def to_list(self) -> list[T]:
        """All records at once."""
        return list(self)

    def first(self) -> T | None:
        """The first record, or None if there is none."""
        return next(iter(self._at_most(1)), None)

    def one(self) -> T:
        """The only record.

        Raises:
            NotFound: there is none.
            QueryError: there are several.
        """
        return only(self._at_most(2).to_list(), self)

    def count(self) -> int:
        """How many records the provider declares (``X-Total-Count``). Asks for one record, never for all.

        Raises:
            NotOffered: the provider declares no total.
        """
        return self._engine.run(self._listing().counting())


class AsyncQuery(Builder["AsyncQuery[T]"], Generic[T]):
    """Records to be read, described. Nothing is sent before it is iterated over or asked for an answer."""

    def __init__(self, engine: AsyncEngine, listing: Listing) -> None:
        self._engine = engine
        self._given = listing

    def _listing(self) -> Listing:
        return self._given

    def _of(self, listing: Listing) -> AsyncQuery[T]:
        return AsyncQuery(self._engine, listing)

    def __aiter__(self) -> AsyncIterator[T]:
        """Every record, page by page.

        Raises:
            IncompletePull: the collection cannot be proved to have come whole.
            OneRosterError: any other fault, by its class.
        """
        return aiter(self.pull())

    def pull(self) -> AsyncPull[T]:
        """Every record, with an account of the reading: ``records = [r async for r in pull]; pull.report``."""
        return AsyncPull(self._engine, self._listing().reading())

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The pages as the provider sends them, within the limit; sorted by the provider only."""
        progress = self._listing().reading()
        async with aclosing(_aeach(self._engine, progress)) as pages:
            async for page in pages:
                yield progress.cut(page)

    async def raw(self) -> AsyncIterator[dict[str, Any]]:
        """The records as they came, as dicts, readable or not, within the limit; sorted by the provider only."""
        progress = self._listing().reading(as_they_came=True)
        async with aclosing(_aeach(self._engine, progress)) as pages:
            async for page in pages:
                for item in progress.within(page.raw):
                    yield item
                item = {}  # which a traceback with local variables would show while the next page fails

    async def batches(self, size: int) -> AsyncIterator[list[T]]:
        """The records in lists of this size; the last may be shorter."""
        if size < 1:
            raise QueryError(f"batches({size}): a batch holds one record at least")
        batch: list[T] = []
        async for record in self:
            batch.append(record)
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch

    async def to_list(self) -> list[T]:
        """All records at once."""
        return [record async for record in self]

    async def first(self) -> T | None:
        """The first record, or None if there is none."""
        found = await self._at_most(1).to_list()
        return found[0] if found else None

    async def one(self) -> T:
        """The only record.

        Raises:
            NotFound: there is none.
            QueryError: there are several.
        """
        return only(await self._at_most(2).to_list(), self)

    async def count(self) -> int:
        """How many records the provider declares (``X-Total-Count``). Asks for one record, never for all.

        Raises:
            NotOffered: the provider declares no total.
        """
        return await self._engine.run(self._listing().counting())


class Pull(Generic[T]):
    """One reading of a collection. It can be iterated over once; what is known of it is in `report`."""

    def __init__(self, engine: Engine, progress: Progress) -> None:
        self.report = progress.report
        self._engine = engine
        self._progress = progress

    def __iter__(self) -> Iterator[T]:
        self._progress.begin()
        return self._records()

    def _records(self) -> Iterator[T]:
        progress = self._progress
        for page in _each(self._engine, progress):
            records = progress.deliver(page)
            del page
            records.reverse()
            while records:  # each is let go as it is handed out: its place in memory is the best for the next page
                yield records.pop()
        yield from progress.deliver(None)


class AsyncPull(Generic[T]):
    """One reading of a collection. It can be iterated over once; what is known of it is in `report`."""

    def __init__(self, engine: AsyncEngine, progress: Progress) -> None:
        self.report = progress.report
        self._engine = engine
        self._progress = progress

    def __aiter__(self) -> AsyncIterator[T]:
        self._progress.begin()
        return self._records()

    async def _records(self) -> AsyncIterator[T]:
        progress = self._progress
        async with aclosing(_aeach(self._engine, progress)) as pages:
            async for page in pages:
                records = progress.deliver(page)
                del page
                records.reverse()
                while records:  # as above
                    yield records.pop()
        for record in progress.deliver(None):
            yield record


def _each(engine: Engine, progress: Progress) -> Iterator[Page[Any]]:
    """The pages of a reading, until enough has come; what is under way then, or at an error, is ended."""
    try:
        while not progress.done and (page := engine.run(progress.next())) is not None:
            yield page
            del page
    finally:
        progress.close()


async def _aeach(engine: AsyncEngine, progress: Progress) -> AsyncGenerator[Page[Any], None]:
    """The pages of a reading, until enough has come; what is under way then, or at an error, is ended."""
    try:
        while not progress.done and (page := await engine.run(progress.next())) is not None:
            yield page
            del page
    finally:
        for begun in progress.close():
            await begun.ended()  # else a loop that stops here would leave their connections half made


def only(found: list[T], query: object) -> T:
    """The only one of these, or the right error."""
    if not found:
        raise NotFound(f"{query!r}: no record matches")
    if len(found) > 1:
        raise QueryError(f"{query!r}: more than one record matches")
    return found[0]
