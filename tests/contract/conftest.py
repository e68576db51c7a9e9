"""What the contract tests share: an oracle in SQL, both clients over both libraries, and the way to an operation."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterable, Callable, Coroutine, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from importlib.resources import files
from typing import Any, Protocol
from urllib.parse import quote

import pytest

from oneroster_openapi.operation import Operation
from oneroster_openapi.v1p2.operations import OPERATIONS
from oneroster_sdk import AsyncOneRoster, OAuth2, OneRoster, RetryPolicy
from oneroster_sdk.sandbox import Behaviour, Sandbox

SERVICE = "/rostering/v1p2"
CALLERS = [(kind, library) for kind in ("blocking", "async") for library in ("httpx", "httpx2")]

Ids = tuple[str, ...]
Records = dict[str, dict[str, Any]]


# --- The oracle ------------------------------------------------------------------------------------------------------

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
CREATE TEMP TABLE post AS
    SELECT json_extract(u.doc, '$.sourcedId') AS person, json_extract(r.value, '$.role') AS role,
        json_extract(r.value, '$.org.sourcedId') AS org
    FROM users AS u, json_each(u.doc, '$.roles') AS r;
CREATE TEMP TABLE seat AS
    SELECT doc, json_extract(doc, '$.sourcedId') AS id, json_extract(doc, '$.user.sourcedId') AS person,
        json_extract(doc, '$.class.sourcedId') AS class, json_extract(doc, '$.school.sourcedId') AS school,
        json_extract(doc, '$.role') AS role, json_extract(doc, '$.status') AS status FROM enrollments;
CREATE TEMP TABLE figures AS SELECT doc, json_extract(doc, '$.sourcedId') AS id FROM demographics;
"""

# The question marks stand for the ids of the path, in its order.
# A deleted enrollment is still listed, but puts nobody into a class.
ORACLE = {
    "/academicSessions": "SELECT doc FROM session",
    "/academicSessions/{sourcedId}": "SELECT doc FROM session WHERE id = ?",
    "/classes": "SELECT doc FROM class",
    "/classes/{classSourcedId}/students": """SELECT doc FROM person WHERE id IN
        (SELECT person FROM seat WHERE class = ? AND role = 'student' AND status = 'active')""",
    "/classes/{classSourcedId}/teachers": """SELECT doc FROM person WHERE id IN
        (SELECT person FROM seat WHERE class = ? AND role = 'teacher' AND status = 'active')""",
    "/classes/{sourcedId}": "SELECT doc FROM class WHERE id = ?",
    "/courses": "SELECT doc FROM course",
    "/courses/{courseSourcedId}/classes": "SELECT doc FROM class WHERE course = ?",
    "/courses/{sourcedId}": "SELECT doc FROM course WHERE id = ?",
    "/demographics": "SELECT doc FROM figures",
    "/demographics/{sourcedId}": "SELECT doc FROM figures WHERE id = ?",
    "/enrollments": "SELECT doc FROM seat",
    "/enrollments/{sourcedId}": "SELECT doc FROM seat WHERE id = ?",
    "/gradingPeriods": "SELECT doc FROM session WHERE type = 'gradingPeriod'",
    "/gradingPeriods/{sourcedId}": "SELECT doc FROM session WHERE type = 'gradingPeriod' AND id = ?",
    "/orgs": "SELECT doc FROM org",
    "/orgs/{sourcedId}": "SELECT doc FROM org WHERE id = ?",
    "/schools": "SELECT doc FROM org WHERE type = 'school'",
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
    "/schools/{sourcedId}": "SELECT doc FROM org WHERE type = 'school' AND id = ?",
    "/students": "SELECT doc FROM person WHERE id IN (SELECT person FROM post WHERE role = 'student')",
    "/students/{sourcedId}": """SELECT doc FROM person WHERE id = ?
        AND id IN (SELECT person FROM post WHERE role = 'student')""",
    "/students/{studentSourcedId}/classes": """SELECT doc FROM class WHERE id IN
        (SELECT class FROM seat WHERE person = ? AND role = 'student' AND status = 'active')""",
    "/teachers": "SELECT doc FROM person WHERE id IN (SELECT person FROM post WHERE role = 'teacher')",
    "/teachers/{sourcedId}": """SELECT doc FROM person WHERE id = ?
        AND id IN (SELECT person FROM post WHERE role = 'teacher')""",
    "/teachers/{teacherSourcedId}/classes": """SELECT doc FROM class WHERE id IN
        (SELECT class FROM seat WHERE person = ? AND role = 'teacher' AND status = 'active')""",
    "/terms": "SELECT doc FROM session WHERE type = 'term'",
    "/terms/{sourcedId}": "SELECT doc FROM session WHERE type = 'term' AND id = ?",
    "/terms/{termSourcedId}/classes": "SELECT doc FROM class WHERE id IN (SELECT class FROM held WHERE term = ?)",
    "/terms/{termSourcedId}/gradingPeriods": """SELECT doc FROM session
        WHERE type = 'gradingPeriod' AND parent = ?""",
    "/users": "SELECT doc FROM person",
    "/users/{sourcedId}": "SELECT doc FROM person WHERE id = ?",
    "/users/{userSourcedId}/classes": """SELECT doc FROM class WHERE id IN
        (SELECT class FROM seat WHERE person = ? AND status = 'active')""",
}


