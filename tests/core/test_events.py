"""Listeners: all are told in order, and what one raises comes out of the call unchanged."""

from __future__ import annotations

import traceback
from typing import Any, get_args

import pytest

from oneroster_sdk import events
from oneroster_sdk._events import ListenerRaised, heard_by
from oneroster_sdk.events import Event, TokenFetched

EVENT = TokenFetched(60.0)


def test_all_kinds_of_events_are_public() -> None:
    kinds = {each.__name__ for each in get_args(Event)}
    assert len(kinds) == 8
    assert set(events.__all__) == kinds | {"Event", "Listener"}


def test_listeners_are_told_in_order() -> None:
    told: list[tuple[str, Any]] = []
    heard_by(lambda event: told.append(("a", event)), lambda event: told.append(("b", event)))(EVENT)
    assert told == [("a", EVENT), ("b", EVENT)]
    heard_by()(EVENT)


@pytest.mark.parametrize("error", [LookupError("boom"), KeyboardInterrupt(), StopIteration()])
def test_what_a_listener_raises_is_carried(error: BaseException) -> None:
    told: list[Any] = []

    def listener(event: Event) -> None:
        raise error

    with pytest.raises(ListenerRaised, match=r"^a listener raised$") as raised:
        heard_by(listener, told.append)(EVENT)
    assert raised.value.error is error
    assert not isinstance(raised.value, Exception)
    assert told == []
    assert {frame.name for frame in traceback.extract_tb(error.__traceback__)} == {"listener"}
    assert raised.value.__context__ is None
