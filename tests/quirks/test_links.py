"""Links to the next page, in every form in which providers send them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest

from oneroster_sdk import IncompletePull

from ..client.conftest import Told
from .conftest import Caller, Serve, Whole, failing, fewest, pulled, whole
from .provider import Quirky, Window, names, people

FOLLOWED = "offset is ignored, the provider's links were followed; records removed meanwhile could not show"
LEAVES = "a link to the next page leads away from the provider and was not followed"
MISFIT = "a link to the next page did not fit the page it came with"

Form: TypeAlias = Callable[[str, str], str]
"""The header, from the host and the path with the query of the next page."""

FORMS: dict[str, Form] = {
    "absolute": lambda host, path: f'<http://{host}{path}>; rel="next"',
    "relative": lambda host, path: f'<{path}>; rel="next"',
    "query-only": lambda host, path: f'<?{path.partition("?")[2]}>; rel="next"',
    "same-scheme": lambda host, path: f'<//{host}{path}>; rel="next"',
    "no-angle-brackets": lambda host, path: f'http://{host}{path}; rel="next"',
    "no-quotes": lambda host, path: f"<http://{host}{path}>; rel=next",
    "upper-case": lambda host, path: f'<http://{host}{path}>; REL="NEXT"',
    "upper-case-without-quotes": lambda host, path: f"<http://{host}{path}>;REL=next",
    "two-rels": lambda host, path: f'<http://{host}{path}>; rel="next last"',
    "two-rels-reversed": lambda host, path: f'<http://{host}{path}>; rel="last next"',
    "comma-in-url": lambda host, path: f'<http://{host}{path}&x=a,b>; rel="next"',
    "semicolon-in-url": lambda host, path: f'<http://{host}{path}&x=a;b>; rel="next"',
    "comma-without-angle-brackets": lambda host, path: f'http://{host}{path}&x=a,b;c; rel="next"',
    "other-parameters": lambda host, path: f'<http://{host}{path}>; title="rel=prev, <x>"; rel="next"; type="a/b"',
    "other-links": lambda host, path: f'<{path}0>; rel="last",<{path}>; rel="next", <?a=1>; rel="self"',
}


def linked(form: Form, *, by: str, first: bool = True) -> Callable[[Window], dict[str, str]]:
    """Links to pages by a cursor of the provider's own, or by offset."""

    def headers(window: Window) -> dict[str, str]:
        host, path = window.asked.headers["host"], window.asked.path
        beginning = f'<{path}?{by}=0&limit={window.limit}>; rel="first"' if first else ""
        following = form(host, f"{path}?{by}={window.after}&limit={window.limit}") if window.more else ""
        return {"Link": ", ".join(part for part in (following, beginning) if part)}

    return headers


def nothing_but_links(form: Form, *, first: bool = True) -> Quirky:
    """A provider that ignores offset, so that only its links lead on."""
    return Quirky(
        people(23), caps=(5,), start=lambda offset, limit, cap: 0, headers=linked(form, by="cursor", first=first)
    )


@pytest.mark.parametrize("form", FORMS)
def test_link_forms_that_lead_on(caller: Caller, serve: Serve, form: str) -> None:
    alone = "without" in form or "no-angle" in form
    outcome = pulled(caller, serve(nothing_but_links(FORMS[form], first=not alone)))
    whole(outcome, Whole(names(23), evidence="the last link", warnings=(FOLLOWED,)))
    assert 5 <= outcome.requests <= 5 + 6


@pytest.mark.parametrize("form", FORMS)
def test_link_forms_beside_offsets(caller: Caller, serve: Serve, form: str) -> None:
    outcome = pulled(caller, serve(Quirky(people(23), caps=(5,), headers=linked(FORMS[form], by="offset"))))
    assert outcome.ids == names(23)
    assert (outcome.report.complete, outcome.report.warnings) == (True, {})
    assert outcome.report.evidence in ("the last link", "an empty page")
    assert outcome.requests <= fewest(23, 5) + 6


def test_link_is_the_last_and_is_believed(caller: Caller, serve: Serve) -> None:
    outcome = pulled(caller, serve(Quirky(people(21), headers=linked(FORMS["absolute"], by="offset"))), page_size=5)
    whole(outcome, Whole(names(21), evidence="the last link", fewest=fewest(21, 5)))


# --- links that mislead

ELSEWHERE: dict[str, Form] = {
    "another-host": lambda host, path: f'<http://localhost:{host.partition(":")[2]}{path}>; rel="next"',
    "another-scheme": lambda host, path: f'<https://{host}{path}>; rel="next"',
    "another-port": lambda host, path: f'<http://{host.partition(":")[0]}:9{path}>; rel="next"',
    "a-user": lambda host, path: f'<http://x@{host}{path}>; rel="next"',
    "a-file": lambda host, path: '<file:///x>; rel="next"',
    "without-angle-brackets": lambda host, path: f'https://{host}{path}; rel="next"',
}


