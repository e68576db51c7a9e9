"""Every write of both versions, over HTTP, through both clients and both libraries: read back, and found in SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from oneroster_sdk import NotFound
from oneroster_sdk.sandbox import Behaviour, Sandbox

from .oracle import version_of
from .writes import CREATED, WRITTEN, as_record, copy, creations, write_all, writes

CALLERS = [(kind, library) for kind in ("blocking", "async") for library in ("httpx", "httpx2")]

every_version = pytest.mark.parametrize(("version", "number"), [("1.2", 81), ("1.1", 61)])
every_place = pytest.mark.parametrize("path", WRITTEN)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(students=60, seed=7) as running:
        yield running


@pytest.fixture(scope="module", params=CALLERS, ids="-".join)
def caller(request: pytest.FixtureRequest, sandbox: Sandbox, call: Any) -> Iterator[Any]:
    with call(sandbox, *request.param) as ready:
        yield ready


def _stored(sandbox: Sandbox, oracle_of: Any, path: str) -> Any:
    """The collection as SQL has it now."""
    with oracle_of(sandbox) as oracle:
        return oracle.records(path)


def _listed(caller: Any, place: Any) -> Any:
    """The collection as the client reads it now."""
    return {record.sourced_id: record.to_dict() for record in caller.listed(place)}


@every_version
def test_every_operation_is_a_read_or_a_write(
    version: str, number: int, documents: dict[str, Any], sandbox: Sandbox, oracle_of: Any
) -> None:
    wanted = {
        (method.upper(), path)
        for path, item in documents[version]["paths"].items()
        for method in item.keys() - {"parameters"}
    }
    with oracle_of(sandbox) as oracle:
        reads = {("GET", path) for path in oracle.paths(version)}
    assert reads | writes(version) == wanted
    assert len(reads) + len(writes(version)) == number


@every_version
def test_every_write_is_reached(
    version: str, number: int, caller: Any, sandbox: Sandbox, oracle_of: Any, reach: Any
) -> None:
    sandbox.requests.clear()
    with oracle_of(sandbox) as oracle:
        write_all(caller, oracle, reach, version)
    routes = {(method, path): re.sub(r"{\w+}", "[^/]+", path) for method, path in writes(version)}
    seen = [
        (each.method, each.path.removeprefix("/ims/oneroster")) for each in sandbox.requests if each.method != "GET"
    ]
    reached = [
        key for method, path in seen for key, route in routes.items() if key[0] == method and re.fullmatch(route, path)
    ]
    assert sorted(reached) == sorted(writes(version))
    assert len(seen) == {"1.2": 16, "1.1": 6}[version]


@every_place
def test_put_and_delete(path: str, caller: Any, sandbox: Sandbox, oracle_of: Any, reach: Any) -> None:
    place = reach(caller, path, ())
    with oracle_of(sandbox) as oracle:
        before, new = oracle.records(path), copy(oracle, path)
    sourced_id = new["sourcedId"]
    other = {name: value for name, value in new.items() if name not in ("metadata", "learningObjectiveSet")}
    other |= {"dateLastModified": "2032-01-01T00:00:00.000Z"} | ({"title": "Été"} if "title" in new else {})
    sandbox.requests.clear()
    for data in (new, other):
        assert caller.done(place.put(as_record(caller, place, data))) is None
        assert caller.done(place.get(sourced_id)).to_dict() == data
        assert _stored(sandbox, oracle_of, path) == _listed(caller, place) == before | {sourced_id: data}
    caller.done(place.delete(sourced_id))
    assert caller.done(place.find(sourced_id)) is None
    with pytest.raises(NotFound):
        caller.done(place.delete(sourced_id))
    assert _stored(sandbox, oracle_of, path) == _listed(caller, place) == before
    sent = [(each.method, each.path) for each in sandbox.requests if each.method != "GET"]
    route = f"/ims/oneroster{path}/{quote(sourced_id, safe='')}"
    assert sent == [("PUT", route)] * 2 + [("DELETE", route)] * 2


@every_place
def test_save_many(path: str, caller: Any, sandbox: Sandbox, oracle_of: Any, reach: Any) -> None:
    place = reach(caller, path, ())
    with oracle_of(sandbox) as oracle:
        before, new = oracle.records(path), copy(oracle, path)
    many = {f"{new['sourcedId']} {number}": new | {"sourcedId": f"{new['sourcedId']} {number}"} for number in range(3)}
    saved = caller.done(place.save_many([as_record(caller, place, each) for each in many.values()]))
    assert saved.ok
    assert saved.saved == {each: each for each in many}
    assert _stored(sandbox, oracle_of, path) == _listed(caller, place) == before | many
    for sourced_id in many:
        caller.done(place.delete(sourced_id))
    assert _stored(sandbox, oracle_of, path) == before


@pytest.mark.parametrize("path", CREATED)
def test_create(path: str, caller: Any, sandbox: Sandbox, oracle_of: Any, reach: Any) -> None:
    with oracle_of(sandbox) as oracle:
        (creation,) = [each for each in creations(oracle, version_of(path), 3) if each.path == path]
        whole = oracle.whole(path, path.rpartition("/")[2])
        before = oracle.records(whole)
    place = reach(caller, whole, ())
    sandbox.requests.clear()
    records = [as_record(caller, place, each) for each in creation.records]
    given = caller.done(reach(caller, path, creation.ids).create(records, chunk=2))
    assert list(given) == [each["sourcedId"] for each in creation.records]
    assert len(set(given.values()) - before.keys() - given.keys()) == 3
    new = {given[each["sourcedId"]]: each | {"sourcedId": given[each["sourcedId"]]} for each in creation.records}
    assert {each: caller.done(place.get(each)).to_dict() for each in new} == new
    assert _stored(sandbox, oracle_of, whole) == _listed(caller, place) == before | new
    left = iter(creation.ids)
    route = "/ims/oneroster" + re.sub(r"{\w+}", lambda _: quote(next(left), safe=""), path)
    assert [each.path for each in sandbox.requests if each.method == "POST"] == [route] * 2
    for sourced_id in new:
        caller.done(place.delete(sourced_id))


def test_deleted_records_may_stay(call: Any, oracle_of: Any, reach: Any) -> None:
    with Sandbox(students=60, seed=7, behaviour=Behaviour(soft_delete=True)) as sandbox:
        for kind, library in CALLERS[:1] + CALLERS[-1:]:
            with call(sandbox, kind, library) as caller:
                for path in WRITTEN:
                    before = _stored(sandbox, oracle_of, path)
                    sourced_id = next(each for each in before if before[each]["status"] == "active")
                    place = reach(caller, path, ())
                    caller.done(place.delete(sourced_id))
                    after = caller.done(place.get(sourced_id)).to_dict()
                    changed = {"status": "tobedeleted", "dateLastModified": after["dateLastModified"]}
                    assert after == before[sourced_id] | changed
                    assert _stored(sandbox, oracle_of, path) == before | {sourced_id: after}
