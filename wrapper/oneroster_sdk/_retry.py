"""When to try again, and how long to wait before: a pure decision, and the flow that follows it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from attrs import frozen

from ._access import Sign, unsigned
from ._events import Listener, Retried, nobody
from ._flow import Answer, Failure, Flow, Reply, Request, Send, Sleep

RETRIED_STATUSES: Final = frozenset({408, 429, 502, 503, 504})
HEAVY: Final = frozenset({502, 504})
"""Statuses of a gateway that waited in vain; a page of half the size may be ready in time."""
REPEATABLE_METHODS: Final = frozenset({"GET", "PUT", "DELETE"})


@frozen
class RetryPolicy:
    """How often a request is repeated, and after which time.

    Transport errors and the statuses 408, 429, 502, 503 and 504 are retried, for GET, PUT and DELETE; POST only when it
    cannot have reached the provider. ``RetryPolicy(attempts=1)`` never repeats anything.

    Attributes:
        attempts: How often a request is sent at most.
        base: Seconds of the first wait; each further one is twice as long. The real wait is drawn at random between
            nought and that, so that many clients do not come back at once.
        cap: Seconds of the longest wait of that kind.
        ceiling: Seconds of the longest ``Retry-After`` that is waited for. A longer one is an error at once.
    """

    attempts: int = 5
    base: float = 0.5
    cap: float = 30.0
    ceiling: float = 120.0

    def delay(self, method: str, answer: Answer, tries: int, draw: Callable[[], float] = random.random) -> float | None:
        """Seconds to wait before the next try, or None if this answer is final."""
        if tries >= self.attempts or not self._may_repeat(method, answer):
            return None
        asked = retry_after(answer)
        if asked is not None:
            return asked if asked <= self.ceiling else None
        longest: float = min(self.cap, self.base * 2 ** (tries - 1))
        return draw() * longest

    def _may_repeat(self, method: str, answer: Answer) -> bool:
        if isinstance(answer, Failure):
            return method in REPEATABLE_METHODS or not answer.sent
        return answer.status in RETRIED_STATUSES and method in REPEATABLE_METHODS


def retry_after(answer: Answer, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """Seconds that the answer asks to wait (RFC 9110, section 10.2.3), from either form; None if it does not say."""
    value = answer.headers.get("retry-after", "").strip() if isinstance(answer, Reply) else ""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now()).total_seconds())


def attempt(
    request: Request, policy: RetryPolicy, tell: Listener = nobody, *, patient: bool = True, sign: Sign = unsigned
) -> Flow[tuple[Answer, int]]:
    """Send, wait and repeat as the policy says; the last answer, and how often it was sent.

    Who can ask for less instead is not `patient`: two answers of a gateway that waited in vain are enough.
    """
    tries = 0
    while True:
        tries += 1
        answer: Answer = yield Send(sign(request))
        seconds = policy.delay(request.method, answer, tries)
        heavy = isinstance(answer, Reply) and answer.status in HEAVY
        if seconds is None or (heavy and not patient and tries > 1):
            return answer, tries
        tell(Retried(request.label, tries, _reason(answer), seconds))
        yield Sleep(seconds)


def _reason(answer: Answer) -> str:
    return answer.reason if isinstance(answer, Failure) else str(answer.status)
