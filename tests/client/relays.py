"""What may stand between a client and a provider: an end of TLS, and a proxy. They pass bytes on, and count."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextmanager
def listening(handler: Handler, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve connections on a free port of this machine, in a thread with a loop of its own; gives the port."""
    ready, stop, port = threading.Event(), asyncio.Event(), list[int]()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        running: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

        async def handled(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await handler(reader, writer)
            await shut(writer)

        def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(handled(reader, writer))
            running[task] = writer
            task.add_done_callback(running.pop)

        loops.append(asyncio.get_running_loop())
        loops[0].set_exception_handler(lambda loop, context: None)  # handshakes that fail are what is tested
        patience = 0.1 if context else None
        server = await asyncio.start_server(accepted, "127.0.0.1", 0, ssl=context, ssl_shutdown_timeout=patience)
        port.append(server.sockets[0].getsockname()[1])
        ready.set()
        await stop.wait()
        server.close()
        for task, writer in list(running.items()):
            task.cancel()
            writer.transport.abort()
        await asyncio.gather(*running, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        assert ready.wait(10)
        yield port[0]
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join(10)


async def shut(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError, asyncio.CancelledError):
        await writer.wait_closed()


async def joined(one: Streams, other: Streams) -> None:
    """Pass bytes on in both directions until either side ends."""

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()

    pumps = [asyncio.create_task(pump(one[0], other[1])), asyncio.create_task(pump(other[0], one[1]))]
    try:
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
    finally:
        other[1].close()  # first, for whatever is awaited from here on may be cancelled
        for task in pumps:
            task.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)


@contextmanager
def secured(origin: str, context: ssl.SSLContext) -> Iterator[str]:
    """The same server behind TLS; gives its origin."""
    there = urlsplit(origin)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await joined((reader, writer), await asyncio.open_connection(there.hostname, there.port))

    with listening(handler, context) as port:
        yield f"https://127.0.0.1:{port}"


@contextmanager
def shaking_hands(context: ssl.SSLContext) -> Iterator[tuple[str, list[str]]]:
    """A server that only makes connections, and says why it does not like one; gives its origin and what came of each.

    Blocking, for asyncio closes without a word where a certificate is lacking.
    """
    outcomes: list[str] = []

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(5)
            with context.wrap_socket(self.request, server_side=True, do_handshake_on_connect=False) as connection:
                try:
                    connection.do_handshake()
                    outcomes.append("made")
                except ssl.SSLError as error:
                    outcomes.append(error.reason or "")
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass  # else the connection is reset, and what was said is lost

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.001})
        thread.start()
        try:
            yield f"https://127.0.0.1:{server.server_address[1]}", outcomes
        finally:
            server.shutdown()
            thread.join(10)


@dataclass
class Proxy:
    """A proxy, with what it was asked: method and target, and the credentials that came with it."""

    hosts: Mapping[str, str] = field(default_factory=dict)
    """The origins of made-up hosts."""
    refuses: bytes | None = None
    """The status line and headers with which it refuses everything."""
    asked: list[str] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)
    passed: list[bytes] = field(default_factory=list)
    """The heads of requests that it could read."""
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def handler(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.decode("latin-1").split("\r\n")[0].split(" ")
        self.asked.append(f"{method} {target}")
        for line in head.decode("latin-1").split("\r\n"):
            name, _, value = line.partition(":")
            if name.lower() == "proxy-authorization":
                self.credentials.append(base64.b64decode(value.split()[-1]).decode())
        if self.refuses is not None:
            writer.write(self.refuses + b"Content-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        there = urlsplit(self.hosts.get(parts.hostname or "", f"//{parts.hostname}:{parts.port or 80}"))
        streams = await asyncio.open_connection(there.hostname, there.port)
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            self.passed.append(head)
            path = f"{parts.path}{'?' if parts.query else ''}{parts.query}"
            # One request a connection, for the next one might be for another host.
            rest = head.split(b"\r\n", 1)[1].replace(b"Connection: keep-alive\r\n", b"")
            streams[1].write(f"{method} {path} HTTP/1.1\r\nConnection: close\r\n".encode("latin-1") + rest)
        await joined((reader, writer), streams)


@contextmanager
def proxied(hosts: Mapping[str, str] | None = None, refuses: bytes | None = None) -> Iterator[Proxy]:
    proxy = Proxy(hosts or {}, refuses)
    with listening(proxy.handler) as proxy.port:
        yield proxy
