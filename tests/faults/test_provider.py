"""Providers that cannot be reached, for a while or for ever: not found, not there, not answering, and other ones."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from oneroster_sdk import OneRosterError, RetryPolicy, Timeout, TransportError, Unavailable
from oneroster_sdk.events import Retried
from oneroster_sdk.sandbox import Sandbox

from ..client.conftest import FAST
from .conftest import FOR_EVER, WHOLE, Way, Ways, begun, third_page
from .faults import Break, Down, Event, Rule
from .names import NAME, look_ups

UNKNOWN = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
AGAIN = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


# --- not there


def test_a_provider_that_refuses_for_ever(way: Ways) -> None:
    there = way()
    there.proxy.refuse()
    error = there.failing()
    assert type(error) is TransportError
    assert error.retryable
    assert f"no connection could be made (it was refused) ({FAST.attempts} tries)" in str(error)
    assert there.proxy.connections == 0


@pytest.mark.parametrize("refusals", [1, pytest.param(FAST.attempts - 1, id="as-often-as-is-borne")])
def test_a_provider_that_refuses_for_a_while(refusals: int, way: Ways, expected: list[str]) -> None:
    """It goes down in the middle of a pull, with the connection, and comes back."""
    refused: list[str] = []

    def told(event: object) -> None:
        if isinstance(event, Retried):
            refused.append(event.reason)
            if len(refused) == 1:
                there.proxy.refuse()
            if len(refused) == refusals:
                there.proxy.listen()

    there = way(third_page(Break("reset", "before")))
    records, report = there.pull(on_event=told)
    assert records == expected
    assert (report.complete, report.retries) == (True, refusals)
    assert refused == ["the connection broke", "no connection could be made (it was refused)"][:refusals]
    assert len(there.proxy.asked) == WHOLE + 1


def test_a_provider_that_is_down_for_a_moment(way: Ways, expected: list[str]) -> None:
    there = way(third_page(Down(0.05)))
    records, report = there.pull(retry=RetryPolicy(attempts=50, base=0.05, cap=0.05))
    assert (records, report.complete) == (expected, True)
    assert len(there.proxy.asked) == WHOLE + 1


@contextmanager
def silent_port() -> Iterator[str]:
    """A port whose queue is full: what is sent there to open a connection is dropped."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        while True:
            fill = stack.enter_context(socket.socket())
            fill.settimeout(0.1)
            try:
                fill.connect(listener.getsockname())
            except TimeoutError:
                break
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_provider_to_which_no_connection_can_be_made(way: Ways) -> None:
    with silent_port() as origin:
        error = way().failing(base_url=f"{origin}/ims/oneroster", timeout=Timeout(connect=0.2, read=20, total=40))
    assert type(error) is TransportError
    assert error.retryable
    assert str(error) == f"GET /rostering/v1p2/users: no connection was made in time ({FAST.attempts} tries)"


def test_a_connection_that_takes_longer_than_the_call_has(way: Ways) -> None:
    with silent_port() as origin:
        begun_at = time.monotonic()
        error = way().failing(base_url=f"{origin}/ims/oneroster", timeout=Timeout(connect=20, read=20, total=0.4))
    assert time.monotonic() - begun_at < 5
    assert type(error) is TransportError
    assert "no complete answer came within 0.4 seconds" in str(error)


# --- not found


def by_name(there: Way, **options: Any) -> dict[str, Any]:
    return {"base_url": there.proxy.through(there.sandbox.base_url).replace("127.0.0.1", NAME), **options}


