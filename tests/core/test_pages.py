"""One reading, page by page: what is asked, what is left out when a provider refuses, what becomes of the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from oneroster_openapi.operation import Operation
from oneroster_openapi.v1p1.operations import OPERATIONS as OLD
from oneroster_openapi.v1p2.operations import OPERATIONS as NEW
from oneroster_sdk import (
    ApiError,
    DecodeError,
    F,
    InvalidRecordError,
    NotFound,
    NotOffered,
    RetryPolicy,
    TransportError,
    Unavailable,
    desc,
    raw,
)
from oneroster_sdk._asking import Manner
from oneroster_sdk._claims import ANY_LIMIT
from oneroster_sdk._core import Target
from oneroster_sdk._flow import Answer, Failure, Reply
from oneroster_sdk._pages import identity
from oneroster_sdk._profiles import Profile
from oneroster_sdk.events import Event, PageRead, Repaired, Warned

from .playing import BASE, LABEL, Asked, Script, client, ids_of, named, org, orgs, reply, serving

URL = f"{BASE}/rostering/v1p2/orgs"
BY_ID = {"sort": "sourcedId", "orderBy": "asc"}
NO = reply({"imsx_description": "no"}, 400)


def window(asked: Asked) -> dict[str, str]:
    """What was asked for beside the window of the page."""
    return {name: value for name, value in asked.query.items() if name not in ("limit", "offset")}


def unless(refuses: Callable[[Asked], bool], refusal: Answer, script: Script) -> Script:
    return lambda asked: refusal if refuses(asked) else script(asked)


# --- how pages are asked for


def test_an_unsorted_reading_asks_for_the_order_of_ids_until_the_end_is_proved() -> None:
    roster, provider = client(serving(named("a", "b", "c", "d"), cap=2), page_size=3)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "b", "c", "d"]
    assert provider.windows == [(0, 3), (2, 2), (1, 3), (2, 3), (3, 3), (4, 2), (3, 3)]
    assert [window(each) for each in provider.asked] == [BY_ID] * 7
    assert {each.path for each in provider.asked} == {"/ims/oneroster/rostering/v1p2/orgs"}
    assert {(each.request.method, each.request.label) for each in provider.asked} == {("GET", LABEL)}
    report = pull.report
    assert (report.operation, report.pages, report.requests, report.retries) == (LABEL, 3, 7, 0)
    assert (report.complete, report.evidence, report.warnings) == (True, "an empty page", {})
    assert (report.received, report.distinct) == (4, 4)


@pytest.mark.parametrize("operations", [OLD, NEW], ids=["1.1", "1.2"])
def test_the_addresses_of_pages_are_those_of_single_questions(operations: Mapping[str, Operation]) -> None:
    core = client(serving([]))[0]._engine.core
    paged = [operation for operation in operations.values() if "offset" in operation.query]
    assert len(paged) > 30
    for operation in paged:
        target = Target(operation, ("a?limit=0&offset=0",) * operation.path.count("{"))
        for given in ({}, {"filter": "name='?limit=0&offset=0&x'", "sort": "name"}):
            address = core.pages(target, given)
            for limit, offset in ((100, 0), (2, 99), (7, 12345)):
                assert address(limit, offset) == core.url(target, {**given, "limit": limit, "offset": offset})


def test_a_question_that_takes_no_window_has_no_pages() -> None:
    core = client(serving([]))[0]._engine.core
    with pytest.raises(NotOffered, match="takes no limit, offset"):
        core.pages(Target(NEW["getUser"], ("a",)), {})


def test_requests_that_were_repeated_are_counted() -> None:
    roster, provider = client(lambda asked: Reply(503) if len(provider.asked) == 2 else serving(named("a"))(asked))
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a"]
    assert (pull.report.requests, pull.report.retries) == (len(provider.asked), 1)


def test_each_page_is_told() -> None:
    events: list[Event] = []
    roster, _ = client(serving(named("a", "b", "c"), cap=2, declare=True), on_event=events.append, page_size=2)
    assert ids_of(roster.orgs) == ["a", "b", "c"]
    assert [event for event in events if isinstance(event, PageRead)] == [
        PageRead(LABEL, 0, 2, 3),
        PageRead(LABEL, 1, 2, 3),
        PageRead(LABEL, 2, 1, 3),
    ]


def test_the_order_of_the_caller_goes_to_the_provider() -> None:
    roster, provider = client(serving(named("a", "b")))
    assert ids_of(roster.orgs.order_by(desc("name"))) == ["a", "b"]
    assert {tuple(window(each).items()) for each in provider.asked} == {(("sort", "name"), ("orderBy", "desc"))}


def test_no_order_is_asked_for_where_the_profile_advises_against_it() -> None:
    roster, provider = client(serving(named("a", "b")), profile=Profile("p", "p", default_sort=False))
    assert ids_of(roster.orgs) == ["a", "b"]
    assert {tuple(window(each)) for each in provider.asked} == {()}
    assert ids_of(roster.orgs.sort("name")) == ["a", "b"]
    assert window(provider.asked[-1]) == {"sort": "name", "orderBy": "asc"}


def test_a_sort_that_lost_records_is_read_again_by_the_id() -> None:
    """A sort without a tie-breaker repeats one record and loses another, though their number is right."""
    wrong, right = named("a", "b", "b", "d"), named("a", "b", "c", "d")

    def script(asked: Asked) -> Answer:
        return serving(wrong if asked.query["sort"] == "name" else right, cap=2, declare=True)(asked)

    roster, provider = client(script, page_size=2)
    pull = roster.orgs.where(F.status == "active").order_by(desc("name"), desc("sourcedId")).pull()
    assert ids_of(pull) == ["d", "c", "b", "a"]
    asked = [window(each) for each in provider.asked]
    first, second = {"sort": "name", "orderBy": "desc"}, BY_ID
    half = asked.index({"filter": "status='active'", **second})
    assert asked[:half] == [{"filter": "status='active'", **first}] * half
    assert asked[half:] == [{"filter": "status='active'", **second}] * (len(asked) - half)
    assert pull.report.warnings["records moved meanwhile, and the collection was read again"] == 1
    assert pull.report.complete


def test_a_sort_that_lost_records_is_given_up_where_the_profile_advises_against_sorts() -> None:
    wrong, right = named("a", "b", "b", "d"), named("a", "b", "c", "d")

    def script(asked: Asked) -> Answer:
        return serving(wrong if "sort" in asked.query else right, cap=2, declare=True)(asked)

    roster, provider = client(script, page_size=2, profile=Profile("p", "p", default_sort=False))
    pull = roster.orgs.sort("name").pull()
    assert sorted(ids_of(pull)) == ["a", "b", "c", "d"]
    assert pull.report.warnings["records moved meanwhile, and the collection was read again"] == 1
    sorts = [each.query.get("sort") for each in provider.asked]
    again = sorts.index(None)
    assert sorts == ["name"] * again + [None] * (len(sorts) - again)


def test_links_are_followed_as_they_are() -> None:
    def script(asked: Asked) -> Answer:
        page = int(asked.query.get("page", "0"))
        link = f'<?page={page + 1}>; rel="next", ' if page < 2 else ""
        return orgs(named(f"o{page}"), {"link": f'{link}<{URL}?page=0>; rel="first"'})

    roster, provider = client(script)
    assert ids_of(roster.orgs) == ["o0", "o1", "o2"]
    assert [each.request.url for each in provider.asked[-2:]] == [f"{URL}?page=1", f"{URL}?page=2"]
    assert roster._engine.core.known.links_hold == ANY_LIMIT


def linked_by_offset(asked: Asked) -> Answer:
    rows = named("a", "b", "c", "d")[asked.offset : asked.offset + min(asked.limit, 2)]
    after = asked.offset + len(rows)
    link = f'<{URL}?offset={after}&limit=2>; rel="next", ' if after < 4 else ""
    return orgs(rows, {"link": f'{link}<{URL}?offset=0>; rel="first"'})


def test_what_links_hold_is_known_to_the_next_reading() -> None:
    """Links that reckon with a page that was cut are right of any page."""
    roster, provider = client(linked_by_offset, page_size=3)
    assert ids_of(roster.orgs) == ["a", "b", "c", "d"]
    assert roster._engine.core.known.links_hold == ANY_LIMIT
    provider.asked.clear()
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "b", "c", "d"]
    assert pull.report.evidence == "the last link"


def test_links_that_were_wrong_once_prove_nothing_later() -> None:
    def script(asked: Asked) -> Answer:
        rows = named("a", "b", "c")[asked.offset : asked.offset + min(asked.limit, 2)]
        there = f"offset={asked.offset + 2}" if asked.offset else "offset=7"
        return orgs(rows, {"link": f'<{URL}?{there}>; rel="next"'} if rows else {})

    roster, _ = client(script, page_size=3)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "b", "c"]
    assert pull.report.warnings == {"a link to the next page did not fit the page it came with": 1}
    assert roster._engine.core.known.links_hold == 0


def test_links_that_were_seen_to_fit_full_pages_hold_for_this_reading_only() -> None:
    roster, _ = client(linked_by_offset, page_size=2)
    assert ids_of(roster.orgs) == ["a", "b", "c", "d"]
    assert roster._engine.core.known.links_hold == 0


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


# --- what becomes of the records

BAD = org("b", parent=7.5)
ROWS = [org("a"), BAD, org("c")]


def test_a_record_that_cannot_be_read_ends_the_pull() -> None:
    roster, _ = client(serving(ROWS), name="north")
    pull = roster.orgs.pull()
    with pytest.raises(InvalidRecordError) as caught:
        list(pull)
    error = caught.value
    assert str(error).startswith(f"{LABEL}: record 1 cannot be read: Org.parent ")
    assert str(error).endswith('Tell the provider; on_invalid="collect" reads the others and reports this one.')
    assert (error.record, error.field, error.position, error.name) == ("Org", "parent", 1, "north")
    assert error.reason in str(error)
    assert (error.__cause__, error.__context__) == (None, None)
    assert (pull.report.invalid, pull.report.skipped) == ([], 0)


def test_a_record_that_is_no_object_is_named_by_its_model() -> None:
    with pytest.raises(InvalidRecordError, match="record 0 cannot be read: Org is not an object"):
        list(client(lambda asked: reply({"orgs": [7]}))[0].orgs)


@pytest.mark.parametrize(("choice", "reported", "skipped"), [("collect", 1, 0), ("skip", 0, 1)])
def test_records_that_cannot_be_read_are_told_apart(choice: str, reported: int, skipped: int) -> None:
    roster, _ = client(serving(ROWS), on_invalid=choice)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "c"]
    assert (len(pull.report.invalid), pull.report.skipped) == (reported, skipped)
    assert pull.report.complete
    (page,) = list(roster.orgs.pages())
    (problem,) = page.invalid
    assert (problem.position, problem.sourced_id, problem.record, problem.field) == (1, "b", "Org", "parent")
    assert (ids_of(page.records), page.raw) == (["a", "c"], [ROWS[0], ROWS[2]])


def test_positions_are_those_of_the_collection() -> None:
    roster, _ = client(serving([org("a"), org("b"), org("c"), org("d", parent=7.5)], cap=2), on_invalid="collect")
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "b", "c"]
    assert [each.position for each in pull.report.invalid] == [3]
    offsets = [(page.offset, ids_of(page.records)) for page in roster.orgs.pages()]
    assert offsets == [(0, ["a", "b"]), (2, ["c"]), (3, [])]


def test_raw_records_come_readable_or_not() -> None:
    roster, _ = client(serving(ROWS))
    assert sorted(each["sourcedId"] for each in roster.orgs.raw()) == ["a", "b", "c"]
    assert list(roster.orgs.raw())[-1] == BAD
    later = client(serving([*named("x", "y"), BAD, org("z")], cap=2))[0]
    assert [each["sourcedId"] for each in later.orgs.raw()] == ["x", "y", "b", "z"]


def test_what_is_no_list_of_records_is_told_of_the_operation() -> None:
    with pytest.raises(DecodeError, match=f"^{LABEL}: the answer lacks 'orgs'"):
        list(client(lambda asked: reply({"x": []}))[0].orgs)


def test_repairs_are_told_and_reported() -> None:
    events: list[Event] = []
    rows = [org("a", identifier=7), org("b"), org("c", identifier=8, status="Active")]
    roster, _ = client(serving(rows, cap=2), on_event=events.append)
    pull = roster.orgs.pull()
    list(pull)
    assert pull.report.repairs == {"Org.identifier was a number": 2, "Org.status was in another letter case": 1}
    assert [event for event in events if isinstance(event, Repaired)] == [
        Repaired(LABEL, "Org", "identifier", "was a number", 1),
        Repaired(LABEL, "Org", "status", "was in another letter case", 1),
        Repaired(LABEL, "Org", "identifier", "was a number", 1),
    ]


def test_what_is_said_beside_the_records_is_told_and_reported() -> None:
    warning = {"imsx_codeMajor": "success", "imsx_severity": "warning", "imsx_codeMinor": "invalid_sort_field"}
    events: list[Event] = []

    def script(asked: Asked) -> Answer:
        rows = named("a")[asked.offset :]
        return reply({"org": rows, "statusInfoSet": [warning]}, headers={"x-total-count": "1"})

    roster, provider = client(script, on_event=events.append)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a"]
    count = len(provider.asked)
    odd = "the records came under 'org' instead of 'orgs'"
    assert pull.report.warnings == {odd: count, "invalid_sort_field": count}
    told = [Warned(LABEL, odd), Warned(LABEL, "invalid_sort_field")] * count
    assert [event for event in events if isinstance(event, Warned)] == told
    assert next(roster.orgs.pages()).warnings == ("invalid_sort_field",)


def test_a_provider_that_ignores_the_filter_is_found_out() -> None:
    events: list[Event] = []
    rows = [org("a", name="x"), org("b", name="zzz"), org("c", name="x")]
    roster, _ = client(serving(rows), on_event=events.append)
    pull = roster.orgs.where(name="x").pull()
    assert ids_of(pull) == ["a", "c"]
    words = "the provider sent records that no reading of the filter admits"
    assert (pull.report.ignored_filter, pull.report.filtered, pull.report.warnings) == (1, 0, {words: 1})
    assert [event for event in events if isinstance(event, Warned)] == [Warned(LABEL, words)]
    assert [each["sourcedId"] for each in roster.orgs.where(name="x").raw()] == ["a", "c"]


def test_what_the_grammar_does_not_carry_is_left_out_here() -> None:
    rows = [org(each, name=each, type="school") for each in "abcd"]
    roster, provider = client(serving(rows, cap=2))
    pull = roster.orgs.where((F.type == "school") & F.name.in_(["b", "d", "x"])).pull()
    assert ids_of(pull) == ["b", "d"]
    assert (pull.report.ignored_filter, pull.report.filtered, pull.report.warnings) == (0, 2, {})
    assert {each.query["filter"] for each in provider.asked} == {"type='school'"}


def test_fields_that_were_not_asked_for_are_missed_by_nobody() -> None:
    script = serving([{"sourcedId": "a", "name": "x"}])
    roster, provider = client(script)
    (record,) = roster.orgs.select("name")
    assert (record.sourced_id, record.name) == ("a", "x")
    assert provider.queries[0]["fields"] == "sourcedId,name"
    with pytest.raises(AttributeError, match=r"type.*select|select.*type"):
        assert record.type
    whole = next(iter(client(script)[0].orgs))
    with pytest.raises(AttributeError) as caught:
        assert whole.type
    assert "select" not in str(caught.value)


def test_records_of_1_1_are_shown_as_those_of_1_2() -> None:
    row: dict[str, Any] = {"sourcedId": "u", "status": "active", "dateLastModified": "2026-01-02T03:04:05Z"}
    row |= {"username": "x", "enabledUser": True, "givenName": "a", "role": "student", "orgs": [{"sourcedId": "o"}]}
    roster, provider = client(lambda asked: reply({"users": [row][asked.offset :]}), version="1.1")
    (user,) = roster.users.select("roles")
    assert [(each.role, each.org.sourced_id) for each in user.roles] == [("student", "o")]
    assert "role,orgs" in provider.queries[0]["fields"]
    with pytest.raises(AttributeError, match="select"):
        assert user.family_name
    (user,) = roster.users
    with pytest.raises(AttributeError) as caught:
        assert user.family_name
    assert "select" not in str(caught.value)


# --- what tells records apart


def test_records_are_told_apart_by_their_id_or_else_by_all_of_their_content() -> None:
    assert identity({"sourcedId": " a "}) == "a"
    assert identity({"sourcedId": 7}) == "7"
    one, same, other = {"a": 1, "b": [2]}, {"b": [2], "a": 1}, {"a": 1, "b": [3]}
    assert identity(one) == identity(same) != identity(other)
    assert identity(one)[0] == "\0"
    assert len(identity(one)) == 33
    assert identity(7) != identity(8)
    assert identity({"b": 10**30, "a": 1}) == identity({"a": 1, "b": 10**30}) != identity({"a": 1, "b": 10**30 + 1})


def test_records_without_an_id_come_once_each() -> None:
    rows = [{"name": "x"}, {"name": "y"}, {"name": "x", "type": "school"}]
    roster, _ = client(serving(rows, cap=2), on_invalid="collect")
    pull = roster.orgs.pull()
    assert list(pull) == []
    assert [each.sourced_id for each in pull.report.invalid] == [None] * 3
    assert [each.position for each in pull.report.invalid] == [0, 1, 2]
    assert (pull.report.received, pull.report.distinct) == (3, 3)
