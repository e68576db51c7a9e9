"""Collections and queries as callers hold them, blocking and asynchronous twins with the same names.

The typed face of each version (``_v1p2.py``) is made of these.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar, Generic, TypeVar, cast

from ._core import Page, Target
from ._engine import AsyncEngine, Engine
from ._errors import NotFound, QueryError
from ._fields import wire_path
from ._query import Builder, Listing, Spec

T = TypeVar("T")


class Query(Builder["Query[T]"], Generic[T]):
    """Records to be read, described. Nothing is sent before it is iterated over or asked for an answer."""

    __slots__ = ("_engine",)

    def __init__(self, engine: Engine, listing: Listing) -> None:
        self._engine = engine
        self._listing = listing

    def _of(self, listing: Listing) -> Query[T]:
        return Query(self._engine, listing)

    def __iter__(self) -> Iterator[T]:
        """Every record, page by page.

        Raises:
            IncompletePull: the collection cannot be proved to have come whole.
            OneRosterError: any other fault, by its class.
        """
        progress = self._listing.reading()
        while not progress.done and (page := self._engine.run(progress.next())) is not None:
            yield from progress.deliver(page)
        yield from progress.deliver(None)

    def pages(self) -> Iterator[Page[T]]:
        """The pages as the provider sends them, within the limit; sorted by the provider only."""
        progress = self._listing.reading()
        while not progress.done and (page := self._engine.run(progress.next())) is not None:
            yield progress.cut(page)

    def raw(self) -> Iterator[dict[str, Any]]:
        """The records as they came, as dicts, within the limit; sorted by the provider only."""
        progress = self._listing.reading()
        while not progress.done and (page := self._engine.run(progress.next())) is not None:
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
        return self._engine.run(self._listing.counting())


class AsyncQuery(Builder["AsyncQuery[T]"], Generic[T]):
    """Records to be read, described. Nothing is sent before it is iterated over or asked for an answer."""

    __slots__ = ("_engine",)

    def __init__(self, engine: AsyncEngine, listing: Listing) -> None:
        self._engine = engine
        self._listing = listing

    def _of(self, listing: Listing) -> AsyncQuery[T]:
        return AsyncQuery(self._engine, listing)

    async def __aiter__(self) -> AsyncIterator[T]:
        """Every record, page by page.

        Raises:
            IncompletePull: the collection cannot be proved to have come whole.
            OneRosterError: any other fault, by its class.
        """
        progress = self._listing.reading()
        while not progress.done and (page := await self._engine.run(progress.next())) is not None:
            for record in progress.deliver(page):
                yield record
        for record in progress.deliver(None):
            yield record

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The pages as the provider sends them, within the limit; sorted by the provider only."""
        progress = self._listing.reading()
        while not progress.done and (page := await self._engine.run(progress.next())) is not None:
            yield progress.cut(page)

    async def raw(self) -> AsyncIterator[dict[str, Any]]:
        """The records as they came, as dicts, within the limit; sorted by the provider only."""
        progress = self._listing.reading()
        while not progress.done and (page := await self._engine.run(progress.next())) is not None:
            for item in progress.within(page.raw):
                yield item

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
        return await self._engine.run(self._listing.counting())


def only(found: list[T], query: object) -> T:
    """The only one of these, or the right error."""
    if not found:
        raise NotFound(f"{query!r}: no record matches")
    if len(found) > 1:
        raise QueryError(f"{query!r}: more than one record matches")
    return found[0]


def _whole(engine: Engine | AsyncEngine, operation: str, ids: tuple[str, ...]) -> Listing:
    return Listing(engine.core, engine.core.operations[operation], ids, Spec(page_size=engine.page_size))


def _single(engine: Engine | AsyncEngine, operation: str, ids: tuple[str, ...], fields: tuple[str, ...]) -> Target:
    known = engine.core.operations[operation]
    if not fields:
        return Target(known, ids)
    chosen = list(dict.fromkeys(["sourcedId", *(wire_path(known.model(), name) for name in fields)]))
    return Target(known, ids, {"fields": chosen}, frozenset(chosen))


def sourced_id_of(value: object) -> str:
    """An id as it goes into a path; an empty one would name the collection instead."""
    if not isinstance(value, str) or not value:
        raise QueryError("a sourcedId is a string that is not empty")
    if value in (".", ".."):
        raise QueryError(f"the sourcedId {value!r} cannot be asked for: in a path it means another place")
    return value


class Collection(Query[T]):
    """A collection of one provider, which is also the query for all of its records."""

    __slots__ = ("_ids",)
    _list: ClassVar[str]

    def __init__(self, engine: Engine, ids: tuple[str, ...]) -> None:
        super().__init__(engine, _whole(engine, self._list, ids))
        self._ids = ids

    def _below(self, sourced_id: str) -> tuple[str, ...]:
        return (*self._ids, sourced_id_of(sourced_id))


class Readable(Collection[T]):
    """A collection of which single records can be read by their id."""

    __slots__ = ()
    _get: ClassVar[str]

    def get(self, sourced_id: str, /, *, fields: tuple[str, ...] = ()) -> T:
        """The record with this ``sourcedId``; with `fields`, only these of its fields.

        Raises:
            NotFound: there is none.
        """
        target = _single(self._engine, self._get, self._below(sourced_id), fields)
        return cast(T, self._engine.run(self._engine.core.get(target)))

    def find(self, sourced_id: str, /, *, fields: tuple[str, ...] = ()) -> T | None:
        """The record with this ``sourcedId``, or None if there is none."""
        try:
            return self.get(sourced_id, fields=fields)
        except NotFound:
            return None


class AsyncCollection(AsyncQuery[T]):
    """A collection of one provider, which is also the query for all of its records."""

    __slots__ = ("_ids",)
    _list: ClassVar[str]

    def __init__(self, engine: AsyncEngine, ids: tuple[str, ...]) -> None:
        super().__init__(engine, _whole(engine, self._list, ids))
        self._ids = ids

    def _below(self, sourced_id: str) -> tuple[str, ...]:
        return (*self._ids, sourced_id_of(sourced_id))


class AsyncReadable(AsyncCollection[T]):
    """A collection of which single records can be read by their id."""

    __slots__ = ()
    _get: ClassVar[str]

    async def get(self, sourced_id: str, /, *, fields: tuple[str, ...] = ()) -> T:
        """The record with this ``sourcedId``; with `fields`, only these of its fields.

        Raises:
            NotFound: there is none.
        """
        target = _single(self._engine, self._get, self._below(sourced_id), fields)
        return cast(T, await self._engine.run(self._engine.core.get(target)))

    async def find(self, sourced_id: str, /, *, fields: tuple[str, ...] = ()) -> T | None:
        """The record with this ``sourcedId``, or None if there is none."""
        try:
            return await self.get(sourced_id, fields=fields)
        except NotFound:
            return None


class Item:
    """One record by its id, from which the collections below it are reached. Nothing is sent for it."""

    __slots__ = ("_engine", "_ids")

    def __init__(self, engine: Engine, ids: tuple[str, ...]) -> None:
        self._engine = engine
        self._ids = ids


class AsyncItem:
    """One record by its id, from which the collections below it are reached. Nothing is sent for it."""

    __slots__ = ("_engine", "_ids")

    def __init__(self, engine: AsyncEngine, ids: tuple[str, ...]) -> None:
        self._engine = engine
        self._ids = ids


class Root:
    """What the collections of a client hang on."""

    __slots__ = ("_engine",)
    _engine: Engine


class AsyncRoot:
    """What the collections of a client hang on."""

    __slots__ = ("_engine",)
    _engine: AsyncEngine
