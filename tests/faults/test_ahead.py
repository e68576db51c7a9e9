"""Pages fetched ahead through faults: every record once and in order, or the right error; and what was begun ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from oneroster_sdk import ConfigError, TransportError, Unavailable, _pages
from oneroster_sdk.sandbox import Sandbox

from . import wires
from .conftest import FOR_EVER, PAGES, WHOLE, Way, Ways, begun, third_page, thorough
from .faults import Break, Drip, Edit, Event, Fault, Instead, Rule
from .test_leaving import close, nothing_left
from .test_reading import patience
from .waiting import until
from .wires import Answer

TOGETHER = 4

FAULTS: dict[str, Fault] = {
    "reset-before": Break("reset", "before"),
    "close-after": Break("close", "after"),
    "reset-body": Break("reset", "body"),
    "hang-body": Break("hang", "body"),
    "cut-in-chunks": Break("close", "body", chunked=True),
    "garbled-status": Edit(wires.garbled_status),
    "cut-gzip": Edit(wires.cut_gzip),
    "503": Instead(Answer(503)),
    "429": Instead(Answer(429)),
}


@pytest.fixture(autouse=True)
def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """However soon the sandbox answers, it is worth it to ask for the next pages."""
    monkeypatch.setattr(_pages, "QUICK", 0.0)


@pytest.fixture(autouse=True)
def _ended(way: Ways) -> Iterator[None]:
    """Before the proxy goes: a thread whose page nobody wants any more still ends the request that it is at."""
    yield
    until(lambda: not [each for each in threading.enumerate() if each.name == "oneroster-ahead"], "threads are left")


def cells(names: Any) -> list[Any]:
    return [pytest.param(name, id=thorough(name, smoke=not number % 2)) for number, name in enumerate(names)]


def test_pages_come_in_order_and_a_few_at_a_time(way: Ways, expected: list[str]) -> None:
    there = way(Rule(Drip("body", 0.0), "/users", times=FOR_EVER))
    records, report = there.pull(max_concurrency=TOGETHER)
    assert records == expected
    assert (report.complete, report.evidence, report.warnings) == (True, "the last link", {})
    assert (report.requests, len(there.proxy.asked)) == (PAGES, WHOLE)
    assert 1 < there.proxy.most_at_once <= TOGETHER
    assert there.proxy.connections <= TOGETHER


@pytest.mark.parametrize("name", cells(FAULTS))
def test_a_page_that_is_lost_once(name: str, way: Ways, expected: list[str]) -> None:
    there = way(third_page(FAULTS[name]))
    records, report = there.pull(max_concurrency=TOGETHER, timeout=patience(name))
    assert records == expected
    assert (report.complete, report.retries, report.requests) == (True, 1, PAGES + 1)
    assert len(there.proxy.asked) == WHOLE + 1


@pytest.mark.parametrize("name", cells(("reset-before", "close-after", "hang-body", "503")))
def test_pages_that_are_lost_for_ever(name: str, way: Ways) -> None:
    there = way(third_page(FAULTS[name], FOR_EVER))
    error = there.failing(max_concurrency=TOGETHER, timeout=patience(name))
    assert type(error) is (Unavailable if name == "503" else TransportError)
    assert str(error).startswith("GET /rostering/v1p2/users: ")
    assert there.proxy.count("/users") <= 2 + TOGETHER * 3  # each of those under way is tried three times


@pytest.mark.parametrize("revoked", [1, 4])
def test_a_token_that_is_revoked_is_renewed_once(
    revoked: int, way: Ways, expected: list[str], district: Sandbox
) -> None:
    there = way(Rule(Event(district.revoke_tokens), "/users", skip=revoked))
    records, report = there.pull(max_concurrency=TOGETHER)
    assert records == expected
    assert report.complete
    assert there.proxy.count("/oauth/token") == 2


def first_of(kept: list[Any]) -> Any:
    """Reads one record, and keeps what it came from."""

    def ask(roster: Any) -> Any:
        records = begun(kept, roster.users)
        kept.append(records)
        return anext(records) if hasattr(records, "__anext__") else next(records)

    return ask


def leave(there: Way, records: Any) -> None:
    if there.caller.runner:
        there.caller.runner.run(records.aclose())
    else:
        records.close()


def test_who_leaves_early_leaves_nothing_behind(way: Ways) -> None:
    there = way(Rule(Drip("body", 0.001), "/users", skip=1, times=FOR_EVER))
    with nothing_left(there):
        roster, kept = there.roster(max_concurrency=TOGETHER), list[Any]()
        asked = first_of(kept)(roster)
        if there.caller.runner:
            there.caller.runner.run(asked)
        leave(there, kept[1])
        assert kept[0].report.requests <= 3
        assert not kept[0].report.complete
        close(there.caller, roster)


def test_the_client_is_closed_while_pages_are_under_way(way: Ways) -> None:
    there = way(Rule(Break("hang", "body"), "/users", skip=1, times=FOR_EVER))
    roster, kept = there.roster(max_concurrency=TOGETHER), list[Any]()

    async def main() -> None:
        records = kept[1]
        with pytest.raises(ConfigError, match="this client is closed"):
            async with asyncio.timeout(10):
                [record async for record in records]
        await records.aclose()
        await asyncio.sleep(0.1)  # a loop that stands still would not let the others end

    asked = first_of(kept)(roster)
    if there.caller.runner:
        there.caller.runner.run(asked)
        there.caller.runner.run(roster.aclose())
        there.caller.runner.run(main())
    else:
        roster.close()
        with pytest.raises(ConfigError, match="this client is closed"):
            list(kept[1])
    until(lambda: there.proxy.connected == 0, "connections are left")


def test_one_after_the_other_begins_nothing(way: Ways, expected: list[str]) -> None:
    there = way()
    records, _ = there.pull(max_concurrency=1)
    assert records == expected
    assert there.proxy.most_at_once == 1
