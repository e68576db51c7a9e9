"""Tokens, stepped by hand: no network, and a clock that the test moves."""

from __future__ import annotations

import base64
from collections.abc import Generator
from typing import Any

import orjson
import pytest

from oneroster_sdk import AuthError, ConfigError, OAuth2, RetryPolicy, TransportError
from oneroster_sdk._flow import Answer, Exclusive, Failure, Reply, Request, Send
from oneroster_sdk._tokens import Tokens

ONCE = RetryPolicy(attempts=1)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def told(status: int = 200, **body: Any) -> Reply:
    return Reply(status, {}, orjson.dumps(body))


def run(flow: Generator[Any, Any, str], *answers: Answer) -> tuple[str, list[Request]]:
    """Drive a flow with these answers; its result, and what it sent."""
    waiting, sent = list(answers), []

    def drive(inner: Generator[Any, Any, Any]) -> Any:
        answer: Any = None
        try:
            while True:
                step = inner.send(answer)
                if isinstance(step, Exclusive):
                    answer = drive(step.flow())
                else:
                    assert isinstance(step, Send)
                    sent.append(step.request)
                    answer = waiting.pop(0)
        except StopIteration as done:
            return done.value

    result = drive(flow)
    assert not waiting
    return result, sent


def tokens(**options: Any) -> tuple[Tokens, Clock]:
    clock = Clock()
    return Tokens(OAuth2("https://x.example/token", "cli ent", "s:e+c/ret", **options), ONCE, clock=clock), clock


def test_the_header_holds_id_and_secret_form_encoded() -> None:
    store, _ = tokens(method="basic")
    _, (request,) = run(store.bearer(), told(access_token="a"))
    scheme, _, pair = request.headers["Authorization"].partition(" ")
    assert scheme == "Basic"
    assert base64.b64decode(pair) == b"cli+ent:s%3Ae%2Bc%2Fret"
    assert request.content == b"grant_type=client_credentials"
    assert "s:e" not in repr(request)
    assert "secret" not in repr(store.auth).replace("client_secret", "")


def test_renewed_before_its_end_with_a_leeway() -> None:
    store, clock = tokens()
    assert run(store.bearer(), told(access_token="a", expires_in=3600)) == ("a", run_requests(store))
    clock.now += 3539
    assert run(store.bearer())[0] == "a"
    clock.now += 2
    assert run(store.bearer(), told(access_token="b", expires_in="3600"))[0] == "b"


def run_requests(store: Tokens) -> list[Request]:
    return [store.auth.request("basic", "s:e+c/ret")]


def test_the_leeway_is_a_quarter_of_a_short_life() -> None:
    store, clock = tokens()
    run(store.bearer(), told(access_token="a", expires_in=20))
    clock.now += 14
    assert run(store.bearer())[0] == "a"
    clock.now += 2
    assert run(store.bearer(), told(access_token="b", expires_in=20))[0] == "b"


@pytest.mark.parametrize("lifetime", [None, 0, "0", "soon", -5, [], "inf", "nan"])
def test_without_a_lifetime_a_token_lasts_until_it_is_refused(lifetime: Any) -> None:
    store, clock = tokens()
    run(store.bearer(), told(access_token="a", expires_in=lifetime))
    clock.now += 10**9
    assert run(store.bearer())[0] == "a"
    assert run(store.bearer(rejected="a"), told(access_token="b"))[0] == "b"


def test_a_token_that_another_has_renewed_is_taken() -> None:
    store, _ = tokens()
    run(store.bearer(), told(access_token="a"))
    run(store.bearer(rejected="a"), told(access_token="b"))
    assert run(store.bearer(rejected="a")) == ("b", [])


def test_the_second_waiter_finds_the_token_that_the_first_fetched() -> None:
    store, _ = tokens()
    first, second = store.bearer(), store.bearer()
    wanted_first, wanted_second = next(first), next(second)
    assert isinstance(wanted_first, Exclusive)
    assert isinstance(wanted_second, Exclusive)
    assert run(wanted_first.flow(), told(access_token="a"))[0] == "a"
    assert run(wanted_second.flow()) == ("a", [])


def test_auto_tries_the_body_and_remembers() -> None:
    store, _ = tokens()
    value, sent = run(store.bearer(), told(401, error="invalid_client"), told(access_token="a"))
    assert value == "a"
    assert b"client_id=cli%20ent&client_secret=s%3Ae%2Bc%2Fret" in (sent[1].content or b"")
    assert "Authorization" not in sent[1].headers
    _, again = run(store.bearer(rejected="a"), told(access_token="b"))
    assert [("Authorization" in request.headers) for request in again] == [False]


@pytest.mark.parametrize("method", ["basic", "body"])
def test_a_chosen_method_is_not_changed(method: Any) -> None:
    store, _ = tokens(method=method)
    with pytest.raises(AuthError, match="invalid_client"):
        run(store.bearer(), told(401, error="invalid_client"))


def test_the_first_refusal_is_told_when_both_fail() -> None:
    store, _ = tokens()
    with pytest.raises(AuthError, match="unauthorized_client"):
        run(store.bearer(), told(400, error="unauthorized_client"), told(400, error="invalid_request"))


def test_odd_case_and_a_token_of_the_wrong_type() -> None:
    store, _ = tokens()
    assert run(store.bearer(), told(Access_Token="a", Token_Type="BEARER"))[0] == "a"
    for bad in ("", 7, None, ["a"]):
        store, _ = tokens()
        with pytest.raises(AuthError, match="without an access_token"):
            run(store.bearer(), told(access_token=bad))


def test_no_answer() -> None:
    store, _ = tokens()
    with pytest.raises(TransportError, match=r"it was refused\. Is the token URL right"):
        run(store.bearer(), Failure("it was refused"))


@pytest.mark.parametrize(
    "settings",
    [("", "i", "s"), ("https://x", "", "s"), ("https://x", "i", "")],
)
def test_empty_settings(settings: tuple[str, str, str]) -> None:
    with pytest.raises(ConfigError, match="is empty"):
        OAuth2(*settings)


def test_scopes_as_words_or_as_one_string() -> None:
    assert OAuth2("https://x", "i", "s", scopes="a  b").scopes == ("a", "b")
    assert OAuth2("https://x", "i", "s", scopes=["a"]).scopes == ("a",)
    with pytest.raises(ConfigError, match="choose auto, basic, body or query"):
        OAuth2("https://x", "i", "s", method="digest")  # type: ignore[arg-type]
