"""What a window of a collection begins and ends with, told without telling an id. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from attrs import field, frozen

SIZE: Final = 8
"""Bytes of a digest. Among a hundred million ids, two have the same one in one case of two thousand; then the windows
are refused, not taken for whole."""


@frozen
class Edges:
    """The first and the last row of a window, and all of its rows, as digests under a key which is not here.

    Attributes:
        cut: Common to the windows into which a plan cut one collection.
        number: Which of them this is, from 0.
        of: How many there are.
        first: The first row; but for the first window, that is the last row of the window before.
        last: The last row.
        rows: All rows, one digest after the other.
        declared: How many rows the provider declared for the whole collection, last.
        name: The name of the client.
    """

    cut: str
    number: int
    of: int
    first: bytes = field(repr=False)
    last: bytes = field(repr=False)
    rows: bytes = field(repr=False)
    declared: int | None = None
    name: str | None = None

    def digests(self) -> list[bytes]:
        """All rows, one by one."""
        return [self.rows[start : start + SIZE] for start in range(0, len(self.rows), SIZE)]


def digest(sourced_id: str, key: bytes) -> bytes:
    """What stands for an id: only who has the key can tell whose it is."""
    return blake2b(sourced_id.encode(errors="surrogatepass"), key=key, digest_size=SIZE).digest()


def digests(ids: Iterable[str], key: bytes) -> bytes:
    """What stands for many ids, in an order that tells nothing of theirs."""
    return b"".join(sorted(digest(each, key) for each in ids))


def name_of(key: bytes) -> str:
    """What tells one key from others, without telling it."""
    return blake2b(key=key, digest_size=SIZE).hexdigest()
