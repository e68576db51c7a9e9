"""Assessments of the whole district: wholes with two parts each, some for a class, and results for some students."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ._basics import Dice, Record, record, reference, sourced_id
from ._objectives import objectives
from ._scoring import scored
from ._teaching import Lesson

_TITLES = ("Reading", "Mathematics", "Sciences naturelles", "Children's Health")
_PARTS = ("Part A", "Part B")
_MANY = 24
_MOST_STUDENTS = 60


def assessments(
    dice: Dice, students: Sequence[Record], lessons: Sequence[Lesson], scales: Sequence[Record]
) -> Iterator[tuple[str, Record]]:
    """All assessment line items and their results, with the names of their collections."""
    items = [_item(dice, number, lessons, scales) for number in range(1, _MANY + 1)]
    yield from (("assessmentLineItems", item) for item in items)
    number = 0
    for place, student in enumerate(students[:_MOST_STUDENTS]):
        for turn in range(3):
            number += 1
            item = items[(place * 3 + turn) % len(items)]
            yield "assessmentResults", _result(dice, number, item, student)


def _item(dice: Dice, number: int, lessons: Sequence[Lesson], scales: Sequence[Record]) -> Record:
    made = record(dice, _id(number), number)
    part = (number - 1) % 3
    title = _TITLES[(number - 1) // 3 % len(_TITLES)]
    made["title"] = f"{title} {_PARTS[part - 1]}" if part else title
    if number % 4:
        made["description"] = "In spring, for every school"
    if number % 5 == 0:
        made["class"] = lessons[number % len(lessons)].ref
        made["scoreScale"] = scales[number % len(scales)]
    if part:
        made["parentAssessmentLineItem"] = reference("assessmentLineItem", _id(number - part))
    if number % 7:
        made |= {"resultValueMin": 200, "resultValueMax": 800}
    if number % 3 == 2:
        made["learningObjectiveSet"] = objectives(number)
    return made


def _result(dice: Dice, number: int, item: Record, student: Record) -> Record:
    made = record(dice, sourced_id("assessmentResult", number), number)
    made |= {"assessmentLineItem": reference("assessmentLineItem", item["sourcedId"]), "student": student}
    if "scoreScale" in item:
        made["scoreScale"] = item["scoreScale"]
    if number % 3:
        made["scorePercentile"] = round(100 * dice.roll(), 1)
    return scored(dice, made, number, "2026-05-20", float(item.get("resultValueMax", 10)))


def _id(number: int) -> str:
    return sourced_id("assessment", number)
