"""What a pull costs, counted and not timed, so that it says the same on a busy machine as on a quiet one.

Each bound is about twice what was counted when it was set, which stands beside it: it is to fail where something costs
twice as much, and not where a library below has changed a little.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

import httpx
import pytest
from attrs import frozen

from bench import district
from bench.district import page, user
from bench.serving import serving
from oneroster_sdk import AsyncOneRoster, OAuth2, OneRoster

FEW: Final = 1_000
MANY: Final = 2_000
LOTS: Final = 7_000
USERS: Final = "/rostering/v1p2/users"
PAGES: Final = {100: 22, 500: 6, 2000: 4, 5000: 2}
"""How many requests a pull of `MANY` takes, by the size of pages: those for the pages, which overlap by one record, and
those for the proof: see docs/explanation/paging.md."""
Read: TypeAlias = Callable[..., int]


def nothing() -> None:
    pass


def blocking(base: str, first: Callable[[], None] = nothing, **options: Any) -> int:
    """Read all users, and keep none; do this when the first is there."""
    count = 0
    with OneRoster(base, auth=auth(base), **{"max_concurrency": 1, **options}) as roster:
        for _ in roster.users:
            if not count:
                first()
            count += 1
    return count


def asynchronous(base: str, first: Callable[[], None] = nothing, **options: Any) -> int:
    async def main() -> int:
        count = 0
        async with AsyncOneRoster(base, auth=auth(base), **{"max_concurrency": 1, **options}) as roster:
            async for _ in roster.users:
                if not count:
                    first()
                count += 1
        return count

    return asyncio.run(main())


def auth(base: str) -> OAuth2:
    return OAuth2(f"{base.partition('/ims')[0]}/token", "client", "secret")


READS: Final = pytest.mark.parametrize("read", [blocking, asynchronous])


@pytest.fixture(scope="module")
def few() -> Iterator[str]:
    with serving(FEW) as base:
        yield base


@pytest.fixture(scope="module")
def many() -> Iterator[str]:
    with serving(MANY) as base:
        yield base


@pytest.fixture(scope="module")
def odd() -> Iterator[str]:
    with serving(MANY, odd=True) as base:
        yield base


@pytest.fixture(scope="module")
def lots() -> Iterator[str]:
    with serving(LOTS) as base:
        yield base


def counts(base: str) -> dict[str, int]:
    """What was asked of the provider until now; the connection that asks this is one of its own."""
    with httpx.Client() as client:
        found: dict[str, int] = client.get(f"{base.partition('/ims')[0]}/counts").json()
    return found


def asked(base: str, read: Read, **options: Any) -> dict[str, int]:
    """What a pull asks of the provider."""
    before = counts(base)
    assert read(base, **options) == MANY
    after = counts(base)
    return {name: after[name] - before[name] - (name == "connections") for name in before}


# --- requests


@READS
@pytest.mark.parametrize(("size", "pages"), PAGES.items())
def test_requests(many: str, read: Read, size: int, pages: int) -> None:
    """Each page begins with the last record of the page before, and one request past the declared total proves it."""
    assert asked(many, read, page_size=size) == {"pages": pages, "tokens": 1, "connections": 1}


@READS
@pytest.mark.parametrize(("size", "pages"), PAGES.items())
def test_requests_at_the_same_time(many: str, read: Read, size: int, pages: int) -> None:
    """As many connections as may be open, and hardly a request more."""
    found = asked(many, read, page_size=size, max_concurrency=4)
    assert pages <= found["pages"] <= pages + 4
    assert found["tokens"] == 1
    assert 1 <= found["connections"] <= 4


@READS
def test_requests_for_odd_records(odd: str, read: Read) -> None:
    assert asked(odd, read, page_size=500) == {"pages": PAGES[500], "tokens": 1, "connections": 1}


# --- calls of functions


@frozen
class Calls:
    """Python functions called, and generators resumed, in the thread that reads."""

    a_record: float
    a_page: float


def called(read: Read, base: str, size: int) -> int:
    number = 0

    def note(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal number
        number += event == "call"

    def begin() -> None:
        nonlocal number
        number = 0  # what is odd is learned from the first page, which takes longer

    sys.setprofile(note)
    try:
        read(base, begin, page_size=size)
    finally:
        sys.setprofile(None)
    return number


def calls(read: Read, small: str, large: str) -> Calls:
    """What a page and a record cost, from three pulls of which the first two differ in records, the last in pages."""
    read(small, page_size=500)  # what is loaded or made once is there
    few_records, records = called(read, small, 500), called(read, large, 500)
    pages = called(read, large, 100)
    # The first differs from the second in so many records and two pages; the third, after the first page, which is not
    # counted, has 400 records more than the second, and as many pages more as it asks for.
    longer = 400 / (MANY - FEW)
    a_page = (pages - records - longer * (records - few_records)) / (PAGES[100] - PAGES[500] - longer * 2)
    return Calls((records - few_records - a_page * 2) / (MANY - FEW), a_page)


@pytest.mark.parametrize(
    ("read", "most"),
    [
        (blocking, Calls(a_record=6.5, a_page=650)),  # 3.1 and 310
        (asynchronous, Calls(a_record=7, a_page=1100)),  # 3.4 and 542
    ],
)
def test_calls(few: str, many: str, read: Read, most: Calls) -> None:
    found = calls(read, few, many)
    assert 1 < found.a_record < most.a_record
    assert 1 < found.a_page < most.a_page


@pytest.mark.parametrize(
    ("read", "most"),
    [
        (blocking, Calls(a_record=10, a_page=650)),  # 5.1 and 325
        (asynchronous, Calls(a_record=11, a_page=1150)),  # 5.4 and 562
    ],
)
def test_calls_for_odd_records(odd: str, read: Read, most: Calls) -> None:
    with serving(FEW, odd=True) as small:
        found = calls(read, small, odd)
    assert 1 < found.a_record < most.a_record
    assert 1 < found.a_page < most.a_page


# --- memory


def peak(read: Read, base: str, **options: Any) -> int:
    """Bytes that Python had allocated at most, from the first record on: a new client takes 4 MB for a moment."""

    def begin() -> None:
        gc.collect()
        tracemalloc.reset_peak()

    gc.collect()
    tracemalloc.start()
    try:
        read(base, begin, page_size=250, **options)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@READS
@pytest.mark.parametrize(("check", "least", "most"), [(True, 9, 36), (False, -8, 8)])
def test_memory_by_records(few: str, lots: str, read: Read, check: bool, least: float, most: float) -> None:
    """What grows with the collection are the ids, if they are kept: 18 bytes a record; without them, 2."""
    read(few, page_size=250)
    small, large = (peak(read, base, check_duplicates=check) for base in (few, lots))
    assert least < (large - small) / (LOTS - FEW) < most


# --- what the provider of the benchmarks does


def test_a_page_cut_short_in_the_middle() -> None:
    """We bring all; the loop that everybody writes does not."""
    with serving(MANY, short=True) as base, httpx.Client() as client:
        lengths = [
            len(client.get(f"{base}{USERS}?limit=100&offset={at}").json()["users"]) for at in range(0, MANY, 100)
        ]
        assert [(at, length) for at, length in enumerate(lengths) if length != 100] == [(10, 38)]
        assert blocking(base, page_size=100) == asynchronous(base, page_size=100) == MANY


def test_pages_are_those_of_the_records() -> None:
    made = page(7, 3)
    assert json.loads(made) == {"users": [user(number, number % 50) for number in (7, 8, 9)]}
    assert json.loads(page(7, 1, "odd")) == {"users": [district.odd(7, 7)]}
    assert 850 < len(page(0, 100)) / 100 < 1024
    assert page(7, 0) == b'{"users":[]}'
