"""OAuth 2 client credentials at work: one token for all requests of a client, renewed in time.

Pure: the flows here decide when a token is needed and what to ask for; the drivers send. However many threads or tasks
wait, one request for a token is made; with a cache, one for any number of processes.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from copy import copy

from attrs import define, field, frozen

from ._access import Sign
from ._auth import LABEL, Bearer, Method, OAuth2, fault_in_form
from ._errors import AuthError, OneRosterError, TransportError
from ._events import Listener, TokenFetched, nobody
from ._flow import Answer, Exclusive, Failure, Flow, Reply
from ._grants import Grant, grant_of, is_given, is_passing, may_want_body
from ._retry import RetryPolicy, attempt
from ._secrets import revealed
from ._token_cache import Kept, Shared, cache_key, leeway


@frozen
class Token:
    """A token and when to stop using it, on the clock of the store; None if the provider did not say."""

    value: str = field(repr=False)
    renew_at: float | None


@define
class Tokens:
    """The access of one client: its current token, and how to get the next."""

    auth: OAuth2
    retry: RetryPolicy
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    """Sent with every request for a token."""
    name: str | None = None
    tell: Listener = nobody
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    """The clock that processes have in common."""
    _current: Token | None = field(default=None, init=False, repr=False)
    _works: Method | None = field(default=None, init=False)
    _shared: Shared | None = field(default=None, init=False, repr=False)
    _failed: tuple[float, OneRosterError] | None = field(default=None, init=False, repr=False)
    """When a token was last asked for in vain, and what came of it."""

    def __attrs_post_init__(self) -> None:
        auth = self.auth
        if auth.cache is not None:
            self._shared = Shared(auth.cache, cache_key(auth.token_url, auth.client_id, auth.scopes), self.tell)

    def granted(self) -> Flow[Sign]:
        return Bearer((yield from self.bearer()))

    def renewed(self, refused: Sign, answer: Reply) -> Flow[Sign | None]:
        return Bearer((yield from self.bearer(refused.token if isinstance(refused, Bearer) else None)))

    def bearer(self, rejected: str | None = None) -> Flow[str]:
        """A token to send. With `rejected`, one other than that, which the provider has just refused.

        Raises:
            AuthError: the provider gives none; says why, if it said.
            TransportError: the token endpoint cannot be reached.
        """
        token = self._usable(rejected)
        if token is None and self._shared is not None:
            token = yield from self._adopted(self._shared, rejected)
        if token is not None:
            return token
        lock = self._shared.lock() if self._shared is not None else None
        since = self.clock()
        fetched: str | Failure = yield Exclusive(lambda: self._renew(rejected, since), lock)
        if self._shared is not None and lock is not None:
            self._shared.told(lock.faults)
        if isinstance(fetched, Failure):
            raise TransportError(f"{LABEL}: {fetched.reason}", retryable=True, name=self.name)
        return fetched

    def _usable(self, rejected: str | None) -> str | None:
        current = self._current
        if current is None or current.value == rejected:
            return None
        return None if current.renew_at is not None and self.clock() >= current.renew_at else current.value

    def _adopted(self, shared: Shared, rejected: str | None) -> Flow[str | None]:
        """The token that another process has fetched."""
        kept = yield from shared.load()
        left = 0.0 if kept is None or kept.token == rejected else kept.seconds_left(self.wall())
        if kept is None or left <= 0:
            return None
        self._current = Token(kept.token, None if math.isinf(left) else self.clock() + left)
        return kept.token

    def _renew(self, rejected: str | None, since: float) -> Flow[str]:
        token = self._usable(rejected)
        if token is not None:
            return token  # another thread or task was here first
        if self._failed is not None and self._failed[0] > since:
            raise copy(self._failed[1])  # and was refused while this one waited: all that wait would be, in turn
        if self._shared is not None:
            token = yield from self._adopted(self._shared, rejected)
            if token is not None:
                return token  # or another process
        try:
            return (yield from self._fetch())
        except (AuthError, TransportError) as error:
            self._failed = self.clock(), copy(error)
            raise

    def _fetch(self) -> Flow[str]:
        asked_at, asked_on = self.clock(), self.wall()
        grant = yield from self._granted()
        life = grant.lifetime
        lasts = None if life is None else life - leeway(life)
        self._current = Token(grant.token, None if lasts is None else asked_at + lasts)
        self.tell(TokenFetched(lasts))
        if self._shared is not None:
            yield from self._shared.store(Kept(grant.token, asked_on, life))
        return grant.token

    def _granted(self) -> Flow[Grant]:
        secret = yield from revealed(self.auth.client_secret, "client secret", fault_in_form)
        method = self._works or ("basic" if self.auth.method == "auto" else self.auth.method)
        answer, tries = yield from self._attempt(method, secret)
        if self.auth.method == "auto" and self._works is None and may_want_body(answer):
            second, more = yield from self._attempt("body", secret)
            if is_given(second) or is_passing(second):
                method, answer, tries = "body", second, more
        grant = grant_of(answer, tries, self.name)
        self._works = method
        return grant

    def _attempt(self, method: Method, secret: str) -> Flow[tuple[Answer, int]]:
        request = self.auth.request(method, secret)
        request = request.with_headers({**self.headers, **request.headers})
        return attempt(request, self.retry, self.tell, clock=self.clock)
