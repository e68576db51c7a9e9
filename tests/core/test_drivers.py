"""Both drivers do what flows ask for: they send, sleep, and run one exclusive flow at a time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk._drivers import adrive, drive
from oneroster_sdk._flow import Answer, Exclusive, Failure, Flow, Join, Reply, Request, Send, Sleep

REQUEST = Request("GET", "https://x.example/a", "GET /a")
BUSY = Failure("others were not done in time", sent=False, late=True)


class Hands:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.done: list[Any] = []

    def send(self, step: Send) -> Answer:
        self.done.append(step)
        return Reply(200 + len(self.done))

    def sleep(self, seconds: float) -> None:
        self.done.append(seconds)


class AsyncHands:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.done: list[Any] = []

    async def send(self, step: Send) -> Answer:
        self.done.append(step)
        return Reply(200 + len(self.done))

    async def sleep(self, seconds: float) -> None:
        self.done.append(seconds)


Run = Callable[[Flow[Any], Any], Any]


def awaited(flow: Flow[Any], hands: AsyncHands) -> Any:
    return asyncio.run(adrive(flow, hands))


@pytest.fixture(params=["blocking", "asynchronous"])
def driver(request: pytest.FixtureRequest) -> tuple[Run, Any]:
    return (drive, Hands()) if request.param == "blocking" else (awaited, AsyncHands())


class Begun:
    """Stands for a flow that was begun beside; tells when it was waited for."""

    here = True

    def __init__(self, hands: Any) -> None:
        self.hands = hands

    def ended(self) -> Any:
        self.hands.done.append("waited")
        return asyncio.sleep(0) if isinstance(self.hands, AsyncHands) else None

    def result(self) -> Any:
        raise AssertionError

    def drop(self) -> None:
        raise AssertionError


def test_what_was_begun_beside_is_waited_for(driver: tuple[Run, Any]) -> None:
    run, hands = driver

    def flow() -> Flow[list[Any]]:
        return [(yield Send(REQUEST)), (yield Join(Begun(hands))), (yield Sleep(3))]

    assert run(flow(), hands) == [Reply(201), None, None]
    assert hands.done == [Send(REQUEST), "waited", 3]


def test_steps_are_done_in_order_and_answered(driver: tuple[Run, Any]) -> None:
    run, hands = driver

    def flow() -> Flow[list[Any]]:
        return [(yield Send(REQUEST)), (yield Sleep(3)), (yield Send(REQUEST))]

    assert run(flow(), hands) == [Reply(201), None, Reply(203)]
    assert hands.done == [Send(REQUEST), 3, Send(REQUEST)]


def test_an_exclusive_flow_runs_with_the_lock_held_and_answers(driver: tuple[Run, Any]) -> None:
    run, hands = driver

    def inner() -> Flow[tuple[Any, bool]]:
        return (yield Send(REQUEST)), hands.lock.locked()

    def flow() -> Flow[Any]:
        return (yield Exclusive(inner))

    assert run(flow(), hands) == (Reply(201), True)
    assert not hands.lock.locked()


def test_the_lock_is_given_back_when_the_flow_fails(driver: tuple[Run, Any]) -> None:
    run, hands = driver

    def inner() -> Flow[None]:
        yield Sleep(1)
        raise LookupError

    def flow() -> Flow[None]:
        yield Exclusive(inner)

    with pytest.raises(LookupError):
        run(flow(), hands)
    assert not hands.lock.locked()


def patient(begun: list[int]) -> Flow[Any]:
    """Wants to run alone, and waits for that, but not for long."""

    def inner() -> Flow[None]:
        begun.append(1)
        yield Sleep(1)

    return (yield Exclusive(inner, seconds=0.02))


def test_who_waits_too_long_for_the_others_is_told() -> None:
    hands, begun = Hands(), list[int]()

    with hands.lock:
        assert drive(patient(begun), hands) == BUSY
    assert begun == []


def test_who_awaits_the_others_too_long_is_told() -> None:
    begun: list[int] = []

    async def main() -> Any:
        hands = AsyncHands()
        async with hands.lock:
            return await adrive(patient(begun), hands)

    assert asyncio.run(main()) == BUSY
    assert begun == []


def test_a_flow_is_closed_when_what_it_asked_for_fails(driver: tuple[Run, Any]) -> None:
    run, hands = driver
    ended = []

    def failing(step: Send) -> Answer:
        raise LookupError

    hands.send = failing

    def flow() -> Flow[None]:
        try:
            yield Send(REQUEST)
        finally:
            ended.append(True)

    with pytest.raises(LookupError):
        run(flow(), hands)
    assert ended == [True]
