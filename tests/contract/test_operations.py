"""All 41 operations, over HTTP, through both clients and both libraries: every record against SQL, and the wire."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest

from oneroster_openapi.operation import Operation
from oneroster_openapi.v1p2.operations import OPERATIONS
from oneroster_sdk import F, desc
from oneroster_sdk.sandbox import Sandbox

SERVICE = "/rostering/v1p2"
QUERY_KEYS = {"limit", "offset", "sort", "orderBy", "filter", "fields"}
ROSTERING = {name: each for name, each in OPERATIONS.items() if each.path.startswith(SERVICE + "/")}
COLLECTIONS = {name: each for name, each in ROSTERING.items() if not each.path.endswith("}")}
SINGLES = {name: each for name, each in ROSTERING.items() if each.path.endswith("}")}
SUBSETS = {
    "gradingPeriods": "academicSessions",
    "schools": "orgs",
    "students": "users",
    "teachers": "users",
    "terms": "academicSessions",
}
MODELS = {
    "academicSessions": "AcademicSession",
    "classes": "Class",
    "courses": "Course",
    "demographics": "Demographics",
    "enrollments": "Enrollment",
    "orgs": "Org",
    "users": "User",
}

every_collection = pytest.mark.parametrize("operation", COLLECTIONS.values(), ids=COLLECTIONS)
every_single = pytest.mark.parametrize("operation", SINGLES.values(), ids=SINGLES)


def _path(operation: Operation) -> str:
    return operation.path.removeprefix(SERVICE)


def _word(operation: Operation) -> str:
    """The collection that the records are from: the last word of the path."""
    return next(word for word in reversed(operation.path.split("/")) if not word.startswith("{"))


def _model(operation: Operation) -> str:
    return MODELS[SUBSETS.get(_word(operation), _word(operation))]


def _route(operation: Operation, ids: tuple[str, ...]) -> str:
    """The raw path that must be sent."""
    left = iter(ids)
    return "/ims/oneroster" + re.sub(r"{\w+}", lambda _: quote(next(left), safe=""), operation.path)


def _sent(sandbox: Sandbox, route: str) -> list[dict[str, str]]:
    """The queries that were sent, in order, after a look at where they went."""
    seen = list(sandbox.requests)
    assert {(request.method, request.path) for request in seen} == {("GET", route)}
    queries = [parse_qsl(request.query, keep_blank_values=True, strict_parsing=request.query != "") for request in seen]
    for query in queries:
        keys = [key for key, _ in query]
        assert len(keys) == len(set(keys))
        assert set(keys) <= QUERY_KEYS
    return [dict(query) for query in queries]


def _windows(sandbox: Sandbox, total: int, size: int) -> list[dict[str, str]]:
    """The pages that must be asked for: with links to the last one, without links to an empty one."""
    offsets = range(0, total, size) if sandbox.behaviour.links else range(0, total + size, size)
    starts = [min(offset, total) for offset in offsets]
    return [{"limit": str(size), "offset": str(start)} for start in starts]


def _size(total: int) -> int:
    """A page size that takes at least three pages, where there are three records."""
    return max(1, total // 3)


def test_there_are_41(document: dict[str, Any], oracle: Any) -> None:
    assert len(ROSTERING) == len(document["paths"]) == len(COLLECTIONS) + len(SINGLES) == 41
    assert {each.path for each in ROSTERING.values()} == set(document["paths"])
    assert {SERVICE + path for path in oracle.paths()} == set(document["paths"])


def test_each_of_the_41_is_reached(
    caller: Any, sandbox: Sandbox, oracle: Any, reach: Any, document: dict[str, Any]
) -> None:
    sandbox.requests.clear()
    for operation in ROSTERING.values():
        ids = oracle.visits(_path(operation))[0]
        place = reach(caller.roster, operation.path, ids)
        if operation.path.endswith("}"):
            caller.done(place.get(ids[-1]))
        else:
            caller.done(place.first())
    routes = {path: re.compile("/ims/oneroster" + re.sub(r"{\w+}", "[^/]+", path)) for path in document["paths"]}
    reached = [path for seen in sandbox.requests for path, route in routes.items() if route.fullmatch(seen.path)]
    assert sorted(reached) == sorted(document["paths"])


@every_collection
def test_collections(operation: Operation, caller: Any, sandbox: Sandbox, oracle: Any, reach: Any) -> None:
    path, word = _path(operation), _word(operation)
    for ids in oracle.visits(path):
        expected = oracle.records(path, ids)
        query = reach(caller.roster, path, ids)
        size = _size(len(expected))
        sandbox.requests.clear()
        records = caller.listed(query.page_size(size))

        assert records
        assert {type(record).__name__ for record in records} == {_model(operation)}
        assert sorted(record.sourced_id for record in records) == sorted(expected)
        assert {record.sourced_id: record.to_dict() for record in records} == expected
        assert _sent(sandbox, _route(operation, ids)) == _windows(sandbox, len(expected), size)

        sandbox.requests.clear()
        assert caller.done(query.count()) == len(expected)
        assert _sent(sandbox, _route(operation, ids)) == [{"limit": "1", "offset": "0"}]

        # Not the whole collection in disguise, nor that of the school around the class.
        wholes = [f"/{word}"] if ids else []
        wholes += [f"/{SUBSETS[word]}"] if word in SUBSETS else []
        wholes += [f"/schools/{{schoolSourcedId}}/{word}"] if len(ids) == 2 else []
        for whole in wholes:
            assert expected.keys() < oracle.records(whole, ids[: whole.count("{")]).keys()


@every_collection
def test_collections_with_everything_that_can_be_asked(
    operation: Operation, caller: Any, sandbox: Sandbox, oracle: Any, reach: Any
) -> None:
    path = _path(operation)
    for ids in oracle.visits(path):
        everything = oracle.records(path, ids)
        without = min(everything)
        expected = [
            {name: record[name] for name in ("sourcedId", "status", "dateLastModified")}
            for name, record in everything.items()
            if name != without and record["status"] == "active"
        ]
        size = _size(len(expected))
        query = reach(caller.roster, path, ids).where((F.status == "active") & (F.sourced_id != without))
        query = query.order_by(desc("dateLastModified")).select("status", "date_last_modified").page_size(size)
        sandbox.requests.clear()
        records = [record.to_dict() for record in caller.listed(query)]

        by_id = {record["sourcedId"]: record for record in records}
        assert len(by_id) == len(records)
        assert by_id == {record["sourcedId"]: record for record in expected}
        moments = [record["dateLastModified"] for record in records]
        assert moments == sorted(moments, reverse=True)
        asked = {
            "filter": f"status='active' AND sourcedId!='{without}'",
            "sort": "dateLastModified",
            "orderBy": "desc",
            "fields": "sourcedId,status,dateLastModified",
        }
        pages = [asked | window for window in _windows(sandbox, len(expected), size)] or [
            asked | {"limit": "1", "offset": "0"}
        ]
        assert _sent(sandbox, _route(operation, ids)) == pages


@every_single
def test_singles(operation: Operation, caller: Any, sandbox: Sandbox, oracle: Any, reach: Any) -> None:
    path, word = _path(operation), _word(operation)
    for ids in oracle.visits(path):
        ((sourced_id, expected),) = oracle.records(path, ids).items()
        place = reach(caller.roster, path, ids)
        sandbox.requests.clear()
        record = caller.done(place.get(sourced_id))
        assert type(record).__name__ == _model(operation)
        assert record.to_dict() == expected
        part = caller.done(place.get(sourced_id, fields=("date_last_modified",)))
        assert part.to_dict() == {name: expected[name] for name in ("sourcedId", "dateLastModified")}
        assert _sent(sandbox, _route(operation, ids)) == [{}, {"fields": "sourcedId,dateLastModified"}]

    if word in SUBSETS:
        outside = oracle.records(f"/{SUBSETS[word]}").keys() - oracle.records(f"/{word}").keys()
        place = reach(caller.roster, path, ("",))
        sandbox.requests.clear()
        assert [caller.done(place.find(each)) for each in sorted(outside)[:3]] == [None] * 3
        assert len(sandbox.requests) == 3


def test_odd_ids_are_among_those_asked_for(oracle: Any) -> None:
    """Else the tests above would not show that ids are encoded."""
    asked = {path: oracle.visits(path) for path in oracle.paths() if "{" in path}
    for path, visits in asked.items():
        if path.endswith("}"):
            assert any(quote(each, safe="") != each for ids in visits for each in ids), path
    texts = {each for visits in asked.values() for ids in visits for each in ids}
    assert all(any(character in each for each in texts) for character in "/|%@+ é")
