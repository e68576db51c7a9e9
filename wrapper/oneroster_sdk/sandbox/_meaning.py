"""What the paths mean: the one thing that the documents cannot say.

Conditions are SQL about a record's row, called `r`. A collection's rows are those of its word's subset that stand in
the relation which is given for the path's last words; where several words are, the longest run of them counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """What the words of paths mean in one version of the standard."""

    subsets: Mapping[str, str]
    """Words that stand for some of a model's records; any other word stands for all of them."""
    relations: Mapping[tuple[str, ...], str]
    """Which records belong to those before them in a path; each binds their sourcedIds, in order."""

    def relation(self, words: tuple[str, ...]) -> tuple[str, int]:
        """The relation of the last word to those before it, and how many of them it binds; KeyError if unknown."""
        for start in range(len(words) - 1):
            if words[start:] in self.relations:
                return self.relations[words[start:]], len(words) - start - 1
        raise KeyError(words[-2:])


# A deleted enrollment stays in /enrollments, with its status, but no longer puts anyone into a class.
_ENROLLED = """r."sourcedId" IN (SELECT "{wanted}.sourcedId" FROM "enrollments"
    WHERE "{known}.sourcedId" = ? AND "role" {role} AND "status" <> 'tobedeleted')"""
_OF_CLASS = """r."class.sourcedId" = ?"""
# A result need not name its class; its line item does.
_BY_LINE_ITEM = """r."lineItem.sourcedId" IN (SELECT "sourcedId" FROM "lineItems" WHERE {})"""
_REFERRED = """r."sourcedId" IN (SELECT x."sourcedId" FROM "{owner}.resources" AS x
    JOIN "{owner}" AS o ON o.row = x.owner WHERE o."sourcedId" = ?)"""

_SUBSETS = {
    "schools": """r."type" = 'school'""",
    "terms": """r."type" = 'term'""",
    "gradingPeriods": """r."type" = 'gradingPeriod'""",
}
_RELATIONS: dict[tuple[str, ...], str] = {
    ("schools", "classes"): """r."school.sourcedId" = ?""",
    ("schools", "courses"): """r."org.sourcedId" = ?""",
    ("schools", "enrollments"): """r."school.sourcedId" = ?""",
    ("schools", "terms"): """r."sourcedId" IN (SELECT t."sourcedId" FROM "classes.terms" AS t
        JOIN "classes" AS c ON c.row = t.owner WHERE c."school.sourcedId" = ?)""",
    ("courses", "classes"): """r."course.sourcedId" = ?""",
    ("classes", "enrollments"): _OF_CLASS,
    ("classes", "students"): _ENROLLED.format(wanted="user", known="class", role="= 'student'"),
    ("classes", "teachers"): _ENROLLED.format(wanted="user", known="class", role="= 'teacher'"),
    ("students", "classes"): _ENROLLED.format(wanted="class", known="user", role="= 'student'"),
    ("teachers", "classes"): _ENROLLED.format(wanted="class", known="user", role="= 'teacher'"),
    ("users", "classes"): _ENROLLED.format(wanted="class", known="user", role="IS NOT NULL"),
    ("terms", "classes"): """r.row IN (SELECT owner FROM "classes.terms" WHERE "sourcedId" = ?)""",
    ("terms", "gradingPeriods"): """r."parent.sourcedId" = ?""",
    ("classes", "lineItems"): _OF_CLASS,
    ("classes", "results"): _BY_LINE_ITEM.format('"class.sourcedId" = ?'),
    ("classes", "students", "results"): _BY_LINE_ITEM.format('"class.sourcedId" = ?')
    + """ AND r."student.sourcedId" = ?""",
    ("lineItems", "results"): """r."lineItem.sourcedId" = ?""",
    ("classes", "resources"): _REFERRED.format(owner="classes"),
    ("courses", "resources"): _REFERRED.format(owner="courses"),
}


_OLD_ROLE = """r."role" = '{role}'"""
_OLD_ROLE_IN_ORG = """r."role" = '{role}' AND r.row IN (SELECT owner FROM "users.orgs" WHERE "sourcedId" = ?)"""
_OLD = Meaning(
    _SUBSETS | {"students": _OLD_ROLE.format(role="student"), "teachers": _OLD_ROLE.format(role="teacher")},
    _RELATIONS
    | {
        ("schools", "students"): _OLD_ROLE_IN_ORG.format(role="student"),
        ("schools", "teachers"): _OLD_ROLE_IN_ORG.format(role="teacher"),
    },
)

_ROLE = """r.row IN (SELECT owner FROM "users.roles" WHERE "role" = '{role}')"""
_ROLE_IN_ORG = """r.row IN (SELECT owner FROM "users.roles" WHERE "role" = '{role}' AND "org.sourcedId" = ?)"""
_NEW = Meaning(
    _SUBSETS | {"students": _ROLE.format(role="student"), "teachers": _ROLE.format(role="teacher")},
    _RELATIONS
    | {
        ("schools", "students"): _ROLE_IN_ORG.format(role="student"),
        ("schools", "teachers"): _ROLE_IN_ORG.format(role="teacher"),
        ("schools", "lineItems"): """r."school.sourcedId" = ?""",
        ("schools", "scoreScales"): """r."class.sourcedId" IN (SELECT "sourcedId" FROM "classes"
            WHERE "school.sourcedId" = ?)""",
        ("classes", "categories"): """r."sourcedId" IN (SELECT "category.sourcedId" FROM "lineItems"
            WHERE "class.sourcedId" = ?)""",
        ("classes", "scoreScales"): _OF_CLASS,
        # Any session will do: which of them a class has results in, its line items say.
        ("classes", "academicSessions"): "? IS NOT NULL",
        ("classes", "academicSessions", "results"): _BY_LINE_ITEM.format(
            """"class.sourcedId" = ? AND ? IN ("gradingPeriod.sourcedId", "academicSession.sourcedId")"""
        ),
        ("users", "resources"): _REFERRED.format(owner="users"),
    },
)

MEANINGS = {"1.1": _OLD, "1.2": _NEW}

REFERENCES = {
    "academicSession": "academicSessions",
    "assessmentLineItem": "assessmentLineItems",
    "category": "categories",
    "class": "classes",
    "course": "courses",
    "gradingPeriod": "gradingPeriods",
    "lineItem": "lineItems",
    "parentAssessmentLineItem": "assessmentLineItems",
    "school": "schools",
    "scoreScale": "scoreScales",
    "student": "students",
}
"""The word for what a reference may lead to, in records that can be written."""
