"""Decompression that knows whether all has come, and stops at a bound."""

from __future__ import annotations

import zlib
from typing import Final

CODINGS: Final = ("gzip", "deflate")
_DETECT: Final = 32 + zlib.MAX_WBITS
"""The header says whether it is gzip or zlib."""
_BARE: Final = -zlib.MAX_WBITS
"""No header: what some servers understand by deflate."""


class Garbled(Exception):
    """What came is not compressed as it says, or is cut off; the message may be shown."""


class Inflating:
    """Decompresses a body of one of the `CODINGS`, piece by piece.

    Attributes:
        size: Bytes that came out of it so far.
    """

    def __init__(self, most: int) -> None:
        self.size = 0
        self._most = most
        self._stream = zlib.decompressobj(_DETECT)
        self._begun = False

    def add(self, piece: bytes) -> bytes:
        """What this piece of the body holds: no more than one byte over what may come in all.

        Raises:
            Garbled: it is not compressed as it says.
        """
        found = bytearray()
        while piece and self.size <= self._most:
            if (
                self._stream.eof
            ):  # gzip may go on with a further part (RFC 1952, section 2.2), or be filled up with zeros
                piece = piece.lstrip(b"\0")
                if not piece:
                    break
                self._stream = zlib.decompressobj(_DETECT)
            part = self._inflated(piece)
            self.size += len(part)
            found += part
            piece = self._stream.unconsumed_tail or self._stream.unused_data
        return bytes(found)

    def end(self) -> None:
        """Nothing more will come.

        Raises:
            Garbled: there should have.
        """
        if self._begun and not self._stream.eof:
            raise Garbled("the body is cut off")

    def _inflated(self, piece: bytes) -> bytes:
        room = self._most + 1 - self.size
        begun, self._begun = self._begun, True
        try:
            return self._stream.decompress(piece, room)
        except zlib.error:
            if begun:
                raise Garbled("the body could not be decompressed") from None
        self._stream = zlib.decompressobj(_BARE)
        try:
            return self._stream.decompress(piece, room)
        except zlib.error:
            raise Garbled("the body could not be decompressed") from None
