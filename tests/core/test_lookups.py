"""Questions with one answer: a single record, and how many there are."""

from __future__ import annotations

import re
from typing import Any

import pytest

from oneroster_sdk import DecodeError, F, InvalidRecordError, NotFound, NotOffered
from oneroster_sdk._flow import Answer, Reply
from oneroster_sdk.events import Event, Repaired, Warned

from .playing import Asked, Script, client, named, org, orgs, reply, serving

ONE = "GET /rostering/v1p2/orgs/{sourcedId}"
MANY = "GET /rostering/v1p2/orgs"


def test_one_record() -> None:
    roster, provider = client(lambda asked: reply({"org": org("a")}))
    assert roster.orgs.get("a").name == "Zacharias"
    (asked,) = provider.asked
    assert (asked.path, asked.query) == ("/ims/oneroster/rostering/v1p2/orgs/a", {})
    assert (asked.request.method, asked.request.label) == ("GET", ONE)


def test_one_record_with_these_fields_only() -> None:
    roster, provider = client(lambda asked: reply({"org": {"sourcedId": "a", "name": "x"}}))
    record = roster.orgs.get("a", fields=("name",))
    assert record.name == "x"
    assert provider.asked[0].query == {"fields": "sourcedId,name"}
    with pytest.raises(AttributeError, match=r"select|asked for"):
        assert record.type


def test_what_was_odd_about_one_record_is_told() -> None:
    events: list[Event] = []
    body = [org("a", identifier=7, status="Active")]
    roster, _ = client(lambda asked: reply({"data": {"org": body}}), on_event=events.append)
    assert roster.orgs.get("a").identifier == "7"
    assert [event for event in events if isinstance(event, Warned | Repaired)] == [
        Warned(ONE, "the records came under 'data' instead of 'org'"),
        Warned(ONE, "a list of one came where one object is due"),
        Repaired(ONE, "Org", "status", "was in another letter case", 1),
        Repaired(ONE, "Org", "identifier", "was a number", 1),
    ]


def test_one_record_that_cannot_be_read() -> None:
    roster, _ = client(lambda asked: reply({"org": org("a", parent=7.5)}), name="north")
    with pytest.raises(InvalidRecordError) as caught:
        roster.orgs.get("a")
    error = caught.value
    assert (error.record, error.field, error.position, error.name) == ("Org", "parent", 0, "north")
    assert str(error).startswith(f"{ONE}: record 0 cannot be read: Org.parent ")
    assert error.reason in str(error)
    assert (error.__cause__, error.__context__) == (None, None)


@pytest.mark.parametrize("answer", [Reply(404), Reply(204), reply({"org": None})])
def test_no_record(answer: Answer) -> None:
    roster, _ = client(lambda asked: answer)
    assert roster.orgs.find("a") is None
    with pytest.raises(NotFound, match=re.escape(ONE)):
        roster.orgs.get("a")


def test_an_answer_that_holds_no_record() -> None:
    with pytest.raises(DecodeError, match="lacks 'org'"):
        client(lambda asked: reply({"x": 1}))[0].orgs.get("a")


def test_one_record_under_the_name_that_the_path_has_for_it() -> None:
    roster, _ = client(lambda asked: reply({"school": org("a")}))
    assert roster.schools.get("a").sourced_id == "a"
    roster, _ = client(lambda asked: reply({"schools": named("a"), "totalCount": 5}))
    assert roster.schools.count() == 5


def test_one_record_of_1_1_is_shown_as_one_of_1_2() -> None:
    user: dict[str, Any] = {"sourcedId": "u", "status": "active", "dateLastModified": "2026-01-02T03:04:05Z"}
    user |= {"username": "x", "enabledUser": "true", "role": "student", "orgs": [{"sourcedId": "o"}]}
    events: list[Event] = []
    roster, _ = client(lambda asked: reply({"user": user}), version="1.1", on_event=events.append)
    shown = roster.users.get("u")
    assert [(each.role, each.org.sourced_id) for each in shown.roles] == [("student", "o")]
    (repaired,) = [event for event in events if isinstance(event, Repaired) and event.field == "enabledUser"]
    assert (repaired.operation, repaired.record) == ("GET /v1p1/users/{sourcedId}", "User")
    with pytest.raises(AttributeError) as caught:
        assert shown.given_name
    assert "select" not in str(caught.value)
    narrow = roster.users.get("u", fields=("roles",))
    with pytest.raises(AttributeError) as caught:
        assert narrow.given_name
    assert "select" in str(caught.value) or "asked for" in str(caught.value)


# --- how many


