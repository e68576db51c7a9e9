"""Courses and classes: every student sits in one homeroom and three scheduled classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ._basics import Dice, Record, record, reference, sourced_id
from ._calendar import YEARS, Calendar, Session
from ._places import DISTRICT, School
from ._resources import resource

_SEATS = 24
CLASSES_PER_STUDENT = 4
_SUBJECTS = (
    ("Homeroom", "22000"), ("Mathematics", "02001"), ("English Language Arts", "01001"), ("Science", "03001"),
    ("Français", "06121"), ("Art & Design", "05154"), ("Children's Literature", "01065"), ("Music", "05101"),
)  # fmt: skip


@dataclass(frozen=True)
class Course:
    """A course before it is written as a record."""

    number: int
    ref: Record
    subject: tuple[str, str]
    school: School | None
    year: Session


@dataclass(frozen=True)
class Lesson:
    """A class before it is written as a record, with the places of its students in their school."""

    number: int
    ref: Record
    course: Course
    school: School
    terms: tuple[Session, ...]
    places: range
    shift: int
    """How far each place is moved, so that classmates differ from class to class."""

    @property
    def students(self) -> list[Record]:
        """References to those who are enrolled."""
        everyone = self.school.students
        return [everyone[(place + self.shift) % len(everyone)] for place in self.places]

    @cached_property
    def first_day(self) -> str:
        """When its first term begins."""
        return self.terms[0].start.isoformat()

    @cached_property
    def last_day(self) -> str:
        """When its last term ends, exclusive as ends are in the standard."""
        return self.terms[-1].end.isoformat()


def make_courses(schools: list[School], calendar: Calendar) -> list[Course]:
    """Each school's courses in each year, and two of the whole district's."""
    wanted: list[tuple[School | None, tuple[str, str], Session]] = [
        (school, subject, calendar.year(year)) for school in schools for year in YEARS for subject in _SUBJECTS
    ]
    wanted += [(None, subject, calendar.year(YEARS[-1])) for subject in _SUBJECTS[1:3]]
    return [
        Course(number, reference("course", sourced_id("course", number)), subject, school, year)
        for number, (school, subject, year) in enumerate(wanted, 1)
    ]


def courses(dice: Dice, made: list[Course]) -> Iterator[Record]:
    """All courses as records."""
    for course in made:
        number, (subject, code) = course.number, course.subject
        row = record(dice, course.ref["sourcedId"], number)
        row |= {"title": f"{subject} {course.year.year}", "courseCode": f"{code}-{number:03d}"}
        if number % 7:
            row["schoolYear"] = course.year.ref
        if course.school and number % 5:
            row["grades"] = list(course.school.grades)
        if number % 6:
            row |= {"subjects": [subject], "subjectCodes": [code]}
        if course.school or number % 2:
            row["org"] = course.school.org if course.school else DISTRICT
        if number % 8 == 3:
            row["resources"] = [resource(number)]
        yield row


def make_lessons(schools: list[School], made: list[Course], calendar: Calendar) -> Iterator[Lesson]:
    """The classes of every school, then one that nobody has joined yet."""
    by_school: dict[int, list[Course]] = {}
    for course in made:
        if course.school:
            by_school.setdefault(course.school.number, []).append(course)
    number = 0
    for school in schools:
        offered = by_school[school.number]
        for turn in range(CLASSES_PER_STUDENT):
            for start in range(0, len(school.students), _SEATS):
                number += 1
                course = _chosen(offered, turn, number)
                places = range(start, min(start + _SEATS, len(school.students)))
                yield _lesson(number, course, school, calendar, (places, turn * 5))
    number += 1
    yield _lesson(number, by_school[1][0], schools[0], calendar, (range(0), 0))


def _chosen(offered: list[Course], turn: int, number: int) -> Course:
    """A homeroom, or one of the other subjects; one class in ten was held last year."""
    year = 0 if number % 10 == 9 else len(_SUBJECTS)
    return offered[year] if turn == 0 else offered[year + 1 + (number + turn) % (len(_SUBJECTS) - 1)]


def _lesson(number: int, course: Course, school: School, calendar: Calendar, seats: tuple[range, int]) -> Lesson:
    terms = calendar.terms(course.year.year)
    if school.number % 3 == 2:
        terms = terms[:2]  # these schools have planned no further
    first = number % len(terms)
    held = tuple(terms) if course.subject is _SUBJECTS[0] else tuple(terms[first : first + 1 + number % 2])
    return Lesson(number, reference("class", sourced_id("class", number)), course, school, held, *seats)


def class_record(dice: Dice, lesson: Lesson) -> Record:
    """A class as a record."""
    number, (subject, code) = lesson.number, lesson.course.subject
    row = record(dice, lesson.ref["sourcedId"], number)
    row["title"] = f"{subject}, {lesson.school.name} {number}"
    if number % 5:
        row["classCode"] = f"{code}-{number:05d}"
    if not lesson.places:
        row["classType"] = "ext:club"
    elif number % 17 != 8:
        row["classType"] = "homeroom" if subject == "Homeroom" else "scheduled"
    if number % 4:
        row["location"] = f"Room {number % 60 + 100}"
    if number % 6:
        row["grades"] = list(lesson.school.grades[number % 2 :: 2])
    if number % 3:
        row |= {"subjects": [subject, "Advisory"][: 1 + (number % 5 == 1)]}
        row["subjectCodes"] = [code, "22001"][: len(row["subjects"])]
    row |= {"course": lesson.course.ref, "school": lesson.school.org, "terms": [term.ref for term in lesson.terms]}
    if number % 8:
        row["periods"] = [str(1 + number % 8), str(1 + (number + 3) % 8)][: 1 + number % 2]
    if number % 10 == 3:
        row["resources"] = [resource(number)]
    return row
