"""OAuth 2 client credentials (RFC 6749, section 4.4): one token for all requests of a client, renewed in time.

Pure: the flows here decide when a token is needed and what to ask for; the drivers send. However many threads or tasks
wait, one request for a token is made.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, get_args
from urllib.parse import quote, quote_plus, urlencode, urlsplit

from attrs import define, evolve, field, frozen

from ._access import Sign
from ._errors import AuthError, ConfigError, TransportError
from ._events import Listener, TokenFetched, nobody
from ._flow import Answer, Exclusive, Failure, Flow, Reply, Request
from ._json import as_object, parsed
from ._retry import RetryPolicy, attempt

Method: TypeAlias = Literal["auto", "basic", "body", "query"]

LEEWAY: Final = 60.0
"""Seconds before its end at which a token is renewed, but at most a quarter of its lifetime."""
_LABEL: Final = "the token endpoint"


def _words(scopes: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(scopes.split() if isinstance(scopes, str) else scopes)


@frozen
class OAuth2:
    """Client credentials for a provider's token endpoint.

    Attributes:
        token_url: Where tokens are given out. A query string in it is kept.
        client_id: Public name of this client.
        client_secret: Its secret; it never shows in ``repr``, messages or logs.
        scopes: Scopes to ask for. Empty asks for none, and the provider grants what the client may have.
        method: How id and secret are sent: in a ``basic`` header, in the ``body``, in the ``query`` of the address (for
            providers that take them only there; the address may be logged on its way), or ``auto``: header first,
            then body if that is refused; what worked is kept.
    """

    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: Sequence[str] = field(default=(), converter=_words)
    method: Method = "auto"

    def __attrs_post_init__(self) -> None:
        for label, value in (("token URL", self.token_url), ("client id", self.client_id)):
            if not value:
                raise ConfigError(f"OAuth2: the {label} is empty")
        if not self.client_secret:
            raise ConfigError("OAuth2: the client secret is empty")
        if self.method not in get_args(Method):
            raise ConfigError(f"OAuth2: method={self.method!r} is unknown; choose auto, basic, body or query")

    def request(self, method: Method) -> Request:
        """The request for a token, with the credentials in the header (``basic``), the ``body`` or the ``query``."""
        form = {"grant_type": "client_credentials"}
        if self.scopes:
            form["scope"] = " ".join(self.scopes)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        url, own = self.token_url, {"client_id": self.client_id, "client_secret": self.client_secret}
        if method == "body":
            form |= own
        elif method == "query":
            url = f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(own, quote_via=quote)}"
        else:
            # RFC 6749, section 2.3.1: each part is form-encoded before the two are joined.
            pair = f"{quote_plus(self.client_id)}:{quote_plus(self.client_secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        content = urlencode(form, quote_via=quote).encode()
        return Request("POST", url, _LABEL, headers, content, repeatable=True)


@frozen
class Token:
    """A token and when to stop using it, on the clock of the store; None if the provider did not say."""

    value: str = field(repr=False)
    renew_at: float | None


@frozen
class Bearer:
    """Signs with a token."""

    token: str = field(repr=False)

    def __call__(self, request: Request) -> Request:
        return evolve(request, headers={**request.headers, "Authorization": f"Bearer {self.token}"})


@define
class Tokens:
    """The current token of one client, and how to get the next."""

    auth: OAuth2
    retry: RetryPolicy
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    """Sent with every request for a token."""
    name: str | None = None
    tell: Listener = nobody
    clock: Callable[[], float] = time.monotonic
    _current: Token | None = field(default=None, init=False, repr=False)
    _works: Method | None = field(default=None, init=False)

    def granted(self) -> Flow[Sign]:
        return Bearer((yield from self.bearer()))

    def renewed(self, refused: Sign, answer: Reply) -> Flow[Sign | None]:
        token = refused.token if isinstance(refused, Bearer) else None
        return Bearer((yield from self.bearer(token)))

    def bearer(self, rejected: str | None = None) -> Flow[str]:
        """A token to send. With `rejected`, one other than that, which the provider has just refused.

        Raises:
            AuthError: the provider gives none; says why, if it said.
            TransportError: the token endpoint cannot be reached.
        """
        token = self._usable(rejected)
        if token is None:
            token = yield Exclusive(lambda: self._renew(rejected))
            if isinstance(token, Failure):
                raise TransportError(f"{_LABEL}: {token.reason}", retryable=True, name=self.name)
        return token

    def _usable(self, rejected: str | None) -> str | None:
        current = self._current
        if current is None or current.value == rejected:
            return None
        return None if current.renew_at is not None and self.clock() >= current.renew_at else current.value

    def _renew(self, rejected: str | None) -> Flow[str]:
        token = self._usable(rejected)
        if token is not None:
            return token  # another thread or task was here first
        self._current = yield from self._fetch()
        return self._current.value

    def _fetch(self) -> Flow[Token]:
        method = self._works or ("basic" if self.auth.method == "auto" else self.auth.method)
        asked_at = self.clock()
        answer, tries = yield from attempt(self._question(method), self.retry, self.tell, clock=self.clock)
        if self.auth.method == "auto" and self._works is None and _may_want_body(answer):
            asked_at = self.clock()
            second, tries = yield from attempt(self._question("body"), self.retry, self.tell, clock=self.clock)
            if isinstance(second, Reply) and second.status == 200:
                method, answer = "body", second
        token = self._read(answer, asked_at, tries)
        self._works = method
        self.tell(TokenFetched(None if token.renew_at is None else token.renew_at - asked_at))
        return token

    def _question(self, method: Method) -> Request:
        request = self.auth.request(method)
        return evolve(request, headers={**self.headers, **request.headers})

    def _read(self, answer: Answer, asked_at: float, tries: int) -> Token:
        if isinstance(answer, Failure):
            repeated = f" ({tries} tries)" if tries > 1 else ""
            message = f"{_LABEL}: {answer.reason}{repeated}. Is the token URL right?"
            raise TransportError(message, retryable=True, name=self.name)
        body = _body(answer)
        value = body.get("access_token")
        if not 200 <= answer.status < 300 or not isinstance(value, str) or not value:
            raise AuthError(_refusal(answer, body), status=answer.status, name=self.name)
        lifetime = _seconds(body.get("expires_in"))
        return Token(value, asked_at + lifetime - min(LEEWAY, lifetime / 4) if lifetime else None)


def _may_want_body(answer: Answer) -> bool:
    return isinstance(answer, Reply) and answer.status in (400, 401, 422)


def _body(reply: Reply) -> Mapping[str, Any]:
    return {key.lower(): value for key, value in (as_object(parsed(reply.content)) or {}).items()}


_ERRORS: Final[Mapping[str, str]] = {
    "invalid_client": "the client id or secret is wrong",
    "invalid_scope": "a scope is unknown to it or not granted to this client",
    "unauthorized_client": "this client may not use client credentials",
    "unsupported_grant_type": "it does not offer client credentials",
    "invalid_request": "it finds the request malformed",
    "invalid_grant": "it does not grant a token",
}


def _refusal(reply: Reply, body: Mapping[str, Any]) -> str:
    error = body.get("error")
    if isinstance(error, str) and error in _ERRORS:
        return f"{_LABEL} refused with {error}: {_ERRORS[error]}."
    if reply.is_html:
        return f"{_LABEL} answered {reply.status} with an HTML page instead of JSON. Is the token URL right?"
    if 200 <= reply.status < 300:
        return f"{_LABEL} answered {reply.status} without an access_token. Is the token URL right?"
    return f"{_LABEL} answered {reply.status}. Check the token URL, the client id and the client secret."


def _seconds(value: Any) -> float | None:
    """The lifetime of a token; None where it is missing, nought or makes no sense: then it is used until refused."""
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        return None
    return seconds if 0 < seconds < float("inf") else None
