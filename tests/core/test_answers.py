"""Errors: which class a status is, what a body says went wrong, and that nobody is named in a message."""

from __future__ import annotations

import pickle
from typing import Any

import orjson
import pytest

from oneroster_openapi.v1p1.models import ImsxCodeMinor
from oneroster_openapi.v1p2.models import ImsxCodeMinorFieldValue
from oneroster_sdk import (
    ApiError,
    AuthError,
    DecodeError,
    Forbidden,
    NotFound,
    NotOffered,
    OneRosterError,
    RateLimited,
    TransportError,
    Unavailable,
)
from oneroster_sdk._answers import StatusInfo, is_page, json_object, lost, nobody_knows, success, warnings
from oneroster_sdk._flow import Answer, Failure, Reply, Request
from oneroster_sdk._json import to_json
from oneroster_sdk._untold import CODES

ASKED = Request("GET", "https://x.example/users/Zacharias", "GET /users/{sourcedId}")
PAGE = b"<html><title>Zacharias</title></html>"
LOGIN = "An HTML page came. This looks like a login page, is the base URL right?"
GATEWAY = "An HTML page came, perhaps from a gateway in front of it."


def nested(code: Any) -> dict[str, Any]:
    return {"imsx_codeMinorField": [{"imsx_codeMinorFieldName": "Zacharias", "imsx_codeMinorFieldValue": code}]}


def failure(**more: Any) -> dict[str, Any]:
    return {"imsx_codeMajor": "failure", "imsx_severity": "error", **more}


UNKNOWN = failure(imsx_description="no Zacharias", imsx_CodeMinor=nested("unknownobject"))


def content(body: Any) -> bytes:
    return body if isinstance(body, bytes) else orjson.dumps(body)


def raised(answer: Answer, tries: int = 1) -> OneRosterError:
    with pytest.raises(OneRosterError) as caught:
        success(ASKED, answer, tries, "district 9")
    return caught.value


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_success(status: int) -> None:
    answer = Reply(status, content=b"x")
    assert success(ASKED, answer, 1, None) is answer


@pytest.mark.parametrize(
    ("status", "body", "kind", "advice"),
    [
        (300, b"", ApiError, "Redirects are not followed, for the token would go with them; correct the base URL."),
        (399, PAGE, ApiError, "Redirects are not followed, for the token would go with them; correct the base URL."),
        (400, b"", ApiError, "The provider does not understand the query; look at the filter, sort and fields."),
        (400, PAGE, ApiError, "An HTML page came; is the base URL right?"),
        (401, b"", AuthError, "The provider does not accept the token; check the client id, secret and scopes."),
        (401, PAGE, AuthError, LOGIN),
        (403, b" ", Forbidden, "The token lacks a scope, or the provider's settings forbid this."),
        (403, PAGE, Forbidden, LOGIN),
        (404, PAGE, NotFound, LOGIN),
        (404, UNKNOWN, NotFound, "There is no such record, or nothing matched."),
        (404, {"imsx_codeMajor": "failure"}, NotFound, "There is no such record, or nothing matched."),
        (
            404,
            {"message": "Zacharias"},
            NotFound,
            "The provider does not know this address: is the base URL right, does it offer this endpoint?",
        ),
        (405, b"", ApiError, "The provider does not offer this; is the base URL right?"),
        (418, b"", ApiError, "The provider refused the request."),
        (422, b"", ApiError, "The provider finds the request invalid."),
        (429, b"slow", RateLimited, "The provider asks for fewer requests; try again later."),
        (429, PAGE, RateLimited, f"The provider asks for fewer requests; try again later. {GATEWAY}"),
        (499, b"", ApiError, "The provider refused the request."),
        (500, b"", Unavailable, "The provider cannot answer now; try again later."),
        (501, b"", NotOffered, "The provider does not offer this."),
        (503, PAGE, Unavailable, f"The provider cannot answer now; try again later. {GATEWAY}"),
    ],
)
def test_statuses(status: int, body: Any, kind: type[OneRosterError], advice: str) -> None:
    error = raised(Reply(status, content=content(body)))
    assert type(error) is kind
    code = ", unknownobject" if body is UNKNOWN else ""
    assert str(error) == f"GET /users/{{sourcedId}}: the provider answered {status}{code}. {advice}"
    assert (error.status, error.name, error.retryable) == (status, "district 9", status in (429, 500, 503))
    assert "Zacharias" not in repr(error)


