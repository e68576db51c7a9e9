"""One window of a collection: where it begins and ends, what it refuses, and what many of them amount to."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_sdk import IncompletePull, together
from oneroster_sdk._claims import Arrived, Asked
from oneroster_sdk._edges import digest
from oneroster_sdk._steps import Next
from oneroster_sdk._window import AGAIN, Window, windows

from .simulate import KINDS, LEAST, drawn, overlaps
from .simulated import ORIGIN, Change, Provider
from .test_simulated import changes, rows
from .windowed import KEY, Worker, outcome, read, worker

SECOND = Window(3, 5, 1, 3, KEY)
"""Rows 3 to 7, of which 3 is the last of the first window."""
LAST = Window(7, None, 2, 3, KEY)
MOVED = "records moved while this window was read"


def take(each: Worker, *ids: str, total: int | None = None, links: dict[str, str] | None = None) -> Next | None:
    """Give this page for what is asked next; what was asked."""
    following = each.paging.next()
    assert following is not None
    url = f"{ORIGIN}?limit={following.limit}&offset={following.offset}"
    page = Arrived(ids, ids, total, links or {})
    each.got += each.paging.accept(Asked(following.offset, following.limit, url), page).items
    return following


def fails(each: Worker, words: str, *ids: str, window: int = 2) -> None:
    with pytest.raises(IncompletePull) as caught:
        take(each, *ids)
    assert str(caught.value) == f"GET /orgs, window {window} of 3: {words}. {AGAIN}"
    assert caught.value.retryable
    assert caught.value.name == "nine"


def named(window: Window, size: int = 3) -> Worker:
    each = worker(window, size)
    each.paging.name = "nine"
    return each


# --- how a collection is cut


def test_windows_share_one_row_and_the_last_is_open() -> None:
    assert windows(7, 3, KEY) == [Window(0, 3, 0, 3, KEY), Window(2, 4, 1, 3, KEY), Window(5, None, 2, 3, KEY)]
    assert [(each.first, each.rows) for each in windows(4, 2, KEY)] == [(0, 2), (1, None)]
    assert [(each.first, each.rows) for each in windows(5, 2, KEY)] == [(0, 2), (1, 3), (3, None)]
    assert KEY.decode() not in repr(SECOND)


@given(total=st.integers(3, 200), length=st.integers(2, 60))
def test_windows_cover_all_rows(total: int, length: int) -> None:
    if total <= length:
        return
    cut = windows(total, length, KEY)
    ends = [each.first + (total - each.first if each.rows is None else each.rows) for each in cut]
    assert cut[0].first == 0
    assert ends[-1] == total
    assert all(end == after.first + 1 for end, (_, after) in zip(ends, pairwise(cut), strict=False))
    assert all(each.number == number and each.of == len(cut) for number, each in enumerate(cut))
    assert len(cut) == -(-total // length)


# --- reading one


def test_it_asks_as_the_provider_counts_and_leaves_the_row_that_it_shares() -> None:
    each = named(SECOND)
    assert take(each, "d", "e", "f") == Next(3, 3)
    assert take(each, "f", "g", "h") == Next(5, 3)
    assert each.got == ["e", "f", "g", "h"]
    assert each.paging.evidence == "the rows of its window"
    assert each.paging.next() is None
    assert (each.paging.ledger.distinct, each.paging.received, each.paging.passes) == (4, 4, 1)


def test_the_positions_are_those_of_the_collection() -> None:
    each = named(SECOND)
    first = each.paging.accept(Asked(3, 3, ORIGIN), Arrived("def", "def"))
    assert (list(first.items), first.offset) == (["e", "f"], 4)
    second = each.paging.accept(Asked(5, 3, ORIGIN), Arrived("fgh", "fgh"))
    assert (list(second.items), second.offset) == (["g", "h"], 6)


def test_the_first_window_delivers_its_first_row() -> None:
    each = named(Window(0, 3, 0, 3, KEY))
    assert take(each, "a", "b", "c") == Next(0, 3)
    assert (each.got, each.paging.ledger.distinct) == (["a", "b", "c"], 3)
    assert each.paging.next() is None


def test_more_than_the_window_is_cut_off_and_not_known() -> None:
    each = named(SECOND, 100)
    take(each, "d", "e", "f", "g", "h", "i", "j")
    assert each.got == ["e", "f", "g", "h"]
    assert each.paging.ledger.seen == set("defgh")


def test_what_is_cut_off_may_follow_rows_that_came_before() -> None:
    each = named(SECOND)
    take(each, "d", "e", "f")
    take(each, "e", "f", "x", "g", "h")
    assert each.got == ["e", "f", "x", "g"]
    assert each.paging.evidence == "the rows of its window"


def test_the_last_window_proves_its_end() -> None:
    each = named(LAST)
    assert take(each, "h", "i") == Next(7, 3)
    assert take(each) == Next(9, 2)
    assert take(each, "i") == Next(8, 3)
    assert (each.got, each.paging.evidence) == (["i"], "an empty page")


def test_nothing_may_be_left_for_the_last_window() -> None:
    each = named(LAST)
    take(each, "h")
    take(each)
    take(each, "h")
    assert (each.got, each.paging.evidence, each.paging.ledger.distinct) == ([], "an empty page", 0)
    edges = each.paging.edges()
    assert edges.first == edges.last == edges.rows == digest("h", KEY)


def test_a_total_is_that_of_the_collection() -> None:
    each = named(LAST)
    take(each, "h", "i", "j", total=10)
    assert each.paging.claims.total == 10
    assert take(each, "j", total=10) == Next(9, 3)
    assert (each.got, each.paging.evidence) == (["i", "j"], "the declared total")
    assert each.paging.edges().declared == 10


def test_fewer_than_the_total_are_not_whole() -> None:
    each = named(LAST)
    take(each, "h", "i", total=10)
    take(each, "i", total=10)
    take(each, total=10)
    with pytest.raises(IncompletePull, match="declares 10 records"):
        take(each, "i", total=10)


def test_links_are_those_of_the_collection() -> None:
    each = named(LAST)
    link = {"next": f"{ORIGIN}?limit=3&offset=9", "first": ORIGIN}
    take(each, "h", "i", links=link)
    assert not each.paging.claims.links_wrong
    assert take(each, "i", "j", links={"first": ORIGIN}) == Next(8, 3)
    assert each.paging.evidence == "the last link"


# --- what it refuses


def test_a_collection_that_ends_before() -> None:
    fails(named(SECOND), "the collection ends before this window")
    fails(named(LAST), "the collection ends before this window", window=3)


def test_a_collection_that_ends_within() -> None:
    each = named(SECOND)
    take(each, "d", "e")
    take(each)
    fails(each, "the collection ends within this window, which is not the last", "e")
    fails(named(Window(0, 3, 0, 3, KEY)), "the collection ends within this window, which is not the last", window=1)


def test_rows_that_were_removed_before_are_found_by_stepping_back() -> None:
    each = named(SECOND)
    take(each, "d", "e", "f")
    take(each, "g", "h")
    assert take(each, "f", "g", "h") == Next(4, 3)
    assert each.got == ["e", "f", "g", "h"]


def test_stepping_back_ends_at_the_window() -> None:
    each = named(SECOND)
    take(each, "d", "e", "f")
    take(each, "x")
    assert take(each, "x") == Next(4, 3)
    fails(each, MOVED, "x")


def test_a_row_that_comes_again_elsewhere() -> None:
    each = named(SECOND)
    take(each, "d", "e", "f")
    fails(each, MOVED, "f", "d", "g", "h")
    each = named(LAST)
    take(each, "h", "i", "j")
    take(each, "j", "h", "k")
    take(each, "k")
    take(each)
    fails(each, MOVED, "k", window=3)


def test_offsets_of_whole_pages() -> None:
    each = named(Window(0, 9, 0, 3, KEY))
    take(each, "a", "b", "c")
    take(each, "a", "b", "c")
    take(each, "d", "e", "f")
    words = "the provider does not count its rows one by one, so that windows of them cannot be read"
    fails(each, words, "a", "b", "c", window=1)


def test_links_that_lead_on_where_offsets_end() -> None:
    each = named(LAST)
    link = {"next": f"{ORIGIN}?cursor=x"}
    take(each, "h", "i", links=link)
    take(each, "i")
    take(each)
    words = "the provider does not count its rows one by one, so that windows of them cannot be read"
    fails(each, words, "i", window=3)


# --- its edges


def test_edges_tell_no_id() -> None:
    each = named(SECOND)
    take(each, "d", "e", "f")
    take(each, "f", "g", "h")
    edges = each.paging.edges()
    assert (edges.number, edges.of, edges.name, edges.declared) == (1, 3, "nine", None)
    assert (edges.first, edges.last) == (digest("d", KEY), digest("h", KEY))
    assert edges.digests() == sorted(digest(row, KEY) for row in "defgh")
    assert repr(edges) == f"Edges(cut='{edges.cut}', number=1, of=3, declared=None, name='nine')"


def test_digests_are_those_of_one_key() -> None:
    assert digest("a", KEY) != digest("a", b"other")
    assert digest("a", KEY) != digest("b", KEY)
    assert len(digest("\ud800", KEY)) == 8
    one, same = (named(Window(0, 2, 0, 2, KEY)) for _ in range(2))
    other = named(Window(0, 2, 0, 2, b"other"))
    for each in (one, same, other):
        take(each, "a", "b")
    assert one.paging.edges() == same.paging.edges()
    assert one.paging.edges().cut != other.paging.edges().cut


# --- many of them


@given(
    total=st.integers(3, 40),
    length=st.integers(2, 12),
    caps=st.lists(st.integers(1, 12), min_size=1, max_size=3),
    size=st.integers(1, 12),
    totals=st.sampled_from(["none", "true", "page"]),  # where it repeats the limit, nothing is cut
    links=st.sampled_from(["none", "offset", "cursor", "wrong", "foreign"]),
)
@settings(max_examples=300)
def test_a_quiet_provider_is_read_whole(
    total: int, length: int, caps: Sequence[int], size: int, totals: str, links: str
) -> None:
    if total <= length:
        return
    provider = Provider(rows(total), caps, links=links, totals=totals)
    workers = read(provider, length, size, random.Random(total))
    together(each.report() for each in workers)
    assert [row for each in workers for row in each.got] == rows(total)
    assert sum(each.paging.ledger.distinct for each in workers) == total


@given(
    total=st.integers(5, 40),
    length=st.integers(2, 12),
    caps=st.lists(st.integers(3, 12), min_size=1, max_size=3),
    size=st.integers(3, 12),
    happens=st.one_of(changes("insert", "remove"), changes("swap", most=1)),
    seed=st.integers(0, 1000),
)
@settings(max_examples=600)
def test_rows_that_move_are_read_once_or_it_raises(
    total: int, length: int, caps: Sequence[int], size: int, happens: Sequence[Change], seed: int
) -> None:
    """Swapped onto just the row where two windows meet, while others come and go: one row of overlap is blind to it."""
    if total <= length:
        return
    provider = Provider(rows(total), caps, totals="true", changes=happens)
    assert outcome(provider, length, size, random.Random(seed)) in ("whole", "raised")


def test_many_collections_at_random() -> None:
    """All that a provider can do, as in `simulate`; where its offsets are odd, windows are refused, never wrong.

    Only a total shows rows swapped and inserted at once just where two windows meet, and without one nothing is cut.
    """
    rng, seen = random.Random(1), set[tuple[bool, str]]()
    for number in range(4000):
        provider, size = drawn(rng, list(KINDS.values())[number % len(KINDS)])
        provider.totals, length = "true", rng.choice([2, 3, 4, 7, 10])
        if len(provider.rows) > length:
            quiet = overlaps(provider) and not provider.changes and not provider.base and provider.links != "stuck"
            seen.add((quiet, outcome(provider, length, size, rng)))
    assert seen == {(True, "whole"), (False, "whole"), (False, "raised")}


@pytest.mark.parametrize("seed", range(20))
def test_a_row_that_is_removed_between_two_windows_breaks_their_seam(seed: int) -> None:
    provider = Provider(rows(9), [LEAST])
    first, *others = (worker(each, 3) for each in windows(9, 3, KEY))
    while first.step(provider):
        pass
    provider.rows.pop(random.Random(seed).randrange(3))
    left = list(others)
    while left:
        left = [each for each in left if each.step(provider)]
    with pytest.raises(IncompletePull, match="windows 1 and 2 of 3 do not fit together"):
        together(each.report() for each in (first, *others))


def test_rows_swapped_and_inserted_where_two_windows_meet() -> None:
    provider = Provider(rows(5), totals="true")
    first, second = (worker(each, 100) for each in windows(5, 3, KEY))
    while second.step(provider):
        pass
    provider.rows[:3] = ["r0", "new", "r2", "r1"]
    while first.step(provider):
        pass
    with pytest.raises(IncompletePull, match="the provider declared 6 records, but gave 5"):
        together([first.report(), second.report()])
