"""Flows that run beside another one: in a thread for the blocking driver, in a task for the asynchronous one."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest

from oneroster_sdk._beside import InThread
from oneroster_sdk._drivers import adrive, drive
from oneroster_sdk._flow import Answer, Begun, Beside, Flow, Join, Reply, Request, Send, Sleep

PATIENCE = 10.0
WHO: ContextVar[str] = ContextVar("who", default="nobody")


def request(name: str) -> Request:
    return Request("GET", f"https://x.example/{name}", f"GET /{name}")


class Hands:
    """Answers at once; but what waits is answered when all that are to come have come."""

    def __init__(self, together: int = 1) -> None:
        self.lock = threading.Lock()
        self.sent: list[str] = []
        self.threads: set[int] = set()
        self._together = threading.Barrier(together, timeout=PATIENCE)

    def send(self, step: Send) -> Answer:
        self.sent.append(step.request.label)
        self.threads.add(threading.get_ident())
        self._together.wait()
        return Reply(200, content=step.request.label.encode())

    def sleep(self, seconds: float) -> None:
        """Takes no time."""


class AsyncHands:
    def __init__(self, together: int = 1) -> None:
        self.lock = asyncio.Lock()
        self.sent: list[str] = []
        self._together = together
        self._all = asyncio.Event()

    async def send(self, step: Send) -> Answer:
        self.sent.append(step.request.label)
        if len(self.sent) == self._together:
            self._all.set()
        await asyncio.wait_for(self._all.wait(), PATIENCE)
        return Reply(200, content=step.request.label.encode())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


Run = Callable[[Flow[Any], Any], Any]


def awaited(flow: Flow[Any], hands: AsyncHands) -> Any:
    return asyncio.run(adrive(flow, hands))


@pytest.fixture(params=["blocking", "asynchronous"])
def driver(request: pytest.FixtureRequest) -> tuple[Run, Callable[..., Any]]:
    return (drive, Hands) if request.param == "blocking" else (awaited, AsyncHands)


def joined(begun: Begun) -> Flow[Any]:
    yield Join(begun)
    return begun.result()


def asking(name: str) -> Flow[bytes]:
    answer: Reply = yield Send(request(name))
    return answer.content


def test_flows_run_at_the_same_time_and_give_their_results(driver: tuple[Run, Callable[..., Any]]) -> None:
    run, hands_of = driver
    hands = hands_of(together=3)

    def flow() -> Flow[list[bytes]]:
        first = yield Beside(lambda: asking("a"))
        second = yield Beside(lambda: asking("b"))
        own = yield from asking("own")
        return [own, (yield from joined(second)), (yield from joined(first))]

    assert run(flow(), hands) == [b"GET /own", b"GET /b", b"GET /a"]
    assert sorted(hands.sent) == ["GET /a", "GET /b", "GET /own"]


def test_what_such_a_flow_raises_is_raised_where_it_is_waited_for(driver: tuple[Run, Callable[..., Any]]) -> None:
    run, hands_of = driver

    def failing() -> Flow[None]:
        yield Send(request("a"))
        raise LookupError("so it is")

    def flow() -> Flow[str]:
        begun = yield Beside(failing)
        with pytest.raises(LookupError) as caught:
            yield from joined(begun)
        return str(caught.value)

    assert run(flow(), hands_of()) == "so it is"


def test_nobody_is_told_what_a_flow_raised_that_nobody_waits_for(
    driver: tuple[Run, Callable[..., Any]], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    run, hands_of = driver

    def failing() -> Flow[None]:
        yield Sleep(0)
        raise LookupError("secret")

    def flow() -> Flow[None]:
        yield Beside(failing)
        yield Sleep(0)

    run(flow(), hands_of())
    assert caplog.records == []
    assert capsys.readouterr() == ("", "")


def test_a_dropped_flow_sends_nothing_more() -> None:
    hands, sleeping, woken = Hands(), threading.Event(), threading.Event()

    class Slow(Hands):
        def sleep(self, seconds: float) -> None:
            sleeping.set()
            assert woken.wait(PATIENCE)

    hands = Slow()
    begun = InThread(lambda wanted: drive(wanted(waiting()), hands))
    begun.start()
    assert sleeping.wait(PATIENCE)
    begun.drop()
    woken.set()
    begun.ended()
    assert begun.result() is None
    assert hands.sent == ["GET /first"]


def waiting() -> Flow[bytes]:
    yield from asking("first")
    yield Sleep(1)
    return (yield from asking("second"))


def test_a_dropped_task_is_cancelled() -> None:
    async def main() -> None:
        hands = AsyncHands(together=2)  # so that the first waits for ever

        def flow() -> Flow[Begun]:
            begun: Begun = yield Beside(waiting)
            return begun

        begun = await adrive(flow(), hands)
        await asyncio.sleep(0)
        assert hands.sent == ["GET /first"]
        begun.drop()
        await begun.ended()
        with pytest.raises(asyncio.CancelledError):
            begun.result()

    asyncio.run(main())


def test_who_is_cancelled_while_he_waits_may_drop_the_flow_as_well() -> None:
    async def main() -> None:
        hands, ended = AsyncHands(together=2), asyncio.Event()

        def inner() -> Flow[None]:
            try:
                yield Send(request("a"))
            finally:
                ended.set()

        def flow() -> Flow[None]:
            begun: Begun = yield Beside(inner)
            try:
                yield Join(begun)
            finally:
                begun.drop()

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(adrive(flow(), hands), 0.05)
        await asyncio.wait_for(ended.wait(), PATIENCE)

    asyncio.run(main())


def test_a_task_of_a_loop_that_ended_can_be_dropped() -> None:
    kept: list[Any] = []

    def flow() -> Flow[None]:
        kept.append((yield Beside(waiting)))

    asyncio.run(adrive(flow(), AsyncHands()))
    kept[0].drop()

    async def later() -> bool:
        here: bool = kept[0].here
        return here

    assert asyncio.run(later()) is False


def test_it_sees_the_context_of_the_one_who_began_it(driver: tuple[Run, Callable[..., Any]]) -> None:
    run, hands_of = driver

    def inner() -> Flow[str]:
        yield Sleep(0)
        return WHO.get()

    def flow() -> Flow[Any]:
        begun = yield Beside(inner)
        return (yield from joined(begun))

    token = WHO.set("the caller")
    try:
        assert run(flow(), hands_of()) == "the caller"
    finally:
        WHO.reset(token)


def test_where_no_thread_is_to_be_had_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    def flow() -> Flow[Any]:
        return (yield Beside(lambda: asking("a")))

    hands = Hands()
    monkeypatch.setattr(threading.Thread, "start", none_left)
    assert drive(flow(), hands) is None
    assert hands.sent == []


def test_the_thread_keeps_no_interpreter_alive_and_has_a_name() -> None:
    seen: list[threading.Thread] = []

    def inner() -> Flow[None]:
        seen.append(threading.current_thread())
        yield Sleep(0)

    def flow() -> Flow[None]:
        yield from joined((yield Beside(inner)))

    drive(flow(), Hands())
    assert [(each.daemon, each.name) for each in seen] == [(True, "oneroster-ahead")]


def test_the_task_has_a_name() -> None:
    def inner() -> Flow[str]:
        yield Sleep(0)
        task = asyncio.current_task()
        return "" if task is None else task.get_name()

    def flow() -> Flow[Any]:
        return (yield from joined((yield Beside(inner))))

    assert asyncio.run(adrive(flow(), AsyncHands())) == "oneroster-ahead"


def test_a_forked_process_knows_that_it_is_not_here(
    driver: tuple[Run, Callable[..., Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, hands_of = driver

    def flow() -> Flow[tuple[bool, bool]]:
        begun = yield Beside(lambda: asking("a"))
        before = begun.here
        with monkeypatch.context() as patched:
            own = os.getpid()
            patched.setattr(os, "getpid", lambda: own + 1)
            after = begun.here
        yield from joined(begun)
        return before, after

    assert run(flow(), hands_of()) == (True, False)
