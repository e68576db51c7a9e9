"""What a reading says when it cannot go on, what it notes on the way, and how it begins again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from attrs import fields

from oneroster_sdk import IncompletePull
from oneroster_sdk._asking import Manner, refused
from oneroster_sdk._claims import Arrived, Asked
from oneroster_sdk._flow import Failure, Reply
from oneroster_sdk._ledger import Fresh, Ledger, in_a_row, run
from oneroster_sdk._links import paging_links
from oneroster_sdk._paging import Paging
from oneroster_sdk._standing import Standing
from oneroster_sdk._steps import MOST_IDLE, NOTES, Next, Shift, Step
from oneroster_sdk._trail import Trail

from .simulated import ORIGIN

CURSOR = f"{ORIGIN}?cursor=2"


def arrived(*ids: str, total: int | None = None, links: Mapping[str, str] | None = None) -> Arrived:
    return Arrived([each.upper() for each in ids], ids, total, links or {})


def take(paging: Paging, *pages: Arrived) -> list[str]:
    """What is new of these pages, each the answer to what is asked for next."""
    fresh: list[str] = []
    for page in pages:
        following = paging.next()
        assert following is not None
        url = following.url or f"{ORIGIN}?offset={following.offset}"
        fresh += paging.accept(Asked(following.offset, following.limit, url), page).items
    return fresh


def reading(*pages: Arrived, size: int = 3) -> Paging:
    paging = Paging("GET /orgs", size, "north")
    take(paging, *pages)
    return paging


# --- why it cannot go on

FULL = arrived("a", "b", "c")
MORE = {"next": CURSOR, "first": ORIGIN}
LEAVES = "the link to the next page leaves the provider (https://y.example)"
SAME = "the provider sent a page again that had come before. It seems to ignore offset"
IGNORING = [arrived("a", "b", links={"next": CURSOR})] * 5


def whole_pages(*pages: Arrived) -> list[Arrived]:
    """A provider that rounds offsets down to whole pages of three, and then these."""
    return [FULL, FULL, arrived("d", "e", "f"), FULL, *pages]


@pytest.mark.parametrize(
    ("pages", "words", "came"),
    [
        (whole_pages(arrived("g", "h", "i"), arrived("a", "b")), SAME, 9),
        ([FULL] * 5, SAME, 3),
        ([arrived("a", "b", links={"next": f"{ORIGIN}?offset=2"})] * 5, SAME, 2),
        (
            [*IGNORING, arrived("c", links={"next": "https://y.example/orgs"})],
            f"{LEAVES}; it was not followed, for the token would go with it",
            3,
        ),
        (
            [*IGNORING, arrived("c", links={"next": CURSOR})],
            "the link to the next page leads back to a page that was read before",
            3,
        ),
        (
            [*IGNORING, arrived("c", links={"next": f"{ORIGIN}?cursor=3"}), arrived("d", links={"next": CURSOR})],
            "the link to the next page leads back to a page that was read before",
            4,
        ),
        (
            [*IGNORING, arrived("a", links={"next": f"{ORIGIN}?cursor=3"})],
            "the link to the next page leads back to records that had come before",
            2,
        ),
        (
            [arrived("a", "b", links=MORE)] * 5 + [arrived("c")],
            "the pages had links, but the last that came has none, and whether more follows is unknown",
            3,
        ),
        (
            [*IGNORING, *[arrived(links={"next": f"{ORIGIN}?cursor={number}"}) for number in range(3, 99)]],
            f"the last {MOST_IDLE + 1} pages brought nothing new, and yet it does not end",
            2,
        ),
    ],
)
def test_why_a_reading_cannot_go_on(pages: list[Arrived], words: str, came: int) -> None:
    with pytest.raises(IncompletePull) as caught:
        reading(*pages)
    assert str(caught.value) == f"GET /orgs: {words}. {came} records came; the collection is not whole."
    assert (caught.value.name, caught.value.retryable) == ("north", False)


def test_more_is_declared_than_came() -> None:
    with pytest.raises(IncompletePull) as caught:
        reading(arrived("a", total=5), arrived("a", total=5), arrived(total=5), arrived("a", total=5))
    assert str(caught.value) == (
        "GET /orgs: the provider declares 5 records, but gave 1. The collection is not whole; read it again."
    )
    assert (caught.value.name, caught.value.retryable) == ("north", False)


def test_records_move_at_each_reading() -> None:
    paging, moved = Paging("GET /orgs", 3, "north"), [arrived("a", "a", "b"), arrived("b"), arrived(), arrived("b")]
    take(paging, *moved, *moved)
    assert (paging.passes, paging.notes["again"]) == (3, 2)
    with pytest.raises(IncompletePull) as caught:
        take(paging, *moved)
    assert str(caught.value) == (
        "GET /orgs: records moved each of the 3 times that the collection was read; it cannot be proved to have come "
        "whole. Read it again when it is quiet, or have the provider sort it by sourcedId."
    )
    assert (caught.value.name, caught.value.retryable) == ("north", True)


# --- what is noted


@pytest.mark.parametrize(
    ("pages", "notes"),
    [
        ([FULL, arrived("c", "d", "e")], {}),
        (whole_pages(arrived("g", "h", "i")), {"aligned": 1}),
        (IGNORING, {"linked": 1}),
        ([FULL, arrived("b", "c", "d")], {"one-based": 1}),
        (
            [FULL, arrived("b", "c", "d"), arrived("c", "d", "e"), arrived("d", "e", "f")],
            {"one-based": 1, "inserted": 2},
        ),
        ([FULL, arrived("a", "b", "c", "d")], {"inserted": 1}),
        ([FULL, arrived("d", "e")], {"removed": 1}),
        ([FULL, arrived("d"), arrived("d", "e")], {"removed": 2}),
    ],
)
def test_what_is_noted(pages: list[Arrived], notes: dict[str, int]) -> None:
    paging = reading(*pages)
    assert paging.notes == notes
    assert set(notes) <= set(NOTES)


def test_what_was_claimed_and_not_believed_is_remarked() -> None:
    assert reading(FULL).remarks() == Counter()
    state = Standing("GET /orgs", 3)
    state.ledger.distinct, state.claims.declared = 3, 3
    assert state.remarks() == Counter()
    state.claims.declared = 2
    assert state.remarks() == Counter({"total": 1})
    state.claims.leaves = state.claims.links_wrong = state.ledger.moved = True
    state.notes["again"] = 2
    assert state.remarks() == Counter({"total": 1, "leaves": 1, "misfit": 1, "twice": 1, "again": 2})
    assert set(state.remarks()) <= set(NOTES)


def test_received_are_those_that_came_again_as_well() -> None:
    state = Standing("GET /orgs", 3)
    state.ledger.distinct, state.ledger.repeated = 3, 2
    assert state.received == 5


# --- another beginning


def test_it_begins_again_as_it_began() -> None:
    kept = {"label", "page_size", "name", "claims", "counts", "ledger", "passes", "notes", "_first_length", "_idle"}
    paging = reading(FULL)
    for each in fields(Paging):
        if each.name not in kept:
            setattr(paging, each.name, "something")
    paging.evidence = None
    paging.claims.changed = paging.ledger.moved = True
    paging._again()
    fresh = Paging("GET /orgs", 3)
    for each in fields(Paging):
        if each.name not in kept:
            assert getattr(paging, each.name) == getattr(fresh, each.name), each.name
    assert (paging.passes, paging.notes) == (2, {"again": 1})
    assert paging.claims.changed is False
    assert (len(paging.ledger), paging.ledger.moved, paging.ledger.tail) == (0, False, -1)
    assert paging.ledger.seen == {"a", "b", "c"}
    assert take(paging, arrived("a", "b", "n")) == ["N"]


# --- where it stands


@pytest.mark.parametrize(
    ("step", "size", "previous", "following"),
    [
        (Step.FIRST, 1, "abc", Next(0, 1)),
        (Step.OVERLAP, 9, "abc", Next(6, 9)),
        (Step.OVERLAP, 1, "abc", Next(6, 2)),
        (Step.PAST, 9, "abc", Next(7, 3)),
        (Step.PAST, 2, "abc", Next(7, 2)),
        (Step.PAST, 1, "abc", Next(7, 2)),
        (Step.PAST, 9, "", Next(7, 10)),
        (Step.BACK, 9, "abc", Next(4, 9)),
        (Step.BACK, 1, "abc", Next(4, 2)),
        (Step.ALIGNED, 9, "abc", Next(7, 5)),
        (Step.LINK, 9, "abc", Next(7, 9, CURSOR)),
    ],
)
def test_what_is_asked_for_next(step: Step, size: int, previous: str, following: Next) -> None:
    state = Standing("GET /orgs", size, step=step)
    state._pos, state._back, state._aligned = 7, 2, 5
    state._previous, state._trail.link = arrived(*previous), CURSOR
    assert state.next() == following
    state.evidence = "an empty page"
    assert state.next() is None


def test_a_link_says_how_much_it_asks_for() -> None:
    state = Standing("GET /orgs", 9, step=Step.LINK)
    state._trail.link = f"{CURSOR}&limit=4"
    assert state.next() == Next(0, 4, f"{CURSOR}&limit=4")


def test_stepping_back_ends_at_the_start() -> None:
    state = Standing("GET /orgs", 9, step=Step.BACK)
    state._pos, state._back = 3, 7
    assert state.next() == Next(0, 9)


@pytest.mark.parametrize(
    ("size", "pos", "aligned", "smaller", "multiple"),
    [
        (21, 0, 0, 10, 0),
        (21, 0, 1, 10, 1),
        (40, 0, 2, 20, 1),
        (100, 200, 100, 50, 50),
        (100, 90, 100, 50, 10),
        (100, 0, 100, 50, 50),
        (90, 90, 90, 45, 45),
        (30, 30, 30, 15, 15),
        (50, 50, 50, 25, 25),
        (30, 60, 31, 15, 15),
    ],
)
def test_half_as_much(size: int, pos: int, aligned: int, smaller: int, multiple: int) -> None:
    state = Standing("GET /orgs", size)
    state._pos, state._aligned = pos, aligned
    assert state.shrink() is True
    assert (state.page_size, state._aligned) == (smaller, multiple)


def test_what_is_not_halved() -> None:
    assert Standing("GET /orgs", 20).shrink() is False
    assert Standing("GET /orgs", 100, step=Step.LINK).shrink() is False


def test_when_a_page_is_the_same() -> None:
    state = Standing("GET /orgs", 9)
    state._previous = arrived("a", "b")
    assert state._is_same(arrived("a", "b"))
    assert not state._is_same(arrived("a", "c"))
    assert not state._is_same(arrived("b", "a"))
    state._previous = arrived("a")
    assert not state._is_same(arrived("a"))


# --- links


def test_which_links_know_more_than_offsets() -> None:
    trail = Trail()
    assert trail.limit is None
    assert trail.usable(ORIGIN, {"next": CURSOR})
    assert not trail.usable(ORIGIN, {"last": CURSOR})
    assert not trail.usable(CURSOR, {"next": CURSOR})
    assert not trail.usable(ORIGIN, {"next": f"{ORIGIN}?offset=2"})
    assert not trail.usable(ORIGIN, {"next": "https://y.example/?cursor=2"})
    assert trail.follow(ORIGIN, CURSOR) is None
    assert trail.link == CURSOR
    assert not trail.usable(ORIGIN, {"next": CURSOR})
    assert not trail.usable(CURSOR, {"next": ORIGIN})
    assert trail.usable(CURSOR, {"next": f"{ORIGIN}?cursor=3"})
    assert "cursor" not in repr(trail)


def test_links_are_followed_once_each() -> None:
    back = "the link to the next page leads back to a page that was read before"
    trail, third = Trail(), f"{ORIGIN}?cursor=3"
    assert trail.follow(ORIGIN, ORIGIN) == back
    assert trail.follow(ORIGIN, CURSOR) is None
    assert trail.follow(CURSOR, third) is None
    for url, following in ((third, CURSOR), (third, ORIGIN), (third, third), ("https://x.example/", third)):
        assert trail.follow(url, following) == back
    assert trail.link == third


def test_words_that_are_only_near_a_relation_are_none() -> None:
    for word in ("nextX", "Xnext", '"nextX"', "next2"):
        assert paging_links(f"<{CURSOR}>; rel={word}", ORIGIN) == {}


# --- which records came


def window(offset: int, *ids: str) -> tuple[Asked, Arrived]:
    return Asked(offset, 9, ORIGIN), arrived(*ids)


def ledger(*ids: str) -> Ledger:
    made = Ledger()
    made.take(*window(0, *ids), overlaps=False)
    return made


@pytest.mark.parametrize(
    ("ids", "overlaps", "fresh", "offset", "repeated", "moved", "tail"),
    [
        ("", True, "", 5, 0, False, 2),
        ("cd", True, "D", 6, 0, False, 3),
        ("bcde", True, "DE", 7, 0, False, 4),
        ("de", True, "DE", 5, 0, False, 4),
        ("abd", True, "D", 7, 0, True, 3),
        ("bd", True, "D", 6, 0, True, 3),
        ("ad", True, "D", 6, 0, True, 3),
        ("acd", True, "D", 7, 1, True, 3),
        ("cda", True, "D", 6, 1, True, 0),
        ("cab", True, "", 8, 2, True, 1),
        ("dc", True, "D", 5, 0, False, 2),
        ("cd", False, "D", 6, 1, True, 3),
        ("de", False, "DE", 5, 0, False, 4),
        ("dd", False, "D", 5, 1, True, 3),
        ("abc", False, "", 8, 3, True, 2),
    ],
)
def test_records_are_numbered_as_they_come(
    ids: str, overlaps: bool, fresh: str, offset: int, repeated: int, moved: bool, tail: int
) -> None:
    known = ledger("a", "b", "c")
    found = known.take(*window(5, *ids), overlaps=overlaps)
    assert found == Fresh(list(fresh), offset)
    assert (known.repeated, known.moved, known.tail) == (repeated, moved, tail)
    assert (known.distinct, len(known)) == (3 + len(fresh), 3 + len(fresh))


def test_repeats_are_summed_up() -> None:
    known = ledger("a", "b")
    for _ in range(2):
        known.take(*window(2, "a", "x"), overlaps=False)
    assert (known.repeated, known.distinct, known.moved) == (3, 3, True)


def test_a_record_of_an_earlier_pass_is_not_delivered_again() -> None:
    known = ledger("a", "b")
    known.begin_again()
    assert (len(known), known.tail, known.moved, known.distinct) == (0, -1, False, 2)
    assert known.take(*window(0, "a", "n", "b"), overlaps=False) == Fresh(["N"], 1)
    assert (known.distinct, known.repeated, len(known)) == (3, 0, 3)
    assert known.seen == {"a", "b", "n"}
    assert known.known(arrived("n", "b", "z", "a")) == [1, 2, 0]
    assert known.holds_all(arrived("a", "b"))
    assert not known.holds_all(arrived("a", "z"))


@pytest.mark.parametrize(
    ("numbers", "length"),
    [([], 0), ([4], 1), ([4, 5, 6], 3), ([4, 6], 1), ([4, 6, 7], 1), ([4, 5, 7, 8], 2), ([5, 4], 1)],
)
def test_numbers_that_follow_each_other(numbers: list[int], length: int) -> None:
    assert run(numbers) == length
    assert in_a_row(numbers) == (length == len(numbers))


# --- with less

PLAIN, WHOLE = Manner(sort=False), Manner(fields=False)
LESS = [(200, True), (200, False), (50, True), (50, False)]


@pytest.mark.parametrize(
    ("manner", "limit", "sorts", "selects", "tried"),
    [
        (Manner(), 10, False, False, []),
        (Manner(), 10, True, False, [PLAIN]),
        (Manner(), 50, False, False, []),
        (Manner(), 51, False, False, [Manner(most=50)]),
        (Manner(), 200, False, False, [Manner(most=50)]),
        (
            Manner(),
            201,
            True,
            False,
            [PLAIN, *(Manner(sort, True, most) for most in (200, 50) for sort in (True, False))],
        ),
        (Manner(), 10, False, True, [WHOLE]),
        (Manner(), 10, True, True, [PLAIN, WHOLE, Manner(sort=False, fields=False)]),
        (PLAIN, 10, True, True, [Manner(sort=False, fields=False)]),
        (WHOLE, 10, True, True, [Manner(sort=False, fields=False)]),
        (Manner(most=50), 1000, False, False, []),
        (Manner(most=200), 1000, False, False, [Manner(most=50)]),
    ],
)
def test_what_is_tried_when_a_provider_refuses(
    manner: Manner, limit: int, sorts: bool, selects: bool, tried: list[Manner]
) -> None:
    assert list(manner.eased(limit, sorts=sorts, selects=selects)) == tried


def test_what_was_left_out_is_told() -> None:
    assert list(Manner().told(Manner())) == []
    assert list(Manner(False, False, 50).told(Manner())) == [
        "the provider refuses to sort by sourcedId",
        "the provider refuses a selection of fields, and sent whole records",
        "the provider refuses a limit above 50",
    ]
    assert list(Manner(False, False, 50).told(Manner(False, False, 200))) == ["the provider refuses a limit above 50"]


def test_parameters_with_less() -> None:
    given: dict[str, Any] = {"filter": "x", "fields": ["a"]}
    order = {"sort": "sourcedId"}
    assert Manner().parameters(given, order) == {"sort": "sourcedId", "filter": "x", "fields": ["a"]}
    assert Manner().parameters({"sort": "name"}, order) == {"sort": "name"}
    assert PLAIN.parameters(given, order) == given
    assert WHOLE.parameters(given, {}) == {"filter": "x"}
    assert (Manner().limit(70), Manner(most=50).limit(70), Manner(most=50).limit(7)) == (70, 50, 7)


def test_which_answers_may_mean_that_a_parameter_is_not_taken() -> None:
    def saying(code: str) -> bytes:
        return b'{"imsx_codeMajor": "failure", "imsx_codeMinor": "%b"}' % code.encode()

    assert refused(Reply(400))
    assert refused(Reply(422, content=saying("invalid_sort_field")))
    assert not refused(Reply(400, content=saying("invalid_filter_field")))
    assert not refused(Reply(404))
    assert not refused(Failure("gone"))


def test_a_shift_is_a_plain_value() -> None:
    assert Shift(1, 2, True) == Shift(1, 2, True) != Shift(1, 2, False)
