"""The collector of cycles, paused for as long as a block takes, and made to spare what came of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from oneroster_sdk._paused import CollectorPaused, count_again

YOUNG = 700
"""Objects after which the collector looks, in these tests."""


@pytest.fixture(autouse=True)
def _running() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.enable()
    gc.set_threshold(YOUNG, 10, 10)
    yield
    count_again()
    gc.enable()
    gc.set_threshold(*usual)


@pytest.fixture
def looked() -> Iterator[list[int]]:
    """The generations that the collector has looked at."""
    found: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            found.append(about["generation"])

    gc.collect()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def objects(number: int) -> list[list[int]]:
    """So many objects that the collector counts."""
    return [[] for _ in range(number)]


def test_it_is_paused_within_the_block_and_runs_again_after_it() -> None:
    with CollectorPaused():
        assert not gc.isenabled()
        with CollectorPaused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_runs_again_after_an_error() -> None:
    with pytest.raises(LookupError), CollectorPaused():
        raise LookupError
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off_and_nothing_spared() -> None:
    gc.disable()
    with CollectorPaused():
        assert not gc.isenabled()
    assert not gc.isenabled()
    assert gc.get_threshold() == (YOUNG, 10, 10)


def test_what_a_block_made_is_not_looked_at_when_it_ends(looked: list[int]) -> None:
    with CollectorPaused():
        page = objects(5 * YOUNG)
    few = objects(YOUNG // 2)
    assert looked == []
    del page, few


def test_further_objects_are_looked_at_as_ever(looked: list[int]) -> None:
    with CollectorPaused():
        page = objects(5 * YOUNG)
    more = objects(2 * YOUNG)
    assert looked == [0]
    del page, more


def test_what_is_kept_is_looked_at_once_it_counts_again(looked: list[int]) -> None:
    with CollectorPaused():
        page = objects(5 * YOUNG)
    count_again()
    few = objects(10)
    assert looked == [0]
    del page, few


def test_what_is_gone_by_then_is_never_looked_at(looked: list[int]) -> None:
    for _ in range(20):
        with CollectorPaused():
            page = objects(5 * YOUNG)
        page.clear()
        count_again()
    assert looked == []


def test_the_threshold_is_the_usual_one_afterwards_however_often_it_was_raised() -> None:
    for _ in range(3):
        with CollectorPaused():
            page = objects(10)
    assert gc.get_threshold()[0] > YOUNG
    count_again()
    assert gc.get_threshold() == (YOUNG, 10, 10)
    count_again()
    assert gc.get_threshold() == (YOUNG, 10, 10)
    del page


def test_a_threshold_that_somebody_set_meanwhile_stays() -> None:
    with CollectorPaused():
        pass
    gc.set_threshold(5000, 20, 30)
    count_again()
    assert gc.get_threshold() == (5000, 20, 30)


def test_a_threshold_that_somebody_set_meanwhile_is_raised_from_there() -> None:
    with CollectorPaused():
        pass
    gc.set_threshold(5000, 20, 30)
    with CollectorPaused():
        pass
    count_again()
    assert gc.get_threshold() == (5000, 20, 30)


def test_who_wants_it_never_to_look_is_left_alone() -> None:
    gc.set_threshold(0, 10, 10)
    with CollectorPaused():
        pass
    assert gc.get_threshold() == (0, 10, 10)
