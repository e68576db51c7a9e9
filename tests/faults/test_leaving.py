"""Calls that are left in the middle: breaks, cancelled tasks, Ctrl-C. Nothing stays, and the client goes on."""

from __future__ import annotations

import asyncio
import gc
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from oneroster_sdk import Timeout, TransportError

from ..client.conftest import Caller
from .conftest import FOR_EVER, Way, Ways
from .faults import Break, Rule
from .phases import PHASES, Stuck, stuck
from .waiting import open_files, until

only_async = pytest.mark.parametrize(
    "caller", [("async", "httpx"), ("async", "httpx2")], indirect=True, ids=["httpx", "httpx2-thorough"]
)
only_sync = pytest.mark.parametrize(
    "caller", [("sync", "httpx"), ("sync", "httpx2")], indirect=True, ids=["httpx", "httpx2-thorough"]
)
every_phase = pytest.mark.parametrize("phase", PHASES)


@contextmanager
def nothing_left(there: Way) -> Iterator[None]:
    """All connections that the block opens are closed soon after it, on both sides."""
    files = open_files()
    yield
    until(lambda: open_files() <= files, "sockets are left")
    until(lambda: there.proxy.connected == 0, "connections are left")


def usable(roster: Any, case: Stuck) -> None:
    """The client serves as before, many at a time."""
    if case.goes_on:
        found = case.way.caller.gather([roster.users.to_list] * 4)
        assert [len(users) for users in found] == [57] * 4


def close(caller: Caller, roster: Any) -> None:
    if caller.runner:
        caller.runner.run(roster.aclose())
    else:
        roster.close()


# --- tasks that are cancelled


