"""OneRoster 1.1: its errors and warnings, and the records that are made from those of 1.2."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest

from oneroster_sdk.sandbox import Behaviour, Sandbox, _roster


def _failure(answer: httpx.Response, document: Any) -> tuple[int, str | None]:
    body = answer.json()
    schema = {"$ref": "#/components/schemas/imsx_StatusInfoSetDType", "components": document["components"]}
    jsonschema.Draft4Validator(schema).validate(body)
    (info,) = body["statusInfoSet"]
    assert info["imsx_severity"] == "error"
    return answer.status_code, info.get("imsx_codeMinor")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("", 404, "unknown object"), ("/", 404, "unknown object"), ("/nothing", 404, "unknown object"),
        ("/users/nobody", 404, "unknown object"), ("/classes/nobody/students", 404, "unknown object"),
        ("/scoreScales", 404, "unknown object"), ("/users?limit=0", 400, "invalid data"),
        ("/users?orderBy=up", 400, "invalid data"), ("/users?limit=1&limit=1", 400, "invalid data"),
        ("/users?filter=nothing%3D'x'", 400, "invalid_filter_field"),
        ("/users?filter=familyName", 400, "invalid_filter_field"),
        ("/users?filter=roles.role%3D'student'", 400, "invalid_filter_field"),
        ("/users?fields=", 400, "invalid_blank_selection_field"),
        ("/users?fields=%20", 400, "invalid_blank_selection_field"),
        ("/users/student-000001?fields=,", 400, "invalid_blank_selection_field"),
    ],
)  # fmt: skip
def test_failures(path: str, status: int, code: str, root: httpx.Client, old_document: Any) -> None:
    assert _failure(root.get(f"/v1p1{path}"), old_document) == (status, code)


def test_failures_of_other_kinds(
    root: httpx.Client, sandbox: Sandbox, old_document: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _failure(httpx.get(f"{sandbox.base_url}/v1p1/users"), old_document) == (401, "unauthorized")
    form = {
        "grant_type": "client_credentials",
        "scope": "https://purl.imsglobal.org/spec/or/v1p1/scope/roster.readonly",
    }
    token = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret)).json()
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    assert httpx.get(f"{sandbox.base_url}/v1p1/users", headers=headers).status_code == 200
    demographics = httpx.get(f"{sandbox.base_url}/v1p1/demographics", headers=headers)
    assert _failure(demographics, old_document) == (403, "forbidden")
    newer = httpx.get(f"{sandbox.base_url}/rostering/v1p2/users", headers=headers)
    assert newer.status_code == 403
    answer = root.post("/v1p1/users")
    assert _failure(answer, old_document) == (405, None)
    assert answer.headers["Allow"] == "GET"
    monkeypatch.setattr(_roster, "read_query", None)
    assert _failure(root.get("/v1p1/users"), old_document) == (500, None)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"sort": "nothing"}, ["invalid_sort_field"]),
        ({"sort": "nothing", "orderBy": "desc"}, ["invalid_sort_field"]),
        ({"sort": "userIds"}, ["invalid_sort_field"]),
        ({"fields": "givenName,nothing"}, ["invalid_selection_field"]),
        ({"fields": "givenName,"}, ["invalid_selection_field"]),
        ({"sort": "", "fields": "nothing"}, ["invalid_sort_field", "invalid_selection_field"]),
        ({"sort": "roles", "fields": "givenName"}, ["invalid_sort_field"]),
    ],
)
def test_warnings_stand_beside_the_data(
    query: dict[str, str], codes: list[str], root: httpx.Client, old_document: Any
) -> None:
    plain = root.get("/v1p1/users", params={"limit": 7}).json()["users"]
    if query.get("fields") == "givenName":
        plain = [{"givenName": each["givenName"]} for each in plain]
    answer = root.get("/v1p1/users", params={**query, "limit": 7})
    assert answer.status_code == 200
    assert answer.json()["users"] == plain
    infos = answer.json()["statusInfoSet"]
    assert [info["imsx_codeMinor"] for info in infos] == codes
    assert {(info["imsx_codeMajor"], info["imsx_severity"]) for info in infos} == {("success", "warning")}
    if plain[0].keys() != {"givenName"}:
        schema = {"$ref": "#/components/schemas/UserSetDType", "components": old_document["components"]}
        jsonschema.Draft4Validator(schema).validate(answer.json())


def test_a_warning_beside_one_record(root: httpx.Client) -> None:
    answer = root.get("/v1p1/users/student-000001", params={"fields": "nothing"}).json()
    assert answer["user"] == root.get("/v1p1/users/student-000001").json()["user"]
    assert answer["statusInfoSet"][0]["imsx_codeMinor"] == "invalid_selection_field"
    assert "statusInfoSet" not in root.get("/v1p1/users", params={"sort": "familyName", "fields": "givenName"}).json()


def test_pages_and_filters(root: httpx.Client, old_records: Any) -> None:
    query: dict[str, str | int] = {"filter": "role='student' AND enabledUser='false'", "sort": "familyName", "limit": 3}
    expected = [each for each in old_records["users"].values() if each["role"] == "student" and not each["enabledUser"]]
    answer = root.get("/v1p1/users", params=query)
    assert answer.headers["X-Total-Count"] == str(len(expected))
    assert len(answer.json()["users"]) == 3
    assert "/ims/oneroster/v1p1/users?limit=3&offset=3&" in answer.headers["Link"]
    graded = root.get("/v1p1/results", params={"filter": "score>='9.5'", "limit": 1000}).json()["results"]
    assert {each["sourcedId"] for each in graded} == {
        each["sourcedId"] for each in old_records["results"].values() if each["score"] >= 9.5
    }


ROLES = {
    "aide": "aide", "counselor": "aide", "districtAdministrator": "administrator", "ext:librarian": "aide",
    "guardian": "guardian", "parent": "parent", "principal": "administrator", "proctor": "proctor",
    "relative": "relative", "siteAdministrator": "administrator", "student": "student",
    "systemAdministrator": "administrator", "teacher": "teacher",
}  # fmt: skip


def test_people(records: Any, old_records: Any) -> None:
    assert old_records["users"].keys() == records["users"].keys()
    for sourced_id, new in records["users"].items():
        old = old_records["users"][sourced_id]
        assert old["role"] == ROLES[new["roles"][0]["role"]]
        orgs = list(dict.fromkeys(role["org"]["sourcedId"] for role in new["roles"]))
        assert [org["sourcedId"] for org in old["orgs"]] == orgs
        assert old["enabledUser"] is (new["enabledUser"] == "true")
        assert old["username"] == new.get("username", sourced_id)
        for name in ("givenName", "familyName", "email", "status", "dateLastModified", "metadata", "grades", "userIds"):
            assert old.get(name) == new.get(name)
        assert not old.keys() & {"roles", "userProfiles", "primaryOrg", "pronouns", "resources"}


def test_flags_and_words(records: Any, old_records: Any) -> None:
    for sourced_id, new in records["demographics"].items():
        old = old_records["demographics"][sourced_id]
        assert old.get("sex") == (new.get("sex") if new.get("sex") in ("male", "female") else None)
        assert old.get("asian") == {"true": True, "false": False, None: None}[new.get("asian")]
    for sourced_id, new in records["enrollments"].items():
        old = old_records["enrollments"][sourced_id]
        assert old["role"] == {"ext:observer": "proctor"}.get(new["role"], new["role"])
        assert old.get("primary") == {"true": True, "false": False, None: None}[new.get("primary")]
    for sourced_id, new in records["orgs"].items():
        old = old_records["orgs"][sourced_id]
        assert old["type"] == {"ext:campus": "department"}.get(new["type"], new["type"])
        assert ("identifier" in old) == (new["type"] != "department")
    for sourced_id, new in records["classes"].items():
        kind = old_records["classes"][sourced_id]["classType"]
        assert kind == (new.get("classType") if new.get("classType") == "homeroom" else "scheduled")
    for sourced_id, new in records["resources"].items():
        roles = [role for role in new.get("roles", ()) if not role.startswith("ext:")]
        assert old_records["resources"][sourced_id].get("roles", []) == roles


def test_what_is_left_out(records: Any, old_records: Any) -> None:
    sessions = {each for each, new in records["academicSessions"].items() if not new["type"].startswith("ext:")}
    assert old_records["academicSessions"].keys() == sessions
    needed = {"gradingPeriod", "resultValueMin", "resultValueMax"}
    items = {each for each, new in records["lineItems"].items() if needed <= new.keys()}
    assert old_records["lineItems"].keys() == items
    results = {
        each
        for each, new in records["results"].items()
        if new["lineItem"]["sourcedId"] in items and "score" in new and not new["scoreStatus"].startswith("ext:")
    }
    assert old_records["results"].keys() == results
    left_out = Counter({table: len(records[table]) - len(made) for table, made in old_records.items()})
    assert {table for table, number in left_out.items() if number} == {"academicSessions", "lineItems", "results"}


@pytest.mark.parametrize("versions", [("1.1",), ("1.2",)])
def test_one_version_alone(versions: tuple[str, ...]) -> None:
    with Sandbox(students=5, versions=versions, behaviour=Behaviour(links=False)) as sandbox:
        assert list(sandbox.databases.values()) == [sandbox.database]
        form = {"grant_type": "client_credentials"}
        token = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret)).json()
        word = "v" + versions[0].replace(".", "p")
        assert all(f"/{word}/" in scope for scope in token["scope"].split())
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        found = {
            path: httpx.get(sandbox.base_url + path, headers=headers)
            for path in ("/v1p1/users", "/rostering/v1p2/users")
        }
        assert {path for path, answer in found.items() if answer.status_code == 200} == {
            path for path in found if word in path
        }
        assert [answer.status_code for answer in found.values() if answer.status_code != 200] == [404]
        user = next(iter(found[next(path for path in found if word in path)].json()["users"]))
        assert httpx.get(user["agents"][0]["href"], headers=headers).status_code == 200 if "agents" in user else True


def test_ids_are_the_same_in_both(root: httpx.Client) -> None:
    for sourced_id in ("school/2", "school-000001"):
        name = quote(sourced_id, safe="")
        old = root.get(f"/v1p1/schools/{name}/students", params={"limit": 1000, "fields": "sourcedId"})
        new = root.get(f"/rostering/v1p2/schools/{name}/students", params={"limit": 1000, "fields": "sourcedId"})
        assert old.json() == new.json()
