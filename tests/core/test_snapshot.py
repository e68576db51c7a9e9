"""Several collections at one time: their order, what refers to nothing, and where the next snapshot goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from oneroster_sdk import Forbidden, IncompletePull, OneRoster, OneRosterError, QueryError
from oneroster_sdk._flow import Answer, Reply
from oneroster_sdk._report import PullReport
from oneroster_sdk._root import DISTRICT
from oneroster_sdk._snapshot import Snapshot, SnapshotReport, collections, in_order, snake

from .playing import Asked, Provider, Script, client, org, reply

WHEN = "2026-01-02T03:04:05Z"


def ref(sourced_id: str, kind: str) -> dict[str, str]:
    return {"sourcedId": sourced_id, "type": kind}


def base(sourced_id: str) -> dict[str, str]:
    return {"sourcedId": sourced_id, "status": "active", "dateLastModified": WHEN}


def user(sourced_id: str, *orgs: str, **changes: Any) -> dict[str, Any]:
    roles = [{"roleType": "primary", "role": "student", "org": ref(each, "org")} for each in orgs]
    names = {"enabledUser": "true", "username": "x", "givenName": "a", "familyName": "Zacharias"}
    return {**base(sourced_id), **names, "roles": roles, **changes}


def enrollment(sourced_id: str, who: str, lesson: str) -> dict[str, Any]:
    references = {"user": ref(who, "user"), "class": ref(lesson, "class"), "school": ref("o1", "org")}
    return {**base(sourced_id), **references, "role": "student", "primary": "false"}


ROWS: dict[str, list[dict[str, Any]]] = {
    "orgs": [org("o1"), org("o2", parent=ref("o1", "org")), org("o3", parent=ref("o9", "org"))],
    "users": [user("u1", "o1", "o2"), user("u2", "o8", agents=[ref("u1", "user"), ref("u7", "user")])],
    "enrollments": [enrollment("e1", "u1", "c1"), enrollment("e2", "u9", "c1")],
}


def district(rows: Mapping[str, list[dict[str, Any]]], cap: int = 2) -> Script:
    def script(asked: Asked) -> Answer:
        name = asked.path.rpartition("/")[2]
        found = rows.get(name, [])
        return reply({name: found[asked.offset : asked.offset + min(asked.limit, cap)]})

    return script


def core_of(version: str = "1.2") -> Any:
    return client(district({}), version=version)[0]._engine.core


def read(provider: Provider) -> list[str]:
    """The collections in the order in which they were read."""
    return list(dict.fromkeys(each.path.rpartition("/")[2] for each in provider.asked))


# --- which collections, in which order


@pytest.mark.parametrize(
    ("name", "written"),
    [("orgs", "orgs"), ("academicSessions", "academic_sessions"), ("AssessmentLineItems", "assessment_line_items")],
)
def test_names_in_snake_case(name: str, written: str) -> None:
    assert snake(name) == written


def test_the_collections_of_each_version() -> None:
    new, old = collections(core_of()), collections(core_of("1.1"))
    assert set(new) - set(old) == {"assessment_line_items", "assessment_results", "score_scales"}
    assert set(old) <= set(new)
    assert new["academic_sessions"].path == "/rostering/v1p2/academicSessions"
    assert old["users"].id == "getAllUsers"
    assert all(each.method == "GET" and each.answer and each.answer.many for each in new.values())


@pytest.mark.parametrize("version", ["1.2", "1.1"])
def test_what_others_refer_to_comes_first(version: str) -> None:
    ordered = ["orgs", "academic_sessions", "courses", "classes", "users", "enrollments"]
    assert list(in_order(core_of(version), DISTRICT)) == ordered
    turned = list(in_order(core_of(version), reversed(DISTRICT)))
    assert (set(turned), turned[-1]) == (set(ordered), "enrollments")
    assert turned.index("orgs") < turned.index("courses") < turned.index("classes")
    assert list(in_order(core_of(version), ["results", "line_items", "classes"])) == [
        "classes",
        "line_items",
        "results",
    ]
    assert list(in_order(core_of(version), ["enrollments", "users"])) == ["users", "enrollments"]


def test_names_are_taken_in_either_spelling_and_once() -> None:
    assert list(in_order(core_of(), ["users", "academicSessions", "academic_sessions"])) == [
        "users",
        "academic_sessions",
    ]
    assert list(in_order(core_of(), "users")) == ["users"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "a snapshot needs the name of one collection at least"),
        (["orgs", "user"], "there is no collection 'user' to read whole; did you mean 'users'?"),
        (["zzzz"], "there is no collection 'zzzz' to read whole; there are academic_sessions, classes, courses,"),
    ],
)
def test_collections_that_there_are_not(names: list[str], words: str) -> None:
    with pytest.raises(QueryError) as caught:
        in_order(core_of(), names)
    assert str(caught.value).startswith(words)


# --- a snapshot


def test_a_district_at_one_time() -> None:
    roster, provider = client(district(ROWS), page_size=7)
    snap = roster.snapshot(("enrollments", "users", "orgs"))
    assert read(provider) == ["orgs", "users", "enrollments"]
    assert {name: [each.sourced_id for each in snap[name]] for name in snap} == {
        "orgs": ["o1", "o2", "o3"],
        "users": ["u1", "u2"],
        "enrollments": ["e1", "e2"],
    }
    assert len(snap) == 3
    assert provider.windows[0] == (0, 7)
    report = snap.report
    assert list(report.pulls) == ["orgs", "users", "enrollments"]
    assert [pull.distinct for pull in report.pulls.values()] == [3, 2, 2]
    assert (report.complete, report.restarts) == (True, 0)
    assert report.dangling == {
        "Org.parent": 1,
        "User.roles.org": 1,
        "User.agents": 1,
        "Enrollment.user": 1,
    }
    moments = dict.fromkeys(["orgs", "users", "enrollments"], "2026-01-02T03:04:05+00:00")
    assert report.next_state == {"version": 1, "since": moments}
    shown = json.loads(json.dumps(report.to_dict()))
    assert (shown["complete"], shown["restarts"], shown["dangling"]) == (True, 0, report.dangling)
    assert shown["pulls"]["users"]["distinct"] == 2
    assert shown["next_state"] == report.next_state
    assert "Zacharias" not in repr(snap) + repr(report)
    assert "{'orgs': 3, 'users': 2, 'enrollments': 2}" in repr(snap)


def test_the_usual_district() -> None:
    roster, provider = client(district({}))
    assert list(roster.snapshot()) == list(DISTRICT) == [snake(name) for name in read(provider)]


def test_records_of_1_1_refer_as_those_of_1_2() -> None:
    old = {**base("u1"), "enabledUser": True, "username": "x", "role": "student", "orgs": [ref("o7", "org")]}
    roster, _ = client(district({"orgs": [org("o1")], "users": [old]}), version="1.1")
    assert roster.snapshot(("orgs", "users")).report.dangling == {"User.roles.org": 1, "User.primaryOrg": 1}


def test_references_to_what_was_not_read_are_not_counted() -> None:
    roster, _ = client(district(ROWS))
    assert roster.snapshot(("enrollments",)).report.dangling == {}
    assert roster.snapshot(("enrollments", "users")).report.dangling == {"Enrollment.user": 1, "User.agents": 1}


def test_references_that_lead_nowhere_are_counted_by_their_field() -> None:
    lost = [enrollment(f"e{number}", who, "c1") for number, who in enumerate(["u1", "u8", "u9", "u9"])]
    bare = {name: value for name, value in user("u3").items() if name != "roles"}
    roster, _ = client(district({"users": [user("u1"), bare], "enrollments": lost}))
    assert roster.snapshot(("users", "enrollments")).report.dangling == {"Enrollment.user": 3}


def test_schools_are_not_all_orgs() -> None:
    """A reference to an org may mean one that is no school."""
    answers = {"schools": "orgs"}

    def script(asked: Asked) -> Answer:
        name = asked.path.rpartition("/")[2]
        rows = ROWS["users"] if name == "users" else []
        return reply({answers.get(name, name): rows[asked.offset :]})

    roster, _ = client(script)
    assert roster.snapshot(("schools", "users")).report.dangling == {"User.agents": 1}


def test_changes_since_the_snapshot_before() -> None:
    roster, provider = client(district(ROWS))
    first = roster.snapshot(("orgs", "users"))
    state = json.loads(json.dumps(first.report.next_state))
    provider.asked.clear()
    second = roster.snapshot(("users", "enrollments"), since=state)
    filters = {each.path.rpartition("/")[2]: each.query.get("filter") for each in provider.asked}
    assert filters == {"users": "dateLastModified>='2026-01-02T02:54:05.000Z'", "enrollments": None}
    assert second.report.pulls["users"].since == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    # Of users only what changed has come: who is not among them may be there all the same.
    assert second.report.dangling == {}
    assert list(second.report.next_state["since"]) == ["orgs", "users", "enrollments"]
    assert second.report.next_state["since"]["orgs"] == state["since"]["orgs"]


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"version": 2, "since": {}},
        {"version": 1},
        {"since": {}},
        {"version": 1, "since": []},
        "2026-01-02",
    ],
)
def test_states_that_no_snapshot_gave(state: Any) -> None:
    roster, provider = client(district(ROWS))
    with pytest.raises(QueryError) as caught:
        roster.snapshot(("orgs",), since=state)
    words = "since takes the next_state of a snapshot's report, or None to read everything"
    assert str(caught.value) == words
    assert provider.asked == []


def test_moments_of_a_state_are_checked_before_anything_is_read() -> None:
    roster, provider = client(district(ROWS))
    with pytest.raises(QueryError, match="ISO 8601"):
        roster.snapshot(("orgs",), since={"version": 1, "since": {"users": "soon"}})
    assert provider.asked == []


# --- data that changes meanwhile


def changing(times: int, refusal: Answer) -> tuple[OneRoster, Provider]:
    """A provider that refuses so often, when it is asked for users."""
    left = iter([refusal] * times)

    def script(asked: Asked) -> Answer:
        refused = next(left, None) if asked.path.endswith("/users") else None
        return refused or district(ROWS)(asked)

    return client(script)


@pytest.mark.parametrize("status", [409, 410, 412])
@pytest.mark.parametrize(("times", "restarts"), [(1, 1), (2, 2), (3, 3)])
def test_it_is_begun_again_when_the_data_changed(status: int, times: int, restarts: int) -> None:
    roster, provider = changing(times, Reply(status))
    snap = roster.snapshot(("orgs", "users"), restarts=restarts)
    assert snap.report.restarts == times
    assert [each.sourced_id for each in snap["orgs"]] == ["o1", "o2", "o3"]
    assert len([each for each in provider.asked if each.path.endswith("/orgs") and each.offset == 0]) == times + 1


def test_it_is_begun_again_twice_unless_said_otherwise() -> None:
    assert changing(2, Reply(409))[0].snapshot(("users",)).report.restarts == 2
    with pytest.raises(OneRosterError, match="409"):
        changing(3, Reply(409))[0].snapshot(("users",))


def test_it_is_not_begun_again_for_ever() -> None:
    roster, provider = changing(9, Reply(409))
    with pytest.raises(OneRosterError, match="409"):
        roster.snapshot(("users",), restarts=0)
    assert len(provider.asked) == 1
    with pytest.raises(QueryError) as caught:
        roster.snapshot(("users",), restarts=-1)
    assert str(caught.value) == "restarts=-1: a number of times, nought at least"
    assert len(provider.asked) == 1


def test_other_refusals_are_final() -> None:
    roster, provider = changing(1, Reply(403))
    with pytest.raises(Forbidden):
        roster.snapshot(("users",))
    assert len(provider.asked) == 1


def moving(passes: int) -> tuple[OneRoster, Provider]:
    """A provider whose orgs are in another order at each reading, for so many readings."""

    def script(asked: Asked) -> Answer:
        begun = len([each for each in provider.asked if each.query["offset"] == "0"])
        rows = ROWS["orgs"] if begun > passes else [ROWS["orgs"][0], *ROWS["orgs"][:1], *ROWS["orgs"][1:]]
        return reply({"orgs": rows[asked.offset : asked.offset + 2]})

    roster, provider = client(script)
    return roster, provider


def test_records_that_keep_moving_are_data_that_changed() -> None:
    roster, _ = moving(3)
    with pytest.raises(IncompletePull, match="records moved each of the 3 times"):
        list(roster.orgs)
    assert moving(3)[0].snapshot(("orgs",)).report.restarts == 1
    with pytest.raises(IncompletePull, match="records moved"):
        moving(99)[0].snapshot(("orgs",), restarts=1)


def test_a_collection_that_is_not_whole_is_not_read_again() -> None:
    def script(asked: Asked) -> Answer:
        return reply({"orgs": [org("o1")][asked.offset :]}, headers={"x-total-count": "9"})

    requests = []
    for reads in (lambda roster: list(roster.orgs), lambda roster: roster.snapshot(("orgs",))):
        roster, provider = client(script)
        with pytest.raises(IncompletePull, match="declares 9 records"):
            reads(roster)
        requests.append(len(provider.asked))
    assert requests[0] == requests[1]


# --- what is made of it


def test_a_snapshot_is_a_mapping() -> None:
    snap = Snapshot({"orgs": [1, 2]}, SnapshotReport())
    assert (snap["orgs"], list(snap), len(snap), "users" in snap) == ([1, 2], ["orgs"], 1, False)
    with pytest.raises(KeyError):
        _ = snap["users"]


def test_a_report_is_complete_if_all_of_its_pulls_are() -> None:
    whole, broken = PullReport("a", complete=True), PullReport("b")
    assert SnapshotReport({"a": whole}).complete
    assert not SnapshotReport({"a": whole, "b": broken}).complete
    assert SnapshotReport({"a": whole}).to_dict()["restarts"] == 0
    assert set(SnapshotReport().to_dict()) == {"pulls", "dangling", "restarts", "next_state", "complete"}
