"""Flows that run beside the one that began them: in a thread, or in a task of the same loop."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from contextvars import copy_context
from typing import Any

from ._flow import Flow


class InThread:
    """A flow that a thread of its own runs.

    The thread is no reason for the interpreter to stay: what it does is of use to the one who began it, or to nobody.
    """

    def __init__(self, run: Callable[[Callable[[Flow[Any]], Flow[Any]]], Any]) -> None:
        self._process = os.getpid()
        self._outcome: Future[Any] = Future()
        self._dropped = threading.Event()
        # Listeners and loggers may keep in context variables for whom they work.
        arguments = (_settle, self._outcome, lambda: run(self._while_wanted))
        self._thread = threading.Thread(target=copy_context().run, args=arguments, name="oneroster-ahead", daemon=True)

    def start(self) -> None:
        """Begin.

        Raises:
            RuntimeError: there is no thread to be had.
        """
        self._thread.start()

    @property
    def here(self) -> bool:
        return self._process == os.getpid()

    def drop(self) -> None:
        self._dropped.set()

    def ended(self) -> None:
        wait([self._outcome])

    def result(self) -> Any:
        return self._outcome.result()

    def _while_wanted(self, flow: Flow[Any]) -> Flow[Any]:
        """The same flow, that ends at its next step when nobody wants it any more."""
        answer: Any = None
        try:
            while not self._dropped.is_set():
                answer = yield flow.send(answer)
        except StopIteration as done:
            return done.value
        finally:
            flow.close()
        return None


def _settle(outcome: Future[Any], work: Callable[[], Any]) -> None:
    try:
        outcome.set_result(work())
    except BaseException as error:
        outcome.set_exception(error)
    finally:
        del outcome, work  # else an error and this frame would hold each other


class InTask:
    """A flow that a task of the running loop runs."""

    def __init__(self, work: Coroutine[Any, Any, Any]) -> None:
        self._process = os.getpid()
        self._task = asyncio.get_running_loop().create_task(work, name="oneroster-ahead")
        # Asked for, or else asyncio would print what it raised if nobody waits for it.
        self._task.add_done_callback(lambda task: task.cancelled() or task.exception())

    @property
    def here(self) -> bool:
        return self._process == os.getpid() and self._task.get_loop() is asyncio.get_running_loop()

    async def ended(self) -> None:
        await asyncio.wait([self._task])

    def result(self) -> Any:
        return self._task.result()

    def drop(self) -> None:
        if not self._task.get_loop().is_closed():
            self._task.cancel()