@pytest.mark.parametrize("form", ELSEWHERE)
def test_link_that_leaves(caller: Caller, serve: Serve, form: str) -> None:
    """Where nothing else leads on, the pull raises; the token goes nowhere."""
    provider = serve(nothing_but_links(ELSEWHERE[form], first="without" not in form))
    error = failing(caller, provider)
    assert isinstance(error, IncompletePull)
    assert "it was not followed, for the token would go with it" in str(error)
    assert len(provider.asked) <= 6
    assert {asked.headers["host"] for asked in provider.asked} == {urlsplit(provider.origin).netloc}


def test_link_to_a_foreign_host(caller: Caller, serve: Serve) -> None:
    foreign = serve(lambda asked: Told({"users": people(3)}))
    form = f'<{foreign.base_url}/x?cursor=5>; rel="next"'
    provider = serve(nothing_but_links(lambda host, path: form))
    error = failing(caller, provider)
    assert "leaves the provider" in str(error)
    outcome = pulled(caller, serve(Quirky(people(23), caps=(5,), headers=lambda window: {"Link": form})))
    whole(outcome, Whole(names(23), warnings=(LEAVES,), fewest=fewest(23, 5)))
    assert foreign.asked == foreign.tokens == []


@pytest.mark.parametrize("form", ELSEWHERE)
def test_link_that_leaves_beside_offsets(caller: Caller, serve: Serve, form: str) -> None:
    """As behind a proxy: offsets lead on, and the links are only noted."""
    provider = serve(
        Quirky(people(23), caps=(5,), headers=linked(ELSEWHERE[form], by="offset", first="without" not in form))
    )
    outcome = pulled(caller, provider)
    assert outcome.ids == names(23)
    assert outcome.report.complete
    assert LEAVES in outcome.report.warnings
    assert outcome.requests <= fewest(23, 5) + 6


CIRCLES: dict[str, Callable[[Window], str]] = {
    "the-current-page": lambda window: f"{window.asked.path}?{window.asked.raw_query}",
    "the-first-page": lambda window: f"{window.asked.path}?cursor=0",
    "the-page-before": lambda window: f"{window.asked.path}?cursor={max(window.start - 5, 0)}",
    "always-the-second": lambda window: f"{window.asked.path}?cursor=5",
}


@pytest.mark.parametrize("where", CIRCLES)
def test_link_in_circles(caller: Caller, serve: Serve, where: str) -> None:
    def headers(window: Window) -> dict[str, str]:
        return {"Link": f'<{CIRCLES[where](window)}>; rel="next", <?cursor=0>; rel="first"'}

    provider = serve(Quirky(people(23), caps=(5,), start=lambda offset, limit, cap: 0, headers=headers))
    assert isinstance(failing(caller, provider), IncompletePull)
    assert len(provider.asked) <= 10


@pytest.mark.parametrize("where", CIRCLES)
def test_link_in_circles_beside_offsets(caller: Caller, serve: Serve, where: str) -> None:
    """Offsets lead on; at the end such a link proves nothing, or the pull raises."""

    def headers(window: Window) -> dict[str, str]:
        there = CIRCLES[where](window).replace("cursor", "offset")
        return {"Link": f'<{there}>; rel="next"'} if window.more else {}

    outcome = pulled(caller, serve(Quirky(people(23), caps=(5,), headers=headers)))
    assert outcome.ids == names(23)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
    assert set(outcome.report.warnings) <= {MISFIT}
    assert outcome.requests <= fewest(23, 5) + 6


@pytest.mark.parametrize("header", ["", " ", ",", "<>", "<>; rel=next", "next", '<x>; rel="item"', ";;;", '"'])
def test_link_header_that_says_nothing(caller: Caller, serve: Serve, header: str) -> None:
    outcome = pulled(caller, serve(Quirky(people(13), caps=(5,), headers=lambda window: {"Link": header})))
    assert outcome.ids == names(13)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
    assert set(outcome.report.warnings) <= {MISFIT}
    assert outcome.requests <= fewest(13, 5) + 6


def test_link_is_missing_on_the_last_page(caller: Caller, serve: Serve) -> None:
    """Links with nothing but next: the last page has none at all."""
    outcome = pulled(caller, serve(nothing_but_links(FORMS["absolute"], first=False)))
    whole(outcome, Whole(names(23), evidence="the last link", warnings=(FOLLOWED,)))


def test_link_that_reckons_with_the_limit_asked_for(caller: Caller, serve: Serve) -> None:
    """The limit is clamped, and the link leads past what was left out."""

    def headers(window: Window) -> dict[str, str]:
        following = window.start + window.limit
        more = f'<?offset={following}&limit={window.limit}>; rel="next", ' if following < len(window.rows) else ""
        return {"Link": f'{more}<?offset=0&limit={window.limit}>; rel="first"'}

    provider = serve(Quirky(people(23), caps=(5,), headers=headers))
    outcome = pulled(caller, provider, page_size=10)
    assert outcome.ids == names(23)
    assert outcome.report.complete
    assert outcome.requests <= fewest(23, 5) + 6
