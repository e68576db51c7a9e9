"""Faults that meet pages which are asked for with less ado than the HTTP library makes."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable

import pytest
from attrs import evolve

from oneroster_sdk import ConfigError, Timeout

from ..client.conftest import FAST, Caller
from ..client.test_lean import went
from . import wires
from .conftest import AMPLE, FOR_EVER, PAGES, Way, Ways, third_page
from .faults import Break, Edit, Fault, Rule
from .phases import IN_THE_ANSWER, stuck
from .test_closing import pulling
from .test_leaving import close, nothing_left, only_async, only_sync, reached, usable
from .waiting import until
from .wires import Answer

__all__ = ["went"]

WireOf = Callable[[Answer], bytes]


def bare_line_ends(answer: Answer) -> bytes:
    start, _, body = wires.with_length(answer).partition(b"\r\n\r\n")
    return start.replace(b"\r\n", b"\n") + b"\n\n" + body


def folded(answer: Answer) -> bytes:
    return wires.with_length(answer.with_header("X-Long", "one\r\n two"))


def both_lengths(answer: Answer) -> bytes:
    return wires.in_chunks(answer.with_header("Content-Length", "7"))


def two_lengths_alike(answer: Answer) -> bytes:
    return wires.with_length(answer.with_header("Content-Length", str(len(answer.body))))


@pytest.mark.parametrize("wire_of", [folded, two_lengths_alike])
def test_what_only_the_library_can_read_is_asked_for_again_in_its_way(
    wire_of: WireOf, way: Ways, expected: list[str], went: list[bool]
) -> None:
    there = way(Rule(Edit(wire_of), path="/users", skip=1, times=FOR_EVER))
    records, report = there.pull()
    assert records == expected
    assert (report.complete, report.retries, report.warnings) == (True, 1, {})
    assert there.proxy.count("/users") == PAGES + 1
    assert went == [True, True, *[False] * (len(went) - 2)]


# --- whether the connection is used again


def connections(there: Way) -> list[int]:
    """On which connection each question for a page came."""
    return [asked.connection for asked in there.proxy.asked if "/users" in asked.path]


def announcement_behind(answer: Answer) -> bytes:
    return wires.with_length(answer) + b"HTTP/1.1 103 Early Hints\r\nX-Total-Count: 7\r\n\r\n"


def line_behind_chunks(answer: Answer) -> bytes:
    return wires.in_chunks(answer) + b"\r\n"


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Edit(wires.nothing_behind), id="answer-behind"),
        pytest.param(Edit(announcement_behind), id="announcement-behind"),
        pytest.param(Edit(wires.closing), id="said-to-close"),
        pytest.param(Edit(wires.with_length, closes=True), id="closed-without-a-word"),
        pytest.param(Edit(wires.until_closed, closes=True), id="until-closed"),
    ],
)
def test_a_connection_that_is_used_up_is_not_used_again(
    fault: Fault, way: Ways, expected: list[str], went: list[bool]
) -> None:
    there = way(Rule(fault, path="/users", times=FOR_EVER))
    records, report = there.pull()
    assert records == expected
    assert (report.complete, report.warnings) == (True, {})
    assert len(set(connections(there))) == PAGES
    assert went[0]


@pytest.mark.parametrize(
    "wire_of",
    [
        wires.with_length,
        wires.in_chunks,
        wires.in_gzip,
        wires.hints_first,
        wires.bytes_behind,
        line_behind_chunks,
        bare_line_ends,
        both_lengths,
    ],
)
def test_a_connection_that_is_not_used_up_is_used_to_the_end(
    wire_of: WireOf, way: Ways, expected: list[str], went: list[bool]
) -> None:
    there = way(Rule(Edit(wire_of), path="/users", times=FOR_EVER))
    records, report = there.pull()
    assert records == expected
    assert report.retries == 0
    assert set(connections(there)) == {1}
    assert went == [True] * PAGES


# --- answers that do not come to their end

LOST: dict[str, Fault] = {
    **{f"{how}-{at}": Break(how, at) for how in ("close", "reset", "hang") for at in ("after", "head", "body")},
    **{f"{how}-in-chunks": Break(how, "body", chunked=True) for how in ("close", "reset", "hang")},
}  # fmt: skip
"""On a connection that goes on, the third page gets lost."""


@pytest.mark.parametrize("name", LOST)
def test_an_answer_that_is_cut_off_is_asked_for_again(
    name: str, way: Ways, expected: list[str], went: list[bool]
) -> None:
    there = way(third_page(LOST[name]))
    records, report = there.pull(timeout=Timeout(connect=20, read=0.3 if "hang" in name else 20, total=40))
    assert records == expected
    assert report.retries == 1
    assert connections(there) == [1, 1, 1, *[2] * (PAGES - 2)]
    assert went == [True, True, True, False, *[True] * (PAGES - 3)]


def test_many_threads_or_tasks_mix_nothing_up(way: Ways, expected: list[str]) -> None:
    """Where one gives up a connection, others take theirs from the same pool."""
    faults = itertools.cycle([Edit(wires.nothing_behind), None, Break("close", "body"), None, None,
                              Break("reset", "body", chunked=True), Edit(wires.closing), None])  # fmt: skip
    there = way()
    there.proxy.choose = lambda asked: next(faults) if "/users" in asked.path else None
    with nothing_left(there):
        roster = there.roster(max_concurrency=4, retry=evolve(FAST, attempts=9))
        for _ in range(3):
            found = there.caller.gather([roster.users.to_list] * 8)
            assert [there.flat(*users) for users in found] == [expected] * 8
        close(there.caller, roster)


# --- who leaves while an answer comes

every_phase_of_an_answer = pytest.mark.parametrize("phase", IN_THE_ANSWER)


@only_async
@every_phase_of_an_answer
def test_who_is_cancelled_takes_the_connection_along_and_no_other(
    phase: str, caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch, went: list[bool]
) -> None:
    async def cancelled() -> None:
        task = asyncio.create_task(roster.users.to_list())
        await reached(case.reached)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await roster.users.to_list()

    assert caller.runner
    with stuck(phase, way, monkeypatch) as case, nothing_left(case.way):
        roster = case.way.roster()
        caller.runner.run(cancelled())
        assert connections(case.way) == [1, 1, 1, *[2] * PAGES]
        assert went == [True, True, True, False, *[True] * (PAGES - 1)]
        until(lambda: case.way.proxy.connected == 1, "the connection is left")
        usable(roster, case)
        close(caller, roster)


@only_sync
@every_phase_of_an_answer
def test_closed_while_a_thread_waits_for_an_answer(
    phase: str, caller: Caller, way: Ways, monkeypatch: pytest.MonkeyPatch, went: list[bool]
) -> None:
    with stuck(phase, way, monkeypatch) as case, nothing_left(case.way):
        roster = case.way.roster(timeout=evolve(AMPLE, total=10))
        thread, raised = pulling(roster)
        until(case.reached, "the call does not get there")
        until(lambda: len(went) == 3, "the call does not get there")
        roster.close()
        thread.join(10)
        assert [type(error) for error in raised] == [ConfigError]
        assert went == [True] * 3
