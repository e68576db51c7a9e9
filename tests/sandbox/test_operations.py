"""Every operation against SQL of our own over the same tables, and against the records as they were made."""

from __future__ import annotations

import re
import sqlite3
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


def _all(table: str, condition: str = "1") -> str:
    return f'SELECT "sourcedId" FROM {table} WHERE {condition}'  # noqa: S608 - written below


ORACLE = {
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
SUBSETS = {"students": "users", "teachers": "users", "schools": "orgs"} | dict.fromkeys(
    ("terms", "gradingPeriods"), "academicSessions"
)
SINGLES = (
    "academicSessions", "classes", "courses", "demographics", "enrollments", "gradingPeriods", "orgs", "schools",
    "students", "teachers", "terms", "users",
)  # fmt: skip


def _ids(sql: sqlite3.Connection, path: str, parents: dict[str, str]) -> list[str]:
    return sorted(row[0] for row in sql.execute(ORACLE[path], parents))


def _parents(sql: sqlite3.Connection, path: str) -> list[dict[str, str]]:
    """Values for a path's parameters: all there are, but of a class in a school only those that fit."""
    names = re.findall(r"{(\w+)}", path)
    if not names:
        return [{}]
    if len(names) == 2:
        query = 'SELECT "school.sourcedId", "sourcedId" FROM classes ORDER BY "sourcedId"'
        return [{"school": school, "class": found} for school, found in sql.execute(query)]
    collection = path.split("/")[1]
    return [{names[0]: found} for found in _ids(sql, f"/{collection}", {})]


def _url(path: str, parents: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda found: quote(parents[found[1]], safe=""), path)


def test_the_oracle_knows_all_41(document: dict[str, Any]) -> None:
    paths = {re.sub(r"{(\w+)SourcedId}", r"{\1}", path).removeprefix("/rostering/v1p2") for path in document["paths"]}
    known = set(ORACLE) | {f"/{name}/{{sourcedId}}" for name in SINGLES}
    assert {path for path in paths if not path.startswith(("/gradebook", "/resources/v1p2"))} == known
    assert len(known) == 41


@pytest.mark.parametrize("path", ORACLE)
def test_collections(path: str, http: httpx.Client, sql: sqlite3.Connection, records: Any) -> None:
    collection = path.rsplit("/", 1)[-1]
    table = SUBSETS.get(collection, collection)
    everything = _ids(sql, f"/{collection}", {})
    sizes = []
    for parents in _parents(sql, path):
        answer = http.get(_url(path, parents), params={"limit": 10_000})
        assert answer.status_code == 200, answer.text
        assert list(answer.json()) == [table]
        found = answer.json()[table]
        expected = _ids(sql, path, parents)
        assert [record["sourcedId"] for record in found] == expected
        assert found == [records[table][each] for each in expected]
        assert set(expected) <= set(everything)
        assert answer.headers["X-Total-Count"] == str(len(expected))
        sizes.append(len(expected))
    assert max(sizes) > 0
    if "{" in path:
        assert min(sizes) < len(everything)


@pytest.mark.parametrize("collection", SINGLES)
def test_singles(collection: str, http: httpx.Client, sql: sqlite3.Connection, records: Any, document: Any) -> None:
    table = SUBSETS.get(collection, collection)
    members = _ids(sql, f"/{collection}", {})
    for sourced_id in members[:60]:
        answer = http.get(f"/{collection}/{quote(sourced_id, safe='')}")
        assert answer.status_code == 200
        ((_, record),) = answer.json().items()
        assert record == records[table][sourced_id]
        assert "X-Total-Count" not in answer.headers
    assert next(iter(answer.json())) == {
        "academicSessions": "academicSession", "classes": "class", "demographics": "demographics",
    }.get(table, table.removesuffix("s"))  # fmt: skip
    outside = set(records[table]) - set(members)
    for sourced_id in [*sorted(outside)[:5], "nobody", ""]:
        answer = http.get(f"/{collection}/{quote(sourced_id, safe='')}")
        assert answer.status_code == 404


def test_subsets_are_proper(sql: sqlite3.Connection) -> None:
    for collection, table in SUBSETS.items():
        assert 0 < len(_ids(sql, f"/{collection}", {})) < len(_ids(sql, f"/{table}", {}))


@pytest.mark.parametrize("path", [path for path in ORACLE if "{" in path])
def test_an_unknown_parent(path: str, http: httpx.Client) -> None:
    answer = http.get(re.sub(r"{(\w+)}", "nobody", path))
    assert answer.status_code == 404
    (field,) = answer.json()["imsx_CodeMinor"]["imsx_codeMinorField"]
    assert field["imsx_codeMinorFieldValue"] == "unknownobject"


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