def test_what_an_error_carries() -> None:
    headers = {"request-id": "r-2", "x-correlation-id": "r-1", "retry-after": "7"}
    error = raised(Reply(429, headers, orjson.dumps(UNKNOWN)), tries=3)
    assert "answered 429, unknownobject (3 tries). The" in str(error)
    assert (error.code_minor, error.description) == ("unknownobject", "no Zacharias")
    assert (error.request_id, error.retry_after, error.retryable) == ("r-1", 7.0, True)
    again = pickle.loads(pickle.dumps(error))
    assert (again.description, vars(again) | {"_description": 0}) == (None, vars(error) | {"_description": 0})


def test_no_answer() -> None:
    error = raised(Failure("it broke"), tries=2)
    assert type(error) is TransportError
    assert str(error) == "GET /users/{sourcedId}: it broke (2 tries)"
    assert (error.retryable, error.name) == (True, "district 9")
    assert str(raised(Failure("it broke"))).endswith("it broke")


# Body, code, description, whether it is OneRoster's own form.
BODIES: list[tuple[Any, str | None, str | None, bool]] = [
    (UNKNOWN, "unknownobject", "no Zacharias", True),
    (failure(imsx_CodeMinor="server_busy"), "server_busy", None, True),
    (failure(imsx_codeMinor="Invalid Data"), "invaliddata", None, True),
    (failure(imsx_codeMinor="unauthorized"), "unauthorisedrequest", None, True),
    (failure(imsx_codeMinor=nested("forbidden")), "forbidden", None, True),
    (
        failure(imsx_codeMinor={"imsx_codeMinorField": {"imsx_codeMinorFieldValue": "forbidden"}}),
        "forbidden",
        None,
        True,
    ),
    (failure(imsx_codeMinor={"imsx_codeMinorField": "forbidden"}), "forbidden", None, True),
    (failure(imsx_codeMinor=["forbidden"]), "forbidden", None, True),
    (failure(imsx_codeMinor=[]), None, None, True),
    (failure(imsx_codeMinor={}), None, None, True),
    (failure(imsx_codeMinor={"imsx_codeMinorField": []}), None, None, True),
    (failure(imsx_codeMinor=7), None, None, True),
    (failure(imsx_codeMinor="Zacharias"), "Zacharias", None, True),
    (failure(imsx_codeMinor="Zacharias 9"), None, None, True),
    (failure(imsx_codeMinor="z" * 40), "z" * 40, None, True),
    (failure(imsx_codeMinor="z" * 41), None, None, True),
    (failure(), None, None, True),
    ({"imsx_CodeMinor": nested("forbidden")}, "forbidden", None, True),
    ({"imsx_StatusInfo": UNKNOWN}, "unknownobject", "no Zacharias", True),
    ({"imsx_statusInfo": UNKNOWN}, "unknownobject", "no Zacharias", True),
    ({"statusInfoSet": [UNKNOWN]}, "unknownobject", "no Zacharias", True),
    ({"statusInfoSet": UNKNOWN}, "unknownobject", "no Zacharias", True),
    ({"imsx_StatusInfoSet": [UNKNOWN]}, "unknownobject", "no Zacharias", True),
    ({"statusInfoSet": [{"imsx_codeMajor": "success"}, UNKNOWN]}, "unknownobject", "no Zacharias", True),
    ({"statusInfoSet": [{"imsx_codeMajor": "success", "imsx_description": "Ana"}]}, None, "Ana", True),
    ({"statusInfoSet": []}, None, None, False),
    ({"codeMajor": "failure", "severity": "error", "codeMinor": "unknown object"}, "unknownobject", None, True),
    (failure(error="Zacharias"), None, "Zacharias", True),
    ({"error": "Zacharias"}, None, "Zacharias", False),
    ({"Error": "Zacharias"}, None, "Zacharias", False),
    ({"status": "failed", "error": "Zacharias"}, None, "Zacharias", False),
    ({"error": {"code": "E1", "message": "no Zacharias"}}, None, "no Zacharias; E1", False),
    ({"error": {"code": 7, "message": None}}, None, None, False),
    ({"error": "invalid_token", "error_description": "Zacharias"}, None, "invalid_token; Zacharias", False),
    ({"detail": "Zacharias"}, None, "Zacharias", False),
    (
        {"detail": [{"msg": "bad", "loc": ["query", "limit", 0, None], "input": "Ana"}]},
        None,
        "query.limit.0; bad",
        False,
    ),
    ({"message": "Zacharias", "error": "Not Found", "statusCode": 404}, None, "Not Found; Zacharias", False),
    ({"message": ["a", "b"], "error": "Bad Request"}, None, "Bad Request; a; b", False),
    ({"errors": ["a", {"message": "b"}]}, None, "a; b", False),
    ({"title": "T", "errors": {"limit": ["too large"]}}, None, "T; too large", False),
    ({"type": "about:blank", "title": "T", "status": 404, "detail": "D"}, None, "T; D", False),
    ({"description": "D", "msg": "M"}, None, "M; D", False),
    ({"message": "same", "detail": " same\n"}, None, "same", False),
    ({"message": "a\n  b"}, None, "a b", False),
    ({"error": {"error": {"error": "three"}}}, None, "three", False),
    ({"error": {"error": {"error": {"error": "four"}}}}, None, "four", False),
    ({"error": {"error": {"error": {"error": {"error": "five"}}}}}, None, None, False),
    ({"message": "é" * 501}, None, "é" * 500, False),
    ({"message": " "}, None, None, False),
    ([{"message": "a"}, "b"], None, "a; b", False),
    ("Zacharias", None, "Zacharias", False),
    (7, None, None, False),
    (None, None, None, False),
    ({}, None, None, False),
    (b"", None, None, False),
    (b" ", None, None, False),
    (b"no  Zacharias\r\n", None, "no Zacharias", False),
    (b"x" * 501, None, "x" * 500, False),
    ("né".encode("latin-1"), None, "n\N{REPLACEMENT CHARACTER}", False),
    (b"\x1f\x8b\x00\x01", None, None, False),
    (PAGE, None, None, False),
    (b"<?xml version='1.0'?><error>Zacharias</error>", None, None, False),
    (b'\xef\xbb\xbf{"error": "Zacharias"}', None, "Zacharias", False),
]


