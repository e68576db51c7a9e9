"""Rows that come, go or move while they are read, and orders that do not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import IncompletePull, asc

from ..client.conftest import Asked, Told
from .conftest import Caller, Outcome, Serve, Whole, failing, fewest, pulled, whole
from .provider import Quirky, Row, names, people, person, sorted_without_ties, unsorted

AGAIN = "records moved meanwhile, and the collection was read again"
NO_SORT = "the provider refuses to sort by sourcedId"


def insert(at: int) -> Callable[[list[Row]], None]:
    return lambda rows: rows.insert(at, person(500 + len(rows)))


def remove(at: int) -> Callable[[list[Row]], None]:
    return lambda rows: rows.__delitem__(at)


def swap(one: int, other: int) -> Callable[[list[Row]], None]:
    def swapped(rows: list[Row]) -> None:
        rows[one], rows[other] = rows[other], rows[one]

    return swapped


def every_record_that_stayed(outcome: Outcome, stayed: set[str]) -> None:
    assert stayed <= set(outcome.ids)
    assert len(set(outcome.ids)) == len(outcome.ids) == outcome.report.distinct
    assert outcome.report.complete


@pytest.mark.parametrize("request_number", [1, 2, 4, 5, 6])
@pytest.mark.parametrize("at", [0, 4, 11])
def test_drift_by_insertion(caller: Caller, serve: Serve, request_number: int, at: int) -> None:
    provider = serve(Quirky(people(17), caps=(5,), sorts=unsorted, changes={request_number: insert(at)}))
    outcome = pulled(caller, provider)
    every_record_that_stayed(outcome, set(names(17)))
    assert outcome.requests <= 2 * (fewest(18, 5) + 6)


@pytest.mark.parametrize("request_number", [1, 2, 4, 5, 6])
@pytest.mark.parametrize("at", [0, 4, 11])
def test_drift_by_removal(caller: Caller, serve: Serve, request_number: int, at: int) -> None:
    provider = serve(Quirky(people(17), caps=(5,), sorts=unsorted, changes={request_number: remove(at)}))
    outcome = pulled(caller, provider)
    every_record_that_stayed(outcome, set(names(17)) - {f"u{at:03d}"})
    assert outcome.requests <= 2 * (fewest(17, 5) + 6)


@pytest.mark.parametrize("request_number", [1, 2, 3])
@pytest.mark.parametrize(("one", "other"), [(0, 16), (4, 5), (2, 9), (4, 12)])
def test_drift_by_a_swap(caller: Caller, serve: Serve, request_number: int, one: int, other: int) -> None:
    provider = serve(Quirky(people(17), caps=(5,), sorts=unsorted, changes={request_number: swap(one, other)}))
    outcome = pulled(caller, provider)
    every_record_that_stayed(outcome, set(names(17)))
    assert outcome.requests <= 2 * (fewest(17, 5) + 6)


def test_drift_by_the_removal_of_a_whole_page(caller: Caller, serve: Serve) -> None:
    def remove_many(rows: list[Row]) -> None:
        del rows[:7]

    outcome = pulled(caller, serve(Quirky(people(23), caps=(5,), sorts=unsorted, changes={2: remove_many})))
    every_record_that_stayed(outcome, set(names(23)[7:]))
    assert outcome.report.warnings["records were removed meanwhile"] >= 1


def test_drift_until_nothing_is_left(caller: Caller, serve: Serve) -> None:
    outcome = pulled(caller, serve(Quirky(people(13), caps=(5,), sorts=unsorted, changes={1: list.clear})))
    assert outcome.ids == names(5)
    assert outcome.report.complete
    assert outcome.requests <= 10


def test_drift_without_end(caller: Caller, serve: Serve) -> None:
    """At every request, two rows are swapped."""

    class Restless(dict[int, Any]):
        def __contains__(self, number: object) -> bool:
            return True

        def __getitem__(self, number: int) -> Any:
            return swap(number % 11, number % 7 + 6)

    provider = serve(Quirky(people(17), caps=(5,), sorts=unsorted, changes=Restless()))
    error = failing(caller, provider)
    assert isinstance(error, IncompletePull)
    assert error.retryable
    assert "cannot be proved to have come whole" in str(error)
    assert len(provider.asked) <= 150


# --- sorting


def test_sort_by_the_id_is_the_cure(caller: Caller, serve: Serve) -> None:
    """It orders what is equal in another way each time, but ids are never equal."""
    provider = serve(Quirky(people(23), caps=(5,), sorts=sorted_without_ties))
    outcome = pulled(caller, provider)
    whole(outcome, Whole(names(23), fewest=fewest(23, 5)))
    assert {(*asked.query["sort"], *asked.query["orderBy"]) for asked in provider.asked} == {("sourcedId", "asc")}


@pytest.mark.parametrize("order", [("familyName", "asc"), ("familyName", "desc"), ("status", "asc")])
def test_sort_without_a_tie_breaker(caller: Caller, serve: Serve, order: tuple[str, str]) -> None:
    """Rows that are equal come twice, and others not at all, while the count is right."""
    rows = people(23)
    provider = serve(Quirky(rows, caps=(5,), sorts=sorted_without_ties, headers=lambda window: {"X-Total-Count": "23"}))
    outcome = pulled(caller, provider, lambda roster: roster.users.sort(*order))
    every_record_that_stayed(outcome, set(names(23)))
    field = {"familyName": "family_name", "status": "status"}[order[0]]
    values = [getattr(record, field) for record in outcome.records]
    assert values == sorted(values, reverse=order[1] == "desc")
    assert outcome.report.warnings[AGAIN] >= 1
    assert outcome.requests <= 2 * (fewest(23, 5) + 6)


def test_sort_without_a_tie_breaker_by_two_fields(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(23), caps=(5,), sorts=sorted_without_ties))
    outcome = pulled(caller, provider, lambda roster: roster.users.order_by(asc("familyName"), asc("sourcedId")))
    every_record_that_stayed(outcome, set(names(23)))
    values = [(record.family_name, record.sourced_id) for record in outcome.records]
    assert values == sorted(values)


def test_sort_refused_and_no_order_at_all(caller: Caller, serve: Serve) -> None:
    """Each request brings another order: what cannot be proved is not said to be whole."""

    def refuses(asked: Asked) -> Told | None:
        return Told(b"", 400) if "sort" in asked.query else None

    provider = serve(Quirky(people(23), caps=(5,), sorts=sorted_without_ties, refuses=refuses))
    error = failing(caller, provider)
    assert isinstance(error, IncompletePull)
    assert len(provider.asked) <= 200


def test_sort_refused_and_the_order_holds(caller: Caller, serve: Serve) -> None:
    provider = serve(
        Quirky(people(23), caps=(5,), refuses=lambda asked: Told(b"", 400) if "sort" in asked.query else None)
    )
    whole(pulled(caller, provider), Whole(names(23), warnings=(NO_SORT,), fewest=fewest(23, 5)))


def test_sort_ignored_by_default(caller: Caller, serve: Serve) -> None:
    """Rows in an order of the provider's own are no fault."""
    rows = people(23)
    rows.reverse()
    outcome = pulled(caller, serve(Quirky(rows, caps=(5,), sorts=unsorted)))
    assert sorted(outcome.ids) == names(23)
    assert outcome.report.complete
    assert outcome.requests <= fewest(23, 5) + 6
