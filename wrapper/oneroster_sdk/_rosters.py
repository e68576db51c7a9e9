"""Clients for many districts, opened when needed, so many of them at a time and no more."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from inspect import isawaitable
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from attrs import define, field

from ._client import AsyncOneRoster, OneRoster
from ._connection import Connection
from ._errors import ConfigError, TransportError
from ._forks import after_fork
from ._timeout import check_seconds

C = TypeVar("C", OneRoster, AsyncOneRoster)

MAX_OPEN: Final = 50
WAIT: Final = 60.0


@define(eq=False)
class Place(Generic[C]):
    """A client that is open or about to be, and how many use it now."""

    opening: Any
    """A lock: of all that want the client, one opens it."""
    client: C | None = None
    users: int = 0


@define(eq=False)
class Shelf(Generic[C]):
    """Which clients are open; the one whose use is longest ago comes first. It decides; others wait, open and close."""

    max_open: int
    lock: Callable[[], Any]
    places: OrderedDict[str, Place[C]] = field(factory=OrderedDict[str, Place[C]])
    closed: bool = False

    def take(self, key: str) -> tuple[Place[C] | None, C | None]:
        """The place of this key, or None if all are in use; and a client that has to be closed for it.

        Raises:
            ConfigError: the shelf is closed.
        """
        if self.closed:
            raise ConfigError("these rosters are closed; make new ones")
        leaving = None
        if key not in self.places:
            if len(self.places) >= self.max_open:
                idle = next((name for name, place in self.places.items() if not place.users), None)
                if idle is None:
                    return None, None
                leaving = self.places.pop(idle).client
            self.places[key] = Place(self.lock())
        self.places.move_to_end(key)
        self.places[key].users += 1
        return self.places[key], leaving

    def give_back(self, key: str, place: Place[C]) -> C | None:
        """One user less; the client, if nobody will use it again."""
        place.users -= 1
        return None if place.users or self.places.get(key) is place else place.client

    def forget(self, key: str) -> C | None:
        """Have the next user of this key get a new client; the old one, if nobody uses it now."""
        place = self.places.pop(key, None)
        return None if place is None or place.users else place.client

    def close(self) -> list[C]:
        """Give nothing out any more; the clients that nobody uses now."""
        self.closed = True
        found = [self.forget(key) for key in tuple(self.places)]
        return [client for client in found if client is not None]


def _checked(max_open: int, wait: float) -> None:
    if max_open < 1:
        raise ConfigError(f"Rosters(max_open={max_open}): one client is open at least")
    check_seconds("Rosters", "wait", wait)


def _all_in_use(max_open: int, wait: float, key: str) -> TransportError:
    message = f"all {max_open} clients were in use for {wait:g} seconds; raise max_open, or use fewer at the same time"
    return TransportError(message, retryable=True, name=key)


class Rosters:
    """Blocking clients for many districts, each by a key of yours. Safe to share between threads.

    A client stays open after its use, with its connections and its token, until another district needs its place.

    Args:
        load: Gives the `Connection` of a key; called when no client of that key is open.
        max_open: How many clients are open at a time, at most.
        wait: Seconds to wait for a place when all are in use.

    Raises:
        ConfigError: one of these cannot be.
    """

    def __init__(self, load: Callable[[str], Connection], *, max_open: int = MAX_OPEN, wait: float = WAIT) -> None:
        _checked(max_open, wait)
        self._load = load
        self._wait = wait
        self._shelf = Shelf[OneRoster](max_open, threading.Lock)
        self._changed = threading.Condition()
        after_fork(self)

    @contextmanager
    def open(self, key: str) -> Generator[OneRoster]:
        """The client of this key, for as long as the block lasts. It has the key as its name, if it has no other.

        Raises:
            TransportError: all clients are in use for too long.
            ConfigError: the rosters are closed. What `load` raises comes through as it is.
        """
        place = self._take(key)
        try:
            with place.opening:
                if place.client is None:
                    place.client = self._load(key).named(key).open()
            yield place.client
        finally:
            with self._changed:
                last = self._shelf.give_back(key, place)
                self._changed.notify_all()
            if last is not None:
                last.close()

    def forget(self, key: str) -> None:
        """Open a new client at the next use of this key, for what `load` says has changed."""
        with self._changed:
            client = self._shelf.forget(key)
            self._changed.notify_all()
        if client is not None:
            client.close()

    def close(self) -> None:
        """Close all clients: now, or at the end of the block that uses them. Nothing can be opened afterwards."""
        with self._changed:
            clients = self._shelf.close()
            self._changed.notify_all()
        for client in clients:
            client.close()

    def reset_after_fork(self) -> None:
        # Of the threads that used clients, at most the one that forked goes on here.
        self._changed = threading.Condition()
        self._shelf = Shelf[OneRoster](self._shelf.max_open, threading.Lock, closed=self._shelf.closed)

    def _take(self, key: str) -> Place[OneRoster]:
        due = time.monotonic() + self._wait
        with self._changed:
            while True:
                place, leaving = self._shelf.take(key)
                if place is not None:
                    break
                if not self._changed.wait(due - time.monotonic()):
                    raise _all_in_use(self._shelf.max_open, self._wait, key)
        if leaving is not None:
            leaving.close()
        return place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncRosters:
    """Asynchronous clients for many districts, each by a key of yours. They belong to one event loop.

    A client stays open after its use, with its connections and its token, until another district needs its place.

    Args:
        load: Gives the `Connection` of a key, or awaits it; called when no client of that key is open.
        max_open: How many clients are open at a time, at most.
        wait: Seconds to wait for a place when all are in use.

    Raises:
        ConfigError: one of these cannot be.
    """

    def __init__(
        self,
        load: Callable[[str], Connection | Awaitable[Connection]],
        *,
        max_open: int = MAX_OPEN,
        wait: float = WAIT,
    ) -> None:
        _checked(max_open, wait)
        self._load = load
        self._wait = wait
        self._shelf = Shelf[AsyncOneRoster](max_open, asyncio.Lock)
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def open(self, key: str) -> AsyncGenerator[AsyncOneRoster]:
        """The client of this key, for as long as the block lasts. It has the key as its name, if it has no other.

        Raises:
            TransportError: all clients are in use for too long.
            ConfigError: the rosters are closed. What `load` raises comes through as it is.
        """
        place = await self._take(key)
        try:
            async with place.opening:
                if place.client is None:
                    place.client = await self._opened(key)
            yield place.client
        finally:
            last = self._shelf.give_back(key, place)
            await self._tell()
            if last is not None:
                await last.aclose()

    async def forget(self, key: str) -> None:
        """Open a new client at the next use of this key, for what `load` says has changed."""
        client = self._shelf.forget(key)
        await self._tell()
        if client is not None:
            await client.aclose()

    async def aclose(self) -> None:
        """Close all clients: now, or at the end of the block that uses them. Nothing can be opened afterwards."""
        clients = self._shelf.close()
        await self._tell()
        for client in clients:
            await client.aclose()

    async def _take(self, key: str) -> Place[AsyncOneRoster]:
        place, leaving = None, None
        try:
            async with asyncio.timeout(self._wait), self._changed:
                while place is None:
                    place, leaving = self._shelf.take(key)
                    if place is None:
                        await self._changed.wait()
        except TimeoutError:
            pass
        if place is None:
            raise _all_in_use(self._shelf.max_open, self._wait, key)
        if leaving is not None:
            await leaving.aclose()
        return place

    async def _opened(self, key: str) -> AsyncOneRoster:
        found = self._load(key)
        connection = await found if isawaitable(found) else found
        return connection.named(key).open(AsyncOneRoster)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
