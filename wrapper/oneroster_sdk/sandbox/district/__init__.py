"""A school district that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from ._basics import Dice, Record
from ._calendar import academic_sessions, make_calendar
from ._enrolling import Enroller
from ._families import Families, carers, demographics, students
from ._grading import Gradebook
from ._places import make_schools, orgs
from ._resources import resources
from ._staff import offices, teachers
from ._teaching import class_record, courses, make_courses, make_lessons


class District:
    """The records of a district: the same, to the byte, for the same number of students and seed."""

    def __init__(self, students: int = 200, seed: int = 7) -> None:
        if students < 1:
            raise ValueError("a district has at least one student")
        self.students = students
        self.seed = seed

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with the name of its collection; whatever is referred to comes first, where it can."""
        dice, schools, calendar = Dice(self.seed), make_schools(self.students), make_calendar()
        families, offered = Families(self.students, schools), make_courses(schools, calendar)
        groups = (
            ("resources", resources(Dice(self.seed + 1))),
            ("orgs", orgs(dice, schools)),
            ("academicSessions", academic_sessions(dice, calendar)),
            ("courses", courses(dice, offered)),
            ("users", offices(dice, schools)),
            ("users", teachers(dice, schools, self.students)),
            ("users", carers(dice, families)),
            ("users", students(dice, families)),
            ("demographics", demographics(dice, families)),
        )
        for table, group in groups:
            yield from ((table, made) for made in group)
        enroller, gradebook = Enroller(dice), Gradebook(Dice(self.seed + 2), families)
        for lesson in make_lessons(schools, offered, calendar):
            gradebook.consider(lesson)
            yield "classes", class_record(dice, lesson)
            yield from (("enrollments", made) for made in enroller.enroll(lesson))
        yield from gradebook.records()


__all__ = ["District"]
