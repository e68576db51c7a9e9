"""Tokens: how they are asked for, what they open, and when they end."""

from __future__ import annotations

import base64
import time
from typing import Any

import httpx
import pytest

from oneroster_sdk.sandbox import Sandbox

SCOPE = "https://purl.imsglobal.org/spec/or/v1p2/scope/"
GRANT = {"grant_type": "client_credentials"}


def _ask(sandbox: Sandbox, form: dict[str, str], **options: Any) -> httpx.Response:
    options.setdefault("auth", (sandbox.client_id, sandbox.client_secret))
    return httpx.post(sandbox.token_url, data=form, **options)


def _get(sandbox: Sandbox, path: str, token: str) -> httpx.Response:
    return httpx.get(f"{sandbox.base_url}/rostering/v1p2{path}", headers={"Authorization": f"Bearer {token}"})


def test_a_token(sandbox: Sandbox) -> None:
    before = sandbox.token_requests
    answer = _ask(sandbox, GRANT)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json()
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == 3600
    assert f"{SCOPE}roster.readonly" in body["scope"].split()
    assert sandbox.token_requests == before + 1


def test_credentials_in_the_body(sandbox: Sandbox) -> None:
    form = {**GRANT, "client_id": sandbox.client_id, "client_secret": sandbox.client_secret}
    assert _ask(sandbox, form, auth=None).status_code == 200
    assert _ask(sandbox, form).json() == {"error": "invalid_request"}


def test_credentials_are_decoded() -> None:
    with Sandbox(students=1, client_id="a:b c", client_secret="p%+é/") as sandbox:
        encoded = base64.b64encode(b"a%3Ab+c:p%25%2B%C3%A9%2F").decode()
        headers = {"Authorization": f"Basic {encoded}"}
        assert _ask(sandbox, GRANT, auth=None, headers=headers).status_code == 200
        raw = base64.b64encode("a:b c:p%+é/".encode()).decode()
        assert _ask(sandbox, GRANT, auth=None, headers={"Authorization": f"Basic {raw}"}).status_code == 401


@pytest.mark.parametrize(
    "authorization", [None, "Basic", "Basic !!", "Basic YTpi", "Bearer x", "Basic 4pg=", "Basic /////w=="]
)
def test_wrong_credentials(authorization: str | None, sandbox: Sandbox) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    answer = _ask(sandbox, GRANT, auth=None, headers=headers)
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert answer.headers["Cache-Control"] == "no-store"
    assert _ask(sandbox, GRANT, auth=(sandbox.client_id, "wrong")).status_code == 401
    assert _ask(sandbox, GRANT, auth=("wrong", sandbox.client_secret)).status_code == 401


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({**GRANT, "scope": "everything"}, "invalid_scope"),
        ({**GRANT, "scope": f"{SCOPE}roster.readonly everything"}, "invalid_scope"),
        ({**GRANT, "padding": "x" * 100_000}, "invalid_request"),
    ],
)
def test_requests_that_are_refused(form: dict[str, str], error: str, sandbox: Sandbox) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = _ask(sandbox, form, headers=headers)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"grant_type=client_credentials&grant_type=client_credentials", "application/x-www-form-urlencoded"),
        (b"grant_type=client_credentials", "text/plain"),
        (b'{"grant_type": "client_credentials"}', "application/json"),
        (b"grant_type=\xff", "application/x-www-form-urlencoded"),
    ],
)
def test_bodies_that_are_no_form(content: bytes, content_type: str, sandbox: Sandbox) -> None:
    auth = (sandbox.client_id, sandbox.client_secret)
    headers = {"Content-Type": content_type}
    answer = httpx.post(sandbox.token_url, content=content, headers=headers, auth=auth)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})


def test_the_token_url_wants_post(sandbox: Sandbox) -> None:
    answer = httpx.get(sandbox.token_url)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer nonsense", "Basic YTpi", "nonsense"])
def test_without_a_token(authorization: str | None, sandbox: Sandbox) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    answer = httpx.get(f"{sandbox.base_url}/rostering/v1p2/users", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    (field,) = answer.json()["imsx_CodeMinor"]["imsx_codeMinorField"]
    assert field["imsx_codeMinorFieldValue"] == "unauthorisedrequest"


@pytest.mark.parametrize(
    ("scope", "path", "status"),
    [
        ("roster.readonly", "/users", 200),
        ("roster.readonly", "/classes/class-000001/students", 200),
        ("roster.readonly", "/demographics", 403),
        ("roster-core.readonly", "/users", 200),
        ("roster-core.readonly", "/users/student-000001", 200),
        ("roster-core.readonly", "/classes/class-000001/students", 403),
        ("roster-core.readonly", "/demographics/student-000001", 403),
        ("roster-demographics.readonly", "/demographics/student-000001", 200),
        ("roster-demographics.readonly", "/users", 403),
    ],
)
def test_scopes(scope: str, path: str, status: int, sandbox: Sandbox) -> None:
    token = _ask(sandbox, {**GRANT, "scope": SCOPE + scope}).json()
    assert token["scope"] == SCOPE + scope
    answer = _get(sandbox, path, token["access_token"])
    assert answer.status_code == status
    if status == 403:
        (field,) = answer.json()["imsx_CodeMinor"]["imsx_codeMinorField"]
        assert field["imsx_codeMinorFieldValue"] == "forbidden"


def test_a_client_with_fewer_scopes() -> None:
    with Sandbox(students=1, scopes=[f"{SCOPE}roster-core.readonly"]) as sandbox:
        assert _ask(sandbox, GRANT).json()["scope"] == f"{SCOPE}roster-core.readonly"
        refused = _ask(sandbox, {**GRANT, "scope": f"{SCOPE}roster.readonly"})
        assert refused.json() == {"error": "invalid_scope"}


def test_tokens_end() -> None:
    with Sandbox(students=1, token_lifetime=0.2) as sandbox:
        token = _ask(sandbox, GRANT).json()["access_token"]
        assert _get(sandbox, "/users", token).status_code == 200
        time.sleep(0.25)
        assert _get(sandbox, "/users", token).status_code == 401


def test_tokens_are_revoked() -> None:
    with Sandbox(students=1) as sandbox:
        tokens = [_ask(sandbox, GRANT).json()["access_token"] for _ in range(2)]
        assert {_get(sandbox, "/users", token).status_code for token in tokens} == {200}
        sandbox.revoke_tokens()
        assert {_get(sandbox, "/users", token).status_code for token in tokens} == {401}
