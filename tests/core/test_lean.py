"""What may go out with less ado is what the HTTP library would send; and connections are left as it leaves them."""

from __future__ import annotations

import string
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import h11
import pytest
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st

from oneroster_sdk._lean import _NEEDED, AsyncExchange, Exchange, Lean, head_of

HOST = (b"Host", b"sis.example")
SECONDS = {"connect": 1.0, "read": 2.0, "write": 3.0, "pool": 4.0}
OK = b"HTTP/1.1 200 OK\r\n"
TWO = OK + b"Content-Length: 2\r\n\r\nok"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
HEAD = b"GET /a HTTP/1.1\r\nHost: sis.example\r\n\r\n"
ASKED = b"/a", [HOST], SECONDS

# --- what is sent

PIECES = st.sampled_from(
    [b"a", b"Z", b"0", b"-", b"~", b"!", b"|", b" ", b"\t", b"\r", b"\n", b"\r\n", b"\r\nX: y", b":", b": ", b"\x00",
     b"\x0b", b"\x7f", b"\x80", b"\xff", b"(", b'"']
)  # fmt: skip
ODD = st.lists(PIECES, max_size=4).map(b"".join)
NAMES = st.one_of(
    st.text(string.ascii_letters, min_size=1, max_size=6).map(str.encode),
    st.sampled_from([b"Host", b"host", b"Connection", b"Content-Length", b"Transfer-Encoding", b"Expect", b"Upgrade",
                     b"Content-Length-X", b"X-Host"]),
    ODD,
)  # fmt: skip
VALUES = st.one_of(st.sampled_from([b"", b"*/*", b"5", b"close", b"Chunked", b"100-continue", b"a b"]), ODD)


@given(
    headers=st.lists(st.tuples(NAMES, VALUES), max_size=3),
    host=st.sampled_from([[HOST], [HOST], [(b"hOST", b"")], []]),
    target=ODD.map(lambda odd: b"/" + odd),
)
@example(headers=[(b"X", b"one\r\nY: two")], host=[HOST], target=b"/a")
@example(headers=[(b"X: one\r\nY", b"two")], host=[HOST], target=b"/a")
@example(headers=[], host=[HOST], target=b"/a HTTP/1.1\r\nHost: b\r\nX: y\r\n\r\nGET /b")
@example(headers=[(b"Content-Length", b"5")], host=[HOST], target=b"/a")
@example(headers=[(b"a: ", b"b")], host=[HOST], target=b"/a")
def test_what_goes_this_way_h11_would_send(
    headers: list[tuple[bytes, bytes]], host: list[tuple[bytes, bytes]], target: bytes
) -> None:
    head = head_of(target, [*host, *headers])
    if head is None:
        return
    connection = h11.Connection(h11.CLIENT)
    sent = connection.send(h11.Request(method="GET", target=target, headers=[*host, *headers]))
    assert head == (sent or b"") + (connection.send(h11.EndOfMessage()) or b"")
    assert (connection.our_state, connection._cstate.keep_alive) == (h11.DONE, True)


def test_questions_of_ours_go_this_way() -> None:
    head = head_of(
        b"/a",
        [HOST, (b"Accept", b"*/*"), (b"Authorization", b"Bearer t0ken"), (b"X-Empty", b""), (b"X", b"\xc3\xa9 b")],
    )
    assert head == (
        b"GET /a HTTP/1.1\r\nHost: sis.example\r\nAccept: */*\r\nAuthorization: Bearer t0ken\r\n"
        b"X-Empty: \r\nX: \xc3\xa9 b\r\n\r\n"
    )


# --- on which connection


