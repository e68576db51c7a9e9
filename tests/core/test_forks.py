"""In a forked process locks begin anew, and the parent's connections are left alone."""

from __future__ import annotations

import gc
from weakref import WeakSet

import pytest

from oneroster_sdk import _forks
from oneroster_sdk._http import Wire
from oneroster_sdk._pace import Pace
from oneroster_sdk._pool import AsyncPool, Pool

WIRE = Wire("httpx", 4, None, None, None, None)


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is reset as after a fork are the things of this test, and not the clients of others."""
    monkeypatch.setattr(_forks, "_known", WeakSet())


class Thing:
    def __init__(self, told: list[str]) -> None:
        self.told = told

    def reset_after_fork(self) -> None:
        self.told.append("reset")


def test_everything_that_still_exists_is_told() -> None:
    told: list[str] = []
    thing, gone = Thing(told), Thing(told)
    _forks.after_fork(thing)
    _forks.after_fork(gone)
    del gone
    gc.collect()
    _forks._reset_all()
    assert told == ["reset"]


def test_a_lock_that_was_held_is_free() -> None:
    pace = Pace(1.0)
    held = pace._lock
    held.acquire()
    _forks._reset_all()
    assert pace.reserve(0.0) == 0
    assert pace.reserve(0.0) == 1
    held.release()


def test_a_pool_opens_connections_of_its_own() -> None:
    pool = Pool(WIRE)
    before = pool.hands()
    before.lock.acquire()
    pool._opening.acquire()
    _forks._reset_all()
    after = pool.hands()
    assert after is not before
    assert after.http is not before.http
    assert not after.lock.locked()
    assert pool._left_to_parent == [before]
    before.http.close()
    pool.close()


def test_a_closed_pool_stays_closed() -> None:
    pool, other = Pool(WIRE), AsyncPool(WIRE)
    pool.close()
    _forks._reset_all()
    assert pool._closed.is_set()
    assert pool._left_to_parent == []
    assert other._left_to_parent == []
