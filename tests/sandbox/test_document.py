"""The document decides: what is added to it is served, and what it says otherwise is obeyed."""

from __future__ import annotations

import asyncio
import copy
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from oneroster_sdk.sandbox import Issuer, Sandbox, Store, build, create_app, read_api

SERVICES = ("/rostering/v1p2",)


def test_a_property_that_is_added(document: Any, tmp_path: Path) -> None:
    changed = copy.deepcopy(document)
    properties = changed["components"]["schemas"]["OrgDType"]["properties"]
    properties |= {
        "capacity": {"type": "integer"},
        "open": {"type": "boolean"},
        "rooms": {"type": "array", "items": {"type": "object", "properties": {"floor": {"type": "number"}}}},
        "address": {"type": "object", "properties": {"since": {"type": "string", "format": "date"}}},
    }
    api = read_api(changed, SERVICES)
    orgs: list[dict[str, Any]] = [
        {"sourcedId": "a", "capacity": 9, "open": True, "rooms": [{"floor": 1}, {"floor": 2.5}]},
        {"sourcedId": "b", "capacity": 10, "open": False, "address": {"since": "2020-01-01"}},
        {"sourcedId": "c", "dateLastModified": "no date at all"},
    ]
    build(api, tmp_path / "db", (("orgs", org) for org in orgs))
    with closing(Store(api, tmp_path / "db")) as store:
        expected = {
            "sort=capacity": "cab",
            "sort=capacity&orderBy=desc": "bac",
            "filter=capacity>'9'": "b",
            "filter=capacity='9.0'": "a",
            "filter=capacity~'1'": "b",
            "filter=open='true'": "a",
            "filter=open!='true'": "bc",
            "filter=rooms.floor>'2'": "a",
            "filter=address.since<'2020-01-01T00:00:01Z'": "b",
            "fields=sourcedId,capacity": "abc",
        }
        for query, ids in expected.items():
            answer = _ask(store, query)
            assert [each["sourcedId"] for each in answer.json()["orgs"]] == list(ids), query
        assert _ask(store, "fields=capacity").json() == {"orgs": [{"capacity": 9}, {"capacity": 10}, {}]}
        assert _ask(store, "filter=capacity>'many'").status_code == 400
        assert _ask(store, "sort=rooms").status_code == 422


def test_a_property_that_is_added_is_looked_at_in_writes(document: Any) -> None:
    changed = copy.deepcopy(document)
    changed["components"]["schemas"]["CategoryDType"]["properties"]["colour"] = {
        "type": "string",
        "enum": ["red", "blue"],
    }
    category = {"sourcedId": "k", "status": "active", "dateLastModified": "2026-01-02T03:04:05Z", "title": "Homework"}
    with Sandbox(students=5, versions=("1.2",), document=changed) as sandbox:
        form = {"grant_type": "client_credentials"}
        answer = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret))
        headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        with httpx.Client(base_url=f"{sandbox.base_url}/gradebook/v1p2", headers=headers) as http:
            refused = http.put("/categories/k", json={"category": {**category, "colour": "mauve"}})
            assert refused.status_code == 422
            assert "colour" in refused.json()["imsx_description"]
            assert http.put("/categories/k", json={"category": {**category, "colour": "red"}}).status_code == 201
            found = http.get("/categories", params={"filter": "colour='red'", "fields": "sourcedId,colour"}).json()
            assert found == {"categories": [{"sourcedId": "k", "colour": "red"}]}


def test_a_build_that_fails_leaves_no_file(document: Any, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        build(read_api(document, SERVICES), tmp_path / "db", [("orgs", {"sourcedId": "a"}), ("nothing", {})])
    assert not (tmp_path / "db").exists()


def test_a_default_and_a_bound_that_are_changed(document: Any, tmp_path: Path) -> None:
    changed = copy.deepcopy(document)
    for node in changed["paths"]["/rostering/v1p2/orgs"]["get"]["parameters"]:
        if node["name"] == "limit":
            node["schema"] |= {"default": 1, "maximum": 2}
    api = read_api(changed, SERVICES)
    build(api, tmp_path / "db", (("orgs", {"sourcedId": each}) for each in "abc"))
    with closing(Store(api, tmp_path / "db")) as store:
        assert len(_ask(store, "").json()["orgs"]) == 1
        assert len(_ask(store, "limit=2").json()["orgs"]) == 2
        assert _ask(store, "limit=3").status_code == 422


def test_an_operation_whose_meaning_is_unknown(document: Any, tmp_path: Path) -> None:
    changed = copy.deepcopy(document)
    paths = changed["paths"]
    paths["/rostering/v1p2/orgs/{orgSourcedId}/users"] = copy.deepcopy(paths["/rostering/v1p2/users"])
    api = read_api(changed, SERVICES)
    build(api, tmp_path / "db", ())
    with (
        closing(Store(api, tmp_path / "db")) as store,
        pytest.raises(LookupError, match=r"getAllUsers.*'orgs', 'users'"),
    ):
        create_app(store, Issuer("", "", frozenset(), 1))


def test_a_parent_that_the_document_does_not_have(document: Any, tmp_path: Path) -> None:
    changed = copy.deepcopy(document)
    changed["paths"] = {path: item for path, item in changed["paths"].items() if path.startswith("/gradebook")}
    api = read_api(changed, ["gradebook"])
    build(api, tmp_path / "db", ())
    with closing(Store(api, tmp_path / "db")) as store, pytest.raises(LookupError, match="no collection classes"):
        create_app(store, Issuer("", "", frozenset(), 1))


def test_references_written_in_other_ways(document: Any) -> None:
    """A `$ref`, an `allOf` of one and a shared component are the same thing."""
    changed = copy.deepcopy(document)
    listing = changed["paths"]["/rostering/v1p2/orgs"]["get"]
    components = changed["components"]
    for node in listing["parameters"]:
        components.setdefault("parameters", {})[node["name"]] = node
    listing["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in components["parameters"]]
    components.setdefault("responses", {})["a/b~c"] = listing["responses"]["200"]
    listing["responses"]["200"] = {"$ref": "#/components/responses/a~1b~0c"}
    parent = components["schemas"]["OrgDType"]["properties"]["parent"]
    components["schemas"]["OrgDType"]["properties"]["parent"] = {"allOf": [parent], "description": "Again."}
    assert read_api(changed, SERVICES) == read_api(document, SERVICES)


def _ask(store: Store, query: str) -> httpx.Response:
    """Ask the app for orgs, without a server."""
    api = store.api
    issuer = Issuer("id", "secret", api.scopes, 60)
    form = b"grant_type=client_credentials&client_id=id&client_secret=secret"
    token = issuer.issue(None, "application/x-www-form-urlencoded", form)["access_token"]

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(store, issuer))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost/ims/oneroster") as client:
            return await client.get(f"/rostering/v1p2/orgs?{query}", headers={"Authorization": f"Bearer {token}"})

    return asyncio.run(ask())
