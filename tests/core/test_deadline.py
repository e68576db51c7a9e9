"""A flow that has so many seconds ends in time, whatever it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import ConfigError, Timeout
from oneroster_sdk._deadline import within
from oneroster_sdk._flow import Blocking, Exclusive, Failure, Flow, Reply, Request, Send, Sleep, Step

REQUEST = Request("GET", "https://x.example/a", "GET /a")
TIMEOUT = Timeout(connect=2, read=4, total=10)
WORDS = "no complete answer came within 10 seconds, waits and repetitions included (Timeout.total)"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def asking(*steps: Step) -> Flow[list[Any]]:
    """Asks for these, one after the other; what it is sent."""
    found = []
    for step in steps:
        found.append((yield step))
    return found


def result(flow: Flow[Any], answer: Any) -> Any:
    with pytest.raises(StopIteration) as done:
        flow.send(answer)
    return done.value.value


def test_a_request_gets_what_is_left() -> None:
    clock = Clock()
    flow = within(TIMEOUT, asking(Send(REQUEST), Send(REQUEST), Send(REQUEST)), clock)
    assert next(flow) == Send(REQUEST, Timeout(2, 4, 10))
    clock.now = 107.0
    assert flow.send(Reply(200)) == Send(REQUEST, Timeout(2, 3, 3))
    clock.now = 109.5
    assert flow.send(Reply(201)) == Send(REQUEST, Timeout(0.5, 0.5, 0.5))
    assert result(flow, Reply(202)) == [Reply(200), Reply(201), Reply(202)]


def test_past_the_end_nothing_is_asked_for() -> None:
    clock = Clock()
    flow = within(TIMEOUT, asking(Send(REQUEST), Send(REQUEST), Sleep(0), Exclusive(asking)), clock)
    next(flow)
    clock.now = 110.0
    late = Failure(WORDS, sent=False, late=True)
    assert result(flow, Reply(200)) == [Reply(200), late, late, late]


def test_a_wait_that_is_too_long_is_not_begun() -> None:
    flow = within(TIMEOUT, asking(Sleep(9.5), Sleep(10), Sleep(11)), Clock())
    assert next(flow) == Sleep(9.5)
    late = Failure(WORDS, sent=False, late=True)
    assert result(flow, None) == [None, late, late]


@pytest.mark.parametrize("sent", [True, False])
def test_who_was_late_is_told_the_whole_time(sent: bool) -> None:
    flow = within(TIMEOUT, asking(Send(REQUEST), Send(REQUEST)), Clock())
    next(flow)
    flow.send(Failure("the time was up", sent=sent, late=True))
    assert result(flow, Failure("it was refused")) == [Failure(WORDS, sent=sent, late=True), Failure("it was refused")]


def test_what_is_exclusive_has_the_same_end() -> None:
    clock = Clock()
    flow = within(TIMEOUT, asking(Sleep(1), Exclusive(lambda: asking(Send(REQUEST), Send(REQUEST)))), clock)
    next(flow)
    clock.now = 104.0
    step: Any = flow.send(None)
    assert step.seconds == 6
    clock.now = 108.0
    inner = step.flow()
    assert next(inner) == Send(REQUEST, Timeout(2, 2, 2))
    clock.now = 110.0
    late = Failure(WORDS, sent=False, late=True)
    assert result(inner, Reply(200)) == [Reply(200), late]
    assert result(flow, late) == [None, late]


def test_what_blocks_is_done_whatever_the_time() -> None:
    clock = Clock()
    step = Blocking(lambda: 1)
    flow = within(TIMEOUT, asking(step, Send(REQUEST), step), clock)
    assert next(flow) is step
    assert flow.send("found") == Send(REQUEST, TIMEOUT)
    clock.now = 110.0
    assert flow.send(Reply(200)) is step
    assert result(flow, "again") == ["found", Reply(200), "again"]


def test_the_inner_flow_is_closed_with_the_outer() -> None:
    ended = []

    def inner() -> Flow[None]:
        try:
            yield Sleep(1)
        finally:
            ended.append(True)

    flow = within(TIMEOUT, inner(), Clock())
    next(flow)
    flow.close()
    assert ended == [True]


def test_no_wait_is_nought_which_would_mean_for_ever() -> None:
    assert Timeout(1, 2, 3).within(0) == Timeout(0.001, 0.001, 0.001)
    assert Timeout(1, 2, 3).within(-1) == Timeout(0.001, 0.001, 0.001)
    assert Timeout(1, 2, 3).within(1.5) == Timeout(1, 1.5, 1.5)


def test_the_usual_times() -> None:
    assert Timeout() == Timeout(connect=10, read=60, total=300)


@pytest.mark.parametrize("make", [lambda x: Timeout(connect=x), lambda x: Timeout(read=x), lambda x: Timeout(total=x)])
@pytest.mark.parametrize("seconds", [0, -1, 0.0009, float("inf"), float("nan")])
def test_times_that_cannot_be(make: Callable[[float], Timeout], seconds: float) -> None:
    with pytest.raises(ConfigError, match=r"Timeout\((connect|read|total)=\.\.\.\) must be a number of seconds, 0.001"):
        make(seconds)


def test_the_shortest_times_that_can_be() -> None:
    assert Timeout(0.001, 0.001, 0.001).total == 0.001
