"""What callers are told when a provider, or what they gave, is at fault."""

from __future__ import annotations

import pickle
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import (
    ApiError,
    AuthError,
    DecodeError,
    Forbidden,
    IncompletePull,
    InvalidRecordError,
    NotOffered,
    OAuth2,
    OneRosterError,
    RateLimited,
    RetryPolicy,
    Timeout,
    TransportError,
    Unavailable,
)
from oneroster_sdk._untold import Untold
from oneroster_sdk.sandbox import Sandbox

from .conftest import Asked, Caller, Provider, Script, Told

Serve = Callable[[Script], Provider]
SECRETS = ("s3cret", "t0ken", "Zacharias")


def org(number: int) -> dict[str, Any]:
    return {
        "sourcedId": f"o{number:04d}",
        "status": "active",
        "dateLastModified": "2026-01-02T03:04:05Z",
        "name": "Zacharias",
        "type": "school",
        "identifier": str(number),
    }


def clamped(total: int, cap: int, *, declare: bool = False, **headers: str) -> Script:
    """A provider of so many orgs that gives so many at a time, whatever it is asked for."""

    def script(asked: Asked) -> Told:
        offset, limit = int(asked.query["offset"][0]), min(int(asked.query["limit"][0]), cap)
        told = Told({"orgs": [org(number) for number in range(offset, min(offset + limit, total))]}, headers=headers)
        return Told(told.body, headers={**headers, "X-Total-Count": str(total)}) if declare else told

    return script


def failure(caller: Caller, provider: Provider, ask: Callable[[Any], Any], **options: Any) -> OneRosterError:
    """The error that this raises, which must keep every secret, and survive pickling."""
    call = caller.open(provider.base_url, options.pop("auth", provider.auth), **options)
    with pytest.raises(OneRosterError) as caught:
        call(ask)
    error = caught.value
    shown = f"{error!r} {error} {error.__cause__!r} {error.__context__!r}"
    assert not [secret for secret in SECRETS if secret in shown]
    assert error.__cause__ is None
    assert error.__context__ is None
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), told(copy)) == (type(error), str(error), told(error))
    assert copy.description is None
    return error


def told(error: OneRosterError) -> dict[str, Any]:
    """What an error holds, but for the provider's own words, which no pickle has."""
    return {name: value for name, value in vars(error).items() if not isinstance(value, Untold)}


def test_a_short_page_is_not_the_end(caller: Caller, serve: Serve) -> None:
    provider = serve(clamped(total=250, cap=50))
    orgs = caller.open(provider.base_url, provider.auth, page_size=1000)(lambda roster: roster.orgs.to_list())
    assert [each.sourced_id for each in orgs] == [f"o{number:04d}" for number in range(250)]
    offsets = [asked.query["offset"][0] for asked in provider.asked]
    assert offsets == ["0", "50", "49", "98", "147", "196", "245", "250", "249"]


def test_a_total_above_what_came_is_an_error(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        told = clamped(total=30, cap=10)(asked)
        return Told(told.body, headers={"X-Total-Count": "40"})

    error = failure(caller, serve(script), lambda roster: roster.orgs.to_list())
    assert isinstance(error, IncompletePull)
    assert "declares 40 records, but gave 30" in str(error)


def test_the_first_page_for_ever(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"orgs": [org(1), org(2)]}))
    error = failure(caller, provider, lambda roster: roster.orgs.to_list())
    assert isinstance(error, IncompletePull)
    assert "ignore offset" in str(error)
    assert len(provider.asked) == 4


def test_links_are_followed_and_end_a_collection(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        page = int(asked.query.get("page", ["0"])[0])
        link = f'<{asked.path}?page={page + 1}>; rel="next", ' if page < 2 else ""
        return Told({"orgs": [org(page)]}, headers={"Link": link + f'<{asked.path}?page=0>; rel="first"'})

    provider = serve(script)
    orgs = caller.open(provider.base_url, provider.auth)(lambda roster: roster.orgs.to_list())
    assert [each.sourced_id for each in orgs] == ["o0000", "o0001", "o0002"]
    assert [asked.query.get("page") for asked in provider.asked[-2:]] == [["1"], ["2"]]
    assert len(provider.asked) == 7


def test_the_token_does_not_follow_a_link_elsewhere(caller: Caller, serve: Serve) -> None:
    foreign = serve(lambda asked: Told({"orgs": []}))
    provider = serve(lambda asked: Told({"orgs": [org(1)]}, headers={"Link": f'<{foreign.base_url}/x>; rel="next"'}))
    error = failure(caller, provider, lambda roster: roster.orgs.to_list())
    assert isinstance(error, IncompletePull)
    assert "leaves the provider" in str(error)
    assert foreign.asked == foreign.tokens == []


def test_redirects_are_not_followed(caller: Caller, serve: Serve) -> None:
    foreign = serve(lambda asked: Told({"orgs": []}))
    provider = serve(lambda asked: Told(status=307, headers={"Location": foreign.base_url + asked.path}))
    error = failure(caller, provider, lambda roster: roster.orgs.to_list())
    assert error.status == 307
    assert foreign.asked == []


@pytest.mark.parametrize(
    ("told", "kind", "words"),
    [
        (Told({"x": []}), DecodeError, "lacks 'orgs'"),
        (Told({"orgs": "many"}), DecodeError, "does not hold a list"),
        (Told(b"7"), DecodeError, "JSON, but no object"),
        (Told(b""), DecodeError, "an empty body"),
        (Told(b"{"), DecodeError, "no JSON"),
        (Told(b"<!DOCTYPE html><title>Sign in</title>"), DecodeError, "login page, is the base URL right"),
        (Told({"imsx_codeMajor": "failure", "imsx_severity": "error"}), DecodeError, "an error came with status 200"),
        (Told({"orgs": [{"name": "Zacharias"}]}), InvalidRecordError, "Org.sourcedId is missing"),
        (
            Told({"orgs": [org(1), {**org(2), "parent": 7.5}]}),
            InvalidRecordError,
            "record 1 cannot be read: Org.parent",
        ),
        (Told(b"<html>", 404), ApiError, "404"),
        (Told(b"", 403), Forbidden, "lacks a scope"),
        (Told(b"no", 418), ApiError, "418"),
        (Told(b"{}", 500), Unavailable, "500"),
    ],
)
def test_answers_that_are_no_roster(caller: Caller, serve: Serve, told: Told, kind: type, words: str) -> None:
    error = failure(caller, serve(lambda asked: told), lambda roster: roster.orgs.to_list())
    assert type(error) is kind or isinstance(error, kind)
    assert words in str(error)
    assert "GET /rostering/v1p2/orgs" in str(error)


def test_what_the_provider_says_is_kept_apart(caller: Caller, serve: Serve) -> None:
    body = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": "no filter on Zacharias",
        "imsx_CodeMinor": {"imsx_codeMinorField": [{"imsx_codeMinorFieldValue": "invalid_filter_field"}]},
    }
    provider = serve(lambda asked: Told(body, 400, {"X-Request-Id": "r-1"}))
    error = failure(caller, provider, lambda roster: roster.orgs.where(name="Zacharias").to_list())
    assert (error.status, error.code_minor, error.request_id) == (400, "invalid_filter_field", "r-1")
    assert error.description == "no filter on Zacharias"
    assert not error.retryable


