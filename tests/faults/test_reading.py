"""Reading through each fault: every record exactly once, or the right error; and not a request more than it takes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from oneroster_sdk import DecodeError, OneRosterError, RetryPolicy, Timeout, TransportError

from ..client.conftest import FAST
from . import wires
from .conftest import AMPLE, FOR_EVER, PAGES, SHORT, WHOLE, Ways, third_page, thorough
from .faults import Break, Drip, Edit, Fault, Rule
from .wires import Answer

BROKE = "the connection broke"
LATE = "the server did not answer in time"
PACKED = "the body could not be decompressed"
CUT = "the body is cut off"
NO_JSON = "no JSON"
DEAD_LINE = Timeout(connect=20, read=20, total=0.4)

# What ends without an answer: a repetition mends it.
LOST: dict[str, tuple[Fault, str]] = {
    **{f"{how}-{at}": (Break(how, at), LATE if how == "hang" else BROKE)
       for at in ("before", "after", "head", "body") for how in ("reset", "close", "hang")},
    **{f"{how}-in-chunks": (Break(how, "body", chunked=True), LATE if how == "hang" else BROKE)
       for how in ("reset", "close", "hang")},
    "garbled-status": (Edit(wires.garbled_status), BROKE),
    "no-http": (Edit(wires.no_http), BROKE),
    "garbled-header": (Edit(wires.garbled_header), BROKE),
    "two-lengths": (Edit(wires.two_lengths), BROKE),
    "garbled-chunks": (Edit(wires.garbled_chunks), BROKE),
    "too-long-and-open": (Edit(wires.too_long), LATE),
    "too-long-and-closed": (Edit(wires.too_long, closes=True), BROKE),
    "wrong-sum": (Edit(wires.wrong_sum), PACKED),
    "no-gzip": (Edit(wires.no_gzip), PACKED),
    "cut-gzip": (Edit(wires.cut_gzip), CUT),
    "cut-gzip-in-chunks": (Edit(wires.cut_gzip_in_chunks), CUT),
}  # fmt: skip
# What cannot be told from a provider that does not know JSON: an error at once.
UNREADABLE: dict[str, Fault] = {
    "cut-json": Edit(wires.cut_json),
    "flipped-json": Edit(wires.flipped_json),
    "too-short": Edit(wires.too_short),
    "cut-until-closed": Edit(wires.cut_until_closed, closes=True),
}
# What is odd, but allowed: not a request more.
HARMLESS: dict[str, Fault] = {
    "hints-first": Edit(wires.hints_first),
    "in-chunks": Edit(wires.in_chunks),
    "in-gzip": Edit(wires.in_gzip),
    "closing": Edit(wires.closing, closes=True),
    "until-closed": Edit(wires.until_closed, closes=True),
    "dripping-head": Drip("head", 0.0),
    "dripping-body": Drip("body", 0.0),
    "bytes-behind": Edit(wires.bytes_behind),
    "answer-behind": Edit(wires.nothing_behind),
}


def cells(names: Iterable[str]) -> list[Any]:
    """One parameter for each fault, every second of which belongs to the smoke."""
    return [pytest.param(name, id=thorough(name, smoke=not number % 2)) for number, name in enumerate(names)]


def patience(name: str) -> Timeout:
    return SHORT if "hang" in name or name == "too-long-and-open" else AMPLE


@pytest.mark.parametrize("name", cells(LOST))
def test_an_answer_that_is_lost_once(name: str, way: Ways, expected: list[str]) -> None:
    there = way(third_page(LOST[name][0]))
    records, report = there.pull(timeout=patience(name))
    assert records == expected
    assert (report.complete, report.evidence, report.warnings) == (True, "the last link", {})
    assert (report.retries, report.requests) == (1, PAGES + 1)
    assert len(there.proxy.asked) == WHOLE + 1


@pytest.mark.parametrize("name", cells(LOST))
def test_answers_that_are_lost_for_ever(name: str, way: Ways) -> None:
    fault, words = LOST[name]
    there = way(third_page(fault, FOR_EVER))
    error = there.failing(timeout=patience(name))
    assert type(error) is TransportError
    assert (error.status, error.retryable) == (None, True)
    assert str(error) == f"GET /rostering/v1p2/users: {words} ({FAST.attempts} tries)"
    assert len(there.proxy.asked) == 1 + 2 + FAST.attempts


@pytest.mark.parametrize("name", cells(UNREADABLE))
def test_an_answer_that_cannot_be_read(name: str, way: Ways) -> None:
    there = way(third_page(UNREADABLE[name]))
    error = there.failing()
    assert type(error) is DecodeError
    assert (error.status, error.retryable) == (200, False)
    assert NO_JSON in str(error)
    assert len(there.proxy.asked) == 1 + 2 + 1


@pytest.mark.parametrize("name", cells(UNREADABLE))
def test_the_client_can_be_used_after_it(name: str, way: Ways, expected: list[str]) -> None:
    there = way(third_page(UNREADABLE[name]))
    call = there.opened()
    with pytest.raises(OneRosterError):
        call(lambda roster: roster.users.to_list())
    assert there.flat(*call(lambda roster: roster.users.to_list())) == expected


@pytest.mark.parametrize("times", [pytest.param(1, id="once"), pytest.param(FOR_EVER, id="always-thorough")])
@pytest.mark.parametrize("name", cells(HARMLESS))
def test_an_answer_that_is_odd_but_right(name: str, times: int, way: Ways, expected: list[str]) -> None:
    there = way(third_page(HARMLESS[name], times))
    records, report = there.pull()
    assert records == expected
    assert (report.complete, report.evidence, report.warnings) == (True, "the last link", {})
    assert (report.retries, len(there.proxy.asked)) == (0, WHOLE)


@pytest.mark.parametrize("is_traced", [False, True], ids=["straight", "traced"])
def test_no_record_comes_from_an_answer_that_nobody_asked_for(
    way: Ways, expected: list[str], monkeypatch: pytest.MonkeyPatch, *, is_traced: bool
) -> None:
    there = way(Rule(Edit(wires.answer_behind(b'{"user": %b}' % expected[9].encode())), path="/users/"))
    if is_traced:  # then it comes through the library's client, which wraps it once more
        owner = getattr(import_module(there.caller.http), "AsyncClient" if there.caller.runner else "Client")
        send = owner.send

        def traced(self: Any, request: Any, **options: Any) -> Any:
            return send(self, request, **options)

        monkeypatch.setattr(owner, "send", traced)
    roster = there.roster()
    for right in expected[:3]:
        found = there.caller.gather([partial(roster.users.get, json.loads(right)["sourcedId"])])
        assert there.flat(*found) == [right]


def test_connections_that_are_closed_behind_each_answer(way: Ways, expected: list[str]) -> None:
    """As a balancer does that is told to keep none: whether the client sees it in time, or sends into it, is chance."""
    there = way(third_page(Edit(wires.with_length, closes=True), FOR_EVER))
    records, report = there.pull()
    assert records == expected
    # What was sent into a closed connection did not come, and was sent again.
    assert len(there.proxy.asked) == WHOLE
    assert report.requests == PAGES + report.retries
    assert there.proxy.connections == PAGES - 2


@pytest.mark.parametrize("how", [pytest.param("reset"), pytest.param("close", id="close-thorough")])
def test_an_idle_connection_that_ends_as_it_is_used_again(how: Any, way: Ways, expected: list[str]) -> None:
    there = way(third_page(Break(how, "before")))
    call = there.opened()
    assert there.flat(*call(lambda roster: roster.users.to_list())) == expected
    assert there.proxy.connections == 2
    assert len(there.proxy.asked) == WHOLE + 1


@pytest.mark.parametrize("times", [1, pytest.param(FOR_EVER, id="always-thorough")])
@pytest.mark.parametrize("at", ["head", "body"])
def test_an_answer_that_drips_longer_than_there_is_time(at: Any, times: int, way: Ways) -> None:
    there = way(third_page(Drip(at, 0.02), times))
    error = there.failing(timeout=DEAD_LINE)
    assert type(error) is TransportError
    assert (error.status, error.retryable) == (None, True)
    assert "no complete answer came within 0.4 seconds" in str(error)
    assert len(there.proxy.asked) == 1 + 2 + 1


@pytest.mark.parametrize("name", ["reset-before", "hang-body", "too-long-and-open-thorough", "wrong-sum"])
def test_nothing_is_repeated_where_that_is_not_wanted(name: str, way: Ways) -> None:
    fault, words = LOST[name.removesuffix("-thorough")]
    there = way(third_page(fault))
    error = there.failing(timeout=patience(name.removesuffix("-thorough")), retry=RetryPolicy(attempts=1))
    assert str(error) == f"GET /rostering/v1p2/users: {words}"
    assert len(there.proxy.asked) == 1 + 2 + 1


def test_every_edit_is_in_the_matrix() -> None:
    used = {fault.wire for fault, _ in LOST.values() if isinstance(fault, Edit)}
    used |= {fault.wire for fault in (*UNREADABLE.values(), *HARMLESS.values()) if isinstance(fault, Edit)}
    assert used >= set(wires.EDITS)


def test_a_head_is_cut_within_the_head() -> None:
    answer = Answer(200, (("A", "b"),), b"12345678")
    wire = wires.with_length(answer)
    assert b"\r\n\r\n" not in wires.cut(wire, answer, within_body=False)
    assert wires.cut(wire, answer, within_body=True).endswith(b"\r\n\r\n12345")
