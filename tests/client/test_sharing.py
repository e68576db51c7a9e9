"""Clients that share a provider: with_options, request(), closing, forks, threads and loops, over real sockets."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import (
    ConfigError,
    DecodeError,
    Forbidden,
    OneRoster,
    OneRosterError,
    QueryError,
    RetryPolicy,
    Timeout,
    WriteOutcomeUnknown,
)

from .conftest import Asked, Caller, Provider, Script, Told

Serve = Callable[[Script], Provider]


def nothing(asked: Asked) -> Told:
    return Told({"orgs": []})


def client(caller: Caller, provider: Provider, **options: Any) -> tuple[Any, Callable[[Callable[[Any], Any]], Any]]:
    found: list[Any] = []
    call = caller.open(provider.base_url, provider.auth, **options)
    call(found.append)
    return found[0], call


def test_other_options_share_the_token_and_the_connections(caller: Caller, serve: Serve) -> None:
    provider = serve(nothing)
    roster, call = client(caller, provider, page_size=7, headers={"X-A": "one"})
    call(lambda roster: roster.orgs.to_list())
    other = roster.with_options(page_size=3, headers={"X-A": "two"}, user_agent="nightly/1", name="district 9")
    call(lambda _: other.orgs.to_list())
    call(lambda roster: roster.orgs.to_list())
    assert len(provider.tokens) == 1
    firsts = [each for each in provider.asked if each.query["offset"] == ["0"]]
    assert [each.query["limit"] for each in firsts] == [["7"], ["3"], ["7"]]
    assert [each.headers["x-a"] for each in firsts] == ["one", "two", "one"]
    assert firsts[1].headers["user-agent"].startswith("nightly/1 oneroster-sdk/")
    assert other._engine.pool is roster._engine.pool


def test_options_of_the_connections_cannot_differ(caller: Caller, serve: Serve) -> None:
    roster, _ = client(caller, serve(nothing))
    words = r"^with_options: max_concurrency, proxy cannot differ, for the connections are shared; make a new client$"
    with pytest.raises(ConfigError, match=words):
        roster.with_options(proxy="http://127.0.0.1:9", max_concurrency=2, page_size=3)
    with pytest.raises(ConfigError, match="page_size, max_concurrency and max_records must be 1 at least"):
        roster.with_options(page_size=0)


def test_the_connections_end_with_the_first_client(caller: Caller, serve: Serve) -> None:
    provider = serve(nothing)
    roster, call = client(caller, provider)
    other = roster.with_options(page_size=3)
    call(lambda _: other.aclose() if caller.kind == "async" else other.close())
    assert call(lambda roster: roster.orgs.to_list()) == []
    call(lambda roster: roster.aclose() if caller.kind == "async" else roster.close())
    with pytest.raises(ConfigError, match="this client is closed"):
        call(lambda _: other.orgs.to_list())


def test_the_pace_is_shared_unless_another_is_set(caller: Caller, serve: Serve) -> None:
    roster, _ = client(caller, serve(nothing), requests_per_second=50)
    assert roster.with_options(page_size=3)._engine.core.pace is roster._engine.core.pace
    assert roster.with_options(requests_per_second=2)._engine.core.pace.least == 0.5


def test_a_client_cannot_be_pickled_and_says_what_can(caller: Caller, serve: Serve) -> None:
    roster, _ = client(caller, serve(nothing))
    with pytest.raises(TypeError, match="holds connections and cannot be pickled: pickle a Connection instead"):
        pickle.dumps(roster)


# --- request()


def test_any_other_request_is_signed_and_read(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        return Told({"things": [1]}, 201, {"X-Thing": "yes", "X-Request-ID": "theirs"})

    provider = serve(script)
    params, headers = {"filter": "a b+c'd", "n": [1, 2]}, {"X-B": "two"}
    reply = caller.open(provider.base_url, provider.auth, headers={"X-A": "one"})(
        lambda roster: roster.request("POST", "/vendor/things", params=params, json={"a": "ü"}, headers=headers)
    )
    (asked,) = provider.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/ims/oneroster/vendor/things", '{"a":"ü"}'.encode())
    assert asked.raw_query == "filter=a%20b%2Bc%27d&n=1&n=2"
    sent = {name: asked.headers[name] for name in ("authorization", "content-type", "accept", "x-a", "x-b")}
    assert sent == {
        "authorization": "Bearer t0ken",
        "content-type": "application/json",
        "accept": "application/json",
        "x-a": "one",
        "x-b": "two",
    }
    assert (reply.status, reply.headers["x-thing"], reply.request_id) == (201, "yes", "theirs")
    assert (reply.json(), reply.content) == ({"things": [1]}, b'{"things":[1]}')
    assert "things" not in repr(reply).replace("/vendor/…", "")


def test_each_request_has_a_name_that_errors_tell(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 403))
    call = caller.open(provider.base_url, provider.auth)
    for _ in range(2):
        with pytest.raises(Forbidden) as caught:
            call(lambda roster: roster.request("GET", "/rostering/v1p2/vendorThing/Zacharias/x"))
        assert caught.value.request_id == provider.asked[-1].headers["x-request-id"]
        assert "GET /rostering/v1p2/vendorThing/…: " in str(caught.value)
        assert "Zacharias" not in str(caught.value)
    assert provider.asked[0].headers["x-request-id"] != provider.asked[1].headers["x-request-id"]


def test_a_body_that_is_no_json(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"Zacharias;Silva", headers={"Content-Type": "text/csv"}))
    reply = caller.open(provider.base_url, provider.auth)(lambda roster: roster.request("GET", "/vendor/csv"))
    assert reply.content == b"Zacharias;Silva"
    with pytest.raises(DecodeError, match=r"^GET /vendor/…: no JSON \(15 bytes, perhaps cut off\) came"):
        reply.json()


@pytest.mark.parametrize(("method", "times"), [("GET", 3), ("HEAD", 3), ("OPTIONS", 3), ("PUT", 3), ("DELETE", 3)])
def test_what_may_be_repeated_is(caller: Caller, serve: Serve, method: str, times: int) -> None:
    provider = serve(lambda asked: Told(b"", 503))
    with pytest.raises(OneRosterError):
        caller.open(provider.base_url, provider.auth)(lambda roster: roster.request(method, "/vendor/things"))
    assert len(provider.asked) == times


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_what_may_not_be_repeated_has_an_unknown_outcome(caller: Caller, serve: Serve, method: str) -> None:
    provider = serve(lambda asked: Told(b"", 502))
    words = r"^(POST|PATCH) /vendor/…: a gateway answered 502\. Whether it was carried out is unknown"
    with pytest.raises(WriteOutcomeUnknown, match=words):
        caller.open(provider.base_url, provider.auth)(lambda roster: roster.request(method, "/vendor/things"))
    assert len(provider.asked) == 1


BAD_PATHS = [
    "",
    "users",
    "https://evil.example/x",
    "//evil.example/x",
    "/a b",
    "/ü",
    "/a?b=c",
    "/a#b",
    "/a\r\nX: y",
]


@pytest.mark.parametrize("path", BAD_PATHS)
def test_paths_that_are_none(caller: Caller, serve: Serve, path: str) -> None:
    provider = serve(nothing)
    with pytest.raises(QueryError, match=r"the path begins with / as in /rostering/v1p2/users, is percent-encoded"):
        caller.open(provider.base_url, provider.auth)(lambda roster: roster.request("GET", path))
    assert provider.asked == []


def test_a_body_that_no_json_can_hold(caller: Caller, serve: Serve) -> None:
    provider = serve(nothing)
    with pytest.raises(QueryError, match=r"^PUT /x: the body cannot be written as JSON$"):
        caller.open(provider.base_url, provider.auth)(lambda roster: roster.request("PUT", "/x", json={"a": object()}))
    assert provider.asked == []


@pytest.mark.parametrize("method", ["", "get", "GET /x", "G" * 21])
def test_methods_that_are_none(caller: Caller, serve: Serve, method: str) -> None:
    with pytest.raises(QueryError, match="the method is a word in capitals"):
        caller.open("http://127.0.0.1:9/x", serve(nothing).auth)(lambda roster: roster.request(method, "/x"))


def test_a_service_with_an_address_of_its_own(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({}))
    urls = {"rostering": f"{provider.origin}/roster/one"}
    call = caller.open(provider.base_url, provider.auth, service_urls=urls)
    call(lambda roster: roster.request("GET", "/rostering/v1p2/thing/x"))
    call(lambda roster: roster.request("GET", "/rostering/thing"))
    call(lambda roster: roster.request("GET", "/gradebook/v1p2/thing"))
    assert [each.path for each in provider.asked] == [
        "/roster/one/thing/x",
        "/ims/oneroster/rostering/thing",
        "/ims/oneroster/gradebook/v1p2/thing",
    ]


# --- time


def test_a_call_ends_with_all_its_repetitions(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 503))
    options = {"retry": RetryPolicy(attempts=100, base=0.02, cap=0.02), "timeout": Timeout(total=0.3)}
    with pytest.raises(OneRosterError, match=r"(answered 503|answer came within 0\.3 seconds).*\(\d+ tries\)"):
        caller.open(provider.base_url, provider.auth, **options)(lambda roster: roster.orgs.to_list())
    assert 3 < len(provider.asked) < 100


def test_requests_come_at_the_pace_that_is_set(caller: Caller, serve: Serve) -> None:
    provider = serve(nothing)
    waits: list[Any] = []

    def listen(event: Any) -> None:
        if type(event).__name__ == "Waited":
            waits.append(event)

    call = caller.open(provider.base_url, provider.auth, requests_per_second=10, on_event=listen)
    for _ in range(4):
        call(lambda roster: roster.request("GET", "/vendor/thing"))
    assert len(provider.asked) == 4
    assert all(0 < each.seconds <= 0.1 and each.reason == "the pace that was set" for each in waits)
    assert waits


def test_a_blocking_client_is_no_asynchronous_one() -> None:
    assert not hasattr(OneRoster, "aclose")
