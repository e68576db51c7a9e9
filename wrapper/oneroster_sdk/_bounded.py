"""Connections, mended below the HTTP library: none is lost, and none of the blocking client's waits is too long.

A timeout of the HTTP library begins anew with every byte, so that an answer which drips goes on for ever, and none
holds for the look-up of a host's name; and a connection that is made just when its task is cancelled stays open.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Final

from ._timeout import MOMENT

TOO_SLOW: Final = "the look-up took too long"


CLOSED: Final = "closed meanwhile"
GRACE: Final = 0.1
"""Seconds that a connection may take which nobody waits for any more."""
AT_ONCE: Final = 256 * 1024
"""Bytes that are taken from a connection at a time. The HTTP libraries take a quarter of that, and do four times as
much for a page of a thousand records."""


class Unresolved(Exception):
    """The address of a host cannot be found; why, in the words of the system."""


class Due:
    """When the call of each thread must be over, and whether all is over."""

    def __init__(self) -> None:
        self.closed = False
        self._own = threading.local()

    def until(self, moment: float) -> _Until:
        """While it lasts, hold this thread's waits to that moment of the monotonic clock."""
        return _Until(self._own, moment)

    def left(self, timeout: float | None) -> float | None:
        """A wait of the HTTP library, but no longer than what is left. Outside of a call it stays as it is."""
        moment: float | None = getattr(self._own, "moment", None)
        if moment is None:
            return timeout
        seconds = max(moment - time.monotonic(), MOMENT)
        return seconds if timeout is None else min(timeout, seconds)


class _Until:
    def __init__(self, own: threading.local, moment: float) -> None:
        self._own, self._moment = own, moment

    def __enter__(self) -> None:
        self._own.moment = self._moment

    def __exit__(self, *_: object) -> None:
        del self._own.moment


class Backend:
    """What the HTTP library opens connections with, held to `due`."""

    def __init__(self, inner: Any, due: Due) -> None:
        self._inner = inner
        self._due = due

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **options: Any) -> Stream:
        started = time.monotonic()
        addresses = _addresses(host, port, self._due.left(timeout))
        for number, address in enumerate(addresses, 1):
            rest = None if timeout is None else max(timeout - (time.monotonic() - started), MOMENT)
            try:
                found = Stream(self._inner.connect_tcp(address, port, self._due.left(rest), **options), self._due)
                break
            except Exception:
                if number == len(addresses):
                    raise
        else:
            raise Unresolved("no address associated")
        if self._due.closed:
            found.close()
            raise Unresolved(CLOSED)
        return found

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class AsyncBackend:
    """What the HTTP library opens connections with, in a loop: one that is made after all is over is closed again."""

    def __init__(self, inner: Any) -> None:
        self.closed = False
        self._inner = inner

    async def connect_tcp(self, *arguments: Any, **options: Any) -> Any:
        # Cancelled just when a connection is made, the libraries below would lose it, open as it is.
        connecting = asyncio.get_running_loop().create_task(self._inner.connect_tcp(*arguments, **options))
        try:
            found = await asyncio.shield(connecting)
        except asyncio.CancelledError:
            await _abandon(connecting)
            raise
        if self.closed:
            await found.aclose()
            raise Unresolved(CLOSED)
        return found

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


async def _abandon(connecting: asyncio.Task[Any]) -> None:
    """Close a connection that nobody wants any more, once it is made; one that is not made soon is given up."""
    try:
        await asyncio.wait([connecting], timeout=GRACE)
    finally:
        connecting.cancel()  # which does nothing to one that has ended
    await asyncio.wait([connecting])
    if not connecting.cancelled() and connecting.exception() is None:
        await connecting.result().aclose()


class Stream:
    """One connection, held to `due`."""

    def __init__(self, inner: Any, due: Due) -> None:
        self._inner = inner
        self._due = due
        self._busy = threading.Lock()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._busy:
            data: bytes = self._inner.read(max(max_bytes, AT_ONCE), self._due.left(timeout))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with self._busy:
            self._inner.write(buffer, self._due.left(timeout))

    def close(self) -> None:
        # Closing alone does not wake up another thread that waits for bytes.
        with suppress(OSError):
            self._inner.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        # Not under the hands of that thread: the system may give the number of the socket to the next connection.
        free = self._busy.acquire(timeout=1)
        try:
            self._inner.close()
        finally:
            if free:
                self._busy.release()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Stream:
        return Stream(self._inner.start_tls(ssl_context, server_hostname, self._due.left(timeout)), self._due)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _addresses(host: str, port: int, timeout: float | None) -> list[str]:
    """The addresses of a host. The system's look-up cannot be interrupted, so it is left behind when time is up."""
    if _is_address(host):
        return [host]
    found: SimpleQueue[list[str] | str] = SimpleQueue()

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            found.put(str(error))
        else:
            found.put(list(dict.fromkeys(str(entry[4][0]) for entry in entries)))

    threading.Thread(target=look_up, name="oneroster-look-up", daemon=True).start()
    try:
        addresses = found.get(timeout=timeout)
    except Empty:
        addresses = TOO_SLOW
    if isinstance(addresses, str):
        raise Unresolved(addresses)
    return addresses


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
