"""Tokens, stepped by hand: no network, and a clock that the test moves."""

from __future__ import annotations

import base64
from collections.abc import Generator
from typing import Any

import orjson
import pytest

from oneroster_sdk import AuthError, ConfigError, OAuth2, RetryPolicy, TransportError
from oneroster_sdk._access import unsigned
from oneroster_sdk._auth import Bearer, fault_in_form
from oneroster_sdk._flow import Answer, Blocking, Exclusive, Failure, Reply, Request, Send, Sleep
from oneroster_sdk._tokens import Token, Tokens
from oneroster_sdk.events import Retried, TokenFetched

ONCE = RetryPolicy(attempts=1)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def told(status: int = 200, **body: Any) -> Reply:
    return Reply(status, {}, orjson.dumps(body))


def run(flow: Generator[Any, Any, Any], *answers: Answer) -> tuple[Any, list[Request]]:
    """Drive a flow with these answers; its result, and what it sent."""
    waiting, sent = list(answers), []

    def drive(inner: Generator[Any, Any, Any]) -> Any:
        answer: Any = None
        try:
            while True:
                step = inner.send(answer)
                if isinstance(step, Exclusive):
                    answer = drive(step.flow())
                elif isinstance(step, Blocking):
                    answer = step.call()
                elif isinstance(step, Sleep):
                    answer = None
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
    settings = {"client_secret": "s:e+c/ret", **options}
    return Tokens(OAuth2("https://x.example/token", "cli ent", **settings), ONCE, clock=clock), clock


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


def test_the_second_refusal_is_told_when_it_says_nothing_of_the_credentials() -> None:
    store, _ = tokens()
    with pytest.raises(AuthError, match=r"answered 503\. It cannot give a token now") as caught:
        run(store.bearer(), told(401, error="invalid_client"), Reply(503))
    assert caught.value.retryable
    store, _ = tokens()
    with pytest.raises(TransportError, match="it was refused"):
        run(store.bearer(), told(401), Failure("it was refused"))
    assert run(store.bearer(), told(401), told(201, access_token="a"))[0] == "a"


@pytest.mark.parametrize("answer", [told(200, error="invalid_client"), told(403, error="invalid_client"), Reply(422)])
def test_auto_tries_the_body_where_the_client_is_said_to_be_wrong(answer: Reply) -> None:
    store, _ = tokens()
    value, sent = run(store.bearer(), answer, told(access_token="a"))
    assert (value, len(sent)) == ("a", 2)


def test_auto_tries_the_body_no_more_once_the_header_worked() -> None:
    store, _ = tokens()
    run(store.bearer(), told(access_token="a"))
    with pytest.raises(AuthError):
        run(store.bearer(rejected="a"), told(401))


def test_what_did_not_work_is_not_kept() -> None:
    store, _ = tokens()
    with pytest.raises(AuthError):
        run(store.bearer(), told(401), told(401))
    _, sent = run(store.bearer(), told(access_token="a"))
    assert ["Authorization" in request.headers for request in sent] == [True]


def test_tries_are_told() -> None:
    store, _ = tokens(method="body")
    store.retry = RetryPolicy(attempts=3, base=0.0)
    flow = store.bearer()
    with pytest.raises(TransportError, match=r"it broke \(3 tries\)\. Is the token URL right"):
        run(flow, *[Failure("it broke", sent=False)] * 3)
    store, _ = tokens()
    store.retry = RetryPolicy(attempts=2, base=0.0)
    with pytest.raises(TransportError, match=r"it broke \(2 tries\)"):
        run(store.bearer(), told(401), *[Failure("it broke", sent=False)] * 2)


def test_the_name_of_the_client_is_in_errors() -> None:
    store, _ = tokens()
    store.name = "north"
    with pytest.raises(AuthError) as caught:
        run(store.bearer(), told(403))
    assert caught.value.name == "north"


def test_what_is_told_of_tokens() -> None:
    heard: list[Any] = []
    store, _ = tokens()
    store.tell = heard.append
    run(store.bearer(), told(access_token="a", expires_in=3600))
    run(store.bearer(rejected="a"), told(access_token="b", expires_in=20))
    run(store.bearer(rejected="b"), told(access_token="c"))
    fetched = [event for event in heard if isinstance(event, TokenFetched)]
    assert fetched == [TokenFetched(3540.0), TokenFetched(15.0), TokenFetched(None)]


def test_repeated_requests_are_told() -> None:
    heard: list[Any] = []
    for answers in ([Failure("broke", sent=False)], [told(401), Failure("broke", sent=False)]):
        store, _ = tokens()
        store.tell, store.retry = heard.append, RetryPolicy(attempts=2, base=0.0)
        run(store.bearer(), *answers, told(access_token="a"))
    retried = [event for event in heard if isinstance(event, Retried)]
    assert [(event.operation, event.tries, event.reason) for event in retried] == [
        ("the token endpoint", 1, "broke")
    ] * 2


def test_the_access_signs_with_the_token() -> None:
    store, _ = tokens()
    sign, _ = run(store.granted(), told(access_token="a"))
    assert sign == Bearer("a")
    signed = sign(Request("GET", "https://x.example", "GET /", {"Accept": "b"}))
    assert signed.headers == {"Accept": "b", "Authorization": "Bearer a"}
    again, _ = run(store.renewed(sign, Reply(401)), told(access_token="b"))
    assert again == Bearer("b")
    assert run(store.renewed(sign, Reply(401))) == (Bearer("b"), []), "that was not the token that was refused"
    assert run(store.renewed(unsigned, Reply(401))) == (Bearer("b"), [])


