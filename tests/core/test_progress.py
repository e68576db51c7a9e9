"""The delivery of one reading: in the order asked for, and no more than asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from oneroster_sdk import IncompletePull, QueryError, asc, desc
from oneroster_sdk._flow import Answer, Reply
from oneroster_sdk._profiles import Profile
from oneroster_sdk._reading import Pull

from .playing import Asked, client, ids_of, named, org, orgs, serving

SORTED_BY_NAME = [org("a", name="x"), org("b", name="x"), org("c", name="y"), org("d", name="z")]
UNSORTING = Profile("p", "p", sort=False)


def taken(pull: Pull[Any], count: int) -> list[Any]:
    records = iter(pull)
    return [next(records) for _ in range(count)]


def test_records_are_delivered_as_they_come() -> None:
    roster, provider = client(serving(named("a", "b", "c"), cap=2))
    assert ids_of(taken(roster.orgs.pull(), 2)) == ["a", "b"]
    assert len(provider.asked) == 1


def test_a_sorted_reading_is_delivered_when_it_has_come_whole() -> None:
    def script(asked: Asked) -> Answer:
        return orgs([org("a", name="x")], {"x-total-count": "9"})

    pull = client(script)[0].orgs.sort("name").pull()
    got: list[Any] = []
    with pytest.raises(IncompletePull):
        got.extend(record for record in pull)
    assert got == []


def test_runs_of_equal_values_are_put_in_order() -> None:
    roster, _ = client(serving(SORTED_BY_NAME, cap=3))
    assert ids_of(roster.orgs.order_by(asc("name"), desc("sourcedId"))) == ["b", "a", "c", "d"]


def test_what_came_out_of_order_is_put_in_order() -> None:
    roster, _ = client(serving(list(reversed(SORTED_BY_NAME))))
    pull = roster.orgs.order_by(asc("name"), asc("sourcedId")).pull()
    assert ids_of(pull) == ["a", "b", "c", "d"]
    assert pull.report.warnings == {"the records did not come in the order asked for": 1}


def test_all_is_sorted_here_where_the_provider_does_not_sort() -> None:
    roster, provider = client(serving(list(reversed(SORTED_BY_NAME)), cap=3), profile=UNSORTING)
    assert ids_of(roster.orgs.order_by(desc("name"), asc("sourcedId"))) == ["d", "c", "a", "b"]
    assert ids_of(roster.orgs.sort("name").limit(3)) == ["b", "a", "c"]
    assert {each.query.get("sort") for each in provider.asked} == {"sourcedId"}


def test_a_limited_sorted_reading_comes_as_the_provider_sorts_it() -> None:
    roster, provider = client(serving(SORTED_BY_NAME, cap=1))
    assert ids_of(taken(roster.orgs.sort("name").limit(3).pull(), 1)) == ["a"]
    assert len(provider.asked) == 1
    assert ids_of(roster.orgs.order_by(asc("name"), desc("sourcedId")).limit(2)) == ["b", "a"]


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4, 9])
@pytest.mark.parametrize(
    "read",
    [
        ids_of,
        lambda query: [each for page in query.pages() for each in ids_of(page.records)],
        lambda query: [each["sourcedId"] for each in query.raw()],
        lambda query: [each["sourcedId"] for page in query.pages() for each in page.raw],
        lambda query: ids_of(query.order_by("name", "sourcedId")),
    ],
)
def test_no_more_than_asked_for(read: Callable[[Any], list[str]], limit: int) -> None:
    roster, provider = client(serving(SORTED_BY_NAME, cap=3))
    assert read(roster.orgs.limit(limit)) == ["a", "b", "c", "d"][:limit]
    assert (len(provider.asked) == 0) == (limit == 0)


def test_nothing_more_is_asked_for_once_the_limit_is_reached() -> None:
    roster, provider = client(serving(named("a", "b", "c", "d"), cap=2))
    assert ids_of(roster.orgs.limit(2)) == ["a", "b"]
    assert provider.windows == [(0, 2)]
    report = roster.orgs.limit(2).pull()
    assert len(list(report)) == 2
    assert not report.report.complete


def test_a_page_that_is_cut_keeps_what_belongs_together() -> None:
    rows = named("a", "b", "c")
    (page,) = client(lambda asked: orgs(rows))[0].orgs.limit(2).pages()
    assert (ids_of(page.records), page.raw, page.offset) == (["a", "b"], rows[:2], 0)


def test_a_pull_can_be_iterated_over_once() -> None:
    pull = client(serving(named("a")))[0].orgs.pull()
    assert ids_of(pull) == ["a"]
    with pytest.raises(QueryError) as caught:
        iter(pull)
    assert str(caught.value) == "a pull can be iterated over once; ask for another one"


def test_the_latest_change_of_all_records_delivered() -> None:
    rows = [org("a"), org("b", dateLastModified="2026-05-06T07:08:09Z"), org("c")]
    pull = client(serving(rows, cap=2))[0].orgs.pull()
    assert len(list(pull)) == 3
    assert pull.report.high_water == datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_records_that_do_not_say_when_they_changed() -> None:
    roster, _ = client(serving([{"sourcedId": "a", "name": "x"}]))
    pull = roster.orgs.select("name").pull()
    assert len(list(pull)) == 1
    assert pull.report.high_water is None


UNORDERED = [org("a", name="z"), org("b", name="y"), org("c", name="y"), org("d", name="x")]
FELL = {"the records did not come in the order asked for": 1}


def test_a_limited_reading_that_begins_out_of_order_is_read_whole_and_put_in_order() -> None:
    rows = [org(f"o{number:02d}", name=f"n{99 - number}") for number in range(30)]
    roster, provider = client(serving(rows), page_size=100)
    pull = roster.orgs.sort("name").limit(2).pull()
    assert ids_of(pull) == ["o29", "o28"]
    assert pull.report.warnings == FELL
    # Once it is clear that all has to come, in whole pages.
    assert provider.windows[:2] == [(0, 20), (19, 100)]


def test_a_limited_reading_that_falls_later_is_delivered_as_it_came() -> None:
    falling = [org("a", name="x"), org("b", name="y"), org("c", name="z"), org("d", name="b"), org("e", name="a")]
    pull = client(serving(falling, cap=3))[0].orgs.sort("name").limit(5).pull()
    assert ids_of(pull) == ["a", "b", "c", "d", "e"]
    assert pull.report.warnings == FELL


def test_a_whole_reading_is_put_in_order_once() -> None:
    pull = client(serving(UNORDERED, cap=2))[0].orgs.order_by("name", desc("sourcedId")).pull()
    assert ids_of(pull) == ["d", "c", "b", "a"]
    assert pull.report.warnings == FELL


@pytest.mark.parametrize("limit", [None, 4])
def test_only_what_the_provider_should_have_sorted_can_fall(limit: int | None) -> None:
    def read(orgs: Any) -> Any:
        pull = (orgs if limit is None else orgs.limit(limit)).pull()
        return ids_of(pull), pull.report.warnings

    assert read(client(serving(UNORDERED))[0].orgs) == (["a", "b", "c", "d"], {})
    unsorting = client(serving(UNORDERED), profile=UNSORTING)[0]
    assert read(unsorting.orgs.sort("name")) == (["d", "b", "c", "a"], {})
    assert read(client(serving(SORTED_BY_NAME))[0].orgs.sort("name")) == (["a", "b", "c", "d"], {})


def test_what_was_read_again_by_the_id_did_not_fall() -> None:
    """The second reading is not in the order asked for, and is not meant to be."""
    wrong = [UNORDERED[0], UNORDERED[1], UNORDERED[1], UNORDERED[3]]

    def script(asked: Asked) -> Answer:
        return serving(wrong if asked.query["sort"] == "name" else UNORDERED, cap=2, declare=True)(asked)

    pull = client(script, page_size=2)[0].orgs.sort("name", "desc").pull()
    assert ids_of(pull) == ["a", "b", "c", "d"]
    assert pull.report.warnings.keys() == {"records moved meanwhile, and the collection was read again"}


def unfiltered(rows: list[dict[str, Any]], most: int = 1000) -> Any:
    """A provider that ignores filters, and fails at more than so many records from anywhere but the start."""

    def script(asked: Asked) -> Answer:
        return Reply(504) if asked.offset and asked.limit > most else serving(rows)(asked)

    return script


@pytest.mark.parametrize(("first", "verify"), [("zz", "wide"), ("zX", "strict"), ("XX", "strict")])
def test_few_records_are_looked_for_in_whole_pages_once_they_have_to_be_sifted(first: Any, verify: Any) -> None:
    rows = [org(f"a{number}", name=name) for number, name in enumerate([*first, *"zzzzxxx"])]
    roster, provider = client(unfiltered(rows), page_size=100)
    assert ids_of(roster.orgs.where(name="x", verify=verify).limit(2)) == ["a6", "a7"]
    assert provider.windows[:2] == [(0, 2), (1, 100)]


def test_few_records_that_need_no_sifting_are_asked_for_as_few() -> None:
    roster, provider = client(serving([org(f"a{number}", name="x") for number in range(9)], cap=1), page_size=100)
    assert len(list(roster.orgs.where(name="x").limit(3))) == 3
    assert max(limit for _, limit in provider.windows) == 3


def test_pages_that_were_halved_are_not_whole_again() -> None:
    rows = [org(f"a{number:03d}", name="z") for number in range(200)]
    roster, provider = client(unfiltered(rows, most=50), page_size=100)
    assert list(roster.orgs.where(name="x").limit(2)) == []
    assert provider.windows[1:5] == [(1, 100), (1, 100), (1, 50), (50, 50)]
    assert [window for window in provider.windows[3:] if window[1] > 50] == []
