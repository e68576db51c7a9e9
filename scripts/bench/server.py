"""A provider for benchmarks: prepared users, answered from memory, so that what is measured are those who read.

Run as a process of its own: ``python -m bench.server RECORDS LATENCY_MS [odd]``; it prints its port. It declares the
total, as good providers do, and sends no links.
"""

from __future__ import annotations

import asyncio
import sys
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from bench.district import page

TOKEN = b'{"access_token": "t0ken", "expires_in": 3600}'


class Provider:
    """Pages of so many users, each after so many seconds."""

    def __init__(self, records: int, latency: float, *, odd: bool) -> None:
        self.records = records
        self.latency = latency
        self.requests = 0
        self._odd = odd
        self.page = lru_cache(maxsize=None)(self._page)

    def _page(self, offset: int, limit: int) -> bytes:
        body = page(offset, max(0, min(limit, self.records - offset)), odd=self._odd)
        return _answer(body, f"X-Total-Count: {self.records}\r\n")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._one(head, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionResetError):
            writer.close()

    async def _one(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, target, _ = head.split(b"\r\n", 1)[0].decode().split()
        if method == "POST":
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.split(b":")[1]))
            writer.write(_answer(TOKEN))
            return
        self.requests += 1
        if self.latency:
            await asyncio.sleep(self.latency)
        asked = parse_qs(urlsplit(target).query)
        if target.startswith("/requests"):
            writer.write(_answer(str(self.requests - 1).encode()))
            return
        writer.write(self.page(int(asked["offset"][0]), int(asked["limit"][0])))
        await writer.drain()


def _answer(body: bytes, headers: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


async def main(records: int, latency_ms: float, *, odd: bool) -> None:
    provider = Provider(records, latency_ms / 1000, odd=odd)
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), odd="odd" in sys.argv[3:]))
