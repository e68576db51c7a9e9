"""Retries are a pure decision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from oneroster_sdk import ConfigError, RetryPolicy
from oneroster_sdk._flow import Answer, Failure, Flow, Reply, Request, Send, Sleep
from oneroster_sdk._pace import Pace
from oneroster_sdk._retry import attempt, retry_after
from oneroster_sdk.events import Answered, Event, Retried, Waited

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


def test_a_post_is_repeated_only_if_it_cannot_have_been_carried_out() -> None:
    assert POLICY.delay(asked("POST"), Failure("refused", sent=False), 1, whole) == 1
    assert POLICY.delay(asked("POST"), Reply(429), 1, whole) == 1
    assert POLICY.delay(asked("POST"), Failure("broke"), 1, whole) is None
    assert POLICY.delay(asked("POST"), Reply(503), 1, whole) is None
    assert POLICY.delay(asked("GET"), Failure("broke"), 1, whole) == 1


def test_a_request_may_say_itself_whether_it_can_be_repeated() -> None:
    assert POLICY.delay(asked("POST", repeatable=True), Reply(503), 1, whole) == 1
    assert POLICY.delay(asked("POST", repeatable=True), Failure("broke"), 1, whole) == 1
    assert POLICY.delay(asked("GET", repeatable=False), Reply(503), 1, whole) is None
    assert POLICY.delay(asked("GET", repeatable=False), Failure("broke"), 1, whole) is None


def test_nothing_is_repeated_when_the_time_is_up() -> None:
    assert POLICY.delay(asked("GET"), Failure("late", sent=False, late=True), 1, whole) is None


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"attempts": 0}, r"^RetryPolicy\(attempts=0\): a request is sent once at least$"),
        ({"base": -1}, r"^RetryPolicy\(base=\.\.\.\) must be a number of seconds, 0 at least; it is -1$"),
        ({"cap": float("nan")}, r"^RetryPolicy\(cap=\.\.\.\) must be a number of seconds"),
        ({"ceiling": float("inf")}, r"^RetryPolicy\(ceiling=\.\.\.\) must be a number of seconds"),
    ],
)
def test_policies_that_cannot_be(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        RetryPolicy(**settings)


def test_the_usual_policy() -> None:
    assert RetryPolicy() == RetryPolicy(attempts=5, base=0.5, cap=30, ceiling=120)
    assert RetryPolicy(attempts=1, base=0, cap=0, ceiling=0).attempts == 1


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
    assert seconds("Thu, 01 Jan 2026 14:00:10 +0200") == 10
    assert [seconds(value) for value in ("", "soon", "-5", "1.5", "\u0665")] == [None] * 5
    assert retry_after(Failure("broke")) is None
    assert seconds("Thu, 01 Jan 99999999999999999999 12:00:00 GMT") is None


def test_a_date_is_counted_from_the_clock_of_the_provider() -> None:
    def now() -> datetime:
        return datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)

    headers = {"retry-after": "Thu, 01 Jan 2026 15:00:30 GMT"}
    assert retry_after(Reply(503, {**headers, "date": "Thu, 01 Jan 2026 15:00:10 GMT"}), now) == 20
    assert retry_after(Reply(503, {**headers, "date": "soon"}), now) == 10_830


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now


def ended(flow: Flow[Any], answer: Any) -> Any:
    with pytest.raises(StopIteration) as done:
        flow.send(answer)
    return done.value.value


def test_the_flow_sends_sleeps_and_sends_again() -> None:
    request = asked("GET")
    flow = attempt(request, POLICY)
    assert next(flow) == Send(request)
    assert isinstance(flow.send(Reply(503)), Sleep)
    assert flow.send(None) == Send(request)
    assert ended(flow, Reply(200)) == (Reply(200), 2)


def test_where_there_is_no_time_to_wait_the_last_answer_counts() -> None:
    flow = attempt(asked("GET"), POLICY)
    next(flow)
    flow.send(Reply(503))
    assert ended(flow, Failure("late", sent=False, late=True)) == (Reply(503), 1)


@pytest.mark.parametrize("status", [502, 504])
def test_who_can_ask_for_less_tries_twice_only(status: int) -> None:
    flow = attempt(asked("GET"), POLICY, patient=False)
    next(flow)
    flow.send(Reply(status))
    flow.send(None)
    assert ended(flow, Reply(status)) == (Reply(status), 2)


def test_all_others_are_patient() -> None:
    flow = attempt(asked("GET"), POLICY)
    next(flow)
    for _ in range(3):
        assert isinstance(flow.send(Reply(502)), Sleep)
        assert isinstance(flow.send(None), Send)
    assert ended(flow, Reply(502)) == (Reply(502), 4)


def test_who_can_ask_for_less_is_patient_with_a_busy_provider() -> None:
    flow = attempt(asked("GET"), POLICY, patient=False)
    next(flow)
    for _ in range(3):
        assert isinstance(flow.send(Reply(503)), Sleep)
        assert isinstance(flow.send(None), Send)
    assert ended(flow, Reply(503)) == (Reply(503), 4)


def test_answers_and_repetitions_are_told() -> None:
    told: list[Event] = []
    clock = Clock()
    request = Request("GET", "https://x.example/a", "GET /a", {"X-Request-ID": "ours"})
    flow = attempt(request, RetryPolicy(base=0), told.append, clock=clock)
    next(flow)
    clock.now = 52.5
    flow.send(Reply(503, {"x-request-id": "theirs"}, b"busy"))
    flow.send(None)
    flow.send(Failure("it broke"))
    flow.send(None)
    clock.now = 53.0
    answer, tries = ended(flow, Reply(200))
    assert (answer.request_id, tries) == ("ours", 3)
    assert told == [
        Answered("GET /a", 503, 2.5, "theirs", 4),
        Retried("GET /a", 1, "503", 0.0),
        Retried("GET /a", 2, "it broke", 0.0),
        Answered("GET /a", 200, 0.5, "ours", 0),
    ]


def test_a_request_waits_for_its_turn() -> None:
    told: list[Event] = []
    pace = Pace(4.0)
    pace.reserve(49.0)
    flow = attempt(asked("GET"), POLICY, told.append, pace=pace, clock=Clock())
    assert next(flow) == Sleep(3)
    assert told == [Waited("GET /a", "the pace that was set", 3)]
    assert isinstance(flow.send(None), Send)


def test_a_turn_that_comes_too_late_is_a_failure() -> None:
    pace, late = Pace(4.0), Failure("late", sent=False, late=True)
    pace.reserve(49.0)
    flow = attempt(asked("GET"), POLICY, pace=pace, clock=Clock())
    next(flow)
    assert ended(flow, late) == (late, 0)


def test_a_refusal_slows_down_and_a_good_answer_speeds_up() -> None:
    pace, clock = Pace(), Clock()
    flow = attempt(asked("GET"), POLICY, pace=pace, clock=clock)
    next(flow)
    clock.now = 51.0
    assert flow.send(Reply(429, {"retry-after": "7"})) == Sleep(7)
    assert (pace.gap, pace.reserve(51.0)) == (0.1, 7)
    clock.now = 58.0
    step = flow.send(None)
    assert isinstance(step, Sleep)
    assert step.seconds == pytest.approx(0.1)
    assert isinstance(flow.send(None), Send)
    assert ended(flow, Reply(200)) == (Reply(200), 2)
    assert pace.gap == pytest.approx(0.09)


@pytest.mark.parametrize(
    ("before", "doubt"),
    [
        (Failure("it broke"), True),
        (Failure("refused", sent=False), False),
        (Reply(429), False),
        (Reply(408), True),
        (Reply(502), True),
        (Reply(503), True),
        (Reply(504), True),
    ],
)
def test_an_answer_knows_whether_an_earlier_try_may_have_been_carried_out(before: Answer, doubt: bool) -> None:
    flow = attempt(asked("DELETE"), RetryPolicy(base=0))
    next(flow)
    flow.send(before)
    flow.send(None)
    answer, _ = ended(flow, Reply(404))
    assert answer.after_doubt is doubt


def test_a_doubt_stays() -> None:
    flow = attempt(asked("DELETE"), RetryPolicy(base=0))
    next(flow)
    for before in (Reply(503), Reply(429)):
        flow.send(before)
        flow.send(None)
    answer, _ = ended(flow, Reply(404))
    assert answer.after_doubt


@pytest.mark.parametrize(("asked_for", "pause"), [("60", 60), ("61", 0), ("soon", 0)])
def test_nobody_pauses_for_longer_than_the_ceiling(asked_for: str, pause: float) -> None:
    pace = Pace()
    flow = attempt(asked("GET"), RetryPolicy(attempts=1, ceiling=60), pace=pace, clock=Clock())
    next(flow)
    ended(flow, Reply(429, {"retry-after": asked_for}))
    assert pace.reserve(50.0) == pause


def test_a_failure_says_nothing_of_the_pace() -> None:
    pace = Pace()
    pace.gap = 1.0
    flow = attempt(asked("GET"), RetryPolicy(attempts=1), pace=pace, clock=Clock())
    next(flow)
    ended(flow, Failure("it broke"))
    assert pace.gap == 1
