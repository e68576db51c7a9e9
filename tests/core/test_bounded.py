"""The waits of the blocking client's connections end in time, the look-up of names included."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from oneroster_sdk._bounded import AT_ONCE, TOO_SLOW, AsyncBackend, Backend, Due, Stream, Unresolved

LookUp = Callable[..., list[tuple[Any, ...]]]


class Inner:
    """Stands for the HTTP library's own; keeps what it was called with."""

    def __init__(self, *refused: str) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.refused = refused
        self.socket: socket.socket | None = None

    def connect_tcp(self, host: str, port: int, timeout: float | None, **options: Any) -> Inner:
        self.calls.append(("connect", host, port, timeout, options))
        if host in self.refused:
            raise ConnectionRefusedError(host)
        return self

    def read(self, size: int, timeout: float | None) -> bytes:
        self.calls.append(("read", size, timeout))
        return b"x"

    def write(self, data: bytes, timeout: float | None) -> None:
        self.calls.append(("write", data, timeout))

    def start_tls(self, context: Any, name: str | None, timeout: float | None) -> Inner:
        self.calls.append(("tls", context, name, timeout))
        return self

    def get_extra_info(self, info: str) -> Any:
        return self.socket if info == "socket" else f"the {info}"

    def close(self) -> None:
        self.calls.append(("close",))
        if self.socket is not None:
            self.socket.close()

    def sleep(self, seconds: float) -> None:
        self.calls.append(("sleep", seconds))


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, lambda: 100.0)


def at(monkeypatch: pytest.MonkeyPatch, now: Callable[[], float]) -> None:
    """Another clock, for this module only: servers in the background wait by the real one."""
    monkeypatch.setattr("oneroster_sdk._bounded.time", SimpleNamespace(monotonic=now))


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[tuple[Any, ...]]:
    asked: list[tuple[Any, ...]] = []

    def look_up(host: str, port: int, **options: Any) -> list[tuple[Any, ...]]:
        asked.append((host, port, options))
        return [(0, 0, 0, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_outside_of_a_call_a_wait_stays_as_it_is() -> None:
    assert Due().left(5) == 5
    assert Due().left(None) is None


def test_within_a_call_no_wait_is_longer_than_what_is_left() -> None:
    due = Due()
    with due.until(103.0):
        assert [due.left(5), due.left(2), due.left(None)] == [3, 2, 3]
    assert due.left(5) == 5
    with due.until(99.0):
        assert due.left(5) == 0.001


def test_each_thread_has_its_own_end() -> None:
    due, seen = Due(), list[float | None]()
    with due.until(103.0):
        thread = threading.Thread(target=lambda: seen.append(due.left(50)))
        thread.start()
        thread.join()
    assert seen == [50]


def test_every_wait_of_a_connection_is_held_to_it() -> None:
    due, inner = Due(), Inner()
    with due.until(103.0):
        stream = Backend(inner, due).connect_tcp("127.0.0.1", 80, 9.0, local_address=None)
        secure = stream.start_tls("context", "x.example", 9.0)
        assert secure.read(7, 9.0) == b"x"
        secure.write(b"y", 9.0)
        Stream(inner, due).start_tls("context", "x.example", 2.0)
        secure.read(AT_ONCE + 1, 2.0)
        secure.write(b"y", 2.0)
    assert inner.calls == [
        ("connect", "127.0.0.1", 80, 3, {"local_address": None}),
        ("tls", "context", "x.example", 3),
        ("read", AT_ONCE, 3),
        ("write", b"y", 3),
        ("tls", "context", "x.example", 2),
        ("read", AT_ONCE + 1, 2),
        ("write", b"y", 2),
    ]
    assert secure.get_extra_info("ssl_object") == "the ssl_object"


def test_addresses_are_tried_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = names(monkeypatch, "::1", "127.0.0.1", "::1")
    inner = Inner("::1")
    Backend(inner, Due()).connect_tcp("x.example", 443, 5.0)
    assert asked == [("x.example", 443, {"type": socket.SOCK_STREAM})]
    assert [call[1:4] for call in inner.calls] == [("::1", 443, 5), ("127.0.0.1", 443, 5)]


def test_the_last_address_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "::1", "127.0.0.1")
    with pytest.raises(ConnectionRefusedError, match=r"^127\.0\.0\.1$"):
        Backend(Inner("::1", "127.0.0.1"), Due()).connect_tcp("x.example", 443, 5.0)


def test_the_time_for_a_connection_holds_for_all_addresses_together(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "10.0.0.1", "10.0.0.2", "10.0.0.3")
    inner = Inner("10.0.0.1", "10.0.0.2")
    moments = iter([100.0, 101.0, 104.0, 109.0])
    at(monkeypatch, lambda: next(moments))
    Backend(inner, Due()).connect_tcp("x.example", 443, 5.0)
    assert [call[3] for call in inner.calls] == [4, 1, 0.001]


def test_without_a_time_for_a_connection_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "10.0.0.1")
    inner = Inner()
    Backend(inner, Due()).connect_tcp("x.example", 443)
    assert inner.calls[0][3] is None


