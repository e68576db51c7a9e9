"""Questions for pages, put on the HTTP library's connections with less ado than it makes itself.

The library opens and keeps the connections, and the first request on each is its own. Between two requests it does not
know that others went by. Its parser is written in Python and takes a tenth of the time of a page; llhttp is not, but
does not take all that the other does. What it cannot read is asked for again, and from then on in the library's way.
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

from attrs import define

from ._bounded import AT_ONCE
from ._incoming import Incoming, Unreadable

EXTENSION: Final = "oneroster_sdk"
"""Under which a request bears the `Lean` of its origin, if it may go this way."""
_LONG_AGO: Final = float("-inf")
_TEXT: Final = rb"[!-~\x80-\xff]"
_HEAD: Final = re.compile(
    rb"GET [!-~]++ HTTP/1\.1\r\n"
    rb"(?:[0-9A-Za-z!#$%&'*+.^_`|~-]++: (?:" + _TEXT + rb"++(?:[\t ]++" + _TEXT + rb"++)*+)?\r\n)++\r\n"
)
"""The head of a request as RFC 9112 has it. The library says what is wrong with any other."""


_NEEDED: Final = frozenset({"_state", "_state_lock", "_expire_at", "_keepalive_expiry", "_network_stream"})
"""What is used of the insides of the library's connections. To one that has other names it is left."""


@define
class Lean:
    """What is known of one origin.

    Attributes:
        core: The package of the connections.
        works: Whether all that came could be read.
    """

    core: Any
    works: bool = True


def make_lean(pool: Any, core: Any) -> None:
    """Have the direct connections that a pool of the package `core` makes take such questions."""
    kinds = {core.HTTPConnection: _Connection, core.AsyncHTTPConnection: _AsyncConnection}
    ours = {kind: type(kind.__name__, (lean, kind), {}) for kind, lean in kinds.items()}
    create = pool.create_connection

    def create_connection(origin: Any) -> Any:
        found = create(origin)
        found.__class__ = ours.get(found.__class__, found.__class__)  # those through proxies stay as they are
        return found

    pool.create_connection = create_connection


class _Connection:
    """Before the library's own class, one blocking connection."""

    _connection: Any
    """What it became once it was open."""

    def handle_request(self, request: Any) -> Any:
        head = _head(self._connection, request)
        if head is None:
            return super().handle_request(request)  # type: ignore[misc]  # of the library's class
        with self._connection._state_lock:
            exchange = _Exchange(self._connection, request)
        try:
            return exchange.response(head)
        except BaseException:
            exchange.close()
            raise


class _AsyncConnection:
    """Before the library's own class, one asynchronous connection."""

    _connection: Any

    async def handle_async_request(self, request: Any) -> Any:
        head = _head(self._connection, request)
        if head is None:
            return await super().handle_async_request(request)  # type: ignore[misc]  # of the library's class
        exchange = _AsyncExchange(self._connection, request)
        try:
            return await exchange.response(head)
        except BaseException:
            await exchange.aclose()
            raise


def _head(connection: Any, request: Any) -> bytes | None:
    """What is sent; None if the library must send it."""
    lean = request.extensions.get(EXTENSION)
    if lean is None or not lean.works or connection is None or not connection.__dict__.keys() >= _NEEDED:
        return None
    lines = [b"%b: %b\r\n" % header for header in request.headers]
    head = b"%b %b HTTP/1.1\r\n%b\r\n" % (request.method, request.url.target, b"".join(lines))
    return head if _HEAD.fullmatch(head) else None


class _Asked:
    """A question on a connection, and what came of it so far. It ends with `_release`."""

    def __init__(self, connection: Any, request: Any) -> None:
        self._lean: Lean = request.extensions[EXTENSION]
        if not connection.is_idle():
            raise self._lean.core.ConnectionNotAvailable  # another thread was quicker; the pool looks for another one
        self._states = type(connection._state)
        connection._state, connection._expire_at = self._states.ACTIVE, None
        self._on, self._stream = connection, connection._network_stream
        self._seconds = request.extensions["timeout"]
        self._incoming = Incoming()
        self._first: list[bytes] = []
        self._is_over = False

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

    def _answered(self) -> Any:
        return self._lean.core.Response(self._incoming.status, headers=self._incoming.headers, content=self)

    def _release(self) -> None:
        """Leave the connection as the library leaves one after an answer. It closes those that have expired."""
        connection, states = self._on, self._states
        if self._is_over:
            return
        self._is_over = True
        self._incoming.close()
        if connection._state is states.ACTIVE:  # not if it was closed meanwhile
            rest = connection._keepalive_expiry
            again = self._incoming.is_whole and self._incoming.keeps_alive
            connection._expire_at = _LONG_AGO if not again else None if rest is None else time.monotonic() + rest
            connection._state = states.IDLE


class _Exchange(_Asked):
    """Blocking."""

    def response(self, head: bytes) -> Any:
        self._stream.write(head, self._seconds["write"])
        while not self._incoming.status:
            self._first = self._more()
        return self._answered()

    def _more(self) -> list[bytes]:
        return self._taken(self._stream.read(AT_ONCE, self._seconds["read"]))

    def __iter__(self) -> Iterator[bytes]:
        yield from self._first
        while not self._incoming.is_whole:
            yield from self._more()

    def close(self) -> None:
        with self._on._state_lock:
            self._release()


class _AsyncExchange(_Asked):
    """Asynchronous."""

    async def response(self, head: bytes) -> Any:
        await self._stream.write(head, self._seconds["write"])
        while not self._incoming.status:
            self._first = await self._more()
        return self._answered()

    async def _more(self) -> list[bytes]:
        return self._taken(await self._stream.read(AT_ONCE, self._seconds["read"]))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._first:
            yield piece
        while not self._incoming.is_whole:
            for piece in await self._more():
                yield piece

    async def aclose(self) -> None:
        self._release()
