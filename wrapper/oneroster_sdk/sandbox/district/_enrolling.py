"""Enrollments: who learns, teaches and helps in which class."""

from __future__ import annotations

from collections.abc import Iterator

from ._basics import Dice, Record, record, sourced_id
from ._teaching import Lesson


class Enroller:
    """Makes enrollments, numbered through the whole district."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._number = 0

    def enroll(self, lesson: Lesson) -> Iterator[Record]:
        """The enrollments of one class."""
        if lesson.places:
            yield from self._staff(lesson)
        for student in lesson.students:
            yield self._one(lesson, student, "student")

    def _staff(self, lesson: Lesson) -> Iterator[Record]:
        number, teachers, helpers = lesson.number, lesson.school.teachers, lesson.school.helpers
        yield self._one(lesson, teachers[number % len(teachers)], "teacher", primary="true")
        if number % 4 == 1 and len(teachers) > 1:
            yield self._one(lesson, teachers[(number + 1) % len(teachers)], "teacher", primary="false")
        for rhythm, role in ((3, "administrator"), (5, "proctor"), (7, "ext:observer")):
            if number % rhythm == 2:
                yield self._one(lesson, helpers[number % len(helpers)], role)

    def _one(self, lesson: Lesson, user: Record, role: str, primary: str | None = None) -> Record:
        self._number = number = self._number + 1
        made = record(self._dice, sourced_id("enrollment", number), number)
        made["user"] = user
        made["class"] = lesson.ref
        made["school"] = lesson.school.org
        made["role"] = role
        if primary:
            made["primary"] = primary
        if number % 3:
            made["beginDate"] = lesson.first_day
            if number % 3 == 2:
                made["endDate"] = lesson.last_day
        return made
