"""Writes that are turned down: what is wrong is named, and nothing is stored."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from oneroster_sdk.sandbox import Sandbox, _app

Box = tuple[Sandbox, httpx.Client]
SignIn = Callable[..., httpx.Client]
SINGLES = {
    "assessmentLineItems": "assessmentLineItem", "assessmentResults": "assessmentResult", "categories": "category",
    "lineItems": "lineItem", "results": "result", "scoreScales": "scoreScale",
}  # fmt: skip
WRITTEN = [("/gradebook/v1p2", table) for table in SINGLES] + [
    ("/v1p1", table) for table in ("categories", "lineItems", "results")
]
BOOK = "/gradebook/v1p2"


def _some(http: httpx.Client, base: str, table: str) -> dict[str, Any]:
    """The richest record of a table."""
    found: list[dict[str, Any]] = http.get(f"{base}/{table}", params={"limit": 1000}).json()[table]
    return max(found, key=len)


def _problem(answer: httpx.Response) -> tuple[int, str, str]:
    body = answer.json()
    if "statusInfoSet" in body:
        (info,) = body["statusInfoSet"]
        return answer.status_code, info["imsx_codeMinor"], info["imsx_description"]
    (field,) = body["imsx_CodeMinor"]["imsx_codeMinorField"]
    return answer.status_code, field["imsx_codeMinorFieldValue"], body["imsx_description"]


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"", "application/json"), (b"{", "application/json"), (b'{"category": NaN}', "application/json"),
        (b"\xff", "application/json"), (b'{"category": "\\ud800"}', "application/json"),
        (b"[" * 3000 + b"]" * 3000, "application/json"), (b"[" * 600 + b"]" * 600, "application/json"),
        (b'{"category": {}}', "text/plain"), (b'{"category": {}}', ""), (b"a=b", "application/x-www-form-urlencoded"),
        (b"[]", "application/json"), (b"null", "application/json; charset=utf-8"),
        (b'{"categories": []}', "application/json"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("base", "status", "code"), [(BOOK, 422, "invaliddata"), ("/v1p1", 400, "invalid data")])
def test_bodies_that_cannot_be_read(
    content: bytes, content_type: str, base: str, status: int, code: str, shared: Box
) -> None:
    _, http = shared
    headers = {"Content-Type": content_type} if content_type else {}
    answer = http.put(f"{base}/categories/x", content=content, headers=headers)
    assert _problem(answer)[:2] == (status, code)
    assert http.get(f"{base}/categories/x").status_code == 404


def test_a_body_that_is_too_long(shared: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_app, "_LONGEST_BODY", 1000)
    _, http = shared
    record = _some(http, BOOK, "categories") | {"title": "x" * 1000}
    assert _problem(http.put(f"{BOOK}/categories/x", json={"category": record}))[:2] == (422, "invaliddata")


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("lineItems", {"sourcedId": "other"}, "lineItem.sourcedId is not that of the path."),
        ("lineItems", {"title": None}, "lineItem.title is not a string."),
        ("lineItems", {"title": ...}, "lineItem.title is missing."),
        ("lineItems", {"dueDate": "tomorrow"}, "lineItem.dueDate is not a date and time with an offset."),
        ("lineItems", {"dueDate": "2026-01-01T00:00:00"}, "lineItem.dueDate is not a date and time with an offset."),
        ("lineItems", {"resultValueMax": "100"}, "lineItem.resultValueMax is not a number."),
        ("lineItems", {"resultValueMax": True}, "lineItem.resultValueMax is not a number."),
        ("lineItems", {"resultValueMax": 2**64 - 1}, "lineItem has a number that is too large."),
        ("lineItems", {"Silva": 1}, "lineItem has a property that the standard does not know."),
        ("lineItems", {"class": {"sourcedId": "x", "type": "class"}}, "lineItem.class.href is missing."),
        ("lineItems", {"metadata": []}, "lineItem.metadata is not an object."),
        (
            "lineItems",
            {"learningObjectiveSet": [{"source": "case", "learningObjectiveIds": []}]},
            "lineItem.learningObjectiveSet[0].learningObjectiveIds has too few elements.",
        ),
        (
            "lineItems",
            {"learningObjectiveSet": [{"source": "Silva", "learningObjectiveIds": ["x"]}]},
            "lineItem.learningObjectiveSet[0].source has none of the values that the standard allows.",
        ),
        ("results", {"scoreStatus": "ext:"}, "result.scoreStatus has none of the values that the standard allows."),
        ("results", {"scoreDate": "2026-02-30"}, "result.scoreDate is not a date."),
        ("results", {"late": True}, "result.late is not a string."),
    ],
)
def test_refusals_name_the_property_and_not_the_value(
    table: str, change: dict[str, Any], words: str, shared: Box
) -> None:
    _, http = shared
    record = _some(http, BOOK, table) | {"sourcedId": "x"} | change
    record = {name: value for name, value in record.items() if value is not ...}
    answer = http.put(f"{BOOK}/{table}/x", json={SINGLES[table]: record})
    assert _problem(answer) == (422, "invaliddata", words)
    assert "Silva" not in answer.text
    assert http.get(f"{BOOK}/{table}/x").status_code == 404


def test_an_infinite_number_is_none(shared: Box) -> None:
    _, http = shared
    record = _some(http, BOOK, "categories") | {"sourcedId": "x", "weight": 12345}
    text = httpx.Request("PUT", "http://x", json={"category": record}).content.replace(b"12345", b"1e999")
    answer = http.put(f"{BOOK}/categories/x", content=text, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


@pytest.mark.parametrize(("base", "table"), WRITTEN)
def test_references_to_what_is_not_there(base: str, table: str, shared: Box) -> None:
    _, http = shared
    record = _some(http, base, table)
    references = [name for name, value in record.items() if isinstance(value, dict) and "href" in value]
    assert references or table == "categories"
    for name in references:
        wrong = copy.deepcopy(record)
        wrong[name]["sourcedId"] = "district-1"  # there is an org of this id, but references want no such org
        answer = http.put(f"{base}/{table}/{quote(record['sourcedId'], safe='')}", json={SINGLES[table]: wrong})
        assert _problem(answer)[2] == f"{SINGLES[table]}.{name} leads to no record."
        assert _problem(answer)[0] == (400 if base == "/v1p1" else 422)


def test_scopes_of_writes(shared: Box, signed_in: SignIn) -> None:
    sandbox, http = shared
    prefix = "https://purl.imsglobal.org/spec/or/"
    category, scale = _some(http, BOOK, "categories"), _some(http, BOOK, "assessmentLineItems")
    own = {"category": category | {"sourcedId": "own"}}
    requests = {
        "v1p2/scope/gradebook.createput": ("PUT", f"{BOOK}/categories/own", own),
        "v1p2/scope/gradebook.createpost": ("POST", f"{BOOK}/classes/class%2F2/lineItems", {}),
        "v1p2/scope/gradebook.delete": ("DELETE", f"{BOOK}/categories/own", None),
        "v1p2/scope/assessment.createput": (
            "PUT", f"{BOOK}/assessmentLineItems/own", {"assessmentLineItem": scale | {"sourcedId": "own"}},
        ),
        "v1p2/scope/assessment.delete": ("DELETE", f"{BOOK}/assessmentLineItems/own", None),
        "v1p1/scope/gradebook.createput": (
            "PUT", "/v1p1/categories/own", {"category": {k: v for k, v in own["category"].items() if k != "weight"}},
        ),
        "v1p1/scope/gradebook.delete": ("DELETE", "/v1p1/categories/own", None),
    }  # fmt: skip
    for scope in requests:
        with signed_in(sandbox, scope=prefix + scope) as client:
            for needed, (method, path, body) in requests.items():
                answer = client.request(method, path, json=body)
                assert (answer.status_code == 403) == (needed != scope), (scope, needed)
                assert answer.is_success == (needed == scope)


def test_writes_need_a_token(shared: Box) -> None:
    sandbox, _ = shared
    for method in ("PUT", "DELETE"):
        assert httpx.request(method, f"{sandbox.base_url}{BOOK}/categories/x").status_code == 401


def test_other_methods_are_refused(shared: Box) -> None:
    _, http = shared
    for method, path, allowed in (
        ("POST", f"{BOOK}/lineItems", "GET"),
        ("PATCH", f"{BOOK}/lineItems/x", "DELETE, GET, PUT"),
        ("GET", f"{BOOK}/lineItems/x/results", "POST"),
        ("PUT", "/v1p1/users/x", "GET"),
    ):
        answer = http.request(method, path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)