def test_the_end_of_a_token_is_its_end() -> None:
    store, clock = tokens()
    run(store.bearer(), told(access_token="a", expires_in=240))
    clock.now += 179.75
    assert run(store.bearer())[0] == "a"
    clock.now += 0.25
    assert run(store.bearer(), told(access_token="b"))[0] == "b"


def test_the_clock_runs_from_the_question() -> None:
    store, clock = tokens()
    flow = store.bearer()
    wanted = next(flow)
    assert isinstance(wanted, Exclusive)
    inner = wanted.flow()
    next(inner)
    clock.now += 10
    with pytest.raises(StopIteration):
        inner.send(told(access_token="a", expires_in=20))
    clock.now += 4.75
    assert run(store.bearer())[0] == "a"
    clock.now += 0.25
    assert run(store.bearer(), told(access_token="b"))[0] == "b"


def test_without_a_cache_nothing_blocks() -> None:
    store, _ = tokens()
    wanted = next(store.bearer())
    assert isinstance(wanted, Exclusive)
    assert wanted.lock is None


def test_a_secret_by_reference_is_followed_for_each_token() -> None:
    given = iter(["one", "two"])
    store, _ = tokens(client_secret=lambda: next(given))
    _, first = run(store.bearer(), told(400), told(access_token="a"))
    _, second = run(store.bearer(rejected="a"), told(access_token="b"))
    assert [b"client_secret=one" in (request.content or b"") for request in first] == [False, True]
    assert b"client_secret=two" in (second[0].content or b"")
    store, _ = tokens(client_secret=lambda: "gehe\u00efm", method="body")
    _, (third,) = run(store.bearer(), told(access_token="a"))
    assert b"client_secret=gehe%C3%AFm" in (third.content or b"")
    store, _ = tokens(client_secret=lambda: "tw\no")
    with pytest.raises(ConfigError, match=r"^the client secret holds a line break"):
        run(store.bearer())


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("basic", "https://x.example/token?a=b", b"grant_type=client_credentials&scope=a%20b%2Fc"),
        (
            "body",
            "https://x.example/token?a=b",
            b"grant_type=client_credentials&scope=a%20b%2Fc&client_id=cli%20ent&client_secret=s%3Ae%2Bc%2Fret",
        ),
        (
            "query",
            "https://x.example/token?a=b&client_id=cli%20ent&client_secret=s%3Ae%2Bc/ret",
            b"grant_type=client_credentials&scope=a%20b%2Fc",
        ),
    ],
)
def test_the_request(method: Any, url: str, body: bytes) -> None:
    auth = OAuth2("https://x.example/token?a=b", "cli ent", "other", scopes=["a", "b/c"])
    asked = auth.request(method, "s:e+c/ret")
    assert (asked.method, asked.label, asked.repeatable) == ("POST", "the token endpoint", True)
    assert (asked.url.replace("%2F", "/"), asked.content) == (url, body)
    types = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    pair = {"Authorization": "Basic Y2xpK2VudDpzJTNBZSUyQmMlMkZyZXQ="} if method == "basic" else {}
    assert asked.headers == {**types, **pair}


def test_the_query_of_an_address_without_one() -> None:
    asked = OAuth2("https://x.example/token", "i", "s").request("query", "s")
    assert asked.url == "https://x.example/token?client_id=i&client_secret=s"


def test_the_repr_shows_no_query() -> None:
    assert repr(OAuth2("https://x.example/token?key=s3cret?s3cret", "i", "s3cret")) == (
        "OAuth2(token_url='https://x.example/token', client_id='i', scopes=(), method='auto')"
    )
    store, _ = tokens()
    run(store.bearer(), told(access_token="s3cret"))
    assert "s3cret" not in repr(store)
    assert "s3cret" not in repr(Token("s3cret", None))


@pytest.mark.parametrize("value", ["a", "a b", "sch\u00fcler", "gehe\u00efm:%/+"])
def test_texts_that_are_encoded_before_they_are_sent(value: str) -> None:
    assert fault_in_form(value) is None
    OAuth2("https://x.example", value, value)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("", "is empty"),
        (None, "is not text but NoneType"),
        (" a", "begins or ends with a blank"),
        ("a\n", "holds a line break or another control character"),
        ("a\u200bb", "holds a character that is not ASCII"),
    ],
)
def test_texts_that_cannot_be_right(value: Any, problem: str) -> None:
    assert fault_in_form(value) == problem
    for settings, what in (((value, "i", "s"), "token URL"), (("https://x", value, "s"), "client id")):
        with pytest.raises(ConfigError) as caught:
            OAuth2(*settings)
        assert str(caught.value) == f"the {what} {problem}"
    with pytest.raises(ConfigError) as caught:
        OAuth2("https://x", "i", value)
    assert str(caught.value) == f"the client secret {problem}"


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
    with pytest.raises(ConfigError) as caught:
        OAuth2("https://x", "i", "s", method="digest")  # type: ignore[arg-type]
    assert str(caught.value) == "OAuth2: method='digest' is unknown; choose auto, basic, body or query"
