"""404 and 204 where an empty list is meant, and where it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import NotFound

from ..client.conftest import Told
from .conftest import Caller, Serve, Whole, failing, fewest, opened, pulled, whole
from .provider import Quirky, Window, names, people

LOGIN = b"<!DOCTYPE html>\n<html><title>Sign in</title>Zacharias</html>"


def sent(window: Window) -> Any:
    return {"users": window.page}


def nothing(status: int, body: Any = b"") -> Callable[[Window], Any]:
    return lambda window: {"users": window.page} if window.page else Told(body, status)


UNKNOWN = {
    "imsx_codeMajor": "failure",
    "imsx_severity": "error",
    "imsx_CodeMinor": {"imsx_codeMinorField": [{"imsx_codeMinorFieldValue": "unknownobject"}]},
}


@pytest.mark.parametrize("count", [0, 5, 7])
def test_no_content_where_a_list_is_due(caller: Caller, serve: Serve, count: int) -> None:
    outcome = pulled(caller, serve(Quirky(people(count), caps=(5,), body=nothing(204))))
    whole(outcome, Whole(names(count), warnings=("no content (204) came instead of an empty list",)))
    assert outcome.requests <= fewest(count, 5) + 6


def test_no_content_where_a_record_is_due(caller: Caller, serve: Serve) -> None:
    call = opened(caller, serve(lambda asked: Told(b"", 204)))
    assert call(lambda roster: roster.users.find("u000")) is None


@pytest.mark.parametrize("body", [b"", UNKNOWN, LOGIN])
@pytest.mark.parametrize("count", [5, 7])
def test_not_found_past_the_end(caller: Caller, serve: Serve, count: int, body: Any) -> None:
    outcome = pulled(caller, serve(Quirky(people(count), caps=(5,), body=nothing(404, body))))
    whole(outcome, Whole(names(count), warnings=("a 404 stood for an empty page",)))
    assert outcome.requests <= fewest(count, 5) + 6


@pytest.mark.parametrize("times", [1, 99])
@pytest.mark.parametrize("body", [b"", UNKNOWN, LOGIN])
def test_not_found_in_the_middle(caller: Caller, serve: Serve, times: int, body: Any) -> None:
    """Once, or from then on: where a record that came is asked for again, it is no empty page."""
    answers = Quirky(
        people(17), caps=(5,), body=lambda window: Told(body, 404) if 2 <= window.number < 2 + times else sent(window)
    )
    provider = serve(answers)
    error = failing(caller, provider)
    assert type(error) is NotFound
    assert len(provider.asked) == 3


@pytest.mark.parametrize("kind", [b'{"users": []}', b""])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("at", [2, 3])
def test_nothing_for_a_moment(caller: Caller, serve: Serve, at: int, times: int, kind: bytes) -> None:
    """An empty page in the middle is not the end: the record before it is looked at once more."""
    told = Told(kind, 200 if kind else 204)
    provider = serve(
        Quirky(people(17), caps=(5,), body=lambda window: told if at <= window.number < at + times else sent(window))
    )
    outcome = pulled(caller, provider)
    assert outcome.ids == names(17)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
    assert outcome.requests <= fewest(17, 5) + 6 + times


@pytest.mark.parametrize("status", [400, 416])
@pytest.mark.parametrize("count", [5, 7])
def test_refused_past_the_end(caller: Caller, serve: Serve, status: int, count: int) -> None:
    outcome = pulled(caller, serve(Quirky(people(count), caps=(5,), body=nothing(status))))
    whole(outcome, Whole(names(count), warnings=(f"a {status} stood for an empty page",)))
    assert outcome.requests <= fewest(count, 5) + 6


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (UNKNOWN, "There is no such record, or nothing matched"),
        (b"", "does it offer this endpoint?"),
        (LOGIN, "An HTML page came"),
        ({"message": "Cannot GET /users", "error": "Not Found", "statusCode": 404}, "does it offer this endpoint?"),
    ],
)
def test_not_found_at_all(caller: Caller, serve: Serve, body: Any, words: str) -> None:
    """Whether the list is empty or the endpoint is not there is not guessed; the words tell which is likelier."""
    provider = serve(lambda asked: Told(body, 404))
    error = failing(caller, provider)
    assert isinstance(error, NotFound)
    assert words in str(error)
    assert len(provider.asked) == 1


def test_not_found_where_no_record_matches(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(7), caps=(5,), body=nothing(404, UNKNOWN)))
    outcome = pulled(caller, provider, lambda roster: roster.users.where(family_name="Nobody"))
    warnings = ("the provider refuses the filter; it was applied here to all records", "a 404 stood for an empty page")
    whole(outcome, Whole([], warnings=warnings), distinct=7)
    assert outcome.requests <= 1 + fewest(7, 5) + 6


def test_not_found_where_the_endpoint_is_missing(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 404))
    error = failing(caller, provider, lambda roster: roster.users.where(family_name="Zacharias"))
    assert isinstance(error, NotFound)
    assert len(provider.asked) <= 3
