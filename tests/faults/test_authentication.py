"""Faults on the way to a token, and tokens that are revoked in the middle of a pull."""

from __future__ import annotations

from typing import Any

import pytest

from oneroster_sdk import AuthError, TransportError
from oneroster_sdk.sandbox import Sandbox

from ..client.conftest import FAST
from . import wires
from .conftest import FOR_EVER, WHOLE, Ways
from .faults import Break, Edit, Event, Fault, Instead, Rule
from .test_reading import LOST, cells, patience
from .wires import Answer

FEW = ("reset-after", "close-body", "hang-before", "hang-body", "garbled-status", "two-lengths", "wrong-sum")
PAGE = Answer(200, (("Content-Type", "text/html"),), b"<!DOCTYPE html><html><title>Sign in</title></html>")


def at_the_token(fault: Fault, times: int = 1) -> Rule:
    return Rule(fault, path="/oauth/token", times=times)


@pytest.mark.parametrize("name", cells(FEW))
def test_a_token_that_is_lost_once(name: str, way: Ways, expected: list[str]) -> None:
    there = way(at_the_token(LOST[name][0]))
    records, report = there.pull(timeout=patience(name))
    assert (records, report.complete) == (expected, True)
    assert len(there.proxy.asked) == WHOLE + 1
    assert there.proxy.count("/oauth/token") == 2


@pytest.mark.parametrize("name", cells(FEW))
def test_tokens_that_are_lost_for_ever(name: str, way: Ways) -> None:
    fault, words = LOST[name]
    there = way(at_the_token(fault, FOR_EVER))
    error = there.failing(timeout=patience(name))
    assert type(error) is TransportError
    assert (error.status, error.retryable) == (None, True)
    assert str(error) == f"the token endpoint: {words} ({FAST.attempts} tries). Is the token URL right?"
    assert len(there.proxy.asked) == FAST.attempts


@pytest.mark.parametrize("status", [429, 503, 502])
def test_refusals_of_a_token_for_a_while(status: int, way: Ways, expected: list[str]) -> None:
    there = way(at_the_token(Instead(Answer(status)), FAST.attempts - 1))
    records, _ = there.pull()
    assert records == expected
    assert there.proxy.count("/oauth/token") == FAST.attempts


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (Edit(wires.cut_json), 200, "without an access_token"),
        (Instead(PAGE), 200, "HTML page"),
        (Instead(Answer(503)), 503, "answered 503"),
        (Instead(Answer(500)), 500, "answered 500"),
    ],
    ids=["cut-json", "html", "503", "500-thorough"],
)
def test_what_is_no_token(fault: Fault, status: int, words: str, way: Ways) -> None:
    there = way(at_the_token(fault, FOR_EVER))
    error = there.failing()
    assert type(error) is AuthError
    assert (error.status, error.retryable) == (status, status == 503)
    assert words in str(error)
    assert len(there.proxy.asked) == (FAST.attempts if status == 503 else 1)


def test_a_token_revoked_midway(way: Ways, district: Sandbox, expected: list[str]) -> None:
    there = way(Rule(Event(district.revoke_tokens), path="/users", skip=2))
    before = district.token_requests
    records, report = there.pull()
    assert (records, report.complete) == (expected, True)
    assert district.token_requests == before + 2
    assert len(there.proxy.asked) == WHOLE + 2


def test_tokens_that_are_revoked_at_each_page(way: Ways, district: Sandbox, expected: list[str]) -> None:
    """Every second request for a page comes with a token that has just been given out."""
    revoked = [Rule(Event(district.revoke_tokens), path="/users", skip=2 * page) for page in range(7)]
    there = way(*revoked)
    records, _ = there.pull()
    assert records == expected
    assert there.proxy.count("/oauth/token") == 1 + 7
    assert there.proxy.count("/users") == 2 * 7


def test_tokens_that_are_revoked_at_once(way: Ways, district: Sandbox) -> None:
    there = way(Rule(Event(district.revoke_tokens), path="/users", skip=2, times=FOR_EVER))
    error = there.failing()
    assert type(error) is AuthError
    assert error.status == 401
    assert len(there.proxy.asked) == 1 + 2 + 1 + 1 + 1


@pytest.mark.parametrize("fault", [Break("reset", "after"), Instead(Answer(503))], ids=["reset", "503-thorough"])
def test_a_revoked_token_whose_successor_is_lost(fault: Any, way: Ways, district: Sandbox, expected: list[str]) -> None:
    there = way(
        Rule(Event(district.revoke_tokens), path="/users", skip=2),
        Rule(fault, path="/oauth/token", skip=1),
    )
    records, _ = there.pull()
    assert records == expected
    assert len(there.proxy.asked) == WHOLE + 3


def test_a_token_that_is_lost_while_many_wait_for_it(way: Ways) -> None:
    there = way(at_the_token(Break("reset", "after")))
    roster = there.roster()
    found = there.caller.gather([roster.orgs.to_list] * 8)
    assert [len(orgs) for orgs in found] == [9] * 8
    assert there.proxy.count("/oauth/token") == 2
