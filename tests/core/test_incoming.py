"""An answer as it comes in. h11, which reads all others, is the oracle: what is taken means the same to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import h11
import pytest
from attrs import evolve, frozen
from hypothesis import example, given
from hypothesis import strategies as st

from oneroster_sdk._incoming import MOST_IDLE, Incoming, Unreadable

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@frozen
class Read:
    """What became of an answer."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    keeps_alive: bool


def ours(parts: Sequence[bytes], *, ends: bool = True) -> Read | None:
    """What Incoming makes of it; None if it is no whole answer."""
    incoming, body = Incoming(), list[bytes]()
    following = iter(parts)
    try:
        while not incoming.is_whole and (part := next(following, None)) is not None:
            body += incoming.feed(part)
    except Unreadable:
        return None
    if not incoming.is_whole and not (ends and incoming.ended()):
        return None
    headers = [(name.lower(), value) for name, value in incoming.headers]
    found = Read(incoming.status, headers, b"".join(body), incoming.keeps_alive)
    incoming.close()
    return found


def by_h11(parts: Sequence[bytes]) -> Read | None:
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    connection.send(h11.EndOfMessage())
    head, body = None, b""
    following = iter([*parts, b""])
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                connection.receive_data(next(following))
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                break
    except (h11.RemoteProtocolError, StopIteration):
        return None
    assert head is not None
    rests = connection.their_state is h11.DONE and connection.our_state is h11.DONE
    behind = connection.trailing_data[0].strip(b"\r\n")  # line ends belong to no answer: llhttp passes over them
    return Read(head.status_code, list(head.headers), body, rests and not behind)


def split(raw: bytes, places: Sequence[int]) -> list[bytes]:
    """The same in pieces."""
    ends = sorted({place % (len(raw) + 1) for place in places} | {len(raw)})
    return [raw[start:end] for start, end in zip([0, *ends], ends, strict=False)]


