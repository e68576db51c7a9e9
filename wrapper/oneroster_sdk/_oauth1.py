"""OAuth 1.0a without a user (RFC 5849): each try of a request is signed with the client's secret, a time and a nonce.

Pure: the clock and the nonces are handed in.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final, Literal, TypeAlias, get_args
from urllib.parse import parse_qsl, quote, urlsplit

from attrs import define, field, frozen

from ._access import Sign
from ._auth import fault_in_form
from ._errors import ConfigError
from ._flow import Flow, Reply, Request
from ._privacy import made_at_border
from ._secrets import SECRET, Secret, check, check_secret, fault_of, revealed

SignatureMethod: TypeAlias = Literal["HMAC-SHA256", "HMAC-SHA1"]
_DIGESTS: Final[Mapping[str, str]] = {"HMAC-SHA256": "sha256", "HMAC-SHA1": "sha1"}
_PORTS: Final[Mapping[str, int]] = {"https": 443, "http": 80}
_AS_SENT: Final = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"<>`{}')
"""What stands in the path of an address as it is; the rest is percent-encoded when it is sent."""
BEARABLE: Final = 10.0
"""Seconds by which two clocks may differ without being the reason for a refusal."""


@made_at_border
@frozen
class OAuth1:
    """OAuth 1.0a with a client's key and secret alone, as providers of OneRoster 1.1 ask for it.

    If the provider refuses a request and its clock differs from ours, the request is signed once more by its clock,
    and so are all that follow.

    Attributes:
        client_key: Public name of this client.
        client_secret: Its secret, or what gives it when called; it never shows in ``repr``, messages or logs.
        signature_method: How requests are signed: ``HMAC-SHA256``, or ``HMAC-SHA1`` for older providers.
        realm: Named in the header, if the provider wants it.
    """

    client_key: str
    client_secret: Secret = field(repr=False, metadata=SECRET)
    signature_method: SignatureMethod = "HMAC-SHA256"
    realm: str | None = None

    def __attrs_post_init__(self) -> None:
        check(self.client_key, "client key", fault_in_form)
        check_secret(self.client_secret, "client secret", fault_in_form)
        if self.signature_method not in get_args(SignatureMethod):
            known = " or ".join(get_args(SignatureMethod))
            raise ConfigError(f"OAuth1: signature_method={self.signature_method!r} is unknown; choose {known}")
        if self.realm is not None and (fault_of(self.realm) or '"' in self.realm or "\\" in self.realm):
            raise ConfigError("the realm must be plain text without quotes or backslashes")

    def access(self) -> Signing:
        return Signing(self)


@define
class Signing:
    """The access of one client: its secret, and how far the provider's clock is ahead."""

    auth: OAuth1
    now: Callable[[], float] = time.time
    nonce: Callable[[], str] = lambda: secrets.token_hex(16)
    _ahead: float = field(default=0.0, init=False)

    def granted(self) -> Flow[Sign]:
        secret = yield from revealed(self.auth.client_secret, "client secret", fault_in_form)
        return Signature(self.auth, secret, self._ahead, self.now, self.nonce)

    def renewed(self, refused: Sign, answer: Reply) -> Flow[Sign | None]:
        if not isinstance(refused, Signature):
            return None
        there = _moment(answer.headers.get("date", ""))
        ahead = refused.ahead if there is None else there - self.now()
        if abs(ahead - refused.ahead) > BEARABLE:
            self._ahead = ahead
            return (yield from self.granted())
        another = yield from self.granted()
        return None if another == refused else another


def _moment(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


@frozen
class Signature:
    """Signs with a new time and nonce each time."""

    auth: OAuth1
    secret: str = field(repr=False)
    ahead: float
    now: Callable[[], float] = field(eq=False)
    nonce: Callable[[], str] = field(eq=False)

    def __call__(self, request: Request) -> Request:
        values = {
            "oauth_consumer_key": self.auth.client_key,
            "oauth_nonce": self.nonce(),
            "oauth_signature_method": self.auth.signature_method,
            "oauth_timestamp": str(int(self.now() + self.ahead)),
            "oauth_version": "1.0",
        }
        base = base_string(request.method, request.url, values)
        values["oauth_signature"] = signed(base, self.secret, self.auth.signature_method)
        return request.with_headers({**request.headers, "Authorization": header(values, self.auth.realm)})


def escaped(text: str) -> str:
    """Percent-encoded as section 3.6 has it. What is not UTF-8 stays the bytes that it was."""
    return quote(text, safe="~", errors="surrogateescape")


def base_string(method: str, url: str, values: Mapping[str, str]) -> str:
    """What is signed (section 3.4.1): method, address, and the parameters of its query and of the header, sorted.

    The body is not signed, as it is no form.
    """
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port not in (None, _PORTS.get(parts.scheme)) else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    address = f"{parts.scheme}://{host}{port}{quote(parts.path or '/', safe=_AS_SENT)}"
    asked = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    pairs = sorted((escaped(name), escaped(value)) for name, value in [*asked, *values.items()])
    together = "&".join(f"{name}={value}" for name, value in pairs)
    return "&".join((method.upper(), escaped(address), escaped(together)))


def signed(base: str, secret: str, method: SignatureMethod) -> str:
    """The signature; the key ends with an empty token secret (section 3.4.2)."""
    digest = hmac.digest(f"{escaped(secret)}&".encode(), base.encode(), _DIGESTS[method])
    return base64.b64encode(digest).decode()


def header(values: Mapping[str, str], realm: str | None) -> str:
    """The ``Authorization`` header (section 3.5.1)."""
    told = [f'realm="{realm}"'] if realm is not None else []
    return "OAuth " + ", ".join([*told, *(f'{name}="{escaped(value)}"' for name, value in values.items())])
