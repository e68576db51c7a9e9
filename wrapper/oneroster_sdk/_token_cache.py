"""Tokens kept for many processes: what a cache must do, what stands in it, and how flows use one that may fail."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Final, Protocol, TypeAlias

from attrs import define, field, frozen

from ._errors import ConfigError
from ._events import Listener, TokenCacheFailed
from ._flow import Blocking, Flow
from ._json import as_object, parsed, to_json
from ._secrets import fault_of

LEEWAY: Final = 60.0
"""Seconds before its end at which a token is renewed, but at most a quarter of its lifetime."""
LONGEST: Final = 366 * 86_400.0
"""Seconds that a token is taken to last at most, whatever the provider says."""
CLOCKS_APART: Final = 2.0
"""Seconds by which the clock of the machine that kept a token may be ahead of ours."""


class TokenCache(Protocol):
    """Where processes keep a token together: ``OAuth2(..., cache=...)``.

    `FileTokenCache` is one for the processes of a machine. For many machines, over Redis by its package ``redis``:

        class RedisTokenCache:
            def __init__(self, redis):
                self.redis = redis                       # redis.Redis(..., decode_responses=True)

            def load(self, key):
                return self.redis.get(key)

            def store(self, key, value, seconds):
                self.redis.set(key, value, ex=None if seconds is None else max(1, int(seconds)))

            def lock(self, key):
                return self.redis.lock(f"{key}.lock", timeout=60, blocking_timeout=30)

    The methods may block; the asynchronous client calls them in threads, and enters and leaves a lock in the same one.
    What they raise does not stop a call: the client goes on as if there were no cache, and tells of it with the event
    `TokenCacheFailed`. Only a `ConfigError` ends it. The value is a secret: whoever can read it can use the token.
    """

    def load(self, key: str) -> str | None:
        """The text that is kept under the key, if there is one."""
        ...

    def store(self, key: str, value: str, seconds: float | None) -> None:
        """Keep a text under the key in place of what is there; after so many seconds it is useless, if known."""
        ...

    def lock(self, key: str) -> AbstractContextManager[object]:
        """What only one process at a time is in. Entering it should fail after half a minute, and not wait for ever."""
        ...


def cache_key(token_url: str, client_id: str, scopes: Iterable[str]) -> str:
    """The key for the tokens of a client; nothing can be read from it."""
    asked = to_json([token_url, client_id, sorted(set(scopes))])
    return f"oneroster-token-{hashlib.sha256(asked).hexdigest()}"


def leeway(lifetime: float) -> float:
    """Seconds before its end at which a token that lasts so long is renewed."""
    return min(LEEWAY, lifetime / 4)


def seconds_of(value: Any) -> float | None:
    """The lifetime of a token; None where it is missing, nought or makes no sense: then it is used until refused."""
    try:
        seconds = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return min(seconds, LONGEST) if seconds > 0 and not math.isinf(seconds) else None


@frozen
class Kept:
    """A token as it stands in a cache."""

    token: str = field(repr=False)
    asked_at: float
    """When it was asked for, on the clock of the world."""
    lifetime: float | None

    def text(self) -> str:
        return to_json({"token": self.token, "asked_at": self.asked_at, "lifetime": self.lifetime}).decode()

    @classmethod
    def read(cls, text: object) -> Kept | None:
        """What a text from a cache says; None if it makes no sense."""
        known = as_object(parsed(text.encode("utf-8", "replace"))) if isinstance(text, str) else None
        token, asked_at, lifetime = ((known or {}).get(name) for name in ("token", "asked_at", "lifetime"))
        if fault_of(token) or not isinstance(asked_at, float | int):
            return None
        seconds = seconds_of(lifetime)
        return None if seconds is None and lifetime is not None else cls(str(token), asked_at, seconds)

    def seconds_left(self, now: float) -> float:
        """How long it may still be used; nought or less if not, infinite if nobody knows.

        A token from the future shows a clock that was set back. How old it really is cannot be known.
        """
        if self.asked_at > now + CLOCKS_APART:
            return 0.0
        if self.lifetime is None:
            return math.inf
        return self.lifetime - leeway(self.lifetime) - max(0.0, now - self.asked_at)


@frozen
class _Fault:
    """An error of a cache. Of its text nothing is kept, for addresses of caches may hold passwords."""

    kind: str


_Faults: TypeAlias = list[tuple[str, str]]


@define
class Shared:
    """A cache as flows use it: what fails is told, and then it is as if nothing were there."""

    cache: TokenCache
    key: str
    tell: Listener

    def load(self) -> Flow[Kept | None]:
        return Kept.read((yield from self._tried("load", lambda: self.cache.load(self.key))))

    def store(self, kept: Kept) -> Flow[None]:
        yield from self._tried("store", lambda: self.cache.store(self.key, kept.text(), kept.lifetime))

    def lock(self) -> Lock:
        return Lock(self.cache, self.key)

    def told(self, faults: _Faults) -> None:
        """Tell what went wrong with a lock; in the thread or task that does the work, not in that of the lock."""
        while faults:
            self.tell(TokenCacheFailed(*faults.pop(0)))

    def _tried(self, doing: str, call: Callable[[], object]) -> Flow[object]:
        found = yield Blocking(lambda: _caught(call))
        if isinstance(found, _Fault):
            self.tell(TokenCacheFailed(doing, found.kind))
            return None
        return found


def _caught(call: Callable[[], object]) -> object:
    try:
        return call()
    except ConfigError:
        raise
    except Exception as error:
        return _Fault(type(error).__name__)


@define
class Lock:
    """The lock of a cache; where it fails, there is none, and the failure is kept."""

    cache: TokenCache
    key: str
    faults: _Faults = field(factory=list[tuple[str, str]])

    @contextmanager
    def __call__(self) -> Generator[None]:
        taken = ExitStack()
        self._tried("lock", lambda: taken.enter_context(self.cache.lock(self.key)))
        try:
            yield
        finally:
            self._tried("unlock", taken.close)

    def _tried(self, doing: str, call: Callable[[], object]) -> None:
        found = _caught(call)
        if isinstance(found, _Fault):
            self.faults.append((doing, found.kind))
