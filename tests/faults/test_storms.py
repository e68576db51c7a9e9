"""Providers that refuse for a while or for ever, and say in all sorts of ways when to come back."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from oneroster_sdk import ApiError, RateLimited, Timeout, Unavailable

from ..client.conftest import FAST
from .conftest import FOR_EVER, PAGES, WHOLE, Ways, thorough
from .faults import Fault, Instead, Rule
from .wires import Answer

PAGE = b"<!DOCTYPE html><html><title>Too many requests</title></html>"
SMALLER = "the provider failed at large pages; smaller ones were asked for"
PAST = "Wed, 01 Jan 2020 00:00:00 GMT"
KINDS: dict[int, type] = {408: ApiError, 429: RateLimited, 502: Unavailable, 503: Unavailable, 504: Unavailable}
ABSURD = "Fri, 31 Dec 99999999999999999999 23:59:59 GMT"

# When to come back, as providers say it, and how many seconds that is; None where it says nothing.
SOON: dict[str, tuple[str | None, float | None]] = {
    "unsaid": (None, None),
    "nought": ("0", 0.0),
    "past": (PAST, 0.0),
    "words": ("soon", None),
    "negative": ("-5", None),
    "fraction": ("0.5", None),
    "no-date": ("Fri, 99 Foo 2020", None),
    "absurd": (ABSURD, None),
    "empty": ("", None),
}


def refusal(status: int, when: str | None = None, body: bytes = b"") -> Fault:
    said = () if when is None else (("Retry-After", when),)
    kind = (("Content-Type", "text/html"),) if body else ()
    return Instead(Answer(status, (*said, *kind), body))


def sixth_page(fault: Fault, times: int) -> Rule:
    """Late in the pull, for after 429 all that follows comes more slowly."""
    return Rule(fault, path="/users", skip=5, times=times)


def cells() -> list[Any]:
    """Each status, and for 503 each way to say when."""
    pairs = [(status, "unsaid") for status in (408, 429)] + [(429, "nought")] + [(503, when) for when in SOON]
    return [
        pytest.param(status, when, id=thorough(f"{status}-{when}", smoke=not number % 2))
        for number, (status, when) in enumerate(pairs)
    ]


@pytest.mark.parametrize(("status", "when"), cells())
def test_refusals_for_a_while(status: int, when: str, way: Ways, expected: list[str]) -> None:
    times = FAST.attempts - 1
    there = way(sixth_page(refusal(status, SOON[when][0], PAGE), times))
    records, report = there.pull()
    assert records == expected
    assert (report.complete, report.warnings, report.retries) == (True, {}, times)
    assert len(there.proxy.asked) == WHOLE + times
    assert there.proxy.connections == 1


@pytest.mark.parametrize(("status", "when"), cells())
def test_refusals_for_ever(status: int, when: str, way: Ways) -> None:
    there = way(sixth_page(refusal(status, SOON[when][0]), FOR_EVER))
    error = there.failing()
    assert type(error) is KINDS[status]
    assert (error.status, error.retryable, error.retry_after) == (status, True, SOON[when][1])
    assert f"answered {status} ({FAST.attempts} tries)" in str(error)
    assert len(there.proxy.asked) == 1 + 5 + FAST.attempts


@pytest.mark.parametrize("status", [429, pytest.param(503, id="503-thorough")])
@pytest.mark.parametrize(
    "when", ["3600", "hour", pytest.param("Fri, 31 Dec 9999 23:59:59 GMT", id="9999"), pytest.param("9" * 400, id="9s")]
)
def test_who_wants_too_long_a_wait_is_not_waited_for(status: int, when: str, way: Ways) -> None:
    hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    there = way(sixth_page(refusal(status, hour if when == "hour" else when), FOR_EVER))
    error = there.failing()
    assert type(error) is KINDS[status]
    assert (error.status, error.retryable) == (status, True)
    assert error.retry_after is not None
    assert error.retry_after >= 3590
    assert len(there.proxy.asked) == 1 + 5 + 1


def test_a_wait_that_ends_after_the_call_is_not_begun(way: Ways) -> None:
    there = way(sixth_page(refusal(429, "30"), FOR_EVER))
    begun_at = time.monotonic()
    error = there.failing(timeout=Timeout(connect=10, read=10, total=20))
    assert time.monotonic() - begun_at < 15
    assert isinstance(error, RateLimited)
    assert error.retry_after == 30
    assert len(there.proxy.asked) == 1 + 5 + 1


@pytest.mark.parametrize("status", [502, pytest.param(504, id="504-thorough")])
def test_a_gateway_that_waited_in_vain_once(status: int, way: Ways, expected: list[str]) -> None:
    there = way(Rule(refusal(status, None, PAGE), path="/users", skip=2))
    records, report = there.pull()
    assert records == expected
    assert (report.complete, report.warnings, report.retries) == (True, {}, 1)
    assert len(there.proxy.asked) == WHOLE + 1


@pytest.mark.parametrize("status", [502, pytest.param(504, id="504-thorough")])
def test_a_gateway_that_waits_in_vain_for_large_pages(status: int, way: Ways, expected: list[str]) -> None:
    """Twice at a page of a hundred; the pages of fifty that follow come: two of them."""
    there = way(Rule(refusal(status, None, PAGE), path="/users", times=2))
    records, report = there.pull(page_size=100)
    assert records == expected
    assert (report.complete, set(report.warnings)) == (True, {SMALLER})
    assert len(there.proxy.asked) == 1 + 2 + 2
    assert report.retries == 1


@pytest.mark.parametrize("status", [502, pytest.param(504, id="504-thorough")])
def test_a_gateway_that_waits_in_vain_for_ever(status: int, way: Ways) -> None:
    there = way(Rule(refusal(status), path="/users", times=FOR_EVER))
    error = there.failing(page_size=100)
    assert type(error) is Unavailable
    assert (error.status, error.retryable) == (status, True)
    assert "(2 tries)" in str(error)
    assert len(there.proxy.asked) == 1 + 2 * 4  # pages of 100, 50, 25, 12


def test_storms_of_all_kinds_in_one_pull(way: Ways, expected: list[str]) -> None:
    """Two refusals at each page: none is mended at the cost of another."""
    rules = [Rule(refusal(status), path="/users", skip=3 * page, times=2) for page, status in enumerate([408, 503] * 4)]
    there = way(*rules[:PAGES])
    records, report = there.pull()
    assert records == expected
    assert (report.complete, report.retries) == (True, 2 * PAGES)
    assert len(there.proxy.asked) == 1 + 3 * PAGES
