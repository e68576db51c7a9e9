"""What a provider is asked for, and what is done here instead: filters, orders, profiles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from oneroster_sdk import (
    F,
    NotOffered,
    OAuth2,
    Profile,
    QueryError,
)
from oneroster_sdk.sandbox import Sandbox

from .conftest import Caller, Provider, Script, Told
from .test_faults import clamped, org
from .test_trust import page, pulled

Serve = Callable[[Script], Provider]


# --- filters


def test_what_the_grammar_carries_goes_to_the_provider_and_the_rest_is_applied_here(
    caller: Caller, district: Sandbox
) -> None:
    auth = OAuth2(district.token_url, district.client_id, district.client_secret)
    call = caller.open(district.base_url, auth)
    everyone = call(lambda roster: roster.users.to_list())
    some = sorted({user.family_name for user in everyone})[:3]
    query = (F.status == "active") & F.family_name.in_(some) & ~F.grades.contains("09")
    wanted = [u for u in everyone if u.is_active and u.family_name in some and "09" not in u.grades]
    ids, report = pulled(call, lambda roster: roster.users.where(query))
    assert ids == [user.sourced_id for user in wanted]
    assert 0 < len(ids) < report.received == len(ids) + report.filtered < len(everyone)
    sent = call(lambda roster: roster.users.where(query).select("givenName").explain())
    assert sent.sent == {"filter": "status='active'", "fields": "sourcedId,givenName,status,familyName,grades"}
    assert sent.here == (f"filter: ({' OR '.join(f'familyName = {name!r}' for name in some)}) AND NOT (grades ~ '09')",)
    assert some[0] in str(sent)
    assert some[0] not in repr(sent)
    with pytest.raises(QueryError, match="server_only"):
        call(lambda roster: roster.users.where(query).server_only())
    with pytest.raises(NotOffered, match="a part of the filter is applied here"):
        call(lambda roster: roster.users.where(query).count())


@pytest.mark.parametrize(("verify", "ids"), [("wide", ["o1"]), ("strict", []), ("none", ["o1", "o2"])])
def test_how_closely_a_filter_is_checked(caller: Caller, serve: Serve, verify: Any, ids: list[str]) -> None:
    near, far = {**org(0), "sourcedId": "o1", "name": " SILVA"}, {**org(0), "sourcedId": "o2", "name": "Costa"}
    provider = serve(page(near, far))
    call = caller.open(provider.base_url, provider.auth)
    got, report = pulled(call, lambda roster: roster.orgs.where(name="Silva", verify=verify))
    assert got == ids
    assert report.ignored_filter == (verify != "none")
    assert report.filtered == (verify == "strict")


def test_a_total_is_no_count_where_the_filter_is_ignored(caller: Caller, serve: Serve) -> None:
    provider = serve(clamped(total=5, cap=9, declare=True))
    call = caller.open(provider.base_url, provider.auth)
    assert call(lambda roster: roster.orgs.count()) == 5
    with pytest.raises(NotOffered, match="the provider ignores the filter"):
        call(lambda roster: roster.orgs.where(name="nobody").count())


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ({"quoting": "doubled"}, ["name='O''Neill'"]),
        ({"quoting": "bare"}, ["name='O'Neill'"]),
        ({"quoting": "double-quotes"}, ['name="O\'Neill"']),
        ({"profile": {"quoting": "bare"}}, ["name='O'Neill'"]),
        ({"profile": {"quoting": "bare"}, "quoting": "doubled"}, ["name='O''Neill'"]),
        ({}, None),  # nobody says how: it is applied here
    ],
)
def test_quotes_within_values(caller: Caller, serve: Serve, options: Any, sent: Any) -> None:
    provider = serve(page({**org(0), "name": "O'Neill"}, {**org(1), "name": "Silva"}))
    call = caller.open(provider.base_url, provider.auth, **options)
    assert [each.sourced_id for each in call(lambda roster: roster.orgs.where(name="O'Neill").to_list())] == ["o0000"]
    assert provider.asked[0].query.get("filter") == sent


# --- profiles


def test_what_a_profile_sets(caller: Caller, serve: Serve) -> None:
    profile = Profile(
        "own",
        "Own",
        layout={"rostering": "{base}/app/ims/oneroster/rostering/v1p2"},
        page_size=7,
        default_sort=False,
        filter_clauses=0,
        token_method="query",
        scopes=("a", "b"),
        total="none",
        fields=False,
    )
    provider = serve(lambda asked: Told(page(org(0), org(1))(asked).body, headers={"X-Total-Count": "1"}))
    call = caller.open(f"{provider.origin}", provider.auth, profile=profile)
    ids, report = pulled(call, lambda roster: roster.orgs.where(status="active").select("name"))
    assert (ids, report.declared_total) == (["o0000", "o0001"], None)
    asked = provider.asked[0]
    assert asked.path == "/app/ims/oneroster/rostering/v1p2/orgs"
    assert asked.query == {"limit": ["7"], "offset": ["0"]}
    token = provider.tokens[0]
    assert token.query == {"client_id": ["client"], "client_secret": ["s3cret"]}
    assert token.body == b"grant_type=client_credentials&scope=a%20b"


def test_everything_at_once(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told([org(number) for number in range(5)]))
    ids, report = pulled(
        caller.open(provider.base_url, provider.auth, page_size=2, profile={"paging": "whole"}), lambda r: r.orgs
    )
    assert (len(ids), len(provider.asked), report.evidence) == (5, 1, "the profile")
    assert report.complete


def first_by_name(limit: int, roster: Any) -> Any:
    return roster.orgs.sort("name").limit(limit).to_list()


def test_an_order_that_the_provider_cannot_give(caller: Caller, serve: Serve) -> None:
    names = ["c", "a", "b", "d"]
    provider = serve(page(*({**org(n), "name": name} for n, name in enumerate(names))))
    call = caller.open(provider.base_url, provider.auth, profile={"sort": False})
    for limited, found in ((None, ["a", "b", "c", "d"]), (2, ["a", "b"])):
        records = call(partial(first_by_name, limited or 9))
        assert [each.name for each in records] == found
    assert not any("sort" in asked.query and asked.query["sort"] != ["sourcedId"] for asked in provider.asked)


@pytest.mark.parametrize("limit", [1, 3])
def test_an_order_that_the_provider_ignores(caller: Caller, serve: Serve, limit: int) -> None:
    names = ["c", "a", "b", "d"]
    provider = serve(page(*({**org(n), "name": name} for n, name in enumerate(names))))
    call = caller.open(provider.base_url, provider.auth)
    records = call(partial(first_by_name, limit))
    assert [each.name for each in records] == ["a", "b", "c"][:limit]
