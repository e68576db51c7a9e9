"""Tokens and keys that are given out once: what is sent, and what is tried after a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from oneroster_sdk import ApiKey, BearerToken, ConfigError, EnvSecret
from oneroster_sdk._access import Access, Sign
from oneroster_sdk._auth import Bearer, InHeader
from oneroster_sdk._flow import Blocking, Flow, Reply, Request

REQUEST = Request("GET", "https://x.example/a", "GET /a", {"X-A": "b"})


def played(flow: Flow[Any]) -> Any:
    answer = None
    try:
        while True:
            step = flow.send(answer)
            assert isinstance(step, Blocking)
            answer = step.call()
    except StopIteration as done:
        return done.value


def sent(sign: Sign) -> dict[str, str]:
    signed = sign(REQUEST)
    assert (signed.method, signed.url, signed.label) == (REQUEST.method, REQUEST.url, REQUEST.label)
    return dict(signed.headers)


def test_a_token_is_sent_as_it_is() -> None:
    access = BearerToken("t0k.en-_~+/=").access()
    assert sent(played(access.granted())) == {"X-A": "b", "Authorization": "Bearer t0k.en-_~+/="}


def test_a_key_is_sent_in_its_header() -> None:
    assert sent(played(ApiKey("k3y").access().granted())) == {"X-A": "b", "X-API-Key": "k3y"}
    assert sent(played(ApiKey("Token k3y", header="Authorization").access().granted())) == {
        "X-A": "b",
        "Authorization": "Token k3y",
    }


@pytest.mark.parametrize("access", [BearerToken("t0ken").access(), ApiKey("t0ken").access()])
def test_a_literal_has_no_other_to_try(access: Access) -> None:
    assert played(access.renewed(played(access.granted()), Reply(401))) is None


def turning(*values: str) -> Iterator[str]:
    yield from values


@pytest.mark.parametrize("way", [BearerToken, ApiKey])
def test_a_reference_is_followed_for_each_call_and_once_more_after_a_refusal(way: Any) -> None:
    given = turning("one", "two", "two", "three")
    access = way(lambda: next(given)).access()
    first = played(access.granted())
    second = played(access.granted())
    assert [next(reversed(sent(sign).values())).split()[-1] for sign in (first, second)] == ["one", "two"]
    assert played(access.renewed(second, Reply(401))) is None, "the same once more is of no use"
    third = played(access.renewed(second, Reply(401)))
    assert next(reversed(sent(third).values())).split()[-1] == "three"


def test_what_a_reference_gives_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "Bearer t0ken")
    with pytest.raises(ConfigError, match=r"^the bearer token holds a blank; give it without the word Bearer$"):
        played(BearerToken(EnvSecret("TOKEN")).access().granted())
    monkeypatch.setenv("TOKEN", "t0ken\nX: y")
    with pytest.raises(ConfigError, match=r"^the API key holds a line break"):
        played(ApiKey(EnvSecret("TOKEN")).access().granted())


def test_a_bearer_token_without_the_word() -> None:
    with pytest.raises(ConfigError, match=r"^the bearer token holds a blank; give it without the word Bearer$"):
        BearerToken("Bearer t0ken")
    with pytest.raises(ConfigError, match=r"^the bearer token is empty$"):
        BearerToken("")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "X Key",
        "X:Key",
        "X-Key\n",
        "Schlüssel",
        "Host",
        "content-length",
        "Content-Type",
        "Accept",
        "COOKIE",
        "connection",
        "content-encoding",
        "transfer-encoding",
    ],
)
def test_headers_that_cannot_hold_a_key(header: str) -> None:
    with pytest.raises(ConfigError, match=r"is no name of a header that can hold a key$"):
        ApiKey("k3y", header)


def test_signatures_are_told_apart_by_what_they_send_and_do_not_show_it() -> None:
    assert Bearer("a") == Bearer("a") != Bearer("b")
    assert InHeader("K", "a") == InHeader("K", "a") != InHeader("K", "b")
    assert "s3cret" not in repr([Bearer("s3cret"), InHeader("K", "s3cret"), BearerToken("s3cret").access()])