@pytest.mark.parametrize("fault", [socket.gaierror(-2, "unknown"), UnicodeError("too long")])
def test_a_name_that_is_unknown(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def look_up(*arguments: Any, **options: Any) -> Any:
        raise fault

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(Unresolved) as caught:
        Backend(Inner(), Due()).connect_tcp("x.example", 443, 5.0)
    assert str(caught.value) == str(fault)


def test_a_name_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch)
    with pytest.raises(Unresolved, match=r"^no address associated$"):
        Backend(Inner(), Due()).connect_tcp("x.example", 443, 5.0)


def test_a_name_that_is_not_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    answered, threads = threading.Event(), list[threading.Thread]()

    def look_up(*arguments: Any, **options: Any) -> Any:
        threads.append(threading.current_thread())
        answered.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(Unresolved) as caught:
        Backend(Inner(), Due()).connect_tcp("x.example", 443, 0.02)
    assert str(caught.value) == TOO_SLOW
    assert [(each.daemon, each.name) for each in threads] == [(True, "oneroster-look-up")]
    answered.set()
    threads[0].join()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_address_is_not_looked_up(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    asked = names(monkeypatch)
    inner = Inner()
    Backend(inner, Due()).connect_tcp(host, 443, 5.0)
    assert (asked, inner.calls[0][1]) == ([], host)


def test_closing_wakes_up_who_waits_for_bytes() -> None:
    ours, theirs = socket.socketpair()
    inner = Inner()
    inner.socket = ours
    Stream(inner, Due()).close()
    assert theirs.recv(1) == b""
    assert inner.calls == [("close",)]
    theirs.close()


def test_closing_waits_for_who_reads_and_was_woken_up() -> None:
    """Else the number of the socket might already belong to another connection when that thread looks at it."""
    reading, woken, told = threading.Event(), threading.Event(), list[str]()

    class Reading(Inner):
        def read(self, size: int, timeout: float | None) -> bytes:
            reading.set()
            assert woken.wait(10)
            time.sleep(0.05)
            told.append("read")
            return b""

        def get_extra_info(self, info: str) -> Any:
            return SimpleNamespace(shutdown=lambda how: woken.set())

        def close(self) -> None:
            told.append("closed")

    stream = Stream(Reading(), Due())
    reader = threading.Thread(target=stream.read, args=(7,))
    reader.start()
    assert reading.wait(10)
    stream.close()
    reader.join()
    assert told == ["read", "closed"]
    stream.close()  # and nothing is held afterwards
    assert told == ["read", "closed", "closed"]


def test_closing_what_the_other_end_has_closed() -> None:
    inner = Inner()
    inner.socket = socket.socket()
    Stream(inner, Due()).close()
    assert inner.calls == [("close",)]


def test_what_is_connected_after_the_close_is_closed_again() -> None:
    due, inner = Due(), Inner()
    inner.socket = socket.socket()
    due.closed = True
    with pytest.raises(Unresolved, match=r"^closed meanwhile$"):
        Backend(inner, due).connect_tcp("127.0.0.1", 80, 5.0)
    assert inner.calls[-1] == ("close",)


class AsyncInner:
    def __init__(self) -> None:
        self.calls: list[Any] = []

    async def connect_tcp(self, *arguments: Any, **options: Any) -> AsyncInner:
        self.calls.append((arguments, options))
        return self

    async def aclose(self) -> None:
        self.calls.append("close")

    async def sleep(self, seconds: float) -> None:
        self.calls.append(seconds)


def test_async_what_is_connected_after_the_close_is_closed_again() -> None:
    async def main() -> None:
        inner = AsyncInner()
        backend = AsyncBackend(inner)
        assert await backend.connect_tcp("127.0.0.1", 80, timeout=5.0) is inner
        await backend.sleep(0.5)
        backend.closed = True
        with pytest.raises(Unresolved, match=r"^closed meanwhile$"):
            await backend.connect_tcp("127.0.0.1", 80)
        connected = (("127.0.0.1", 80), {"timeout": 5.0})
        assert inner.calls == [connected, 0.5, (("127.0.0.1", 80), {}), "close"]

    asyncio.run(main())


class SlowInner:
    """Stands for the library's own: takes its time to connect, or never does."""

    def __init__(self, seconds: float, error: Exception | None = None) -> None:
        self.seconds = seconds
        self.error = error
        self.told: list[str] = []
        self.begun = asyncio.Event()

    async def connect_tcp(self, *_: Any, **__: Any) -> SlowInner:
        self.begun.set()
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.told.append("cancelled")
            raise
        if self.error is not None:
            raise self.error
        self.told.append("made")
        return self

    async def aclose(self) -> None:
        self.told.append("closed")


@pytest.mark.parametrize(
    ("seconds", "error", "told"),
    [
        (0.01, None, ["made", "closed"]),
        (60, None, ["cancelled"]),
        (0.01, ConnectionRefusedError(), []),
    ],
    ids=["made soon", "never made", "refused"],
)
def test_async_who_is_cancelled_while_a_connection_is_made_loses_none(
    seconds: float, error: Exception | None, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        inner = SlowInner(seconds, error)
        waiting = asyncio.create_task(AsyncBackend(inner).connect_tcp("127.0.0.1", 80))
        await inner.begun.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(waiting, 10)
        assert inner.told == told
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    assert caplog.records == []


def test_the_pause_of_the_library_is_its_own() -> None:
    inner = Inner()
    Backend(inner, Due()).sleep(0.5)
    assert inner.calls == [("sleep", 0.5)]
