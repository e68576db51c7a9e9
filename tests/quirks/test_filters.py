"""Filters that providers read in their own way, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oneroster_sdk import ApiError, F, NotOffered, raw

from ..client.conftest import Told
from .conftest import Ask, Caller, Serve, Whole, failing, fewest, opened, pulled, refusal, whole
from .provider import FAMILY, Grammar, Quirky, Row, people, person

IGNORED = "the provider sent records that no reading of the filter admits"
REFUSED = "the provider refuses the filter; it was applied here to all records"


def called(name: str, count: int = 23) -> list[str]:
    """The ids of those among so many people who have this name."""
    return [f"u{number:03d}" for number in range(count) if FAMILY[number % len(FAMILY)] == name]


def named(name: str) -> Ask:
    return lambda roster: roster.users.where(family_name=name)


# --- quotes


@pytest.mark.parametrize("quoting", ["doubled", "bare", "double-quotes"])
def test_quotes_as_the_provider_wants_them(caller: Caller, serve: Serve, quoting: str) -> None:
    provider = serve(Quirky(people(23), caps=(5,), grammar=Grammar(quoting)))
    outcome = pulled(caller, provider, named("O'Dell"), quoting=quoting)
    whole(outcome, Whole(called("O'Dell")))
    assert outcome.report.ignored_filter == outcome.report.filtered == 0


@pytest.mark.parametrize("quoting", ["doubled", "bare", "double-quotes"])
def test_quotes_as_the_profile_has_them(caller: Caller, serve: Serve, quoting: str) -> None:
    provider = serve(Quirky(people(23), grammar=Grammar(quoting)))
    outcome = pulled(caller, provider, named("O'Dell"), profile={"quoting": quoting})
    whole(outcome, Whole(called("O'Dell")))


@pytest.mark.parametrize("quoting", ["doubled", "bare", "double-quotes"])
@pytest.mark.parametrize("name", ["O'Dell", "Moor"])
def test_quotes_of_which_nothing_is_known(caller: Caller, serve: Serve, quoting: str, name: str) -> None:
    """A value with a quote is not entrusted to the provider, and one that it refuses is applied here."""
    provider = serve(Quirky(people(23), caps=(5,), grammar=Grammar(quoting)))
    outcome = pulled(caller, provider, named(name))
    assert (outcome.ids, outcome.report.complete, outcome.report.ignored_filter) == (called(name), True, 0)
    refused = quoting == "double-quotes" and name == "Moor"
    assert set(outcome.report.warnings) == ({REFUSED} if refused else set())
    assert not [asked for asked in provider.asked if "O'Dell" in "".join(asked.query.get("filter", []))]
    assert not [asked for asked in provider.asked if "O''Dell" in "".join(asked.query.get("filter", []))]


# --- clauses

LONG = (F.family_name == "Moor") & (F.given_name != "Bo") & (F.username >= "user1") & (F.status == "active")
LONG_IDS = [
    row["sourcedId"]
    for row in people(23)
    if row["familyName"] == "Moor" and row["givenName"] != "Bo" and row["username"] >= "user1"
]


@pytest.mark.parametrize("most", [2, 1, 0])
@pytest.mark.parametrize("loses", [False, True])
def test_longer_chains_of_clauses(caller: Caller, serve: Serve, most: int, loses: bool) -> None:
    """What it does not take is applied here."""
    provider = serve(Quirky(people(23), caps=(5,), grammar=Grammar(most_clauses=max(most, 1), loses=loses)))
    profile = {"filter_clauses": most}
    outcome = pulled(caller, provider, lambda roster: roster.users.where(LONG), profile=profile)
    assert outcome.ids == LONG_IDS
    assert outcome.report.complete
    assert outcome.report.ignored_filter == 0
    sent = [asked.query.get("filter", [""])[0] for asked in provider.asked]
    assert {text.count(" AND ") for text in sent} == {max(most - 1, 0)}
    assert ("" in sent) is (most == 0)


def test_clauses_that_are_lost(caller: Caller, serve: Serve) -> None:
    """It takes one, and says nothing of the other: what it lets through shows it."""
    provider = serve(Quirky(people(23), grammar=Grammar(most_clauses=1, loses=True)))
    query = (F.family_name == "Moor") & (F.given_name == "Bo")
    outcome = pulled(caller, provider, lambda roster: roster.users.where(query))
    expected = [row["sourcedId"] for row in people(23) if (row["familyName"], row["givenName"]) == ("Moor", "Bo")]
    whole(outcome, Whole(expected, warnings=(IGNORED,)), distinct=len(called("Moor")))
    assert outcome.report.ignored_filter == len(called("Moor")) - len(expected)


def test_clauses_that_are_refused(caller: Caller, serve: Serve) -> None:
    """What the provider refuses is applied here; where the caller forbids that, it is an error."""
    provider = serve(Quirky(people(23), caps=(5,), grammar=Grammar(most_clauses=1)))
    query = (F.family_name == "Moor") & (F.given_name == "Bo")
    outcome = pulled(caller, provider, lambda roster: roster.users.where(query))
    expected = [row["sourcedId"] for row in people(23) if (row["familyName"], row["givenName"]) == ("Moor", "Bo")]
    whole(outcome, Whole(expected, warnings=(REFUSED,)), distinct=23)
    assert (outcome.report.ignored_filter, outcome.report.filtered) == (0, 23 - len(expected))
    assert outcome.requests <= fewest(23, 5) + 6 + 6
    before = len(provider.asked)
    error = failing(caller, provider, lambda roster: roster.users.where(query).server_only())
    assert (type(error), error.status) == (ApiError, 400)
    assert len(provider.asked) <= before + 6


NESTED: dict[str, tuple[Any, Callable[[str, str], bool]]] = {
    "and of or": (
        (F.family_name == "Moor") & ((F.given_name == "Bo") | (F.given_name == "Dag") | (F.given_name == "Ada")),
        lambda family, given: family == "Moor" and given in ("Bo", "Dag", "Ada"),
    ),
    "two ors": (
        ((F.family_name == "Moor") | (F.family_name == "Ashby")) & ((F.given_name == "Bo") | (F.given_name == "Dag")),
        lambda family, given: family in ("Moor", "Ashby") and given in ("Bo", "Dag"),
    ),
    "not": (
        ~((F.family_name == "Moor") & (F.given_name == "Bo")),
        lambda family, given: (family, given) != ("Moor", "Bo"),
    ),
    "one of three": (
        F.family_name.in_(["Moor", "Ashby", "Quill"]),
        lambda family, given: family in ("Moor", "Ashby", "Quill"),
    ),
}


@pytest.mark.parametrize("form", NESTED)
def test_parentheses_are_never_sent(caller: Caller, serve: Serve, form: str) -> None:
    query, test = NESTED[form]
    provider = serve(Quirky(people(23), caps=(5,)))
    outcome = pulled(caller, provider, lambda roster: roster.users.where(query))
    assert outcome.ids == [row["sourcedId"] for row in people(23) if test(row["familyName"], row["givenName"])]
    assert outcome.report.complete
    assert outcome.report.ignored_filter == 0
    texts = {asked.query.get("filter", [""])[0] for asked in provider.asked}
    assert not [text for text in texts if "(" in text or ")" in text]
    assert all(text.count(" OR ") + text.count(" AND ") <= 1 for text in texts)


# --- fields that are not known, and filters that are ignored


def mailed(number: int) -> Row:
    return person(number, email=f"user{number}@school.example")


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_unknown_field_refused(caller: Caller, serve: Serve, status: int) -> None:
    """It is applied here; a 404 might say that nothing matches, but here one record does."""
    rows = [mailed(number) for number in range(7)]
    provider = serve(Quirky(rows, caps=(5,), grammar=Grammar(stranger=Told({"error": "email"}, status))))
    outcome = pulled(caller, provider, lambda roster: roster.users.where(email="user3@school.example"))
    whole(outcome, Whole(["u003"], warnings=(REFUSED,)), distinct=7)
    assert outcome.requests <= 2 + 6 + 6


@pytest.mark.parametrize("status", [400, 404, 422, 500])
@pytest.mark.parametrize(
    "ask",
    [
        lambda roster: roster.users.where(email="user3@school.example").server_only(),
        lambda roster: roster.users.where(raw("email='user3@school.example'")),
    ],
    ids=["server-only", "raw"],
)
def test_unknown_field_that_only_the_provider_may_apply(caller: Caller, serve: Serve, status: int, ask: Ask) -> None:
    provider = serve(Quirky(people(7), grammar=Grammar(stranger=Told({"error": "email"}, status))))
    error = failing(caller, provider, ask)
    assert isinstance(error, ApiError)
    assert error.status == status
    assert len(provider.asked) <= 8


@pytest.mark.parametrize("verify", ["wide", "strict"])
def test_unknown_field_ignored(caller: Caller, serve: Serve, verify: Any) -> None:
    rows = [mailed(number) for number in range(7)]
    provider = serve(Quirky(rows, caps=(5,), grammar=Grammar(stranger=None)))
    query: Ask = lambda roster: roster.users.where(email="user3@school.example", verify=verify)  # noqa: E731
    outcome = pulled(caller, provider, query)
    whole(outcome, Whole(["u003"], warnings=(IGNORED,), fewest=2), distinct=7)
    assert outcome.report.ignored_filter == 6


@pytest.mark.parametrize("query", [F.family_name == "Moor", F.family_name.contains("oor"), F.username > "user3"])
def test_filter_ignored(caller: Caller, serve: Serve, query: Any) -> None:
    provider = serve(Quirky(people(23), caps=(5,), grammar=None))
    outcome = pulled(caller, provider, lambda roster: roster.users.where(query))
    expected = pulled(caller, serve(Quirky(people(23))), lambda roster: roster.users.where(query)).ids
    whole(outcome, Whole(expected, warnings=(IGNORED,), fewest=fewest(23, 5)), distinct=23)
    assert expected
    assert outcome.report.ignored_filter == 23 - len(expected)


def test_filter_ignored_and_nothing_matches(caller: Caller, serve: Serve) -> None:
    outcome = pulled(caller, serve(Quirky(people(23), caps=(5,), grammar=None)), named("Nobody"))
    whole(outcome, Whole([], warnings=(IGNORED,), fewest=fewest(23, 5)), distinct=23)
    assert outcome.report.ignored_filter == 23


def test_filter_ignored_and_counted(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(23), grammar=None, headers=lambda window: {"X-Total-Count": "23"}))
    error = refusal(caller, provider, lambda roster: roster.users.where(family_name="Nobody").count())
    assert isinstance(error, NotOffered)
    assert "ignores the filter" in str(error)


def test_filter_ignored_and_one_is_sought(caller: Caller, serve: Serve) -> None:
    """One record at a time would be a request for each."""
    provider = serve(Quirky(people(60), grammar=None))
    call = opened(caller, provider)
    assert call(lambda roster: roster.users.where(username="user50").first()).sourced_id == "u050"
    assert call(lambda roster: roster.users.where(username="user51").one()).sourced_id == "u051"
    assert len(provider.asked) <= 12


def test_filter_ignored_of_changes(caller: Caller, serve: Serve) -> None:
    rows = [*people(3), person(3, dateLastModified="2026-03-01T00:00:00Z"), person(4, dateLastModified=None)]
    provider = serve(Quirky(rows, grammar=None))
    outcome = pulled(caller, provider, lambda roster: roster.users.changed_since("2026-02-20"))
    assert outcome.ids == ["u003", "u004"]
    assert (outcome.report.complete, outcome.report.ignored_filter) == (True, 3)


# --- blanks


def test_blanks_are_percent_encoded(caller: Caller, serve: Serve) -> None:
    """Whoever takes a plus for a plus finds the same."""
    provider = serve(Quirky([person(0, familyName="van Moor+")]))
    outcome = pulled(caller, provider, named("van Moor+"))
    assert outcome.ids == ["u000"]
    sent = provider.asked[0].raw_query
    assert "filter=familyName%3D%27van%20Moor%2B%27" in sent
    assert "+" not in sent
    call = opened(caller, provider)
    call(lambda roster: roster.users.find("a b+c"))
    assert provider.asked[-1].path.endswith("/users/a%20b%2Bc")
