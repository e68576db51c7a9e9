"""Staff: teachers, aides and all who run the schools."""

from __future__ import annotations

from collections.abc import Iterator

from ._basics import Dice, Record, reference, sourced_id
from ._people import person, role
from ._places import DISTRICT, School

_STUDENTS_PER_TEACHER = 20
_OFFICES = ("principal", "siteAdministrator", "counselor", "aide", "proctor", "ext:librarian")
_HELPERS = {"aide", "proctor"}


def teachers(dice: Dice, schools: list[School], students: int) -> Iterator[Record]:
    """All teachers as records; the schools learn who teaches there.

    Some teach in two schools. Some are parents as well: that is a second role, but never makes them agents, which the
    standard forbids to teachers.
    """
    for number in range(1, max(2 * len(schools), students // _STUDENTS_PER_TEACHER) + 1):
        ref = reference("user", sourced_id("teacher", number))
        school = schools[number % len(schools)]
        school.teachers.append(ref)
        roles = [role("teacher", school.org)]
        if number % 9 == 4:
            other = schools[school.number % len(schools)]
            other.teachers.append(ref)
            roles.append(role("teacher", other.org))
        if number % 5 == 3:
            roles.append(role("parent", school.org, primary=False))
        yield person(dice, ref, number, roles)


def offices(dice: Dice, schools: list[School]) -> Iterator[Record]:
    """One person for every office of every school, and the district's two administrators."""
    number = 0
    for school in schools:
        for office in _OFFICES:
            number += 1
            ref = reference("user", sourced_id("staff", number))
            if office in _HELPERS:
                school.helpers.append(ref)
            yield person(dice, ref, number, [role(office, school.org)])
    for office in ("districtAdministrator", "systemAdministrator"):
        number += 1
        yield person(dice, reference("user", sourced_id("staff", number)), number, [role(office, DISTRICT)])
