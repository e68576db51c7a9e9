"""Students with their parents and guardians, and the students' demographics."""

from __future__ import annotations

from collections.abc import Iterator

from ._basics import Dice, Record, record, reference, sourced_id
from ._names import CITIES
from ._people import person, role
from ._places import School

_SEXES = ("female", "male", "female", "male", "other", "unspecified", "ext:intersex", "")
_CARERS = ("parent", "parent", "guardian", "parent", "relative")
_FLAGS = (
    "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander", "white",
    "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity",
)  # fmt: skip


class Families:
    """Who belongs to whom.

    Carer n looks after students 2n-1 and 2n; every tenth student has the next carer as well, and every thirteenth has
    none in the books.
    """

    def __init__(self, students: int, schools: list[School]) -> None:
        self.students = [reference("user", sourced_id("student", number)) for number in range(1, students + 1)]
        self.carers = [reference("user", sourced_id("carer", number)) for number in range(1, students // 2 + 2)]
        self.schools = schools
        for number, ref in enumerate(self.students, 1):
            self.school_of(number).students.append(ref)

    def school_of(self, student: int) -> School:
        """Where a student goes."""
        return self.schools[(student * 7 + student // 5) % len(self.schools)]

    def carers_of(self, student: int) -> list[int]:
        """The numbers of a student's carers."""
        first = (student + 1) // 2
        if student % 13 == 0:
            return []
        return [first, first + 1] if student % 10 == 0 else [first]

    def children_of(self, carer: int) -> list[int]:
        """The numbers of a carer's children."""
        near = range(max(1, 2 * carer - 2), min(2 * carer, len(self.students)) + 1)
        return [student for student in near if carer in self.carers_of(student)]


def students(dice: Dice, families: Families) -> Iterator[Record]:
    """All students as records."""
    for number, ref in enumerate(families.students, 1):
        school = families.school_of(number)
        roles = [role("student", school.org)]
        if number % 41 == 6:
            other = families.schools[school.number % len(families.schools)]
            roles.append(role("student", other.org))
        made = person(dice, ref, number, roles)
        if carers := families.carers_of(number):
            made["agents"] = [families.carers[carer - 1] for carer in carers]
        if number % 50 != 49:
            made["grades"] = [grade_of(school, number)]
        yield made


def carers(dice: Dice, families: Families) -> Iterator[Record]:
    """All parents, guardians and other relatives as records."""
    for number, ref in enumerate(families.carers, 1):
        children = families.children_of(number)
        schools = {families.school_of(child).number: families.school_of(child) for child in children}
        kind = _CARERS[number % len(_CARERS)]
        roles = [role(kind, school.org) for school in schools.values() or families.schools[:1]]
        made = person(dice, ref, number, roles)
        if children:
            made["agents"] = [families.students[child - 1] for child in children]
        yield made


def demographics(dice: Dice, families: Families) -> Iterator[Record]:
    """Demographics for nearly every student, under the student's own sourcedId."""
    for number, ref in enumerate(families.students, 1):
        if number % 19 != 10:
            yield _demographics(dice, record(dice, ref["sourcedId"], number), families.school_of(number), number)


def grade_of(school: School, student: int) -> str:
    """The grade a student is in."""
    return school.grades[student % len(school.grades)]


def _demographics(dice: Dice, made: Record, school: School, number: int) -> Record:
    grade = grade_of(school, number)
    if number % 14:
        born = 2026 - 5 - (0 if grade == "KG" else int(grade))
        made["birthDate"] = f"{born}-{1 + dice.below(12):02d}-{1 + dice.below(28):02d}"
    if sex := _SEXES[number % len(_SEXES)]:
        made["sex"] = sex
    for turn, flag in enumerate(_FLAGS):
        if (number + turn) % 6:
            made[flag] = "true" if dice.roll() < 0.2 else "false"
    city, state = dice.pick(CITIES)
    if number % 5:
        made["countryOfBirthCode"] = "US" if state else "BR"
        made["cityOfBirth"] = city
        if state:
            made["stateOfBirthAbbreviation"] = state
    if number % 8 == 4:
        made["publicSchoolResidenceStatus"] = dice.pick(("01652", "01653", "01655"))
    return made
