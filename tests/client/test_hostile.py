"""A hostile provider over real sockets, where the bound is that of the HTTP library or of the whole way."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from oneroster_sdk import DecodeError, IncompletePull, RetryPolicy, TransportError

from .conftest import Asked, Caller, Provider, Script, Told
from .test_faults import org

Serve = Callable[[Script], Provider]
ONCE = RetryPolicy(attempts=1)
LONG = {f"X-Long-{number}": "x" * 60_000 for number in range(9)}


def test_headers_without_end_are_refused(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"orgs": []}, headers=LONG))
    with pytest.raises(TransportError, match="the connection broke"):
        caller.open(provider.base_url, provider.auth, retry=ONCE)(lambda roster: roster.orgs.to_list())


def test_a_long_link_header_costs_no_time(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"orgs": []}, headers={"Link": ";rel=" * 15_000}))
    started = time.monotonic()
    assert caller.open(provider.base_url, provider.auth)(lambda roster: roster.orgs.to_list()) == []
    assert time.monotonic() - started < 5


def test_a_body_that_is_too_deep_is_refused(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b'{"orgs": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"))
    with pytest.raises(DecodeError, match="no JSON"):
        caller.open(provider.base_url, provider.auth, retry=ONCE)(lambda roster: roster.orgs.to_list())


def test_pages_without_end_are_given_up(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        offset = int(asked.query["offset"][0])
        return Told({"orgs": [org(number) for number in range(offset, offset + int(asked.query["limit"][0]))]})

    provider = serve(script)
    call = caller.open(provider.base_url, provider.auth, max_records=500, page_size=200)
    with pytest.raises(IncompletePull, match="more than 500 records came"):
        call(lambda roster: roster.orgs.to_list())
    assert len(provider.asked) == 3
