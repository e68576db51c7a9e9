"""What providers say of a collection, in totals and links, and how far it is believed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from oneroster_sdk._claims import ANY_LIMIT, Arrived, Asked, Claims
from oneroster_sdk._links import number_in, paging_links, same_origin
from oneroster_sdk._steps import declared_total

from .simulated import ORIGIN


def rows(number: int) -> list[str]:
    return [f"r{each}" for each in range(number)]


def arrived(*ids: str, total: int | None = None, links: Mapping[str, str] | None = None) -> Arrived:
    return Arrived(ids, ids, total, links or {})


@pytest.mark.parametrize(
    ("heard", "total", "reached"),
    [
        ([(10, 10, 3)], 10, False),
        ([(10, 3, 3)], 3, False),  # the length of the page
        ([(10, 3, 3), (10, 3, 1)], 3, True),
        ([(10, 10, 3), (4, 4, 1)], None, False),  # the limit
        ([(10, 10, 3), (4, 10, 1)], 10, True),
        ([(10, 5, 3), (10, 4, 1)], 4, False),  # it changed
        ([(10, None, 3)], None, False),
    ],
)
def test_which_totals_prove(heard: list[tuple[int, int | None, int]], total: int | None, reached: bool) -> None:
    claims = Claims()
    for limit, declared, came in heard:
        claims.hear(Asked(0, limit, ORIGIN), arrived(*rows(came), total=declared))
    assert (claims.total, claims.reached(total or 0)) == (total, reached)
    assert not claims.reached((total or 0) - 1)
    assert not claims.reached((total or 0) + 1)
    assert claims.missing((total or 0) - 1) == (total is not None)
    assert not claims.missing(total or 0)


@pytest.mark.parametrize(
    ("limit", "came", "target", "hold", "wrong"),
    [
        (10, 3, "?offset=8", ANY_LIMIT, False),
        (3, 3, "?offset=8", 3, False),
        (10, 3, "?offset=15", 0, True),
        (10, 3, "?offset=5", 0, True),
        (10, 3, "?OFFSET=8", ANY_LIMIT, False),
        (10, 3, "?cursor=x", ANY_LIMIT, False),
        (10, 3, "?offset=x", ANY_LIMIT, False),
    ],
)
def test_which_links_hold(limit: int, came: int, target: str, hold: int, wrong: bool) -> None:
    claims = Claims()
    claims.hear(Asked(5, limit, ORIGIN), arrived(*rows(came), links={"next": ORIGIN + target}))
    assert (claims.links_hold, claims.links_wrong, claims.leaves) == (hold, wrong, False)


@pytest.mark.parametrize(
    ("hold", "wrong", "limit", "came", "links", "ends"),
    [
        (ANY_LIMIT, False, 10, 3, {"first": "x"}, True),
        (ANY_LIMIT, True, 10, 3, {"first": "x"}, False),
        (ANY_LIMIT, False, 10, 3, {}, False),
        (ANY_LIMIT, False, 10, 3, {"first": "x", "next": "y"}, False),
        (10, False, 10, 10, {"first": "x"}, True),
        (10, False, 10, 9, {"first": "x"}, False),
        (9, False, 10, 10, {"first": "x"}, False),
    ],
)
def test_when_links_end_a_collection(
    hold: int, wrong: bool, limit: int, came: int, links: dict[str, str], ends: bool
) -> None:
    claims = Claims(links_hold=hold, links_wrong=wrong)
    assert claims.ends_with(Asked(0, limit, ORIGIN), arrived(*rows(came), links=links), came) is ends


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (None, {}),
        ("", {}),
        ("nonsense", {}),
        ("<https://x.example/a?b=1,2;3>; rel=next", {"next": "https://x.example/a?b=1,2;3"}),
        ('<?offset=5>; REL="NEXT"', {"next": "https://x.example/orgs?offset=5"}),
        ('</p>; rel="next last"', {"next": "https://x.example/p", "last": "https://x.example/p"}),
        ("</p>; rel='next'", {"next": "https://x.example/p"}),
        (
            '<a>; title="x, <y>; rel=z"; rel="prev", <b>; rel=first',
            {"prev": "https://x.example/a", "first": "https://x.example/b"},
        ),
        ("<a>; rel=canonical", {}),
        ("<a>", {}),
        ('<a>; rel=next, <b>; rel="next"', {"next": "https://x.example/a"}),
        ("<a>;rel=prev,<b>;rel=next", {"prev": "https://x.example/a", "next": "https://x.example/b"}),
        ("https://x.example/a?b=1,2;3;rel=next", {"next": "https://x.example/a?b=1,2;3"}),
        (
            'https://x.example/a?b=1,2; rel="next", /c; REL=first',
            {"next": "https://x.example/a?b=1,2", "first": "https://x.example/c"},
        ),
        ("/a?offset=5; rel=next", {"next": "https://x.example/a?offset=5"}),
    ],
)
def test_link_headers(header: str | None, found: dict[str, str]) -> None:
    assert paging_links(header, f"{ORIGIN}?offset=0") == found


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://x.example/b", True),
        ("HTTPS://X.EXAMPLE/b", True),
        ("http://x.example/b", False),
        ("https://x.example:443/b", False),
        ("https://y.example/", False),
    ],
)
def test_origins(other: str, same: bool) -> None:
    assert same_origin(ORIGIN, other) is same


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?offset=12&limit=5", 12),
        ("?Offset=0", 0),
        ("?offset=-1", None),
        ("?offset=²", None),
        ("?cursor=5", None),
        ("", None),
    ],
)
def test_numbers_in_addresses(query: str, number: int | None) -> None:
    assert number_in(ORIGIN + query, "offset") == number


@pytest.mark.parametrize(
    ("value", "total"),
    [
        ("12", 12),
        (" 0 ", 0),
        ("", None),
        ("12.5", None),
        ("-1", None),
        ("²", None),
        ("9" * 15, 10**15 - 1),
        ("9" * 16, None),
    ],
)
def test_declared_totals(value: str, total: int | None) -> None:
    assert declared_total({"x-total-count": value}) == total
    assert declared_total({}) is None
