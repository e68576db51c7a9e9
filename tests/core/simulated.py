"""A provider in memory for tests of paging: any cap, any way to count, any totals and links, and rows that move."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from oneroster_sdk._claims import Arrived, Asked, Claims
from oneroster_sdk._ids import Ids, LatestIds
from oneroster_sdk._ledger import Ledger
from oneroster_sdk._paging import Paging
from oneroster_sdk._steps import Next

ORIGIN = "https://x.example/orgs"
MOST_REQUESTS = 2_000


@dataclass(frozen=True)
class Change:
    """Something that happens to the collection just before the request of this number is answered."""

    request: int
    kind: str
    """``insert``, ``remove`` or ``swap``."""
    at: int
    to: int = 0


@dataclass
class Provider:
    """What is asked of it is `answer`; what happened to its records is in `changed`."""

    rows: list[str]
    caps: Sequence[int] = (1000,)
    base: int = 0
    """The offset of the first record."""
    rounding: str = "none"
    """``asked`` and ``clamped`` round offsets down to whole pages of that length, ``ignored`` is always the first page,
    ``capped`` is the last page for whatever is past the end."""
    links: str = "none"
    totals: str = "none"
    changes: Sequence[Change] = ()
    requests: int = 0
    changed: set[str] = field(default_factory=set)
    swaps: list[tuple[int, set[str]]] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)

    def answer(self, offset: int, limit: int, url: str | None) -> Arrived:
        for change in self.changes:
            if change.request == self.requests:
                self._happen(change)
        if url is not None:
            query = {name: int(values[0]) for name, values in parse_qs(urlsplit(url).query).items()}
            start, limit = query.get("offset", query.get("cursor", 0)), query.get("limit", limit)
            honoured = "cursor" in query or self.rounding == "none"
        else:
            start, honoured = max(offset - self.base, 0), self.rounding == "none"
        length = min(limit, self.caps[self.requests % len(self.caps)])
        self.requests += 1
        self.limits.append(limit)
        if not honoured:
            last = max(len(self.rows) - 1, 0) // length * length
            start = {
                "capped": start if start < len(self.rows) else last,
                "asked": start // limit * limit,
                "clamped": start // length * length,
                "ignored": 0,
            }[self.rounding]
        window = self.rows[start : start + length]
        return Arrived(window, window, self._total(window, limit), self._links(start, length, limit, len(window)))

    def _happen(self, change: Change) -> None:
        if change.kind == "insert":
            row = f"n{self.requests}-{change.at}-{len(self.changed)}"
            self.rows.insert(change.at % (len(self.rows) + 1), row)
            self.changed.add(row)
        elif self.rows and change.kind == "remove":
            self.changed.add(self.rows.pop(change.at % len(self.rows)))
        elif self.rows:
            one, other = change.at % len(self.rows), change.to % len(self.rows)
            self.rows[one], self.rows[other] = self.rows[other], self.rows[one]
            self._group({self.rows[one], self.rows[other]})

    def _group(self, pair: set[str]) -> None:
        """Swaps that share a record, or happen at once, can amount to moving records past others, which is the same as
        removing and inserting them; and an inserted record that takes the place of an old one leaves no trace. All of
        these changed.
        """
        touching = [group for number, group in self.swaps if number == self.requests or group & pair]
        self.swaps.append((self.requests, pair.union(*touching)))
        if touching or self.changed & pair:
            self.changed |= self.swaps[-1][1]

    def _total(self, window: Sequence[str], limit: int) -> int | None:
        known = {"none": None, "true": len(self.rows), "low": len(self.rows) // 2, "page": len(window), "limit": limit}
        return known[self.totals]

    def _links(self, start: int, length: int, limit: int, came: int) -> Mapping[str, str]:
        """Next and first links, by offset or cursor; ``wrong`` ones reckon with the limit, ``stuck`` ones go back."""
        if self.links == "none":
            return {}
        found = {"first": ORIGIN}
        after = start + (limit if self.links == "wrong" else came)
        if after < len(self.rows) or self.links == "stuck":
            host = "https://y.example/orgs" if self.links == "foreign" else ORIGIN
            word = "cursor" if self.links == "cursor" else "offset"
            there = 0 if self.links == "stuck" else after + (0 if word == "cursor" else self.base)
            found["next"] = f"{host}?{word}={there}&limit={limit}"
        return found


@dataclass
class Ahead:
    """How pages are fetched ahead: how many, and when each is answered. `rng` draws that; without one, in order."""

    most: int = 1
    rng: random.Random | None = None


def pull(
    provider: Provider,
    page_size: int,
    ahead: Ahead | None = None,
    *,
    links_hold: int = 0,
    check_duplicates: bool = True,
) -> tuple[list[str], Paging]:
    """Read the collection as the client does."""
    ledger = Ledger(ids=Ids() if check_duplicates else LatestIds())
    paging, got = Paging("GET /orgs", page_size, claims=Claims(links_hold=links_hold), ledger=ledger), list[str]()
    begun: dict[Next, Arrived | None] = {}
    while (following := paging.next()) is not None:
        assert provider.requests < MOST_REQUESTS, "no endless loop"
        url = following.url or f"{ORIGIN}?limit={following.limit}&offset={following.offset}"
        arrived = begun.pop(following, None) or provider.answer(following.offset, following.limit, following.url)
        got += paging.accept(Asked(following.offset, following.limit, url), arrived).items
        if ahead is not None and ahead.most > 1:
            begun = {window: begun.get(window) for window in paging.ahead(ahead.most)}
            _answer_some(provider, begun, ahead)
    return got, paging


def _answer_some(provider: Provider, begun: dict[Next, Arrived | None], ahead: Ahead) -> None:
    """Those that were begun are answered in any order, and some of them only when their turn comes."""
    waiting = [window for window, arrived in begun.items() if arrived is None]
    if ahead.rng is not None:
        ahead.rng.shuffle(waiting)
        waiting = waiting[: ahead.rng.randint(0, len(waiting))]
    for window in waiting:
        begun[window] = provider.answer(window.offset, window.limit, None)
