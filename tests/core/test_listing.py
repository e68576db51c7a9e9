"""What a query comes to: what is sent, how the records are tested and delivered, and the account of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

import pytest
from attrs import evolve

from oneroster_sdk import F, NotOffered, OneRoster, QueryError, asc, desc, raw
from oneroster_sdk._listing import Explanation, Spec, single, sourced_id_of, whole
from oneroster_sdk._profiles import Profile
from oneroster_sdk._query import Builder, moment_of
from oneroster_sdk.v1p2 import Org

from .playing import client, ids_of, named, org, serving

USERS = "GET /rostering/v1p2/users"


@pytest.fixture
def roster() -> Iterator[OneRoster]:
    with client(serving([]))[0] as made:
        yield made


def told(query: Any) -> tuple[dict[str, str], tuple[str, ...]]:
    explanation = query.explain()
    return dict(explanation.sent), explanation.here


# --- what is sent, and what is done here


def test_nothing_is_asked(roster: OneRoster) -> None:
    explanation = roster.users.explain()
    assert explanation == Explanation(USERS, {}, ())
    assert str(explanation) == f"{USERS}\nsent to the provider:\n  nothing\ndone here:\n  nothing"


def test_what_is_asked_is_explained_with_its_values(roster: OneRoster) -> None:
    query = roster.users.where(F.family_name.in_(["a", "b", "c"]), status="active").order_by(asc("email"), desc("sms"))
    query = query.select("given_name")
    fields = "sourcedId,givenName,email,sms,familyName,status"
    here = (
        "filter: familyName = 'a' OR familyName = 'b' OR familyName = 'c'",
        "order: sms descending, where email is equal",
    )
    assert query.explain() == Explanation(
        USERS, {"filter": "status='active'", "sort": "email", "orderBy": "asc", "fields": fields}, here
    )
    assert str(query.explain()).splitlines() == [
        USERS,
        "sent to the provider:",
        "  filter=status='active'",
        "  sort=email",
        "  orderBy=asc",
        f"  fields={fields}",
        "done here:",
        f"  {here[0]}",
        f"  {here[1]}",
    ]
    assert "active" not in repr(query.explain())
    assert "'a'" not in repr(query.explain())


def test_orders_of_one_and_of_several_fields(roster: OneRoster) -> None:
    assert told(roster.users.sort("email", "desc")) == ({"sort": "email", "orderBy": "desc"}, ())
    assert told(roster.users.order_by("email", desc("sms"), "phone"))[1] == (
        "order: sms descending, phone ascending, where email is equal",
    )
    unsorting = client(serving([]), profile=Profile("p", "p", sort=False))[0]
    assert told(unsorting.users.order_by("email", desc("sms"))) == ({}, ("order: email ascending, sms descending",))
    assert told(unsorting.users) == ({}, ())


def test_a_strict_check_is_explained(roster: OneRoster) -> None:
    asked = {"filter": "email='a'"}
    check = "check: each record against the exact reading of the filter"
    assert told(roster.users.where(email="a", verify="strict")) == (asked, (check,))
    assert told(roster.users.where(email="a", verify="wide")) == (asked, ())
    assert told(roster.users.where(raw("email='a'"), verify="strict")) == (
        asked,
        ("check: each record against the exact reading of the filter",),
    )
    split = told(roster.users.where((F.email == "a") & F.sms.in_(["b", "c", "d"]), verify="strict"))
    assert split == (asked, ("filter: sms = 'b' OR sms = 'c' OR sms = 'd'",))
    assert told(roster.users.where(~(F.email == "a"), verify="strict"))[1] == ("filter: NOT (email = 'a')",)


def test_fields_that_the_model_lacks_are_asked_for_without_strict(roster: OneRoster) -> None:
    query = roster.users.where(F.vendorThing == "x", strict=False).sort("vendor.order", strict=False).select("email")
    assert told(query)[0] == {
        "filter": "vendorThing='x'",
        "sort": "vendor.order",
        "orderBy": "asc",
        "fields": "sourcedId,email,vendor,vendorThing",
    }
    wide = roster.users.where(F.vendorThing.in_(["x", "y", "z"]), strict=False)
    assert told(wide)[1] == ("filter: vendorThing = 'x' OR vendorThing = 'y' OR vendorThing = 'z'",)
    assert not wide._listing().spec.strict
    assert roster.users.where(email="a").sort("email").select("email")._listing().spec.strict
    assert not wide.where(email="a").order_by("email")._listing().spec.strict


def test_what_the_profile_says_of_filters() -> None:
    quoting = client(serving([]), profile=Profile("p", "p", quoting="bare"))[0]
    assert told(quoting.users.where(family_name="O'Neill"))[0] == {"filter": "familyName='O'Neill'"}
    single_clause = client(serving([]), profile=Profile("p", "p", filter_clauses=1))[0]
    assert told(single_clause.users.where(email="a", sms="b")) == ({"filter": "email='a'"}, ("filter: sms = 'b'",))


def test_fields_are_checked_however_the_query_was_made(roster: OneRoster) -> None:
    core = roster._engine.core
    for spec in (Spec(filter=F.famly_name == "x"), Spec(terms=(asc("famlyName"),))):
        with pytest.raises(QueryError, match="no field 'faml"):
            evolve(whole(core, core.operation("getAllUsers"), 7), spec=spec).target()


def test_an_order_by_what_the_model_lacks(roster: OneRoster) -> None:
    assert told(roster.users.sort("vendor.order", strict=False))[0] == {"sort": "vendor.order", "orderBy": "asc"}


def test_names_of_1_1() -> None:
    roster = client(serving([]), version="1.1")[0]
    query = roster.users.where(F.roles.role == "administrator").sort("email").select("roles")
    sent = told(query)[0]
    assert sent["filter"] == "role='administrator'"
    assert sent["fields"] == "sourcedId,role,orgs,email"
    target = query._listing().target()
    assert target.selected == frozenset({"sourcedId", "role", "orgs", "email"})
    assert target.shown == frozenset({"sourcedId", "roles", "email"})
    with pytest.raises(QueryError, match=r"OneRoster 1\.1 has no"):
        roster.users.sort("pronouns")
    with pytest.raises(QueryError, match=r"OneRoster 1\.1 has no"):
        roster.users.select("pronouns")


def test_only_what_the_provider_can_do(roster: OneRoster) -> None:
    whole_filter = roster.users.server_only().where(email="a", sms="b")
    assert told(whole_filter)[1] == ()
    with pytest.raises(QueryError) as caught:
        whole_filter.where(phone="c")
    assert str(caught.value) == (
        "the filter is more than the provider's grammar carries (two clauses, joined by one AND or OR), and "
        "server_only() forbids to apply the rest here. Leave server_only() out, or use raw()."
    )


# --- how records are tested and delivered


@pytest.mark.parametrize(
    ("verify", "kept", "ignored", "filtered"),
    [("wide", ["a", "b"], 1, 0), ("strict", ["a"], 1, 1), ("none", ["a", "b", "c"], 0, 0)],
)
def test_how_records_are_checked(verify: Any, kept: list[str], ignored: int, filtered: int) -> None:
    rows = [org("a", name="x"), org("b", name="X"), org("c", name="zzz")]
    pull = client(serving(rows))[0].orgs.where(name="x", verify=verify).pull()
    assert ids_of(pull) == kept
    assert (pull.report.ignored_filter, pull.report.filtered) == (ignored, filtered)


def test_what_is_applied_here_is_applied_to_the_letter() -> None:
    rows = [org("a", name="x"), org("b", name="X"), org("c", name="y")]
    assert ids_of(client(serving(rows))[0].orgs.where(F.name.in_(["x", "y", "z"]))) == ["a", "c"]


def test_how_records_are_checked_is_kept_by_later_filters(roster: OneRoster) -> None:
    strict = roster.users.where(email="a", verify="strict")
    assert strict.where(sms="b")._listing().spec.verify == "strict"
    assert strict.where(sms="b", verify="none")._listing().spec.verify == "none"
    assert roster.users.where(email="a")._listing().spec.verify == "wide"


def first_window(query: Any, provider: Any) -> tuple[int, int]:
    list(query)
    first: tuple[int, int] = provider.windows[0]
    return first


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        (lambda orgs: orgs, 100),
        (lambda orgs: orgs.limit(7), 7),
        (lambda orgs: orgs.limit(1), 1),
        (lambda orgs: orgs.limit(700), 100),
        (lambda orgs: orgs.sort("name").limit(7), 20),
        (lambda orgs: orgs.sort("name").limit(21), 21),
        (lambda orgs: orgs.sort("name").limit(7).page_size(19), 19),
        (lambda orgs: orgs.where(name="x").limit(7), 7),
        (lambda orgs: orgs.where(name="x").where(type="y").where(status="z").limit(7), 100),
        (lambda orgs: orgs.order_by("name", "type").limit(7), 100),
        (lambda orgs: orgs.page_size(9), 9),
        (lambda orgs: orgs.limit(7).page_size(3), 3),
    ],
)
def test_no_more_is_asked_for_than_is_wanted(query: Any, limit: int) -> None:
    roster, provider = client(serving([]), page_size=100)
    assert first_window(query(roster.orgs), provider) == (0, limit)


def test_a_provider_that_does_not_sort_is_asked_for_whole_pages() -> None:
    roster, provider = client(serving([]), page_size=100, profile=Profile("p", "p", sort=False))
    assert first_window(roster.orgs.sort("name").limit(7), provider) == (0, 100)
    assert "sort" not in provider.queries[0] or provider.queries[0]["sort"] == "sourcedId"


def test_a_limit_of_nought_asks_for_nothing(roster: OneRoster) -> None:
    progress = roster.orgs.limit(0)._listing().reading()
    assert progress.done
    following = progress._pages.paging.next()
    assert following is not None
    assert following.limit == 1


def test_only_a_pull_of_all_may_tell_what_is_gone(roster: OneRoster) -> None:
    for query, partial in ((roster.orgs, False), (roster.orgs.limit(5), True), (roster.orgs.where(name="x"), False)):
        assert query._listing().reading().report.partial is partial
    since = dt.datetime(2026, 1, 2, tzinfo=UTC)
    assert roster.orgs.changed_since(since).pull().report.since == since
    assert roster.orgs.pull().report.since is None
    assert roster.orgs.pull().report.operation == "GET /rostering/v1p2/orgs"


def test_errors_name_the_client_and_the_operation() -> None:
    roster, _ = client(serving([]), name="north", profile=Profile("p", "p", paging="whole"))
    paging = roster.orgs._listing().reading()._pages.paging
    assert (paging.label, paging.name, paging.counts) == ("GET /rostering/v1p2/orgs", "north", "nothing")


def test_what_is_tested_here_if_the_provider_refuses_the_filter(roster: OneRoster) -> None:
    def instead(query: Any) -> Any:
        return query._listing().reading()._pages.unfiltered

    target, screen = instead(roster.orgs.where(name="x").sort("name"))
    assert set(target.parameters) == {"sort", "orderBy"}
    assert (screen.asked, screen.exact) == (None, None)
    assert [screen.here(each) for each in (Org.from_dict(org("a", name="x")), Org.from_dict(org("a")))] == [True, False]
    folded = Org.from_dict(org("a", name="X"))
    assert not screen.here(folded)
    assert instead(roster.orgs) is None
    assert instead(roster.orgs.where(raw("name='x'"))) is None
    assert instead(roster.orgs.where(name="x").server_only()) is None
    assert instead(roster.orgs.where(~(F.name == "x"))) is None
    _, screen = instead(roster.orgs.where(F.vendorThing == "x", strict=False))
    assert screen.here(Org.from_dict(org("a", vendorThing="x")))


# --- builders


def test_filters_are_joined(roster: OneRoster) -> None:
    assert told(roster.users.where(F.email == "a", F.sms == "b"))[0] == {"filter": "email='a' AND sms='b'"}
    assert told(roster.users.where((F.email == "a") | (F.sms == "b")))[0] == {"filter": "email='a' OR sms='b'"}
    assert told(roster.users.where(F.email == "a", sms="b"))[0] == {"filter": "email='a' AND sms='b'"}
    assert told(roster.users.where(F.email == "a").where(F.sms == "b"))[0] == {"filter": "email='a' AND sms='b'"}


def test_the_last_order_wins(roster: OneRoster) -> None:
    assert told(roster.users.sort("email", "desc").order_by("sms"))[0] == {"sort": "sms", "orderBy": "asc"}
    assert told(roster.users.order_by("sms").sort("email", "desc"))[0] == {"sort": "email", "orderBy": "desc"}


def test_an_order_by_fields_that_there_are_not(roster: OneRoster) -> None:
    with pytest.raises(QueryError, match="no field 'nam'"):
        roster.users.order_by(asc("nam"))
    with pytest.raises(QueryError, match="no field 'nam'"):
        roster.users.sort("nam")


def test_a_builder_without_a_collection_asks_for_nothing(roster: OneRoster) -> None:
    bare: Builder[Any] = Builder()
    with pytest.raises(TypeError, match=r"^Builder asks for nothing$"):
        bare.explain()
    with pytest.raises(TypeError, match=r"^Builder makes no queries$"):
        bare._of(roster.users._listing())


def test_the_smaller_limit_counts_for_one_record(roster: OneRoster) -> None:
    assert roster.users._at_most(3)._listing().spec.limit == 3
    assert roster.users.limit(2)._at_most(3)._listing().spec.limit == 2
    assert roster.users.limit(5)._at_most(3)._listing().spec.limit == 3
    assert roster.users.limit(5).limit(9)._listing().spec.limit == 9


def test_bounds_of_numbers(roster: OneRoster) -> None:
    assert roster.users.page_size(1)._listing().spec.page_size == 1
    assert roster.users.limit(0)._listing().spec.limit == 0
    refusals: list[tuple[Callable[[], Any], str]] = [
        (lambda: roster.users.page_size(0), "page_size(0): ask for one record at least"),
        (lambda: roster.users.limit(-1), "limit(-1): a negative number of records"),
        (roster.users.select, "select() needs at least one field"),
        (roster.users.order_by, "order_by() needs at least one field"),
        (roster.users.where, "where() needs a filter"),
        (lambda: roster.users.where("x"), "where() takes filters made with F or raw(), not str"),  # type: ignore[arg-type]
        (
            lambda: roster.users.select("roles.org"),
            "select() takes whole fields: the standard cannot select a part of one",
        ),
    ]
    for refused, words in refusals:
        with pytest.raises(QueryError) as caught:
            refused()
        assert str(caught.value) == words


def test_parts_of_fields_may_be_selected_without_strict(roster: OneRoster) -> None:
    assert roster.users.select("vendor.thing", strict=False)._listing().spec.fields == ("vendor.thing",)
    assert roster.users.select("given_name", "email")._listing().spec.fields == ("givenName", "email")


# --- since when


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2026-01-02", dt.datetime(2026, 1, 2, tzinfo=UTC)),
        (dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, tzinfo=UTC)),
        ("2026-01-02T03:04:05Z", dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (dt.datetime(2026, 1, 2, 3, tzinfo=UTC), dt.datetime(2026, 1, 2, 3, tzinfo=UTC)),
    ],
)
def test_moments(given: Any, moment: dt.datetime) -> None:
    assert moment_of(given) == moment
    assert moment_of(given).tzinfo is not None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("soon", "a time is written as in ISO 8601, such as 2026-01-02T03:04:05Z"),
        ("2026-01-02 soon", "a time is written as in ISO 8601, such as 2026-01-02T03:04:05Z"),
        ("20260102T03", "a time needs its zone: datetime(..., tzinfo=UTC), or Z at its end; local time is a guess"),
        (7, "a time is a datetime, a date or a string, not int"),
        (
            dt.datetime(2026, 1, 2),
            "a time needs its zone: datetime(..., tzinfo=UTC), or Z at its end; local time is a guess",
        ),
    ],
)
def test_what_is_no_moment(given: Any, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        moment_of(given)
    assert str(caught.value) == words
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_changes_are_asked_for_a_little_earlier(roster: OneRoster) -> None:
    since = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    query = roster.users.changed_since(since)
    assert told(query)[0] == {"filter": "dateLastModified>='2026-01-02T02:54:05.000Z'"}
    exactly = roster.users.where(email="a").changed_since(since, overlap=dt.timedelta(0))
    assert told(exactly)[0] == {"filter": "dateLastModified>='2026-01-02T03:04:05.000Z' AND email='a'"}
    assert query._listing().spec.since == since
    with pytest.raises(QueryError) as caught:
        query.changed_since(since)
    assert str(caught.value) == "changed_since() was said before"
    clause = query._listing().spec.filter
    assert getattr(clause, "or_missing", None) is True


def test_changes_with_nothing_applied_here(roster: OneRoster) -> None:
    narrow = roster.users.server_only().where(email="a", sms="b")
    with pytest.raises(QueryError, match="server_only"):
        narrow.changed_since("2026-01-02")


# --- single records


def test_targets_of_single_records(roster: OneRoster) -> None:
    core = roster._engine.core
    target = single(core, "getUser", ("u1",), ())
    assert (target.ids, dict(target.parameters), target.selected, target.shown) == (("u1",), {}, None, None)
    narrow = single(core, "getUser", ("u1",), ("given_name", "email", "givenName"))
    assert narrow.parameters == {"fields": ["sourcedId", "givenName", "email"]}
    assert narrow.selected == narrow.shown == frozenset({"sourcedId", "givenName", "email"})
    assert narrow.ids == ("u1",)
    assert "u1" not in repr(narrow)
    with pytest.raises(QueryError, match="no field"):
        single(core, "getUser", ("u1",), ("nam",))
    with pytest.raises(NotOffered):
        single(core, "getEverything", ("u1",), ())
    old = single(client(serving([]), version="1.1")[0]._engine.core, "getUser", ("u1",), ("roles",))
    assert old.selected == frozenset({"sourcedId", "role", "orgs"})
    assert old.shown == frozenset({"sourcedId", "roles"})


def test_a_whole_collection(roster: OneRoster) -> None:
    core = roster._engine.core
    listing = whole(core, core.operation("getAllOrgs"), 7)
    assert (listing.ids, listing.spec) == ((), Spec(page_size=7))
    assert whole(core, core.operation("getAllOrgs"), 7, ("a",)).ids == ("a",)


@pytest.mark.parametrize("wrong", ["", 7, None])
def test_ids_that_are_none(wrong: object) -> None:
    with pytest.raises(QueryError) as caught:
        sourced_id_of(wrong)
    assert str(caught.value) == "a sourcedId is a string that is not empty"


@pytest.mark.parametrize("wrong", [".", ".."])
def test_ids_that_mean_another_place(wrong: str) -> None:
    with pytest.raises(QueryError) as caught:
        sourced_id_of(wrong)
    assert str(caught.value) == f"the sourcedId {wrong!r} cannot be asked for: in a path it means another place"
    assert sourced_id_of("...") == "..."


def test_queries_are_named_by_what_they_ask() -> None:
    roster, _ = client(serving(named("a")))
    assert repr(roster.orgs.where(name="Zacharias")) == "<Query GET /rostering/v1p2/orgs>"
