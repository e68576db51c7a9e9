"""What token endpoints answer, read."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from oneroster_sdk import AuthError, TransportError
from oneroster_sdk._flow import Answer, Failure, Reply
from oneroster_sdk._grants import Grant, grant_of, is_given, is_passing, may_want_body

PAGE = b"<html>s3cret"


def told(status: int = 200, **body: Any) -> Reply:
    return Reply(status, {}, orjson.dumps(body))


def refusal(answer: Answer, tries: int = 1) -> AuthError:
    with pytest.raises(AuthError) as caught:
        grant_of(answer, tries, "north")
    assert "s3cret" not in str(caught.value)
    assert caught.value.name == "north"
    assert isinstance(answer, Reply)
    assert caught.value.status == answer.status
    return caught.value


@pytest.mark.parametrize("status", [200, 201, 299])
def test_a_token(status: int) -> None:
    answer = told(status, access_token="a", expires_in="60")
    assert grant_of(answer, 1, None) == Grant("a", 60.0)
    assert is_given(answer)
    assert "s3cret" not in repr(Grant("s3cret", None))


def test_a_large_token() -> None:
    assert grant_of(told(access_token="x" * 100_000), 1, None).token == "x" * 100_000


def test_names_in_another_case() -> None:
    assert grant_of(told(Access_Token="a", EXPIRES_IN=5), 1, None) == Grant("a", 5.0)


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        ("s3cret\n", "holds a line break or another control character"),
        (" s3cret", "begins or ends with a blank"),
        ("s3cr\u00e9t s3cret", "holds a character that is not ASCII"),
    ],
)
def test_a_token_that_cannot_be_sent(token: str, fault: str) -> None:
    error = refusal(told(access_token=token))
    assert str(error) == f"the token endpoint gave a token that cannot be sent: it {fault}."
    assert error.retryable is False


@pytest.mark.parametrize("body", [{}, {"access_token": ""}, {"access_token": 7}, {"data": {"access_token": "s3cret"}}])
def test_no_token(body: dict[str, Any]) -> None:
    answer = told(**body)
    assert not is_given(answer)
    assert str(refusal(answer)) == "the token endpoint answered 200 without an access_token. Is the token URL right?"


@pytest.mark.parametrize("content", [b"", b"s3cret", b"[]", b"null", b'"s3cret"'])
def test_no_object_at_all(content: bytes) -> None:
    assert "answered 200 without an access_token" in str(refusal(Reply(200, {}, content)))


def test_a_token_beside_a_refusal_is_none() -> None:
    assert not is_given(told(400, access_token="a"))
    assert not is_given(told(300, access_token="a"))
    assert not is_given(told(199, access_token="a"))
    assert not is_given(Failure("broke"))
    assert "answered 400. Check the token URL" in str(refusal(told(400, access_token="a")))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("invalid_client", "the client id or secret is wrong"),
        ("invalid_scope", "a scope is unknown to it or not granted to this client"),
        ("unauthorized_client", "this client may not use client credentials"),
        ("unsupported_grant_type", "it does not offer client credentials"),
        ("invalid_request", "it finds the request malformed"),
        ("invalid_grant", "it does not grant a token"),
    ],
)
@pytest.mark.parametrize("status", [200, 400, 401, 503])
def test_the_provider_says_why(error: str, words: str, status: int) -> None:
    assert str(refusal(told(status, error=error))) == f"the token endpoint refused with {error}: {words}."


@pytest.mark.parametrize("error", ["s3cret", None, 7, ["invalid_client"], {}])
def test_words_that_nobody_knows_are_not_repeated(error: Any) -> None:
    told_so = str(refusal(told(400, error=error, error_description="s3cret")))
    assert told_so == "the token endpoint answered 400. Check the token URL, the client id and the client secret."


@pytest.mark.parametrize("status", [200, 400, 404])
def test_a_page_for_people(status: int) -> None:
    expected = f"the token endpoint answered {status} with an HTML page instead of JSON. Is the token URL right?"
    assert str(refusal(Reply(status, {}, PAGE))) == expected


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("https://other.example:8443/x?s3cret=s3cret", " to https://other.example"),
        ("http://user:s3cret@other.example/", " to http://other.example"),
        ("/login?s3cret", ""),
        ("//other.example/", ""),
        ("https:///s3cret", ""),
        ("ftp://s3cret", ""),
        ("https://[s3cret", ""),
        (None, ""),
    ],
)
@pytest.mark.parametrize("status", [300, 301, 307, 308, 399])
def test_a_redirect(location: str | None, there: str, status: int) -> None:
    error = refusal(Reply(status, {} if location is None else {"location": location}, PAGE))
    assert str(error) == (
        f"the token endpoint answered {status}, a redirect{there}. It was not followed, for the secret would go along; "
        "correct the token URL."
    )
    assert error.retryable is False


@pytest.mark.parametrize(
    ("status", "passing"), [(408, True), (429, True), (502, True), (503, True), (500, False), (599, False)]
)
def test_not_now(status: int, passing: bool) -> None:
    answer = Reply(status, {"retry-after": "7"}, PAGE)
    error = refusal(answer, 3)
    assert str(error) == f"the token endpoint answered {status} (3 tries). It cannot give a token now; try again later."
    assert (error.retryable, error.retry_after) == (passing, 7 if passing else None)
    assert is_passing(answer) is passing
    assert "(" not in str(refusal(answer, 1))


def test_no_answer() -> None:
    answer = Failure("the connection broke")
    assert is_passing(answer)
    for tries, repeated in ((1, ""), (2, " (2 tries)")):
        with pytest.raises(TransportError) as caught:
            grant_of(answer, tries, "north")
        message = f"the token endpoint: the connection broke{repeated}. Is the token URL right?"
        assert str(caught.value) == message
        assert (caught.value.retryable, caught.value.name) == (True, "north")


@pytest.mark.parametrize("status", [400, 401, 422])
def test_the_place_of_the_credentials_may_be_wrong(status: int) -> None:
    assert may_want_body(Reply(status))


def test_the_place_may_be_wrong_where_the_client_is_said_to_be() -> None:
    assert may_want_body(told(200, error="invalid_client"))
    assert may_want_body(told(403, Error="invalid_client"))
    for other in (Reply(403), Reply(500), Reply(200), Failure("broke"), told(403, error="invalid_scope")):
        assert not may_want_body(other)
