"""Every read of both versions over HTTP, through both clients and both libraries: records against SQL, and the wire."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest

from oneroster_openapi.operation import Operation
from oneroster_openapi.v1p1 import operations as old
from oneroster_openapi.v1p2 import operations as new
from oneroster_sdk import F, desc
from oneroster_sdk.sandbox import Sandbox

from .oracle import words_of
from .queries import SUBSETS

QUERY_KEYS = {"limit", "offset", "sort", "orderBy", "filter", "fields"}
READS = {
    f"{version} {name}": each
    for version, operations in (("1.2", new.OPERATIONS), ("1.1", old.OPERATIONS))
    for name, each in operations.items()
    if each.method == "GET"
}
COLLECTIONS = {name: each for name, each in READS.items() if not each.path.endswith("}")}
SINGLES = {name: each for name, each in READS.items() if each.path.endswith("}")}
MODELS = {
    "academicSessions": "AcademicSession",
    "assessmentLineItems": "AssessmentLineItem",
    "assessmentResults": "AssessmentResult",
    "categories": "Category",
    "classes": "Class",
    "courses": "Course",
    "demographics": "Demographics",
    "enrollments": "Enrollment",
    "lineItems": "LineItem",
    "orgs": "Org",
    "resources": "Resource",
    "results": "Result",
    "scoreScales": "ScoreScale",
    "users": "User",
}

every_collection = pytest.mark.parametrize("operation", COLLECTIONS.values(), ids=COLLECTIONS)
every_single = pytest.mark.parametrize("operation", SINGLES.values(), ids=SINGLES)


def _word(operation: Operation) -> str:
    """The collection that the records are from: the last word of the path."""
    return words_of(operation.path)[-1]


def _model(operation: Operation) -> str:
    """The class of the records, with the package for its version."""
    package = "v1p1" if operation.path.startswith("/v1p1/") else "v1p2"
    return f"{package} {MODELS[SUBSETS.get(_word(operation), _word(operation))]}"


def _kind(record: Any) -> str:
    return f"{type(record).__module__.split('.')[1]} {type(record).__name__}"


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


def _check_windows(queries: list[dict[str, str]], asked: dict[str, str], total: int, size: int) -> None:
    """All pages ask for the same, leave nothing out, begin with a record of the page before, and are few."""
    windows = [(int(query.pop("offset")), int(query.pop("limit"))) for query in queries]
    assert queries == [asked] * len(queries)
    reach = 0
    for offset, limit in windows:
        assert offset <= max(reach - 1, 0) or offset == total  # what is past the end is empty
        assert limit <= max(size, 2)
        reach = max(reach, min(offset + limit, total))
    assert (windows[0], reach) == ((0, size), total)
    assert len(windows) <= max(1, -(-total // max(size - 1, 1))) + 4


def _counted(total: int) -> list[dict[str, str]]:
    """What count() asks: for one record, and where there is but one, for the next."""
    return [{"limit": "1", "offset": str(offset)} for offset in range(2 if total == 1 else 1)]


def _size(total: int) -> int:
    """A page size that takes at least three pages, where there are three records."""
    return max(1, total // 3)


def _routes(version: str) -> dict[str, re.Pattern[str]]:
    found = {each.path for name, each in READS.items() if name.startswith(version)}
    return {path: re.compile("/ims/oneroster" + re.sub(r"{\w+}", "[^/]+", path)) for path in found}


@pytest.mark.parametrize(("version", "number"), [("1.2", 65), ("1.1", 55)])
def test_every_read_is_known(version: str, number: int, documents: dict[str, Any], oracle: Any) -> None:
    readable = {path for path, item in documents[version]["paths"].items() if "get" in item}
    assert len(readable) == sum(name.startswith(version) for name in READS) == number
    assert set(_routes(version)) == oracle.paths(version) == readable


@pytest.mark.parametrize("version", ["1.2", "1.1"])
def test_each_is_reached(version: str, caller: Any, sandbox: Sandbox, oracle: Any, reach: Any) -> None:
    routes = _routes(version)
    sandbox.requests.clear()
    for path in routes:
        ids = oracle.visits(path)[0]
        place = reach(caller, path, ids)
        caller.done(place.get(ids[-1]) if path.endswith("}") else place.first())
    reached = [path for seen in sandbox.requests for path, route in routes.items() if route.fullmatch(seen.path)]
    assert sorted(reached) == sorted(routes)


@every_collection
def test_collections(operation: Operation, caller: Any, sandbox: Sandbox, oracle: Any, reach: Any) -> None:
    path, word = operation.path, _word(operation)
    for ids in oracle.visits(path):
        expected = oracle.records(path, ids)
        query = reach(caller, path, ids)
        size = _size(len(expected))
        sandbox.requests.clear()
        records = caller.listed(query.page_size(size))

        assert records
        assert {_kind(record) for record in records} == {_model(operation)}
        assert sorted(record.sourced_id for record in records) == sorted(expected)
        assert {record.sourced_id: record.to_dict() for record in records} == expected
        by_id = {"sort": "sourcedId", "orderBy": "asc"}
        _check_windows(_sent(sandbox, _route(operation, ids)), by_id, len(expected), size)

        sandbox.requests.clear()
        assert caller.done(query.count()) == len(expected)
        assert _sent(sandbox, _route(operation, ids)) == _counted(len(expected))

        # Not the whole collection in disguise, nor that of the school or class around.
        wholes = oracle.around(path) + ([oracle.whole(path, SUBSETS[word])] if word in SUBSETS else [])
        for whole in wholes:
            assert expected.keys() < oracle.records(whole, ids[: whole.count("{")]).keys()


@every_collection
def test_collections_with_everything_that_can_be_asked(
    operation: Operation, caller: Any, sandbox: Sandbox, oracle: Any, reach: Any
) -> None:
    path = operation.path
    for ids in oracle.visits(path):
        everything = oracle.records(path, ids)
        without = min(everything)
        expected = [
            {name: record[name] for name in ("sourcedId", "status", "dateLastModified")}
            for name, record in everything.items()
            if name != without and record["status"] == "active"
        ]
        size = _size(len(expected))
        query = reach(caller, path, ids).where((F.status == "active") & (F.sourced_id != without))
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
        _check_windows(_sent(sandbox, _route(operation, ids)), asked, len(expected), size)


@every_single
def test_singles(operation: Operation, caller: Any, sandbox: Sandbox, oracle: Any, reach: Any) -> None:
    path, word = operation.path, _word(operation)
    for ids in oracle.visits(path):
        ((sourced_id, expected),) = oracle.records(path, ids).items()
        place = reach(caller, path, ids)
        sandbox.requests.clear()
        record = caller.done(place.get(sourced_id))
        assert _kind(record) == _model(operation)
        assert record.to_dict() == expected
        part = caller.done(place.get(sourced_id, fields=("date_last_modified",)))
        assert part.to_dict() == {name: expected[name] for name in ("sourcedId", "dateLastModified")}
        assert _sent(sandbox, _route(operation, ids)) == [{}, {"fields": "sourcedId,dateLastModified"}]

    if word in SUBSETS:
        outside = (
            oracle.records(oracle.whole(path, SUBSETS[word])).keys() - oracle.records(oracle.whole(path, word)).keys()
        )
        place = reach(caller, path, ("",))
        sandbox.requests.clear()
        assert [caller.done(place.find(each)) for each in sorted(outside)[:3]] == [None] * 3
        assert len(sandbox.requests) == 3


@pytest.mark.parametrize("version", ["1.2", "1.1"])
def test_odd_ids_are_among_those_asked_for(version: str, oracle: Any) -> None:
    """Else the tests above would not show that ids are encoded."""
    asked = {path: oracle.visits(path) for path in oracle.paths(version) if "{" in path}
    for path, visits in asked.items():
        assert visits, path
        if path.endswith("}"):
            assert any(quote(each, safe="") != each for ids in visits for each in ids), path
    texts = {each for visits in asked.values() for ids in visits for each in ids}
    assert all(any(character in each for each in texts) for character in "/|%@+ é")
