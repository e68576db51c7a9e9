"""The two drivers: they do what flows ask for, and nothing else."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any, Protocol, TypeVar

from ._flow import Answer, Exclusive, Flow, Request, Send, Sleep

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
                case Exclusive(inner):
                    with lock:
                        answer = drive(inner(), http, lock)
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
                case Exclusive(inner):
                    async with lock:
                        answer = await adrive(inner(), http, lock)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        flow.close()