@pytest.mark.parametrize(("body", "code", "description", "ours"), BODIES)
def test_bodies_of_errors(body: Any, code: str | None, description: str | None, ours: bool) -> None:
    answer = Reply(400, content=content(body))
    problem = StatusInfo.read(answer)
    assert (problem.code_minor, problem.description, problem.is_oneroster) == (code, description, ours)
    error = raised(answer)
    assert (error.code_minor, error.description) == (code, description)
    for shown in (str(error), repr(error)):
        assert "Zacharias" not in shown
        assert "Ana" not in shown
    assert "description" not in repr(problem)


def test_the_charset_of_an_error() -> None:
    told = Reply(400, {"content-type": "application/json;charset=latin2"}, '{"error": "Łucja"}'.encode("latin2"))
    assert StatusInfo.read(told).description == "Łucja"


@pytest.mark.parametrize("header", ["x-request-id", "x-correlation-id", "request-id"])
def test_the_name_of_a_request(header: str) -> None:
    assert raised(Reply(500, {header: "r-1"})).request_id == "r-1"
    assert raised(Reply(500, {"via": "r-1"})).request_id is None


@pytest.mark.parametrize(
    ("body", "fails"),
    [
        ({"imsx_codeMajor": "failure"}, True),
        ({"imsx_codeMajor": "Failed"}, True),
        ({"imsx_codeMajor": "unsupported", "imsx_severity": "status"}, True),
        ({"imsx_codeMajor": "success", "imsx_severity": "ERROR"}, True),
        ({"imsx_codeMajor": "success", "imsx_severity": "warning"}, False),
        ({"imsx_codeMajor": "processing"}, False),
        ({"imsx_severity": "status"}, False),
        ({"imsx_severity": "status", "imsx_codeMinor": "forbidden"}, False),
        ({"imsx_codeMajor": "success", "imsx_codeMinor": "forbidden"}, False),
        ({"imsx_codeMinor": "forbidden"}, True),
        ({"imsx_codeMinor": "full success"}, False),
        ({"imsx_codeMinor": None}, False),
        ({"error": "x"}, False),
    ],
)
def test_failures(body: dict[str, Any], fails: bool) -> None:
    assert StatusInfo.of(body).is_failure is fails


