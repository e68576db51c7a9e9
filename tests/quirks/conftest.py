"""What the tests of deviating providers have in common: pulls with their account, and failures that keep secrets."""

from __future__ import annotations

import pickle
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from oneroster_sdk import OneRosterError, PullReport

from ..client.conftest import Caller, Provider, Script, caller, serve
from ..client.test_faults import told
from .provider import SECRETS

__all__ = ["Ask", "Caller", "Outcome", "Provider", "Serve", "Whole", "caller", "failing", "pulled", "serve", "whole"]

Serve = Callable[[Script], Provider]
Ask = Callable[[Any], Any]

TLS = ssl.create_default_context()
"""One for all clients: each that is made takes longer than most of these tests."""
MOST_EXTRA = 6
"""Requests beyond the fewest that pages which overlap by a record can do with, on a provider that is quiet."""


@dataclass
class Outcome:
    """What a pull came to."""

    records: list[Any]
    report: PullReport
    requests: int

    @property
    def ids(self) -> list[str]:
        return [record.sourced_id for record in self.records]


def users(roster: Any) -> Any:
    return roster.users


def opened(caller: Caller, provider: Provider, **options: Any) -> Callable[[Ask], Any]:
    """A client of the provider."""
    return caller.open(provider.base_url, options.pop("auth", provider.auth), **{"ca": TLS, **options})


def pulled(caller: Caller, provider: Provider, ask: Ask = users, **options: Any) -> Outcome:
    """Pull a query to its end."""
    kept: list[Any] = []
    before = len(provider.asked)
    call = opened(caller, provider, **options)
    records = call(lambda roster: begun(kept, ask(roster)))
    return Outcome(records, kept[0].report, len(provider.asked) - before)


def begun(kept: list[Any], query: Any) -> Any:
    kept.append(query.pull())
    return kept[-1].__aiter__() if hasattr(kept[-1], "__aiter__") else iter(kept[-1])


@dataclass(frozen=True)
class Whole:
    """What a pull that came whole says."""

    ids: list[str]
    evidence: str = "an empty page"
    warnings: tuple[str, ...] = ()
    fewest: int | None = None


def whole(outcome: Outcome, expected: Whole, *, distinct: int | None = None) -> None:
    """Check all that a pull says of itself against what should have come; with `distinct`, some were not delivered."""
    report = outcome.report
    assert outcome.ids == expected.ids
    assert (report.complete, report.evidence) == (True, expected.evidence)
    assert report.distinct == (len(expected.ids) if distinct is None else distinct)
    assert tuple(sorted(report.warnings)) == tuple(sorted(expected.warnings))
    assert outcome.requests == report.requests
    if expected.fewest is not None:
        assert expected.fewest <= outcome.requests <= expected.fewest + MOST_EXTRA


def fewest(count: int, cap: int) -> int:
    """Requests that a reader needs whose pages overlap by one record."""
    return 1 + max(0, -(-(count - cap) // (cap - 1)))


def failing(caller: Caller, provider: Provider, ask: Ask = users, **options: Any) -> OneRosterError:
    """The error that a pull raises. It keeps every secret, and the report does not say that all came."""
    kept: list[Any] = []
    call = opened(caller, provider, **options)
    with pytest.raises(OneRosterError) as caught:
        call(lambda roster: begun(kept, ask(roster)))
    assert not kept[0].report.complete
    assert kept[0].report.evidence is None
    keeps_secrets(caught.value)
    return caught.value


def refusal(caller: Caller, provider: Provider, ask: Ask, **options: Any) -> OneRosterError:
    """The error that a call other than a pull raises."""
    call = opened(caller, provider, **options)
    with pytest.raises(OneRosterError) as caught:
        call(ask)
    keeps_secrets(caught.value)
    return caught.value


def keeps_secrets(error: OneRosterError) -> None:
    shown = f"{error!r} {error} {error.__cause__!r} {error.__context__!r}"
    assert not [secret for secret in SECRETS if secret in shown]
    assert error.__cause__ is error.__context__ is None
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), told(copy)) == (type(error), str(error), told(error))
