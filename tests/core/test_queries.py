"""What queries refuse, and what they would send: nothing of this needs a provider."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

import oneroster_sdk
from oneroster_sdk import ConfigError, F, OAuth2, OneRoster, OneRosterError, QueryError, asc, desc
from oneroster_sdk._order import Runs, Term, value_of

AUTH = OAuth2("https://x.example/token", "i", "s")


@pytest.fixture
def roster() -> Iterator[OneRoster]:
    with OneRoster("https://x.example/ims/oneroster", auth=AUTH) as client:
        yield client


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda r: r.users.where(F.famly_name == "x"), "did you mean 'family_name'"),
        (lambda r: r.users.where(famlyName="x"), "did you mean 'familyName'"),
        (
            lambda r: r.users.where(F.roles.orgs.sourcedId == "x"),
            "Role has no field 'orgs' .in 'roles.orgs.sourcedId'.; did you mean 'org'",
        ),
        (lambda r: r.users.where(F.email.domain == "x"), "goes further than the model"),
        (lambda r: r.users.where(F.zzzz == "x"), "it has sourcedId, status"),
        (lambda r: r.users.where(F.email == None), "a value of type NoneType"),  # noqa: E711 - a filter
        (lambda r: r.users.where("email='x'"), "not str"),
        (lambda r: r.users.where(), "needs a filter"),
        (lambda r: r.users.where(F.email.in_([])), "at least one value"),
        (
            lambda r: r.users.where(F.email.in_(["a", "b", "c"])).server_only(),
            "more than the provider's grammar carries",
        ),
        (
            lambda r: r.users.server_only().where(status="active").where(F.email > "a").where(F.sms > "a"),
            "server_only.. forbids to apply the rest here",
        ),
        (
            lambda r: r.users.where(status="active", verify="loose"),
            "'loose' is unknown; choose one of wide, strict, none",
        ),
        (lambda r: r.users.changed_since("yesterday"), "ISO 8601"),
        (lambda r: r.users.changed_since("2026-01-02T03:04:05"), "needs its zone"),
        (lambda r: r.users.changed_since(dt.datetime(2026, 1, 2)), "needs its zone"),
        (lambda r: r.users.changed_since(7), "not int"),
        (lambda r: r.users.changed_since("2026-01-02").changed_since("2026-01-02"), "said before"),
        (lambda r: r.users.where((F.email == "a") and (F.sms == "b")), "no truth value"),
        (lambda r: r.users.where((F.email == "a") & json.loads('"x"')), "cannot join"),
        (lambda r: r.users.sort("nam"), "no field 'nam'"),
        (lambda r: r.users.sort("email", "dsc"), "'dsc' is unknown: there are asc and desc"),
        (lambda r: r.users.sort("email", "ASC"), "there are asc and desc"),
        (lambda r: r.users.order_by(Term("email", "up")), "there are asc and desc"),
        (lambda r: r.users.order_by(("email", "desc")), "asc.name. or desc.name."),
        (lambda r: r.users.order_by(), "at least one field"),
        (lambda r: r.users.sort("roles"), "holds a list or an object"),
        (lambda r: r.users.sort("primaryOrg"), "holds a list or an object"),
        (lambda r: r.users.select(), "at least one field"),
        (lambda r: r.users.select("givenNam"), "did you mean 'givenName'"),
        (lambda r: r.users.select("roles.org"), "whole fields"),
        (lambda r: r.users.page_size(0), "one record at least"),
        (lambda r: r.users.limit(-1), "negative"),
        (lambda r: r.schools(""), "not empty"),
        (lambda r: r.schools(7), "is a string"),
        (lambda r: r.schools(".."), "means another place"),
        (lambda r: r.users.get(None), "is a string"),
        (lambda r: next(r.users.batches(0)), "one record at least"),
    ],
)
def test_what_cannot_be_asked(roster: OneRoster, refused: Any, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        refused(roster)


def test_strict_can_be_switched_off(roster: OneRoster) -> None:
    roster.users.where(F.vendorThing == "x", strict=False).sort("vendorThing", strict=False).select("x", strict=False)


def test_queries_are_immutable(roster: OneRoster) -> None:
    plain = roster.users.where(status="active")
    narrowed = plain.where(F.email > "a").limit(5).sort("email")
    assert plain._listing().target().parameters == {"filter": "status='active'"}
    assert narrowed._listing().target().parameters["filter"] == "status='active' AND email>'a'"
    assert repr(narrowed) == "<Query GET /rostering/v1p2/users>"


def test_runs_are_put_in_order_one_at_a_time() -> None:
    rows = [{"a": a, "b": b} for a, b in [(1, 2), (1, None), (1, 3), (2, 9), (2, 1)]]
    runs: Runs[Any] = Runs(["a", "b"], ["asc", "desc"])
    assert runs.feed(rows[:3]) == []
    assert runs.feed(rows[3:4]) == [{"a": 1, "b": 3}, {"a": 1, "b": 2}, {"a": 1, "b": None}]
    assert runs.feed(rows[4:]) == []
    assert runs.end() == [{"a": 2, "b": 9}, {"a": 2, "b": 1}]
    assert value_of({"a": {"b": 3}}, "a.b") == 3
    assert value_of(7, "a") is None


def test_terms() -> None:
    assert asc("x") == Term("x", "asc")
    assert desc("x") == Term("x", "desc")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sis.example.org", "must begin with https://"),
        ("ftp://sis.example.org", "must begin with https://"),
        ("https://", "name a host"),
        ("https://user:pass@sis.example.org", "user name or password"),
        ("http://sis.example.org", "allow_http=True"),
        ("https://sis.example.org/ims/oneroster/rostering/v1p2", "is the part before /rostering/v1p2"),
        ("https://sis.example.org/?a=b", "query"),
        ("https://sis.example.org:port", "valid URL"),
    ],
)
def test_addresses_that_cannot_be(url: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        OneRoster(url, auth=AUTH)
    assert "pass" not in str(caught.value).replace("password", "")


def test_settings_that_cannot_be() -> None:
    base = "https://x.example"
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"version": "2.0"}, "choose one of"),
        ({"http": "requests"}, "choose one of httpx, httpx2"),
        ({"page_size": 0}, "must be 1"),
        ({"auth": "token"}, "must be OAuth2"),
        ({"auth": OAuth2("http://x.example/token", "i", "s")}, "token URL uses http"),
    ]
    for settings, words in wrong:
        with pytest.raises(ConfigError, match=words):
            OneRoster(base, **{"auth": AUTH, **settings})
    with pytest.raises(TypeError, match="unknown option 'pagesize'"):
        OneRoster(base, auth=AUTH, pagesize=3)  # type: ignore[call-arg]
    OneRoster("http://x.example", auth=OAuth2("http://x.example/token", "i", "s"), allow_http=True).close()


def test_a_closed_client(roster: OneRoster) -> None:
    roster.close()
    roster.close()
    with pytest.raises(ConfigError, match="closed"):
        roster.users.to_list()


def test_every_error_can_be_pickled_and_every_public_name_imported() -> None:
    public = [getattr(oneroster_sdk, name) for name in oneroster_sdk.__all__]
    kinds = [each for each in public if isinstance(each, type) and issubclass(each, OneRosterError)]
    assert len(kinds) > 10
    for kind in kinds:
        wanted = inspect.signature(kind).parameters
        details: dict[str, Any] = {
            name: value
            for name, value in {
                "record": "User",
                "field": "x",
                "reason": "y",
                "position": 1,
                "created": {"a": "b"},
            }.items()
            if name in wanted
        }
        error = kind("words", status=400, retry_after=2.5, name="n", **details)
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.args, vars(again)) == (kind, ("words",), vars(error))