def test_the_codes_of_both_versions_are_known() -> None:
    words = {each.value.replace(" ", "") for each in [*ImsxCodeMinor, *ImsxCodeMinorFieldValue]}
    assert words - CODES == {"unauthorized"}
    assert StatusInfo("unauthorisedrequest").known_code == "unauthorisedrequest"
    assert StatusInfo("Zacharias").known_code is None


def test_warnings() -> None:
    assert warnings({"users": []}) == ()
    told = [
        {"imsx_severity": "warning", "imsx_codeMinor": "invalid_sort_field"},
        {"imsx_severity": "Warning"},
        {"imsx_severity": "status", "imsx_codeMinor": "full success"},
        {"imsx_codeMinor": "forbidden"},
    ]
    assert warnings({"statusInfoSet": told}) == ("invalid_sort_field", "unknown")


@pytest.mark.parametrize(
    ("answer", "page"),
    [
        (Reply(200, content=PAGE), True),
        (Reply(200, {"content-type": "Text/HTML; charset=utf-8"}, b" <!-- x --><p>"), True),
        (Reply(200, {"content-type": "text/html"}, b"no"), False),
        (Reply(200, {"content-type": "application/xml"}, b"<x/>"), False),
        (Reply(200, {"content-type": "text/html"}), False),
    ],
)
def test_pages_for_people(answer: Reply, page: bool) -> None:
    assert is_page(answer) is page


def test_objects() -> None:
    assert json_object(Reply(200, content=b'{"a": 1}'), "GET /x") == {"a": 1}
    for body, words in [
        (b"[]", "JSON, but no object, came"),
        (b"", "an empty body came"),
        (b"{" * 1000, "no JSON (1,000 bytes, perhaps cut off) came"),
    ]:
        with pytest.raises(DecodeError) as caught:
            json_object(Reply(200, {"x-request-id": "r-1"}, body), "GET /x")
        assert str(caught.value) == f"GET /x: {words} instead of a JSON object"
        assert (caught.value.status, caught.value.request_id) == (200, "r-1")
    with pytest.raises(DecodeError, match=r"GET /x: an HTML page came instead of JSON\. This looks like a login page"):
        json_object(Reply(200, content=PAGE), "GET /x")


@pytest.mark.parametrize(
    ("value", "text"),
    [({"é": [1, None]}, '{"é":[1,null]}'), ({"é": 10**30, "b": 1}, '{"é":1000000000000000000000000000000,"b":1}')],
)
def test_json_is_written_with_all_digits(value: Any, text: str) -> None:
    assert to_json(value) == text.encode()


def test_what_json_cannot_say_is_not_written() -> None:
    with pytest.raises(
        ValueError, match=r"^this cannot be written as JSON: .* holds what JSON does not know$"
    ) as caught:
        to_json({"Zacharias": {1, 2}})
    assert caught.value.__context__ is None
    with pytest.raises(ValueError, match="JSON"):
        to_json([10**30, float("nan")])


@pytest.mark.parametrize(
    ("answer", "unknown", "reason"),
    [
        (Failure("the connection broke"), True, "the connection broke"),
        (Failure("it was refused", sent=False), False, "it was refused"),
        (Reply(502), True, "a gateway answered 502"),
        (Reply(504), True, "a gateway answered 504"),
        (Reply(503), False, "a gateway answered 503"),
        (Reply(201), False, "a gateway answered 201"),
    ],
)
def test_whether_a_request_may_have_been_carried_out(answer: Answer, unknown: bool, reason: str) -> None:
    assert (nobody_knows(answer), lost(answer)) == (unknown, reason)
