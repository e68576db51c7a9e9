"""What every path that can be read means, in SQL by hand: the oracle's knowledge, for both versions.

Paths are those of the documents. The question marks stand for the ids of a path, in its order.
"""

from __future__ import annotations

from collections.abc import Mapping

ROSTER, BOOK, STORE, OLD = "/rostering/v1p2", "/gradebook/v1p2", "/resources/v1p2", "/v1p1"

# The columns that the sandbox searches by are not trusted: what is asked for here comes from the records' JSON alone.
EXTRACTS = """
CREATE TEMP TABLE org AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.type') AS type FROM orgs;
CREATE TEMP TABLE session AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.type') AS type,
        json_extract(doc, '$.parent.sourcedId') AS parent FROM "academicSessions";
CREATE TEMP TABLE course AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.org.sourcedId') AS org FROM courses;
CREATE TEMP TABLE class AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.school.sourcedId') AS school,
        json_extract(doc, '$.course.sourcedId') AS course FROM classes;
CREATE TEMP TABLE held AS
    SELECT json_extract(c.doc, '$.sourcedId') AS class, json_extract(t.value, '$.sourcedId') AS term
    FROM classes AS c, json_each(c.doc, '$.terms') AS t;
CREATE TEMP TABLE person AS SELECT doc, json_extract(doc, '$.sourcedId') AS id FROM users;
CREATE TEMP TABLE seat AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.user.sourcedId') AS person,
        json_extract(doc, '$.class.sourcedId') AS class, json_extract(doc, '$.school.sourcedId') AS school,
        json_extract(doc, '$.role') AS role, json_extract(doc, '$.status') AS status FROM enrollments;
CREATE TEMP TABLE figures AS SELECT doc, json_extract(doc, '$.sourcedId') AS id FROM demographics;
CREATE TEMP TABLE topic AS SELECT doc, json_extract(doc, '$.sourcedId') AS id FROM categories;
CREATE TEMP TABLE task AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.class.sourcedId') AS class,
        json_extract(doc, '$.category.sourcedId') AS topic FROM "lineItems";
CREATE TEMP TABLE mark AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.lineItem.sourcedId') AS task,
        json_extract(doc, '$.student.sourcedId') AS person FROM results;
CREATE TEMP TABLE material AS SELECT doc, json_extract(doc, '$.sourcedId') AS id FROM resources;
CREATE TEMP TABLE used AS
    SELECT 'class' AS by, json_extract(c.doc, '$.sourcedId') AS owner, json_extract(r.value, '$.sourcedId') AS material
        FROM classes AS c, json_each(c.doc, '$.resources') AS r
    UNION ALL SELECT 'course', json_extract(c.doc, '$.sourcedId'), json_extract(r.value, '$.sourcedId')
        FROM courses AS c, json_each(c.doc, '$.resources') AS r
    UNION ALL SELECT 'user', json_extract(u.doc, '$.sourcedId'), json_extract(r.value, '$.sourcedId')
        FROM users AS u, json_each(u.doc, '$.resources') AS r;
"""

# A person has roles in organizations, or, in 1.1, one role in all of them.
EXTRACTS_BY_VERSION = {
    "1.2": """
CREATE TEMP TABLE post AS
    SELECT json_extract(u.doc, '$.sourcedId') AS person, json_extract(r.value, '$.role') AS role,
        json_extract(r.value, '$.org.sourcedId') AS org
    FROM users AS u, json_each(u.doc, '$.roles') AS r;
CREATE TEMP TABLE scale AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.class.sourcedId') AS class
    FROM "scoreScales";
CREATE TEMP TABLE test AS SELECT doc, json_extract(doc, '$.sourcedId') AS id FROM "assessmentLineItems";
CREATE TEMP TABLE outcome AS SELECT doc, json_extract(doc, '$.sourcedId') AS id FROM "assessmentResults";
""",
    "1.1": """
CREATE TEMP TABLE post AS
    SELECT json_extract(u.doc, '$.sourcedId') AS person, json_extract(u.doc, '$.role') AS role,
        json_extract(o.value, '$.sourcedId') AS org
    FROM users AS u LEFT JOIN json_each(u.doc, '$.orgs') AS o;
""",
}

