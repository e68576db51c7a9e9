"""Orgs: a nation, a state, a district with its departments, and schools of three levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ._basics import Dice, Record, record, reference, sourced_id

_PER_SCHOOL = 600
_LEVELS = (
    ("Elementary School", ("KG", "01", "02", "03", "04", "05")),
    ("Middle School", ("06", "07", "08")),
    ("High School", ("09", "10", "11", "12")),
)
_CALLED = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Île-aux-Pins", "Juniper")


@dataclass
class School:
    """A school, and who is found there."""

    number: int
    org: Record
    name: str
    grades: tuple[str, ...]
    students: list[Record] = field(default_factory=list[Record])
    """References, as for the staff."""
    teachers: list[Record] = field(default_factory=list[Record])
    helpers: list[Record] = field(default_factory=list[Record])


def make_schools(students: int) -> list[School]:
    """At least one school of each level, and one more for every few hundred students."""
    schools: list[School] = []
    for number in range(1, max(3, students // _PER_SCHOOL) + 1):
        level, grades = _LEVELS[(number - 1) % 3]
        name = f"{_CALLED[(number - 1) % 10]} {level}" + (f" {number}" if number > 10 else "")
        schools.append(School(number, reference("org", sourced_id("school", number)), name, grades))
    return schools


DISTRICT = reference("org", "district-1")
_NATION, _STATE, _LOCAL = reference("org", "nation-1"), reference("org", "state-1"), reference("org", "local-1")
_OFFICE = reference("org", "department/curriculum")
_CAMPUS = reference("org", "campus-1")


def orgs(dice: Dice, schools: list[School]) -> Iterator[Record]:
    """All orgs, parents first."""
    tree: list[tuple[Record, str, str, Record | None, list[Record]]] = [
        (_NATION, "United Sandbox", "national", None, [_STATE]),
        (_STATE, "State of Example", "state", _NATION, [_LOCAL, DISTRICT]),
        (_LOCAL, "Example County", "local", _STATE, []),
        (DISTRICT, "Example Unified School District", "district", _STATE, [_OFFICE, *[s.org for s in schools]]),
        (_OFFICE, "Curriculum Office", "department", DISTRICT, []),
    ]
    for school in schools:
        departments = [_CAMPUS] if school.number == 1 else []
        tree.append((school.org, school.name, "school", DISTRICT, departments))
    tree.append((_CAMPUS, "Orchard Campus", "ext:campus", schools[0].org, []))
    for number, (org, name, kind, parent, children) in enumerate(tree, 1):
        made = record(dice, org["sourcedId"], number)
        made |= {"name": name, "type": kind, "identifier": f"{3_500_000 + number}"}
        if parent:
            made["parent"] = parent
        if children:
            made["children"] = children
        if org is _CAMPUS:
            made["status"] = "tobedeleted"  # it has closed
        yield made
