"""Sorting, selecting fields, paging and links."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from oneroster_sdk.sandbox import Behaviour, Sandbox


def _code_minor(answer: httpx.Response) -> str:
    (field,) = answer.json()["imsx_CodeMinor"]["imsx_codeMinorField"]
    return str(field["imsx_codeMinorFieldValue"])


def _links(answer: httpx.Response) -> dict[str, str]:
    return {name: url for url, name in re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers["Link"])}


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("users", "familyName"), ("users", "middleName"), ("users", "dateLastModified"), ("users", "sourcedId"),
        ("classes", "course.sourcedId"), ("enrollments", "beginDate"), ("demographics", "sex"), ("orgs", "name"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("direction", ["asc", "desc", None])
def test_sorting_by_code_point(table: str, field: str, direction: str | None, http: httpx.Client, records: Any) -> None:
    def key(record: Any) -> tuple[bool, str]:
        for step in field.split("."):
            record = record.get(step, {})
        return (record != {}, record or "")

    params: dict[str, str | int] = {"sort": field, "limit": 10_000}
    if direction:
        params["orderBy"] = direction
    found = http.get(f"/{table}", params=params).json()[table]
    tied = sorted(records[table].values(), key=lambda each: each["sourcedId"])
    expected = sorted(tied, key=key, reverse=direction == "desc")
    if direction == "desc":  # reverse keeps ties in order, as the provider does
        expected = sorted(tied, key=key, reverse=True)
    assert [each["sourcedId"] for each in found] == [each["sourcedId"] for each in expected]


def test_a_direction_without_a_field_turns_the_default_order(http: httpx.Client, records: Any) -> None:
    found = http.get("/orgs", params={"orderBy": "desc"}).json()["orgs"]
    assert [each["sourcedId"] for each in found] == sorted(records["orgs"], reverse=True)


@pytest.mark.parametrize(
    "field", ["", "nothing", "roles", "grades", "metadata", "metadata.bus", "roles.role", "row", "doc"]
)
def test_fields_that_cannot_be_sorted_by(field: str, http: httpx.Client) -> None:
    answer = http.get("/users", params={"sort": field})
    assert (answer.status_code, _code_minor(answer)) == (422, "invaliddata")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=-1", "limit=x", "limit=", "limit=1.0", "limit=%2B1", "limit=2147483648", "limit=1&limit=1",
        "offset=-1", "offset=x", "offset=", "offset=99999999999999999999", "orderBy=up", "orderBy=ASC", "orderBy=",
        "filter=status%3D'active'&filter=status%3D'active'", "limit=%C3%28", "fields=status&fields=status",
        "limit=%D9%A1",
    ],
)  # fmt: skip
def test_values_that_are_refused(query: str, http: httpx.Client) -> None:
    answer = http.get(f"/users?{query}")
    assert (answer.status_code, _code_minor(answer)) == (422, "invaliddata")


def test_unknown_parameters_are_ignored(http: httpx.Client) -> None:
    plain = http.get("/users", params={"limit": 3})
    assert http.get("/users?limit=3&colour=blue&empty").json() == plain.json()
    assert http.get("/orgs/district-1?limit=x&filter=y").status_code == 200


def test_the_default_limit(http: httpx.Client) -> None:
    assert len(http.get("/users").json()["users"]) == 100


@pytest.mark.parametrize("fields", ["sourcedId", "roles,familyName", "metadata", "sourcedId, status", "grades,grades"])
def test_selecting_fields(fields: str, http: httpx.Client, records: Any) -> None:
    wanted = {name.strip() for name in fields.split(",")}
    found = http.get("/users", params={"fields": fields, "limit": 10_000}).json()["users"]
    ordered = [records["users"][each] for each in sorted(records["users"])]
    assert found == [{name: value for name, value in each.items() if name in wanted} for each in ordered]
    one = http.get("/students/student-000001", params={"fields": fields}).json()["user"]
    full = records["users"]["student-000001"]
    assert one == {name: value for name, value in full.items() if name in wanted}


@pytest.mark.parametrize(
    "fields", ["", " ", ",", "sourcedId,", "nothing", "sourcedId,nothing", "roles.role", "familyname"]
)
@pytest.mark.parametrize("path", ["/users", "/users/student-000001"])
def test_fields_that_are_refused(fields: str, path: str, http: httpx.Client) -> None:
    answer = http.get(path, params={"fields": fields})
    assert (answer.status_code, _code_minor(answer)) == (400, "invalid_selection_field")


@pytest.mark.parametrize("limit", [1, 7, 60, 61, 10_000])
@pytest.mark.parametrize("start", [0, 3, 60, 61])
def test_following_links(limit: int, start: int, http: httpx.Client, records: Any) -> None:
    query = {"sort": "title", "orderBy": "desc", "filter": "title~'a' OR title~'é,&=+ '", "fields": "sourcedId,title"}
    everything = http.get("/classes", params={**query, "limit": 10_000}).json()["classes"]
    answer = http.get("/classes", params={**query, "limit": limit, "offset": start})
    seen, urls = answer.json()["classes"], [str(answer.url)]
    while "next" in _links(answer):
        urls.append(_links(answer)["next"])
        answer = http.get(urls[-1])
        assert len(answer.json()["classes"]) > 0
        seen += answer.json()["classes"]
        assert parse_qs(urlsplit(urls[-1]).query)["filter"] == [query["filter"]]
        assert "prev" in _links(answer)
    assert seen == everything[start:]
    assert len(everything) > 0
    if start < len(everything):
        assert http.get(_links(answer)["last"]).json() == answer.json()
    first = http.get(_links(answer)["first"])
    assert first.json()["classes"] == everything[:limit]
    assert "prev" not in _links(first)


def test_links_keep_the_path_as_it_was_asked_for(http: httpx.Client) -> None:
    answer = http.get("/schools/school%2F2/students", params={"limit": 1})
    assert "/schools/school%2F2/students?" in _links(answer)["next"]
    assert http.get(_links(answer)["next"]).status_code == 200


def test_beyond_the_end(http: httpx.Client) -> None:
    answer = http.get("/orgs", params={"offset": 1000, "limit": 5})
    assert (answer.status_code, answer.json()) == (200, {"orgs": []})
    assert answer.headers["X-Total-Count"] == "9"
    assert http.get(_links(answer)["prev"]).json()["orgs"] != []
    empty = http.get("/orgs", params={"filter": "name='nowhere'"})
    assert empty.headers["X-Total-Count"] == "0"
    assert set(_links(empty)) == {"first", "last"}


def test_a_provider_that_clamps_and_keeps_quiet() -> None:
    behaviour = Behaviour(max_limit=10, total_count=False, links=False)
    with Sandbox(students=5, behaviour=behaviour) as sandbox, _signed_in(sandbox) as http:
        answer = http.get("/users", params={"limit": 5000})
        assert len(answer.json()["users"]) == 10
        assert "X-Total-Count" not in answer.headers
        assert "Link" not in answer.headers


def test_links_of_a_provider_that_clamps() -> None:
    with Sandbox(students=5, behaviour=Behaviour(max_limit=10)) as sandbox, _signed_in(sandbox) as http:
        answer = http.get("/users", params={"limit": 5000})
        assert parse_qs(urlsplit(_links(answer)["next"]).query) == {"limit": ["10"], "offset": ["10"]}


def _signed_in(sandbox: Sandbox) -> httpx.Client:
    form = {"grant_type": "client_credentials"}
    token = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret)).json()
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    return httpx.Client(base_url=f"{sandbox.base_url}/rostering/v1p2", headers=headers)
