"""A whole district at one time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import (
    OAuth2,
    OneRosterError,
    QueryError,
)
from oneroster_sdk.sandbox import Sandbox

from .conftest import Asked, Caller, Provider, Script, Told
from .test_faults import org
from .test_trust import page

Serve = Callable[[Script], Provider]


@pytest.mark.parametrize("version", ["1.2", "1.1"])
def test_a_district_in_the_order_of_its_references(caller: Caller, district: Sandbox, version: str) -> None:
    auth = OAuth2(district.token_url, district.client_id, district.client_secret)
    call = caller.open(district.base_url, auth, version=version)
    snap = call(
        lambda roster: roster.snapshot(("enrollments", "users", "academicSessions", "classes", "courses", "orgs"))
    )
    place = list(snap).index
    assert place("orgs") < place("courses") < place("classes") < place("enrollments") > place("users") > place("orgs")
    assert place("academic_sessions") < place("courses")
    assert len(snap["users"]) == len(call(lambda roster: roster.users.to_list()))
    report = snap.report
    assert (report.complete, report.dangling, report.restarts) == (True, {}, 0)
    state = json.loads(json.dumps(report.next_state))
    assert set(state["since"]) == set(snap)
    assert json.loads(json.dumps(report.to_dict()))["complete"]
    latest = call(lambda roster: roster.snapshot(["orgs", "users"], since=state))
    assert [len(latest[name]) for name in ("orgs", "users")] == [1, 1]  # the last that changed, once more
    assert set(latest.report.next_state["since"]) == set(snap)
    assert "orgs" in repr(snap)
    assert str(snap["users"][0].sourced_id) not in repr(snap)


def test_references_that_lead_nowhere(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        name = asked.path.rpartition("/")[2]
        orphan = {
            **org(1),
            "parent": {"sourcedId": "gone"},
            "children": [{"sourcedId": "o0000"}, {"sourcedId": "lost"}],
        }
        return page(*{"orgs": [org(0), orphan]}.get(name, []), key=name)(asked)

    provider = serve(script)
    call = caller.open(provider.base_url, provider.auth)
    snap = call(lambda roster: roster.snapshot(["orgs", "courses"]))
    assert snap.report.dangling == {"Org.children": 1, "Org.parent": 1}
    assert snap["courses"] == []
    part = call(lambda roster: roster.snapshot(["orgs"], since={"version": 1, "since": {"orgs": "2025-01-01"}}))
    assert part.report.dangling == {}  # what did not change did not come


@pytest.mark.parametrize("status", [409, 410, 412])
def test_a_district_whose_data_changed_is_read_again(caller: Caller, serve: Serve, status: int) -> None:
    def script(asked: Asked) -> Told:
        if asked.path.endswith("courses") and sum(each.path.endswith("courses") for each in provider.asked) == 1:
            return Told({"imsx_description": "Zacharias moved"}, status)
        return page(*([org(0)] if asked.path.endswith("orgs") else []), key=asked.path.rpartition("/")[2])(asked)

    provider = serve(script)
    call = caller.open(provider.base_url, provider.auth)
    snap = call(lambda roster: roster.snapshot(["orgs", "courses"]))
    assert (snap.report.restarts, len(snap["orgs"]), snap.report.complete) == (1, 1, True)
    before = len(provider.asked)
    with pytest.raises(OneRosterError, match=str(status)):
        caller.open(serve(lambda asked: Told(b"", status)).base_url, provider.auth)(
            lambda roster: roster.snapshot(["orgs"], restarts=2)
        )
    assert len(provider.asked) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"names": ["user"]}, "no collection 'user' to read whole; did you mean 'users'"),
        ({"names": []}, "needs the name of one collection"),
        ({"since": "yesterday"}, "takes the next_state"),
        ({"since": {"version": 2, "since": {}}}, "takes the next_state"),
        ({"since": {"version": 1, "since": {"orgs": "later"}}}, "ISO 8601"),
        ({"restarts": -1}, "nought at least"),
    ],
)
def test_snapshots_that_cannot_be(caller: Caller, serve: Serve, arguments: Any, words: str) -> None:
    provider = serve(lambda asked: Told(b"", 500))
    call = caller.open(provider.base_url, provider.auth)
    with pytest.raises(QueryError, match=words):
        call(lambda roster: roster.snapshot(**arguments))
    assert provider.asked == []