NAMES = st.sampled_from([b"X-Total-Count", b"Link", b"Set-Cookie", b"date", b"X"])
VALUES = st.sampled_from([b"", b"7", b" 7 ", b"a, b", b'<http://x/?a=1>; rel="next"', b"caf\xc3\xa9", b"\xe9", b"a\tb"])
ODD = st.sampled_from([b"X : 1", b"X", b": 1", b"X: a\r\n b", b"X: \x00", b"X: 1\n"]) | st.sampled_from(
    [b"Content-Length: 1", b"Content-Length: -1", b"Content-Length: 2, 2", b"Transfer-Encoding: chunked",
     b"Transfer-Encoding: gzip", b"Upgrade: h2c"]
)  # fmt: skip
CONNECTIONS = st.sampled_from([b"close", b"keep-alive", b"Keep-Alive", b"upgrade", b"x, close"])
BODIES = st.sampled_from([b"", b"{}", b'{"users": []}', b"\r\n", b"0\r\n\r\n", PLAIN]) | st.binary(max_size=20)
LINES = st.sampled_from(
    [b"HTTP/1.1 200 OK", b"HTTP/1.1 200 ", b"HTTP/1.1 404 Not Found", b"HTTP/1.1 500 caf\xe9", b"HTTP/1.0 200 OK"]
)
BODILESS = st.sampled_from([b"HTTP/1.1 204 No Content", b"HTTP/1.1 304 Not Modified"])
ODD_LINES = st.sampled_from([b"HTTP/1.1 200", b"HTTP/2 200 OK", b"", b"ICY 200 OK"]) | st.sampled_from(
    [b"HTTP/1.1 20 OK", b"HTTP/1.1 000 OK", b"HTTP/1.1 099 OK", b"HTTP/1.1 1000 OK"]
)
BEFORE = st.sampled_from([b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"])
BEHIND = st.sampled_from([b"x", PLAIN, b"HTTP", b"HTTP/1.1 100 Continue\r\n\r\n", b"\x00"])
PLACES = st.lists(st.integers(0, 400), max_size=5)


@st.composite
def chunked(draw: st.DrawFn, body: bytes) -> bytes:
    """A body in chunks, some with extensions, and trailers after them."""
    pieces = [piece for piece in split(body, draw(PLACES)) if piece]
    more = draw(st.sampled_from([b"", b";a=b", b";a"]))
    trailers = draw(st.sampled_from([b"", b"X-Sum: 1\r\n", b"X-Total-Count: 9\r\nX: 1\r\n"]))
    return b"".join(b"%x%b\r\n%b\r\n" % (len(piece), more, piece) for piece in pieces) + b"0\r\n" + trailers + b"\r\n"


@st.composite
def good(draw: st.DrawFn, end: bytes = b"\r\n", *, both: bool = False) -> bytes:
    """An answer as the standard has it, without anything behind it; it ends at the latest with the connection.

    Its lines may end otherwise, and it may have a length beside chunks.
    """
    before = b"".join(draw(st.lists(BEFORE, max_size=2))).replace(b"\r\n", end)
    headers = [b"%b: %b" % each for each in draw(st.lists(st.tuples(NAMES, VALUES), max_size=3))]
    headers += [
        b"Connection: " + each for each in draw(st.lists(st.sampled_from([b"close", b"keep-alive"]), max_size=1))
    ]
    line, body = draw(LINES), draw(BODIES)
    way = draw(st.sampled_from(["length", "chunks", "end", "none"]))
    if way == "length":
        headers.append(b"Content-Length: %d" % len(body))
    elif way == "chunks" and b"1.1" in line:
        headers += [b"Content-Length: 3"] * both + [b"transfer-encoding: chunked"]
        body = draw(chunked(body))
    elif way == "none":
        line, body = draw(BODILESS), b""
    return before + end.join([line, *headers, b"", body])


@st.composite
def any_answer(draw: st.DrawFn) -> bytes:
    """What servers may send as well."""
    if draw(st.booleans()):
        return draw(good()) + draw(st.just(b"") | BEHIND)
    headers = draw(st.lists(ODD | st.tuples(NAMES, VALUES).map(lambda each: b"%b: %b" % each), max_size=4))
    headers += [b"Connection: " + each for each in draw(st.lists(CONNECTIONS, max_size=2))]
    line, body = draw(LINES | BODILESS | ODD_LINES), draw(BODIES)
    end = draw(st.sampled_from([b"\r\n", b"\r\n", b"\n"]))
    if draw(st.booleans()):
        headers.append(b"Content-Length: %d" % len(body))
    return end.join([line, *headers, b"", body]) + draw(st.just(b"") | BEHIND)


@given(raw=good(), places=PLACES)
@example(raw=PLAIN, places=[])
def test_good_answers_are_read_as_h11_reads_them(raw: bytes, places: list[int]) -> None:
    found = ours(split(raw, places))
    expected = by_h11([raw])
    assert found is not None
    assert expected is not None
    assert found in (expected, evolve(expected, keeps_alive=b"HTTP/1.0" in raw))


@given(raw=good(b"\n") | good(both=True) | good(b"\n", both=True), places=PLACES)
@example(raw=CHUNKED.replace(b"\r\n", b"\n") + b"2\r\nok\r\n0\r\n\r\n", places=[])
def test_what_the_libraries_bear_is_borne(raw: bytes, places: list[int]) -> None:
    """Line feeds alone in a head, and a length beside chunks."""
    found, expected = ours(split(raw, places)), by_h11([raw])
    assert expected is not None
    assert found in (expected, evolve(expected, keeps_alive=b"HTTP/1.0" in raw))


@given(raw=any_answer(), places=PLACES)
@example(raw=PLAIN + b"HTTP/1.1 100 Continue\r\n\r\n", places=[])
@example(raw=PLAIN + PLAIN, places=[])
@example(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", places=[])
@example(raw=b"HTTP/1.1 200 OK\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 1\r\n\r\nxy", places=[])
def test_what_is_taken_means_the_same_to_h11(raw: bytes, places: list[int]) -> None:
    found, expected = ours(split(raw, places)), by_h11([raw])
    if found is None or (found.status in (204, 304) and expected is None):
        return  # these have no body, so that it does not matter what they say of one
    assert expected is not None
    assert (found.status, found.headers, found.body) == (expected.status, expected.headers, expected.body)


@given(raw=any_answer())
def test_a_connection_is_used_again_only_if_h11_would(raw: bytes) -> None:
    found, expected = ours([raw]), by_h11([raw])
    if found is not None and found.keeps_alive and b"HTTP/1.0" not in raw:  # whose connections h11 never uses again
        assert expected is None or expected.keeps_alive


@given(raw=good(), places=PLACES, cut=st.integers(1, 400))
def test_what_is_cut_off_is_whole_only_where_the_end_of_the_connection_is_its_end(
    raw: bytes, places: list[int], cut: int
) -> None:
    part = raw[: -min(cut, len(raw))]
    found, expected = ours(split(part, places)), by_h11([part])
    if found is None:
        return
    assert expected is not None
    assert (found.status, found.headers, found.body) == (expected.status, expected.headers, expected.body)


@given(raw=st.binary(max_size=200), places=PLACES)
@example(raw=b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n", places=[])
def test_anything_else_is_refused_with_one_error(raw: bytes, places: list[int]) -> None:
    ours(split(raw, places))


def test_nothing_is_no_answer() -> None:
    assert ours([]) is None
    assert ours([PLAIN[:-1]]) is None
    assert ours([PLAIN], ends=False) == Read(200, [(b"content-length", b"2")], b"ok", keeps_alive=True)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 000 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n" + PLAIN,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nTRANSFER-ENCODING: gzip\r\n\r\n" + PLAIN,
        CHUNKED + b"0\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"no answer",
    ],
)
def test_what_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        Incoming().feed(raw)
    assert str(refused.value) == ""
    assert refused.value.__context__ is refused.value.__cause__ is None


def test_nothing_came_yet() -> None:
    incoming = Incoming()
    assert (incoming.status, incoming.headers, incoming.is_whole, incoming.keeps_alive) == (0, [], False, False)
    assert incoming.feed(b"HTTP/1.1 200 OK\r\n") == []
    assert (incoming.status, incoming.is_whole, incoming.keeps_alive) == (0, False, False)


@pytest.mark.parametrize("behind", [b"x", PLAIN, b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 2"])
def test_what_stands_behind_an_answer_belongs_to_none(behind: bytes) -> None:
    plain = Read(200, [(b"content-length", b"2")], b"ok", keeps_alive=False)
    assert ours([PLAIN + behind]) == plain
    assert ours([PLAIN[:10], PLAIN[10:] + behind]) == plain
    assert ours([PLAIN + b"\r\n"]) == evolve(plain, keeps_alive=True)


def endless(start: bytes, again: bytes) -> Iterator[bytes]:
    yield start
    while True:
        yield again * 1000


@pytest.mark.parametrize(
    ("start", "again"),
    [
        (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        (b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
        (b"HTTP/1.1 200 ", b"a"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (CHUNKED + b"1;a=", b"a"),
        (CHUNKED + b"0\r\n", b"X: a\r\n"),
        (CHUNKED + b"0\r\nX: ", b"a"),
    ],
)
def test_what_stands_around_a_body_has_a_bound(start: bytes, again: bytes) -> None:
    incoming, came = Incoming(), list[bytes]()

    def read() -> None:
        for part in endless(start, again):
            came.append(part)
            assert incoming.feed(part) == []
            assert not incoming.is_whole

    with pytest.raises(Unreadable):
        read()
    assert MOST_IDLE < sum(map(len, came)) <= MOST_IDLE + len(start) + 1000 * len(again)


def test_the_bound_is_that_of_what_brings_nothing() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: "
    head += b"a" * (MOST_IDLE - len(head))
    incoming = Incoming()
    assert incoming.feed(head) == []
    with pytest.raises(Unreadable):
        incoming.feed(b"a")
    incoming = Incoming()
    assert incoming.feed(head) == []
    incoming = Incoming()
    assert incoming.feed(CHUNKED + b"1\r\na") == [b"a"]
    extension = b"\r\n1;a="
    assert incoming.feed(extension + b"b" * (MOST_IDLE - len(extension))) == []
    with pytest.raises(Unreadable):
        incoming.feed(b"b")


def test_a_long_body_has_none() -> None:
    incoming = Incoming()
    incoming.feed(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (10 * MOST_IDLE))
    for _ in range(10):
        assert incoming.feed(b"a" * MOST_IDLE) == [b"a" * MOST_IDLE]
    assert (incoming.is_whole, incoming.keeps_alive) == (True, True)


def test_a_long_head_is_borne() -> None:
    headers = b"".join(b"X-%d: %b\r\n" % (number, b"a" * 1000) for number in range(100))
    found = ours([b"HTTP/1.1 200 OK\r\n", headers, b"Content-Length: 0\r\n\r\n"])
    assert found is not None
    assert len(found.headers) == 101
