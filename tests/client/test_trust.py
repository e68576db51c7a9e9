"""Pulls that others rely on: what is absent, what changed, what cannot be read, and a whole district."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from oneroster_sdk import (
    ImplausiblePull,
    IncompletePull,
    InvalidRecordError,
    raw,
)

from .conftest import Asked, Caller, Provider, Script, Told
from .test_faults import clamped, org
from .test_pulls import begun

Serve = Callable[[Script], Provider]
BROKEN = {"sourcedId": "o0001", "status": "active", "dateLastModified": "Zacharias", "name": "Zacharias"}


def pulled(call: Any, query: Callable[[Any], Any]) -> tuple[list[str], Any]:
    """The ids that were delivered, and the report."""
    kept: list[Any] = []
    records = call(lambda roster: begun(kept, query(roster).pull()))
    return [record.sourced_id for record in records], kept[0].report


def page(*records: dict[str, Any], key: str = "orgs") -> Script:
    """A provider of few records, that honours offset and limit."""

    def script(asked: Asked) -> Told:
        offset, limit = int(asked.query["offset"][0]), int(asked.query["limit"][0])
        return Told({key: list(records)[offset : offset + limit]})

    return script


# --- records that cannot be read


def test_by_default_a_record_that_cannot_be_read_ends_the_pull(caller: Caller, serve: Serve) -> None:
    provider = serve(page(org(0), BROKEN, org(2)))
    with pytest.raises(InvalidRecordError, match=r"record 1 cannot be read: Org\.dateLastModified is not") as caught:
        caller.open(provider.base_url, provider.auth)(lambda roster: roster.orgs.to_list())
    assert "Zacharias" not in repr(caught.value)
    assert (caught.value.position, caught.value.field) == (1, "dateLastModified")


def test_records_that_cannot_be_read_are_collected(caller: Caller, serve: Serve) -> None:
    provider = serve(page(org(0), BROKEN, org(2)))
    ids, report = pulled(caller.open(provider.base_url, provider.auth, on_invalid="collect"), lambda r: r.orgs)
    assert ids == ["o0000", "o0002"]
    (bad,) = report.invalid
    assert (bad.position, bad.sourced_id, bad.record, bad.field) == (1, "o0001", "Org", "dateLastModified")
    assert bad.reason == "is not a date-time of ISO 8601"
    assert (report.complete, report.distinct, report.skipped) == (True, 3, 0)
    told = f"{report!r} {json.dumps(report.to_dict())} {pickle.dumps(report)!r}"
    assert "Zacharias" not in told
    assert report.absent(["o0000", "o0001", "o0002"]) == set()


def test_records_that_cannot_be_read_are_skipped_and_counted(caller: Caller, serve: Serve) -> None:
    provider = serve(page(org(0), BROKEN, org(2)))
    ids, report = pulled(caller.open(provider.base_url, provider.auth, on_invalid="skip"), lambda r: r.orgs)
    assert (ids, report.invalid, report.skipped, report.complete) == (["o0000", "o0002"], [], 1, True)
    assert report.absent(["o0001"]) == set()


def test_pages_name_the_records_that_cannot_be_read_and_raw_gives_them(caller: Caller, serve: Serve) -> None:
    provider = serve(page(org(0), BROKEN, org(2)))
    call = caller.open(provider.base_url, provider.auth, on_invalid="collect")
    (only,) = call(lambda roster: roster.orgs.pages())
    assert ([each.sourced_id for each in only.invalid], len(only.records)) == (["o0001"], 2)
    strict = caller.open(provider.base_url, provider.auth)
    assert {item["sourcedId"] for item in strict(lambda roster: roster.orgs.raw())} == {"o0000", "o0001", "o0002"}


# --- what is absent


def test_what_is_absent_from_a_whole_pull(caller: Caller, serve: Serve) -> None:
    provider = serve(clamped(total=30, cap=7))
    _, report = pulled(caller.open(provider.base_url, provider.auth), lambda roster: roster.orgs)
    known = [f"o{number:04d}" for number in range(32)]
    assert report.absent(known) == {"o0030", "o0031"}
    assert report.absent([]) == set()
    with pytest.raises(ImplausiblePull, match="2 of 32 known records are gone, more than the 5%"):
        report.absent(known, max_fraction=0.05)
    with pytest.raises(ValueError, match="between 0 and 1"):
        report.absent(known, max_fraction=5)
    with pytest.raises(IncompletePull, match=r"ask for absent\(\) before"):
        pickle.loads(pickle.dumps(report)).absent(known)


def test_nothing_at_all_is_implausible(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"orgs": []}))
    _, report = pulled(caller.open(provider.base_url, provider.auth), lambda roster: roster.orgs)
    with pytest.raises(ImplausiblePull, match="no records at all, and 1 are known"):
        report.absent(["o1"], max_fraction=0.99)
    assert report.absent(["o1"], max_fraction=1) == {"o1"}


@pytest.mark.parametrize("query", [lambda r: r.orgs.limit(3), lambda r: r.orgs.changed_since("2026-01-01")])
def test_nothing_follows_from_a_part(caller: Caller, serve: Serve, query: Any) -> None:
    provider = serve(clamped(total=5, cap=7))
    _, report = pulled(caller.open(provider.base_url, provider.auth), query)
    with pytest.raises(IncompletePull, match="only a part was asked for"):
        report.absent(["o0004", "o9"])


def test_nothing_follows_where_records_have_no_id(caller: Caller, serve: Serve) -> None:
    provider = serve(page(org(0), {"name": "Zacharias"}))
    call = caller.open(provider.base_url, provider.auth, on_invalid="collect")
    _, report = pulled(call, lambda roster: roster.orgs)
    with pytest.raises(IncompletePull, match="1 records came without a sourcedId"):
        report.absent(["o0000", "o0001"], max_fraction=1)


def test_nothing_follows_from_a_pull_that_failed(caller: Caller, serve: Serve) -> None:
    provider = serve(lambda asked: Told({"orgs": [org(1), org(2)]}))
    kept: list[Any] = []
    with pytest.raises(IncompletePull):
        caller.open(provider.base_url, provider.auth)(lambda roster: begun(kept, roster.orgs.pull()))
    with pytest.raises(IncompletePull, match="not complete"):
        kept[0].report.absent(["o0001"])


# --- what changed


def test_changes_are_asked_for_with_an_overlap(caller: Caller, serve: Serve) -> None:
    changed = {**org(0), "dateLastModified": "2026-03-01T00:00:00Z"}
    silent = {**org(1), "dateLastModified": None}
    old = {**org(2), "dateLastModified": "2020-03-01T00:00:00Z"}
    provider = serve(page(changed, silent, old))
    call = caller.open(provider.base_url, provider.auth)
    since = datetime(2026, 2, 1, tzinfo=UTC)
    ids, report = pulled(call, lambda roster: roster.orgs.changed_since(since))
    assert provider.asked[0].query["filter"] == ["dateLastModified>='2026-01-31T23:50:00.000Z'"]
    assert ids == [
        "o0000",
        "o0001",
    ]  # what does not say when it changed counts as changed; what is old was not asked for
    assert (report.since, report.ignored_filter) == (since, 1)
    assert report.next_since == datetime(2026, 3, 1, tzinfo=UTC)
    call(lambda roster: roster.orgs.changed_since("2026-02-01", overlap=timedelta()).to_list())
    assert provider.asked[-1].query["filter"] == ["dateLastModified>='2026-02-01T00:00:00.000Z'"]
    call(lambda roster: roster.orgs.where(name="x").changed_since(date(2026, 2, 1)).to_list())
    assert provider.asked[-1].query["filter"] == ["dateLastModified>='2026-01-31T23:50:00.000Z' AND name='x'"]


def test_where_the_filter_is_full_changes_are_told_here(caller: Caller, serve: Serve) -> None:
    silent = {**org(1), "dateLastModified": None}
    old = {**org(2), "dateLastModified": "2020-03-01T00:00:00Z"}
    provider = serve(page(org(0), silent, old))
    both = raw("a='1' AND b='2'")
    call = caller.open(provider.base_url, provider.auth)
    ids, report = pulled(call, lambda roster: roster.orgs.where(both).changed_since("2026-01-01"))
    assert provider.asked[0].query["filter"] == ["a='1' AND b='2'"]
    assert (ids, report.filtered) == (["o0000", "o0001"], 1)


@pytest.mark.parametrize(
    ("modified", "since", "following"),
    [
        ("2026-03-01T00:00:00Z", None, "2026-03-01"),
        ("2026-03-01T00:00:00Z", "2026-04-01", "2026-04-01"),
        ("2999-03-01T00:00:00Z", None, None),  # the beginning of the pull
        ("2999-03-01T00:00:00Z", "2998-01-01", None),
        (None, None, None),
        (None, "2026-02-01", "2026-02-01"),
        (None, "2998-02-01", None),
    ],
)
def test_from_when_on_to_ask_next_time(
    caller: Caller, serve: Serve, modified: str | None, since: str | None, following: str | None
) -> None:
    provider = serve(page({**org(0), "dateLastModified": modified}))
    call = caller.open(provider.base_url, provider.auth)
    before = datetime.now(UTC)
    _, report = pulled(call, lambda r: r.orgs.changed_since(since) if since else r.orgs)
    if following is not None:
        assert report.next_since.date() == date.fromisoformat(following)
    else:
        assert before <= report.next_since <= datetime.now(UTC)
