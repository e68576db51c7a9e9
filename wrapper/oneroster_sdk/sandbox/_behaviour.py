"""How a provider may behave within the standard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Behaviour:
    """What this provider does where the standard leaves a choice."""

    max_limit: int = 10_000
    """The most records on a page; a larger `limit` is lowered without a word."""
    total_count: bool = True
    """Whether collections say `X-Total-Count`."""
    links: bool = True
    """Whether collections say `Link`, with first, prev, next and last."""
    soft_delete: bool = False
    """Whether a deleted record stays, marked `tobedeleted` and changed now, rather than going at once."""
