"""Listeners over real sockets: what they are told, and where, and that nothing is half done if one raises."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import NotFound, OAuth2, QueryError, RetryPolicy, events
from oneroster_sdk.events import Event

from .conftest import Asked, Caller, Provider, Script, Told
from .test_faults import org

Serve = Callable[[Script], Provider]


class BrokenCache:
    """A cache of tokens that cannot be used."""

    def load(self, key: str) -> str | None:
        raise OSError("no disk")

    def store(self, key: str, value: str, seconds: float | None) -> None:
        raise OSError("no disk")

    def lock(self, key: str) -> Any:
        raise OSError("no disk")


def everything_happens() -> Script:
    """A provider of three orgs, odd enough for every kind of event: it is busy once, and sends a bare array."""
    refused = False

    def script(asked: Asked) -> Told:
        nonlocal refused
        if not refused:
            refused = True
            return Told(b"", 503)
        offset = int(asked.query["offset"][0])
        rows = [{**org(number), "type": "School"} for number in range(3)]
        return Told(rows[offset : offset + int(asked.query["limit"][0])], headers={"X-Request-ID": "r-1"})

    return script


def opened(caller: Caller, provider: Provider, listener: Callable[[Event], object]) -> Any:
    auth = OAuth2(provider.auth.token_url, "client", "s3cret", cache=BrokenCache())
    retry = RetryPolicy(attempts=3, base=0.001)
    return caller.open(
        provider.base_url, auth, on_event=listener, requests_per_second=15, retry=retry, page_size=2, name="d7"
    )


KINDS = [name for name in events.__all__ if name not in ("Event", "Listener")]


def test_every_kind_of_event_happens(caller: Caller, serve: Serve) -> None:
    told: list[Event] = []
    call = opened(caller, serve(everything_happens()), told.append)
    assert len(call(lambda roster: roster.orgs.to_list())) == 3
    assert {type(event).__name__ for event in told} == set(KINDS)
    answered = [event for event in told if isinstance(event, events.Answered)]
    assert [event.status for event in answered[:3]] == [200, 503, 200]
    assert answered[-1].request_id == "r-1"
    assert not [event for event in told if "Zacharias" in repr(event) or "o0000" in repr(event)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_listener_raises_ends_the_call_and_leaves_nothing_half_done(
    caller: Caller, serve: Serve, kind: str
) -> None:
    armed, reports = [True], list[Any]()

    def listener(event: Event) -> None:
        if armed and type(event).__name__ == kind:
            raise LookupError("boom")

    provider = serve(everything_happens())
    call = opened(caller, provider, listener)

    def pull(roster: Any) -> Any:
        reports.append(roster.orgs.pull())
        return aiter(reports[-1]) if hasattr(reports[-1], "__aiter__") else iter(reports[-1])

    with pytest.raises(LookupError, match=r"^boom$") as caught:
        call(pull)
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert not reports[0].report.complete
    with pytest.raises(QueryError, match="iterated over once"):
        call(lambda roster: aiter(reports[0]) if hasattr(reports[0], "__aiter__") else iter(reports[0]))
    armed.clear()
    # The lock of the token, the turn and the connections are free: four more find their way, at the same time.
    found = [len(each) for each in (call(pull), call(pull))]
    assert found == [3, 3]
    assert reports[1].report.complete
    assert len(provider.tokens) <= 2


@pytest.mark.parametrize("error", [NotFound("theirs"), LookupError("theirs")])
def test_an_error_of_a_listener_is_not_taken_for_the_providers(caller: Caller, serve: Serve, error: Exception) -> None:
    def listener(event: Event) -> None:
        if isinstance(event, events.Answered):
            raise error

    provider = serve(lambda asked: Told({"org": org(1)}))
    call = caller.open(provider.base_url, provider.auth, on_event=listener)
    for ask in (
        lambda roster: roster.orgs.find("o1"),
        lambda roster: roster.results.delete("r1"),
        lambda roster: roster.snapshot(["orgs"]),
    ):
        with pytest.raises(type(error)) as caught:
            call(ask)
        assert caught.value is error


def test_listeners_are_called_where_the_work_is_done(caller: Caller, serve: Serve) -> None:
    places = set[Any]()

    def place() -> Any:
        return threading.get_ident() if caller.kind == "sync" else asyncio.current_task()

    call = opened(caller, serve(everything_happens()), lambda event: places.add(place()))
    if caller.kind == "sync":
        call(lambda roster: roster.orgs.to_list())
        assert places == {threading.get_ident()}
        return

    async def both(roster: Any) -> Any:
        await roster.orgs.to_list()
        return asyncio.current_task()

    assert places == {call(both)} or len(places) == 1