def declaring(total: int, rows: list[dict[str, Any]], given: int = 1) -> Script:
    """A provider that declares this total, and gives so many records whatever it is asked for."""
    return lambda asked: orgs(rows[asked.offset : asked.offset + given], {"x-total-count": str(total)})


def test_the_declared_total() -> None:
    roster, provider = client(declaring(7, named("a", "b", "c")))
    assert roster.orgs.where(name="Zacharias").order_by("name").count() == 7
    (asked,) = provider.asked
    query = {"filter": "name='Zacharias'", "sort": "name", "orderBy": "asc", "limit": "1", "offset": "0"}
    assert asked.query == query


def test_a_total_within_the_limit_of_the_query() -> None:
    assert client(declaring(7, named("a")))[0].orgs.limit(5).count() == 5
    assert client(declaring(3, named("a")))[0].orgs.limit(5).count() == 3


def test_the_total_of_the_body() -> None:
    roster, _ = client(lambda asked: reply({"orgs": named("a"), "totalCount": 7}))
    assert roster.orgs.count() == 7


def test_nothing_is_counted_at_once() -> None:
    roster, provider = client(declaring(0, []))
    assert roster.orgs.count() == 0
    assert len(provider.asked) == 1


def test_a_total_of_one_is_asked_about_once_more() -> None:
    roster, provider = client(declaring(1, named("a")))
    assert roster.orgs.count() == 1
    assert provider.windows == [(0, 1), (1, 1)]


def test_a_provider_that_ignores_offset_may_still_be_right() -> None:
    roster, _ = client(lambda asked: orgs(named("a"), {"x-total-count": "1"}))
    assert roster.orgs.count() == 1


def test_a_provider_that_ignores_the_limit_may_still_be_right() -> None:
    roster, provider = client(declaring(2, named("a", "b"), given=9))
    assert roster.orgs.count() == 2
    assert provider.windows == [(0, 1), (2, 1)]


UNRELIABLE = f"{MANY}: the total that the provider declares is not the number of records asked for: "
INSTEAD = ". Count what you iterate over instead."


@pytest.mark.parametrize(
    ("total", "given", "words"),
    [
        (1, 1, f"{UNRELIABLE}it is that of the page, for there are more records{INSTEAD}"),
        (2, 2, f"{UNRELIABLE}it is that of the page, for there are more records{INSTEAD}"),
        (1, 2, f"{UNRELIABLE}there are more records than that{INSTEAD}"),
        (0, 1, f"{UNRELIABLE}there are more records than that{INSTEAD}"),
    ],
)
def test_totals_that_are_not_those_of_the_collection(total: int, given: int, words: str) -> None:
    roster, _ = client(declaring(total, named("a", "b", "c"), given), name="north")
    with pytest.raises(NotOffered) as caught:
        roster.orgs.count()
    assert (str(caught.value), caught.value.name) == (words, "north")


def test_a_total_of_a_provider_that_ignores_the_filter() -> None:
    roster, provider = client(declaring(7, [org("a", name="zzz")]), name="north")
    with pytest.raises(NotOffered) as caught:
        roster.orgs.where(name="x").count()
    why = "it is that of all records, for the provider ignores the filter"
    assert (str(caught.value), caught.value.name) == (f"{UNRELIABLE}{why}{INSTEAD}", "north")
    assert roster.orgs.where(name="x", verify="none").count() == 7
    assert roster.orgs.count() == 7
    assert len(provider.asked) == 3


def test_no_total() -> None:
    roster, provider = client(serving(named("a")), name="north")
    with pytest.raises(NotOffered) as caught:
        roster.orgs.count()
    assert (str(caught.value), caught.value.name) == (
        f"{MANY}: the provider declares no total (X-Total-Count). Count what you iterate over instead.",
        "north",
    )
    assert len(provider.asked) == 1


def test_what_is_applied_here_cannot_be_counted_there() -> None:
    roster, provider = client(declaring(7, named("a")), name="north")
    with pytest.raises(NotOffered) as caught:
        roster.orgs.where(F.name.in_(["a", "b", "c"])).count()
    assert caught.value.name == "north"
    assert str(caught.value) == (
        "count() asks the provider, and a part of the filter is applied here. Count what you iterate over instead; "
        "explain() shows the parts."
    )
    assert provider.asked == []


def test_a_refusal_to_count() -> None:
    def script(asked: Asked) -> Answer:
        return Reply(404)

    with pytest.raises(NotFound, match=MANY):
        client(script)[0].orgs.count()
    with pytest.raises(DecodeError, match=f"^{MANY}: the answer lacks 'orgs'"):
        client(lambda asked: reply({"x": []}))[0].orgs.count()
