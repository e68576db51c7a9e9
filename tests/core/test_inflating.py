"""Compressed bodies are read whole, within bounds, or refused."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_sdk._inflating import Garbled, Inflating

TEXT = b'{"users": [' + b'{"sourcedId": "u1"}, ' * 50 + b"]}"


def bare(data: bytes) -> bytes:
    """What some servers call deflate: without a header."""
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(data) + made.flush()


FORMS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "zlib": zlib.compress, "bare": bare}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read(form: str) -> None:
    inflating = Inflating(10_000)
    assert inflating.add(FORMS[form](TEXT)) == TEXT
    assert inflating.size == len(TEXT)
    inflating.end()


@given(st.sampled_from(sorted(FORMS)), st.binary(max_size=300), st.integers(2, 40))
def test_in_pieces_it_is_the_same(form: str, data: bytes, size: int) -> None:
    inflating, packed = Inflating(10_000), FORMS[form](data)
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert b"".join(inflating.add(piece) for piece in pieces) == data
    inflating.end()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("missing", [1, 4, 9])
def test_what_is_cut_off_is_noticed(form: str, missing: int) -> None:
    inflating = Inflating(10_000)
    inflating.add(FORMS[form](TEXT)[:-missing])
    with pytest.raises(Garbled, match=r"^the body is cut off$"):
        inflating.end()


def test_a_wrong_checksum_is_noticed() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 1
    with pytest.raises(Garbled, match=r"^the body could not be decompressed$"):
        Inflating(10_000).add(bytes(packed))


def test_what_is_not_compressed_is_noticed_without_a_chain() -> None:
    with pytest.raises(Garbled, match=r"^the body could not be decompressed$") as caught:
        Inflating(10_000).add(b'{"users": []}')
    assert caught.value.__suppress_context__


def test_what_is_garbled_later_is_noticed_without_a_chain() -> None:
    packed = gzip.compress(bytes(100), compresslevel=0)
    inflating = Inflating(10_000)
    inflating.add(packed[:20])
    with pytest.raises(Garbled, match=r"^the body could not be decompressed$") as caught:
        inflating.add(b"\xff" * 5000)
    assert caught.value.__suppress_context__


def test_gzip_in_several_parts_is_one_body() -> None:
    inflating = Inflating(10_000)
    first, second = gzip.compress(b"one, "), gzip.compress(b"two")
    assert inflating.add(first) + inflating.add(second) == b"one, two"
    inflating.end()
    together = Inflating(10_000)
    assert together.add(first + second) == b"one, two"
    assert together.size == 8
    together.end()


def test_zeros_that_fill_up_are_nothing() -> None:
    inflating = Inflating(10_000)
    assert inflating.add(gzip.compress(TEXT) + bytes(3)) == TEXT
    assert inflating.add(bytes(5) + gzip.compress(b"more")) == b"more"
    assert inflating.add(bytes(2)) == b""
    inflating.end()


def test_a_bomb_is_not_inflated_beyond_the_bound() -> None:
    packed = gzip.compress(b"0" * 5_000_000)
    inflating = Inflating(1000)
    assert len(inflating.add(packed)) == 1001
    assert inflating.size == 1001
    assert inflating.add(packed) == b""


def test_a_bomb_behind_something_small_is_not_either() -> None:
    inflating = Inflating(1000)
    assert len(inflating.add(gzip.compress(b"1" * 400))) == 400
    assert len(inflating.add(gzip.compress(b"0" * 5_000_000))) == 601


def test_a_bomb_without_a_header_is_not_either() -> None:
    assert len(Inflating(1000).add(bare(b"0" * 5_000_000))) == 1001


def test_what_comes_when_the_bound_is_reached_is_not_lost() -> None:
    inflating = Inflating(len(TEXT))
    assert inflating.add(gzip.compress(TEXT)) == TEXT
    assert inflating.add(gzip.compress(b"x")) == b"x"
    assert inflating.size == len(TEXT) + 1


def test_just_as_much_as_may_be_is_read() -> None:
    inflating = Inflating(len(TEXT))
    assert inflating.add(gzip.compress(TEXT)) == TEXT
    inflating.end()


def test_no_body_at_all_is_none_that_is_cut_off() -> None:
    inflating = Inflating(10)
    assert inflating.add(b"") == b""
    inflating.end()
