"""How many requests are under way at the same time: with ``max_concurrency=1`` never two, whatever goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from oneroster_sdk import RetryPolicy
from oneroster_sdk.sandbox import Sandbox

from . import wires
from .conftest import FOR_EVER, PAGES, Way, Ways
from .faults import Break, Edit, Event, Instead, Rule
from .wires import Answer

PATIENT = RetryPolicy(attempts=20, base=0.001, cap=0.002)
AT_ONCE = 8


def every(fault: Any, apart: int, path: str = "/users") -> list[Rule]:
    """The fault hits each request of so many for a path, as long as there are any."""
    return [Rule(fault, path, skip=number * apart) for number in range(1, AT_ONCE * PAGES // apart + 1)]


def rules(name: str, revoke: Any) -> list[Rule]:
    known = {
        "nothing": [],
        "503": every(Instead(Answer(503)), 5),
        "reset": every(Break("reset", "after"), 5),
        "reset-in-the-body": every(Break("reset", "body"), 7),
        "cut": every(Break("close", "body"), 5),
        "closing": [Rule(Edit(wires.closing, closes=True), times=FOR_EVER)],
        "closed-silently": [Rule(Edit(wires.with_length, closes=True), times=FOR_EVER)],
        "bytes-behind": [Rule(Edit(wires.bytes_behind), times=FOR_EVER)],
        "revoked": [Rule(Event(revoke), "/users", skip=25)],
        "token-lost": [Rule(Break("close", "after"), "/oauth/token", times=3)],
        "429": [Rule(Instead(Answer(429)), "/users", skip=AT_ONCE * PAGES - 6, times=2)],
    }
    return known[name]


NAMES = (
    "nothing", "503", "reset", "reset-in-the-body", "cut", "closing", "closed-silently", "bytes-behind", "revoked",
    "token-lost", "429",
)  # fmt: skip


def pulled(there: Way, roster: Any) -> None:
    found = there.caller.gather([roster.users.to_list] * AT_ONCE)
    assert [len(users) for users in found] == [57] * AT_ONCE


@pytest.mark.parametrize(
    "name", [pytest.param(name, id=f"{name}-thorough" if number % 2 else name) for number, name in enumerate(NAMES)]
)
def test_one_at_a_time(name: str, way: Ways, district: Sandbox) -> None:
    there = way(*rules(name, district.revoke_tokens))
    pulled(there, there.roster(max_concurrency=1, retry=PATIENT))
    assert there.proxy.most_at_once == 1
    assert there.proxy.count("/users") >= AT_ONCE * PAGES


def test_one_at_a_time_costs_no_request(way: Ways) -> None:
    there = way()
    pulled(there, there.roster(max_concurrency=1))
    assert len(there.proxy.asked) == 1 + AT_ONCE * PAGES


def test_a_few_at_a_time(way: Ways) -> None:
    """The proxy would see it if there were more."""
    there = way()
    pulled(there, there.roster(max_concurrency=3))
    assert 1 < there.proxy.most_at_once <= 3
    assert there.proxy.connections <= 3


def test_one_at_a_time_in_a_crowd(way: Ways) -> None:
    """Reads and writes of all kinds by the way."""
    there = way(*every(Break("reset", "after"), 3, "/orgs"))
    roster = there.roster(max_concurrency=1, retry=PATIENT)
    asks = [roster.orgs.to_list, roster.users.first, roster.classes.count, roster.terms.to_list] * 3
    found = there.caller.gather(asks)
    assert [len(orgs) for orgs in found[::4]] == [9] * 3
    assert len({user.sourced_id for user in found[1::4]}) == 1
    assert len(set(found[2::4])) == 1
    assert there.proxy.most_at_once == 1