class Oracle:
    """What a sandbox must answer, found without its code. Paths are those of the document, from the service on."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._links = f'"{sandbox.base_url}/'
        self._sql = sqlite3.connect(f"{sandbox.database.as_uri()}?mode=ro", uri=True)
        self._sql.executescript(EXTRACTS)
        self._visits: dict[tuple[str, str], list[Ids]] = {}

    def close(self) -> None:
        self._sql.close()

    def paths(self) -> set[str]:
        """Every path that the oracle has a query for."""
        return set(ORACLE)

    def records(self, path: str, ids: Ids = ()) -> Records:
        """The whole answer, record by record, by sourcedId."""
        rows = self._sql.execute(ORACLE[path], ids).fetchall()
        found = [json.loads(doc.replace('"sandbox:/', self._links)) for (doc,) in rows]
        by_id = {record["sourcedId"]: record for record in found}
        assert len(by_id) == len(found), f"the query for {path} finds a record twice"
        return by_id

    def visits(self, path: str, without: str = "") -> list[Ids]:
        """The ids to ask for: a few single records, or the parents with most records, but not all.

        Odd ids are among both, and of the parents one to which a deleted enrollment makes a difference. Ids with the
        character `without` are left out.
        """
        if (path, without) not in self._visits:
            self._visits[path, without] = self._chosen(path, without)
        return self._visits[path, without]

    def _chosen(self, path: str, without: str) -> list[Ids]:
        if "{" not in path:
            return [()]
        candidates = [ids for ids in self._candidates(path) if not (without and without in "".join(ids))]
        odd = [ids for ids in candidates if any(quote(each, safe="") != each for each in ids)]
        if path.endswith("}"):
            plain = [ids for ids in candidates if ids not in odd]
            return [*odd[:4], *plain[:2], *plain[-2:]]
        whole = len(self.records(path[path.rindex("/") :]))
        sizes = {ids: size for ids in candidates if 0 < (size := len(self.records(path, ids))) < whole}
        kinds = [list(sizes), [ids for ids in odd if ids in sizes], [ids for ids in sizes if self._has_lost(path, ids)]]
        return list(dict.fromkeys(max(kind, key=sizes.__getitem__) for kind in kinds if kind))

    def _has_lost(self, path: str, ids: Ids) -> bool:
        """Whether there would be more records if deleted enrollments counted."""
        ever = re.sub(r" AND (seat\.)?status = 'active'", "", ORACLE[path])
        return len(self._sql.execute(ever, ids).fetchall()) > len(self.records(path, ids))

    def _candidates(self, path: str) -> list[Ids]:
        if path.count("{") == 2:
            return [(school, each) for each, school in self._sql.execute("SELECT id, school FROM class ORDER BY id")]
        return [(each,) for each in sorted(self.records("/" + path.split("/")[1]))]


@pytest.fixture(scope="session")
def oracle_of() -> Callable[[Sandbox], AbstractContextManager[Oracle]]:
    """Makes the oracle for a sandbox."""
    return lambda sandbox: closing(Oracle(sandbox))


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The strict document, of which the paths of rostering."""
    loaded: dict[str, Any] = json.loads(files("oneroster_openapi").joinpath("v1p2/strict.json").read_text("utf-8"))
    paths = {path: item for path, item in loaded["paths"].items() if path.startswith(SERVICE + "/")}
    return {**loaded, "paths": paths}


