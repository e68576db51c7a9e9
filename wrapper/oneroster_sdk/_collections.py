"""Collections as callers hold them, blocking and asynchronous twins with the same names.

The typed face of each version (``_v1p2.py``) is made of these: a place below some records, and a mixin for each thing
that can be done there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Generic, NoReturn, TypeVar, cast

from ._engine import AsyncEngine, Engine
from ._errors import NotOffered
from ._listing import Listing, single, sourced_id_of, whole
from ._lookups import find, get
from ._privacy import async_border, border
from ._reading import AsyncQuery, Query
from ._writing import Saved, Writer

T = TypeVar("T")


class Place:
    """Where something stands: below which records, by their ids. Nothing is sent for it."""

    _engine: Engine

    def __init__(self, engine: Engine, ids: tuple[str, ...]) -> None:
        self._engine = engine
        self._ids = ids

    def _below(self, sourced_id: object) -> tuple[str, ...]:
        return (*self._ids, sourced_id_of(sourced_id))


class AsyncPlace:
    """Where something stands: below which records, by their ids. Nothing is sent for it."""

    _engine: AsyncEngine

    def __init__(self, engine: AsyncEngine, ids: tuple[str, ...]) -> None:
        self._engine = engine
        self._ids = ids

    def _below(self, sourced_id: object) -> tuple[str, ...]:
        return (*self._ids, sourced_id_of(sourced_id))


class Collection(Place, Query[T]):
    """A collection of one provider, which is also the query for all of its records."""

    _list: ClassVar[str]

    def _listing(self) -> Listing:
        return _whole(self._engine, self._list, self._ids)


class AsyncCollection(AsyncPlace, AsyncQuery[T]):
    """A collection of one provider, which is also the query for all of its records."""

    _list: ClassVar[str]

    def _listing(self) -> Listing:
        return _whole(self._engine, self._list, self._ids)


def _whole(engine: Engine | AsyncEngine, operation: str, ids: tuple[str, ...]) -> Listing:
    return whole(engine.core, engine.core.operation(operation), engine.page_size, ids)


class WriteOnly(Place, Generic[T]):
    """A collection that the standard lets clients write to, but not read."""

    def __iter__(self) -> NoReturn:
        raise NotOffered(_UNREADABLE)


class AsyncWriteOnly(AsyncPlace, Generic[T]):
    """A collection that the standard lets clients write to, but not read."""

    def __aiter__(self) -> NoReturn:
        raise NotOffered(_UNREADABLE)


_UNREADABLE = "the standard lets clients write here, but not read; read these records where they are listed"


class Gettable(Place, Generic[T]):
    """Single records can be read by their id."""

    _get: ClassVar[str]

    @border
    def get(self, sourced_id: str, /, *, fields: tuple[str, ...] = ()) -> T:
        """The record with this ``sourcedId``; with `fields`, only these of its fields.

        Raises:
            NotFound: there is none.
        """
        core = self._engine.core
        target = single(core, self._get, self._below(sourced_id), fields)
        return cast(T, self._engine.run(get(core, target)))

    @border
    def find(self, sourced_id: str, /, *, fields: tuple[str, ...] = ()) -> T | None:
        """The record with this ``sourcedId``, or None if there is none."""
        core = self._engine.core
        target = single(core, self._get, self._below(sourced_id), fields)
        return cast(T | None, self._engine.run(find(core, target)))


class AsyncGettable(AsyncPlace, Generic[T]):
    """Single records can be read by their id."""

    _get: ClassVar[str]

    @async_border
    async def get(self, sourced_id: str, /, *, fields: tuple[str, ...] = ()) -> T:
        """The record with this ``sourcedId``; with `fields`, only these of its fields.

        Raises:
            NotFound: there is none.
        """
        core = self._engine.core
        target = single(core, self._get, self._below(sourced_id), fields)
        return cast(T, await self._engine.run(get(core, target)))

    @async_border
    async def find(self, sourced_id: str, /, *, fields: tuple[str, ...] = ()) -> T | None:
        """The record with this ``sourcedId``, or None if there is none."""
        core = self._engine.core
        target = single(core, self._get, self._below(sourced_id), fields)
        return cast(T | None, await self._engine.run(find(core, target)))


class Puttable(Place, Generic[T]):
    """Records can be put under their own id, new or in place of what stands there."""

    _put: ClassVar[str]

    @border
    def put(self, record: T, /) -> None:
        """Write the record under its ``sourcedId``; a record that stands there is replaced.

        References are given their ``href`` and ``type`` where they lack them.

        Raises:
            WriteRefused: the standard does not allow the record as it is; nothing was sent.
        """
        self._engine.run(Writer(self._engine.core).put(self._put, self._ids, cast(Any, record)))

    @border
    def save_many(self, records: Iterable[T], /) -> Saved:
        """Put one record after the other, whatever becomes of the others; what failed is in the answer.

        Raises:
            WriteRefused: the standard does not allow one of the records; nothing was sent.
        """
        return self._engine.run(Writer(self._engine.core).put_many(self._put, self._ids, cast(Any, list(records))))


class AsyncPuttable(AsyncPlace, Generic[T]):
    """Records can be put under their own id, new or in place of what stands there."""

    _put: ClassVar[str]

    @async_border
    async def put(self, record: T, /) -> None:
        """Write the record under its ``sourcedId``; a record that stands there is replaced.

        References are given their ``href`` and ``type`` where they lack them.

        Raises:
            WriteRefused: the standard does not allow the record as it is; nothing was sent.
        """
        await self._engine.run(Writer(self._engine.core).put(self._put, self._ids, cast(Any, record)))

    @async_border
    async def save_many(self, records: Iterable[T], /) -> Saved:
        """Put one record after the other, whatever becomes of the others; what failed is in the answer.

        Raises:
            WriteRefused: the standard does not allow one of the records; nothing was sent.
        """
        writer = Writer(self._engine.core)
        return await self._engine.run(writer.put_many(self._put, self._ids, cast(Any, list(records))))


class Deletable(Place, Generic[T]):
    """Records can be deleted by their id."""

    _delete: ClassVar[str]

    @border
    def delete(self, sourced_id: str, /) -> None:
        """Delete the record. A provider may only mark it (``tobedeleted``), so that it can still be read.

        Raises:
            NotFound: there is none, and this call has not deleted it.
        """
        self._engine.run(Writer(self._engine.core).delete(self._delete, self._below(sourced_id)))


class AsyncDeletable(AsyncPlace, Generic[T]):
    """Records can be deleted by their id."""

    _delete: ClassVar[str]

    @async_border
    async def delete(self, sourced_id: str, /) -> None:
        """Delete the record. A provider may only mark it (``tobedeleted``), so that it can still be read.

        Raises:
            NotFound: there is none, and this call has not deleted it.
        """
        await self._engine.run(Writer(self._engine.core).delete(self._delete, self._below(sourced_id)))


class Creatable(Place, Generic[T]):
    """Records can be created, many at a time; the provider allots their ids."""

    _post: ClassVar[str]

    @border
    def create(self, records: Iterable[T], /, *, chunk: int = 500) -> Mapping[str, str]:
        """Create these records, `chunk` of them with each request.

        Their ids are the caller's own, to tell them apart; the answer has the ids that the provider gave, by those.

        Raises:
            WriteRefused: the standard does not allow one of the records; nothing was sent.
            PartialWrite: the provider did not say for each record under which id it stands.
            WriteOutcomeUnknown: no answer came, so that nobody knows whether the records were created.
        """
        return self._engine.run(
            Writer(self._engine.core).create(self._post, self._ids, cast(Any, list(records)), chunk)
        )

    @border
    def save_many(self, records: Iterable[T], /, *, chunk: int = 500) -> Saved:
        """Create these records; where the provider's version has no way to, put each under its own id.

        Raises:
            WriteRefused: the standard does not allow one of the records; nothing was sent.
        """
        writer = Writer(self._engine.core)
        return self._engine.run(writer.save_many(self._post, self._ids, cast(Any, list(records)), chunk))


class AsyncCreatable(AsyncPlace, Generic[T]):
    """Records can be created, many at a time; the provider allots their ids."""

    _post: ClassVar[str]

    @async_border
    async def create(self, records: Iterable[T], /, *, chunk: int = 500) -> Mapping[str, str]:
        """Create these records, `chunk` of them with each request.

        Their ids are the caller's own, to tell them apart; the answer has the ids that the provider gave, by those.

        Raises:
            WriteRefused: the standard does not allow one of the records; nothing was sent.
            PartialWrite: the provider did not say for each record under which id it stands.
            WriteOutcomeUnknown: no answer came, so that nobody knows whether the records were created.
        """
        writer = Writer(self._engine.core)
        return await self._engine.run(writer.create(self._post, self._ids, cast(Any, list(records)), chunk))

    @async_border
    async def save_many(self, records: Iterable[T], /, *, chunk: int = 500) -> Saved:
        """Create these records; where the provider's version has no way to, put each under its own id.

        Raises:
            WriteRefused: the standard does not allow one of the records; nothing was sent.
        """
        writer = Writer(self._engine.core)
        return await self._engine.run(writer.save_many(self._post, self._ids, cast(Any, list(records)), chunk))
