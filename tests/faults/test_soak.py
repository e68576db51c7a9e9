"""A small soak: scripts/soak does the same, as long as one likes. And that it would notice what it looks for."""

from __future__ import annotations

from random import Random

import pytest

from . import wires
from .faults import Asked, Break, Down, Drip, Edit, Event, Instead
from .lots import Lots
from .soak import WARM, Tally, grown, soak


@pytest.mark.timeout(240)
def test_a_small_soak() -> None:
    tally = soak(pulls=160, seed=2026)
    assert tally.complaints() == []
    assert tally.pulls == 160
    # It would be no soak if all went well, or hardly anything.
    assert tally.faults > 100
    assert 80 < tally.outcomes["whole"] < 155
    assert tally.outcomes["left early"] > 0


def drawn(seed: str, number: int = 4000) -> list[object]:
    lots = Lots(seed, revoke=list, unasked=b"{}", share=1.0)
    return [lots(Asked("GET", "/users", 1)) for _ in range(number)]


def kinds(seed: str) -> list[str]:
    """What was drawn, but for bytes that are made anew each time."""
    return [
        repr(fault) if isinstance(fault, Break | Instead | Drip | Down) else type(fault).__name__
        for fault in drawn(seed)
    ]


def test_the_same_seed_draws_the_same() -> None:
    assert kinds("a") == kinds("a")
    assert kinds("a") != kinds("b")


def test_every_fault_is_drawn() -> None:
    found = drawn("c")
    assert {type(fault) for fault in found} == {Break, Down, Drip, Edit, Event, Instead}
    assert {fault.wire for fault in found if isinstance(fault, Edit)} > set(wires.EDITS)
    lots = Lots("d", revoke=list, unasked=b"{}")
    share = sum(lots(Asked("GET", "/users", 1)) is not None for _ in range(4000)) / 4000
    assert 0.12 < share < 0.18


def test_growth_is_seen_and_peaks_are_not() -> None:
    lots = Random(1)
    steady = [lots.randrange(990, 1010) for _ in range(40)]
    assert abs(grown(steady)) < 0.02
    assert abs(grown([*steady[:20], 5000, *steady[20:]])) < 0.02
    assert grown([count + 3 * number for number, count in enumerate(steady)]) > 0.05
    assert grown([7]) == 0


def test_what_is_left_is_complained_of() -> None:
    fine = Tally(files=[9, 9, 9, 9, 9], threads=[2] * 5, objects=[100] * 5)
    assert fine.complaints() == []
    assert len(fine.files) > WARM
    left = Tally(files=[9, 9, 9, 9, 10], threads=[2, 2, 2, 2, 3], objects=[100] * 6 + [110], pages=[10] * 6 + [20])
    assert [words.split()[0] for words in left.complaints()] == ["files", "threads", "objects", "pages"]
    assert Tally(files=[1] * 5, threads=[1] * 5, wrong=["9 users came"]).complaints() == ["9 users came"]
