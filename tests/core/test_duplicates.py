"""Pulls that do not keep the ids of what came: what they still promise, and where they raise instead."""

from __future__ import annotations

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from oneroster_sdk import IncompletePull
from oneroster_sdk._claims import Arrived
from oneroster_sdk._ids import LatestIds
from oneroster_sdk._ledger import Ledger
from oneroster_sdk._paging import Paging
from oneroster_sdk._steps import NOTES

from .playing import client, org, serving
from .simulated import Change, Provider, pull
from .test_paging_account import arrived, take
from .test_simulated import COUNTS, DRIFTING, LINKS, SIZES, TOTALS, changes, rows

MOVED = (
    "GET /orgs: records moved while they were read. With check_duplicates=False it is not known which came, so that "
    "the collection cannot be read again without giving some twice."
)
UNCHECKED = NOTES["unchecked"]


# --- simulated providers


@given(
    total=COUNTS,
    caps=st.lists(st.integers(1, 12), min_size=1, max_size=3),
    size=SIZES,
    base=st.integers(0, 1),
    totals=TOTALS,
    links=LINKS,
)
@settings(max_examples=300)
def test_a_quiet_provider_is_read_whole(
    total: int, caps: list[int], size: int, base: int, totals: str, links: str
) -> None:
    alike = Provider(rows(total), caps, base, links=links, totals=totals)
    provider = Provider(rows(total), caps, base, links=links, totals=totals)
    try:
        expected, _ = pull(alike, size)
    except IncompletePull:
        return
    got, paging = pull(provider, size, check_duplicates=False)
    assert (got, provider.requests) == (expected, alike.requests)
    assert paging.remarks()["unchecked"] == 1


@given(total=COUNTS, happening=changes("insert", "remove"), **DRIFTING)
@settings(max_examples=500)
def test_inserted_and_removed_records_show(
    total: int, happening: list[Change], caps: list[int], size: int, base: int, totals: str, links: str
) -> None:
    provider = Provider(rows(total), caps, base, "none", links, totals, happening)
    try:
        got, _ = pull(provider, size, check_duplicates=False)
    except IncompletePull:
        event("raised")
        return
    event("whole")
    assert len(got) == len(set(got)), "each once"
    assert not set(rows(total)) - provider.changed - set(got)


# --- where it raises


def reading(*pages: Arrived) -> Paging:
    paging = Paging("GET /orgs", 3, "north", ledger=Ledger(ids=LatestIds()))
    take(paging, *pages)
    return paging


FULL = arrived("a", "b", "c")


@pytest.mark.parametrize(
    "last",
    [
        [arrived("c", "b", "d")],  # one comes again after the last
        [arrived("x", "c", "d")],  # what stands before the last was not seen there
        [arrived("y"), arrived("y", "z"), arrived("x", "y", "z")],  # nothing that came is there any more
    ],
)
def test_it_is_not_read_again(last: list[Arrived]) -> None:
    with pytest.raises(IncompletePull) as caught:
        reading(FULL, *last)
    assert str(caught.value) == MOVED
    assert (caught.value.name, caught.value.retryable) == ("north", True)


def test_nothing_of_a_page_that_moved_is_delivered() -> None:
    paging = reading(FULL)
    with pytest.raises(IncompletePull):
        take(paging, arrived("c", "d", "a"))
    assert paging.passes == 1


def test_what_moved_long_ago_cannot_show() -> None:
    """The price of it: with the ids kept, this is seen, and the collection is read again."""
    pages = (FULL, arrived("c", "d", "e"), arrived("e", "f", "g"), arrived("g", "a"), arrived(), arrived("a"))
    assert reading(*pages).evidence == "an empty page"
    checked = Paging("GET /orgs", 3)
    take(checked, *pages)
    assert (checked.evidence, checked.passes) == (None, 2)


# --- as callers have it


def test_the_option() -> None:
    served = [org(f"o{number:02}") for number in range(40)]
    with_check, _ = client(serving(served), page_size=7)
    without, _ = client(serving(served), page_size=7, check_duplicates=False)
    pull = without.orgs.pull()
    assert [each.sourced_id for each in pull] == [each["sourcedId"] for each in served]
    assert (pull.report.complete, pull.report.distinct) == (True, 40)
    assert pull.report.warnings == {UNCHECKED: 1}
    not_known = "^which ids came is not known, for check_duplicates is off; ids and absent"
    with pytest.raises(IncompletePull, match=not_known):
        _ = pull.report.ids
    with pytest.raises(IncompletePull, match=not_known):
        pull.report.absent(["o01"])
    checked = with_check.orgs.pull()
    assert len(list(checked)) == 40
    assert checked.report.warnings == {}
    assert type(checked.report.ids) is set
    assert checked.report.absent(["o01", "gone"], 0.5) == {"gone"}


@pytest.mark.parametrize("term", ["sourcedId", "name"])
def test_sorted_pulls_keep_the_ids(term: str) -> None:
    roster, _ = client(serving([org(f"o{number:02}") for number in range(40)]), page_size=7, check_duplicates=False)
    pull = roster.orgs.sort(term).pull()
    assert len(list(pull)) == 40
    assert len(pull.report.ids) == 40
    assert UNCHECKED not in pull.report.warnings


def test_snapshots_keep_the_ids() -> None:
    served = [org("o1"), org("o2", parent={"sourcedId": "o9", "type": "org"})]
    roster, _ = client(serving(served), check_duplicates=False)
    snapshot = roster.snapshot(["orgs"])
    assert snapshot.report.dangling == {"Org.parent": 1}
    assert snapshot.report.pulls["orgs"].ids == {"o1", "o2"}
    assert snapshot.report.pulls["orgs"].warnings == {}
