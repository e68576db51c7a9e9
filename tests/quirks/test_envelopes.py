"""What stands around the records, and what comes instead of them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from oneroster_sdk import DecodeError

from ..client.conftest import Told
from .conftest import Ask, Caller, Serve, Whole, failing, fewest, opened, pulled, refusal, whole
from .provider import Quirky, Row, Window, base, names, people, person
from .records import org, session

HTML = {"Content-Type": "text/html; charset=utf-8"}
LOGIN = b"<!DOCTYPE html>\n<html><title>Sign in</title>Zacharias</html>"


def orgs(count: int) -> list[Row]:
    return [org(number) for number in range(count)]


def sessions(count: int) -> list[Row]:
    return [session(number) for number in range(count)]


def demographics(count: int) -> list[Row]:
    return [base(name) for name in names(count)]


PLACES: dict[str, tuple[Ask, Callable[[int], list[Row]], str, str]] = {
    "students": (lambda roster: roster.students, people, "users", "students"),
    "teachers": (lambda roster: roster.teachers, people, "users", "teachers"),
    "schools": (lambda roster: roster.schools, orgs, "orgs", "schools"),
    "terms": (lambda roster: roster.terms, sessions, "academicSessions", "terms"),
    "gradingPeriods": (lambda roster: roster.grading_periods, sessions, "academicSessions", "gradingPeriods"),
    "demographics": (lambda roster: roster.demographics, demographics, "demographics", "demographic"),
    "students of a class": (
        lambda roster: roster.schools("s1").classes("c1").students,
        people,
        "users",
        "students",
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_envelope_of_the_standard(caller: Caller, serve: Serve, place: str) -> None:
    ask, make, key, _ = PLACES[place]
    whole(pulled(caller, serve(Quirky(make(7), key=key, caps=(5,))), ask), Whole(names(7), fewest=2))


@pytest.mark.parametrize("place", PLACES)
def test_envelope_named_after_the_path(caller: Caller, serve: Serve, place: str) -> None:
    ask, make, key, other = PLACES[place]
    outcome = pulled(caller, serve(Quirky(make(7), key=other, caps=(5,))), ask)
    expected = f"the records came under {other!r} instead of {key!r}"
    whole(outcome, Whole(names(7), warnings=(expected,), fewest=2))
    assert outcome.report.warnings[expected] == outcome.requests


def test_envelope_of_one_record_of_demographics(caller: Caller, serve: Serve) -> None:
    call = opened(caller, serve(lambda asked: Told({"demographic": base("u000")})))
    assert call(lambda roster: roster.demographics.get("u000")).sourced_id == "u000"


def single(page: list[Row]) -> Any:
    """The one record of a page as an object, as some converters from XML do."""
    return page[0] if len(page) == 1 else page


FORMS: dict[str, tuple[Callable[[Window], Any], tuple[str, ...]]] = {
    "bare-array": (lambda window: window.page, ("a bare array came instead of an object",)),
    "data": (lambda window: {"data": window.page}, ("the records came under 'data' instead of 'users'",)),
    "data-users": (
        lambda window: {"data": {"users": window.page}},
        ("the records came under 'data' instead of 'users'",),
    ),
    "one-object": (
        lambda window: {"users": single(window.page)},
        ("one object came where a list is due",),
    ),
    "null": (lambda window: {"users": window.page or None}, ("null came where a list is due",)),
    "letter-case": (lambda window: {"Users": window.page}, ("the records came under 'Users' instead of 'users'",)),
    "beside-others": (lambda window: {"users": window.page, "status": "ok", "message": "", "error": None}, ()),
}


@pytest.mark.parametrize("count", [6, 1, 0])
@pytest.mark.parametrize("form", FORMS)
def test_envelope_forms(caller: Caller, serve: Serve, form: str, count: int) -> None:
    body, told = FORMS[form]
    outcome = pulled(caller, serve(Quirky(people(count), caps=(5,), body=body)))
    assert outcome.ids == names(count)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
    assert set(outcome.report.warnings) <= set(told)
    assert outcome.requests <= fewest(count, 5) + 6
    if form != "one-object" or count == 1:
        assert set(outcome.report.warnings) == set(told)


def test_envelope_of_a_bare_object(caller: Caller, serve: Serve) -> None:
    """A list of one record, without anything around it."""
    provider = serve(Quirky(people(1), body=lambda window: window.page[0] if window.page else {"users": []}))
    told = ("a bare object came, without 'users' around it", "one object came where a list is due")
    whole(pulled(caller, provider), Whole(names(1), warnings=told))


@pytest.mark.parametrize(
    "body",
    [
        {"user": person(0)},
        person(0),
        {"data": person(0)},
        {"data": {"user": person(0)}},
        {"user": [person(0)]},
        {"users": [person(0)]},
        {"users": person(0)},
        [person(0)],
    ],
)
def test_envelope_of_a_single_record(caller: Caller, serve: Serve, body: Any) -> None:
    call = opened(caller, serve(lambda asked: Told(body)))
    assert call(lambda roster: roster.users.get("u000")).sourced_id == "u000"


def test_envelope_of_several_where_one_is_due(caller: Caller, serve: Serve) -> None:
    error = refusal(caller, serve(lambda asked: Told({"user": people(2)})), lambda roster: roster.users.get("u000"))
    assert isinstance(error, DecodeError)
    assert "holds 2 records where one object is due" in str(error)


# --- status 200, and no roster

NO_ROSTER: dict[str, tuple[Told, str]] = {
    "imsx": (
        Told({"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": "Zacharias"}),
        "an error came with status 200",
    ),
    "imsx-beside-an-empty-list": (
        Told({"users": [], "imsx_codeMajor": "failure", "imsx_CodeMinor": "forbidden"}),
        "an error came with status 200",
    ),
    "imsx-wrapped": (
        Told({"imsx_StatusInfo": {"imsx_codeMajor": "failure", "imsx_codeMinor": "server_busy"}}),
        "an error came with status 200",
    ),
    "status-info-set": (
        Told({"statusInfoSet": [{"imsx_codeMajor": "failure", "imsx_codeMinor": "server_busy"}]}),
        "an error came with status 200",
    ),
    "error": (Told({"error": "no roster for Zacharias"}), "an error came with status 200"),
    "error-beside-null": (Told({"error": "Zacharias", "users": None}), "an error came with status 200"),
    "error-beside-an-empty-list": (Told({"error": "Zacharias", "users": []}), "an error came with status 200"),
    "status-and-message": (Told({"status": 500, "message": "Zacharias"}), "an error came with status 200"),
    "message": (Told({"message": "Zacharias"}), "an error came with status 200"),
    "login": (Told(LOGIN, headers=HTML), "an HTML page came instead of JSON"),
    "login-as-json": (Told(LOGIN), "an HTML page came instead of JSON"),
    "login-after-a-mark": (Told(codecs.BOM_UTF8 + LOGIN, headers=HTML), "an HTML page came instead of JSON"),
    "empty": (Told(b""), "an empty body"),
    "a-blank": (Told(b" "), "an empty body"),
    "cut": (Told(b'{"users": [{"sourcedId": "u00'), "perhaps cut off"),
    "another-list": (Told({"orgs": []}), "lacks 'users'"),
    "empty-object": (Told({}), "lacks 'users'"),
    "null": (Told(b"null"), "no object"),
    "words": (Told({"users": "none"}), "does not hold a list"),
    "object": (Told({"users": {"items": []}}), "does not hold a list"),
}


@pytest.mark.parametrize("at", [0, 3])
@pytest.mark.parametrize("form", NO_ROSTER)
def test_success_that_is_none(caller: Caller, serve: Serve, form: str, at: int) -> None:
    """At first, and where the end is looked for: it is never taken for an empty page."""
    told, words = NO_ROSTER[form]
    provider = serve(Quirky(people(9), caps=(5,), body=lambda window: told if window.number == at else sent(window)))
    error = failing(caller, provider)
    assert type(error) is DecodeError
    assert error.status == 200
    assert words in str(error)
    assert len(provider.asked) == at + 1


def sent(window: Window) -> Any:
    return {"users": window.page}


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE], ids=["utf-8", "utf-16-le", "utf-16-be"]
)
def test_byte_order_mark(caller: Caller, serve: Serve, mark: bytes) -> None:
    coding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[mark]

    def body(window: Window) -> bytes:
        return mark + orjson.dumps({"users": window.page}).decode().encode(coding)

    outcome = pulled(caller, serve(Quirky(people(3), body=body)))
    assert outcome.ids == names(3)
    assert outcome.report.complete
    assert outcome.report.warnings["the body began with a byte order mark"] == outcome.requests
