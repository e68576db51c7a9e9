"""Properties of paging over simulated providers: every record comes once, or an error; and what the proof costs."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from oneroster_sdk import IncompletePull

from .simulated import Ahead, Change, Provider, pull

MOST_EXTRA = 6
"""Requests beyond those that the pages themselves take, on a quiet provider: see docs/explanation/paging.md."""


def rows(number: int) -> list[str]:
    return [f"r{each}" for each in range(number)]


def fewest(total: int, page: int) -> int:
    """Requests that pages of this length take if each begins with the last record of the page before."""
    return 1 if total <= page else 1 + -(-(total - page) // (page - 1))


TOTALS = st.sampled_from(["none", "true", "page", "limit"])
ANY_TOTALS = st.one_of(TOTALS, st.just("low"))
"""With those that are too low: a page of one record that is cut just there would not show it."""
LINKS = st.sampled_from(["none", "offset", "cursor", "wrong", "foreign", "stuck"])
SIZES = st.one_of(st.integers(1, 12), st.just(1000))
COUNTS = st.one_of(st.integers(0, 12), st.integers(13, 40))


def changes(*kinds: str, most: int = 6) -> st.SearchStrategy[list[Change]]:
    """Things that happen just before one of the first requests."""
    one = st.builds(Change, st.integers(0, 14), st.sampled_from(kinds), st.integers(0, 40), st.integers(0, 40))
    return st.lists(one, min_size=1, max_size=most)


# --- quiet providers: whole, and without false alarms


@given(total=COUNTS, caps=st.lists(st.integers(1, 12), min_size=1, max_size=3), size=SIZES, totals=TOTALS, links=LINKS)
@settings(max_examples=400)
def test_a_quiet_provider_is_read_whole(total: int, caps: list[int], size: int, totals: str, links: str) -> None:
    provider = Provider(rows(total), caps, links=links, totals=totals)
    got, paging = pull(provider, size)
    assert got == rows(total)
    assert (paging.ledger.distinct, paging.received, paging.ledger.repeated, paging.passes) == (total, total, 0, 1)
    assert paging.ledger.seen == set(got)


@given(
    total=COUNTS,
    cap=st.integers(2, 12),
    size=st.integers(2, 20),
    base=st.integers(0, 1),
    totals=ANY_TOTALS,
    links=LINKS,
)
@settings(max_examples=400)
def test_what_a_proof_costs_is_bounded(total: int, cap: int, size: int, base: int, totals: str, links: str) -> None:
    provider = Provider(rows(total), [cap], base, links=links, totals=totals)
    got, paging = pull(provider, size)
    assert got == rows(total)
    extra = provider.requests - fewest(total, min(cap, size))
    event(f"{extra} extra requests, total {totals}")
    assert extra <= MOST_EXTRA
    assert paging.passes == 1


@given(
    total=COUNTS,
    cap=st.integers(2, 12),
    size=SIZES,
    rounding=st.sampled_from(["asked", "clamped"]),
    totals=ANY_TOTALS,
    links=LINKS,
)
@settings(max_examples=300)
def test_offsets_in_whole_pages(total: int, cap: int, size: int, rounding: str, totals: str, links: str) -> None:
    provider = Provider(rows(total), [cap], rounding=rounding, links=links, totals=totals)
    got, paging = pull(provider, size)
    assert got == rows(total)
    assert provider.requests <= -(-total // min(cap, max(size, 2))) + MOST_EXTRA
    assert paging.ledger.repeated == 0


@given(total=COUNTS, cap=st.integers(2, 12), size=SIZES, totals=ANY_TOTALS)
@settings(max_examples=200)
def test_offsets_that_are_ignored_where_links_lead_on(total: int, cap: int, size: int, totals: str) -> None:
    provider = Provider(rows(total), [cap], rounding="ignored", links="cursor", totals=totals)
    got, paging = pull(provider, size)
    assert got == rows(total)
    assert paging.evidence == ("the last link" if total else "an empty page")


@given(
    total=st.integers(1, 40),
    cap=st.integers(1, 12),
    size=SIZES,
    totals=ANY_TOTALS,
    links=st.sampled_from(["none", "offset", "stuck"]),
)
@settings(max_examples=200)
def test_offsets_that_are_ignored_are_an_error(total: int, cap: int, size: int, totals: str, links: str) -> None:
    provider = Provider(rows(total), [cap], rounding="ignored", links=links, totals=totals)
    try:
        got, _ = pull(provider, size)
    except IncompletePull:
        got = []
    assert provider.requests <= 8
    assert got == [] or (got, links) == (rows(total), "offset")  # or its links say that this is all, and it is


@given(total=COUNTS, cap=st.integers(2, 12), size=st.integers(2, 40), totals=ANY_TOTALS, links=LINKS)
@settings(max_examples=300)
def test_the_last_page_for_whatever_is_past_the_end(total: int, cap: int, size: int, totals: str, links: str) -> None:
    provider = Provider(rows(total), [cap], rounding="capped", links=links, totals=totals)
    try:
        got, _ = pull(provider, size)
    except IncompletePull:
        assert total == 1
    else:
        assert got == rows(total)
    assert provider.requests <= fewest(total, min(cap, size)) + MOST_EXTRA


@given(
    total=st.integers(1, 30),
    doubled=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=4),
    caps=st.lists(st.integers(3, 12), min_size=1, max_size=3),
    size=st.integers(3, 40),
    totals=ANY_TOTALS,
    links=LINKS,
)
@settings(max_examples=400)
def test_records_that_stand_twice(
    total: int, doubled: list[tuple[int, int]], caps: list[int], size: int, totals: str, links: str
) -> None:
    """Joins in providers do that. Each is given once, if the provider declares how many there are; else it raises."""
    collection = rows(total)
    for which, where in doubled:
        collection.insert(where % (len(collection) + 1), f"r{which % total}")

    class Counting(Provider):
        def _total(self, window: Sequence[str], limit: int) -> int | None:
            return total if self.totals == "true" else super()._total(window, limit)

    try:
        got, _ = pull(Counting(collection, caps, links=links, totals=totals), size)
    except IncompletePull:
        event(f"raised, total {totals}")
    else:
        event(f"whole, total {totals}")
        assert sorted(got) == sorted(rows(total))


@given(total=COUNTS, cap=st.integers(2, 12), size=SIZES, most=st.integers(2, 8))
@settings(max_examples=200)
def test_a_quiet_provider_gets_the_same_requests_ahead_of_time(total: int, cap: int, size: int, most: int) -> None:
    one, other = (Provider(rows(total), [cap], totals="true") for _ in range(2))
    (got, _), (came, _) = pull(one, size), pull(other, size, Ahead(most))
    assert got == came == rows(total)
    assert sorted(other.limits) == sorted(one.limits)


# --- providers whose records change while they are read: whole, or an error


def outcome(provider: Provider, size: int, ahead: Ahead | None = None) -> str:
    """Read, and see that what did not change came exactly once; says how it went."""
    before = list(provider.rows)
    try:
        got, paging = pull(provider, size, ahead)
    except IncompletePull:
        return "raised"
    assert len(got) == len(set(got)), "each once"
    lost = set(before) - provider.changed - set(got)
    assert not lost, f"lost {lost}, notes {dict(paging.notes)}"
    return f"whole in {paging.passes} passes"


DRIFTING = {
    "caps": st.lists(st.integers(3, 12), min_size=1, max_size=3),
    "size": st.one_of(st.integers(3, 12), st.just(1000)),
    "base": st.integers(0, 1),
    "totals": ANY_TOTALS,
    "links": LINKS,
}


@given(total=COUNTS, happening=changes("insert", "remove"), **DRIFTING)
@settings(max_examples=1_000)
def test_records_inserted_and_removed(
    total: int, happening: list[Change], caps: list[int], size: int, base: int, totals: str, links: str
) -> None:
    event(outcome(Provider(rows(total), caps, base, "none", links, totals, happening), size))


@given(
    total=COUNTS,
    happening=changes("swap", "insert", "remove"),
    caps=st.lists(st.integers(3, 12), min_size=1, max_size=3),
    size=st.one_of(st.integers(3, 12), st.just(1000)),
    base=st.integers(0, 1),
    links=LINKS,
    most=st.integers(2, 8),
    rng=st.randoms(use_true_random=False),
)
@settings(max_examples=1_000)
def test_pages_fetched_ahead_and_answered_in_any_order(
    total: int,
    happening: list[Change],
    caps: list[int],
    size: int,
    base: int,
    links: str,
    most: int,
    rng: random.Random,
) -> None:
    """The overlap does not ask which of two pages was read first."""
    for change in happening:
        provider = Provider(rows(total), caps, base, "none", links, "true", [change])
        event(outcome(provider, size, Ahead(most, rng)))
    mixed = [change for change in happening if change.kind != "swap"]
    event(outcome(Provider(rows(total), caps, base, "none", links, "true", mixed), size, Ahead(most, rng)))


@given(total=COUNTS, happening=changes("swap", "insert"), **DRIFTING)
@settings(max_examples=1_000)
def test_records_swapped_and_inserted(
    total: int, happening: list[Change], caps: list[int], size: int, base: int, totals: str, links: str
) -> None:
    event(outcome(Provider(rows(total), caps, base, "none", links, totals, happening), size))


@given(total=st.integers(5, 40), happening=changes("swap", "insert", "remove"), **DRIFTING)
@settings(max_examples=500)
@example(
    # Two removed and two swapped onto the row of the overlap: one row cannot show that, but the declared total can.
    total=12,
    happening=[Change(1, "remove", 0), Change(1, "remove", 0), Change(1, "swap", 2, 4)],
    caps=[5],
    size=5,
    base=0,
    totals="true",
    links="none",
)
def test_all_at_once_where_a_total_is_declared(
    total: int, happening: list[Change], caps: list[int], size: int, base: int, totals: str, links: str
) -> None:
    del totals
    for change in happening:
        # With one change at a time, one row of overlap sees them all; see the top of `_paging`.
        event(outcome(Provider(rows(total), caps, base, "none", links, "true", [change]), size))


@given(total=st.integers(0, 40), missing=st.integers(1, 9), cap=st.integers(1, 20), size=st.integers(41, 60))
def test_fewer_than_declared_is_never_whole(total: int, missing: int, cap: int, size: int) -> None:
    class Boasting(Provider):
        def _total(self, window: Sequence[str], limit: int) -> int | None:
            return total + missing

    with pytest.raises(IncompletePull, match=f"declares {total + missing} records, but gave {total}"):
        pull(Boasting(rows(total), [cap]), size + 41)
