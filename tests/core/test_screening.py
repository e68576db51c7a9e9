"""Which records of a page are delivered, and what becomes of the others."""

from __future__ import annotations

import pytest

from oneroster_sdk._screening import Screen, Screened, Test

RECORDS, RAW = [1, 2, 3, 4, 5, 6], ["i", "ii", "iii", "iv", "v", "vi"]


def even(number: int) -> bool:
    return number % 2 == 0


def small(number: int) -> bool:
    return number < 5


def third(number: int) -> bool:
    return number % 3 == 0


@pytest.mark.parametrize(
    ("asked", "exact", "here", "kept", "ignored", "filtered"),
    [
        (None, None, None, RECORDS, 0, 0),
        (even, None, None, [2, 4, 6], 3, 0),
        (None, None, small, [1, 2, 3, 4], 0, 2),
        (even, None, small, [2, 4], 3, 1),
        (even, small, None, [2, 4], 3, 1),
        (even, small, third, [], 3, 3),
        (small, even, third, [], 2, 4),
        (even, third, small, [], 3, 3),
        (None, small, third, [3], 0, 5),
        (small, third, even, [], 2, 4),
    ],
)
def test_each_record_is_tested(
    asked: Test | None, exact: Test | None, here: Test | None, kept: list[int], ignored: int, filtered: int
) -> None:
    screened = Screen(asked, exact, here).screened(RECORDS, RAW)
    assert screened == Screened(kept, [RAW[number - 1] for number in kept], ignored, filtered)


def test_without_tests_the_records_are_copied() -> None:
    screened = Screen().screened(RECORDS, RAW)
    assert screened.records is not RECORDS
    assert screened.raw is not RAW


def test_what_belongs_together_comes_together() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Screen(even).screened(RECORDS, RAW[:1])