class Line:
    """Stands for what the library's connections read from and write to."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = [*pieces]
        self.sent: list[tuple[bytes, float]] = []
        self.is_closed = False

    def read(self, size: int, timeout: float) -> bytes:
        assert timeout == SECONDS["read"]
        return self.pieces.pop(0) if self.pieces else b""

    def write(self, data: bytes, timeout: float) -> None:
        self.sent.append((data, timeout))

    def close(self) -> None:
        self.is_closed = True

    def get_extra_info(self, info: str) -> Any:
        return None


@frozen
class Kept:
    """A pool of the library's with one connection, which was used before."""

    core: Any
    pool: Any
    connection: Any
    lean: Lean

    def asked(self) -> Any:
        return self.lean.asked(*ASKED)

    def begun(self) -> Any:
        return self.asked().handle_request(None)

    @property
    def line(self) -> Line:
        found: Line = self.connection._network_stream
        return found


def kept(core: Any, *pieces: bytes, expiry: float | None = None) -> Kept:
    origin = core.URL("http://sis.example/").origin
    pool, outer = core.ConnectionPool(), core.HTTPConnection(origin)
    outer._connection = inner = core.HTTP11Connection(origin, Line(*pieces), expiry)
    inner._state = type(inner._state).IDLE
    pool._connections.append(outer)
    return Kept(core, pool, inner, Lean(core, pool, origin, Exchange))


@pytest.fixture(scope="module", params=["httpcore", "httpcore2"])
def core(request: pytest.FixtureRequest) -> Any:
    return import_module(request.param)


def test_on_one_that_rests(core: Any) -> None:
    there = kept(core, TWO)
    found = there.asked()
    assert type(found) is Exchange
    assert not there.connection.is_idle()
    assert there.asked() is None, "it is taken"


@pytest.mark.parametrize("name", sorted(_NEEDED))
def test_one_whose_insides_have_other_names_is_left_to_the_library(core: Any, name: str) -> None:
    there = kept(core)
    vars(there.connection)[f"{name}_renamed"] = vars(there.connection).pop(name)
    assert there.asked() is None


def test_so_is_one_that_is_not_open_yet_or_of_another_kind_or_place(core: Any) -> None:
    for change in ("_connection", "_origin"):
        there = kept(core)
        setattr(there.pool._connections[0], change, None)
        assert there.asked() is None
    there = kept(core)
    there.pool._connections[0].__class__ = type("Tunnel", (core.HTTPConnection,), {})
    assert there.asked() is None
    there = kept(core)
    there.connection.__class__ = type("Newer", (core.HTTP11Connection,), {})
    assert there.asked() is None


def test_so_is_one_that_has_expired(core: Any) -> None:
    there = kept(core)
    there.connection._expire_at = 0.0
    assert there.asked() is None


def test_so_is_what_is_odd_and_everything_once_something_could_not_be_read(core: Any) -> None:
    there = kept(core)
    assert there.lean.asked(b"/a", [HOST, (b"Connection", b"close")], SECONDS) is None
    there.lean.works = False
    assert there.asked() is None


def test_another_that_rests_is_looked_for(core: Any) -> None:
    there, other = kept(core), kept(core)
    there.pool._connections += other.pool._connections
    taken = {there.asked()._connection, there.asked()._connection}
    assert taken == {there.connection, other.connection}


