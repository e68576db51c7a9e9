"""Questions for pages on connections that the HTTP library opened and keeps, with less ado than it makes itself.

Its parser and the queue of its pool are written for any use, and take a fifth of the time of a page of 100 records.
Here a connection that rests is taken, asked and laid back, and what comes is read by llhttp, which is quicker and
stricter. An answer that llhttp does not take counts as lost: it is asked for again as the `RetryPolicy` says, from then
on in the library's way.
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Self

from ._bounded import AT_ONCE
from ._incoming import Incoming, Unreadable

_LONG_AGO: Final = float("-inf")
_TEXT: Final = rb"[!-~\x80-\xff]"
_VALUE: Final = rb": (?:" + _TEXT + rb"++(?:[\t ]++" + _TEXT + rb"++)*)?\r\n"
_HEAD: Final = re.compile(
    rb"GET [!-~]++ HTTP/1\.1\r\nHost" + _VALUE + rb"(?:"
    rb"(?!(?i:host|connection|content-length|expect|transfer-encoding|upgrade):)"
    rb"[0-9A-Za-z!#$%&'*+.^_`|~-]++" + _VALUE + rb")*\r\n"
)
"""The head of a request as RFC 9112 has it, which promises no body and says nothing of the connection. The library says
what is wrong with any other, or does what it says.
"""
_NEEDED: Final = frozenset({"_state", "_state_lock", "_expire_at", "_keepalive_expiry", "_network_stream"})
"""What is used of the insides of a connection. One that has other names is left to the library."""


class Lean:
    """The connections of a pool to one origin, for questions of one kind.

    Attributes:
        core: The package of the connections.
        pool: Where they are kept.
        works: Whether all that came could be read.
    """

    def __init__(self, core: Any, pool: Any, origin: Any, kind: type[Exchange | AsyncExchange]) -> None:
        self.core, self.pool = core, pool
        self.works = True
        self._origin, self._kind = origin, kind
        self._outer, self._inner = getattr(core, kind.outer), getattr(core, kind.inner)

    def asked(
        self, target: bytes, headers: Sequence[tuple[bytes, bytes]], seconds: Mapping[str, float]
    ) -> Exchange | AsyncExchange | None:
        """A question on a connection that is taken for it; None if the library must ask it."""
        head = head_of(target, headers) if self.works else None
        if head is None:
            return None
        for connection in tuple(self.pool._connections):  # other threads may change them meanwhile
            inner = connection._connection if type(connection) is self._outer else None  # not one through a proxy
            if not self._is_known(inner) or not connection.can_handle_request(self._origin):
                continue
            if not connection.has_expired() and self._kind.takes(inner):
                return self._kind(self, inner, head, seconds)
        return None

    def _is_known(self, connection: Any) -> bool:
        return type(connection) is self._inner and connection.__dict__.keys() >= _NEEDED


def head_of(target: bytes, headers: Sequence[tuple[bytes, bytes]]) -> bytes | None:
    """The head of a request as it is sent; None if it must not be sent so."""
    lines = [b"%b: %b\r\n" % header for header in headers]
    head = b"GET %b HTTP/1.1\r\n%b\r\n" % (target, b"".join(lines))
    # A line end in a name or a value would make another header of it, a colon in a name another name.
    is_as_given = head.count(b"\n") == len(lines) + 2 and not any(b":" in name for name, _ in headers)
    return head if is_as_given and _HEAD.fullmatch(head) else None


def _take(connection: Any) -> bool:
    """Have the library see a connection at rest as busy; False if it is busy."""
    if not connection.is_idle():
        return False
    states: Any = connection._state.__class__
    connection._state, connection._expire_at = states.ACTIVE, None
    return True


class _Asked:
    """A question on a connection, and what came of it so far; like an answer of the library's.

    Attributes:
        status: Of the answer, once its head has come.
        headers: Names and values, likewise.
    """

    def __init__(self, lean: Lean, connection: Any, head: bytes, seconds: Mapping[str, float]) -> None:
        self._lean, self._connection, self._head, self._seconds = lean, connection, head, seconds
        self._stream = connection._network_stream
        self._incoming = Incoming()
        self._pieces: list[bytes] = []
        self._is_over = False

    @property
    def status(self) -> int:
        return self._incoming.status

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return self._incoming.headers

    @property
    def stream(self) -> Self:
        return self

    def _taken(self, data: bytes) -> list[bytes]:
        """The pieces of the body in what came; nothing means that nothing more will come."""
        if not data:
            if self._incoming.ended():
                return []
            raise self._lean.core.RemoteProtocolError("the connection was closed before the answer was whole")
        try:
            return self._incoming.feed(data)
        except Unreadable:
            self._lean.works = False
        raise self._lean.core.RemoteProtocolError("what came is no answer")

    def _laid_back(self) -> bool:
        """Let the library have the connection again, as after an answer; whether it must be closed."""
        connection = self._connection
        self._incoming.close()
        states: Any = connection._state.__class__
        if self._is_over or connection._state is not states.ACTIVE:  # closed meanwhile
            return False
        self._is_over, rest = True, connection._keepalive_expiry
        if not self._incoming.is_whole or not self._incoming.keeps_alive:
            connection._expire_at = _LONG_AGO  # and busy until it is closed, so that nobody takes it
            return True
        connection._expire_at = None if rest is None else time.monotonic() + rest
        connection._state = states.IDLE
        return False


class Exchange(_Asked):
    """A question on a blocking connection."""

    outer: Final = "HTTPConnection"
    inner: Final = "HTTP11Connection"

    @staticmethod
    def takes(connection: Any) -> bool:
        """Take a connection, if it is at rest."""
        with connection._state_lock:
            return _take(connection)

    def handle_request(self, _: None) -> Self:
        """Send it and wait for the head of the answer."""
        try:
            with suppress(self._lean.core.WriteError):  # a server that stopped listening may have answered all the same
                self._stream.write(self._head, self._seconds["write"])
            while not self.status:
                self._pieces = self._more()
        except BaseException:
            self.close()
            raise
        return self

    def _more(self) -> list[bytes]:
        return self._taken(self._stream.read(AT_ONCE, self._seconds["read"]))

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        while not self._incoming.is_whole:
            yield from self._more()

    def close(self) -> None:
        """End it. The library closes connections that have expired, and this one if it cannot be used again."""
        with self._connection._state_lock:
            is_spent = self._laid_back()
        if is_spent:
            with self._lean.pool._optional_thread_lock:
                spent = self._lean.pool._assign_requests_to_connections()
            self._lean.pool._close_connections(spent)


class AsyncExchange(_Asked):
    """A question on an asynchronous connection."""

    outer: Final = "AsyncHTTPConnection"
    inner: Final = "AsyncHTTP11Connection"
    takes: Final = staticmethod(_take)

    async def handle_async_request(self, _: None) -> Self:
        """Send it and wait for the head of the answer."""
        try:
            with suppress(self._lean.core.WriteError):  # as above
                await self._stream.write(self._head, self._seconds["write"])
            while not self.status:
                self._pieces = await self._more()
        except BaseException:
            await self.aclose()
            raise
        return self

    async def _more(self) -> list[bytes]:
        return self._taken(await self._stream.read(AT_ONCE, self._seconds["read"]))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece
        while not self._incoming.is_whole:
            for piece in await self._more():
                yield piece

    async def aclose(self) -> None:
        """End it, as above."""
        if self._laid_back():
            with self._lean.pool._optional_thread_lock:
                spent = self._lean.pool._assign_requests_to_connections()
            await self._lean.pool._close_connections(spent)
