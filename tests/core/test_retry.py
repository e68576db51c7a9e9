"""Retries are a pure decision."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from oneroster_sdk import RetryPolicy
from oneroster_sdk._flow import Failure, Reply, Request, Send, Sleep
from oneroster_sdk._retry import attempt, retry_after

POLICY = RetryPolicy(attempts=4, base=1, cap=3, ceiling=60)


def asked(method: str, *, repeatable: bool | None = None) -> Request:
    return Request(method, "https://x.example/a", f"{method} /a", repeatable=repeatable)


def whole() -> float:
    return 1.0


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_waits_grow_up_to_the_cap(status: int, method: str) -> None:
    assert [POLICY.delay(asked(method), Reply(status), tries, whole) for tries in (1, 2, 3, 4)] == [1, 2, 3, None]


@pytest.mark.parametrize("status", [200, 204, 400, 401, 403, 404, 422, 500, 501])
def test_other_answers_are_final(status: int) -> None:
    assert POLICY.delay(asked("GET"), Reply(status), 1, whole) is None


def test_the_jitter_is_full() -> None:
    assert POLICY.delay(asked("GET"), Reply(503), 2, lambda: 0.25) == 0.5
    assert 0 <= (POLICY.delay(asked("GET"), Reply(503), 2) or 0) <= 2


def test_a_post_is_repeated_only_if_it_cannot_have_arrived() -> None:
    assert POLICY.delay(asked("POST"), Failure("refused", sent=False), 1, whole) == 1
    assert POLICY.delay(asked("POST"), Failure("broke"), 1, whole) is None
    assert POLICY.delay(asked("POST"), Reply(503), 1, whole) is None
    assert POLICY.delay(asked("GET"), Failure("broke"), 1, whole) == 1


def test_retry_after_is_waited_for_up_to_the_ceiling() -> None:
    assert POLICY.delay(asked("GET"), Reply(429, {"retry-after": "60"}), 1, whole) == 60
    assert POLICY.delay(asked("GET"), Reply(429, {"retry-after": "61"}), 1, whole) is None


def test_retry_after_in_both_forms() -> None:
    def now() -> datetime:
        return datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)

    def seconds(value: str) -> float | None:
        return retry_after(Reply(503, {"retry-after": value}), now)

    assert seconds("120") == 120
    assert seconds("Thu, 01 Jan 2026 12:01:30 GMT") == 90
    assert seconds("Thu, 01 Jan 2026 11:00:00 GMT") == 0
    assert seconds("Thu, 01 Jan 2026 12:00:10 -0000") == 10
    assert [seconds(value) for value in ("", "soon", "-5", "1.5", "\u0665")] == [None] * 5
    assert retry_after(Failure("broke")) is None


def test_the_flow_sends_sleeps_and_sends_again() -> None:
    request = Request("GET", "https://x.example/a", "GET /a")
    flow = attempt(request, POLICY)
    assert next(flow) == Send(request)
    assert isinstance(flow.send(Reply(503)), Sleep)
    assert flow.send(None) == Send(request)
    with pytest.raises(StopIteration) as done:
        flow.send(Reply(200))
    assert done.value.value == (Reply(200), 2)
