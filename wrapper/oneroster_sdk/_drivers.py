"""The two drivers: they do what flows ask for, and nothing else."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import nullcontext
from typing import Any, Protocol, TypeVar

from ._flow import Answer, Blocking, Exclusive, Flow, Request, Send, Sleep
from ._held import held

T = TypeVar("T")


class Http(Protocol):
    """Sends one request and waits for the answer."""

    def send(self, request: Request) -> Answer: ...


class AsyncHttp(Protocol):
    """Sends one request and awaits the answer."""

    async def send(self, request: Request) -> Answer: ...


def drive(flow: Flow[T], http: Http, lock: threading.Lock) -> T:
    """Run a flow to its end, blocking."""
    answer: Any = None
    try:
        while True:
            step = flow.send(answer)
            match step:
                case Send(request):
                    answer = http.send(request)
                case Sleep(seconds):
                    time.sleep(seconds)
                    answer = None
                case Exclusive(inner, outer):
                    with lock, outer() if outer else nullcontext():
                        answer = drive(inner(), http, lock)
                case Blocking(call):
                    answer = call()
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        flow.close()


async def adrive(flow: Flow[T], http: AsyncHttp, lock: asyncio.Lock) -> T:
    """Run a flow to its end, asynchronously."""
    answer: Any = None
    try:
        while True:
            step = flow.send(answer)
            match step:
                case Send(request):
                    answer = await http.send(request)
                case Sleep(seconds):
                    await asyncio.sleep(seconds)
                    answer = None
                case Exclusive(inner, outer):
                    async with lock, held(outer) if outer else nullcontext():
                        answer = await adrive(inner(), http, lock)
                case Blocking(call):
                    answer = await asyncio.to_thread(call)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        flow.close()
