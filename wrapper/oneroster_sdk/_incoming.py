"""One HTTP answer as it comes in, read by llhttp, the parser of Node.js: how it begins, its pieces, its end. No I/O.

Each answer has a parser of its own, so that nothing of one can be taken for a part of the next.
"""

from __future__ import annotations

from typing import Any, Final

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

MOST_IDLE: Final = 128 * 1024
"""Bytes that may come without a piece of the body: what a head, and what stands between pieces, may take."""
_LEAST: Final = 100
_FINAL: Final = 200
"""Statuses below announce another answer."""


class Unreadable(Exception):
    """What came is no answer, or none that this parser takes: it is stricter than others."""


class Incoming:
    """An answer, as far as it came.

    Attributes:
        status: Its status; 0 until its head has come.
        headers: Names and values, as they came.
        is_whole: Whether it has come to its end.
        keeps_alive: Whether the connection can be used again after it.
    """

    __slots__ = ("_idle", "_is_announcement", "_parser", "_pieces", "headers", "is_whole", "keeps_alive", "status")

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.is_whole = self.keeps_alive = False
        self._is_announcement = False
        self._pieces: list[bytes] = []
        self._idle = 0
        self._parser: Any = HttpResponseParser(self)
        # Which the HTTP libraries bear as well: line feeds alone, and a length beside chunks, which count then.
        self._parser.set_dangerous_leniencies(lenient_optional_cr_before_lf=True, lenient_chunked_length=True)

    def feed(self, data: bytes) -> list[bytes]:
        """Take what came; gives the pieces of the body that were in it.

        Raises:
            Unreadable: it is no part of an answer.
        """
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self.keeps_alive = False  # what follows a whole answer belongs to nothing that was asked
            is_readable = self.is_whole
        else:
            is_readable = True
        pieces, self._pieces = self._pieces, []
        self._idle = 0 if pieces else self._idle + len(data)
        if not is_readable or (self._idle > MOST_IDLE and not self.is_whole):
            raise Unreadable  # outside of the handler: what the parser says may show what came
        return pieces

    def ended(self) -> bool:
        """Take note that nothing more will come; whether the answer is whole."""
        names = {name.lower() for name, _ in self.headers}
        self.is_whole = self.is_whole or (bool(self.status) and not names & {b"content-length", b"transfer-encoding"})
        self.keeps_alive = False
        return self.is_whole

    def close(self) -> None:
        """Let go of the parser, which holds what it calls: else both would wait for the collector of cycles."""
        self._parser = None

    # --- what the parser calls

    def on_message_begin(self) -> None:
        self.keeps_alive = False  # which it is the first time; the next time it is because more came than was asked for

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.status:
            self.headers.append((name, value.strip()))
        elif name.lower() == b"transfer-encoding":
            raise Unreadable  # behind the body it is too late to say so; all other trailers are left out

    def on_headers_complete(self) -> None:
        if self.is_whole:
            return  # another answer that was not asked for
        status = self._parser.get_status_code()
        codings = [value.lower() for name, value in self.headers if name.lower() == b"transfer-encoding"]
        if status < _LEAST or codings not in ([], [b"chunked"]):
            raise Unreadable  # of other codings llhttp takes no notice
        self._is_announcement = status < _FINAL
        if self._is_announcement:
            self.headers.clear()
        else:
            self.status = status
            self.keeps_alive = self._parser.get_http_version() == "1.1" and self._parser.should_keep_alive()

    def on_body(self, piece: bytes) -> None:
        if not self.is_whole:
            self._pieces.append(piece)

    def on_message_complete(self) -> None:
        self.is_whole = self.is_whole or not self._is_announcement
