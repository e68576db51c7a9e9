"""Writes over HTTP, read back over HTTP and in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from oneroster_sdk.sandbox import Behaviour, Sandbox

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


def _rows(sandbox: Sandbox, version: str) -> dict[str, int]:
    with closing(sqlite3.connect(sandbox.databases[version])) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own tables
            for name in tables
        }


def _problem(answer: httpx.Response) -> tuple[int, str, str]:
    body = answer.json()
    if "statusInfoSet" in body:
        (info,) = body["statusInfoSet"]
        return answer.status_code, info["imsx_codeMinor"], info["imsx_description"]
    (field,) = body["imsx_CodeMinor"]["imsx_codeMinorField"]
    return answer.status_code, field["imsx_codeMinorFieldValue"], body["imsx_description"]


@pytest.mark.parametrize(("base", "table"), WRITTEN)
def test_put_and_delete(base: str, table: str, shared: Box) -> None:
    sandbox, http = shared
    version = "1.1" if base == "/v1p1" else "1.2"
    other = "1.2" if version == "1.1" else "1.1"
    before, elsewhere = _rows(sandbox, version), _rows(sandbox, other)
    sourced_id = f"new/{table} é+%"
    url = f"{base}/{table}/{quote(sourced_id, safe='')}"
    record = _some(http, base, table) | {"sourcedId": sourced_id, "dateLastModified": "2031-02-03T04:05:06+02:00"}
    total = int(http.get(f"{base}/{table}").headers["X-Total-Count"])

    answer = http.put(url, json={SINGLES[table]: record})
    assert (answer.status_code, answer.content) == (201, b"")
    assert http.get(url).json() == {SINGLES[table]: record}
    assert http.get(f"{base}/{table}").headers["X-Total-Count"] == str(total + 1)
    newest = http.get(f"{base}/{table}", params={"filter": "dateLastModified>='2031-02-03T02:05:06Z'"}).json()[table]
    assert newest == [record]

    less = {name: value for name, value in record.items() if name not in ("metadata", "learningObjectiveSet")}
    less["status"] = "tobedeleted"
    answer = http.put(url, json={SINGLES[table]: less})
    assert (answer.status_code, answer.content) == (200 if version == "1.1" else 201, b"")
    assert http.get(url).json() == {SINGLES[table]: less}
    assert http.get(f"{base}/{table}").headers["X-Total-Count"] == str(total + 1)
    assert (
        http.get(f"{base}/{table}", params={"filter": "metadata.bus>='0' AND status='tobedeleted'"}).status_code == 200
    )

    answer = http.delete(url)
    assert (answer.status_code, answer.content) == (204, b"")
    assert http.get(url).status_code == http.delete(url).status_code == 404
    assert http.get(f"{base}/{table}").headers["X-Total-Count"] == str(total)
    assert _rows(sandbox, version) == before
    assert _rows(sandbox, other) == elsewhere


def test_what_is_written_is_found_below_its_parents(box: Box) -> None:
    _, http = box
    result = _some(http, BOOK, "results")
    item = http.get(f"{BOOK}/lineItems/{quote(result['lineItem']['sourcedId'], safe='')}").json()["lineItem"]
    lesson, student = quote(item["class"]["sourcedId"], safe=""), quote(result["student"]["sourcedId"], safe="")
    paths = (
        f"{BOOK}/classes/{lesson}/results",
        f"{BOOK}/classes/{lesson}/students/{student}/results",
        f"{BOOK}/classes/{lesson}/lineItems/{quote(item['sourcedId'], safe='')}/results",
    )
    before = [int(http.get(path).headers["X-Total-Count"]) for path in paths]
    assert http.put(f"{BOOK}/results/mine", json={"result": result | {"sourcedId": "mine"}}).status_code == 201
    assert [int(http.get(path).headers["X-Total-Count"]) for path in paths] == [each + 1 for each in before]
    assert http.delete(f"{BOOK}/results/mine").status_code == 204
    assert [int(http.get(path).headers["X-Total-Count"]) for path in paths] == before


def test_soft_deletes_leave_the_record(signed_in: SignIn) -> None:
    with Sandbox(students=20, behaviour=Behaviour(soft_delete=True)) as sandbox, signed_in(sandbox) as http:
        for base, table in WRITTEN:
            record = _some(http, base, table)
            url = f"{base}/{table}/{quote(record['sourcedId'], safe='')}"
            assert http.delete(url).status_code == http.delete(url).status_code == 204
            found = http.get(url).json()[SINGLES[table]]
            assert found["dateLastModified"] > record["dateLastModified"]
            assert found == record | {"status": "tobedeleted", "dateLastModified": found["dateLastModified"]}


def _posts(http: httpx.Client) -> list[tuple[str, str, dict[str, Any], list[str]]]:
    """Every POST with the collection it fills, a record that fits, and where else that then shows."""
    result = _some(http, BOOK, "results")
    items = http.get(f"{BOOK}/lineItems").json()["lineItems"]
    item = next(each for each in items if "gradingPeriod" in each and "academicSession" in each)
    fitting = result | {"lineItem": {**result["lineItem"], "sourcedId": item["sourcedId"]}, "class": item["class"]}
    lesson, name = quote(item["class"]["sourcedId"], safe=""), quote(item["sourcedId"], safe="")
    school = quote(item["school"]["sourcedId"], safe="")
    return [
        (f"/classes/{lesson}/lineItems", "lineItems", item, [f"/classes/{lesson}/lineItems", "/lineItems"]),
        (f"/schools/{school}/lineItems", "lineItems", item, ["/lineItems"]),
        (f"/lineItems/{name}/results", "results", fitting, [f"/classes/{lesson}/lineItems/{name}/results"]),
        *[
            (
                f"/classes/{lesson}/academicSessions/{quote(item[kind]['sourcedId'], safe='')}/results", "results",
                fitting, [f"/classes/{lesson}/results", "/results"],
            )
            for kind in ("gradingPeriod", "academicSession")
        ],
    ]  # fmt: skip


@pytest.mark.parametrize("which", range(5))
def test_post(which: int, shared: Box) -> None:
    sandbox, http = shared
    path, table, record, shown = _posts(http)[which]
    before = [int(http.get(BOOK + each).headers["X-Total-Count"]) for each in shown]
    sent = [record | {"sourcedId": f"temporary {number}"} for number in range(3)]
    answer = http.post(BOOK + path, json={table: sent})
    assert answer.status_code == 201
    pairs = answer.json()["sourcedIdPairs"]
    assert [pair["suppliedSourcedId"] for pair in pairs] == [each["sourcedId"] for each in sent]
    allocated = [pair["allocatedSourcedId"] for pair in pairs]
    assert len({*allocated, *(each["sourcedId"] for each in sent)}) == 6
    for sourced_id in allocated:
        found = http.get(f"{BOOK}/{table}/{sourced_id}").json()
        assert found == {SINGLES[table]: record | {"sourcedId": sourced_id}}
    assert [int(http.get(BOOK + each).headers["X-Total-Count"]) for each in shown] == [each + 3 for each in before]
    nothing: list[dict[str, Any]] = [{}, {table: []}]
    for empty in nothing:
        answer = http.post(BOOK + path, json=empty)
        assert (answer.status_code, answer.json()) == (201, {"sourcedIdPairs": []})
    assert _rows(sandbox, "1.1")["lineItems"] < _rows(sandbox, "1.2")["lineItems"]


@pytest.mark.parametrize("which", range(5))
def test_a_post_is_whole_or_not_at_all(which: int, shared: Box) -> None:
    sandbox, http = shared
    path, table, record, _ = _posts(http)[which]
    before = _rows(sandbox, "1.2")
    target = "lineItem" if table == "results" else "class"
    items = http.get(f"{BOOK}/lineItems").json()["lineItems"]
    elsewhere = next(
        each for each in items if each["class"] != record.get("class") and each["school"] != record.get("school")
    )
    wrong = [
        ({"status": "gone"}, ".status has none of the values that the standard allows."),
        ({target: record[target] | {"sourcedId": "nobody"}}, f".{target} leads to no record."),
        ({"sourcedId": "1"}, ".sourcedId is that of another record in the body."),
        (
            {"lineItem": record[target] | {"sourcedId": elsewhere["sourcedId"]}}
            if table == "results"
            else {"class": elsewhere["class"], "school": elsewhere["school"]},
            " does not belong where the path says.",
        ),
    ]
    for change, words in wrong:
        sent = [record | {"sourcedId": "1"}, record | {"sourcedId": "2"} | change]
        assert _problem(http.post(BOOK + path, json={table: sent})) == (422, "invaliddata", f"{table}[1]{words}")
    assert _rows(sandbox, "1.2") == before


@pytest.mark.parametrize(
    "path",
    [
        "/classes/nobody/lineItems", "/schools/nobody/lineItems", "/schools/district-1/lineItems",
        "/lineItems/nobody/results", "/classes/nobody/academicSessions/term-000001/results",
        "/classes/class%2F2/academicSessions/nobody/results",
    ],
)  # fmt: skip
def test_a_post_to_an_unknown_parent(path: str, shared: Box) -> None:
    _, http = shared
    assert _problem(http.post(BOOK + path, json={"nonsense": 1}))[:2] == (404, "unknownobject")


def test_results_of_another_class_in_the_same_session(box: Box) -> None:
    _, http = box
    items = http.get(f"{BOOK}/lineItems").json()["lineItems"]
    one = next(each for each in items if "academicSession" in each)
    lesson = http.get("/rostering/v1p2/classes/class-000001").json()["class"]
    other = {**one, "sourcedId": "other", "class": one["class"] | {"sourcedId": lesson["sourcedId"]}}
    assert http.put(f"{BOOK}/lineItems/other", json={"lineItem": other}).status_code == 201
    assert one["class"] != other["class"]
    result = _some(http, BOOK, "results")
    result["lineItem"]["sourcedId"] = other["sourcedId"]
    name, session = (quote(one[kind]["sourcedId"], safe="") for kind in ("class", "academicSession"))
    answer = http.post(f"{BOOK}/classes/{name}/academicSessions/{session}/results", json={"results": [result]})
    assert _problem(answer)[2] == "results[0] does not belong where the path says."


def test_a_listing_begun_before_a_write(box: Box) -> None:
    _, http = box
    query: dict[str, str | int] = {"sort": "title", "limit": 2, "filter": "title!='x'"}
    first = http.get(f"{BOOK}/categories", params=query).json()["categories"]
    assert http.delete(f"{BOOK}/categories/{quote(first[0]['sourcedId'], safe='')}").status_code == 204
    again = http.get(f"{BOOK}/categories", params=query).json()["categories"]
    assert again[0] == first[1]
