"""Each way of authentication over real sockets, and where its credentials never go."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote

import pytest
from oauthlib.oauth1.rfc5849 import signature as outside

from oneroster_sdk import (
    ApiKey,
    AuthError,
    BearerToken,
    ConfigError,
    EnvSecret,
    F,
    FileSecret,
    OAuth1,
    OAuth2,
    OneRosterError,
)

from .conftest import Asked, Caller, Provider, Script, Told
from .test_faults import org

Serve = Callable[[Script], Provider]
SECRET = "s3cret-k3y"
READS = 3
"""Requests that it takes to read the orgs to their proved end."""


def orgs(asked: Asked) -> Told:
    offset = int(asked.query.get("offset", ["0"])[0])
    return Told({"orgs": [org(number) for number in range(3)][offset:], "classes": []})


def ask(roster: Any) -> Any:
    return roster.orgs.to_list()


def signed(asked: Asked, way: str = "HMAC-SHA256") -> bool:
    """Whether a request is signed right, in the judgement of oauthlib."""
    told = {name: unquote(value) for name, value in re.findall(r'(\w+)="([^"]*)"', asked.headers["authorization"])}
    given = told.pop("oauth_signature")
    told.pop("realm", None)
    collected: Any = outside.collect_parameters(uri_query=asked.raw_query, body=[], headers={}, with_realm=False)
    address = outside.base_string_uri(f"http://{asked.headers['host']}{asked.path}")
    together: Any = [*collected, *told.items()]
    method: Any = asked.method
    base = outside.signature_base_string(method, address, outside.normalize_parameters(together))
    sign = {"HMAC-SHA256": outside.sign_hmac_sha256_with_client, "HMAC-SHA1": outside.sign_hmac_sha1_with_client}[way]

    class Client:
        client_secret = SECRET
        resource_owner_secret = ""

    return sign(base, Client) == given and told["oauth_signature_method"] == way


WAYS: dict[str, tuple[Any, Callable[[Asked], bool]]] = {
    "bearer": (BearerToken(SECRET), lambda asked: asked.headers.get("authorization") == f"Bearer {SECRET}"),
    "key": (ApiKey(SECRET), lambda asked: asked.headers.get("x-api-key") == SECRET),
    "key elsewhere": (
        ApiKey(f"Token {SECRET}", "Authorization"),
        lambda asked: asked.headers.get("authorization") == f"Token {SECRET}",
    ),
    "sha256": (OAuth1("client", SECRET, realm="roster"), signed),
    "sha1": (OAuth1("client", SECRET, "HMAC-SHA1"), lambda asked: signed(asked, "HMAC-SHA1")),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_request_is_let_in(caller: Caller, serve: Serve, way: str) -> None:
    auth, lets_in = WAYS[way]
    provider = serve(lambda asked: orgs(asked) if lets_in(asked) else Told(b"", 401))
    call = caller.open(provider.base_url, auth, quoting="doubled")
    assert len(call(ask)) == 3
    where = (F.name == "O'Neill & S\u00f8n 100% +~*") & (F.identifier != "")
    call(lambda roster: roster.orgs.where(where).select("sourcedId", "name").to_list())
    call(lambda roster: roster.schools("a/b c|%\u00e9+~!*'()").classes.sort("title").limit(1).raw())
    assert provider.tokens == []
    assert all(lets_in(asked) for asked in provider.asked)


@pytest.mark.parametrize("way", WAYS)
def test_writes_are_let_in(caller: Caller, serve: Serve, way: str) -> None:
    auth, lets_in = WAYS[way]
    provider = serve(lambda asked: Told(b"", 204) if lets_in(asked) else Told(b"", 401))
    call = caller.open(provider.base_url, auth)
    call(lambda roster: roster.results.delete("r1"))
    assert [asked.method for asked in provider.asked] == ["DELETE"]


@pytest.mark.parametrize("way", WAYS)
def test_a_refusal_is_final_where_there_is_nothing_else_to_try(caller: Caller, serve: Serve, way: str) -> None:
    provider = serve(lambda asked: Told(b"", 401))
    with pytest.raises(AuthError, match="401") as caught:
        caller.open(provider.base_url, WAYS[way][0])(ask)
    assert SECRET not in f"{caught.value!r}"
    assert len(provider.asked) == 1


@pytest.mark.parametrize("way", [BearerToken, ApiKey])
def test_a_reference_is_followed_once_more_after_a_refusal(caller: Caller, serve: Serve, way: Any) -> None:
    turns = iter(["old", "new", "new", "new"])
    provider = serve(lambda asked: orgs(asked) if "new" in str(asked.headers) else Told(b"", 401))
    assert len(caller.open(provider.base_url, way(lambda: next(turns)))(ask)) == 3
    assert len(provider.asked) == READS + 1


def test_a_secret_of_the_environment_or_of_a_file(
    caller: Caller, serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("ROSTER_SECRET", SECRET)
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    provider = serve(orgs)
    references: list[Any] = [EnvSecret("ROSTER_SECRET"), FileSecret(tmp_path / "secret"), lambda: SECRET]
    for reference in references:
        auth = OAuth2(f"{provider.origin}/token", "client", reference, method="body")
        assert len(caller.open(provider.base_url, auth)(ask)) == 3
    assert {asked.body for asked in provider.tokens} == {
        f"grant_type=client_credentials&client_id=client&client_secret={SECRET}".encode()
    }
    assert len(provider.tokens) == 3
    monkeypatch.delenv("ROSTER_SECRET")
    auth = OAuth2(f"{provider.origin}/token", "client", EnvSecret("ROSTER_SECRET"))
    with pytest.raises(ConfigError, match="the variable ROSTER_SECRET is not set"):
        caller.open(provider.base_url, auth)(ask)


def test_a_repeated_request_has_a_signature_of_its_own(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 503) if len(provider.asked) == 1 else orgs(asked))
    auth: Any = OAuth1("client", SECRET)
    assert len(caller.open(provider.base_url, auth)(ask)) == 3
    nonces = [re.findall('oauth_nonce="([^"]*)"', asked.headers["authorization"])[0] for asked in provider.asked]
    assert len(set(nonces)) == len(nonces) == READS + 1
    assert all(signed(asked) for asked in provider.asked)


@pytest.mark.parametrize("ahead", [-4000, 4000])
def test_a_provider_whose_clock_is_not_ours(
    caller: Caller, serve: Serve, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    there = formatdate(time.time() + ahead, usegmt=True)
    monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda handler, timestamp=None: there)

    def script(asked: Asked) -> Told:
        sent = int(re.findall('oauth_timestamp="([^"]*)"', asked.headers["authorization"])[0])
        return orgs(asked) if signed(asked) and abs(sent - time.time() - ahead) < 300 else Told(b"", 401)

    provider = serve(script)
    auth: Any = OAuth1("client", SECRET)
    call = caller.open(provider.base_url, auth)
    assert len(call(ask)) == 3
    assert len(provider.asked) == READS + 1
    assert len(call(ask)) == 3
    assert len(provider.asked) == 2 * READS + 1, "the clock is remembered"


# --- where credentials never go

ALL_WAYS: dict[str, Any] = {"oauth2": None, **{name: auth for name, (auth, _) in WAYS.items()}}


@pytest.fixture(params=ALL_WAYS)
def way(request: pytest.FixtureRequest) -> Any:
    return ALL_WAYS[request.param]


def link(foreign: str) -> Script:
    return lambda asked: Told({"orgs": [org(1)]}, headers={"Link": f'<{foreign}/orgs?cursor=x>; rel="next"'})


def redirect(status: int) -> Callable[[str], Script]:
    return lambda foreign: lambda asked: Told(b"", status, {"Location": f"{foreign}/orgs"})


def reference(foreign: str) -> Script:
    there = {"sourcedId": "o9", "type": "org", "href": f"{foreign}/orgs/o9"}
    return lambda asked: Told({"orgs": [{**org(1), "parent": there, "children": [there]}]})


LURES: dict[str, Callable[[str], Script]] = {
    "a link": link,
    "a moved page": redirect(301),
    "a found page": redirect(302),
    "a page to see": redirect(303),
    "a redirect": redirect(307),
    "a lasting redirect": redirect(308),
    "a reference": reference,
}


@pytest.mark.parametrize("lure", LURES)
def test_credentials_never_travel_to_another_origin(caller: Caller, serve: Serve, way: Any, lure: str) -> None:
    foreign = serve(orgs)
    host = foreign.origin.replace("127.0.0.1", "localhost")  # another host, and another port
    provider = serve(LURES[lure](host))
    call = caller.open(provider.base_url, way or provider.auth)
    for question in (ask, lambda roster: roster.orgs.first(), lambda roster: roster.orgs.get("o1")):
        with suppress(OneRosterError):
            call(question)
    assert provider.asked
    assert foreign.asked == foreign.tokens == []


@pytest.mark.parametrize("lure", ["a redirect", "a lasting redirect"])
def test_writes_never_travel_to_another_origin(caller: Caller, serve: Serve, way: Any, lure: str) -> None:
    foreign = serve(orgs)
    provider = serve(LURES[lure](foreign.origin))
    call = caller.open(provider.base_url, way or provider.auth)
    with pytest.raises(OneRosterError):
        call(lambda roster: roster.results.delete("r1"))
    assert foreign.asked == foreign.tokens == []


def test_a_service_of_its_own_is_let_in_and_nothing_else(caller: Caller, serve: Serve, way: Any) -> None:
    provider, grades = serve(orgs), serve(lambda asked: Told({"lineItems": []}))
    call = caller.open(
        provider.base_url, way or provider.auth, service_urls={"gradebook": f"{grades.origin}/grades/v1p2"}
    )
    assert call(lambda roster: roster.line_items.to_list()) == []
    assert {asked.path for asked in grades.asked} == {"/grades/v1p2/lineItems"}
    assert all("authorization" in asked.headers or "x-api-key" in asked.headers for asked in grades.asked)
    assert provider.asked == []


# --- tokens that cannot be sent


@pytest.mark.parametrize("token", ["s3cret\nX-Evil: 1", "s3cret\r\n", " s3cret", "s3cr\u00e9t-s3cret"])
def test_a_token_that_cannot_stand_in_a_header(caller: Caller, serve: Serve, token: str) -> None:
    provider = serve(orgs)
    provider.token_script = lambda asked: Told({"access_token": token})
    with pytest.raises(AuthError, match="gave a token that cannot be sent") as caught:
        caller.open(provider.base_url, provider.auth)(ask)
    assert "s3cr" not in f"{caught.value!r}"
    assert provider.asked == []


def test_a_large_token_is_sent_whole(caller: Caller, serve: Serve) -> None:
    token = "x" * 60_000  # http.server refuses headers above 64 KiB
    provider = serve(orgs)
    provider.token_script = lambda asked: Told({"access_token": token})
    assert len(caller.open(provider.base_url, provider.auth)(ask)) == 3
    assert {asked.headers["authorization"] for asked in provider.asked} == {f"Bearer {token}"}


def test_a_token_too_large_for_the_provider(caller: Caller, serve: Serve) -> None:
    provider = serve(orgs)
    provider.token_script = lambda asked: Told({"access_token": "x" * 100_000})
    with pytest.raises(OneRosterError) as caught:
        caller.open(provider.base_url, provider.auth)(ask)
    assert "xxx" not in f"{caught.value!r}"
    assert provider.asked == []


def test_a_token_within_something_else_is_not_guessed(caller: Caller, serve: Serve) -> None:
    provider = serve(orgs)
    provider.token_script = lambda asked: Told({"data": {"access_token": "t0ken"}})
    with pytest.raises(AuthError, match="answered 200 without an access_token"):
        caller.open(provider.base_url, provider.auth)(ask)
    assert provider.asked == []
