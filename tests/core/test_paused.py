"""The collector of cycles, paused for as long as a block takes."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from oneroster_sdk._paused import collect_young, collector_paused


@pytest.fixture(autouse=True)
def _running() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_is_paused_within_the_block_and_runs_again_after_it() -> None:
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_runs_again_after_an_error() -> None:
    with pytest.raises(LookupError), collector_paused():
        raise LookupError
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off() -> None:
    gc.disable()
    with collector_paused():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_young_objects_are_looked_at_unless_who_has_turned_it_off_wants_none_of_it() -> None:
    looked_at: list[int] = []

    def note(phase: str, found: dict[str, int]) -> None:
        if phase == "start":
            looked_at.append(found["generation"])

    gc.callbacks.append(note)
    try:
        gc.disable()
        collect_young()
        assert looked_at == []
        gc.enable()
        collect_young()
    finally:
        gc.callbacks.remove(note)
    assert looked_at == [1]