# Each of these can be listed, and asked for one record.
_ROSTER_WHOLES = {
    "academicSessions": "session WHERE TRUE",
    "classes": "class WHERE TRUE",
    "courses": "course WHERE TRUE",
    "demographics": "figures WHERE TRUE",
    "enrollments": "seat WHERE TRUE",
    "gradingPeriods": "session WHERE type = 'gradingPeriod'",
    "orgs": "org WHERE TRUE",
    "schools": "org WHERE type = 'school'",
    "students": "person WHERE id IN (SELECT person FROM post WHERE role = 'student')",
    "teachers": "person WHERE id IN (SELECT person FROM post WHERE role = 'teacher')",
    "terms": "session WHERE type = 'term'",
    "users": "person WHERE TRUE",
}
_BOOK_WHOLES = {"categories": "topic WHERE TRUE", "lineItems": "task WHERE TRUE", "results": "mark WHERE TRUE"}
_NEW_BOOK_WHOLES = {
    "assessmentLineItems": "test WHERE TRUE",
    "assessmentResults": "outcome WHERE TRUE",
    "scoreScales": "scale WHERE TRUE",
}
_STORE_WHOLES = {"resources": "material WHERE TRUE"}

# A deleted enrollment is still listed, but puts nobody into a class.
_ROSTER_PARTS = {
    "/classes/{classSourcedId}/students": """SELECT doc FROM person WHERE id IN
        (SELECT person FROM seat WHERE class = ? AND role = 'student' AND status = 'active')""",
    "/classes/{classSourcedId}/teachers": """SELECT doc FROM person WHERE id IN
        (SELECT person FROM seat WHERE class = ? AND role = 'teacher' AND status = 'active')""",
    "/courses/{courseSourcedId}/classes": "SELECT doc FROM class WHERE course = ?",
    "/schools/{schoolSourcedId}/classes": "SELECT doc FROM class WHERE school = ?",
    "/schools/{schoolSourcedId}/classes/{classSourcedId}/enrollments": """SELECT seat.doc FROM seat
        JOIN class ON class.id = seat.class WHERE class.school = ? AND class.id = ?""",
    "/schools/{schoolSourcedId}/classes/{classSourcedId}/students": """SELECT DISTINCT person.doc FROM person
        JOIN seat ON seat.person = person.id JOIN class ON class.id = seat.class
        WHERE class.school = ? AND class.id = ? AND seat.role = 'student' AND seat.status = 'active'""",
    "/schools/{schoolSourcedId}/classes/{classSourcedId}/teachers": """SELECT DISTINCT person.doc FROM person
        JOIN seat ON seat.person = person.id JOIN class ON class.id = seat.class
        WHERE class.school = ? AND class.id = ? AND seat.role = 'teacher' AND seat.status = 'active'""",
    "/schools/{schoolSourcedId}/courses": "SELECT doc FROM course WHERE org = ?",
    "/schools/{schoolSourcedId}/enrollments": "SELECT doc FROM seat WHERE school = ?",
    "/schools/{schoolSourcedId}/students": """SELECT doc FROM person WHERE id IN
        (SELECT person FROM post WHERE role = 'student' AND org = ?)""",
    "/schools/{schoolSourcedId}/teachers": """SELECT doc FROM person WHERE id IN
        (SELECT person FROM post WHERE role = 'teacher' AND org = ?)""",
    "/schools/{schoolSourcedId}/terms": """SELECT doc FROM session WHERE type = 'term' AND id IN
        (SELECT held.term FROM held JOIN class ON class.id = held.class WHERE class.school = ?)""",
    "/students/{studentSourcedId}/classes": """SELECT doc FROM class WHERE id IN
        (SELECT class FROM seat WHERE person = ? AND role = 'student' AND status = 'active')""",
    "/teachers/{teacherSourcedId}/classes": """SELECT doc FROM class WHERE id IN
        (SELECT class FROM seat WHERE person = ? AND role = 'teacher' AND status = 'active')""",
    "/terms/{termSourcedId}/classes": "SELECT doc FROM class WHERE id IN (SELECT class FROM held WHERE term = ?)",
    "/terms/{termSourcedId}/gradingPeriods": """SELECT doc FROM session
        WHERE type = 'gradingPeriod' AND parent = ?""",
    "/users/{userSourcedId}/classes": """SELECT doc FROM class WHERE id IN
        (SELECT class FROM seat WHERE person = ? AND status = 'active')""",
}
# A result need not name its class; its line item does.
_BOOK_PARTS = {
    "/classes/{classSourcedId}/lineItems": "SELECT doc FROM task WHERE class = ?",
    "/classes/{classSourcedId}/lineItems/{lineItemSourcedId}/results": """SELECT mark.doc FROM mark
        JOIN task ON task.id = mark.task WHERE task.class = ? AND task.id = ?""",
    "/classes/{classSourcedId}/results": """SELECT doc FROM mark WHERE task IN
        (SELECT id FROM task WHERE class = ?)""",
    "/classes/{classSourcedId}/students/{studentSourcedId}/results": """SELECT mark.doc FROM mark
        JOIN task ON task.id = mark.task WHERE task.class = ? AND mark.person = ?""",
}
_NEW_BOOK_PARTS = {
    "/classes/{classSourcedId}/categories": """SELECT doc FROM topic WHERE id IN
        (SELECT topic FROM task WHERE class = ?)""",
    "/classes/{classSourcedId}/scoreScales": "SELECT doc FROM scale WHERE class = ?",
    "/schools/{schoolSourcedId}/scoreScales": """SELECT scale.doc FROM scale
        JOIN class ON class.id = scale.class WHERE class.school = ?""",
}
_USED = "SELECT doc FROM material WHERE id IN (SELECT material FROM used WHERE by = '{}' AND owner = ?)"
_STORE_PARTS = {
    "/classes/{classSourcedId}/resources": _USED.format("class"),
    "/courses/{courseSourcedId}/resources": _USED.format("course"),
}
_NEW_STORE_PARTS = {"/users/{userSourcedId}/resources": _USED.format("user")}


