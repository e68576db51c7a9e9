"""Paging: whatever a provider gives at a time, every record comes once, or an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_sdk import IncompletePull
from oneroster_sdk._links import paging_links
from oneroster_sdk._paging import Paging, declared_total

URL = "https://x.example/orgs?offset=0"


def read(
    total: int, caps: list[int], page_size: int, declared: int | None, *, links: bool = False
) -> tuple[list[str], Paging, int]:
    """Read a collection from a provider that clamps its pages to these sizes, one after the other."""
    paging, got, requests = Paging("GET /orgs", page_size), [], 0
    while (following := paging.next()) is not None:
        assert requests <= total + 1, "no endless loop"
        cap = caps[requests % len(caps)]
        requests += 1
        window = range(following.offset, min(total, following.offset + min(following.limit, cap)))
        ids: list[str | None] = [f"o{number}" for number in window]
        found = {"first": URL} if links else {}
        if links and window.stop < total:
            found["next"] = f"https://x.example/orgs?offset={window.stop}"
        new = paging.accept(following.url or f"{URL}{requests}", ids, declared, found)
        got += [str(one) for one, is_new in zip(ids, new, strict=True) if is_new]
    return got, paging, requests


@given(
    total=st.integers(0, 60),
    caps=st.lists(st.integers(1, 25), min_size=1, max_size=4),
    page_size=st.integers(1, 40),
    declares=st.booleans(),
    links=st.booleans(),
)
def test_every_record_once(total: int, caps: list[int], page_size: int, declares: bool, links: bool) -> None:
    got, paging, requests = read(total, caps, page_size, total if declares else None, links=links)
    assert got == [f"o{number}" for number in range(total)]
    assert paging.evidence == ("the last link" if links and total else "an empty page")
    assert (paging.received, paging.repeated) == (total, 0)
    assert requests <= total + 1


@given(total=st.integers(0, 40), missing=st.integers(1, 9), cap=st.integers(1, 20), links=st.booleans())
def test_fewer_than_declared_is_never_whole(total: int, missing: int, cap: int, links: bool) -> None:
    with pytest.raises(IncompletePull, match=f"declares {total + missing} records, but gave {total}"):
        read(total, [cap], 100, total + missing, links=links)


def test_fewer_declared_than_come_is_no_error() -> None:
    assert len(read(30, [10], 10, 10)[0]) == 30


def test_repeated_records_are_dropped_and_counted() -> None:
    paging = Paging("GET /orgs", 2)
    assert paging.accept(URL, ["a", "b"], None, {}) == [True, True]
    assert paging.accept(URL, ["b", "c"], None, {}) == [False, True]
    assert (paging.received, paging.repeated) == (4, 1)


def test_repeats_do_not_make_up_for_what_is_missing() -> None:
    paging = Paging("GET /orgs", 2)
    paging.accept(URL, ["a", "b"], 4, {})
    paging.accept(URL, ["b", "c"], 4, {})
    with pytest.raises(IncompletePull, match="declares 4 records, but gave 3"):
        paging.accept(URL, [], 4, {})


def test_records_without_an_id_count_as_new() -> None:
    paging = Paging("GET /orgs", 2)
    assert paging.accept(URL, [None, None], None, {}) == [True, True]


@pytest.mark.parametrize(
    "target",
    [
        "http://x.example/orgs?offset=2",
        "https://y.example/orgs?offset=2",
        "https://x.example:444/orgs",
        "ftp://x.example/",
    ],
)
def test_a_link_to_elsewhere(target: str) -> None:
    with pytest.raises(IncompletePull, match="leaves the provider"):
        Paging("GET /orgs", 2).accept(URL, ["a"], None, {"next": target})


def test_links_in_a_circle() -> None:
    paging = Paging("GET /orgs", 2)
    with pytest.raises(IncompletePull, match="leads back"):
        paging.accept(URL, ["a"], None, {"next": URL})
    paging = Paging("GET /orgs", 2)
    paging.accept(URL, ["a"], None, {"next": f"{URL}2"})
    with pytest.raises(IncompletePull, match="leads back"):
        paging.accept(f"{URL}2", ["b"], None, {"next": URL})


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (None, {}),
        ("", {}),
        ("<https://x.example/a?b=1,2;3>; rel=next", {"next": "https://x.example/a?b=1,2;3"}),
        ('<?offset=5>; REL="NEXT"', {"next": "https://x.example/orgs?offset=5"}),
        ('</p>; rel="next last"', {"next": "https://x.example/p", "last": "https://x.example/p"}),
        (
            '<a>; title="x, <y>; rel=z"; rel="prev", <b>; rel=first',
            {"prev": "https://x.example/a", "first": "https://x.example/b"},
        ),
        ("<a>; rel=canonical", {}),
        ("<a>", {}),
        ('<a>; rel=next, <b>; rel="next"', {"next": "https://x.example/a"}),
    ],
)
def test_link_headers(header: str | None, found: dict[str, str]) -> None:
    assert paging_links(header, URL) == found


@pytest.mark.parametrize(
    ("value", "total"), [("12", 12), (" 0 ", 0), ("", None), ("12.5", None), ("-1", None), ("²", None)]
)
def test_declared_totals(value: str, total: int | None) -> None:
    assert declared_total({"x-total-count": value}) == total
