"""Clients that are closed while they are used, and event loops that end."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from oneroster_sdk import AsyncOneRoster, ConfigError, OAuth2, OneRosterError, Timeout

from ..client.conftest import FAST, Caller
from .conftest import AMPLE, PAGE_SIZE, TLS, Way, Ways
from .names import NAME, look_ups
from .phases import stuck
from .test_leaving import close, every_phase, nothing_left, only_async, only_sync, reached
from .waiting import until

CLOSED = "this client is closed"
UNSTOPPABLE = ("look-up", "connect")
"""What the system does cannot be called off by another thread: these end with their own time."""


def patience(phase: str) -> Timeout:
    return evolve(AMPLE, connect=0.5) if phase in UNSTOPPABLE else AMPLE


def pulling(roster: Any) -> tuple[threading.Thread, list[BaseException]]:
    """A thread that pulls all users, and what it raises."""
    raised: list[BaseException] = []

    def pull() -> None:
        try:
            roster.users.to_list()
        except OneRosterError as error:
            raised.append(error)

    thread = threading.Thread(target=pull)
    thread.start()
    return thread, raised


@only_sync
@every_phase
def test_closed_while_a_thread_uses_it(phase: str, caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    with stuck(phase, way, monkeypatch) as case, nothing_left(case.way):
        roster = case.way.roster(timeout=patience(phase), **case.options)
        thread, raised = pulling(roster)
        until(case.reached, "the call does not get there")
        time.sleep(0.03)
        roster.close()
        begun_at = time.monotonic()
        thread.join(10)
        assert time.monotonic() - begun_at < 3
        assert [type(error) for error in raised] == [ConfigError]
        assert CLOSED in str(raised[0])
        assert_closed(roster.users.to_list)


def assert_closed(ask: Any) -> None:
    with pytest.raises(ConfigError, match=CLOSED):
        ask()


@only_async
@every_phase
def test_closed_while_a_task_uses_it(phase: str, caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    async def closed() -> None:
        task = asyncio.create_task(roster.users.to_list())
        await reached(case.reached)
        await roster.aclose()
        async with asyncio.timeout(3):
            with pytest.raises(ConfigError, match=CLOSED):
                await task
        with pytest.raises(ConfigError, match=CLOSED):
            await roster.users.to_list()

    assert caller.runner
    with stuck(phase, way, monkeypatch) as case, nothing_left(case.way):
        roster = case.way.roster(timeout=patience(phase), **case.options)
        caller.runner.run(closed())


MEANWHILE = 0.4
"""Seconds that a look-up takes, in which the client is closed. It cannot be called off, and leads to a connection."""


def named(there: Way) -> Any:
    return there.roster(base_url=there.proxy.through(there.sandbox.base_url).replace("127.0.0.1", NAME))


@only_sync
def test_closed_while_a_connection_is_made(caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    def close_meanwhile() -> None:
        until(lambda: names.count, "nobody looks up")
        roster.close()

    there = way()
    with nothing_left(there), look_ups(monkeypatch, MEANWHILE) as names:
        roster = named(there)
        closing = threading.Thread(target=close_meanwhile)
        closing.start()
        with pytest.raises(ConfigError, match=CLOSED):
            roster.users.to_list()
        closing.join()


@only_async
def test_closed_while_a_task_makes_a_connection(caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    assert caller.runner
    there = way()
    with nothing_left(there), look_ups(monkeypatch, MEANWHILE) as names, pytest.raises(ConfigError, match=CLOSED):
        caller.runner.run(closed_meanwhile(named(there), lambda: names.count))


async def closed_meanwhile(roster: AsyncOneRoster, condition: Callable[[], object]) -> None:
    """Close it as soon as the condition holds, under a task that pulls."""
    task = asyncio.create_task(roster.users.to_list())
    await reached(condition)
    await roster.aclose()
    async with asyncio.timeout(5):
        await task


@only_sync
def test_closed_under_many_threads(caller: Caller, way: Ways) -> None:
    """Each of them has all records, or is told."""
    there = way()
    found: list[int] = []
    raised: list[OneRosterError] = []

    def pull() -> None:
        while not raised:
            try:
                found.append(len(roster.users.to_list()))
            except OneRosterError as error:
                raised.append(error)

    with nothing_left(there):
        roster = there.roster(max_concurrency=2)
        threads = [threading.Thread(target=pull) for _ in range(6)]
        for thread in threads:
            thread.start()
        until(lambda: len(found) >= 3, "nothing comes")
        roster.close()
        for thread in threads:
            thread.join(5)
        assert not [thread for thread in threads if thread.is_alive()]
    assert set(found) == {57}
    assert {type(error) for error in raised} == {ConfigError}


@only_async
def test_closed_under_many_tasks(caller: Caller, way: Ways) -> None:
    async def closed() -> None:
        tasks = [asyncio.create_task(roster.users.to_list()) for _ in range(12)]
        await reached(lambda: there.proxy.count("/users") >= 3)
        await roster.aclose()
        async with asyncio.timeout(5):
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {ConfigError}

    assert caller.runner
    there = way()
    with nothing_left(there):
        roster = there.roster(max_concurrency=2)
        caller.runner.run(closed())


def test_closing_twice_and_before_the_first_request(caller: Caller, way: Ways) -> None:
    there = way()
    kept: list[Any] = []
    call = there.opened()
    call(kept.append)
    close(caller, kept[0])
    close(caller, kept[0])
    with pytest.raises(ConfigError, match=CLOSED):
        call(lambda roster: roster.users.to_list())
    assert there.proxy.asked == []


# --- event loops that end

left_to_the_collector = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
"""Python says so of sockets that nobody closed, and rightly. They must go all the same."""


def unowned(there: Way, http: Any) -> AsyncOneRoster:
    """A client that no fixture closes."""
    auth = OAuth2(there.proxy.through(there.sandbox.token_url), there.sandbox.client_id, there.sandbox.client_secret)
    url = there.proxy.through(there.sandbox.base_url)
    return AsyncOneRoster(url, auth=auth, http=http, retry=FAST, timeout=AMPLE, page_size=PAGE_SIZE, ca=TLS)


async def pull(roster: AsyncOneRoster) -> int:
    return len(await roster.users.to_list())


async def begin(roster: AsyncOneRoster) -> None:
    async for _ in roster.users:
        break


async def last(roster: AsyncOneRoster) -> int:
    async with roster:
        return await pull(roster)


@left_to_the_collector
@only_async
def test_a_client_goes_on_in_the_next_loop(caller: Caller, way: Ways) -> None:
    there = way()
    with nothing_left(there):
        roster = unowned(there, caller.http)
        assert [asyncio.run(pull(roster)) for _ in range(2)] == [57, 57]
        assert asyncio.run(last(roster)) == 57
        del roster


@left_to_the_collector
@only_async
def test_a_loop_that_ends_in_the_middle_of_a_reading(caller: Caller, way: Ways) -> None:
    there = way()
    with nothing_left(there):
        roster = unowned(there, caller.http)
        asyncio.run(begin(roster))
        asyncio.run(begin(roster))
        assert asyncio.run(pull(roster)) == 57
        del roster


@left_to_the_collector
@only_async
def test_a_client_that_nobody_closes(caller: Caller, way: Ways) -> None:
    there = way()
    with nothing_left(there):
        roster = unowned(there, caller.http)
        assert asyncio.run(pull(roster)) == 57
        del roster


@left_to_the_collector
@only_sync
def test_a_blocking_client_that_nobody_closes(caller: Caller, way: Ways) -> None:
    there = way()
    with nothing_left(there):
        roster = there.roster()
        caller.opened.clear()
        assert len(roster.users.to_list()) == 57
        del roster
