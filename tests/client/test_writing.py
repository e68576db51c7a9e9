"""Writes: what is sent, what is refused before it is, and what callers learn of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from oneroster_sdk import (
    ApiError,
    Forbidden,
    NotFound,
    NotOffered,
    PartialWrite,
    QueryError,
    TransportError,
    WriteOutcomeUnknown,
    WriteRefused,
)
from oneroster_sdk.v1p2 import (
    CategoryGUIDRef,
    Class,
    LineItem,
    OrgGUIDRef,
    Result,
    ScoreScale,
    ScoreScaleValue,
    ScoreStatus,
)

from .conftest import Asked, Caller, Provider, Script, Told

Serve = Callable[[Script], Provider]
WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def line_item(sourced_id: str = "li1", **changes: Any) -> LineItem:
    given: dict[str, Any] = {
        "sourced_id": sourced_id,
        "date_last_modified": WHEN,
        "title": "Essay",
        "assign_date": WHEN,
        "due_date": WHEN,
        "class_": "c 1/2",
        "school": OrgGUIDRef(sourced_id="s1", href="https://x.example/schools/s1"),
        "category": "k1",
        **changes,
    }
    return LineItem(**given)


def result(sourced_id: str = "r1", **changes: Any) -> Result:
    given: dict[str, Any] = {
        "sourced_id": sourced_id,
        "date_last_modified": WHEN,
        "line_item": "li1",
        "student": "u1",
        "score_status": ScoreStatus.FULLY_GRADED,
        "score_date": date(2026, 3, 4),
        "score": 91.5,
        "late": False,
        **changes,
    }
    return Result(**given)


def reference(root: str, kind: str, sourced_id: str, path: str) -> dict[str, str]:
    return {"href": f"{root}{path}", "sourcedId": sourced_id, "type": kind}


def test_put(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 201))
    call = caller.open(provider.base_url, provider.auth)
    assert call(lambda roster: roster.results.put(result("r/1"))) is None
    (asked,) = provider.asked
    assert (asked.method, asked.path) == ("PUT", "/ims/oneroster/gradebook/v1p2/results/r%2F1")
    assert asked.headers["content-type"] == "application/json"
    root = provider.base_url
    assert orjson.loads(asked.body) == {
        "result": {
            "sourcedId": "r/1",
            "status": "active",
            "dateLastModified": "2026-03-04T05:06:07.000Z",
            "lineItem": reference(root, "lineItem", "li1", "/gradebook/v1p2/lineItems/li1"),
            "student": reference(root, "user", "u1", "/rostering/v1p2/users/u1"),
            "scoreStatus": "fully graded",
            "score": 91.5,
            "scoreDate": "2026-03-04",
            "late": "false",
        }
    }


def test_references_take_records_references_and_ids(caller: Caller, serve: Serve) -> None:
    clazz = Class(sourced_id="c1", title="T", course="k", school="s", terms=["t1"])
    made = line_item(class_=clazz, category=CategoryGUIDRef(sourced_id="k1"))
    provider = serve(lambda asked: Told(b"", 204))
    caller.open(provider.base_url, provider.auth)(lambda roster: roster.line_items.put(made))
    sent = orjson.loads(provider.asked[0].body)["lineItem"]
    assert sent["class"]["href"] == f"{provider.base_url}/rostering/v1p2/classes/c1"
    assert sent["category"]["sourcedId"] == "k1"
    assert sent["school"]["href"] == "https://x.example/schools/s1"
    assert [each.sourced_id for each in clazz.terms] == ["t1"]


@pytest.mark.parametrize(
    "told", [Told(b"", 200), Told({"result": {}}, 200), Told(b"<html>", 201), Told(b"", 204), Told(b" ", 201)]
)
def test_any_body_will_do_for_a_success(caller: Caller, serve: Serve, told: Told) -> None:
    provider = serve(lambda asked: told)
    caller.open(provider.base_url, provider.auth)(lambda roster: roster.results.put(result()))


REFUSED: list[tuple[Any, str, str]] = [
    (lambda: result(score_status="graded"), "scoreStatus", "must be one of exempt, fully graded"),
    (lambda: result(status="inactive"), "status", "must be one of active, tobedeleted"),
    (lambda: result(score="91"), "score", "is no finite number"),
    (lambda: result(score=float("nan")), "score", "is no finite number"),
    (lambda: result(score_date="2026-03-04"), "scoreDate", "is no datetime.date"),
    (lambda: result(score_date=WHEN), "scoreDate", "is no datetime.date"),
    (lambda: result(late="false"), "late", "is neither True nor False"),
    (lambda: result(comment=7), "comment", "is a number where a string is due"),
    (lambda: result(metadata=[1]), "metadata", "is an array where a mapping is due"),
    (lambda: line_item(due_date=WHEN.replace(tzinfo=None)), "dueDate", "with a time zone"),
    (lambda: line_item(due_date=date(2026, 1, 1)), "dueDate", "with a time zone"),
    (lambda: line_item(title=None), "title", "is required"),
]


@pytest.mark.parametrize(("make", "field", "words"), REFUSED)
def test_what_the_standard_would_refuse_is_not_sent(
    caller: Caller, serve: Serve, make: Callable[[], Any], field: str, words: str
) -> None:
    provider = serve(lambda asked: Told(b"", 201))
    record = make()
    place = "results" if isinstance(record, Result) else "line_items"
    with pytest.raises(WriteRefused, match=words) as caught:
        caller.open(provider.base_url, provider.auth)(lambda roster: getattr(roster, place).put(record))
    assert caught.value.field == field
    assert provider.asked == provider.tokens == []


def test_extended_words_are_sent(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 201))
    caller.open(provider.base_url, provider.auth)(lambda roster: roster.results.put(result(score_status="ext:late")))
    assert orjson.loads(provider.asked[0].body)["result"]["scoreStatus"] == "ext:late"


def test_partial_and_odd_records_are_refused(caller: Caller, serve: Serve) -> None:
    whole = result().to_dict()
    partial = Result.from_dict({key: value for key, value in whole.items() if key != "scoreStatus"})
    extended = Result.from_dict({**whole, "vendor": 1})
    scale = ScoreScale(sourced_id="x", title="T", type="t", class_="c1", score_scale_value=[])
    longer = ScoreScale(
        sourced_id="x",
        title="T",
        type="t",
        class_="c1",
        score_scale_value=[ScoreScaleValue(item_value_lhs="A", item_value_rhs=7)],  # type: ignore[arg-type]
    )
    provider = serve(lambda asked: Told(b"", 201))
    call = caller.open(provider.base_url, provider.auth)
    with pytest.raises(WriteRefused, match=r"Result\.scoreStatus is required, but the provider did not send it"):
        call(lambda roster: roster.results.put(partial))
    with pytest.raises(WriteRefused, match=r"Result\.vendor is unknown to the standard"):
        call(lambda roster: roster.results.put(extended))
    with pytest.raises(WriteRefused, match=r"ScoreScale\.scoreScaleValue is required"):
        call(lambda roster: roster.score_scales.put(scale))
    with pytest.raises(WriteRefused, match=r"scoreScaleValue\[0\]\.itemValueRHS is a number"):
        call(lambda roster: roster.score_scales.put(longer))
    with pytest.raises(WriteRefused, match="takes LineItem records, not Result"):
        call(lambda roster: roster.line_items.put(result()))
    assert provider.asked == []


def test_refusals_of_the_provider(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 403))
    with pytest.raises(Forbidden, match=r"PUT /gradebook/v1p2/results/\{sourcedId\}"):
        caller.open(provider.base_url, provider.auth)(lambda roster: roster.results.put(result("secret-id")))


def test_delete(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 204))
    caller.open(provider.base_url, provider.auth)(lambda roster: roster.results.delete("r1"))
    assert [(asked.method, asked.path, asked.body) for asked in provider.asked] == [
        ("DELETE", "/ims/oneroster/gradebook/v1p2/results/r1", b"")
    ]


def test_a_repeated_delete_that_finds_nothing_has_succeeded(caller: Caller, serve: Serve) -> None:
    answers = iter([Told(b"", 502), Told(b"", 404), Told(b"", 404)])
    provider = serve(lambda asked: next(answers))
    call = caller.open(provider.base_url, provider.auth)
    call(lambda roster: roster.results.delete("r1"))
    with pytest.raises(NotFound):
        call(lambda roster: roster.results.delete("r2"))


def allot(asked: Asked) -> Told:
    ids = [each["sourcedId"] for each in orjson.loads(asked.body)["lineItems"]]
    pairs = [{"suppliedSourcedId": one, "allocatedSourcedId": f"new-{one}"} for one in ids]
    return Told({"sourcedIdPairs": pairs}, 201)


def test_create_in_chunks(caller: Caller, serve: Serve) -> None:
    provider = serve(allot)
    items = [line_item(f"li{number}") for number in range(5)]
    call = caller.open(provider.base_url, provider.auth)
    created = call(lambda roster: roster.classes("c 1/2").line_items.create(items, chunk=2))
    assert created == {f"li{number}": f"new-li{number}" for number in range(5)}
    assert [len(orjson.loads(asked.body)["lineItems"]) for asked in provider.asked] == [2, 2, 1]
    assert {(asked.method, asked.path) for asked in provider.asked} == {
        ("POST", "/ims/oneroster/gradebook/v1p2/classes/c%201%2F2/lineItems")
    }
    assert call(lambda roster: roster.schools("s1").line_items.create([])) == {}


def test_pairs_that_are_missing(caller: Caller, serve: Serve) -> None:
    provider = serve(
        lambda asked: Told({"sourcedIdPairs": [{"suppliedSourcedId": "li0", "allocatedSourcedId": "n"}]}, 201)
    )
    with pytest.raises(PartialWrite, match="of 2 records, 1 were created") as caught:
        caller.open(provider.base_url, provider.auth)(
            lambda roster: roster.classes("c1").line_items.create([line_item("li0"), line_item("li1")])
        )
    assert (caught.value.created, caught.value.unsettled) == ({"li0": "n"}, ("li1",))


def test_an_answer_with_the_records_instead_of_pairs(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(asked.body, 201))
    created = caller.open(provider.base_url, provider.auth)(
        lambda roster: roster.classes("c1").line_items.create([line_item("li0")])
    )
    assert created == {"li0": "li0"}


def test_a_chunk_that_fails_after_others(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        return allot(asked) if len(provider.asked) == 1 else Told(b"", 422)

    provider = serve(script)
    items = [line_item(f"li{number}") for number in range(3)]
    call = caller.open(provider.base_url, provider.auth)
    with pytest.raises(PartialWrite, match=r"of 3 records, 1 were created: POST .* answered 422") as caught:
        call(lambda roster: roster.classes("c1").line_items.create(items, chunk=1))
    assert (caught.value.created, caught.value.unsettled) == ({"li0": "new-li0"}, ("li1", "li2"))
    with pytest.raises(ApiError, match="422"):
        call(lambda roster: roster.classes("c1").line_items.create(items))


def test_a_post_without_an_answer_is_not_repeated(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 504))
    with pytest.raises(WriteOutcomeUnknown, match="Whether the 1 records were created is unknown") as caught:
        caller.open(provider.base_url, provider.auth)(
            lambda roster: roster.line_items("li1").results.create([result()])
        )
    assert caught.value.unsettled == ("r1",)
    assert len(provider.asked) == 1


def test_save_many_reports_each_failure(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 403 if asked.path.endswith("r1") else 201))
    call = caller.open(provider.base_url, provider.auth)
    saved = call(lambda roster: roster.results.save_many([result("r0"), result("r1"), result("r2")]))
    assert saved.saved == {"r0": "r0", "r2": "r2"}
    assert isinstance(saved.failed["r1"], Forbidden)
    assert not saved.ok
    assert repr(saved) == "Saved(saved=<2 records>, failed=<1 records>)"


def test_save_many_posts_where_that_is_offered(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: allot(asked) if len(provider.asked) == 1 else Told(b"", 422))
    items = [line_item(f"li{number}") for number in range(3)]
    saved = caller.open(provider.base_url, provider.auth)(
        lambda roster: roster.classes("c1").line_items.save_many(items, chunk=2)
    )
    assert saved.saved == {"li0": "new-li0", "li1": "new-li1"}
    assert set(saved.failed) == {"li2"}


def test_ids_that_cannot_be_told_apart(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 201))
    call = caller.open(provider.base_url, provider.auth)
    with pytest.raises(QueryError, match="two of the records have the same sourcedId"):
        call(lambda roster: roster.results.save_many([result(), result()]))
    with pytest.raises(QueryError, match="one record at least"):
        call(lambda roster: roster.classes("c1").line_items.create([line_item()], chunk=0))
    assert provider.asked == []


def test_what_can_only_be_written_cannot_be_read(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told())
    call = caller.open(provider.base_url, provider.auth)

    def iterate(roster: Any) -> Any:
        place = roster.classes("c1").academic_sessions("a1").results
        return place.__aiter__() if hasattr(place, "__aiter__") else iter(place)

    with pytest.raises(NotOffered, match="lets clients write here, but not read"):
        call(iterate)
    assert provider.asked == []


def test_nobody_listens(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told())
    call = caller.open("http://127.0.0.1:9/ims/oneroster", provider.auth)
    with pytest.raises(TransportError):
        call(lambda roster: roster.results.put(result()))
    with pytest.raises(TransportError):
        call(lambda roster: roster.line_items("li1").results.create([result()]))


def test_what_no_json_can_hold_is_refused(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told(b"", 201))
    call = caller.open(provider.base_url, provider.auth)
    deep: dict[str, Any] = {}
    for _ in range(200_000):
        deep = {"x": deep}
    wrong: list[dict[str, Any]] = [{"x": object()}, deep]
    for metadata in wrong:
        record = result(metadata=metadata)
        with pytest.raises(WriteRefused, match=r"^PUT /gradebook/v1p2/results/\{sourcedId\}: the body cannot be"):
            call(lambda roster: roster.results.put(record))  # noqa: B023 - called before the next one
    assert provider.asked == []
