"""Pools: what is open, who may use it, and what is said once they are closed."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from oneroster_sdk import ConfigError, _forks
from oneroster_sdk._flow import Reply, Request, Send
from oneroster_sdk._http import Wire
from oneroster_sdk._pool import AsyncHands, AsyncPool, Hands, Pool

WIRE = Wire("httpx", 4, None, None, None, None)
STEP = Send(Request("GET", "https://x.example/a", "GET /a"))
CLOSED = r"^this client is closed; make a new one$"


class Http:
    """Stands for connections that answer, or that are closed while a request is under way."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.closed = False

    def send(self, step: Send) -> Reply:
        if self.fault is not None:
            raise self.fault
        return Reply(200)

    def close(self) -> None:
        self.closed = True


class AsyncHttp(Http):
    async def send(self, step: Send) -> Reply:  # type: ignore[override]
        return super().send(step)

    async def aclose(self) -> None:
        self.closed = True


def test_the_same_connections_for_all_until_it_is_closed() -> None:
    pool = Pool(WIRE)
    hands = pool.hands()
    assert pool.hands() is hands
    pool.close()
    pool.close()
    with pytest.raises(ConfigError, match=CLOSED):
        pool.hands()


def test_closing_closes_the_connections() -> None:
    pool, http = Pool(WIRE), Http()
    real: Any = pool.hands()
    real.http.close()
    real.http = http
    pool.close()
    assert http.closed


def test_who_sends_on_what_is_closed_is_told() -> None:
    closed = threading.Event()
    hands = Hands(Http(RuntimeError("client has been closed")), closed)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="client has been closed"):
        hands.send(STEP)
    closed.set()
    with pytest.raises(ConfigError, match=CLOSED) as caught:
        hands.send(STEP)
    assert caught.value.__context__ is None
    assert Hands(Http(), closed).send(STEP) == Reply(200)  # type: ignore[arg-type]


def test_who_sleeps_is_woken_up_when_it_is_closed() -> None:
    closed = threading.Event()
    hands = Hands(Http(), closed)  # type: ignore[arg-type]
    hands.sleep(0.001)
    threading.Timer(0.02, closed.set).start()
    with pytest.raises(ConfigError, match=CLOSED):
        hands.sleep(60)


def test_async_the_same_connections_in_one_loop() -> None:
    async def main() -> None:
        pool = AsyncPool(WIRE)
        hands = pool.hands()
        assert pool.hands() is hands
        await pool.aclose()
        assert hands.closed.is_set()
        await pool.aclose()
        with pytest.raises(ConfigError, match=CLOSED):
            pool.hands()

    asyncio.run(main())


def test_async_a_loop_that_has_ended_leaves_nothing_behind() -> None:
    pool = AsyncPool(WIRE)

    async def used() -> AsyncHands:
        return pool.hands()

    first = asyncio.run(used())
    second = asyncio.run(used())
    assert first is not second
    asyncio.run(pool.aclose())
    assert not second.closed.is_set()


def test_async_a_loop_that_still_runs_keeps_them() -> None:
    pool = AsyncPool(WIRE)
    with asyncio.Runner() as runner:

        async def used() -> AsyncHands:
            return pool.hands()

        runner.run(used())
        words = r"^this client is used in another event loop, which still runs; make one client for each loop"
        with asyncio.Runner() as other:
            with pytest.raises(ConfigError, match=words):
                other.run(used())
            with pytest.raises(ConfigError, match=words):
                other.run(pool.aclose())


def test_async_who_sends_on_what_is_closed_is_told() -> None:
    async def main() -> None:
        hands = AsyncHands(AsyncHttp(RuntimeError("closed")), asyncio.get_running_loop())  # type: ignore[arg-type]
        with pytest.raises(RuntimeError, match="closed"):
            await hands.send(STEP)
        hands.closed.set()
        with pytest.raises(ConfigError, match=CLOSED) as caught:
            await hands.send(STEP)
        assert caught.value.__context__ is None
        hands.http = AsyncHttp()  # type: ignore[assignment]
        assert await hands.send(STEP) == Reply(200)

    asyncio.run(main())


def test_async_who_sleeps_is_woken_up_when_it_is_closed() -> None:
    async def main() -> None:
        hands = AsyncHands(AsyncHttp(), asyncio.get_running_loop())  # type: ignore[arg-type]
        await hands.sleep(0.001)
        asyncio.get_running_loop().call_later(0.02, hands.closed.set)
        with pytest.raises(ConfigError, match=CLOSED):
            await hands.sleep(60)

    asyncio.run(main())


def test_async_a_fork_leaves_the_connections_to_the_parent() -> None:
    pool = AsyncPool(WIRE)

    async def used() -> AsyncHands:
        return pool.hands()

    before = asyncio.run(used())
    _forks._reset_all()
    assert pool._hands is None
    assert pool._left_to_parent == [before]