async def reached(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - it happens in another thread
            await asyncio.sleep(0.002)
    await asyncio.sleep(0.03)  # from what shows it to the client's waiting for it


@only_async
@every_phase
def test_a_cancelled_task(phase: str, caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    async def cancelled() -> None:
        task = asyncio.create_task(roster.users.to_list())
        await reached(case.reached)
        task.cancel()
        begun_at = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - begun_at < 5
        assert asyncio.all_tasks() == {asyncio.current_task()}

    assert caller.runner
    with stuck(phase, way, monkeypatch) as case, nothing_left(case.way):
        roster = case.way.roster(**case.options)
        caller.runner.run(cancelled())
        usable(roster, case)
        close(caller, roster)


@only_async
@every_phase
def test_time_that_the_caller_sets(phase: str, caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    async def timed() -> None:
        async with asyncio.timeout(0.3):
            await roster.users.to_list()

    assert caller.runner
    with stuck(phase, way, monkeypatch) as case, nothing_left(case.way):
        roster = case.way.roster(**case.options)
        with pytest.raises(TimeoutError):
            caller.runner.run(timed())
        usable(roster, case)
        close(caller, roster)


@only_async
@pytest.mark.parametrize("which", [0, 2], ids=["who-asks", "who-waits"])
def test_one_of_many_that_want_a_token_is_cancelled(which: int, caller: Caller, way: Ways) -> None:
    async def cancelled() -> None:
        tasks = [asyncio.create_task(roster.users.to_list()) for _ in range(4)]
        await reached(lambda: there.proxy.count("/oauth/token"))
        tasks[which].cancel()
        found: list[Any] = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(found.pop(which), asyncio.CancelledError)
        assert [len(users) for users in found] == [57] * 3

    assert caller.runner
    there = way(Rule(Break("hang", "before"), "/oauth/token"))
    roster = there.roster(timeout=Timeout(connect=20, read=2, total=40))
    caller.runner.run(cancelled())
    assert there.proxy.count("/oauth/token") == 2


@only_async
@pytest.mark.parametrize("own_time", [False, True], ids=["cancelled", "out-of-time"])
def test_many_that_leave_together_take_no_connection_with_them(own_time: bool, caller: Caller, way: Ways) -> None:
    """More than the pool has, so that some of them leave while they wait for a connection."""

    async def left() -> None:
        await roster.users.first()
        for _ in range(3):
            tasks = [asyncio.create_task(roster.orgs.to_list()) for _ in range(12)]
            await asyncio.sleep(0.05)
            for task in () if own_time else tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(each) for each in outcomes} == {TransportError if own_time else asyncio.CancelledError}
        async with asyncio.timeout(10):
            found = await asyncio.gather(*(roster.users.to_list() for _ in range(12)))
        assert [len(users) for users in found] == [57] * 12

    assert caller.runner
    there = way(Rule(Break("hang", "before"), "/orgs", times=FOR_EVER))
    with nothing_left(there):
        timeout = Timeout(connect=20, read=20, total=0.8 if own_time else 20)
        roster = there.roster(max_concurrency=3, timeout=timeout)
        caller.runner.run(left())
        close(caller, roster)


@only_async
def test_cancelled_at_any_moment(caller: Caller, way: Ways) -> None:
    """Tasks that are cancelled as connections pass from one to another."""

    async def cancelled() -> None:
        for round_number in range(15):
            tasks = [asyncio.create_task(roster.users.to_list()) for _ in range(8)]
            await asyncio.sleep(0.004 + 0.001 * round_number)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.timeout(10):
            found = await asyncio.gather(*(roster.users.to_list() for _ in range(8)))
        assert [len(users) for users in found] == [57] * 8

    assert caller.runner
    there = way()
    with nothing_left(there):
        roster = there.roster(max_concurrency=2)
        caller.runner.run(cancelled())
        close(caller, roster)


# --- Ctrl-C


@contextmanager
def interrupted(condition: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C comes as soon as the condition holds."""

    def press() -> None:
        until(condition, "the call does not get there")
        time.sleep(0.03)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    finger = threading.Thread(target=press)
    finger.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            yield
    finally:
        finger.join()
        signal.signal(signal.SIGINT, before)


# If it comes while Python itself opens a socket, that is left to the collector: socket.create_connection() is so.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@only_sync
@every_phase
def test_ctrl_c(phase: str, caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    with stuck(phase, way, monkeypatch) as case, nothing_left(case.way):
        roster = case.way.roster(**case.options)
        begun_at = time.monotonic()
        with interrupted(case.reached):
            roster.users.to_list()
        assert time.monotonic() - begun_at < 5
        usable(roster, case)
        close(caller, roster)


@only_async
@pytest.mark.parametrize("phase", ["connect", "token", "body", "sleep"])
def test_ctrl_c_in_a_loop(phase: str, caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner cancels what runs in it."""
    assert caller.runner
    with stuck(phase, way, monkeypatch) as case, nothing_left(case.way):
        roster = case.way.roster(**case.options)
        with interrupted(case.reached):
            caller.runner.run(roster.users.to_list())
        usable(roster, case)
        close(caller, roster)


# --- readings that nobody ends

READINGS: dict[str, Callable[[Any], Any]] = {
    "records": lambda roster: roster.users,
    "pull": lambda roster: roster.users.pull(),
    "sorted": lambda roster: roster.users.sort("familyName").limit(30),
    "pages": lambda roster: roster.users.pages(),
    "raw": lambda roster: roster.users.raw(),
    "batches": lambda roster: roster.users.batches(3),
}
every_reading = pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)


@only_sync
@every_reading
def test_a_reading_that_is_left_early(reading: Callable[[Any], Any], caller: Caller, way: Ways) -> None:
    there = way()
    with nothing_left(there):
        roster = there.roster()
        for _ in reading(roster):
            break
        begun = iter(reading(roster))
        next(begun)
        del begun
        gc.collect()
        assert len(roster.users.to_list()) == 57
        close(caller, roster)


@only_async
@every_reading
def test_a_reading_in_a_loop_that_is_left_early(reading: Callable[[Any], Any], caller: Caller, way: Ways) -> None:
    async def left_early() -> None:
        async for _ in reading(roster):
            break
        begun = aiter(reading(roster))
        await anext(begun)
        del begun
        gc.collect()
        assert len(await roster.users.to_list()) == 57

    assert caller.runner
    there = way()
    with nothing_left(there):
        roster = there.roster()
        caller.runner.run(left_early())
        close(caller, roster)
