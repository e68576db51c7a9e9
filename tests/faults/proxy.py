"""A proxy between client and provider that does to each request what its plan says.

It runs in a thread with an event loop of its own, and knows as much of HTTP/1.1 as it needs: to tell requests apart,
and to spoil answers in the right place.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit

from attrs import frozen

from . import wires
from .faults import Asked, Break, Choice, Down, Drip, Edit, Event, Fault, Instead
from .wires import Answer

_LONGEST_HEAD = 64 * 1024
_PATIENCE = 10.0
_GATEWAY = Answer(502, (("Content-Type", "text/html"),), b"<!DOCTYPE html><html><title>Bad gateway</title></html>")


def faultless(asked: Asked) -> Fault | None:
    """The plan by which all goes well."""
    return None


@frozen
class _Request:
    """A request as it came, for the provider."""

    method: str
    path: str
    wire: bytes


class Proxy:
    """Stands before `upstream`, an origin such as ``http://127.0.0.1:8000``, for as long as the block lasts."""

    def __init__(self, upstream: str, choose: Choice = faultless) -> None:
        self.upstream = upstream
        self.choose = choose
        self.asked: list[Asked] = []
        self.connections = 0
        """How many were made."""
        self.connected = 0
        """How many are there now."""
        self.most_at_once = 0
        """How many requests were being answered at the same time, at most."""
        self._answering = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._not_begun: set[socket.socket] = set()
        """Accepted, and not looked at yet."""
        self._listener: socket.socket | None = None
        self._ready = threading.Event()
        # It keeps the port while nobody listens there, and what is bound and does not listen refuses.
        self._bound = _bound_socket(0)
        self.origin = f"http://127.0.0.1:{self._bound.getsockname()[1]}"
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="fault-proxy", daemon=True)

    # --- for tests

    def __enter__(self) -> Proxy:
        self._thread.start()
        if not self._ready.wait(_PATIENCE):
            raise RuntimeError("the proxy did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(_PATIENCE)
        self._bound.close()

    def through(self, url: str) -> str:
        """The address of the provider, by way of the proxy."""
        parts = urlsplit(url)
        return self.origin + parts.path + (f"?{parts.query}" if parts.query else "")

    def refuse(self) -> None:
        """Listen no more: connections are refused. Those that there are remain."""
        self._do(self._refuse)

    def listen(self) -> None:
        """Listen again, at the same port."""
        self._do(self._listen)

    def count(self, path: str = "") -> int:
        """How many requests came for paths with this in them."""
        return sum(path in asked.path for asked in tuple(self.asked))

    # --- the thread

    def _do(self, work: Callable[[], None]) -> None:
        async def done() -> None:
            work()

        asyncio.run_coroutine_threadsafe(done(), self._loop).result(_PATIENCE)

    async def _run(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        self._listen()
        self._ready.set()
        await self._stopped.wait()
        self._refuse()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for connection in self._not_begun:  # a task that was cancelled before it began has closed nothing
            connection.close()
        await asyncio.sleep(0)  # in which the loop really closes the others

    # Not by a server of asyncio's: one that is closed just when a connection comes leaves that open.

    def _listen(self) -> None:
        if self._listener is None:
            self._listener = _bound_socket(self._bound.getsockname()[1])
            self._listener.listen(512)
            self._loop.add_reader(self._listener, self._come, self._listener)

    def _refuse(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            self._loop.remove_reader(listener)
            listener.close()

    def _come(self, listener: socket.socket) -> None:
        with suppress(BlockingIOError, ConnectionError):  # the client has left already
            connection, _ = listener.accept()
            connection.setblocking(False)
            self._not_begun.add(connection)
            self._keep(self._loop.create_task(self._accept(connection)))

    async def _accept(self, connection: socket.socket) -> None:
        self._not_begun.discard(connection)
        reader, writer = await asyncio.open_connection(sock=connection, limit=_LONGEST_HEAD)
        self.connections += 1
        self.connected += 1
        try:
            # A client that leaves in the middle is what many of the tests are about.
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._serve(reader, writer, self.connections)
        finally:
            self.connected -= 1
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
        goes_on = True
        while goes_on:
            request = await _read(reader)
            asked = Asked(request.method, request.path, number)
            self.asked.append(asked)
            self._answering += 1
            self.most_at_once = max(self.most_at_once, self._answering)
            try:
                goes_on = await self._answer(request, self.choose(asked), _Line(reader, writer))
            finally:
                # In the same step of the loop as the last byte, so that the next request cannot come before.
                self._answering -= 1

    # --- one request

    async def _answer(self, request: _Request, fault: Fault | None, line: _Line) -> bool:
        """Answer the request; whether the connection goes on."""
        match fault:
            case Down(seconds):
                self._refuse()
                self._loop.call_later(seconds, self._listen)
                return await line.end("reset")
            case Break(how, "before"):
                return await line.end(how)
            case Instead(answer, forwarded):
                if forwarded:
                    await self._forwarded(request)
                return line.write(wires.with_length(answer))
            case Event(happens):
                happens()
            case Break() | Drip() | Edit() | None:
                pass  # these need the answer
        return await _passed_on(await self._forwarded(request), fault, line)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _forwarded(self, request: _Request) -> Answer:
        """The provider's answer; a gateway's, if it is not there."""
        parts = urlsplit(self.upstream)
        try:
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=_LONGEST_HEAD)
        except ConnectionRefusedError:
            return _GATEWAY
        try:
            writer.write(request.wire)
            head = await reader.readuntil(b"\r\n\r\n")
            return wires.parsed(head, await reader.read())
        finally:
            writer.close()


@frozen
class _Line:
    """The connection to the client, while one request is answered."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def write(self, wire: bytes) -> bool:
        self.writer.write(wire)
        return True

    async def end(self, how: str) -> bool:
        if how == "hang":
            await self.reader.read(1)  # until the client leaves
        elif how == "reset":
            await self._drained()
            if self.writer.is_closing():  # the client has left already
                return False
            linger = struct.pack("ii", 1, 0)  # closing sends RST, and throws away what was not sent
            self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.writer.transport.abort()
        return False

    async def _drained(self) -> None:
        await self.writer.drain()
        await asyncio.sleep(0.005)  # else RST overtakes what the client has not read yet

    async def drip(self, wire: bytes, seconds: float, *, from_body: bool) -> bool:
        start = wire.index(b"\r\n\r\n") + 4 if from_body else 0
        self.writer.write(wire[:start])
        for number in range(start, len(wire) - 1):
            self.writer.write(wire[number : number + 1])
            await self.writer.drain()
            await asyncio.sleep(seconds)
        return self.write(wire[-1:])


async def _passed_on(answer: Answer, fault: Break | Drip | Edit | Event | None, line: _Line) -> bool:
    """Give the client the provider's answer, as far as the fault lets it pass; whether the connection goes on."""
    match fault:
        case Break(how, "after"):
            return await line.end(how)
        case Break(how, at, chunked):
            wire = wires.in_chunks(answer) if chunked else wires.with_length(answer)
            line.write(wires.cut(wire, answer, within_body=at == "body"))
            return await line.end(how)
        case Drip(at, seconds):
            return await line.drip(wires.with_length(answer), seconds, from_body=at == "body")
        case Edit(wire_of, closes):
            return line.write(wire_of(answer)) and not closes
        case Event() | None:
            return line.write(wires.with_length(answer))


async def _read(reader: asyncio.StreamReader) -> _Request:
    """The next request on a connection.

    Raises:
        asyncio.IncompleteReadError: the client has left.
    """
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    method, target, _ = first.split(" ", 2)
    kept = [line for line in lines if not line.lower().startswith("connection:")]
    forwarded = "\r\n".join([first, *kept, "Connection: close", "", ""]).encode("latin-1")
    return _Request(method, target.partition("?")[0], forwarded + body)


def _bound_socket(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setblocking(False)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound
