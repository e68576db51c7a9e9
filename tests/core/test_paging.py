"""Paging, step by step: what is asked for after which answer, and when a reading ends, begins again, or raises."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from oneroster_sdk import IncompletePull
from oneroster_sdk._claims import ANY_LIMIT, Arrived, Asked, Claims
from oneroster_sdk._paging import Paging
from oneroster_sdk._steps import MOST_IDLE, MOST_PASSES, Next, Step

from .simulated import ORIGIN, Provider, pull


def rows(number: int) -> list[str]:
    return [f"r{each}" for each in range(number)]


# --- step by step


def arrived(*ids: str, total: int | None = None, links: Mapping[str, str] | None = None) -> Arrived:
    return Arrived(ids, ids, total, links or {})


def take(paging: Paging, page: Arrived) -> tuple[Next, list[str]]:
    """What is asked for, and what of the answer is new."""
    following = paging.next()
    assert following is not None
    asked = Asked(following.offset, following.limit, following.url or f"{ORIGIN}?offset={following.offset}")
    return following, list(paging.accept(asked, page).items)


def proof(paging: Paging) -> str | None:
    return paging.evidence


def test_the_questions_for_a_collection_without_totals_or_links() -> None:
    paging = Paging("GET /orgs", 3)
    assert take(paging, arrived("a", "b", "c")) == (Next(0, 3), ["a", "b", "c"])
    assert take(paging, arrived("c", "d")) == (Next(2, 3), ["d"])
    assert take(paging, arrived()) == (Next(4, 2), [])  # shorter than the page before: is there more?
    assert proof(paging) is None
    assert take(paging, arrived("d")) == (Next(3, 3), [])  # and is the last still the last?
    assert paging.evidence == "an empty page"
    assert paging.next() is None


def test_a_total_is_confirmed_by_one_question_past_it() -> None:
    paging = Paging("GET /orgs", 3)
    take(paging, arrived("a", "b", total=2))
    assert proof(paging) is None
    assert take(paging, arrived("b", total=2)) == (Next(1, 3), [])
    assert paging.evidence == "the declared total"


def test_a_total_is_confirmed_after_a_page_that_is_shorter_as_well() -> None:
    paging = Paging("GET /orgs", 3)
    take(paging, arrived("a", "b", "c", total=4))
    take(paging, arrived("c", "d", total=4))
    assert take(paging, arrived("d", total=4)) == (Next(3, 3), [])
    assert paging.evidence == "the declared total"


@pytest.mark.parametrize(
    ("total", "last"),
    [
        (4, arrived("b", "c", "d", total=4)),  # which stands elsewhere than the total says
        (4, arrived("d")),
        (4, arrived("d", total=4, links={"next": f"{ORIGIN}?offset=4"})),
        (3, arrived("d", total=3)),  # fewer than came
    ],
)
def test_a_total_that_does_not_fit_its_page_is_not_believed(total: int, last: Arrived) -> None:
    paging = Paging("GET /orgs", 2)
    take(paging, arrived("a", "b", total=total))
    take(paging, arrived("b", "c", total=total))
    take(paging, arrived("c", "d", total=total))
    take(paging, last)
    assert (paging.evidence, paging.step) == (None, Step.PAST)


def test_the_last_link_of_a_page_that_was_cut_is_believed_where_links_fit_cut_pages() -> None:
    paging = Paging("GET /orgs", 10)
    take(paging, arrived("a", "b", links={"next": f"{ORIGIN}?offset=2"}))
    assert paging.claims.links_hold == ANY_LIMIT
    assert take(paging, arrived("b", "c", links={"first": ORIGIN}))[1] == ["c"]
    assert paging.evidence == "the last link"


def test_a_last_link_is_not_believed_before_a_next_was_seen() -> None:
    paging = Paging("GET /orgs", 10)
    take(paging, arrived("a", "b", links={"first": ORIGIN}))
    assert proof(paging) is None
    known = Paging("GET /orgs", 10, claims=Claims(links_hold=ANY_LIMIT))
    take(known, arrived("a", "b", links={"first": ORIGIN}))
    assert known.evidence == "the last link"


def test_a_last_link_against_a_total_is_not_believed() -> None:
    paging = Paging("GET /orgs", 10, claims=Claims(links_hold=ANY_LIMIT))
    take(paging, arrived("a", "b", links={"first": ORIGIN}, total=3))
    assert proof(paging) is None


def test_a_record_removed_before_shows_and_is_mended() -> None:
    paging = Paging("GET /orgs", 3)
    take(paging, arrived("a", "b", "c"))
    assert take(paging, arrived("e", "f")) == (Next(2, 3), [])  # c is gone from there, and so d was missed
    assert take(paging, arrived("c", "d", "e")) == (Next(1, 3), ["d", "e"])
    assert paging.notes == {"removed": 1}
    assert take(paging, arrived("e", "f"))[0] == Next(3, 3)


def test_stepping_back_doubles_and_begins_again_at_the_start() -> None:
    paging = Paging("GET /orgs", 20)
    take(paging, arrived(*"abcdefghijklmnopqrst"))
    assert [take(paging, arrived("x", "y"))[0].offset for _ in range(6)] == [19, 18, 17, 15, 11, 3]
    assert take(paging, arrived("x", "y"))[0] == Next(0, 20)
    assert paging.passes == 2
    assert take(paging, arrived("x", "a", "b")) == (Next(0, 20), ["x"])  # a and b were delivered before


def test_records_inserted_before_are_borne() -> None:
    paging = Paging("GET /orgs", 3)
    take(paging, arrived("a", "b", "c"))
    assert take(paging, arrived("a", "b", "c"))[1] == []
    paging = Paging("GET /orgs", 4)
    take(paging, arrived("a", "b", "c", "d"))
    assert take(paging, arrived("b", "c", "d", "e")) == (Next(3, 4), ["e"])
    assert (paging.notes, paging.ledger.repeated) == ({"inserted": 1}, 0)
    assert take(paging, arrived("e"))[0] == Next(6, 4)


def test_offsets_from_one_differ_by_one() -> None:
    paging = Paging("GET /orgs", 3)
    take(paging, arrived("a", "b", "c"))
    assert take(paging, arrived("b", "c", "d")) == (Next(2, 3), ["d"])
    assert paging.notes == {"one-based": 1}
    assert take(paging, arrived("d", "e"))[0] == Next(4, 3)


@pytest.mark.parametrize("again", ["ceb", "cea", "cae", "bce"[::-1]])
def test_a_record_that_comes_again_elsewhere_has_the_collection_read_again(again: str) -> None:
    paging = Paging("GET /orgs", 3)
    take(paging, arrived("a", "b", "c"))
    take(paging, arrived(*again))
    assert paging.ledger.repeated >= 1
    while paging.passes == 1:
        following = paging.next()
        assert following is not None
        take(paging, arrived(*["a", "b", "c", "e"][following.offset : following.offset + 3]))
    assert paging.notes["again"] == 1
    assert paging.next() == Next(0, 3)


def test_a_record_twice_in_one_page() -> None:
    paging = Paging("GET /orgs", 3)
    assert take(paging, arrived("a", "b", "a"))[1] == ["a", "b"]
    assert (paging.received, paging.ledger.repeated, paging.ledger.distinct) == (3, 1, 2)


def test_a_collection_that_never_rests() -> None:
    class Turning(Provider):
        def answer(self, offset: int, limit: int, url: str | None) -> Arrived:
            self.rows.reverse()
            return super().answer(offset, limit, url)

    with pytest.raises(IncompletePull, match=f"moved each of the {MOST_PASSES} times") as caught:
        pull(Turning(rows(20), [5]), 5)
    assert caught.value.retryable


def test_the_last_record_moved_to_the_front() -> None:
    paging = Paging("GET /orgs", 3)
    take(paging, arrived("a", "b", "c"))
    take(paging, arrived("c", "d", "e"))
    take(paging, arrived("d"))  # e is not here any more, and what is stands before it
    assert take(paging, arrived("d"))[0] == Next(5, 3)
    assert (paging.passes, paging.next()) == (2, Next(0, 3))


def test_pages_that_bring_nothing_new_for_ever() -> None:
    class Stuttering(Provider):
        def answer(self, offset: int, limit: int, url: str | None) -> Arrived:
            found = super().answer(offset, limit, url)
            return found if offset < 6 else arrived("r7", "r8")

    provider = Stuttering(rows(20), [5])
    with pytest.raises(IncompletePull, match=f"the last {MOST_IDLE + 1} pages brought nothing new"):
        pull(provider, 5)
    assert provider.requests == MOST_IDLE + 3


def test_everything_at_once_where_the_profile_says_so() -> None:
    paging = Paging("GET /orgs", 2, counts="nothing")
    assert take(paging, arrived("a", "b", "c"))[1] == ["a", "b", "c"]
    assert paging.evidence == "the profile"
    empty = Paging("GET /orgs", 2, counts="nothing")
    take(empty, arrived())
    assert empty.evidence == "the profile"


def test_where_offsets_count_records_the_same_page_is_drift() -> None:
    paging = Paging("GET /orgs", 3, counts="rows")
    take(paging, arrived("a", "b", "c"))
    take(paging, arrived("a", "b", "c"))
    take(paging, arrived("a", "b", "c"))
    assert paging.next() == Next(2, 3)


def test_offsets_that_end_at_the_last_page() -> None:
    """Whatever is asked for near the end, the last page comes; only a declared total tells that it is the last."""
    paging = Paging("GET /orgs", 3)
    take(paging, arrived("a", "b", "c", total=5))
    take(paging, arrived("c", "d", "e", total=5))
    assert take(paging, arrived("c", "d", "e", total=5)) == (Next(4, 3), [])
    assert paging.evidence == "the declared total"


def test_halving_pages() -> None:
    paging = Paging("GET /orgs", 100)
    assert paging.shrink()
    assert paging.next() == Next(0, 50)
    assert paging.shrink()
    assert paging.shrink()
    assert (paging.page_size, paging.shrink()) == (12, False)


def test_halving_whole_pages_keeps_to_multiples() -> None:
    provider = Provider(rows(100), [30], rounding="asked")
    paging, got = Paging("GET /orgs", 30), list[str]()
    while (following := paging.next()) is not None:
        if provider.requests == 6:
            assert paging.shrink()
            following = paging.next() or following
            assert following.offset % following.limit == 0
        got += paging.accept(
            Asked(following.offset, following.limit, ORIGIN), provider.answer(following.offset, following.limit, None)
        ).items
    assert got == rows(100)


# --- links


def test_links_are_followed_where_offset_is_ignored() -> None:
    paging = Paging("GET /orgs", 3)
    first = arrived("a", "b", "c", links={"next": f"{ORIGIN}?cursor=3&limit=2"})
    for _ in range(5):
        take(paging, first)
    assert paging.next() == Next(6, 2, f"{ORIGIN}?cursor=3&limit=2")
    assert take(paging, arrived("d", links={"first": ORIGIN}))[1] == ["d"]
    assert (paging.evidence, paging.notes) == ("the last link", {"linked": 1})


def linked(*pages: Arrived, before: Mapping[str, str] | None = None) -> Paging:
    """A reading that has turned to links, and then got these pages."""
    paging = Paging("GET /orgs", 3)
    while paging.step is not Step.LINK:
        take(paging, arrived("a", "b", links={"next": f"{ORIGIN}?cursor=2", **(before or {})}))
    for page in pages:
        take(paging, page)
    return paging


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (arrived("c", links={"next": "https://y.example/orgs?cursor=4"}), r"leaves the provider \(https://y.example\)"),
        (arrived("c", links={"next": "http://x.example/orgs?cursor=4"}), r"leaves the provider \(http://x.example\)"),
        (arrived("c", links={"next": f"{ORIGIN}?cursor=2"}), "leads back to a page that was read"),
        (arrived("a", links={"next": f"{ORIGIN}?cursor=4"}), "leads back to records"),
    ],
)
def test_links_that_are_not_followed(page: Arrived, words: str) -> None:
    with pytest.raises(IncompletePull, match=words):
        linked(page)


def test_a_last_page_without_any_link() -> None:
    assert linked(arrived("c")).evidence == "the last link"
    with pytest.raises(IncompletePull, match="the last that came has none"):
        linked(arrived("c"), before={"first": ORIGIN})
    paging = linked(arrived("c", total=3, links={"next": f"{ORIGIN}?cursor=3"}), before={"first": ORIGIN})
    take(paging, arrived("d", total=4))
    assert paging.passes == 2  # the total changed, and nothing else would have shown what happened


def test_an_empty_page_ends_links() -> None:
    assert linked(arrived()).evidence == "an empty page"
    assert linked(arrived(links={"first": ORIGIN})).evidence == "the last link"
    assert linked(arrived(links={"next": f"{ORIGIN}?cursor=9"})).next() == Next(4, 3, f"{ORIGIN}?cursor=9")


@pytest.mark.parametrize(
    "target", ["https://y.example/orgs?cursor=2", "http://x.example/orgs", "https://x.example:444/"]
)
def test_the_token_does_not_follow_links_elsewhere(target: str) -> None:
    paging = Paging("GET /orgs", 2)
    page = arrived("a", "b", links={"next": target})
    for _ in range(4):
        take(paging, page)
    with pytest.raises(IncompletePull, match="leaves the provider"):
        take(paging, page)
    assert paging.remarks()["leaves"] == 1


def test_a_link_that_knows_more_than_offsets() -> None:
    """Some providers end offsets at some number, and lead on by cursors."""
    paging = Paging("GET /orgs", 2)
    take(paging, arrived("a", "b", links={"next": f"{ORIGIN}?cursor=2"}))
    take(paging, arrived("b"))
    take(paging, arrived())
    take(paging, arrived("b"))
    assert proof(paging) is None
    assert take(paging, arrived("c", links={"first": ORIGIN})) == (Next(2, 2, f"{ORIGIN}?cursor=2"), ["c"])
    assert paging.evidence == "the last link"
    contented = Paging("GET /orgs", 2)
    for page in (arrived("a", "b", links={"next": f"{ORIGIN}?cursor=2"}), arrived("b"), arrived(), arrived("b")):
        take(contented, page)
    take(contented, arrived("a", "b", links={"next": f"{ORIGIN}?cursor=2"}))
    assert contented.evidence == "an empty page"
