"""Pools: what is open, who may use it, and what is said once they are closed."""

from __future__ import annotations

import asyncio
import threading
from typing import Any
from weakref import WeakSet

import pytest

from oneroster_sdk import ConfigError, Timeout, _forks
from oneroster_sdk._flow import Failure, Reply, Request, Send
from oneroster_sdk._http import Wire
from oneroster_sdk._pool import AsyncHands, AsyncPool, Hands, Pool

WIRE = Wire("httpx", 4, None, None, None, None)
STEP = Send(Request("GET", "https://x.example/a", "GET /a"))
CLOSED = r"^this client is closed; make a new one$"


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is reset as after a fork are the things of this test, and not the clients of others."""
    monkeypatch.setattr(_forks, "_known", WeakSet())


class Http:
    """Stands for connections that answer, or that are closed while a request is under way."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.closed = False
        self.sent: list[Request] = []

    def send(self, step: Send) -> Reply:
        self.sent.append(step.request)
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


def test_closing_wakes_up_who_sleeps() -> None:
    pool = Pool(WIRE)
    hands = pool.hands()
    threading.Timer(0.02, pool.close).start()
    with pytest.raises(ConfigError, match=CLOSED):
        hands.sleep(60)


def test_who_sends_on_what_is_closed_is_told() -> None:
    closed = threading.Event()
    hands = Hands(Http(RuntimeError("client has been closed")), 4, closed)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="client has been closed"):
        hands.send(STEP)
    closed.set()
    with pytest.raises(ConfigError, match=CLOSED) as caught:
        hands.send(STEP)
    assert caught.value.__context__ is None
    http = Http()
    assert Hands(http, 4, threading.Event()).send(STEP) == Reply(200)  # type: ignore[arg-type]
    assert http.sent == [STEP.request]


def test_a_failure_that_comes_of_closing_says_so() -> None:
    closed = threading.Event()

    class Closing(Http):
        def send(self, step: Send) -> Any:
            closed.set()
            return Failure("the connection broke")

    with pytest.raises(ConfigError, match=CLOSED):
        Hands(Closing(), 4, closed).send(STEP)  # type: ignore[arg-type]


def test_async_a_failure_that_comes_of_closing_says_so() -> None:
    async def main() -> None:
        hands = AsyncHands(AsyncHttp(), 4, asyncio.get_running_loop())  # type: ignore[arg-type]

        async def send(step: Send) -> Failure:
            hands.closed.set()
            return Failure("the connection broke")

        hands.http.send = send  # type: ignore[method-assign]
        with pytest.raises(ConfigError, match=CLOSED):
            await hands.send(STEP)

    asyncio.run(main())


