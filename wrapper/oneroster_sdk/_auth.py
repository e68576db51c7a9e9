"""Ways of authentication, as plain values: who the client is, and where its secret is."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, TypeAlias, get_args
from urllib.parse import quote, quote_plus, urlencode, urlsplit

from attrs import field, frozen

from ._access import Sign
from ._errors import ConfigError
from ._flow import Flow, Reply, Request
from ._privacy import made_at_border
from ._secrets import SECRET, Secret, check, check_secret, fault_of, revealed
from ._token_cache import TokenCache

Method: TypeAlias = Literal["auto", "basic", "body", "query"]

LABEL: Final = "the token endpoint"


def _words(scopes: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(scopes.split() if isinstance(scopes, str) else scopes)


def _shown_url(url: str) -> str:
    return repr(url.partition("?")[0])


def fault_in_form(value: object) -> str | None:
    """What is wrong with a text that is encoded before it is sent."""
    return (
        None if isinstance(value, str) and value and value.isprintable() and value == value.strip() else fault_of(value)
    )


@made_at_border
@frozen
class OAuth2:
    """Client credentials for a provider's token endpoint (RFC 6749, section 4.4).

    Attributes:
        token_url: Where tokens are given out. A query string in it is kept.
        client_id: Public name of this client.
        client_secret: Its secret, or what gives it when called; it never shows in ``repr``, messages or logs.
        scopes: Scopes to ask for. Empty asks for none, and the provider grants what the client may have.
        method: How id and secret are sent: in a ``basic`` header, in the ``body``, in the ``query`` of the address (for
            providers that take them only there; the address may be logged on its way), or ``auto``: header first,
            then body if that is refused; what worked is kept.
        cache: Where the token is kept for other processes; None keeps it in this client.
    """

    token_url: str = field(repr=_shown_url)
    client_id: str
    client_secret: Secret = field(repr=False, metadata=SECRET)
    scopes: Sequence[str] = field(default=(), converter=_words)
    method: Method = "auto"
    cache: TokenCache | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        check(self.token_url, "token URL")
        check(self.client_id, "client id", fault_in_form)
        check_secret(self.client_secret, "client secret", fault_in_form)
        if self.method not in get_args(Method):
            raise ConfigError(f"OAuth2: method={self.method!r} is unknown; choose auto, basic, body or query")

    def request(self, method: Method, secret: str) -> Request:
        """The request for a token, with the credentials in the header (``basic``), the ``body`` or the ``query``."""
        form = {"grant_type": "client_credentials"}
        if self.scopes:
            form["scope"] = " ".join(self.scopes)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        url, own = self.token_url, {"client_id": self.client_id, "client_secret": secret}
        if method == "body":
            form |= own
        elif method == "query":
            url = f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(own, quote_via=quote)}"
        else:
            # RFC 6749, section 2.3.1: each part is form-encoded before the two are joined.
            pair = f"{quote_plus(self.client_id)}:{quote_plus(secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        content = urlencode(form, quote_via=quote).encode()
        # A token that was given out twice does no harm.
        return Request("POST", url, LABEL, headers, content, repeatable=True)


def _fault_of_token(value: object) -> str | None:
    problem = fault_of(value)
    if problem is None and " " in str(value):
        return "holds a blank; give it without the word Bearer"
    return problem


@made_at_border
@frozen
class BearerToken:
    """A token that the provider has given out once and for all, or that something else renews.

    Attributes:
        token: The token, or what gives it when called: then it is asked for with each request, and once more when the
            provider has refused it. It never shows in ``repr``, messages or logs.
    """

    token: Secret = field(repr=False, metadata=SECRET)

    def __attrs_post_init__(self) -> None:
        check_secret(self.token, "bearer token", _fault_of_token)

    def access(self) -> Standing:
        return Standing(self.token, "bearer token", Bearer, _fault_of_token)


_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TAKEN: Final = frozenset(
    {
        "accept",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "host",
        "transfer-encoding",
    }
)
"""Headers that say something else."""


@made_at_border
@frozen
class ApiKey:
    """A key in a header of its own.

    Attributes:
        key: The key, or what gives it when called: then it is asked for with each request, and once more when the
            provider has refused it. It never shows in ``repr``, messages or logs.
        header: The name of the header.
    """

    key: Secret = field(repr=False, metadata=SECRET)
    header: str = "X-API-Key"

    def __attrs_post_init__(self) -> None:
        check_secret(self.key, "API key")
        if not _HEADER_NAME.fullmatch(self.header) or self.header.lower() in _TAKEN:
            raise ConfigError(f"header={self.header!r} is no name of a header that can hold a key")

    def access(self) -> Standing:
        return Standing(self.key, "API key", self._signing)

    def _signing(self, key: str) -> InHeader:
        return InHeader(self.header, key)


@frozen
class Bearer:
    """Signs with a token."""

    token: str = field(repr=False)

    def __call__(self, request: Request) -> Request:
        return InHeader("Authorization", f"Bearer {self.token}")(request)


@frozen
class InHeader:
    """Signs with a header that says the same each time."""

    header: str
    value: str = field(repr=False)

    def __call__(self, request: Request) -> Request:
        return request.with_headers({**request.headers, self.header: self.value})


@frozen
class Standing:
    """The access of those whose secret stays until someone else changes it."""

    secret: Secret = field(repr=False)
    what: str
    signing: Callable[[str], Sign]
    fault: Callable[[object], str | None] = fault_of

    def granted(self) -> Flow[Sign]:
        return self.signing((yield from revealed(self.secret, self.what, self.fault)))

    def renewed(self, refused: Sign, answer: Reply) -> Flow[Sign | None]:
        if isinstance(self.secret, str):
            return None
        another = yield from self.granted()
        return None if another == refused else another
