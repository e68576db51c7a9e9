"""The gradebook: categories, score scales, line items and results of some classes, and the district's assessments.

It is bounded: one class in five has line items, up to a hundred classes, however large the district.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ._assessing import assessments
from ._basics import Dice, Record, record, reference, sourced_id
from ._families import Families
from ._objectives import objectives
from ._scoring import scored
from ._teaching import Lesson

_MOST_CLASSES = 100
_CATEGORIES = ("Homework", "Quizzes", "Tests", "Essays", "Projects", "Participation", "Attitude")
_SCALES = {
    "Letters": (("90 - 100", "A"), ("80 - 89", "B"), ("70 - 79", "C"), ("60 - 69", "D"), ("0 - 59", "F")),
    "Pass or fail": (("60", "Pass"), ("0", "Fail")),
    "Quatre niveaux": (("75", "très bien"), ("50", "bien"), ("25", "assez bien"), ("0", "à revoir")),
}


class Gradebook:
    """Takes note of classes, then makes all records about their work."""

    def __init__(self, dice: Dice, families: Families) -> None:
        self._dice = dice
        self._families = families
        self._lessons: list[Lesson] = []
        self._number = 0

    def consider(self, lesson: Lesson) -> None:
        """Keep a gradebook for this class, if it is its turn."""
        if lesson.number % 5 == 2 and lesson.places and len(self._lessons) < _MOST_CLASSES:
            self._lessons.append(lesson)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with the name of its collection."""
        for number, title in enumerate(_CATEGORIES, 1):
            yield "categories", self._category(number, title)
        for number, lesson in enumerate(self._lessons, 1):
            yield "scoreScales", self._scale(number, lesson)
        for number, lesson in enumerate(self._lessons, 1):
            for turn in range(2 + number % 2):
                yield from self._work(lesson, number, turn)
        scales = [_scale_of(number) for number in range(1, len(self._lessons) + 1)]
        yield from assessments(self._dice, self._families.students, self._lessons, scales)

    def _category(self, number: int, title: str) -> Record:
        made = record(self._dice, sourced_id("category", number), number)
        made["title"] = title
        if number == len(_CATEGORIES):
            made["status"] = "tobedeleted"  # nothing belongs to it any more
        if number % 3:
            made["weight"] = 0.5 * number
        return made

    def _scale(self, number: int, lesson: Lesson) -> Record:
        made = record(self._dice, sourced_id("scale", number), number)
        title = self._dice.pick(tuple(_SCALES))
        made |= {"title": title, "type": "percent" if number % 2 else "ordinal"}
        if number % 6 == 4:
            made["status"] = "tobedeleted"
        if number % 3:
            made["course"] = lesson.course.ref
        made["class"] = lesson.ref
        made["scoreScaleValue"] = [{"itemValueLHS": left, "itemValueRHS": right} for left, right in _SCALES[title]]
        return made

    def _work(self, lesson: Lesson, scale: int, turn: int) -> Iterator[tuple[str, Record]]:
        self._number = number = self._number + 1
        item = self._line_item(lesson, number, turn)
        if number % 3:
            item["scoreScale"] = _scale_of(scale)
        yield "lineItems", item
        for place, student in enumerate(lesson.students):
            yield "results", self._result(lesson, item, student, number * 24 + place)

    def _line_item(self, lesson: Lesson, number: int, turn: int) -> Record:
        made = record(self._dice, sourced_id("lineItem", number), number)
        category = 1 + number % (len(_CATEGORIES) - 1)
        term = lesson.terms[0]
        day = term.start + timedelta(days=7 * (1 + turn))
        made["title"] = f"{_CATEGORIES[category - 1]} {turn + 1}"
        if number % 2:
            made["description"] = "Bring your own ruler; don't forget the café receipts."
        made |= {"assignDate": f"{day}T08:00:00.000Z", "dueDate": f"{day + timedelta(days=5)}T15:30:00.000Z"}
        made |= {"class": lesson.ref, "school": lesson.school.org}
        made["category"] = reference("category", sourced_id("category", category))
        if number % 5 != 4:
            made["gradingPeriod"] = term.children[0].ref
        if number % 4 != 1:
            made["academicSession"] = term.ref
        if number % 6:
            made |= {"resultValueMin": 0, "resultValueMax": 100 if number % 2 else 20.5}
        if number % 3 == 1:
            made["learningObjectiveSet"] = objectives(number)
        return made

    def _result(self, lesson: Lesson, item: Record, student: Record, turn: int) -> Record:
        number = turn - 23
        made = record(self._dice, sourced_id("result", number), number)
        made |= {"lineItem": reference("lineItem", item["sourcedId"]), "student": student}
        if number % 4:
            made["class"] = lesson.ref
        if "scoreScale" in item and number % 5:
            made["scoreScale"] = item["scoreScale"]
        day = item["dueDate"][:10]
        return scored(self._dice, made, number, day, float(item.get("resultValueMax", 10)))


def _scale_of(number: int) -> Record:
    return reference("scoreScale", sourced_id("scale", number))
