"""Scores: what results of line items and of assessments have in common."""

from __future__ import annotations

from ._basics import Dice, Record
from ._objectives import reached

_STATUSES = (
    "fully graded", "fully graded", "submitted", "fully graded", "partially graded", "not submitted", "fully graded",
    "exempt", "fully graded", "ext:under-review", "fully graded",
)  # fmt: skip
_GRADED = {"fully graded", "partially graded", "ext:under-review"}
_COMMENTS = ("Well done!", "Please see me.", "L'effort est visible.", "Missing the last page")
_FLAGS = (("inProgress", "submitted"), ("incomplete", "partially graded"), ("missing", "not submitted"))


def scored(dice: Dice, made: Record, number: int, day: str, highest: float) -> Record:
    """A result with everything about its score, whether it has been graded or not."""
    status = _STATUSES[number % len(_STATUSES)]
    share = round(dice.roll(), 3)
    made["scoreStatus"] = status
    if status in _GRADED:
        if number % 7:
            made["score"] = round(share * highest, 1)
        if number % 3 == 0:
            made["textScore"] = "ABCDF"[int((1 - share) * 4.99)]
    elif number % 4:
        made["score"] = 0  # some gradebooks cannot do without a number, nor can OneRoster 1.1
    made["scoreDate"] = day
    if number % 6 == 2:
        made["comment"] = dice.pick(_COMMENTS)
    if number % 8 == 3:
        made["learningObjectiveSet"] = reached(number, share)
    for turn, (flag, tells) in enumerate(_FLAGS):
        if (number + turn) % 5:
            made[flag] = "true" if status == tells else "false"
    if number % 5:
        made["late"] = "true" if number % 9 == 4 else "false"
    return made