def test_no_total_no_count(caller: Caller, serve: Serve) -> None:
    provider = serve(clamped(total=5, cap=50))
    assert isinstance(failure(caller, provider, lambda roster: roster.orgs.count()), NotOffered)
    assert len(provider.asked) == 1


def test_retries_end_well(caller: Caller, serve: Serve) -> None:
    answers = iter([Told(b"", 503), Told(b"slow down", 429, {"Retry-After": "0"}), Told({"orgs": []})])
    provider = serve(lambda asked: next(answers))
    assert caller.open(provider.base_url, provider.auth)(lambda roster: roster.orgs.to_list()) == []
    assert len(provider.asked) == 3


def test_retries_end(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 429, {"Retry-After": "0"}))
    error = failure(caller, provider, lambda roster: roster.orgs.to_list())
    assert isinstance(error, RateLimited)
    assert error.retryable
    assert "3 tries" in str(error)
    assert len(provider.asked) == 3


def test_no_retry_when_switched_off_or_too_long(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 503, {"Retry-After": "9999"}))
    error = failure(caller, provider, lambda roster: roster.orgs.to_list())
    assert error.retry_after == 9999
    failure(caller, provider, lambda roster: roster.orgs.to_list(), retry=RetryPolicy(attempts=1))
    assert len(provider.asked) == 2


def test_nobody_listens(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        call = caller.open(f"{address}/ims/oneroster", provider.auth)
        with pytest.raises(TransportError, match="no connection could be made"):
            call(lambda roster: roster.orgs.to_list())
        auth = OAuth2(f"{address}/token", "client", "s3cret")
        error = failure(caller, provider, lambda roster: roster.orgs.to_list(), auth=auth)
    assert "token endpoint" in str(error)
    assert isinstance(error, TransportError)
    assert provider.asked == []


def test_unknown_host(caller: Caller, serve: Serve) -> None:
    auth = OAuth2("https://no-such-host.invalid/token", "client", "s3cret")
    error = failure(caller, serve(lambda asked: Told()), lambda roster: roster.orgs.to_list(), auth=auth)
    assert isinstance(error, TransportError)
    assert "token endpoint: no connection could be made (the host name" in str(error)


def test_a_slow_answer(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        time.sleep(0.4)
        return Told({"orgs": []})

    provider = serve(script)
    options = {"timeout": Timeout(connect=1, read=0.1, total=5), "retry": RetryPolicy(attempts=1)}
    error = failure(caller, provider, lambda roster: roster.orgs.to_list(), **options)
    assert "did not answer in time" in str(error)


def test_a_wrong_secret(caller: Caller, district: Sandbox) -> None:
    auth = OAuth2(district.token_url, district.client_id, "s3cret")
    before = len(district.requests)
    with pytest.raises(AuthError, match="invalid_client: the client id or secret is wrong") as caught:
        caller.open(district.base_url, auth)(lambda roster: roster.orgs.to_list())
    assert "s3cret" not in repr(caught.value)
    assert len(district.requests) == before


def test_a_scope_that_was_not_asked_for(caller: Caller, district: Sandbox) -> None:
    scope = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"
    auth = OAuth2(district.token_url, district.client_id, district.client_secret, scopes=[scope])
    call = caller.open(district.base_url, auth)
    assert call(lambda roster: roster.orgs.first())
    with pytest.raises(Forbidden):
        call(lambda roster: roster.demographics.first())


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(b"<html>hello"), "HTML page instead of JSON. Is the token URL right"),
        (Told({"expires_in": 3}), "without an access_token"),
        (Told(b"", 500), "answered 500"),
        (Told({"error": "invalid_scope"}, 400), "a scope is unknown"),
        (Told({"error": "Zacharias"}, 400), "answered 400"),
    ],
)
def test_token_endpoints_that_give_none(caller: Caller, serve: Serve, told: Told, words: str) -> None:
    provider = serve(lambda asked: Told())
    provider.token_script = lambda asked: told
    error = failure(caller, provider, lambda roster: roster.orgs.to_list())
    assert isinstance(error, AuthError)
    assert words in str(error)
    assert provider.asked == []
