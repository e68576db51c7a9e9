"""The phases of a call in which it can be left: how to get a call to stop in each, and how to know that it is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from attrs import field, frozen

from oneroster_sdk.events import Retried

from .conftest import FOR_EVER, Way, Ways, third_page
from .faults import Break, Fault, Instead, Rule
from .names import NAME, look_ups
from .test_provider import silent_port
from .wires import Answer

IN_THE_ANSWER: dict[str, Fault] = {
    "before-the-head": Break("hang", "after"),
    "head": Break("hang", "head"),
    "body": Break("hang", "body"),
    "chunks": Break("hang", "body", chunked=True),
}
PHASES = ("look-up", "connect", "token", "token-body", *IN_THE_ANSWER, "sleep")


@frozen
class Stuck:
    """A way on which one call gets stuck in a phase; the next one passes."""

    way: Way
    options: dict[str, Any]
    reached: Callable[[], bool]
    """Whether the call is there."""
    goes_on: bool = True
    """Whether the next call passes."""


@frozen
class _Listening:
    sleeping: threading.Event = field(factory=threading.Event)

    def __call__(self, event: object) -> None:
        if isinstance(event, Retried):
            self.sleeping.set()


@contextmanager
def stuck(phase: str, way: Ways, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stuck]:
    """A way on which a pull of users gets stuck there, the first time."""
    with ExitStack() as stack:
        if phase == "look-up":
            names, there = stack.enter_context(look_ups(monkeypatch, FOR_EVER, 0.0)), way()
            url = there.proxy.through(there.sandbox.base_url).replace("127.0.0.1", NAME)
            yield Stuck(there, {"base_url": url}, lambda: names.count == 1)
        elif phase == "connect":
            url, there = f"{stack.enter_context(silent_port())}/ims/oneroster", way()
            yield Stuck(there, {"base_url": url}, lambda: there.proxy.count() == 1, goes_on=False)
        elif phase.startswith("token"):
            there = way(Rule(Break("hang", "before" if phase == "token" else "body"), "/oauth/token"))
            yield Stuck(there, {}, lambda: there.proxy.count() == 1)
        elif phase == "sleep":
            there, told = way(third_page(Instead(Answer(503, (("Retry-After", "30"),))))), _Listening()
            yield Stuck(there, {"on_event": told}, told.sleeping.is_set)
        else:
            there = way(third_page(IN_THE_ANSWER[phase]))
            yield Stuck(there, {}, lambda: there.proxy.count("/users") == 3)
