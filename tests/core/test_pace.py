"""Requests follow each other at the pace that was set, and more slowly while the provider asks for fewer."""

from __future__ import annotations

import pytest

from oneroster_sdk import ConfigError
from oneroster_sdk._pace import Pace, pace_of


def test_without_a_pace_nobody_waits() -> None:
    pace = pace_of(None)
    assert [pace.reserve(0.0), pace.reserve(0.0), pace.reserve(5.0)] == [0, 0, 0]


def test_requests_take_their_places_one_after_the_other() -> None:
    pace = pace_of(4)
    assert [pace.reserve(10.0) for _ in range(3)] == [0, 0.25, 0.5]
    assert pace.reserve(10.5) == 0.25
    assert pace.reserve(20.0) == 0


def test_after_a_refusal_the_gap_doubles_up_to_ten_seconds() -> None:
    pace, gaps = Pace(), []
    for moment in range(9):
        pace.refused(float(moment), float(moment), 0.0)
        gaps.append(pace.gap)
    assert gaps == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10])


def test_a_slower_pace_of_the_caller_stays() -> None:
    pace = Pace(20.0)
    pace.refused(0.0, 0.0, 0.0)
    assert pace.gap == 20
    pace.answered()
    assert pace.gap == 20


def test_requests_under_way_together_slow_down_once() -> None:
    pace = Pace()
    pace.refused(1.0, 3.0, 0.0)
    pace.refused(2.9, 3.1, 0.0)
    assert pace.gap == 0.1
    pace.refused(3.0, 3.2, 0.0)
    assert pace.gap == 0.2


def test_a_pause_holds_for_everybody() -> None:
    pace = Pace()
    pace.refused(0.0, 1.0, 5.0)
    assert pace.reserve(2.0) == 4
    pace.refused(0.0, 2.0, 1.0)
    assert pace.reserve(2.0) == pytest.approx(4.1)


def test_it_recovers_to_what_was_set() -> None:
    pace = Pace(0.05)
    pace.refused(0.0, 0.0, 0.0)
    pace.answered()
    assert pace.gap == pytest.approx(0.09)
    for _ in range(20):
        pace.answered()
    assert pace.gap == 0.05


def test_it_recovers_to_nothing_at_all() -> None:
    pace = Pace()
    pace.refused(0.0, 0.0, 0.0)
    seen = []
    while pace.gap:
        pace.answered()
        seen.append(pace.gap)
    assert seen[-2:] == pytest.approx([0.1 * 0.9**21, 0.0])
    assert seen[-2] >= 0.01


def test_a_gap_of_just_a_hundredth_is_no_trifle() -> None:
    pace = Pace()
    pace.gap = 0.01 / 0.9
    pace.answered()
    assert pace.gap == pytest.approx(0.01)


def test_why_a_request_waits() -> None:
    pace = Pace(0.05)
    assert pace.reason == "the pace that was set"
    pace.refused(0.0, 0.0, 0.0)
    assert pace.reason == "the provider asked for fewer requests"


@pytest.mark.parametrize("number", [0, -1, float("inf"), float("nan")])
def test_paces_that_cannot_be(number: float) -> None:
    with pytest.raises(ConfigError, match="requests_per_second must be a positive number; it is"):
        pace_of(number)


def test_less_than_one_request_a_second() -> None:
    assert pace_of(0.1).least == 10
