"""One token for all, renewed when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import AuthError, OAuth2
from oneroster_sdk.sandbox import Sandbox

from .conftest import Asked, Caller, Provider, Script, Told

Serve = Callable[[Script], Provider]


def test_no_token_before_the_first_request_and_one_for_many(caller: Caller, district: Sandbox) -> None:
    before = district.token_requests
    auth = OAuth2(district.token_url, district.client_id, district.client_secret)
    call = caller.open(district.base_url, auth)
    assert district.token_requests == before
    for _ in range(3):
        call(lambda roster: roster.orgs.to_list())
    assert district.token_requests == before + 1


def test_one_token_request_for_any_number_of_waiters(caller: Caller, district: Sandbox) -> None:
    before = district.token_requests
    auth = OAuth2(district.token_url, district.client_id, district.client_secret)
    opened: list[Any] = []
    caller.open(district.base_url, auth)(opened.append)
    found = caller.gather([opened[0].orgs.to_list for _ in range(12)])
    assert all(orgs == found[0] for orgs in found)
    assert district.token_requests == before + 1


def test_a_revoked_token_is_renewed_once_for_all(caller: Caller, district: Sandbox) -> None:
    auth = OAuth2(district.token_url, district.client_id, district.client_secret)
    opened: list[Any] = []
    call = caller.open(district.base_url, auth)
    call(opened.append)
    call(lambda roster: roster.orgs.first())
    before = district.token_requests
    district.revoke_tokens()
    found = caller.gather([opened[0].orgs.to_list for _ in range(8)])
    assert all(orgs for orgs in found)
    assert district.token_requests == before + 1


def test_a_token_that_is_never_accepted(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 401))
    with pytest.raises(AuthError, match="does not accept the token"):
        caller.open(provider.base_url, provider.auth)(lambda roster: roster.orgs.to_list())
    assert len(provider.asked) == 2
    assert len(provider.tokens) == 2


def test_the_body_is_tried_where_the_header_is_refused(caller: Caller, serve: Serve) -> None:
    def token(asked: Asked) -> Told:
        if b"client_secret=s3cret" in asked.body:
            return Told({"access_token": "t0ken"})
        return Told({"error": "invalid_client"}, 422)

    provider = serve(lambda asked: Told({"orgs": []}))
    provider.token_script = token
    caller.open(provider.base_url, provider.auth)(lambda roster: roster.orgs.to_list())
    assert [("authorization" in asked.headers) for asked in provider.tokens] == [True, False]
    assert provider.asked[0].headers["authorization"] == "Bearer t0ken"


def test_no_scope_is_sent_unless_there_is_one(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"orgs": []}))
    caller.open(provider.base_url, provider.auth)(lambda roster: roster.orgs.to_list())
    assert provider.tokens[0].body == b"grant_type=client_credentials"
    scoped = OAuth2(f"{provider.origin}/token?app=x", "client", "s3cret", scopes=["a", "b"])
    caller.open(provider.base_url, scoped)(lambda roster: roster.orgs.to_list())
    assert provider.tokens[1].body == b"grant_type=client_credentials&scope=a%20b"
    assert provider.tokens[1].raw_query == "app=x"


def test_what_is_sent(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"users": []}))
    options = {"headers": {"X-Tenant": "t"}, "user_agent": "nightly/2", "quoting": "doubled"}
    call = caller.open(provider.base_url + "/", provider.auth, **options)
    call(lambda roster: roster.schools("a/b c|%é").students.where(given_name="O'Neill & Søn").sort("email").to_list())
    asked = provider.asked[0]
    assert asked.path == "/ims/oneroster/rostering/v1p2/schools/a%2Fb%20c%7C%25%C3%A9/students"
    assert asked.raw_query == (
        "limit=1000&offset=0&sort=email&orderBy=asc&filter=givenName%3D%27O%27%27Neill%20%26%20S%C3%B8n%27"
    )
    assert asked.headers["x-tenant"] == "t"
    assert asked.headers["user-agent"].startswith("nightly/2 oneroster-sdk/")
    assert asked.headers["accept"] == "application/json"


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_a_request_for_a_token_is_repeated(caller: Caller, serve: Serve, status: int) -> None:
    provider = serve(lambda asked: Told({"orgs": []}))
    given = Told({"access_token": "t0ken"})
    provider.token_script = lambda asked: Told(b"", status) if len(provider.tokens) < 3 else given
    assert caller.open(provider.base_url, provider.auth)(lambda roster: roster.orgs.to_list()) == []
    assert len(provider.tokens) == 3
