"""Tokens that processes keep together: what stands in a cache, how long it is of use, and caches that fail."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import orjson
import pytest

from oneroster_sdk import AuthError, ConfigError, OAuth2, RetryPolicy
from oneroster_sdk._auth import Bearer
from oneroster_sdk._flow import Answer, Blocking, Exclusive, Flow, Reply, Request, Send
from oneroster_sdk._token_cache import LONGEST, Kept, Lock, Shared, cache_key, leeway, seconds_of
from oneroster_sdk._tokens import Tokens
from oneroster_sdk.events import Answered, Event, TokenCacheFailed, TokenFetched

WALL = 1_790_000_000.0
URL = "https://x.example/token"


class Memory:
    """A cache in a dictionary, that keeps an account of what it is asked, and may be told to fail."""

    def __init__(self, *fails: str, error: Exception | None = None) -> None:
        self.texts: dict[str, str] = {}
        self.asked: list[str] = []
        self.seconds: list[float | None] = []
        self.fails = fails
        self.error = error or OSError("redis://user:s3cret@host is down")

    def _asked(self, what: str) -> None:
        self.asked.append(what)
        if what in self.fails:
            raise self.error

    def load(self, key: str) -> str | None:
        self._asked("load")
        return self.texts.get(key)

    def store(self, key: str, value: str, seconds: float | None) -> None:
        self._asked("store")
        self.texts[key] = value
        self.seconds.append(seconds)

    @contextmanager
    def lock(self, key: str) -> Iterator[str]:
        self._asked("lock")
        try:
            yield key
        finally:
            self._asked("unlock")


class Clock:
    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Process:
    """A store of tokens as one process has it, with clocks of its own."""

    def __init__(self, cache: Any, **options: Any) -> None:
        self.clock, self.wall = Clock(1000.0), Clock(WALL)
        self.events: list[Event] = []
        auth = OAuth2(URL, "client", "s3cret", cache=cache, **options)
        once = RetryPolicy(attempts=1)
        self.store = Tokens(auth, once, tell=self.events.append, clock=self.clock, wall=self.wall)

    def passes(self, seconds: float) -> None:
        self.clock.now += seconds
        self.wall.now += seconds

    def token(self, *answers: Answer, rejected: str | None = None) -> str:
        """The token that it uses; all of these answers must have been asked for."""
        waiting = list(answers)
        token: str = play(self.store.bearer(rejected), waiting)
        assert not waiting
        return token

    @property
    def failures(self) -> list[tuple[str, str]]:
        return [(event.doing, event.reason) for event in self.events if isinstance(event, TokenCacheFailed)]


def play(flow: Flow[Any], waiting: list[Answer], sent: list[Request] | None = None) -> Any:
    answer: Any = None
    try:
        while True:
            match flow.send(answer):
                case Exclusive(inner, lock):
                    with lock() if lock else nothing():
                        answer = play(inner(), waiting, sent)
                case Blocking(call):
                    answer = call()
                case Send():
                    answer = waiting.pop(0)
                case other:
                    raise AssertionError(other)
    except StopIteration as done:
        return done.value


@contextmanager
def nothing() -> Iterator[None]:
    yield


def given(token: str, lifetime: Any = 3600) -> Reply:
    return Reply(200, {}, orjson.dumps({"access_token": token, "expires_in": lifetime}))


# --- keys


def test_the_key_tells_clients_apart_and_shows_nothing() -> None:
    key = cache_key(URL, "client", ["a", "b"])
    assert key == cache_key(URL, "client", ("b", "a", "a"))
    others = [cache_key(f"{URL}?a=b", "client", ["a", "b"]), cache_key(URL, "client2", ["a", "b"])]
    others += [cache_key(URL, "client", []), cache_key(URL, "client", ["a b"])]
    assert len({key, *others}) == 5
    assert key.startswith("oneroster-token-")
    assert len(key) == 16 + 64
    assert set(key.removeprefix("oneroster-token-")) <= set("0123456789abcdef")


# --- what stands in it


def test_what_is_kept_comes_back() -> None:
    for kept in (Kept("a", WALL, 3600.0), Kept("a", WALL + 0.5, None)):
        assert Kept.read(kept.text()) == kept
    assert json.loads(Kept("a", WALL, 60.0).text()) == {"token": "a", "asked_at": WALL, "lifetime": 60.0}
    assert "s3cret" not in repr(Kept("s3cret", WALL, None))


@pytest.mark.parametrize(
    "text",
    [None, 7, b"{}", "", "garbage", "[]", "null", "{}", "\ufffd\ud800"]
    + [
        json.dumps({"token": "a", "asked_at": WALL, "lifetime": 60.0, **changes})
        for changes in (
            {"token": None},
            {"token": ""},
            {"token": "a\n"},
            {"token": 7},
            {"asked_at": None},
            {"asked_at": "1"},
            {"lifetime": "soon"},
            {"lifetime": 0},
            {"lifetime": -1},
        )
    ],
)  # fmt: skip
def test_garbage_is_nothing(text: Any) -> None:
    assert Kept.read(text) is None


def test_whole_seconds_and_names_to_come() -> None:
    text = json.dumps({"token": "a", "asked_at": 7, "lifetime": 60, "more": 1})
    assert Kept.read(text) == Kept("a", 7, 60.0)


@pytest.mark.parametrize(
    ("lifetime", "lead"), [(4, 1.0), (20, 5.0), (236, 59.0), (240, 60.0), (244, 60.0), (86_400, 60.0)]
)
def test_the_leeway(lifetime: float, lead: float) -> None:
    assert leeway(lifetime) == lead


ODD_LIFETIMES: list[Any] = [None, 0, -1, "", "soon", [], {}, True, False, "inf", "-inf", "nan", math.nan]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(60, 60.0), ("60", 60.0), ("60.5", 60.5), (0.001, 0.001), (1e30, LONGEST), (LONGEST + 1, LONGEST), (10**400, None)]
    + [(each, None) for each in ODD_LIFETIMES],
)  # fmt: skip
def test_lifetimes(value: Any, seconds: float | None) -> None:
    assert seconds_of(value) == seconds


def test_the_longest_life_is_a_year() -> None:
    assert LONGEST == 366 * 24 * 60 * 60


@pytest.mark.parametrize(
    ("age", "left"),
    [(0, 540.0), (100, 440.0), (540, 0.0), (541, -1.0), (-1, 540.0), (-2, 540.0), (-2.5, 0.0), (-3600, 0.0)],
)
def test_seconds_left(age: float, left: float) -> None:
    """A little ahead is the clock of another machine; much is one that was set back."""
    assert Kept("a", WALL - age, 600.0).seconds_left(WALL) == left


def test_seconds_left_where_nobody_knows() -> None:
    assert Kept("a", WALL - 10**8, None).seconds_left(WALL) == math.inf
    assert Kept("a", WALL + 3, None).seconds_left(WALL) == 0.0


# --- processes


def test_the_second_process_takes_what_the_first_has_fetched() -> None:
    cache = Memory()
    first, second = Process(cache), Process(cache)
    assert first.token(given("a")) == "a"
    assert cache.asked == ["load", "lock", "load", "store", "unlock"]
    assert cache.seconds == [3600.0]
    assert json.loads(*cache.texts.values()) == {"token": "a", "asked_at": WALL, "lifetime": 3600.0}
    second.passes(100)
    cache.asked.clear()
    assert second.token() == "a"
    assert cache.asked == ["load"]
    assert second.token() == "a"
    assert cache.asked == ["load"], "from then on it has the token itself"
    assert [each for each in first.events if not isinstance(each, Answered)] == [TokenFetched(3540.0)]
    assert second.events == []


def test_a_token_of_another_process_is_renewed_in_time() -> None:
    cache = Memory()
    Process(cache).token(given("a"))
    second = Process(cache)
    second.passes(3539)
    assert second.token() == "a"
    second.passes(0.5)
    assert second.token() == "a"
    second.passes(0.5)
    assert second.token(given("b")) == "b"
    late = Process(cache)
    late.passes(3540 + 3541)
    assert late.token(given("c")) == "c"


def test_who_waited_for_the_lock_takes_what_was_fetched_meanwhile() -> None:
    cache = Memory()
    process = Process(cache)
    flow = process.store.bearer()
    load = next(flow)
    assert isinstance(load, Blocking)
    waiting = flow.send(load.call())
    assert isinstance(waiting, Exclusive)
    Process(cache).token(given("a"))
    assert play(waiting.flow(), []) == "a"


def test_who_waited_in_this_process_asks_no_cache() -> None:
    cache = Memory()
    process = Process(cache)
    flow = process.store.bearer()
    load = next(flow)
    assert isinstance(load, Blocking)
    waiting = flow.send(load.call())
    assert isinstance(waiting, Exclusive)
    process.token(given("a"))
    cache.asked.clear()
    assert play(waiting.flow(), []) == "a"
    assert cache.asked == []


def test_a_refused_token_is_compared_with_the_one_that_is_kept() -> None:
    cache = Memory()
    first, second, third = Process(cache), Process(cache), Process(cache)
    first.token(given("a"))
    assert [second.token(), third.token()] == ["a", "a"]
    assert second.token(given("b"), rejected="a") == "b"
    assert [first.token(rejected="a"), third.token(rejected="a")] == ["b", "b"]
    assert third.token(given("c"), rejected="b") == "c"


def test_after_a_refusal_the_access_signs_with_the_kept_token() -> None:
    cache = Memory()
    first, second = Process(cache), Process(cache)
    first.token(given("a"))
    second.token()
    first.token(given("b"), rejected="a")
    assert play(second.store.granted(), []) == Bearer("a")
    assert play(second.store.renewed(Bearer("a"), Reply(401)), []) == Bearer("b")


def test_without_a_lifetime_it_is_used_until_it_is_refused() -> None:
    cache = Memory()
    Process(cache).token(given("a", None))
    assert cache.seconds == [None]
    second = Process(cache)
    second.passes(10**8)
    assert second.token() == "a"
    second.passes(10**8)
    assert second.token() == "a"
    assert second.token(given("b"), rejected="a") == "b"


def test_a_clock_that_was_set_back_does_not_make_a_token_younger() -> None:
    cache = Memory()
    Process(cache).token(given("a"))
    second = Process(cache)
    second.wall.now -= 3600
    assert second.token(given("b")) == "b"


def test_garbage_is_replaced() -> None:
    cache = Memory()
    cache.texts[cache_key(URL, "client", ())] = "garbage"
    assert Process(cache).token(given("a")) == "a"
    assert Process(cache).token() == "a"


def test_the_key_is_that_of_the_client() -> None:
    cache = Memory()
    Process(cache, scopes=["b", "a"]).token(given("a"))
    assert list(cache.texts) == [cache_key(URL, "client", ["a", "b"])]
    assert Process(cache, scopes=["a"]).token(given("x")) == "x"


def test_the_age_counts_from_the_question() -> None:
    cache = Memory()
    process = Process(cache)
    flow = process.store.bearer()

    load = next(flow)
    assert isinstance(load, Blocking)
    waiting = flow.send(load.call())
    assert isinstance(waiting, Exclusive)

    class Late(list[Answer]):
        def pop(self, index: Any = -1) -> Answer:
            process.passes(7)
            return given("a", 20)

    assert play(waiting.flow(), Late()) == "a"
    assert json.loads(*cache.texts.values())["asked_at"] == WALL
    process.passes(7.5)
    assert process.token() == "a"
    process.passes(0.5)
    assert process.token(given("b")) == "b"


# --- caches that fail


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        (["load"], [("load", "OSError")] * 2),
        (["store"], [("store", "OSError")]),
        (["lock"], [("lock", "OSError")]),
        (["unlock"], [("unlock", "OSError")]),
        (["load", "store", "lock"], [("load", "OSError")] * 2 + [("store", "OSError"), ("lock", "OSError")]),
    ],
)
def test_a_cache_that_fails_is_no_cache(fails: list[str], told: list[tuple[str, str]]) -> None:
    process = Process(Memory(*fails))
    assert process.token(given("a")) == "a"
    assert process.failures == told
    assert "s3cret" not in repr(process.events)
    assert process.token() == "a"


def test_the_error_of_a_lock_is_told_once() -> None:
    process = Process(Memory("lock"))
    process.token(given("a"))
    process.token(given("b"), rejected="a")
    assert process.failures == [("lock", "OSError")] * 2


def test_a_cache_that_is_set_up_wrongly_ends_the_call() -> None:
    for what in ("load", "lock", "store"):
        process = Process(Memory(what, error=ConfigError("chmod 700")))
        with pytest.raises(ConfigError, match="chmod 700"):
            process.token(given("a"))


def test_a_refusal_leaves_the_lock() -> None:
    cache = Memory()
    with pytest.raises(AuthError):
        Process(cache).token(Reply(403))
    assert cache.asked == ["load", "lock", "load", "unlock"]
    assert cache.texts == {}


def test_a_lock_that_swallows_errors_swallows_none_of_ours() -> None:
    class Greedy(AbstractContextManager[None]):
        def __exit__(self, *error: object) -> bool:
            return True

    class Cache(Memory):
        def lock(self, key: str) -> Any:
            return Greedy()

    with pytest.raises(AuthError):
        Process(Cache()).token(Reply(403))


def test_what_is_no_error_of_the_cache_is_not_caught() -> None:
    class Stop(BaseException):
        pass

    def stopping(key: str) -> str | None:
        raise Stop

    cache = Memory()
    cache.load = stopping  # type: ignore[method-assign]
    with pytest.raises(Stop):
        Process(cache).token()


def test_faults_of_a_lock_are_told_in_order_and_forgotten() -> None:
    heard: list[Any] = []
    shared = Shared(Memory(), "k", heard.append)
    faults = [("lock", "A"), ("unlock", "B")]
    shared.told(faults)
    assert heard == [TokenCacheFailed("lock", "A"), TokenCacheFailed("unlock", "B")]
    assert faults == []


def test_the_lock_is_taken_for_the_key_each_time() -> None:
    keys: list[str] = []

    class Cache(Memory):
        def lock(self, key: str) -> Any:
            keys.append(key)
            return super().lock(key)

    lock: Callable[[], AbstractContextManager[None]] = Lock(Cache(), "k")
    for _ in range(2):
        with lock():
            pass
    assert keys == ["k", "k"]


# --- the ten lines over Redis


class Redis:
    """As much of redis-py as the ten lines need; strings only."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, int | None]] = {}
        self.locks: list[tuple[str, float, float]] = []

    def get(self, name: str) -> str | None:
        return self.kept[name][0] if name in self.kept else None

    def set(self, name: str, value: str, ex: int | None = None) -> bool:
        assert ex is None or (ex > 0)
        self.kept[name] = (value, ex)
        return True

    @contextmanager
    def lock(self, name: str, *, timeout: float, blocking_timeout: float) -> Iterator[None]:
        self.locks.append((name, timeout, blocking_timeout))
        yield


def documented() -> Any:
    """The class in the docstring, as it stands there."""
    from inspect import getdoc
    from textwrap import dedent

    from oneroster_sdk import TokenCache

    lines = (getdoc(TokenCache) or "").splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip().startswith("class "))
    taken = [line for line in lines[start:] if not line or line.startswith("    ")]
    names: dict[str, Any] = {}
    exec(dedent("\n".join(taken)), names)  # noqa: S102  the documented lines are what is tested
    return names["RedisTokenCache"]


def test_the_ten_lines_over_redis() -> None:
    redis = Redis()
    make = documented()
    assert Process(make(redis)).token(given("a", 0.5)) == "a"
    ((name, (_, seconds)),) = redis.kept.items()
    assert (name, seconds) == (cache_key(URL, "client", ()), 1)
    assert redis.locks == [(f"{name}.lock", 60, 30)]
    assert Process(make(redis)).token() == "a"
    assert Process(make(redis)).token(given("b", None), rejected="a") == "b"
    assert redis.kept[name][1] is None
    Process(make(redis)).token(given("c", 3600.9), rejected="b")
    assert redis.kept[name][1] == 3600
