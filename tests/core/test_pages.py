"""One reading, page by page: how pages are asked for."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from oneroster_openapi.operation import Operation
from oneroster_openapi.v1p1.operations import OPERATIONS as OLD
from oneroster_openapi.v1p2.operations import OPERATIONS as NEW
from oneroster_sdk import F, NotOffered, desc
from oneroster_sdk._claims import ANY_LIMIT
from oneroster_sdk._core import Target
from oneroster_sdk._flow import Answer, Reply
from oneroster_sdk._profiles import Profile
from oneroster_sdk.events import Event, PageRead

from .playing import BY_ID, LABEL, URL, Asked, client, ids_of, named, orgs, serving, window


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
