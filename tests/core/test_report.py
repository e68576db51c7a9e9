"""The account of a pull: what it counts, what follows for records that did not come, and from when to go on."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from oneroster_sdk import ImplausiblePull, IncompletePull
from oneroster_sdk._claims import Arrived, Asked
from oneroster_sdk._core import BadRecord
from oneroster_sdk._paging import Paging
from oneroster_sdk._report import PullReport

URL = "https://x.example/orgs"
BAD = BadRecord(3, "b", "Org", "parent", "is a number where an object is due")
EARLY, LATE = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)


def paging(*ids: str, total: int | None = None, ends: bool = True) -> Paging:
    """A reading that has brought these records, in one answer."""
    state = Paging("GET /orgs", 100, counts="nothing" if ends else None)
    state.accept(Asked(0, 100, URL), Arrived(ids, ids, total))
    return state


def whole(*ids: str, **settings: Any) -> PullReport:
    report = PullReport("GET /orgs", **settings)
    report.read(paging(*ids), {}, ())
    return report


def test_a_report_that_has_just_begun() -> None:
    report = PullReport("GET /orgs")
    assert report.to_dict() | {"next_since": None} == {
        "operation": "GET /orgs",
        "complete": False,
        "evidence": None,
        "received": 0,
        "distinct": 0,
        "declared_total": None,
        "invalid": [],
        "skipped": 0,
        "ignored_filter": 0,
        "filtered": 0,
        "pages": 0,
        "requests": 0,
        "retries": 0,
        "elapsed": 0.0,
        "high_water": None,
        "repairs": {},
        "warnings": {},
        "withheld": {},
        "partial": False,
        "since": None,
        "next_since": None,
    }
    assert report.ids == set()


def test_where_the_reading_stands() -> None:
    report, state = PullReport("GET /orgs"), paging("a", "b", total=2)
    report.read(state, {}, ())
    assert (report.received, report.distinct, report.declared_total) == (2, 2, 2)
    assert (report.complete, report.evidence) == (True, "the profile")
    assert report.ids == {"a", "b"}
    assert report.elapsed > 0


def test_a_reading_that_goes_on_is_not_complete() -> None:
    report = PullReport("GET /orgs")
    report.read(paging("a", total=5, ends=False), {}, ["odd"])
    assert (report.complete, report.evidence, report.distinct) == (False, None, 1)
    assert report.warnings == {"odd": 1}


def test_elapsed_goes_from_the_first_request_to_the_last_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.5, 107.25])
    report, state = PullReport("GET /orgs"), paging("a")
    report._started = 100.0
    monkeypatch.setattr("oneroster_sdk._report.time", SimpleNamespace(monotonic=lambda: next(clock)))
    report.read(state, {}, ())
    assert report.elapsed == 0.5
    report.read(state, {}, ())
    assert report.elapsed == 7.25


def test_what_was_mended_and_said_is_counted() -> None:
    report, state = PullReport("GET /orgs"), paging("a", ends=False)
    report.read(state, {(("Org", "name"), "was a number"): 2}, ["odd", "odd"])
    report.read(state, {(("Org", "name"), "was a number"): 3, (("Org", "type"), "was odd"): 1}, ["odd", "strange"])
    assert report.repairs == {"Org.name was a number": 5, "Org.type was odd": 1}
    assert report.warnings == {"odd": 3, "strange": 1}
    report.warn("odd", 4)
    assert report.warnings["odd"] == 7


def test_what_was_odd_is_said_once_at_the_end() -> None:
    state = paging("a")
    state.notes = Counter({"inserted": 2})
    report = PullReport("GET /orgs")
    report.read(state, {}, ())
    report.read(state, {}, ())
    assert +Counter(report.warnings) == {"records were inserted meanwhile": 2}


def test_requests_and_how_many_of_them_were_repeated() -> None:
    report = PullReport("GET /orgs")
    report.sent(1)
    report.sent(3)
    assert (report.requests, report.retries) == (4, 2)


def test_the_latest_change() -> None:
    report = PullReport("GET /orgs")
    for moment in (None, EARLY, LATE, EARLY, None):
        report.marked([moment])
    assert report.high_water == LATE
    report.marked([None, LATE + timedelta.resolution, LATE])
    assert report.high_water == LATE + timedelta.resolution


def test_records_that_cannot_be_read() -> None:
    report = PullReport("GET /orgs")
    report.unreadable(BAD, kept=True)
    assert (report.invalid, report.skipped) == ([BAD], 0)
    report.unreadable(BAD, kept=False)
    report.unreadable(BAD, kept=False)
    assert (report.invalid, report.skipped) == ([BAD], 2)
    assert report.to_dict()["invalid"] == [
        {"position": 3, "sourced_id": "b", "record": "Org", "field": "parent", "reason": BAD.reason}
    ]
    assert json.loads(json.dumps(report.to_dict()))["skipped"] == 2


# --- which records are gone


def test_the_ids_that_did_not_come() -> None:
    report = whole("a", "b", "c")
    assert report.absent({"a", "b", "c"}) == set()
    assert report.absent(iter(["b", "x"]), max_fraction=0.5) == {"x"}
    assert report.absent([]) == set()


@pytest.mark.parametrize(
    ("gone", "most", "plausible"), [(1, 0.1, True), (2, 0.1, False), (2, 0.2, True), (1, 0, False)]
)
def test_how_many_may_be_gone(gone: int, most: float, plausible: bool) -> None:
    known = {f"k{number}" for number in range(10)}
    report = whole(*sorted(known)[gone:])
    if plausible:
        assert len(report.absent(known, most)) == gone
        return
    with pytest.raises(ImplausiblePull) as caught:
        report.absent(known, most)
    assert str(caught.value) == (
        f"GET /orgs: {gone} of 10 known records are gone, more than the {most:.0%} that were set as plausible. "
        "Look at the provider before you delete; then raise max_fraction."
    )


def test_a_tenth_may_be_gone_unless_said_otherwise() -> None:
    known = [f"k{number}" for number in range(20)]
    assert whole(*known[2:]).absent(known) == {"k0", "k1"}
    with pytest.raises(ImplausiblePull, match="3 of 20 known records are gone, more than the 10%"):
        whole(*known[3:]).absent(known)


def test_nothing_came_at_all() -> None:
    assert whole().absent([]) == set()
    assert whole().absent(["a"], max_fraction=1) == {"a"}
    assert whole("b").absent(["a"], max_fraction=1) == {"a"}
    with pytest.raises(ImplausiblePull) as caught:
        whole().absent(["a", "b"], max_fraction=0.99)
    assert str(caught.value) == "GET /orgs: the provider gave no records at all, and 2 are known. Is that so?"


@pytest.mark.parametrize("fraction", [-0.01, 1.01])
def test_a_fraction_is_between_nought_and_one(fraction: float) -> None:
    with pytest.raises(ValueError, match=f"max_fraction={fraction}: it is between 0 and 1"):
        whole("a").absent(["a"], fraction)


def test_the_bounds_of_a_fraction() -> None:
    assert whole("a").absent(["a"], 0) == set()
    assert whole("a").absent(["a"], 1) == set()


def test_nothing_follows_from_a_pull_that_is_not_complete() -> None:
    report = PullReport("GET /orgs")
    report.read(paging("a", total=5, ends=False), {}, ())
    with pytest.raises(IncompletePull) as caught:
        report.absent(["a"])
    assert str(caught.value) == "GET /orgs: the pull is not complete; nothing follows for what did not come."


@pytest.mark.parametrize("settings", [{"partial": True}, {"since": EARLY}])
def test_nothing_follows_where_only_a_part_was_asked_for(settings: dict[str, Any]) -> None:
    with pytest.raises(IncompletePull) as caught:
        whole("a", **settings).absent(["a"])
    assert str(caught.value) == (
        "GET /orgs: only a part was asked for (limit, changed_since or a window); what did not come may be there."
    )


@pytest.mark.parametrize("kept", [True, False])
def test_records_without_an_id_may_be_any(kept: bool) -> None:
    report = whole("a")
    report.unreadable(BAD, kept=kept)
    assert report.absent(["a"]) == set()
    for _ in range(2):
        report.unreadable(BadRecord(0, None, "Org", "sourcedId", "is missing"), kept=kept)
    with pytest.raises(IncompletePull) as caught:
        report.absent(["a"])
    assert str(caught.value) == "GET /orgs: 2 records came without a sourcedId; they may be any of those sought."


# --- from when to go on


def begun(at: datetime, **settings: Any) -> PullReport:
    report = PullReport("GET /orgs", **settings)
    report._started_at = at
    return report


NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("since", "high_water", "following"),
    [
        (None, None, NOON),
        (NOON - HOUR, None, NOON - HOUR),
        (NOON + HOUR, None, NOON),
        (None, NOON - HOUR, NOON - HOUR),
        (None, NOON + HOUR, NOON),
        (NOON - 2 * HOUR, NOON - HOUR, NOON - HOUR),
        (NOON - HOUR, NOON - 2 * HOUR, NOON - HOUR),
        (NOON + HOUR, NOON - HOUR, NOON),
        (NOON + HOUR, NOON + 2 * HOUR, NOON),
    ],
)
def test_the_next_pull_of_changes(since: datetime | None, high_water: datetime | None, following: datetime) -> None:
    report = begun(NOON, since=since)
    report.marked([high_water])
    assert report.next_since == following
    shown = report.to_dict()
    assert shown["next_since"] == following.isoformat()
    assert shown["since"] == (since.isoformat() if since else None)
    assert shown["high_water"] == (high_water.isoformat() if high_water else None)


def test_a_pull_begins_when_it_is_made() -> None:
    before = datetime.now(UTC)
    assert before <= PullReport("GET /orgs").next_since <= datetime.now(UTC)


# --- what is sent on


def test_a_report_is_sent_on_without_the_ids() -> None:
    report = whole("a", partial=True, since=EARLY)
    report.unreadable(BAD, kept=True)
    copy = pickle.loads(pickle.dumps(report))
    assert copy == report
    assert copy.to_dict() == report.to_dict()
    assert copy.partial is True
    assert "a" not in repr(report.to_dict()["warnings"])
    with pytest.raises(IncompletePull) as caught:
        _ = copy.ids
    assert str(caught.value) == ("a report that was pickled no longer knows which ids came; ask for absent() before")
    with pytest.raises(IncompletePull, match="no longer knows"):
        pickle.loads(pickle.dumps(whole("a"))).absent(["a"])


def test_two_reports_are_equal_by_what_they_say() -> None:
    assert whole("a").repairs == whole("b").repairs
    one, other = PullReport("GET /orgs"), PullReport("GET /orgs")
    assert one == other
    other.warn("odd")
    assert one != other
