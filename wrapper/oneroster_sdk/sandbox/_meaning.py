"""What the paths mean: the one thing that the document cannot say.

Conditions are SQL about a record's row, called `r`. A collection's rows are those of its word's subset that stand in
the relation of (word before, word) to the record before it in the path.
"""

from __future__ import annotations

_ROLE = """r.row IN (SELECT owner FROM "users.roles" WHERE "role" = '{role}')"""
_ROLE_IN_ORG = """r.row IN (SELECT owner FROM "users.roles" WHERE "role" = '{role}' AND "org.sourcedId" = ?)"""

# A deleted enrollment stays in /enrollments, with its status, but no longer puts anyone into a class.
_ENROLLED = """r."sourcedId" IN (SELECT "{wanted}.sourcedId" FROM "enrollments"
    WHERE "{known}.sourcedId" = ? AND "role" {role} AND "status" <> 'tobedeleted')"""

SUBSETS = {
    "schools": """r."type" = 'school'""",
    "terms": """r."type" = 'term'""",
    "gradingPeriods": """r."type" = 'gradingPeriod'""",
    "students": _ROLE.format(role="student"),
    "teachers": _ROLE.format(role="teacher"),
}
"""Words that stand for some of a model's records; any other word stands for all of them."""

RELATIONS = {
    ("schools", "classes"): """r."school.sourcedId" = ?""",
    ("schools", "courses"): """r."org.sourcedId" = ?""",
    ("schools", "enrollments"): """r."school.sourcedId" = ?""",
    ("schools", "students"): _ROLE_IN_ORG.format(role="student"),
    ("schools", "teachers"): _ROLE_IN_ORG.format(role="teacher"),
    ("schools", "terms"): """r."sourcedId" IN (SELECT t."sourcedId" FROM "classes.terms" AS t
        JOIN "classes" AS c ON c.row = t.owner WHERE c."school.sourcedId" = ?)""",
    ("courses", "classes"): """r."course.sourcedId" = ?""",
    ("classes", "enrollments"): """r."class.sourcedId" = ?""",
    ("classes", "students"): _ENROLLED.format(wanted="user", known="class", role="= 'student'"),
    ("classes", "teachers"): _ENROLLED.format(wanted="user", known="class", role="= 'teacher'"),
    ("students", "classes"): _ENROLLED.format(wanted="class", known="user", role="= 'student'"),
    ("teachers", "classes"): _ENROLLED.format(wanted="class", known="user", role="= 'teacher'"),
    ("users", "classes"): _ENROLLED.format(wanted="class", known="user", role="IS NOT NULL"),
    ("terms", "classes"): """r.row IN (SELECT owner FROM "classes.terms" WHERE "sourcedId" = ?)""",
    ("terms", "gradingPeriods"): """r."parent.sourcedId" = ?""",
}
"""Which records belong to one before them in a path; each binds that record's sourcedId."""
