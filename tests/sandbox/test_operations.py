"""Every read of both versions against SQL of our own over the same tables, and against the records as made."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
import pytest

_USERS = 'SELECT DISTINCT u."sourcedId" FROM users u JOIN "users.roles" x ON x.owner = u.row'
_TAUGHT = """SELECT DISTINCT u."sourcedId" FROM enrollments e JOIN users u ON u."sourcedId" = e."user.sourcedId"
    WHERE e."class.sourcedId" = :class AND e.status = 'active' AND e.role = """
_ATTENDED = """SELECT DISTINCT c."sourcedId" FROM classes c JOIN enrollments e ON e."class.sourcedId" = c."sourcedId"
    WHERE e."user.sourcedId" = :user AND e.status = 'active'"""
_IN_SCHOOL = ' AND :class IN (SELECT "sourcedId" FROM classes WHERE "school.sourcedId" = :school)'

_RESULTS = """SELECT r."sourcedId" FROM results r JOIN "lineItems" l ON l."sourcedId" = r."lineItem.sourcedId"
    WHERE l."class.sourcedId" = :class"""
_RESOURCES = """SELECT DISTINCT r."sourcedId" FROM resources r
    JOIN "{table}.resources" x ON x."sourcedId" = r."sourcedId"
    JOIN {table} o ON o.row = x.owner WHERE o."sourcedId" = :{owner}"""


def _all(table: str, condition: str = "1") -> str:
    return f'SELECT "sourcedId" FROM {table} WHERE {condition}'  # noqa: S608 - written below


ROSTERING = {
    "/academicSessions": _all('"academicSessions"'),
    "/classes": _all("classes"),
    "/classes/{class}/students": _TAUGHT + "'student'",
    "/classes/{class}/teachers": _TAUGHT + "'teacher'",
    "/courses": _all("courses"),
    "/courses/{course}/classes": _all("classes", '"course.sourcedId" = :course'),
    "/demographics": _all("demographics"),
    "/enrollments": _all("enrollments"),
    "/gradingPeriods": _all('"academicSessions"', "type = 'gradingPeriod'"),
    "/orgs": _all("orgs"),
    "/schools": _all("orgs", "type = 'school'"),
    "/schools/{school}/classes": _all("classes", '"school.sourcedId" = :school'),
    "/schools/{school}/classes/{class}/enrollments": _all("enrollments", '"class.sourcedId" = :class') + _IN_SCHOOL,
    "/schools/{school}/classes/{class}/students": _TAUGHT + "'student'" + _IN_SCHOOL,
    "/schools/{school}/classes/{class}/teachers": _TAUGHT + "'teacher'" + _IN_SCHOOL,
    "/schools/{school}/courses": _all("courses", '"org.sourcedId" = :school'),
    "/schools/{school}/enrollments": _all("enrollments", '"school.sourcedId" = :school'),
    "/schools/{school}/students": _USERS + """ WHERE x.role = 'student' AND x."org.sourcedId" = :school""",
    "/schools/{school}/teachers": _USERS + """ WHERE x.role = 'teacher' AND x."org.sourcedId" = :school""",
    "/schools/{school}/terms": """SELECT DISTINCT a."sourcedId" FROM "academicSessions" a
        JOIN "classes.terms" t ON t."sourcedId" = a."sourcedId" JOIN classes c ON c.row = t.owner
        WHERE a.type = 'term' AND c."school.sourcedId" = :school""",
    "/students": _USERS + " WHERE x.role = 'student'",
    "/students/{student}/classes": _ATTENDED.replace(":user", ":student") + " AND e.role = 'student'",
    "/teachers": _USERS + " WHERE x.role = 'teacher'",
    "/teachers/{teacher}/classes": _ATTENDED.replace(":user", ":teacher") + " AND e.role = 'teacher'",
    "/terms": _all('"academicSessions"', "type = 'term'"),
    "/terms/{term}/classes": """SELECT c."sourcedId" FROM classes c JOIN "classes.terms" t ON t.owner = c.row
        WHERE t."sourcedId" = :term""",
    "/terms/{term}/gradingPeriods": _all('"academicSessions"', """"parent.sourcedId" = :term"""),
    "/users": _all("users"),
    "/users/{user}/classes": _ATTENDED,
}
GRADEBOOK = {
    "/assessmentLineItems": _all('"assessmentLineItems"'),
    "/assessmentResults": _all('"assessmentResults"'),
    "/categories": _all("categories"),
    "/classes/{class}/categories": _all(
        "categories c", 'EXISTS (SELECT 1 FROM "lineItems" l WHERE l."class.sourcedId" = :class AND '
        'l."category.sourcedId" = c."sourcedId")'
    ),
    "/classes/{class}/lineItems": _all('"lineItems"', '"class.sourcedId" = :class'),
    "/classes/{class}/lineItems/{lineItem}/results": _all("results", '"lineItem.sourcedId" = :lineItem'),
    "/classes/{class}/results": _RESULTS,
    "/classes/{class}/scoreScales": _all('"scoreScales"', '"class.sourcedId" = :class'),
    "/classes/{class}/students/{student}/results": _RESULTS + ' AND r."student.sourcedId" = :student',
    "/lineItems": _all('"lineItems"'),
    "/results": _all("results"),
    "/schools/{school}/scoreScales": """SELECT s."sourcedId" FROM "scoreScales" s JOIN classes c
        ON c."sourcedId" = s."class.sourcedId" WHERE c."school.sourcedId" = :school""",
    "/scoreScales": _all('"scoreScales"'),
}  # fmt: skip
RESOURCES = {
    "/classes/{class}/resources": _RESOURCES.format(owner="class", table="classes"),
    "/courses/{course}/resources": _RESOURCES.format(owner="course", table="courses"),
    "/resources": _all("resources"),
    "/users/{user}/resources": _RESOURCES.format(owner="user", table="users"),
}
_OLD_PERSON = _all("users u", "role = '{role}' AND EXISTS (SELECT 1 FROM \"users.orgs\" o WHERE o.owner = u.row {org})")
_NOT_OLD = (
    "/assessmentLineItems", "/assessmentResults", "/classes/{class}/categories", "/classes/{class}/scoreScales",
    "/schools/{school}/scoreScales", "/scoreScales", "/users/{user}/resources",
)  # fmt: skip
OLD = {path: query for path, query in (ROSTERING | GRADEBOOK | RESOURCES).items() if path not in _NOT_OLD} | {
    path: _OLD_PERSON.format(role=role, org=org)
    for role in ("student", "teacher")
    for path, org in ((f"/{role}s", ""), (f"/schools/{{school}}/{role}s", 'AND o."sourcedId" = :school'))
}
ORACLE = {
    "/rostering/v1p2": ROSTERING, "/gradebook/v1p2": GRADEBOOK, "/resources/v1p2": RESOURCES, "/v1p1": OLD,
}  # fmt: skip
PATHS = [(base, path) for base, paths in ORACLE.items() for path in paths]

SUBSETS = {"students": "users", "teachers": "users", "schools": "orgs"} | dict.fromkeys(
    ("terms", "gradingPeriods"), "academicSessions"
)
_ROSTER = (
    "academicSessions", "classes", "courses", "demographics", "enrollments", "gradingPeriods", "orgs", "schools",
    "students", "teachers", "terms", "users",
)  # fmt: skip
_BOOK = ("categories", "lineItems", "results")
_NEW_BOOK = ("assessmentLineItems", "assessmentResults", "scoreScales")
SINGLES = [
    (base, name)
    for base, names in {
        "/rostering/v1p2": _ROSTER, "/gradebook/v1p2": (*_BOOK, *_NEW_BOOK), "/resources/v1p2": ("resources",),
        "/v1p1": (*_ROSTER, *_BOOK, "resources"),
    }.items()
    for name in names
]  # fmt: skip
_PAIRS = {
    ("school", "class"): 'SELECT "school.sourcedId", "sourcedId" FROM classes ORDER BY 1, 2',
    ("class", "lineItem"): 'SELECT "class.sourcedId", "sourcedId" FROM "lineItems" ORDER BY 1, 2',
    ("class", "student"): """SELECT "class.sourcedId", "user.sourcedId" FROM enrollments WHERE role = 'student'
        AND status = 'active' AND (row % 7 = 0 OR "class.sourcedId" = 'class/2') ORDER BY 1, 2""",
}


@dataclass(frozen=True)
class World:
    """One version: its tables, and its records by table and sourcedId."""

    sql: sqlite3.Connection
    records: Any
    document: Any


@pytest.fixture
def world(
    base: str, sql: sqlite3.Connection, old_sql: sqlite3.Connection, records: Any, old_records: Any, document: Any,
    old_document: Any,
) -> World:  # fmt: skip
    return World(old_sql, old_records, old_document) if base == "/v1p1" else World(sql, records, document)


def _ids(world: World, path: str, parents: dict[str, str]) -> list[str]:
    known = OLD if "role" in _columns(world, "users") else ROSTERING | GRADEBOOK | RESOURCES
    return sorted(row[0] for row in world.sql.execute(known[path], parents))


def _columns(world: World, table: str) -> set[str]:
    return {row[1] for row in world.sql.execute(f"PRAGMA table_info({table})")}


def _parents(world: World, path: str) -> list[dict[str, str]]:
    """Values for a path's parameters: many there are, but of a pair only those that fit."""
    names = tuple(re.findall(r"{(\w+)}", path))
    if not names:
        return [{}]
    if len(names) == 2:
        return [dict(zip(names, found, strict=True)) for found in world.sql.execute(_PAIRS[names])]
    found = _ids(world, f"/{path.split('/')[1]}", {})
    return [{names[0]: each} for each in found[:: 1 + len(found) // 120]]


def _url(path: str, parents: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda found: quote(parents[found[1]], safe=""), path)


@pytest.mark.parametrize(("base", "count"), [("/rostering", 41), ("/gradebook", 19), ("/resources", 5), ("/v1p1", 55)])
def test_the_oracle_knows_every_read(base: str, count: int, document: Any, old_document: Any) -> None:
    base += "" if base == "/v1p1" else "/v1p2"
    item = (old_document if base == "/v1p1" else document)["paths"].items()
    reads = [path.removeprefix(base) for path, methods in item if path.startswith(f"{base}/") and "get" in methods]
    known = set(ORACLE[base]) | {f"/{name}/{{sourcedId}}" for at, name in SINGLES if at == base}
    assert {re.sub(r"{(\w+)SourcedId}", r"{\1}", path) for path in reads} == known
    assert len(known) == count


@pytest.mark.parametrize(("base", "path"), PATHS)
def test_collections(base: str, path: str, root: httpx.Client, world: World) -> None:
    collection = path.rsplit("/", 1)[-1]
    table = SUBSETS.get(collection, collection)
    everything = _ids(world, f"/{collection}", {})
    sizes = []
    for parents in _parents(world, path):
        answer = root.get(base + _url(path, parents), params={"limit": 10_000})
        assert answer.status_code == 200, answer.text
        assert list(answer.json()) == [table]
        found = answer.json()[table]
        expected = _ids(world, path, parents)
        assert [record["sourcedId"] for record in found] == expected
        assert found == [world.records[table][each] for each in expected]
        assert set(expected) <= set(everything)
        assert answer.headers["X-Total-Count"] == str(len(expected))
        sizes.append(len(expected))
    assert max(sizes) > 0
    if "{" in path:
        assert min(sizes) < len(everything)


@pytest.mark.parametrize(("base", "collection"), SINGLES)
def test_singles(base: str, collection: str, root: httpx.Client, world: World) -> None:
    table = SUBSETS.get(collection, collection)
    members = _ids(world, f"/{collection}", {})
    for sourced_id in members[:60]:
        answer = root.get(f"{base}/{collection}/{quote(sourced_id, safe='')}")
        assert answer.status_code == 200
        ((_, record),) = answer.json().items()
        assert record == world.records[table][sourced_id]
        assert "X-Total-Count" not in answer.headers
    assert next(iter(answer.json())) == {
        "academicSessions": "academicSession", "categories": "category", "classes": "class",
        "demographics": "demographics",
    }.get(table, table.removesuffix("s"))  # fmt: skip
    outside = set(world.records[table]) - set(members)
    for sourced_id in [*sorted(outside)[:5], "nobody", ""]:
        answer = root.get(f"{base}/{collection}/{quote(sourced_id, safe='')}")
        assert answer.status_code == 404


@pytest.mark.parametrize("base", ["/rostering/v1p2", "/v1p1"])
def test_subsets_are_proper(world: World) -> None:
    for collection, table in SUBSETS.items():
        assert 0 < len(_ids(world, f"/{collection}", {})) < len(_ids(world, f"/{table}", {}))


@pytest.mark.parametrize(("base", "path"), [(base, path) for base, path in PATHS if "{" in path])
def test_an_unknown_parent(base: str, path: str, root: httpx.Client) -> None:
    answer = root.get(base + re.sub(r"{(\w+)}", "nobody", path))
    assert answer.status_code == 404
    if base == "/v1p1":
        assert answer.json()["statusInfoSet"][0]["imsx_codeMinor"] == "unknown object"
    else:
        (field,) = answer.json()["imsx_CodeMinor"]["imsx_codeMinorField"]
        assert field["imsx_codeMinorFieldValue"] == "unknownobject"


def test_a_line_item_of_another_class(root: httpx.Client, sql: sqlite3.Connection) -> None:
    query = 'SELECT a."sourcedId", b."class.sourcedId" FROM "lineItems" a, "lineItems" b WHERE a."class.sourcedId" < b.'
    item, other = sql.execute(query + '"class.sourcedId"').fetchone()
    path = f"/classes/{quote(other, safe='')}/lineItems/{quote(item, safe='')}/results"
    assert root.get("/gradebook/v1p2" + path).status_code == root.get("/v1p1" + path).status_code == 404


def test_a_parent_of_the_wrong_kind(http: httpx.Client, sql: sqlite3.Connection) -> None:
    (district,) = sql.execute("SELECT \"sourcedId\" FROM orgs WHERE type = 'district'").fetchone()
    assert http.get(f"/schools/{quote(district, safe='')}/students").status_code == 404
    query = (
        'SELECT c."sourcedId", o."sourcedId" FROM classes c, orgs o WHERE o.type = \'school\' AND o."sourcedId" <> c.'
    )
    found, school = sql.execute(query + '"school.sourcedId"').fetchone()
    for what in ("students", "teachers", "enrollments"):
        url = f"/schools/{quote(school, safe='')}/classes/{quote(found, safe='')}/{what}"
        assert http.get(url).status_code == 404


def test_deleted_records_stay_but_deleted_enrollments_enroll_nobody(
    http: httpx.Client, sql: sqlite3.Connection
) -> None:
    query = 'SELECT "sourcedId", "user.sourcedId", "class.sourcedId" FROM enrollments WHERE status = \'tobedeleted\''
    enrollment, user, lesson = sql.execute(query + " AND role = 'student'").fetchone()
    kept = http.get(f"/enrollments/{quote(enrollment, safe='')}").json()["enrollment"]
    assert kept["status"] == "tobedeleted"
    classes = http.get(f"/students/{quote(user, safe='')}/classes").json()["classes"]
    assert lesson not in [each["sourcedId"] for each in classes]


def test_ids_that_must_be_encoded(http: httpx.Client, records: Any) -> None:
    """One of each: they are all among the ids that the other tests visit, but those tests do not say so."""
    everything = [each for table in records.values() for each in table]
    for character in "/|%@ é+":
        assert any(character in each for each in everything)
    for table, found in records.items():
        assert any(quote(each, safe="") != each for each in found), table
    school = next(each for each in records["orgs"] if each.startswith("school/"))
    assert http.get(f"/schools/{school}").status_code == 404
