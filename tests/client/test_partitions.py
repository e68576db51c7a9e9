"""A district read by several processes at the same time, over real HTTP."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context

import pytest

from oneroster_sdk import AuthError, Connection, EnvSecret, IncompletePull, OAuth2, plan, read_partition, together
from oneroster_sdk.sandbox import Sandbox

from .dividing import work

VARIABLE = "DIVIDED_SECRET"


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    with Sandbox(students=60) as sandbox:
        yield sandbox


@pytest.fixture
def connection(district: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Connection:
    monkeypatch.setenv(VARIABLE, district.client_secret)
    auth = OAuth2(district.token_url, district.client_id, EnvSecret(VARIABLE))
    return Connection(district.base_url, auth=auth, page_size=20, name="nine")


def test_processes_read_a_district(connection: Connection) -> None:
    names = ("users", "orgs", "enrollments")
    partitions = plan(connection, names, rows=40)
    assert len(partitions) > len(names)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        done = list(workers.map(work, partitions))
    together(report for _, report, _ in done)
    assert os.getpid() not in {process for _, _, process in done}
    with connection.open() as roster:
        for name in names:
            whole = [record.sourced_id for record in getattr(roster, name)]
            parts = [ids for part, (ids, _, _) in zip(partitions, done, strict=True) if part.collection == name]
            assert [each for ids in parts for each in ids] == whole


def test_a_window_that_is_missing(connection: Connection) -> None:
    partitions = plan(connection, lambda roster: roster.users.where(status="active"), rows=40)
    assert len(partitions) > 2
    reports = [work(each)[1] for each in partitions[:-1]]
    with pytest.raises(IncompletePull, match=f"there is no report of {len(partitions)}. Read them") as caught:
        together(reports)
    assert caught.value.name == "nine"


def test_both_versions(connection: Connection) -> None:
    old = Connection(connection.base_url, auth=connection.auth, version="1.1", page_size=20)
    partitions = plan(old, "users", rows=40)
    assert len(partitions) > 2
    done = [work(each) for each in partitions]
    together(report for _, report, _ in done)
    with closing(old.open()) as roster:
        assert [each for ids, _, _ in done for each in ids] == [user.sourced_id for user in roster.users]


def test_what_is_wrong_shows_in_the_worker(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "wrong")
    (partition,) = plan(connection, "users", rows=40)
    with pytest.raises(AuthError):
        list(read_partition(partition))
