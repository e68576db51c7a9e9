"""The two drivers: they do what flows ask for, and nothing else."""

from __future__ import annotations

import asyncio
import threading
from contextlib import nullcontext
from typing import Any, Final, Protocol, TypeVar

from ._beside import InTask, InThread
from ._flow import Answer, Beside, Blocking, Exclusive, Failure, Flow, Join, Send, Sleep
from ._held import held

T = TypeVar("T")

_STILL_BUSY: Final = Failure("others were not done in time", sent=False, late=True)


class Hands(Protocol):
    """What the blocking driver works with."""

    lock: threading.Lock

    def send(self, step: Send) -> Answer: ...

    def sleep(self, seconds: float) -> None: ...


class AsyncHands(Protocol):
    """What the asynchronous driver works with."""

    lock: asyncio.Lock

    async def send(self, step: Send) -> Answer: ...

    async def sleep(self, seconds: float) -> None: ...


def drive(flow: Flow[T], hands: Hands) -> T:
    """Run a flow to its end, blocking."""
    answer: Any = None
    try:
        while True:
            step = flow.send(answer)
            match step:
                case Send():
                    answer = hands.send(step)
                case Sleep(seconds):
                    hands.sleep(seconds)
                    answer = None
                case Exclusive():
                    answer = _alone(step, hands)
                case Blocking(call):
                    answer = call()
                case Beside():
                    answer = _beside(step, hands)
                case Join(begun):
                    answer = begun.ended()
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        flow.close()


def _alone(step: Exclusive, hands: Hands) -> Any:
    if not hands.lock.acquire(timeout=step.seconds):
        return _STILL_BUSY
    try:
        with step.lock() if step.lock else nullcontext():
            return drive(step.flow(), hands)
    finally:
        hands.lock.release()


def _beside(step: Beside, hands: Hands) -> InThread | None:
    begun = InThread(lambda keeps_on: drive(keeps_on(step.flow()), hands))
    try:
        begun.start()
    except RuntimeError:  # the system gives no more threads, or the interpreter ends
        return None
    return begun


async def adrive(flow: Flow[T], hands: AsyncHands) -> T:
    """Run a flow to its end, asynchronously."""
    answer: Any = None
    try:
        while True:
            step = flow.send(answer)
            match step:
                case Send():
                    answer = await hands.send(step)
                case Sleep(seconds):
                    await hands.sleep(seconds)
                    answer = None
                case Exclusive():
                    answer = await _aalone(step, hands)
                case Blocking(call):
                    answer = await asyncio.to_thread(call)
                case Beside(flow_of):
                    answer = InTask(adrive(flow_of(), hands))
                case Join(begun):
                    answer = await begun.ended()
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        flow.close()


async def _aalone(step: Exclusive, hands: AsyncHands) -> Any:
    try:
        async with asyncio.timeout(step.seconds):
            await hands.lock.acquire()
    except TimeoutError:
        return _STILL_BUSY
    try:
        async with held(step.lock) if step.lock else nullcontext():
            return await adrive(step.flow(), hands)
    finally:
        hands.lock.release()