@pytest.mark.parametrize(
    "fates", [(0.1,), (UNKNOWN, 0.0), (AGAIN, 0.0), (AGAIN, AGAIN, 0.1)], ids=["slow", "unknown", "again", "twice"]
)
def test_a_name_that_is_found_at_last(
    fates: tuple[Any, ...], way: Ways, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = way()
    with look_ups(monkeypatch, *fates) as names:
        records, report = there.pull(**by_name(there))
    assert [each.replace(NAME, "127.0.0.1").replace(there.proxy.origin, "") for each in records] == expected
    assert (report.complete, report.retries) == (True, len(fates) - 1)
    assert names.count == len(fates)
    assert len(there.proxy.asked) == WHOLE


@pytest.mark.parametrize("fate", [UNKNOWN, AGAIN], ids=["unknown", "again"])
def test_a_name_that_is_never_found(fate: Any, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    there = way()
    with look_ups(monkeypatch, fate) as names:
        error = there.failing(**by_name(there))
    assert type(error) is TransportError
    assert error.retryable
    assert "no connection could be made (the host name" in str(error)
    assert f"({FAST.attempts} tries)" in str(error)
    assert names.count == FAST.attempts
    assert len(there.proxy.asked) == 1  # for the token


def test_a_look_up_that_hangs_once(way: Ways, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    there = way()
    with look_ups(monkeypatch, FOR_EVER, 0.0):
        records, report = there.pull(**by_name(there, timeout=Timeout(connect=0.3, read=20, total=40)))
    assert len(records) == len(expected)
    assert (report.complete, report.retries) == (True, 1)


@pytest.mark.parametrize("timeout", [Timeout(0.2, 20, 40), Timeout(20, 20, 0.6)], ids=["connect", "total"])
def test_a_look_up_that_hangs(timeout: Timeout, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    there = way()
    with look_ups(monkeypatch, FOR_EVER) as names:
        begun_at = time.monotonic()
        error = there.failing(**by_name(there, timeout=timeout))
        assert time.monotonic() - begun_at < 5
    assert type(error) is TransportError
    assert error.retryable
    assert "in time" in str(error) or "within 0.6 seconds" in str(error)
    assert names.count == (FAST.attempts if timeout.connect < 1 else 1)


# --- another one


@pytest.fixture
def twin(district: Sandbox) -> Iterator[Sandbox]:
    """The same provider, started again: the same data and credentials, but it knows no token."""
    with Sandbox(20, 5, client_id=district.client_id, client_secret=district.client_secret) as sandbox:
        yield sandbox


def test_a_provider_that_is_started_again_midway(way: Ways, twin: Sandbox, expected: list[str]) -> None:
    there = way(Rule(Event(lambda: setattr(there.proxy, "upstream", twin.base_url)), path="/users", skip=3))
    records, report = there.pull()
    assert (records, report.complete) == (expected, True)
    assert len(there.proxy.asked) == WHOLE + 2  # one is refused with 401, and a token asked for
    assert twin.token_requests == 1


def test_a_provider_that_is_gone_for_a_while(way: Ways, twin: Sandbox, expected: list[str]) -> None:
    """The gateway before it answers 502 meanwhile, for which pages shrink."""
    there = way(
        Rule(Event(lambda: setattr(there.proxy, "upstream", "http://127.0.0.1:1")), path="/users", skip=3),
        Rule(Event(lambda: setattr(there.proxy, "upstream", twin.base_url)), path="/users", skip=4),
    )
    records, report = there.pull()
    assert (records, report.complete, report.retries) == (expected, True, 2)
    assert len(there.proxy.asked) == WHOLE + 1 + 2


def test_a_provider_that_is_gone_for_ever(way: Ways) -> None:
    there = way(Rule(Event(lambda: setattr(there.proxy, "upstream", "http://127.0.0.1:1")), path="/users", skip=3))
    error = there.failing()
    assert type(error) is Unavailable
    assert (error.status, error.retryable) == (502, True)


def test_reports_of_pulls_that_fail_say_so(way: Ways) -> None:
    there = way(third_page(Break("close", "after"), FOR_EVER))
    kept: list[Any] = []
    call = there.opened()
    with pytest.raises(OneRosterError):
        call(lambda roster: begun(kept, roster.users))
    report = kept[0].report
    assert (report.complete, report.evidence, report.pages) == (False, None, 2)
    assert report.requests == 2 + FAST.attempts
    assert report.received == 10 + 9  # the second page begins with the last record of the first