@pytest.fixture(scope="session")
def rostering() -> list[Operation]:
    """The client's table of operations, of which those of rostering."""
    return [each for each in OPERATIONS.values() if each.path.startswith(SERVICE + "/")]


# --- The clients -----------------------------------------------------------------------------------------------------


class Caller(Protocol):
    """One client, with the difference between blocking and asynchronous calls taken away."""

    roster: Any

    def listed(self, query: Any) -> list[Any]:
        """Iterate over a query to its end."""

    def done(self, result: Any) -> Any:
        """The result of a call, awaited if need be."""


class Blocking:
    def __init__(self, roster: OneRoster) -> None:
        self.roster = roster

    def listed(self, query: Iterable[Any]) -> list[Any]:
        return list(query)

    def done(self, result: Any) -> Any:
        return result


class Awaiting:
    def __init__(self, roster: AsyncOneRoster, runner: asyncio.Runner) -> None:
        self.roster = roster
        self._runner = runner

    def listed(self, query: AsyncIterable[Any]) -> list[Any]:
        async def iterated() -> list[Any]:
            return [record async for record in query]

        return self._runner.run(iterated())

    def done(self, result: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(result)


@contextmanager
def calling(sandbox: Sandbox, kind: str, library: Any, base_url: str | None = None) -> Iterator[Caller]:
    """A client of the sandbox, directly or through a proxy; it repeats nothing, so that no fault is passed over."""
    auth = OAuth2(sandbox.token_url, sandbox.client_id, sandbox.client_secret)
    url, once = base_url or sandbox.base_url, RetryPolicy(attempts=1)
    if kind == "blocking":
        with OneRoster(url, auth=auth, http=library, retry=once) as roster:
            yield Blocking(roster)
        return
    with asyncio.Runner() as runner:
        awaiting = Awaiting(AsyncOneRoster(url, auth=auth, http=library, retry=once), runner)
        try:
            yield awaiting
        finally:
            runner.run(awaiting.roster.aclose())


@pytest.fixture(scope="session")
def call() -> Callable[..., AbstractContextManager[Caller]]:
    """Makes a client: `call(sandbox, "async", "httpx2")`."""
    return calling


@pytest.fixture(scope="session")
def reach() -> Callable[[Any, str, Ids], Any]:
    """The way to a path's collection through the public attributes: `roster.schools(a).classes(b).students`.

    The path of a single record leads to the collection to `get` it from.
    """

    def walk(roster: Any, path: str, ids: Ids) -> Any:
        here, left = roster, list(ids)
        segments = path.removeprefix(SERVICE).strip("/").split("/")
        for position, segment in enumerate(segments):
            if not segment.startswith("{"):
                here = getattr(here, re.sub("[A-Z]", lambda found: "_" + found[0].lower(), segment))
            elif position + 1 < len(segments):
                here = here(left.pop(0))
        return here

    return walk


# --- The provider ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", params=[True, False], ids=["links", "no links"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """Twice: the client follows the provider's links, or counts for itself."""
    with Sandbox(students=200, seed=7, behaviour=Behaviour(links=request.param)) as running:
        yield running


@pytest.fixture(scope="session")
def oracle(sandbox: Sandbox) -> Iterator[Oracle]:
    with closing(Oracle(sandbox)) as knowing:
        yield knowing


@pytest.fixture(scope="session", params=CALLERS, ids="-".join)
def caller(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[Caller]:
    """Both clients over both libraries."""
    with calling(sandbox, *request.param) as ready:
        yield ready
