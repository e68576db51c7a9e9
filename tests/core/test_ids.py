"""The ids that came, in little memory: the same as a dict would have, whatever their hashes and letters."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Sequence, Set
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_sdk import _ids
from oneroster_sdk._claims import Arrived, Asked
from oneroster_sdk._ids import UNKNOWN, Ids, LatestIds, hashed
from oneroster_sdk._ledger import Ledger

from . import plain_ledger
from .simulated import ORIGIN

NAMES = st.text(max_size=4) | st.sampled_from(["", "a", "aa", "\0", "é", "\U0001f984", "\ud800"])
PAGES = st.lists(st.lists(NAMES, max_size=8), max_size=8)


def filled(*pages: Sequence[str]) -> Ids:
    ids = Ids()
    for page in pages:
        ids.add(page)
    return ids


def numbers(ids: Ids | LatestIds, *asked: str) -> list[int]:
    return ids.numbers(asked)


def all_alike(ids: Sequence[str]) -> list[int]:
    return [7] * len(ids)


def in_three(ids: Sequence[str]) -> list[int]:
    return [len(each) % 3 for each in ids]


def risen(pages: list[list[str]]) -> list[list[str]]:
    """The same ids, from the first to the last in order."""
    following = iter(sorted({each for page in pages for each in page}))
    return [list(islice(following, len(page))) for page in pages]


ORDERS: list[Callable[[list[list[str]]], list[list[str]]]] = [
    list,
    lambda pages: [sorted(page) for page in pages],
    risen,
]


@pytest.mark.parametrize("hashes", [hashed, all_alike, in_three])
@pytest.mark.parametrize("order", ORDERS, ids=["any", "pages", "all"])
@given(pages=PAGES, asked=st.lists(NAMES, max_size=8))
def test_ids_are_numbered_as_in_a_dict(
    hashes: Callable[[Sequence[str]], list[int]],
    order: Callable[[list[list[str]]], list[list[str]]],
    pages: list[list[str]],
    asked: list[str],
) -> None:
    ids, known = Ids(), dict[str, int]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_ids, "hashed", hashes)
        for page in order(pages):
            new = [each for each in dict.fromkeys(page) if each not in known]
            assert ids.numbers(page) == [known.get(each, UNKNOWN) for each in page]
            ids.add(new)
            known.update({each: number for number, each in enumerate(new, len(known))})
            for sought in (page[-1:], asked, page):
                assert ids.numbers(sought) == [known.get(each, UNKNOWN) for each in sought]
        assert (len(ids), list(ids)) == (len(known), list(known))


def test_ids_that_come_in_order_need_no_table() -> None:
    ids = filled(["a", "b"], [], ["c", "é"])
    assert ids._last == "é"
    assert numbers(ids, "é", "ü") == [3, UNKNOWN]
    assert numbers(ids, "ü") == [UNKNOWN]
    assert not len(ids._hashes)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("a", [0]), ("bc", [1, 2]), ("cc", [2, 2]), ("dd", [UNKNOWN, UNKNOWN]), ("ed", [UNKNOWN, UNKNOWN])],
)
def test_what_stands_before_the_last_is_looked_up_in_a_table(asked: str, found: list[int]) -> None:
    ids = filled(["a"], ["b", "c"])
    assert ids.numbers(asked) == found
    assert ids._last is None
    ids.add(["d"])
    assert numbers(ids, "d", "a", "e") == [3, 0, UNKNOWN]


def test_a_table_is_made_of_all_that_came_in_order() -> None:
    names = [f"{number:06}" for number in range(2 * _ids._AT_ONCE + 1)]
    ids = filled(names[:100], names[100:])
    assert ids.numbers(names) == list(range(len(names)))
    assert len(ids._hashes) == len(names)


@pytest.mark.parametrize("pages", [["ba"], ["bc", "a"], ["ac", "bd"], ["b", "", "a"]])
def test_ids_that_come_in_another_order_are_found(pages: list[str]) -> None:
    letters = "".join(pages)
    assert filled(*pages).numbers(letters) == list(range(len(letters)))


@pytest.mark.parametrize("number", [1, 1023, 1024, 1025, 4096, 4097, 20_000])
@pytest.mark.parametrize("at_once", [1, 1000, 30_000])
def test_any_number_of_ids_can_be_added_at_once(number: int, at_once: int) -> None:
    names = [f"user-{each}" for each in range(number)]
    ids = filled(*(names[first : first + at_once] for first in range(0, number, at_once)))
    assert ids.numbers(names) == list(range(number))
    assert numbers(ids, f"user-{number}", "user-0") == [UNKNOWN, 0]
    places = len(ids._slots)
    assert number <= places <= max(4 * (number - 1), _ids._FEWEST)
    assert places.bit_count() == 1


def test_the_table_grows_when_it_is_full() -> None:
    ids = filled([f"u{number}" for number in range(1024)])  # u10 before u2: not in order
    assert len(ids._slots) == 1024
    ids.add(["one more"])
    assert len(ids._slots) == 4096


def test_ids_are_a_set() -> None:
    ids: Set[object] = filled(["a", "b"], ["c"])
    assert ids == {"a", "b", "c"}
    assert {"a", "x"} - ids == {"x"}
    assert type(ids & {"a"}) is set
    assert ("c" in ids, "d" in ids, 7 in ids) == (True, False, False)
    assert not Ids()


def test_hashes_are_short() -> None:
    assert hashed(["a", "b"]) == [hash("a") % 2**30, hash("b") % 2**30]


@pytest.mark.parametrize(("length", "falling", "most"), [(12, 1, 42), (36, 1, 66), (12, 0, 18), (36, 0, 42)])
@pytest.mark.parametrize("number", [10_000, 70_000])
def test_ids_take_little_memory(number: int, length: int, falling: int, most: int) -> None:
    """With ids as long as UUIDs, far less than the 100 bytes a record that are allowed; a dict takes 130 to 160."""
    ids = Ids()
    tracemalloc.start()
    for first in range(0, number, 1000):
        page = [f"{each:0{length}}" for each in range(first, first + 1000)]
        ids.add(page[::-1] if falling else page)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    one_page = 1000 * (length + 100)
    assert peak - one_page < most * number


# --- the latest only


def test_the_last_two_pages_are_known() -> None:
    ids = LatestIds()
    for page in (["a", "b"], ["c"], ["d", "e"]):
        ids.add(page)
    assert (len(ids), numbers(ids, *"abcdex")) == (5, [UNKNOWN, UNKNOWN, 2, 3, 4, UNKNOWN])
    ids.add([])
    assert (len(ids), numbers(ids, *"bcd")) == (5, [UNKNOWN, 2, 3])


# --- the ledger by them


def page_of(letters: str) -> tuple[Asked, Arrived]:
    return Asked(5, 9, ORIGIN), Arrived([each.upper() for each in letters], letters)


LETTERS = st.text("abcdefghij", max_size=6)
STEPS = st.lists(st.tuples(LETTERS, st.booleans(), st.booleans()), max_size=12)


@given(steps=STEPS, later=LETTERS)
@settings(max_examples=500)
def test_it_says_the_same_as_the_plain_one(steps: list[tuple[str, bool, bool]], later: str) -> None:
    ours, plain = Ledger(), plain_ledger.Ledger()
    for letters, overlaps, again in steps:
        if again:
            ours.begin_again()
            plain.begin_again()
        asked, arrived = page_of(letters)
        for each in (arrived, page_of(later)[1]):
            assert (ours.known(each), ours.holds_all(each)) == (plain.known(each), plain.holds_all(each))
        fresh, expected = ours.take(asked, arrived, overlaps=overlaps), plain.take(asked, arrived, overlaps=overlaps)
        assert (list(fresh.items), fresh.offset) == (list(expected.items), expected.offset)
        assert ours.known(arrived) == plain.known(arrived)
        assert (len(ours), ours.distinct, ours.repeated) == (len(plain), plain.distinct, plain.repeated)
        assert (ours.moved, ours.tail, ours.seen) == (plain.moved, plain.tail, plain.seen)
        assert not ours.forgets


@given(names=st.lists(LETTERS, min_size=1, max_size=6, unique=True), size=st.integers(1, 9))
def test_one_that_forgets_says_the_same_while_nothing_moves(names: list[str], size: int) -> None:
    ours, plain = Ledger(ids=LatestIds()), plain_ledger.Ledger()
    assert ours.forgets
    for first in range(0, len(names), size):
        page = names[max(first - 1, 0) : first + size]
        asked, arrived = Asked(first, 9, ORIGIN), Arrived(page, page)
        fresh = ours.take(asked, arrived, overlaps=first > 0)
        assert list(fresh.items) == list(plain.take(asked, arrived, overlaps=first > 0).items)
        assert (len(ours), ours.distinct, ours.repeated) == (len(plain), plain.distinct, 0)
        assert (ours.moved, ours.tail) == (False, plain.tail)
    with pytest.raises(LookupError):
        _ = ours.seen


@pytest.mark.parametrize(
    ("letters", "overlaps", "moved"),
    [("cd", True, False), ("xcd", True, True), ("xy", True, False), ("xc", False, True), ("xd", False, False)],
)
def test_one_that_forgets_trusts_nothing_before_what_it_knows(letters: str, overlaps: bool, moved: bool) -> None:
    ledger = Ledger(ids=LatestIds())
    ledger.take(*page_of("abc"), overlaps=False)
    ledger.take(*page_of(letters), overlaps=overlaps)
    assert ledger.moved is moved
    other = Ledger()
    other.take(*page_of("abc"), overlaps=False)
    other.take(*page_of("xcd"), overlaps=True)
    assert not other.moved