def _at(base: str, wholes: Mapping[str, str], parts: Mapping[str, str]) -> dict[str, str]:
    """All the paths of a service."""
    found = {base + path: query for path, query in parts.items()}
    for word, rest in wholes.items():
        found[f"{base}/{word}"] = " ".join(("SELECT doc FROM", rest))
        found[f"{base}/{word}/{{sourcedId}}"] = " ".join(("SELECT doc FROM", rest, "AND id = ?"))
    return found


ORACLE = {
    **_at(ROSTER, _ROSTER_WHOLES, _ROSTER_PARTS),
    **_at(BOOK, _BOOK_WHOLES | _NEW_BOOK_WHOLES, _BOOK_PARTS | _NEW_BOOK_PARTS),
    **_at(STORE, _STORE_WHOLES, _STORE_PARTS | _NEW_STORE_PARTS),
    **_at(OLD, _ROSTER_WHOLES | _BOOK_WHOLES | _STORE_WHOLES, _ROSTER_PARTS | _BOOK_PARTS | _STORE_PARTS),
}

# Paths with two ids: those that fit together, by the words before them.
PAIRS = {
    ("schools", "classes"): "SELECT school, id FROM class ORDER BY id",
    ("classes", "lineItems"): "SELECT class, id FROM task ORDER BY id",
    ("classes", "students"): """SELECT DISTINCT task.class, mark.person FROM mark JOIN task ON task.id = mark.task
        ORDER BY 1, 2""",
}

# Words that stand for some of the records of another.
SUBSETS = {
    "gradingPeriods": "academicSessions",
    "schools": "orgs",
    "students": "users",
    "teachers": "users",
    "terms": "academicSessions",
}