class Slow(Http):
    """Answers when it is told to, and keeps the times that requests were given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[Timeout] = []
        self.begun, self.go_on = threading.Semaphore(0), threading.Event()

    def send(self, step: Send) -> Reply:
        self.given.append(step.timeout)
        self.sent.append(step.request)
        self.begun.release()
        self.go_on.wait(10)
        return Reply(200)


BRIEF = Send(STEP.request, Timeout(total=0.02))
NONE_FREE = Failure("no connection became free in time", sent=False, late=True)


def test_no_more_requests_are_under_way_than_may_be() -> None:
    http = Slow()
    hands = Hands(http, 2, threading.Event())  # type: ignore[arg-type]
    threads = [threading.Thread(target=hands.send, args=(STEP,)) for _ in range(2)]
    for thread in threads:
        thread.start()
        http.begun.acquire()
    assert hands.send(BRIEF) == NONE_FREE
    http.go_on.set()
    for thread in threads:
        thread.join()
    assert hands.send(STEP) == Reply(200)
    assert len(http.given) == 3


def test_the_wait_for_a_free_connection_is_a_part_of_the_call() -> None:
    http = Slow()
    hands = Hands(http, 1, threading.Event())  # type: ignore[arg-type]
    threads = [threading.Thread(target=hands.send, args=(STEP,)) for _ in range(2)]
    threads[0].start()
    http.begun.acquire()
    threads[1].start()
    threading.Timer(0.05, http.go_on.set).start()
    for thread in threads:
        thread.join()
    assert http.given[0] == STEP.timeout
    assert 290 < http.given[1].total < 299.96
    assert http.sent == [STEP.request] * 2


def test_who_waits_for_a_free_connection_is_told_when_it_is_closed() -> None:
    http, closed, told = Slow(), threading.Event(), list[str]()
    hands = Hands(http, 1, closed)  # type: ignore[arg-type]

    def wait() -> None:
        with pytest.raises(ConfigError, match=CLOSED) as caught:
            hands.send(STEP)
        told.append(str(caught.value))

    threads = [threading.Thread(target=hands.send, args=(STEP,)), *(threading.Thread(target=wait) for _ in range(2))]
    threads[0].start()
    http.begun.acquire()
    for thread in threads[1:]:
        thread.start()
    closed.set()
    http.go_on.set()
    for thread in threads:
        thread.join()
    assert len(told) == 2
    assert len(http.given) == 1


def test_who_sleeps_is_woken_up_when_it_is_closed() -> None:
    closed = threading.Event()
    hands = Hands(Http(), 4, closed)  # type: ignore[arg-type]
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
        hands = AsyncHands(AsyncHttp(RuntimeError("closed")), 4, asyncio.get_running_loop())  # type: ignore[arg-type]
        with pytest.raises(RuntimeError, match="closed"):
            await hands.send(STEP)
        hands.closed.set()
        with pytest.raises(ConfigError, match=CLOSED) as caught:
            await hands.send(STEP)
        assert caught.value.__context__ is None
        http = AsyncHttp()
        other = AsyncHands(http, 4, asyncio.get_running_loop())  # type: ignore[arg-type]
        assert await other.send(STEP) == Reply(200)
        assert http.sent == [STEP.request]
        assert not other.lock.locked()

    asyncio.run(main())


class AsyncSlow(Http):
    def __init__(self) -> None:
        super().__init__()
        self.given: list[Timeout] = []
        self.go_on = asyncio.Event()

    async def send(self, step: Send) -> Reply:  # type: ignore[override]
        self.given.append(step.timeout)
        self.sent.append(step.request)
        await self.go_on.wait()
        return Reply(200)


def test_async_no_more_requests_are_under_way_than_may_be() -> None:
    async def main() -> None:
        http = AsyncSlow()
        hands = AsyncHands(http, 2, asyncio.get_running_loop())  # type: ignore[arg-type]
        tasks = [asyncio.create_task(hands.send(STEP)) for _ in range(3)]
        await asyncio.sleep(0)
        assert await hands.send(BRIEF) == NONE_FREE
        assert len(http.given) == 2
        tasks[2].cancel()  # it waits, and takes nobody's place
        await asyncio.sleep(0.01)
        http.go_on.set()
        assert await asyncio.gather(*tasks[:2]) == [Reply(200)] * 2
        assert await hands.send(STEP) == Reply(200)

    asyncio.run(main())


def test_async_the_wait_for_a_free_connection_is_a_part_of_the_call() -> None:
    async def main() -> None:
        http = AsyncSlow()
        hands = AsyncHands(http, 1, asyncio.get_running_loop())  # type: ignore[arg-type]
        asyncio.get_running_loop().call_later(0.05, http.go_on.set)
        await asyncio.gather(hands.send(STEP), hands.send(STEP))
        assert http.given[0] == STEP.timeout
        assert 290 < http.given[1].total < 299.96
        assert http.sent == [STEP.request] * 2

    asyncio.run(main())


def test_async_who_waits_for_a_free_connection_is_told_when_it_is_closed() -> None:
    async def main() -> None:
        http = AsyncSlow()
        hands = AsyncHands(http, 1, asyncio.get_running_loop())  # type: ignore[arg-type]
        tasks = [asyncio.create_task(hands.send(STEP)) for _ in range(3)]
        await asyncio.sleep(0)
        hands.closed.set()
        http.go_on.set()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert found[0] == Reply(200)
        assert [type(each) for each in found[1:]] == [ConfigError, ConfigError]
        assert len(http.given) == 1

    asyncio.run(main())


def test_async_who_sleeps_is_woken_up_when_it_is_closed() -> None:
    async def main() -> None:
        hands = AsyncHands(AsyncHttp(), 4, asyncio.get_running_loop())  # type: ignore[arg-type]
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
