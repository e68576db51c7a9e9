"""Token endpoints of every kind."""

from __future__ import annotations

import base64
import re
import time
from typing import Any
from urllib.parse import parse_qs

import pytest

from oneroster_sdk import ApiKey, AuthError, BearerToken, OAuth1, OAuth2

from ..client.conftest import Asked, Provider, Told
from .conftest import Caller, Serve, Whole, failing, pulled, whole
from .provider import Quirky, names, people

TOKEN: dict[str, Any] = {"access_token": "t0ken", "token_type": "bearer", "expires_in": 3600}
BASIC = "Basic " + base64.b64encode(b"client:s3cret").decode()


def by_header(asked: Asked) -> bool:
    return asked.headers.get("authorization") == BASIC


def in_body(asked: Asked) -> bool:
    form = parse_qs(asked.body.decode())
    return (form.get("client_id"), form.get("client_secret")) == (["client"], ["s3cret"])


def in_query(asked: Asked) -> bool:
    return (asked.query.get("client_id"), asked.query.get("client_secret")) == (["client"], ["s3cret"])


def roster_behind(serve: Serve, **more: Any) -> Provider:
    """A provider of 7 people, who come only with the token."""
    script = Quirky(people(7), caps=(5,), **more)
    return serve(lambda asked: script(asked) if asked.headers["authorization"] == "Bearer t0ken" else Told(b"", 401))


@pytest.mark.parametrize("path", ["/token", "/oauth/token", "/oauth2/token?appName=x", "/token/?a=b%20c&d="])
def test_token_urls(caller: Caller, serve: Serve, path: str) -> None:
    """On another host; its query string is kept."""
    provider = roster_behind(serve)
    authority = serve(lambda asked: Told(TOKEN))
    authority.token_script = lambda asked: Told(TOKEN)
    outcome = pulled(caller, provider, auth=OAuth2(f"{authority.origin}{path}", "client", "s3cret"))
    whole(outcome, Whole(names(7), fewest=2))
    (asked,) = authority.asked + authority.tokens
    assert (asked.method, asked.path, asked.raw_query) == ("POST", *path.partition("?")[::2])
    assert by_header(asked)
    assert provider.tokens == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_token_redirect_elsewhere(caller: Caller, serve: Serve, status: int) -> None:
    foreign = serve(lambda asked: Told(TOKEN))
    provider = roster_behind(serve)
    provider.token_script = lambda asked: Told(b"", status, {"Location": f"{foreign.origin}/token"})
    error = failing(caller, provider)
    assert isinstance(error, AuthError)
    assert error.status == status
    assert f"answered {status}, a redirect to http://127.0.0.1. It was not followed" in str(error)
    assert foreign.asked == foreign.tokens == provider.asked == []
    assert len(provider.tokens) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, b""), (401, b'{"error": "invalid_client"}'), (422, b'{"error": "invalid_client"}'), (422, b"<html>")],
)
def test_basic_refused(caller: Caller, serve: Serve, status: int, error: bytes) -> None:
    provider = roster_behind(serve)
    provider.token_script = lambda asked: Told(TOKEN) if in_body(asked) else Told(error, status)
    whole(pulled(caller, provider), Whole(names(7), fewest=2))
    assert [by_header(asked) for asked in provider.tokens] == [True, False]


@pytest.mark.parametrize(
    ("method", "accepts"), [("auto", by_header), ("basic", by_header), ("body", in_body), ("query", in_query)]
)
def test_credentials_in_one_place_only(caller: Caller, serve: Serve, method: Any, accepts: Any) -> None:
    places = (by_header, in_body, in_query)
    provider = roster_behind(serve)

    def token(asked: Asked) -> Told:
        return Told(TOKEN) if [place for place in places if place(asked)] == [accepts] else Told(b"", 401)

    provider.token_script = token
    outcome = pulled(caller, provider, auth=OAuth2(f"{provider.origin}/token?a=b", "client", "s3cret", method=method))
    whole(outcome, Whole(names(7), fewest=2))
    assert len(provider.tokens) == 1
    assert provider.tokens[0].query["a"] == ["b"]


