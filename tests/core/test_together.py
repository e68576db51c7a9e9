"""Windows that were read by many: which of them are one collection."""

from __future__ import annotations

import pickle

import pytest

from oneroster_sdk import IncompletePull, PullReport, QueryError, together
from oneroster_sdk._edges import Edges, digest, digests, name_of
from oneroster_sdk._window import AGAIN

KEY, OTHER = b"one cut", b"another"


def report(number: int, ids: str, *, of: int = 3, key: bytes = KEY, declared: int | None = None) -> PullReport:
    """The report of a window of these rows."""
    rows = digests(ids, key)
    edges = Edges(name_of(key), number, of, digest(ids[0], key), digest(ids[-1], key), rows, declared, "nine")
    return PullReport("GET /orgs", complete=True, edges=edges)


WHOLE = [report(0, "abc"), report(1, "cde"), report(2, "ef")]


def refused(reports: list[PullReport], words: str, *, retryable: bool = True, name: str | None = "nine") -> None:
    with pytest.raises(IncompletePull) as caught:
        together(reports)
    assert str(caught.value) == f"GET /orgs: {words}"
    assert (caught.value.retryable, caught.value.name) == (retryable, name)


def test_windows_that_fit_in_whatever_sequence() -> None:
    together(WHOLE)
    together(reversed(WHOLE))
    together(pickle.loads(pickle.dumps(WHOLE)))


def test_several_collections() -> None:
    other = [report(0, "xyz", of=2, key=OTHER), report(1, "zc", of=2, key=OTHER)]
    together([*WHOLE, PullReport("GET /users", complete=True), *other])
    refused([*WHOLE, other[0]], "of 2 windows, there is no report of 2. Read them.")


def test_nothing_proves_nothing() -> None:
    with pytest.raises(QueryError, match=r"^together\(\) needs the reports .*; none is given$"):
        together([])


def test_windows_that_are_missing() -> None:
    refused(WHOLE[:1], "of 3 windows, there is no report of 2, 3. Read them.")
    refused(WHOLE[1:], "of 3 windows, there is no report of 1. Read them.")


def test_a_part_that_is_not_complete() -> None:
    words = "a partition did not come whole; read it again."
    refused([*WHOLE, PullReport("GET /orgs")], words, name=None)


def test_a_window_that_is_reported_twice() -> None:
    with pytest.raises(QueryError) as caught:
        together([*WHOLE, WHOLE[1]])
    words = "GET /orgs: window 2 of 3 is reported twice; give the report of the reading that is kept"
    assert (str(caught.value), caught.value.name) == (words, "nine")


@pytest.mark.parametrize(
    ("number", "ids", "seam"),
    [(0, "ab", "1 and 2"), (1, "bcde", "1 and 2"), (1, "cd", "2 and 3"), (2, "f", "2 and 3")],
)
def test_seams_that_do_not_fit(number: int, ids: str, seam: str) -> None:
    given = [each if n != number else report(number, ids) for n, each in enumerate(WHOLE)]
    words = f"windows {seam} of 3 do not fit together; rows were inserted, removed or moved while they were read."
    refused(given, f"{words} {AGAIN}")


def test_rows_that_came_in_two_windows() -> None:
    words = "rows came in two windows, so that others may have come in none; rows were inserted, removed or moved while"
    refused([*WHOLE[:2], report(2, "eaf")], f"1 {words} they were read. {AGAIN}")
    refused([*WHOLE[:2], report(2, "eabf")], f"2 {words} they were read. {AGAIN}")


def test_fewer_than_were_declared_at_any_time() -> None:
    given = [report(0, "abc", declared=6), report(1, "cde", declared=7), report(2, "ef", declared=5)]
    words = "rows were inserted, removed or moved while they were read."
    refused(given, f"the provider declared 7 records, but gave 6; {words} {AGAIN}")
    together([given[0], WHOLE[1], given[2]])
