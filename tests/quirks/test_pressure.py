"""Providers that are busy, and those that fail at large pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from oneroster_sdk import RateLimited, RetryPolicy, Unavailable

from ..client.conftest import FAST, Asked, Told
from .conftest import Caller, Serve, Whole, failing, fewest, opened, pulled, whole
from .provider import Quirky, names, people
from .test_paging import limit_of

SMALLER = "the provider failed at large pages; smaller ones were asked for"
PAGE = b"<!DOCTYPE html><html><title>Too many requests</title>Zacharias</html>"
HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize(("options", "most"), [({"max_concurrency": 1}, 1), ({}, 4), ({"profile": "one"}, 1)])
def test_concurrent_requests(caller: Caller, serve: Serve, options: dict[str, Any], most: int) -> None:
    """In school hours one at a time, otherwise few."""
    lock, now, highest = threading.Lock(), 0, 0

    def script(asked: Asked) -> Told:
        nonlocal now, highest
        with lock:
            now += 1
            highest = max(highest, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        return Told({"user": people(1)[0]})

    if "profile" in options:
        options = {"profile": {"max_concurrency": 1}}
    rosters: list[Any] = []
    opened(caller, serve(script), **options)(rosters.append)
    found = caller.gather([lambda: rosters[0].users.get("u000")] * 8)
    assert [each.sourced_id for each in found] == ["u000"] * 8
    assert highest <= most
    assert highest == most or most > 1


def busy(after: int, times: int, told: Told) -> Callable[[Asked], Told | None]:
    """Refuses so many requests, after some that were served."""
    seen = 0

    def refuses(asked: Asked) -> Told | None:
        nonlocal seen
        seen += 1
        return told if after < seen <= after + times else None

    return refuses


SOON = {"Retry-After": "0"}


@pytest.mark.parametrize("after", [0, 3])
@pytest.mark.parametrize(
    "told",
    [
        Told(b"", 429, SOON),
        Told(PAGE, 429, {**SOON, **HTML}),
        Told({"error": "slow down"}, 429, SOON),
        Told(b"", 429),
        Told(b"", 429, {"Retry-After": "soon"}),
        Told(b"", 429, {"Retry-After": format_datetime(datetime(2020, 1, 2, tzinfo=UTC), usegmt=True)}),
        Told(b"", 503, SOON),
    ],
    ids=["seconds", "html", "json", "no-header", "no-number", "date", "503"],
)
def test_too_many_requests_for_a_while(caller: Caller, serve: Serve, after: int, told: Told) -> None:
    provider = serve(Quirky(people(13), caps=(5,), refuses=busy(after, 2, told)))
    outcome = pulled(caller, provider)
    whole(outcome, Whole(names(13), fewest=fewest(13, 5) + 2))
    assert outcome.report.retries == 2


def test_retry_after_is_waited_for(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(3), refuses=busy(0, 1, Told(PAGE, 429, {"Retry-After": "1", **HTML}))))
    begun_at = time.monotonic()
    whole(pulled(caller, provider), Whole(names(3)))
    assert time.monotonic() - begun_at >= 1


@pytest.mark.parametrize(("status", "kind"), [(429, RateLimited), (503, Unavailable)])
def test_too_many_requests_for_ever(caller: Caller, serve: Serve, status: int, kind: type) -> None:
    provider = serve(Quirky(people(13), caps=(5,), refuses=busy(2, 99, Told(PAGE, status, {**SOON, **HTML}))))
    error = failing(caller, provider)
    assert type(error) is kind
    assert (error.status, error.retryable, error.retry_after) == (status, True, 0)
    assert f"({FAST.attempts} tries)" in str(error)
    assert len(provider.asked) == 2 + FAST.attempts


def test_retry_after_that_is_too_long(caller: Caller, serve: Serve) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    for value in ("3600", format_datetime(later, usegmt=True)):
        provider = serve(Quirky(people(3), refuses=busy(0, 99, Told(b"", 429, {"Retry-After": value}))))
        error = failing(caller, provider)
        assert isinstance(error, RateLimited)
        assert error.retry_after is not None
        assert 3590 < error.retry_after <= 3600
        assert len(provider.asked) == 1


# --- heavy pages


def heavy(most: int, status: int, offset: int = 0) -> Callable[[Asked], Told | None]:
    """From this offset on, pages of more records than this take too long."""

    def refuses(asked: Asked) -> Told | None:
        there = int(asked.query["offset"][0]) >= offset
        return Told(PAGE, status, HTML) if there and limit_of(asked) > most else None

    return refuses


@pytest.mark.parametrize("status", [502, 504])
@pytest.mark.parametrize(("most", "offset"), [(300, 0), (25, 0), (40, 90)])
def test_heavy_pages_are_halved(caller: Caller, serve: Serve, status: int, most: int, offset: int) -> None:
    provider = serve(Quirky(people(140), caps=(90,), refuses=heavy(most, status, offset)))
    outcome = pulled(caller, provider, page_size=400)
    assert outcome.ids == names(140)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
    assert set(outcome.report.warnings) == {SMALLER}
    # From 400 on, each halving is asked for twice; then the pages that can be had.
    assert outcome.requests <= 5 * 2 + fewest(140, min(most // 2, 90)) + 6


@pytest.mark.parametrize("status", [502, 504])
def test_heavy_pages_of_any_size(caller: Caller, serve: Serve, status: int) -> None:
    provider = serve(Quirky(people(140), refuses=heavy(0, status)))
    error = failing(caller, provider, page_size=400)
    assert isinstance(error, Unavailable)
    assert (error.status, error.retryable) == (status, True)
    assert len(provider.asked) <= 20
    assert min(limit_of(asked) for asked in provider.asked) >= 10


def test_heavy_pages_where_nothing_is_repeated(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(140), refuses=heavy(100, 504)))
    error = failing(caller, provider, page_size=400, retry=RetryPolicy(attempts=1))
    assert isinstance(error, Unavailable)
    assert len(provider.asked) == 1
