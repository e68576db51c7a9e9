"""What providers answer to writes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from oneroster_sdk import ApiError, NotFound, PartialWrite
from oneroster_sdk.v1p2 import LineItem, Result

from ..client.conftest import Asked, Provider, Script, Told
from .conftest import Caller, Serve, opened, refusal
from .provider import base

WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def result(sourced_id: str = "r1") -> Result:
    return Result(
        sourced_id=sourced_id,
        date_last_modified=WHEN,
        line_item="li1",
        student="u1",
        score_status="fully graded",
        score_date=date(2026, 3, 4),
        comment="Zacharias",
    )


def line_item(sourced_id: str) -> LineItem:
    return LineItem(
        sourced_id=sourced_id,
        date_last_modified=WHEN,
        title="Essay",
        assign_date=WHEN,
        due_date=WHEN,
        class_="c1",
        school="s1",
        category="k1",
    )


def unwrapped(asked: Asked) -> Any:
    return orjson.loads(asked.body)["result"]


ANSWERS: dict[str, Script] = {
    "empty": lambda asked: Told(b""),
    "a blank": lambda asked: Told(b" "),
    "null": lambda asked: Told(b"null"),
    "the entity": lambda asked: Told(unwrapped(asked)),
    "the wrapped entity": lambda asked: Told(asked.body),
    "words": lambda asked: Told(b"saved", headers={"Content-Type": "text/plain"}),
    "a page": lambda asked: Told(b"<html>saved", headers={"Content-Type": "text/html"}),
}


@pytest.mark.parametrize(
    ("form", "status"),
    [*((form, 200 + number % 2) for number, form in enumerate(ANSWERS)), ("empty", 201), ("empty", 204)],
)
def test_put_answers(caller: Caller, serve: Serve, form: str, status: int) -> None:
    def script(asked: Asked) -> Told:
        told = ANSWERS[form](asked)
        return Told(told.body, status, told.headers)

    provider = serve(script)
    assert opened(caller, provider)(lambda roster: roster.results.put(result())) is None
    (asked,) = provider.asked
    assert (asked.method, asked.path) == ("PUT", "/ims/oneroster/gradebook/v1p2/results/r1")
    assert unwrapped(asked)["sourcedId"] == "r1"


@pytest.mark.parametrize("status", [400, 422])
def test_put_of_an_unwrapped_object(caller: Caller, serve: Serve, status: int) -> None:
    """Who wants it without the name around it refuses what the standard says: nothing is said to be saved."""

    def script(asked: Asked) -> Told:
        bare = "sourcedId" in orjson.loads(asked.body)
        return Told(b"", 201) if bare else Told({"message": "no sourcedId: Zacharias"}, status)

    provider = serve(script)
    error = refusal(caller, provider, lambda roster: roster.results.put(result()))
    assert type(error) is ApiError
    assert error.status == status
    assert len(provider.asked) == 1
    saved = opened(caller, provider)(lambda roster: roster.results.save_many([result()]))
    assert (saved.ok, set(saved.failed)) == (False, {"r1"})


@pytest.mark.parametrize(
    ("form", "status"),
    [("pairs", 201), ("pairs", 200), ("records", 201), ("one record", 200), ("bare record", 202), ("bare array", 201)],
)
def test_post_answers(caller: Caller, serve: Serve, form: str, status: int) -> None:
    def script(asked: Asked) -> Told:
        items = orjson.loads(asked.body)["lineItems"]
        pairs = [{"suppliedSourcedId": item["sourcedId"], "allocatedSourcedId": item["sourcedId"]} for item in items]
        bodies: dict[str, Any] = {
            "pairs": {"sourcedIdPairs": pairs},
            "records": {"lineItems": items},
            "one record": {"lineItem": items[0]},
            "bare record": items[0],
            "bare array": items,
        }
        return Told(bodies[form], status)

    provider = serve(script)
    items = [line_item("li1")] if "one" in form or "bare record" in form else [line_item("li1"), line_item("li2")]
    created = opened(caller, provider)(lambda roster: roster.classes("c1").line_items.create(items))
    assert created == {item.sourced_id: item.sourced_id for item in items}
    assert len(provider.asked) == 1


def test_post_answers_with_other_ids(caller: Caller, serve: Serve) -> None:
    pairs = [{"suppliedSourcedId": "li1", "allocatedSourcedId": "n1"}]
    provider = serve(lambda asked: Told({"sourcedIdPairs": pairs}, 201))
    call = opened(caller, provider)
    assert call(lambda roster: roster.classes("c1").line_items.create([line_item("li1")])) == {"li1": "n1"}


@pytest.mark.parametrize("body", [b"", b" ", b"{}", b"<html>", b"null", b"[]"])
def test_post_answers_with_nothing(caller: Caller, serve: Serve, body: bytes) -> None:
    """It may have created them: which ids they have is not said."""
    provider = serve(lambda asked: Told(body, 201))
    error = refusal(caller, provider, lambda roster: roster.classes("c1").line_items.create([line_item("li1")]))
    assert isinstance(error, PartialWrite)
    assert (error.created, error.unsettled) == ({}, ("li1",))
    assert len(provider.asked) == 1


def kept(status: str | None) -> dict[str, Any]:
    row = {
        **base("r1"),
        "lineItem": {"sourcedId": "li1"},
        "student": {"sourcedId": "u1"},
        "scoreStatus": "fully graded",
        "scoreDate": "2026-03-04",
    }
    return {**row, "status": status}


@pytest.mark.parametrize("status", [200, 204])
@pytest.mark.parametrize("marks", [True, False])
def test_delete_removes_or_marks(caller: Caller, serve: Serve, status: int, marks: bool) -> None:
    def script(asked: Asked) -> Told:
        if asked.method == "DELETE":
            return Told(b"", status)
        return Told({"result": kept("tobedeleted")}) if marks else Told(b"", 404)

    provider: Provider = serve(script)
    call = opened(caller, provider)
    assert call(lambda roster: roster.results.delete("r1")) is None
    found = call(lambda roster: roster.results.find("r1"))
    if marks:
        assert found.is_deleted
        assert not found.is_active
    else:
        assert found is None
    assert isinstance(refusal(caller, serve(lambda asked: Told(b"", 404)), deleting), NotFound)


def deleting(roster: Any) -> Any:
    return roster.results.delete("r1")
