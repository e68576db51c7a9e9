"""One reading, page by page: what is asked for instead when a provider refuses or fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from oneroster_sdk import ApiError, NotFound, RetryPolicy, TransportError, Unavailable, desc, raw
from oneroster_sdk._asking import Manner
from oneroster_sdk._flow import Answer, Failure, Reply
from oneroster_sdk._profiles import Profile

from .playing import BY_ID, LABEL, URL, Asked, Script, client, ids_of, named, org, orgs, reply, serving, unless, window

NO = reply({"imsx_description": "no"}, 400)


# --- what stands for an empty page


def test_a_404_after_records_is_the_end() -> None:
    script = unless(lambda asked: asked.offset > 1, Reply(404), serving(named("a", "b")))
    roster, provider = client(script)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "b"]
    assert pull.report.evidence == "an empty page"
    assert pull.report.warnings == {"a 404 stood for an empty page": 1}
    assert [each.status for each in map(script, provider.asked) if isinstance(each, Reply)] == [200, 404, 200]


@pytest.mark.parametrize("status", [400, 404, 422, 500, 501])
def test_a_filter_that_is_refused_is_applied_here(status: int) -> None:
    """A 404 may mean that nothing matches, or that the field is unknown: without the filter both come out right."""
    everything = serving([{**org("a"), "name": "x"}, {**org("b"), "name": "y"}])
    roster, provider = client(lambda asked: Reply(status) if "filter" in asked.query else everything(asked))
    pull = roster.orgs.where(name="x").order_by(desc("name")).pull()
    assert ids_of(pull) == ["a"]
    assert pull.report.complete
    assert pull.report.filtered == 1
    assert pull.report.warnings == {"the provider refuses the filter; it was applied here to all records": 1}
    assert "filter" in provider.queries[0]
    assert not any("filter" in query and "limit" in query and query["offset"] != "0" for query in provider.queries)


@pytest.mark.parametrize(
    "ask",
    [
        lambda orgs: orgs.where(raw("name='x'")),
        lambda orgs: orgs.where(name="x").server_only(),
    ],
)
def test_a_filter_that_only_the_provider_may_apply_stays_refused(ask: Any) -> None:
    roster, provider = client(lambda asked: Reply(404) if "filter" in asked.query else Reply(204))
    with pytest.raises(NotFound):
        list(ask(roster.orgs))
    assert len(provider.asked) == 1


@pytest.mark.parametrize("rest", [Reply(404), Reply(403), Reply(300), Reply(500), Failure("the host is gone")])
def test_a_404_for_an_endpoint_that_is_not_there(rest: Answer) -> None:
    roster, provider = client(lambda asked: Reply(404) if "filter" in asked.query else rest)
    with pytest.raises(NotFound, match="does not know this address"):
        list(roster.orgs.where(name="x"))
    assert len(provider.asked) <= 8


@pytest.mark.parametrize("offset", [1, 2])
def test_a_404_where_records_should_be_is_an_error(offset: int) -> None:
    """From there on the provider may be gone; only past the last record a 404 can say that nothing is left."""
    script = unless(lambda asked: asked.offset >= offset, Reply(404), serving(named("a", "b", "c"), cap=2))
    roster, _ = client(script)
    with pytest.raises(NotFound):
        list(roster.orgs)


def test_nothing_may_be_left_without_the_filter() -> None:
    roster, provider = client(lambda asked: Reply(404) if "filter" in asked.query else Reply(204))
    assert list(roster.orgs.where(name="x")) == []
    assert window(provider.asked[0]) == {"filter": "name='x'", **BY_ID}
    assert [window(each) for each in provider.asked[1:]] == [BY_ID]


def test_order_and_filter_may_both_be_refused() -> None:
    roster, provider = client(refusing(lambda query: "filter" in query or "sort" in query))
    pull = roster.orgs.where(name="x").pull()
    assert list(pull) == []
    assert pull.report.warnings == {
        "the provider refuses the filter; it was applied here to all records": 1,
        "the provider refuses to sort by sourcedId": 1,
    }
    assert [window(each) for each in provider.asked[-2:]] == [{}, {}]


def test_a_filter_is_given_up_last() -> None:
    roster, provider = client(refusing(lambda query: "filter" in query))
    pull = roster.orgs.where(name="x", type="school").select("name").pull()
    assert list(pull) == []
    tried = [(each.limit, *(name in each.query for name in ("fields", "sort", "filter"))) for each in provider.asked]
    less = [(limit, fields, sort) for fields in (True, False) for limit in (1000, 200, 50) for sort in (True, False)]
    assert tried[:13] == [*((*each, True) for each in less), (1000, True, True, False)]
    assert pull.report.requests == len(provider.asked)
    assert pull.report.filtered == 1


@pytest.mark.parametrize("refusal", [Reply(403), Reply(418), Failure("the host is gone")])
def test_a_filter_is_given_up_only_if_it_may_be_at_fault(refusal: Answer) -> None:
    roster, provider = client(lambda asked: refusal, retry=RetryPolicy(attempts=1))
    with pytest.raises((ApiError, TransportError)):
        list(roster.orgs.where(name="x"))
    assert len(provider.asked) == 1


def test_a_404_without_a_filter_is_an_error() -> None:
    roster, provider = client(lambda asked: Reply(404), name="north")
    with pytest.raises(NotFound, match=f"{LABEL}: the provider answered 404") as caught:
        list(roster.orgs)
    assert caught.value.name == "north"
    assert len(provider.asked) == 1


def test_another_refusal_after_records_is_an_error() -> None:
    script = unless(lambda asked: asked.offset > 1, Reply(403), serving(named("a", "b")))
    with pytest.raises(ApiError, match="403"):
        list(client(script)[0].orgs)


def test_a_failure_after_several_tries() -> None:
    with pytest.raises(TransportError, match=r"the host is gone \(2 tries\)"):
        list(client(lambda asked: Failure("the host is gone"))[0].orgs)


@pytest.mark.parametrize(
    ("total", "seen"),
    [(None, 2), ("header", 2), ("body", 3), ("none", None)],
)
def test_which_total_is_believed(total: str | None, seen: int | None) -> None:
    body = reply({"orgs": named("a", "b"), "total": 3}, headers={"x-total-count": "2"})
    profile = Profile("p", "p", total=total)  # type: ignore[arg-type]
    roster, _ = client(lambda asked: body, profile=profile)
    assert next(roster.orgs.pages()).total == seen


# --- less, where a provider fails at much


def heavy_above(most: int, status: int, rows: list[dict[str, Any]]) -> Script:
    return unless(lambda asked: asked.limit > most, Reply(status), serving(rows, declare=True))


@pytest.mark.parametrize("status", [502, 504])
def test_a_page_that_is_too_heavy_is_halved(status: int) -> None:
    rows = named(*(f"o{number:03d}" for number in range(60)))
    roster, provider = client(heavy_above(25, status, rows), page_size=100, retry=RetryPolicy(attempts=5, base=0.0))
    pull = roster.orgs.pull()
    assert ids_of(pull) == [row["sourcedId"] for row in rows]
    # Twice each, for one failure may be a chance; then half as many.
    assert provider.windows[:6] == [(0, 100), (0, 100), (0, 50), (0, 50), (0, 25), (24, 25)]
    assert pull.report.warnings == {"the provider failed at large pages; smaller ones were asked for": 2}
    assert (pull.report.requests, pull.report.retries) == (len(provider.asked), 2)


def test_pages_are_halved_later_as_well() -> None:
    rows = named(*(f"o{number:03d}" for number in range(100)))
    script = unless(lambda asked: asked.limit > 20 and asked.offset > 0, Reply(504), serving(rows, declare=True))
    roster, provider = client(script, page_size=40)
    assert ids_of(roster.orgs) == [row["sourcedId"] for row in rows]
    assert provider.windows[:4] == [(0, 40), (39, 40), (39, 40), (39, 20)]


@pytest.mark.parametrize(
    ("status", "attempts", "page_size", "windows"),
    [
        (504, 1, 100, [(0, 100)]),  # nothing is repeated, so nothing is asked for in smaller pages either
        (503, 2, 100, [(0, 100)] * 2),
        (504, 2, 20, [(0, 20)] * 2),
        (504, 3, 21, [(0, 21)] * 2 + [(0, 10)] * 2),
    ],
)
def test_what_is_not_halved(status: int, attempts: int, page_size: int, windows: list[tuple[int, int]]) -> None:
    retry = RetryPolicy(attempts=attempts, base=0.0)
    roster, provider = client(lambda asked: Reply(status), page_size=page_size, retry=retry)
    with pytest.raises(Unavailable, match=str(status)):
        list(roster.orgs)
    assert provider.windows == windows


def test_a_link_is_asked_for_as_often_as_anything() -> None:
    def script(asked: Asked) -> Answer:
        if "page" in asked.query:
            return Reply(504)
        return orgs(named("a", "b"), {"link": f'<{URL}?page=2>; rel="next"'})

    roster, provider = client(script, retry=RetryPolicy(attempts=4, base=0.0))
    with pytest.raises(Unavailable, match=r"504 \(4 tries\)"):
        list(roster.orgs)
    assert len([each for each in provider.asked if "page" in each.query]) == 4


# --- less, where a provider refuses


def refusing(refuses: Callable[[Mapping[str, str]], bool], status: int = 400) -> Script:
    return unless(lambda asked: refuses(asked.query), reply({}, status), serving(named("a")))


@pytest.mark.parametrize("status", [400, 422, 500, 501])
def test_a_provider_that_refuses_to_sort(status: int) -> None:
    roster, provider = client(refusing(lambda query: "sort" in query, status))
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a"]
    assert [window(each) for each in provider.asked] == [BY_ID, {}, {}, {}]
    assert pull.report.warnings == {"the provider refuses to sort by sourcedId": 1}
    assert roster._engine.core.known.manners == {"getAllOrgs": Manner(sort=False)}
    assert pull.report.requests == 4
    again = roster.orgs.pull()
    assert ids_of(again) == ["a"]
    assert again.report.warnings == {}
    assert "sort" not in provider.queries[4]


@pytest.mark.parametrize(("most", "asked"), [(999, 200), (200, 200), (199, 50), (50, 50)])
def test_a_provider_that_refuses_a_large_limit(most: int, asked: int) -> None:
    rows = named(*(f"o{number:03d}" for number in range(250)))
    script = unless(lambda asked: asked.limit > most, NO, serving(rows))
    roster, provider = client(script)
    pull = roster.orgs.pull()
    assert ids_of(pull) == [row["sourcedId"] for row in rows]
    assert pull.report.warnings == {f"the provider refuses a limit above {asked}": 1}
    tried = [(0, 1000), (0, 1000), (0, 200), *([(0, 200), (0, 50)] if asked == 50 else [])]
    assert provider.windows[: len(tried) + 1] == [*tried, (asked - 1, asked)]
    assert roster._engine.core.known.manners == {"getAllOrgs": Manner(most=asked)}


def test_a_limit_that_was_refused_is_not_asked_for_by_the_next_reading() -> None:
    rows = named(*(f"o{number:03d}" for number in range(60)))
    roster, provider = client(unless(lambda asked: asked.limit > 50, NO, serving(rows)))
    assert len(list(roster.orgs)) == 60
    provider.asked.clear()
    assert len(list(roster.orgs)) == 60
    assert provider.windows[0] == (0, 50)


def test_a_provider_that_refuses_fields() -> None:
    roster, provider = client(refusing(lambda query: "fields" in query))
    pull = roster.orgs.select("name").pull()
    assert [record.name for record in pull] == ["Zacharias"]
    assert pull.report.warnings == {"the provider refuses a selection of fields, and sent whole records": 1}
    assert window(provider.asked[0]) == {**BY_ID, "fields": "sourcedId,name"}
    assert window(provider.asked[-1]) == BY_ID


def test_fields_are_not_left_out_where_none_were_asked_for() -> None:
    roster, provider = client(lambda asked: NO)
    with pytest.raises(ApiError, match="answered 400"):
        list(roster.orgs)
    tried = [(each.limit, "sort" in each.query) for each in provider.asked]
    assert tried == [(1000, True), (1000, False), (200, True), (200, False), (50, True), (50, False)]


def test_the_first_refusal_says_best_what_is_wrong() -> None:
    def script(asked: Asked) -> Answer:
        return reply({"message": f"refusal {len(provider.asked)}"}, 400)

    roster, provider = client(script)
    pull = roster.orgs.pull()
    with pytest.raises(ApiError) as caught:
        list(pull)
    assert caught.value.description == "refusal 1"
    assert pull.report.warnings == {}
    assert roster._engine.core.known.manners == {}


def test_an_order_of_the_caller_is_not_given_up() -> None:
    roster, provider = client(refusing(lambda query: "sort" in query))
    with pytest.raises(ApiError, match="answered 400"):
        list(roster.orgs.sort("name"))
    assert [(each.query["sort"], each.limit) for each in provider.asked] == [
        ("name", 1000),
        ("name", 200),
        ("name", 50),
    ]


def test_a_filter_that_is_at_fault_is_told_soon() -> None:
    minor = {"imsx_codeMinorField": [{"imsx_codeMinorFieldValue": "invalid_filter_field"}]}
    roster, provider = client(lambda asked: reply({"imsx_CodeMinor": minor}, 400))
    with pytest.raises(ApiError, match="invalid_filter_field"):
        list(roster.orgs.where(name="x"))
    assert len(provider.asked) == 2  # once more without the filter


@pytest.mark.parametrize("refusal", [Reply(403), Reply(418), Failure("the host is gone")])
def test_other_answers_are_no_reason_to_ask_for_less(refusal: Answer) -> None:
    roster, provider = client(lambda asked: refusal, retry=RetryPolicy(attempts=1))
    with pytest.raises((ApiError, TransportError)):
        list(roster.orgs)
    assert len(provider.asked) == 1


def test_what_was_taken_once_is_not_given_up_later() -> None:
    script = unless(lambda asked: asked.offset > 0, NO, serving(named("a", "b")))
    roster, provider = client(script)
    with pytest.raises(ApiError, match="answered 400"):
        list(roster.orgs)
    assert len(provider.asked) == 3  # past the last record a 400 may be the end, but the last record is gone as well


def test_an_eased_question_may_fail_in_another_way() -> None:
    """What came of asking for less is final, whatever it is."""

    def script(asked: Asked) -> Answer:
        return NO if "sort" in asked.query else Reply(403)

    roster, provider = client(script)
    with pytest.raises(ApiError, match="answered 403"):
        list(roster.orgs)
    assert len(provider.asked) == 2
