"""When to try again, and how long to wait before: a pure decision, and the flow that follows it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from attrs import frozen

from ._access import Sign, unsigned
from ._errors import ConfigError
from ._events import Answered, Listener, Retried, Waited, nobody
from ._flow import NO_HEADERS, REQUEST_ID, Answer, Failure, Flow, Reply, Request, Send, Sleep
from ._pace import Pace
from ._timeout import check_seconds

RETRIED_STATUSES: Final = frozenset({408, 429, 502, 503, 504})
TOO_MANY: Final = 429
"""The status that asks for fewer requests; the request was not carried out."""
HEAVY: Final = frozenset({502, 504})
"""Statuses of a gateway that waited in vain for the provider: a page of half the size may be ready in time, and what
was to be written may have been, or not."""
REPEATABLE_METHODS: Final = frozenset({"GET", "PUT", "DELETE"})


@frozen
class RetryPolicy:
    """How often a request is repeated, and after which time.

    Transport errors and the statuses 408, 429, 502, 503 and 504 are retried, for GET, PUT and DELETE; POST only when it
    cannot have been carried out: no connection was made, or 429. ``RetryPolicy(attempts=1)`` never repeats anything.
    All of it ends with ``Timeout.total``: what would have to wait for longer is an error at once.

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

    def __attrs_post_init__(self) -> None:
        if self.attempts < 1:
            raise ConfigError(f"RetryPolicy(attempts={self.attempts!r}): a request is sent once at least")
        for name in ("base", "cap", "ceiling"):
            check_seconds("RetryPolicy", name, getattr(self, name))

    def delay(
        self, request: Request, answer: Answer, tries: int, draw: Callable[[], float] = random.random
    ) -> float | None:
        """Seconds to wait before the next try, or None if this answer is final."""
        if tries >= self.attempts or not _may_repeat(request, answer):
            return None
        asked = retry_after(answer)
        if asked is not None:
            return asked if asked <= self.ceiling else None
        longest: float = min(self.cap, self.base * 2 ** (tries - 1))
        return draw() * longest


def _may_repeat(request: Request, answer: Answer) -> bool:
    repeatable = request.method in REPEATABLE_METHODS if request.repeatable is None else request.repeatable
    if isinstance(answer, Failure):
        return not answer.late and (repeatable or not answer.sent)
    return answer.status == TOO_MANY or (answer.status in RETRIED_STATUSES and repeatable)


def retry_after(answer: Answer, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """Seconds that the answer asks to wait (RFC 9110, section 10.2.3), from either form; None if it does not say.

    A date is the provider's, and so is the clock that it is counted from, if the answer has one.
    """
    headers = answer.headers if isinstance(answer, Reply) else NO_HEADERS
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    moment = _moment(value)
    return None if moment is None else max(0.0, (moment - (_moment(headers.get("date", "")) or now())).total_seconds())


def _moment(date: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def attempt(
    request: Request,
    policy: RetryPolicy,
    tell: Listener = nobody,
    *,
    patient: bool = True,
    sign: Sign = unsigned,
    pace: Pace | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Flow[tuple[Answer, int]]:
    """Send, wait and repeat as the policy says; the last answer, and how often it was sent.

    Who can ask for less instead is not `patient`: two answers of a gateway that waited in vain are enough.
    """
    tries, doubt = 0, False
    while True:
        late = None if pace is None else (yield from _in_turn(request, pace, tell, clock))
        if late is not None:
            return late, tries
        tries += 1
        sent_at = clock()
        answer: Answer = yield Send(sign(request))
        if isinstance(answer, Reply):
            asked_as, took = request.headers.get(REQUEST_ID), clock() - sent_at
            answer = Reply(answer.status, answer.headers, answer.content, asked_as, took, doubt)
            tell(Answered(request.label, answer.status, took, answer.request_id, len(answer.content)))
        doubt = doubt or _may_be_done(answer)
        seconds = policy.delay(request, answer, tries)
        if pace is not None:
            _learn(pace, answer, sent_at, clock(), policy.ceiling)
        heavy = isinstance(answer, Reply) and answer.status in HEAVY
        if seconds is None or (heavy and not patient and tries > 1):
            return answer, tries
        tell(Retried(request.label, tries, _reason(answer), seconds))
        if (yield Sleep(seconds)) is not None:
            return answer, tries


def _may_be_done(answer: Answer) -> bool:
    """Whether the request may have been carried out, though this answer does not say so."""
    return answer.sent if isinstance(answer, Failure) else answer.status in RETRIED_STATUSES - {TOO_MANY}


def _in_turn(request: Request, pace: Pace, tell: Listener, clock: Callable[[], float]) -> Flow[Failure | None]:
    """Wait for this request's turn; a failure if that is too long to wait for."""
    seconds = pace.reserve(clock())
    if seconds <= 0:
        return None
    tell(Waited(request.label, pace.reason, seconds))
    late: Failure | None = yield Sleep(seconds)
    return late


def _learn(pace: Pace, answer: Answer, sent_at: float, now: float, ceiling: float) -> None:
    if not isinstance(answer, Reply):
        return
    if answer.status != TOO_MANY:
        pace.answered()
        return
    asked = retry_after(answer) or 0.0
    pace.refused(sent_at, now, asked if asked <= ceiling else 0.0)


def _reason(answer: Answer) -> str:
    return answer.reason if isinstance(answer, Failure) else str(answer.status)
