"""How fast requests follow each other: as the caller said, and slower while the provider asks for fewer.

After each 429 the gap between two requests doubles; after each other answer it shrinks, down to what the caller set.
"""

from __future__ import annotations

import threading
from typing import Final

from attrs import define, field

from ._errors import ConfigError
from ._forks import after_fork

_FIRST_GAP: Final = 0.1
"""Seconds between two requests after the first 429, if there was no gap before."""
_LONGEST_GAP: Final = 10.0
_RECOVERY: Final = 0.9
"""What is left of the gap after a request that was answered well: a gap halves with every seven of them."""
_NEGLIGIBLE: Final = 0.01


@define(eq=False, weakref_slot=True)
class Pace:
    """When the next request of a client may be sent. Shared by all that use the client; the clock is the caller's.

    Attributes:
        least: Seconds between the beginnings of two requests at least.
    """

    least: float = 0.0
    gap: float = field(init=False)
    """Seconds between the beginnings of two requests, as of now."""
    _next: float = field(default=float("-inf"), init=False)
    _slowed_at: float = field(default=float("-inf"), init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.gap = self.least
        after_fork(self)

    def reset_after_fork(self) -> None:
        self._lock = threading.Lock()

    @property
    def reason(self) -> str:
        """Why a request waits."""
        return "the pace that was set" if self.gap <= self.least else "the provider asked for fewer requests"

    def reserve(self, now: float) -> float:
        """Take the next place; the seconds until it comes."""
        with self._lock:
            at = max(now, self._next)
            self._next = at + self.gap
            return at - now

    def refused(self, sent_at: float, now: float, seconds: float) -> None:
        """The provider asked for fewer requests, and for a pause of so many seconds."""
        with self._lock:
            if sent_at >= self._slowed_at:  # of many requests that were under way together, one slows down
                self.gap = min(max(2 * self.gap, _FIRST_GAP), max(_LONGEST_GAP, self.least))
                self._slowed_at = now
            self._next = max(self._next, now + seconds)

    def answered(self) -> None:
        """The provider answered well."""
        with self._lock:
            shorter = self.gap * _RECOVERY
            self.gap = max(self.least, shorter if shorter >= _NEGLIGIBLE else 0.0)


def pace_of(requests_per_second: float | None) -> Pace:
    """The pace that a caller sets; None for as fast as it goes.

    Raises:
        ConfigError: it is no positive number.
    """
    if requests_per_second is None:
        return Pace()
    if not 0 < requests_per_second < float("inf"):
        raise ConfigError(f"requests_per_second must be a positive number; it is {requests_per_second!r}")
    return Pace(1 / requests_per_second)
