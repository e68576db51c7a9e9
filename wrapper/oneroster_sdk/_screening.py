"""Which records of a page are delivered: those that answer to the filter, read as the caller wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias

from attrs import frozen

Verify: TypeAlias = Literal["wide", "strict", "none"]
"""How records are checked against the part of a filter that the provider applied: by the widest reading that any
provider may have, which shows only that a filter was ignored; by the exact reading; or not at all."""
Test: TypeAlias = Callable[[Any], bool]


@frozen
class Screened:
    """The records that are kept, with what they came as, and how many were dropped for which reason."""

    records: list[Any]
    raw: list[Any]
    ignored_filter: int
    filtered: int


@frozen
class Screen:
    """The tests of one reading; None where there is nothing to test."""

    asked: Test | None = None
    """Fails for records that a provider which applied the filter cannot have sent."""
    exact: Test | None = None
    """Fails for records that the exact reading of what was sent does not admit."""
    here: Test | None = None
    """Fails for records that the rest of the filter does not admit."""

    def screened(self, records: Sequence[Any], raw: Sequence[Any]) -> Screened:
        """Test each record; with no tests all are kept."""
        if self.asked is None and self.here is None:
            return Screened(list(records), list(raw), 0, 0)
        kept, came, ignored, filtered = list[Any](), list[Any](), 0, 0
        for record, item in zip(records, raw, strict=True):
            if self.asked is not None and not self.asked(record):
                ignored += 1
            elif (self.exact is not None and not self.exact(record)) or (
                self.here is not None and not self.here(record)
            ):
                filtered += 1
            else:
                kept.append(record)
                came.append(item)
        return Screened(kept, came, ignored, filtered)
