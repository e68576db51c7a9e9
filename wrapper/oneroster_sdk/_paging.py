"""Where a collection goes on and where it ends: a pure state machine, driven by what each page brought.

A short page proves nothing, for providers clamp ``limit``, nor does a declared total alone. A collection has ended
with an empty page, or with a page whose ``Link`` header has paging relations but no ``next``. The next page starts
after the records received so far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from attrs import define, field, frozen

from ._errors import IncompletePull

Evidence: TypeAlias = Literal["an empty page", "the last link"]


@frozen
class Next:
    """What to ask for next: a window of the collection, or the address that the provider named."""

    offset: int
    limit: int
    url: str | None = None


@define
class Paging:
    """The state between two pages.

    Attributes:
        label: The operation, for messages.
        page_size: How many records to ask for at a time.
        received: Records received so far.
        repeated: Of these, records that had come before; they are not delivered again.
        declared_total: The total that the provider last declared, if it did.
        evidence: What proved that the collection has ended; None while it goes on.
    """

    label: str
    page_size: int
    received: int = 0
    repeated: int = 0
    declared_total: int | None = None
    evidence: Evidence | None = None
    _seen: set[str] = field(factory=set[str], repr=False)
    _visited: set[str] = field(factory=set[str], repr=False)
    _next_url: str | None = field(default=None, repr=False)

    def next(self) -> Next | None:
        """What to ask for next, or None at the end."""
        return None if self.evidence else Next(self.received, self.page_size, self._next_url)

    def accept(self, url: str, ids: Sequence[str | None], total: int | None, links: Mapping[str, str]) -> list[bool]:
        """Take note of a page that was read from `url`; tells for each of its records whether it is new.

        Raises:
            IncompletePull: the provider turns in circles, declares more than it gives, or leads elsewhere.
        """
        new = [self._is_new(sourced_id) for sourced_id in ids]
        self.received += len(ids)
        self.repeated += new.count(False)
        self.declared_total = total if total is not None else self.declared_total
        if not ids:
            self._end("an empty page")
        elif not any(new):
            raise IncompletePull(
                f"{self.label}: the provider sent a page again that had come before, after {self.received - len(ids)} "
                "records. It may ignore offset; the collection cannot be read to its end."
            )
        elif links and "next" not in links:
            self._end("the last link")
        else:
            self._next_url = self._checked(url, links["next"]) if links else None
        return new

    def _is_new(self, sourced_id: str | None) -> bool:
        if sourced_id is None:
            return True
        if sourced_id in self._seen:
            return False
        self._seen.add(sourced_id)
        return True

    def _end(self, evidence: Evidence) -> None:
        distinct = self.received - self.repeated
        if self.declared_total is not None and distinct < self.declared_total:
            raise IncompletePull(
                f"{self.label}: the provider declares {self.declared_total} records, but gave {distinct}. "
                "The collection is not whole; read it again."
            )
        self.evidence = evidence

    def _checked(self, url: str, following: str) -> str:
        here, there = urlsplit(url), urlsplit(following)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise IncompletePull(
                f"{self.label}: the link to the next page leaves the provider ({there.scheme}://{there.hostname}); "
                "it was not followed, for the token would go with it."
            )
        if following in self._visited or following == url:
            raise IncompletePull(f"{self.label}: the link to the next page leads back to a page that was read before.")
        self._visited |= {url, following}
        return following


def declared_total(headers: Mapping[str, str]) -> int | None:
    """``X-Total-Count``, if the provider sent a number."""
    value = headers.get("x-total-count", "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
