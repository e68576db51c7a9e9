"""Windows of a simulated collection, read by turns as many workers would."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from oneroster_sdk import IncompletePull, PullReport, together
from oneroster_sdk._claims import Asked
from oneroster_sdk._window import Window, WindowClaims, WindowPaging, windows

from .simulated import MOST_REQUESTS, ORIGIN, Provider

KEY = b"key of a plan"


@dataclass
class Worker:
    """One window that is being read."""

    paging: WindowPaging
    got: list[str] = field(default_factory=list)

    def step(self, provider: Provider) -> bool:
        """One question; False if none is left."""
        following = self.paging.next()
        if following is None:
            return False
        assert provider.requests < MOST_REQUESTS, "no endless loop"
        assert following.url is None
        url = f"{ORIGIN}?limit={following.limit}&offset={following.offset}"
        arrived = provider.answer(following.offset, following.limit, None)
        self.got += self.paging.accept(Asked(following.offset, following.limit, url), arrived).items
        return True

    def report(self) -> PullReport:
        """What the worker hands back at its end."""
        report = PullReport("GET /orgs", complete=True, edges=self.paging.edges())
        report.distinct = self.paging.ledger.distinct
        return report


def worker(window: Window, size: int) -> Worker:
    """One who is to read this window in pages of that size."""
    return Worker(WindowPaging("GET /orgs", size, claims=WindowClaims(before=window.first), window=window))


def read(provider: Provider, rows: int, size: int, turns: random.Random | None = None) -> list[Worker]:
    """Read a collection in windows of so many rows, planned by what it has now; in turns by chance, or one by one."""
    workers = [worker(each, size) for each in windows(len(provider.rows), rows, KEY)]
    left = list(workers)
    while left:
        each = turns.choice(left) if turns else left[0]
        if not each.step(provider):
            left.remove(each)
    return workers


def outcome(provider: Provider, rows: int, size: int, turns: random.Random) -> str:
    """What became of the records: ``whole``, ``raised``, ``LOST`` or ``TWICE``."""
    before = list(provider.rows)
    try:
        workers = read(provider, rows, size, turns)
        together(each.report() for each in workers)
    except IncompletePull:
        return "raised"
    got = [record for each in workers for record in each.got]
    if len(got) != len(set(got)):
        return "TWICE"
    return "LOST" if set(before) - provider.changed - set(got) else "whole"
