"""A provider for benchmarks: prepared users, answered from memory, so that what is measured are those who read.

Run as a process of its own: ``python -m bench.server RECORDS LATENCY_MS [odd] [mixed] [short] [fresh]``; it prints its
port. It declares the total, as good providers do, and sends no links. ``odd`` puts a vendor's property and a flag that
is no string into every record; with ``mixed``, the ids are in no order; with ``short``, one page in the middle is cut
short; with ``fresh``, no page is kept, so that all readings cost it the same. Under ``/v1p1`` the users are those of
1.1. ``/counts`` tells what was asked of it.
"""

from __future__ import annotations

import asyncio
import sys
from collections import OrderedDict
from typing import Final
from urllib.parse import parse_qs, urlsplit

import orjson

from bench.district import page

TOKEN: Final = b'{"access_token": "t0ken", "token_type": "Bearer", "expires_in": 3600}'
KEPT: Final = 400 * 2**20
"""Bytes of pages that are kept."""


class Provider:
    """Pages of so many users, each after so many seconds."""

    def __init__(
        self,
        records: int,
        latency: float,
        *,
        odd: bool = False,
        mixed: bool = False,
        short: bool = False,
        kept: int = KEPT,
    ) -> None:
        self.records = records
        self.latency = latency
        self.counts = {"pages": 0, "tokens": 0, "connections": 0}
        self._kind = "odd" if odd else "user"
        self._mixed = mixed
        self._middle = records // 2 + 37 if short else records
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._size, self._most = 0, kept

    def page(self, kind: str, offset: int, limit: int) -> bytes:
        """An answer, made when it is first asked for."""
        asked = kind, offset, limit
        body = self._kept.get(asked)
        if body is None:
            body = self._kept[asked] = self._made(kind, offset, limit)
            self._size += len(body)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])
        return body

    def _made(self, kind: str, offset: int, limit: int) -> bytes:
        end = min(offset + limit, self.records)
        if offset < self._middle:
            end = min(end, self._middle + 1)
        return _answer(
            page(offset, max(0, end - offset), kind, mixed=self._mixed), f"X-Total-Count: {self.records}\r\n"
        )

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.counts["connections"] += 1
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
            self.counts["tokens"] += 1
            writer.write(_answer(TOKEN))
            return
        if target == "/counts":
            writer.write(_answer(orjson.dumps(self.counts)))
            return
        self.counts["pages"] += 1
        if self.latency:
            await asyncio.sleep(self.latency)
        asked = parse_qs(urlsplit(target).query)
        kind = f"old_{self._kind}" if "/v1p1/" in target else self._kind
        writer.write(self.page(kind, int(asked["offset"][0]), int(asked["limit"][0])))
        await writer.drain()


def _answer(body: bytes, headers: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


async def main(records: int, latency_ms: float, *, odd: bool, mixed: bool, short: bool, kept: int) -> None:
    provider = Provider(records, latency_ms / 1000, odd=odd, mixed=mixed, short=short, kept=kept)
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    words = sys.argv[3:]
    most = 0 if "fresh" in words else KEPT
    odd, mixed, short = (word in words for word in ("odd", "mixed", "short"))
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), odd=odd, mixed=mixed, short=short, kept=most))