def test_credentials_in_the_query_only_are_not_guessed(caller: Caller, serve: Serve) -> None:
    """An address may be logged on its way, so that the secret goes there only if the caller says so."""
    provider = roster_behind(serve)
    provider.token_script = lambda asked: Told(TOKEN) if in_query(asked) else Told(b"", 401)
    error = failing(caller, provider)
    assert isinstance(error, AuthError)
    assert "Check the token URL, the client id and the client secret" in str(error)
    assert [asked.raw_query for asked in provider.tokens] == ["", ""]


# --- scopes

SCOPE = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([SCOPE], [SCOPE]),
        ([], None),
        (["vendor/roster.readonly", "vendor:core"], ["vendor/roster.readonly vendor:core"]),
        (f"{SCOPE} openid", [f"{SCOPE} openid"]),
    ],
)
@pytest.mark.parametrize("returned", [{}, {"scope": "other"}])
def test_scopes(caller: Caller, serve: Serve, given: Any, wanted: Any, returned: dict[str, Any]) -> None:
    """Named, not named, with a prefix of the vendor's; and whatever comes back of them."""
    provider = roster_behind(serve)

    def token(asked: Asked) -> Told:
        fits = parse_qs(asked.body.decode(), keep_blank_values=True).get("scope") == wanted
        return Told({**TOKEN, **returned}) if fits else Told({"error": "invalid_scope"}, 400)

    provider.token_script = token
    auth = OAuth2(f"{provider.origin}/token", "client", "s3cret", scopes=given)
    whole(pulled(caller, provider, auth=auth), Whole(names(7), fewest=2))
    assert len(provider.tokens) == 1


def test_scope_that_must_be_named(caller: Caller, serve: Serve) -> None:
    provider = roster_behind(serve)
    provider.token_script = lambda asked: Told({"error": "invalid_scope"}, 400)
    error = failing(caller, provider)
    assert isinstance(error, AuthError)
    assert "refused with invalid_scope: a scope is unknown to it or not granted" in str(error)


# --- what tokens say of themselves


@pytest.mark.parametrize("lifetime", [..., None, "3600", "3600.0", 3600.5, 0, "0", -1, "", "soon", [], True, 1e30])
def test_expires_in(caller: Caller, serve: Serve, lifetime: Any) -> None:
    provider = roster_behind(serve)
    body = {name: value for name, value in {**TOKEN, "expires_in": lifetime}.items() if value is not ...}
    provider.token_script = lambda asked: Told(body)
    whole(pulled(caller, provider), Whole(names(7), fewest=2))
    assert len(provider.tokens) == 1


@pytest.mark.parametrize("kind", ["bearer", "Bearer", "BEARER", ..., None, "", "BearerToken"])
def test_token_type(caller: Caller, serve: Serve, kind: Any) -> None:
    """Whatever it is called, it is sent as a bearer token."""
    provider = roster_behind(serve)
    body = {name: value for name, value in {**TOKEN, "token_type": kind}.items() if value is not ...}
    provider.token_script = lambda asked: Told(body)
    whole(pulled(caller, provider), Whole(names(7), fewest=2))
    assert {asked.headers["authorization"] for asked in provider.asked} == {"Bearer t0ken"}


def test_cookie_that_must_come_back(caller: Caller, serve: Serve) -> None:
    def cookies(asked: Asked) -> Told | None:
        return None if "session=abc" in asked.headers.get("cookie", "") else Told(b"", 403)

    provider = roster_behind(serve, refuses=cookies)
    provider.token_script = lambda asked: Told(TOKEN, headers={"Set-Cookie": "session=abc; Path=/; HttpOnly"})
    whole(pulled(caller, provider), Whole(names(7), fewest=2))


def test_cookie_goes_nowhere_else(caller: Caller, serve: Serve) -> None:
    """Ports are no borders to cookies, but hosts are."""
    authority = serve(lambda asked: Told())
    authority.token_script = lambda asked: Told(TOKEN, headers={"Set-Cookie": "session=abc; Path=/"})
    provider = roster_behind(serve)
    port = authority.origin.rpartition(":")[2]
    auth = OAuth2(f"http://localhost:{port}/token", "client", "s3cret")
    whole(pulled(caller, provider, auth=auth), Whole(names(7), fewest=2))
    assert not [asked for asked in provider.asked if "cookie" in asked.headers]