def test_one_that_is_taken_while_it_is_looked_at_is_not_touched(core: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    there = kept(core)
    has_expired = core.HTTP11Connection.has_expired

    def looked(self: Any) -> Any:
        expired = has_expired(self)
        self._state = type(self._state).ACTIVE
        return expired

    monkeypatch.setattr(core.HTTP11Connection, "has_expired", looked)
    assert there.asked() is None
    assert there.connection._expire_at is None


def test_an_asynchronous_one_likewise(core: Any) -> None:
    origin = core.URL("https://sis.example:8443/").origin
    pool, outer = core.AsyncConnectionPool(), core.AsyncHTTPConnection(origin)
    outer._connection = inner = core.AsyncHTTP11Connection(origin, Line())
    inner._state = type(inner._state).IDLE
    pool._connections.append(outer)
    lean = Lean(core, pool, origin, AsyncExchange)
    assert type(lean.asked(*ASKED)) is AsyncExchange
    assert lean.asked(*ASKED) is None


# --- how a connection is left


def test_after_a_whole_answer_it_is_idle(core: Any) -> None:
    there = kept(core, OK, b"Content-Length: 2\r\n\r\no", b"k")
    answer = there.begun()
    assert not there.connection.is_available()
    assert (answer.status, answer.headers) == (200, [(b"Content-Length", b"2")])
    assert [*answer.stream] == [b"o", b"k"]
    answer.close()
    answer.close()
    assert there.connection.is_available()
    assert not there.connection.has_expired()
    assert there.line.sent == [(HEAD, SECONDS["write"])]
    again = there.asked()
    answer.close()
    assert again is not None
    assert not there.connection.is_idle(), "who is done with it twice does not take it from the next"


def test_it_stays_so_for_as_long_as_the_library_has_it(core: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oneroster_sdk._lean.time", SimpleNamespace(monotonic=lambda: 100.0))
    there = kept(core, TWO, expiry=5.0)
    there.begun().close()
    assert there.connection._expire_at == 105.0
    there = kept(core, TWO)
    there.begun().close()
    assert there.connection._expire_at is None


@pytest.mark.parametrize(
    "pieces",
    [
        [TWO + TWO],
        [OK + b"Connection: close\r\nContent-Length: 2\r\n\r\nok"],
        [b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"],
        [OK + b"\r\nok", b""],
    ],
    ids=["answer-behind", "close", "old", "until-closed"],
)
def test_one_that_is_used_up_is_closed_and_forgotten(core: Any, pieces: list[bytes]) -> None:
    there = kept(core, *pieces)
    answer = there.begun()
    assert b"".join(answer.stream) == b"ok"
    answer.close()
    assert there.connection.is_closed()
    assert there.line.is_closed
    assert there.pool._connections == []


def test_it_is_not_idle_before_it_is_closed(core: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else another thread, which is just looking for one, might take it."""
    there, seen = kept(core, TWO + TWO), list[bool]()
    assign = there.pool._assign_requests_to_connections

    def assigned() -> Any:
        seen.append(Exchange.takes(there.connection))
        return assign()

    monkeypatch.setattr(there.pool, "_assign_requests_to_connections", assigned)
    there.begun().close()
    assert seen == [False]


def test_so_is_one_whose_answer_is_not_read_to_its_end(core: Any) -> None:
    there = kept(core, TWO[:-1], b"k")
    there.begun().close()
    assert there.line.is_closed
    assert there.pool._connections == []


def test_what_was_answered_before_all_was_written_is_read(core: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise core.WriteError

    there = kept(core, TWO)
    monkeypatch.setattr(there.line, "write", broken)
    answer = there.begun()
    assert (answer.status, [*answer.stream]) == (200, [b"ok"])


@pytest.mark.parametrize(
    ("pieces", "works"),
    [
        ([TWO[:-1]], True),
        ([OK[:-1]], True),
        ([], True),
        ([CHUNKED, b"6\r\ns3cret"], True),
        ([OK + b"s3cret\r\n\r\n"], False),
        ([CHUNKED, b"s3cret"], False),
    ],
    ids=["cut-body", "cut-head", "nothing", "cut-chunk", "odd-head", "odd-chunk"],
)
def test_what_is_no_answer_is_an_error_that_holds_nothing_of_it(core: Any, pieces: list[bytes], works: bool) -> None:
    there = kept(core, *pieces)
    exchange = there.asked()
    with pytest.raises(core.RemoteProtocolError) as caught:
        [*exchange.handle_request(None).stream]
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert "s3cret" not in str(caught.value)
    exchange.close()
    assert there.line.is_closed
    assert there.pool._connections == []
    assert there.lean.works is works


def test_one_that_is_closed_meanwhile_stays_so(core: Any) -> None:
    there = kept(core, TWO)
    answer = there.begun()
    there.connection.close()
    answer.close()
    assert there.connection.is_closed()
