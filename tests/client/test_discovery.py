"""What a provider says that it offers, and what a client makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import NotOffered, OAuth2
from oneroster_sdk.sandbox import Sandbox

from .conftest import Asked, Caller, Provider, Script, Told

Serve = Callable[[Script], Provider]
CORE = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"


def test_the_sandbox_tells_all_of_itself(caller: Caller, district: Sandbox) -> None:
    auth = OAuth2(district.token_url, district.client_id, district.client_secret)
    tokens = district.token_requests
    found = caller.open(district.base_url, auth)(lambda roster: roster.discover())
    assert {name: len(offer.operations) for name, offer in found.services.items()} == {
        "rostering": 41,
        "gradebook": 35,
        "resources": 5,
    }
    rostering = found.services["rostering"]
    assert rostering.url == f"{district.base_url}/rostering/v1p2"
    assert rostering.token_url == district.token_url
    assert CORE in rostering.scopes
    assert district.token_requests == tokens, "no token is sent where none is asked for"


def test_what_is_not_offered_is_not_asked_for(caller: Caller) -> None:
    with Sandbox(students=20, scopes=[CORE], versions=("1.2",)) as sandbox:
        auth = OAuth2(sandbox.token_url, sandbox.client_id, sandbox.client_secret)
        call = caller.open(sandbox.base_url, auth)
        call(lambda roster: roster.discover())
        before = len(sandbox.requests)
        for ask in (
            lambda roster: roster.demographics.to_list(),
            lambda roster: roster.schools("s1").students.first(),
            lambda roster: roster.demographics.get("x"),
        ):
            with pytest.raises(NotOffered, match="discovery document does not list it"):
                call(ask)
        assert len(sandbox.requests) == before
        assert call(lambda roster: roster.orgs.to_list())


DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.0",
    "servers": [{"url": "https://{hostName}{basePath}", "variables": {"hostName": {"default": "x.example"}}}],
    "paths": {"/users": {"get": {}}, "/users/{id}": {"get": {}}, "/vendor": {"get": {}}},
}


@pytest.mark.parametrize("file", [0, 1])
@pytest.mark.parametrize("locked", [True, False])
def test_either_name_with_a_token_if_need_be(caller: Caller, serve: Serve, file: int, locked: bool) -> None:
    names = ["onerosterv1p2rostersservice_openapi3_v1p0.json", "imsorv1p2_rostering_openapi3_v1p0.json"]

    def script(asked: Asked) -> Told:
        if not asked.path.endswith(names[file]):
            return Told(b"", 404)
        return Told(b"", 401) if locked and "authorization" not in asked.headers else Told(DOCUMENT)

    provider = serve(script)
    found = caller.open(provider.base_url, provider.auth)(lambda roster: roster.discover())
    assert list(found.services) == ["rostering"]
    offer = found.services["rostering"]
    assert offer.operations == {"getAllUsers", "getUser"}
    assert (offer.url, offer.token_url, offer.scopes) == ("https://x.example{basePath}", None, ())
    assert len(provider.tokens) == (1 if locked else 0)


def test_other_services_stay_open(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        if "/discovery/" in asked.path:
            return Told(DOCUMENT, 200 if "/rostering/" in asked.path else 404)
        return Told({"results": []})

    provider = serve(script)
    call = caller.open(provider.base_url, provider.auth)
    call(lambda roster: roster.discover())
    assert call(lambda roster: roster.results.to_list()) == []
    with pytest.raises(NotOffered):
        call(lambda roster: roster.orgs.to_list())


def test_nothing_is_published(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 404))
    with pytest.raises(NotOffered, match="publishes no discovery document"):
        caller.open(provider.base_url, provider.auth)(lambda roster: roster.discover())
    old = caller.open(provider.base_url, provider.auth, version="1.1")
    asked = len(provider.asked)
    with pytest.raises(NotOffered, match="publishes no discovery document"):
        old(lambda roster: roster.discover())
    assert len(provider.asked) == asked
