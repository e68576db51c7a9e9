"""What every client is made of, whatever its version: settings, connections, a beginning and an end.

What a method needs is loaded when the method is called: to name the classes of clients costs a program next to nothing,
to make a client what it takes to send, and no more.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn, Self, Unpack

from attrs import evolve, field, frozen

from ._config import PREFIX, from_variables
from ._errors import ConfigError
from ._privacy import async_border, border

if TYPE_CHECKING:
    from ._core import Core
    from ._dialect import Dialect
    from ._discovery import Discovery
    from ._http import Wire
    from ._raw import Parameters, RawReply
    from ._setup import Auth, Options
    from ._snapshot import Snapshot, State

DISTRICT: Final = ("orgs", "academic_sessions", "courses", "classes", "users", "enrollments")
"""What most services read."""


@frozen
class Given:
    """What a client was made with."""

    base_url: str
    auth: Auth = field(repr=False)
    version: str | None
    options: Options = field(repr=False)


class _Client:
    """The settings of a client, checked and taken apart."""

    _versions: ClassVar[tuple[str, ...]]

    def __init__(self, base_url: str, *, auth: Auth, version: str | None, **options: Unpack[Options]) -> None:
        self._given = Given(base_url, auth, version, options)
        self._start(*self._prepared(self._given))

    @border
    def with_options(self, **options: Unpack[Options]) -> Self:
        """A client of the same provider that differs in these options alone: ``roster.with_options(page_size=100)``.

        It shares the token, the pace and the connections with this one, and need not be closed: they are closed with
        this one. Tokens go on to be fetched as the options of this one say.

        Raises:
            ConfigError: an option cannot work, or it is of the connections themselves (``http``, ``proxy``, ``ca``,
                ``cert``, ``max_concurrency``).
        """
        given = evolve(self._given, options={**self._given.options, **options})
        core, wire, page_size = self._prepared(given)
        other = type(self).__new__(type(self))
        other.__dict__ |= {**self.__dict__, "_given": given}
        other._share(core, wire, page_size, paced="requests_per_second" in options)
        return other

    @classmethod
    def _prepared(cls, given: Given) -> tuple[Core, Wire, int]:
        from ._setup import prepare

        return prepare(
            given.base_url,
            given.auth,
            given.version,
            given.options,
            versions=cls._versions,
            dialect_of=cls._dialect,
        )

    @classmethod
    @border
    def from_env(
        cls, prefix: str = PREFIX, dotenv: str | os.PathLike[str] | None = None, **options: Unpack[Options]
    ) -> Self:
        """A client from the variables ``ONEROSTER_BASE_URL``, ``_TOKEN_URL``, ``_CLIENT_ID``, ``_CLIENT_SECRET``.

        If they are set, ``_SCOPES`` (apart by blanks; empty asks for all) and ``_VERSION`` count too.

        Args:
            prefix: What the names of the variables begin with.
            dotenv: A file to read those from that the environment does not set. No file is read unless named here.
            **options: See `Options`.

        Raises:
            ConfigError: a variable is missing.
        """
        found = from_variables(prefix, dotenv, os.environ)
        return cls(found.base_url, auth=found.auth, version=found.version or None, **options)

    def _start(self, core: Core, wire: Wire, page_size: int) -> None:
        """Put the engine together; nothing is sent."""
        raise ConfigError(f"{type(self).__name__} is no client")

    def _share(self, core: Core, wire: Wire, page_size: int, *, paced: bool) -> None:
        """Put another engine together over the same connections."""
        raise ConfigError(f"{type(self).__name__} is no client")

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds connections and cannot be pickled: pickle a Connection instead")

    @classmethod
    def _dialect(cls, version: str) -> Dialect:
        """How to speak to a provider of this version."""
        raise ConfigError(f"{cls.__name__} speaks no version of OneRoster")


class Root(_Client):
    """A blocking client. Safe to share between threads; use it in a ``with`` block, or `close` it."""

    def _start(self, core: Core, wire: Wire, page_size: int) -> None:
        from ._engine import Engine
        from ._pool import Pool

        self._engine = Engine(core, Pool(wire), page_size)
        self._owns = True

    def _share(self, core: Core, wire: Wire, page_size: int, *, paced: bool) -> None:
        from ._engine import Engine
        from ._setup import sharing

        shared = sharing(core, self._engine.core, self._engine.pool.wire, wire, paced=paced)
        self._engine = Engine(shared, self._engine.pool, page_size)
        self._owns = False

    @border
    def request(
        self,
        method: str,
        path: str,
        *,
        params: Parameters | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> RawReply:
        """Send what no operation of the standard stands for; signed, repeated, paced and bounded like all the others.

        Args:
            method: ``GET``, ``POST``, ...; what may not be carried out twice is not repeated after a lost answer.
            path: Below the base URL, percent-encoded: ``/rostering/v1p2/vendorThing``.
            params: The query.
            json: The body.
            headers: Beside those of every request.

        Raises:
            QueryError: method or path are none.
            WriteOutcomeUnknown: no answer came to what must not be sent twice.
            OneRosterError: the provider refused or failed; the class follows the status.
        """
        from ._raw import ask

        return self._engine.run(ask(self._engine.core, method, path, params=params, json=json, headers=headers))

    def discover(self) -> Discovery:
        """What the provider publishes of what it offers; from then on, what it does not offer raises `NotOffered`.

        Raises:
            NotOffered: it publishes nothing. OneRoster 1.1 has no discovery.
        """
        return self._engine.run(self._engine.core.discover())

    @border
    def snapshot(
        self,
        names: Iterable[str] = DISTRICT,
        *,
        since: State | None = None,
        restarts: int = 2,
    ) -> Snapshot:
        """Several collections at one time, in memory, those first to whose records others refer.

        If the provider says that its data changed (409, 410, 412, or records that keep moving), all is read again.

        Args:
            names: Collections by their names, such as ``users`` or ``academic_sessions``.
            since: The ``next_state`` of the report of a snapshot before, to read what changed since then; None to read
                everything.
            restarts: How often to begin again, at most.

        Raises:
            QueryError: there is no such collection, or `since` is not what a snapshot gave.
            IncompletePull: a collection cannot be proved to have come whole.
        """
        from ._snapshot import snapshot

        engine = self._engine
        return engine.run(snapshot(engine.core, engine.page_size, names, since, restarts))

    def close(self) -> None:
        """Close all connections. The client cannot be used afterwards, nor those of `with_options`."""
        if self._owns:
            self._engine.pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._engine.core.base_url}>"


class AsyncRoot(_Client):
    """An asynchronous client. Belongs to one event loop; use it in an ``async with`` block, or `aclose` it."""

    def _start(self, core: Core, wire: Wire, page_size: int) -> None:
        from ._engine import AsyncEngine
        from ._pool import AsyncPool

        self._engine = AsyncEngine(core, AsyncPool(wire), page_size)
        self._owns = True

    def _share(self, core: Core, wire: Wire, page_size: int, *, paced: bool) -> None:
        from ._engine import AsyncEngine
        from ._setup import sharing

        shared = sharing(core, self._engine.core, self._engine.pool.wire, wire, paced=paced)
        self._engine = AsyncEngine(shared, self._engine.pool, page_size)
        self._owns = False

    @async_border
    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Parameters | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> RawReply:
        """Send what no operation of the standard stands for; signed, repeated, paced and bounded like all the others.

        Args:
            method: ``GET``, ``POST``, ...; what may not be carried out twice is not repeated after a lost answer.
            path: Below the base URL, percent-encoded: ``/rostering/v1p2/vendorThing``.
            params: The query.
            json: The body.
            headers: Beside those of every request.

        Raises:
            QueryError: method or path are none.
            WriteOutcomeUnknown: no answer came to what must not be sent twice.
            OneRosterError: the provider refused or failed; the class follows the status.
        """
        from ._raw import ask

        return await self._engine.run(ask(self._engine.core, method, path, params=params, json=json, headers=headers))

    async def discover(self) -> Discovery:
        """What the provider publishes of what it offers; from then on, what it does not offer raises `NotOffered`.

        Raises:
            NotOffered: it publishes nothing. OneRoster 1.1 has no discovery.
        """
        return await self._engine.run(self._engine.core.discover())

    @async_border
    async def snapshot(
        self,
        names: Iterable[str] = DISTRICT,
        *,
        since: State | None = None,
        restarts: int = 2,
    ) -> Snapshot:
        """Several collections at one time, in memory, those first to whose records others refer.

        If the provider says that its data changed (409, 410, 412, or records that keep moving), all is read again.

        Args:
            names: Collections by their names, such as ``users`` or ``academic_sessions``.
            since: The ``next_state`` of the report of a snapshot before, to read what changed since then; None to read
                everything.
            restarts: How often to begin again, at most.

        Raises:
            QueryError: there is no such collection, or `since` is not what a snapshot gave.
            IncompletePull: a collection cannot be proved to have come whole.
        """
        from ._snapshot import snapshot

        engine = self._engine
        return await engine.run(snapshot(engine.core, engine.page_size, names, since, restarts))

    async def aclose(self) -> None:
        """Close all connections. The client cannot be used afterwards, nor those of `with_options`."""
        if self._owns:
            await self._engine.pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._engine.core.base_url}>"