# --- other ways than OAuth 2


@pytest.mark.parametrize("way", ["HMAC-SHA256", "HMAC-SHA1"])
def test_oauth_1(caller: Caller, serve: Serve, way: Any) -> None:
    """The signature itself is checked in tests/client/test_access.py, by oauthlib."""
    script = Quirky(people(7), caps=(5,))
    nonces: set[str] = set()

    def script_of_signatures(asked: Asked) -> Told:
        told = dict(re.findall(r'(\w+)="([^"]*)"', asked.headers["authorization"]))
        fresh = told["oauth_nonce"] not in nonces and abs(int(told["oauth_timestamp"]) - time.time()) < 300
        nonces.add(told["oauth_nonce"])
        known = (told["oauth_consumer_key"], told["oauth_signature_method"]) == ("client", way)
        return script(asked) if fresh and known and told["oauth_signature"] else Told(b"", 401)

    provider = serve(script_of_signatures)
    whole(pulled(caller, provider, auth=OAuth1("client", "s3cret", way)), Whole(names(7), fewest=2))
    assert len(nonces) == len(provider.asked)
    assert provider.tokens == []


@pytest.mark.parametrize(
    ("auth", "header", "value"),
    [
        (BearerToken("t0ken"), "authorization", "Bearer t0ken"),
        (ApiKey("s3cret"), "x-api-key", "s3cret"),
        (ApiKey("s3cret", header="Ocp-Apim-Subscription-Key"), "ocp-apim-subscription-key", "s3cret"),
        (ApiKey("s3cret", header="Authorization"), "authorization", "s3cret"),
    ],
)
def test_fixed_credentials(caller: Caller, serve: Serve, auth: Any, header: str, value: str) -> None:
    script = Quirky(people(7), caps=(5,))
    provider = serve(lambda asked: script(asked) if asked.headers.get(header) == value else Told(b"", 401))
    whole(pulled(caller, provider, auth=auth), Whole(names(7), fewest=2))
    assert provider.tokens == []


@pytest.mark.parametrize("auth", [BearerToken("t0ken"), ApiKey("s3cret"), OAuth1("client", "s3cret")])
def test_fixed_credentials_revoked(caller: Caller, serve: Serve, auth: Any) -> None:
    """There is nothing else to try, and the pull does not pass for a whole one."""
    script = Quirky(people(13), caps=(5,))
    provider = serve(lambda asked: script(asked) if len(provider.asked) <= 2 else Told(b"", 401))
    error = failing(caller, provider, auth=auth)
    assert isinstance(error, AuthError)
    assert error.status == 401
    assert len(provider.asked) == 3


# --- a token that is revoked


@pytest.mark.parametrize("after", [1, 2, 3])
@pytest.mark.parametrize("body", [b"", b"<html>Zacharias", b'{"message": "Unauthorized"}'])
def test_token_revoked_midway(caller: Caller, serve: Serve, after: int, body: bytes) -> None:
    """One 401 costs one token, and no record."""
    script = Quirky(people(13), caps=(5,))

    def revoking(asked: Asked) -> Told:
        valid = "t0ken" if len(provider.asked) <= after else "t0ken2"
        return script(asked) if asked.headers["authorization"] == f"Bearer {valid}" else Told(body, 401)

    provider = serve(revoking)
    provider.token_script = lambda asked: Told({**TOKEN, "access_token": ["t0ken", "t0ken2"][len(provider.tokens) - 1]})
    outcome = pulled(caller, provider)
    whole(outcome, Whole(names(13)))
    assert len(provider.tokens) == 2
    assert outcome.report.retries == 1


def test_token_revoked_for_good(caller: Caller, serve: Serve) -> None:
    script = Quirky(people(13), caps=(5,))
    provider = serve(lambda asked: script(asked) if len(provider.asked) <= 2 else Told(b"", 401))
    error = failing(caller, provider)
    assert isinstance(error, AuthError)
    assert error.status == 401
    assert (len(provider.asked), len(provider.tokens)) == (4, 2)
