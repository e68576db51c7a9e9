"""Connections that clients share, from the first request to the last: opened when needed, again after a fork.

Who has to wait for a free connection waits here, not in the HTTP library: its queue hands out connections after a
close, and loses one for ever when the task that it was meant for is cancelled.
"""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Final

from ._errors import ConfigError
from ._flow import Answer, Failure, Reply, Send
from ._forks import after_fork
from ._http import AwaitingHttp, BlockingHttp, Wire

_CLOSED: Final = "this client is closed; make a new one"
_NONE_FREE: Final = Failure("no connection became free in time", sent=False, late=True)
_OTHER_LOOP: Final = (
    "this client is used in another event loop, which still runs; make one client for each loop, or aclose() it there"
)


class Pool:
    """Blocking connections. Safe to share between threads."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self._hands: Hands | None = None
        self._opening = threading.Lock()
        self._closed = threading.Event()
        self._left_to_parent: list[Hands] = []
        after_fork(self)

    def hands(self) -> Hands:
        """What a driver works with.

        Raises:
            ConfigError: the pool is closed.
        """
        with self._opening:
            if self._closed.is_set():
                raise ConfigError(_CLOSED)
            if self._hands is None:
                self._hands = Hands(BlockingHttp(self.wire), self.wire.max_connections, self._closed)
            return self._hands

    def close(self) -> None:
        """Close all connections. Who waits for something is told, and nothing can be sent afterwards."""
        with self._opening:
            self._closed.set()
            hands, self._hands = self._hands, None
        if hands is not None:
            hands.http.close()

    def reset_after_fork(self) -> None:
        # The connections are the parent's. They are not closed, which could be seen at the other end, but kept unused.
        if self._hands is not None:
            self._left_to_parent.append(self._hands)
        closed, self._hands = self._closed.is_set(), None
        self._opening, self._closed = threading.Lock(), threading.Event()
        if closed:
            self._closed.set()


class Hands:
    """What the blocking driver works with."""

    def __init__(self, http: BlockingHttp, most: int, closed: threading.Event) -> None:
        self.http = http
        self.lock = threading.Lock()
        self._free = threading.Semaphore(most)
        self._closed = closed

    def send(self, step: Send) -> Answer:
        if not self._free.acquire(blocking=False):
            due = time.monotonic() + step.timeout.total
            if not self._free.acquire(timeout=step.timeout.total):
                return _NONE_FREE
            step = Send(step.request, step.timeout.within(due - time.monotonic()))
        try:
            if not self._closed.is_set():
                answer = self.http.send(step)
                if isinstance(answer, Reply) or not self._closed.is_set():
                    return answer
        except RuntimeError:
            if not self._closed.is_set():
                raise
        finally:
            self._free.release()
        raise ConfigError(_CLOSED)

    def sleep(self, seconds: float) -> None:
        if self._closed.wait(seconds):
            raise ConfigError(_CLOSED)


class AsyncPool:
    """Asynchronous connections. They belong to the event loop in which they are first used, until that ends."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self._hands: AsyncHands | None = None
        self._closed = False
        self._left_to_parent: list[AsyncHands] = []
        after_fork(self)

    def hands(self) -> AsyncHands:
        """What a driver works with.

        Raises:
            ConfigError: the pool is closed, or belongs to another loop.
        """
        if self._closed:
            raise ConfigError(_CLOSED)
        loop = asyncio.get_running_loop()
        if self._hands is not None and self._hands.loop is not loop:
            if not self._hands.loop.is_closed():
                raise ConfigError(_OTHER_LOOP)
            self._hands = None  # what it had ended with its loop
        if self._hands is None:
            self._hands = AsyncHands(AwaitingHttp(self.wire), self.wire.max_connections, loop)
        return self._hands

    async def aclose(self) -> None:
        """Close all connections. Nothing can be sent afterwards."""
        self._closed = True
        hands, self._hands = self._hands, None
        if hands is None or hands.loop.is_closed():
            return
        if hands.loop is not asyncio.get_running_loop():
            raise ConfigError(_OTHER_LOOP)
        hands.closed.set()
        await hands.http.aclose()

    def reset_after_fork(self) -> None:
        if self._hands is not None:
            self._left_to_parent.append(self._hands)
        self._hands = None


class AsyncHands:
    """What the asynchronous driver works with."""

    def __init__(self, http: AwaitingHttp, most: int, loop: asyncio.AbstractEventLoop) -> None:
        self.http = http
        self.loop = loop
        self.lock = asyncio.Lock()
        self._free = asyncio.Semaphore(most)
        self.closed = asyncio.Event()

    async def send(self, step: Send) -> Answer:
        if self._free.locked():
            due = time.monotonic() + step.timeout.total
            try:
                async with asyncio.timeout(step.timeout.total):
                    await self._free.acquire()
            except TimeoutError:
                return _NONE_FREE
            step = Send(step.request, step.timeout.within(due - time.monotonic()))
        else:
            await self._free.acquire()  # which is free, and does not wait
        try:
            if not self.closed.is_set():
                answer = await self.http.send(step)
                if isinstance(answer, Reply) or not self.closed.is_set():
                    return answer
        except RuntimeError:
            if not self.closed.is_set():
                raise
        finally:
            self._free.release()
        raise ConfigError(_CLOSED)

    async def sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.closed.wait()
        except TimeoutError:
            return
        raise ConfigError(_CLOSED)
