"""A flow that has so many seconds, whatever it does in them: its requests get what is left, its waits end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from attrs import evolve

from ._flow import Beside, Blocking, Exclusive, Failure, Flow, Join, Send, Sleep
from ._timeout import Timeout

T = TypeVar("T")
Waiting: TypeAlias = Send | Sleep | Exclusive
Clock: TypeAlias = Callable[[], float]
"""Seconds on a clock that never goes back."""


def within(timeout: Timeout, flow: Flow[T], clock: Clock) -> Flow[T]:
    """Run the flow so that it ends in time: what it still asks for afterwards fails at once."""
    return (yield from _until(clock() + timeout.total, timeout, flow, clock))


def _late(timeout: Timeout, *, sent: bool = False) -> Failure:
    words = f"no complete answer came within {timeout.total:g} seconds, waits and repetitions included (Timeout.total)"
    return Failure(words, sent, late=True)


def _until(due: float, timeout: Timeout, flow: Flow[T], clock: Clock) -> Flow[T]:
    answer: Any = None
    try:
        while True:
            step = flow.send(answer)
            left = due - clock()
            if isinstance(step, Blocking | Beside | Join):
                answer = yield step
                continue
            if left <= 0 or (isinstance(step, Sleep) and step.seconds >= left):
                answer = _late(timeout)
                continue
            answer = yield _bounded(step, left, due, timeout, clock)
            if isinstance(answer, Failure) and answer.late:
                answer = _late(timeout, sent=answer.sent)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        flow.close()


def _bounded(step: Waiting, left: float, due: float, timeout: Timeout, clock: Clock) -> Waiting:
    if isinstance(step, Send):
        return Send(step.request, timeout.within(left))
    if isinstance(step, Sleep):
        return step
    return evolve(step, flow=lambda: _until(due, timeout, step.flow(), clock), seconds=left)
