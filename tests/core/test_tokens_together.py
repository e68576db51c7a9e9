"""Those who wait for one token together learn together that there is none."""

from __future__ import annotations

from typing import Any

import pytest

from oneroster_sdk import AuthError, OAuth2, RetryPolicy, TransportError
from oneroster_sdk._flow import Exclusive, Failure, Flow, Reply, Send
from oneroster_sdk._tokens import Tokens
from oneroster_sdk.events import Answered, Event

URL = "https://x.example/token"


class Clock:
    now = 10.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def store(**settings: Any) -> Tokens:
    return Tokens(OAuth2(URL, "client", "s3cret"), RetryPolicy(attempts=1), clock=Clock(), **settings)


def waiting(tokens: Tokens) -> Flow[Any]:
    """A caller that has got as far as to wait for its turn; what it will do then."""
    step = next(tokens.bearer())
    assert isinstance(step, Exclusive)
    return step.flow()


def refused(turn: Flow[Any], *answers: Any) -> Exception:
    """What the turn raises after these answers."""
    given = [None, *answers]
    for answer in given[:-1]:
        assert isinstance(turn.send(answer), Send)
    with pytest.raises((AuthError, TransportError)) as caught:
        turn.send(given[-1])
    return caught.value


def test_one_refusal_is_for_all_that_wait() -> None:
    tokens = store()
    first, second, third = waiting(tokens), waiting(tokens), waiting(tokens)
    one = refused(first, Reply(401), Reply(401))
    others = [refused(second), refused(third)]
    assert [str(each) for each in others] == [str(one)] * 2
    assert all(type(each) is AuthError and each is not one for each in others)


def test_one_failure_is_for_all_that_wait() -> None:
    tokens = store()
    first, second = waiting(tokens), waiting(tokens)
    one = refused(first, Failure("it broke"))
    other = refused(second)
    assert isinstance(other, TransportError)
    assert (str(other), other.retryable) == (str(one), True)


def test_who_comes_later_asks_again() -> None:
    tokens = store()
    refused(waiting(tokens), Reply(401), Reply(401))
    later = waiting(tokens)
    assert isinstance(next(later), Send)
    with pytest.raises(StopIteration) as done:
        later.send(Reply(200, content=b'{"access_token": "t0ken"}'))
    assert done.value.value == "t0ken"


def test_what_the_others_could_not_do_in_time_is_told() -> None:
    flow = store(name="nine").bearer()
    next(flow)
    with pytest.raises(TransportError, match=r"^the token endpoint: others were not done in time$") as caught:
        flow.send(Failure("others were not done in time", sent=False, late=True))
    assert (caught.value.retryable, caught.value.name) == (True, "nine")


def test_a_question_has_the_headers_of_the_client_and_its_own() -> None:
    turn = waiting(store(headers={"X-A": "one", "Accept": "text/csv"}))
    step = next(turn)
    assert isinstance(step, Send)
    assert {name: step.request.headers[name] for name in ("X-A", "Accept")} == {
        "X-A": "one",
        "Accept": "application/json",
    }


def test_how_long_an_answer_took_is_told_by_the_clock_of_the_client() -> None:
    told: list[Event] = []
    turn = waiting(store(tell=told.append))
    next(turn)
    with pytest.raises(StopIteration):
        turn.send(Reply(200, content=b'{"access_token": "t0ken"}'))
    assert [each.seconds for each in told if isinstance(each, Answered)] == [1]
