"""One step of a reading at a time: what it makes of a page, seen in where it stands afterwards."""

from __future__ import annotations

import pytest

from oneroster_sdk._claims import Arrived
from oneroster_sdk._paging import Paging
from oneroster_sdk._steps import Next, Shift, Step

from .simulated import ORIGIN
from .test_paging_account import FULL, IGNORING, MORE, arrived, reading, take, whole_pages


def overlapping(pos: int = 3) -> Paging:
    """A reading that has got a, b and c, and is about to ask from c on."""
    paging = reading(FULL)
    assert (paging.step, paging._pos) == (Step.OVERLAP, 3)
    paging._pos = pos
    return paging


def test_what_will_be_asked_for_from_here_on() -> None:
    paging = reading(arrived("a", "b", total=6), arrived("b", "c", total=6), size=2)
    for steady, offsets in ((0, [2]), (1, [2, 3]), (3, [2, 3, 4])):
        paging._steady = steady
        assert paging.ahead(8) == [Next(offset, 2) for offset in offsets]
    assert [each.offset for each in paging.ahead(2)] == [2, 3]
    for step in (Step.PAST, Step.BACK, Step.ALIGNED, Step.LINK):
        paging.step = step
        assert paging.ahead(8) == []


def test_how_many_pages_came_as_they_should() -> None:
    paging, steady = reading(), list[int]()
    for page in ("abc", "cde", "ef", "fgh", "hij"):
        take(paging, arrived(*page, total=20))
        steady.append(paging._steady)
    assert steady == [1, 2, 0, 1, 2]
    take(paging, arrived("j", "k", "l", total=12), arrived("l", total=12))
    assert (paging.step, paging._steady) == (Step.PAST, 0)
    take(paging, arrived(total=12))
    assert paging._steady == 0


def test_nothing_is_asked_for_ahead_where_the_total_may_be_the_limit() -> None:
    paging = reading(arrived("a", "b", total=9), arrived("b", "c", total=9), size=9)
    assert (paging.step, paging.claims.maybe_limit, paging.claims.total_proven) == (Step.OVERLAP, True, True)
    assert paging.ahead(8) == []


def test_what_follows_the_last_record_stands_after_it_even_if_it_came_before() -> None:
    paging = overlapping()
    assert take(paging, arrived("c", "a")) == []
    assert (paging.ledger.repeated, paging.ledger.tail, paging._pos, paging.step) == (1, 0, 4, Step.PAST)


@pytest.mark.parametrize("page", [arrived("c", "d"), arrived("c"), arrived("b", "c")])
def test_a_page_that_leads_on_ends_stepping_back_and_reading_on(page: Arrived) -> None:
    paging = overlapping()
    paging._back, paging._reached = 5, 0
    take(paging, page)
    assert (paging._back, paging._reached) == (0, -1)


def test_stepping_back_begins_with_one_record() -> None:
    paging = overlapping()
    take(paging, arrived("x"))
    assert (paging._back, paging.step, paging.next()) == (1, Step.BACK, Next(1, 3))
    take(paging, arrived("x"))
    assert (paging._back, paging.next()) == (2, Next(0, 3))


def test_a_reading_that_was_irregular_once_stays_so() -> None:
    paging = overlapping()
    regular = []
    for page in (arrived("c", "d", "e"), arrived("e", "f"), arrived("f", "g", "h")):
        take(paging, page)
        regular.append(paging._regular)
    assert regular == [True, False, False]


def test_the_last_page_for_what_is_past_it_is_a_proof() -> None:
    again = arrived("c", "d", "e")
    paging = reading(FULL, again, arrived("e"), again, arrived("e"))
    assert (paging.evidence, paging.passes) == ("the last page again", 1)


@pytest.mark.parametrize(
    ("number", "ids", "moved"),
    [(2, "bc", False), (2, "ab", True), (2, "ba", True), (0, "ab", False), (0, "ba", True)],
)
def test_records_past_the_last_that_are_known_stand_after_the_one_before_them(
    number: int, ids: str, moved: bool
) -> None:
    paging = overlapping()
    paging._shift = Shift(number, 9, ends_with_the_last=False)
    take(paging, arrived(*ids))
    assert (paging.ledger.moved, paging._pos, paging.step) == (moved, 9, Step.PAST)


@pytest.mark.parametrize(("ids", "pos"), [("a", 4), ("ab", 4)])
def test_reading_on_towards_the_last_record(ids: str, pos: int) -> None:
    paging = overlapping()
    take(paging, arrived(*ids))
    assert (paging._pos, paging.step, paging._reached) == (pos, Step.OVERLAP, len(ids) - 1)


@pytest.mark.parametrize(("beyond", "step"), [("d", Step.PAST), ("de", Step.OVERLAP), ("def", Step.OVERLAP)])
def test_what_came_past_the_last_record_is_taken_once_that_is_seen_again(beyond: str, step: Step) -> None:
    paging = overlapping()
    take(paging, arrived("c"))
    assert paging.step is Step.PAST
    assert take(paging, arrived(*beyond)) == []
    assert take(paging, arrived("c")) == list(beyond.upper())
    assert paging.step is step


def test_notes_of_several_readings_are_summed_up() -> None:
    for pages, note in ((whole_pages(), "aligned"), (IGNORING, "linked")):
        paging = Paging("GET /orgs", 3)
        paging.notes[note] = 1
        take(paging, *pages)
        assert paging.notes[note] == 2


def test_the_same_page_for_a_whole_collection_is_looked_at_twice() -> None:
    """All that were declared have come, but it may be that offset is ignored."""
    page = arrived("a", "b", "c", total=3)
    for second, evidence in ((page, None), (arrived("c", total=3), "the declared total")):
        paging = reading(page, size=5)
        paging.claims.total_proven = True
        take(paging, second)
        assert paging.evidence == evidence


def test_a_total_that_may_be_the_limit_is_asked_about_with_another() -> None:
    paging = reading(arrived(total=3))
    assert (paging.step, paging.next()) == (Step.PAST, Next(0, 4))
    take(paging, arrived(total=4))
    assert paging.evidence == "an empty page"


def test_only_the_first_page_shows_that_offset_is_ignored() -> None:
    later = arrived("c", "d", "e")
    paging = reading(FULL, later, arrived("e"))
    assert paging.step is Step.PAST
    take(paging, later)
    assert paging._same == 0
    first = reading(FULL, arrived("c"))
    take(first, arrived("b", "c"))
    assert first._same == 0
    same = reading(FULL, FULL, FULL)
    assert same._same == 1


def test_the_last_page_that_brought_anything_is_remembered() -> None:
    paging = reading(*IGNORING, arrived(links={"next": f"{ORIGIN}?cursor=3"}))
    assert (paging.step, paging._previous) == (Step.LINK, IGNORING[0].outline)


def test_a_total_ends_links_where_the_last_page_has_none() -> None:
    page = arrived("a", "b", total=4, links=MORE)
    further = arrived("c", total=4, links={"next": f"{ORIGIN}?cursor=3", "first": ORIGIN})
    paging = reading(*[page] * 5, further, arrived("d", total=4))
    assert (paging.evidence, paging.passes) == ("the last link", 1)


def test_records_that_came_twice_do_no_harm_where_all_that_were_declared_have_come() -> None:
    pages = [arrived("a", "b", "c", total=4), arrived("c", "d", "a", total=4), arrived("a", total=4)]
    paging = reading(*pages, arrived(total=4), arrived("a", total=4))
    assert (paging.evidence, paging.passes) == ("an empty page", 1)
    assert paging.remarks() == {"twice": 1}
