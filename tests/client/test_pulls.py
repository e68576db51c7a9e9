"""The account of a pull, and the events on the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from oneroster_sdk import IncompletePull, OAuth2, QueryError
from oneroster_sdk.events import Answered, Event, PageRead, Repaired, Retried, TokenFetched, Warned
from oneroster_sdk.sandbox import Sandbox

from .conftest import Asked, Caller, Provider, Script, Told
from .test_faults import clamped, org

Serve = Callable[[Script], Provider]
Ask = Callable[[Callable[[Any], Any]], Any]


def records(pull: Any) -> Any:
    return pull.__aiter__() if hasattr(pull, "__aiter__") else iter(pull)


def begun(kept: list[Any], pull: Any) -> Any:
    kept.append(pull)
    return records(pull)


def test_a_whole_pull(caller: Caller, district: Sandbox) -> None:
    auth = OAuth2(district.token_url, district.client_id, district.client_secret)
    call = caller.open(district.base_url, auth, page_size=50)
    pulls: list[Any] = []
    found = call(lambda roster: begun(pulls, roster.users.pull()))
    report = pulls[0].report
    total = call(lambda roster: roster.users.count())
    assert report.complete
    assert (report.distinct, report.received, report.declared_total) == (len(found), len(found), total)
    assert report.evidence == "the last link"
    assert report.pages == report.requests == -(-total // 50)
    assert (report.retries, report.repairs, report.warnings) == (0, {}, {})
    assert report.high_water == max(user.date_last_modified for user in found)
    assert report.elapsed > 0
    assert json.loads(json.dumps(report.to_dict()))["operation"] == "GET /rostering/v1p2/users"
    with pytest.raises(QueryError, match="iterated over once"):
        call(lambda roster: records(pulls[0]))


def test_repairs_retries_and_the_proof_of_an_empty_page(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        if len(provider.asked) == 2:
            return Told(b"", 503)
        told = clamped(total=25, cap=10)(asked)
        return Told({"orgs": [{**each, "status": "Active", "identifier": 7} for each in told.body["orgs"]]})

    provider = serve(script)
    events: list[Event] = []
    call = caller.open(provider.base_url, provider.auth, on_event=events.append)
    pulls: list[Any] = []
    call(lambda roster: begun(pulls, roster.orgs.pull()))
    report = pulls[0].report
    assert (report.complete, report.evidence, report.pages, report.requests, report.retries) == (
        True,
        "an empty page",
        3,
        7,
        1,
    )
    assert report.repairs == {"Org.identifier was a number": 25, "Org.status was in another letter case": 25}
    assert report.high_water == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    label = "GET /rostering/v1p2/orgs"
    assert [type(event) for event in events[:6]] == [Answered, TokenFetched, Answered, PageRead, Repaired, Repaired]
    assert events[3] == PageRead(label, 0, 10, None)
    assert Repaired(label, "Org", "identifier", "was a number", 10) in events
    (retried,) = [event for event in events if isinstance(event, Retried)]
    assert (retried.operation, retried.tries, retried.reason) == (label, 1, "503")
    assert [event for event in events if isinstance(event, PageRead)][-2:] == [
        PageRead(label, 25, 0, None),
        PageRead(label, 24, 1, None),
    ]
    assert "Zacharias" not in repr(events)
    assert "o0001" not in repr(events) + json.dumps(report.to_dict())


def test_warnings_reach_the_report_and_the_listener(caller: Caller, serve: Serve) -> None:
    warning = {"imsx_codeMajor": "success", "imsx_severity": "warning", "imsx_codeMinor": "invalid_sort_field"}

    def script(asked: Asked) -> Told:
        return Told({**clamped(total=3, cap=2)(asked).body, "statusInfoSet": [warning]})

    provider = serve(script)
    events: list[Event] = []
    call = caller.open(provider.base_url, provider.auth, on_event=events.append, version="1.1")
    pulls: list[Any] = []
    call(lambda roster: begun(pulls, roster.orgs.sort("name").pull()))
    assert pulls[0].report.warnings == {"invalid_sort_field": 6}
    assert [event for event in events if isinstance(event, Warned)] == [
        Warned("GET /v1p1/orgs", "invalid_sort_field")
    ] * 6


def test_a_pull_that_is_cut_short_is_not_complete(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        return Told({"orgs": [org(1)]}, headers={"X-Total-Count": "9"})

    provider = serve(script)
    call = caller.open(provider.base_url, provider.auth)
    pulls: list[Any] = []
    with pytest.raises(IncompletePull):
        call(lambda roster: begun(pulls, roster.orgs.pull()))
    assert not pulls[0].report.complete
    limited: list[Any] = []
    call(lambda roster: begun(limited, roster.orgs.limit(1).pull()))
    assert not limited[0].report.complete
    assert limited[0].report.evidence is None
