"""How much comes at a time, how many there are said to be, and what offsets count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from oneroster_sdk import ApiError, IncompletePull, NotOffered

from ..client.conftest import Asked, Told
from .conftest import Caller, Serve, Whole, begun, failing, fewest, pulled, refusal, whole
from .provider import Quirky, Window, names, people

NO_SORT = "the provider refuses to sort by sourcedId"
WRONG_TOTAL = "the declared total was not that of the collection"
ALIGNED = "offsets count whole pages; records inserted or removed meanwhile could not show"
ONE_BASED = "offsets seem to count from 1"


def limit_of(asked: Asked) -> int:
    return int(asked.query["limit"][0])


@pytest.mark.parametrize(
    ("count", "cap"), [(23, 5), (21, 5), (20, 5), (5, 5), (6, 5), (1, 5), (0, 5), (7, 2), (130, 50), (60, 1000)]
)
def test_limit_clamped(caller: Caller, serve: Serve, count: int, cap: int) -> None:
    outcome = pulled(caller, serve(Quirky(people(count), caps=(cap,))))
    whole(outcome, Whole(names(count), fewest=fewest(count, cap)))


@pytest.mark.parametrize("count", [4, 5, 10, 13])
def test_limit_that_is_kept_to(caller: Caller, serve: Serve, count: int) -> None:
    outcome = pulled(caller, serve(Quirky(people(count))), page_size=5)
    whole(outcome, Whole(names(count), fewest=fewest(count, 5)))


def test_limit_of_one(caller: Caller, serve: Serve) -> None:
    """Pages of one record cannot overlap."""
    outcome = pulled(caller, serve(Quirky(people(4), caps=(1,))))
    whole(outcome, Whole(names(4)))
    assert outcome.requests <= 4 * 3 + 1


@pytest.mark.parametrize(("most", "taken"), [(200, 200), (500, 200), (100, 50), (50, 50)])
def test_limit_refused_above_a_maximum(caller: Caller, serve: Serve, most: int, taken: int) -> None:
    def refuses(asked: Asked) -> Told | None:
        return Told({"error": "limit too large"}, 400) if limit_of(asked) > most else None

    provider = serve(Quirky(people(7), refuses=refuses))
    outcome = pulled(caller, provider)
    whole(outcome, Whole(names(7), warnings=(f"the provider refuses a limit above {taken}",)))
    assert outcome.requests <= 3 + MOST_TRIES
    assert max(limit_of(asked) for asked in provider.asked[-3:]) <= taken


MOST_TRIES = 5
"""Requests with less in them each time, after one that was refused."""


@pytest.mark.parametrize("strangers", [("sort",), ("fields",), ("sort", "fields")])
def test_limit_refused_and_more(caller: Caller, serve: Serve, strangers: tuple[str, ...]) -> None:
    def refuses(asked: Asked) -> Told | None:
        return Told(b"", 400) if limit_of(asked) > 200 or set(strangers) & set(asked.query) else None

    provider = serve(Quirky(people(7), caps=(5,), refuses=refuses))
    outcome = pulled(caller, provider, lambda roster: roster.users.select("givenName"))
    assert outcome.ids == names(7)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
    assert len(outcome.report.warnings) == 1 + len(strangers)
    assert outcome.requests <= 8 + 3 * MOST_TRIES


def test_what_was_refused_is_not_asked_again(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(7), refuses=lambda asked: Told(b"", 400) if limit_of(asked) > 200 else None))
    kept: list[Any] = []
    call = caller.open(provider.base_url, provider.auth)
    call(lambda roster: begun(kept, roster.users))
    before = len(provider.asked)
    assert len(call(lambda roster: begun(kept, roster.users))) == 7
    assert {limit_of(asked) for asked in provider.asked[before:]} <= set(range(201))


def test_limit_refused_above_any(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(7), refuses=lambda asked: Told(b"", 400) if limit_of(asked) > 20 else None))
    error = failing(caller, provider)
    assert isinstance(error, ApiError)
    assert (error.status, error.retryable) == (400, False)
    assert len(provider.asked) <= 1 + MOST_TRIES
    assert pulled(caller, provider, page_size=20).ids == names(7)


@pytest.mark.parametrize("caps", [(5, 2, 5), (5, 1, 5), (5, 5, 3, 5), (2, 5), (1, 5), (5, 4, 3, 2, 5), (5, 5, 1, 1, 5)])
def test_short_page_in_the_middle(caller: Caller, serve: Serve, caps: tuple[int, ...]) -> None:
    outcome = pulled(caller, serve(Quirky(people(17), caps=caps)))
    whole(outcome, Whole(names(17), fewest=fewest(17, 5)))


# --- totals

Head = Callable[[Window], Mapping[str, str]]


def in_body(**places: Any) -> Callable[[Window], Any]:
    return lambda window: {"users": window.page, **{name: tell(window) for name, tell in places.items()}}


def true(window: Window) -> int:
    return len(window.rows)


BODIES = {
    "total": in_body(total=true),
    "totalCount": in_body(totalCount=true),
    "_meta": in_body(_meta=lambda window: {"total": len(window.rows), "limit": window.limit}),
    "pagination": in_body(pagination=lambda window: {"totalCount": len(window.rows), "offset": window.start}),
    "a string": in_body(total=lambda window: str(len(window.rows))),
}


@pytest.mark.parametrize("place", BODIES)
def test_total_in_the_body(caller: Caller, serve: Serve, place: str) -> None:
    outcome = pulled(caller, serve(Quirky(people(21), caps=(5,), body=BODIES[place])))
    whole(outcome, Whole(names(21), evidence="the declared total", fewest=fewest(21, 5)))
    assert outcome.report.declared_total == 21


@pytest.mark.parametrize(("count", "value"), [(21, "21"), (21, " 21 "), (23, "23"), (4, "4")])
def test_total_in_the_header(caller: Caller, serve: Serve, count: int, value: str) -> None:
    """One more request proves it, whether the last page is as long as the others or shorter."""
    provider = serve(Quirky(people(count), caps=(5,), headers=lambda window: {"X-Total-Count": value}))
    outcome = pulled(caller, provider)
    whole(outcome, Whole(names(count), evidence="the declared total"))
    assert outcome.requests == fewest(count, 5) + 1
    assert outcome.report.declared_total == count


@pytest.mark.parametrize("value", ["", "many", "-1", "2e1", "None", "23/23"])
def test_total_that_is_no_number(caller: Caller, serve: Serve, value: str) -> None:
    provider = serve(Quirky(people(13), caps=(5,), headers=lambda window: {"X-Total-Count": value}))
    outcome = pulled(caller, provider)
    whole(outcome, Whole(names(13), fewest=fewest(13, 5)))
    assert outcome.report.declared_total is None


@pytest.mark.parametrize("count", [3, 5, 13])
def test_total_is_the_length_of_the_page(caller: Caller, serve: Serve, count: int) -> None:
    provider = serve(Quirky(people(count), caps=(5,), body=in_body(total=lambda window: len(window.page))))
    outcome = pulled(caller, provider)
    assert outcome.ids == names(count)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
    assert set(outcome.report.warnings) <= {WRONG_TOTAL}
    assert outcome.requests <= fewest(count, 5) + 6


@pytest.mark.parametrize("count", [3, 5, 13])
def test_total_is_the_limit(caller: Caller, serve: Serve, count: int) -> None:
    provider = serve(Quirky(people(count), caps=(5,), headers=lambda window: {"X-Total-Count": str(window.limit)}))
    outcome = pulled(caller, provider)
    whole(outcome, Whole(names(count), fewest=fewest(count, 5)))
    assert outcome.report.declared_total is None


@pytest.mark.parametrize("stale", [6, 12, 22])
def test_total_below_what_there_is(caller: Caller, serve: Serve, stale: int) -> None:
    provider = serve(Quirky(people(23), caps=(5,), headers=lambda window: {"X-Total-Count": str(stale)}))
    whole(pulled(caller, provider), Whole(names(23), warnings=(WRONG_TOTAL,), fewest=fewest(23, 5)))


@pytest.mark.parametrize("stale", [24, 2000])
def test_total_above_what_there_is(caller: Caller, serve: Serve, stale: int) -> None:
    provider = serve(Quirky(people(23), caps=(5,), headers=lambda window: {"X-Total-Count": str(stale)}))
    error = failing(caller, provider)
    assert isinstance(error, IncompletePull)
    assert f"declares {stale} records, but gave 23" in str(error)
    assert len(provider.asked) <= fewest(23, 5) + 6


def test_count_without_a_total(caller: Caller, serve: Serve) -> None:
    for headers in ({}, {"X-Total-Count": "1"}):
        provider = serve(Quirky(people(3), headers=lambda window, headers=headers: headers))  # type: ignore[misc]
        error = refusal(caller, provider, lambda roster: roster.users.count())
        assert isinstance(error, NotOffered)
        assert len(provider.asked) <= 2


# --- offsets


@pytest.mark.parametrize(("count", "cap"), [(23, 5), (5, 5), (2, 2)])
def test_offset_ignored(caller: Caller, serve: Serve, count: int, cap: int) -> None:
    provider = serve(Quirky(people(count), caps=(cap,), start=lambda offset, limit, cap: 0))
    error = failing(caller, provider)
    assert isinstance(error, IncompletePull)
    assert "It seems to ignore offset" in str(error)
    assert len(provider.asked) <= 6


def test_offset_ignored_by_one_that_gives_all_at_once(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(23), start=lambda offset, limit, cap: 0))
    outcome = pulled(caller, provider, profile={"paging": "whole"})
    whole(outcome, Whole(names(23), evidence="the profile"))
    assert outcome.requests == 1


@pytest.mark.parametrize("last", ["so many from the end", "a whole page"])
@pytest.mark.parametrize("count", [23, 21, 20, 5])
def test_offset_past_the_end_gives_the_last_page(caller: Caller, serve: Serve, count: int, last: str) -> None:
    def start(offset: int, limit: int, cap: int) -> int:
        length = min(limit, cap)
        return offset if offset < count else {"a whole page": (count - 1) // length * length}.get(last, count - length)

    provider = serve(Quirky(people(count), caps=(5,), start=start))
    whole(pulled(caller, provider), Whole(names(count), evidence="the last page again", fewest=fewest(count, 5)))


def test_offset_near_the_end_gives_the_last_page(caller: Caller, serve: Serve) -> None:
    """The last whole page, for ever: what is past it cannot be asked for, so that nothing proves the end."""
    provider = serve(Quirky(people(23), caps=(5,), start=lambda offset, limit, cap: min(offset, 18)))
    error = failing(caller, provider)
    assert isinstance(error, IncompletePull)
    assert len(provider.asked) <= fewest(23, 5) + 64 + 6


@pytest.mark.parametrize("count", [23, 20, 6, 4])
@pytest.mark.parametrize("by", ["limit", "cap"])
def test_offset_rounded_down(caller: Caller, serve: Serve, count: int, by: str) -> None:
    """To whole pages, of the length that was asked for or of what is given at most."""

    def start(offset: int, limit: int, cap: int) -> int:
        length = limit if by == "limit" else min(limit, cap)
        return offset // length * length

    provider = serve(Quirky(people(count), caps=(5,) if by == "cap" else (1000,), start=start))
    outcome = pulled(caller, provider, page_size=5)
    expected = (ALIGNED,) if count > 5 else ()
    whole(outcome, Whole(names(count), warnings=expected))
    assert outcome.requests <= -(-count // 5) + 1 + 6


def test_offset_rounded_down_by_one_that_clamps_too(caller: Caller, serve: Serve) -> None:
    """It rounds by the limit that was asked for, and gives less: only with a smaller limit can all be reached."""
    provider = serve(Quirky(people(23), caps=(5,), start=lambda offset, limit, cap: offset // limit * limit))
    whole(pulled(caller, provider), Whole(names(23), warnings=(ALIGNED,), fewest=5))


@pytest.mark.parametrize("nought", ["first", "empty"])
@pytest.mark.parametrize("count", [23, 21, 6, 5, 1])
def test_offset_counted_from_one(caller: Caller, serve: Serve, count: int, nought: str) -> None:
    """Offset 0 is taken for 1, or stands before the first record."""

    def start(offset: int, limit: int, cap: int) -> int:
        return max(offset - 1, 0)

    def body(window: Window) -> Any:
        if nought == "empty" and window.asked.query.get("offset") == ["0"]:
            return {"users": window.rows[:4]}
        return {"users": window.page}

    outcome = pulled(caller, serve(Quirky(people(count), caps=(5,), start=start, body=body)))
    assert outcome.ids == names(count)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
    assert set(outcome.report.warnings) <= {ONE_BASED}
    assert outcome.requests <= fewest(count, 4) + 8
    if nought == "first" and count > 5:
        assert outcome.report.warnings == {ONE_BASED: 1}


# --- odd parameters


def test_limit_of_nought_is_never_sent(caller: Caller, serve: Serve) -> None:
    """Providers answer it with 400, nothing, or their default."""
    provider = serve(Quirky(people(3), headers=lambda window: {"X-Total-Count": "3"}))
    call = caller.open(provider.base_url, provider.auth)
    assert call(lambda roster: roster.users.limit(0).to_list()) == []
    assert provider.asked == []
    assert call(lambda roster: roster.users.count()) == 3
    assert call(lambda roster: roster.users.first()).sourced_id == "u000"
    assert len(call(lambda roster: roster.users.page_size(1).to_list())) == 3
    assert all(limit_of(asked) > 0 for asked in provider.asked)


@pytest.mark.parametrize("status", [400, 422, 500])
def test_unknown_parameters_refused(caller: Caller, serve: Serve, status: int) -> None:
    """It knows limit and offset, nothing else."""

    def refuses(asked: Asked) -> Told | None:
        return None if set(asked.query) <= {"limit", "offset"} else Told({"error": "unknown parameter"}, status)

    provider = serve(Quirky(people(13), caps=(5,), refuses=refuses))
    outcome = pulled(caller, provider)
    whole(outcome, Whole(names(13), warnings=(NO_SORT,), fewest=fewest(13, 5)))
    # A filter is applied here to all records, unless only the provider may apply it.
    filtered = pulled(caller, provider, lambda roster: roster.users.where(sourced_id=names(1)[0]))
    assert filtered.ids == names(1)
    assert filtered.report.complete
    error = failing(caller, provider, lambda roster: roster.users.where(sourced_id=names(1)[0]).server_only())
    assert error.status == status
