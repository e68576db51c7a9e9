"""OAuth 2 client credentials: giving out tokens, and asking for them."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_plus

from ._status import Refusal

_REALM = "oneroster"


class TokenRefused(Exception):
    """A token request is turned down, with an error of RFC 6749."""

    def __init__(self, status: int, error: str, *, challenge: bool = False) -> None:
        super().__init__(status, error)
        self.status = status
        self.error = error
        self.headers = {"WWW-Authenticate": f'Basic realm="{_REALM}"'} if challenge else {}


@dataclass(frozen=True)
class _Grant:
    expires: float
    scopes: frozenset[str]


class Issuer:
    """One client's credentials, and the tokens given out for them."""

    def __init__(self, client_id: str, client_secret: str, scopes: frozenset[str], lifetime: float) -> None:
        self._id = client_id
        self._secret = client_secret
        self.scopes = scopes
        self._lifetime = lifetime
        self._tokens: dict[str, _Grant] = {}
        self.requests = 0

    def issue(self, authorization: str | None, content_type: str, body: bytes) -> dict[str, object]:
        """Answer a token request."""
        self.requests += 1
        form = _form(content_type, body)
        self._authenticate(authorization, form)
        if "grant_type" not in form:
            raise TokenRefused(400, "invalid_request")
        if form["grant_type"] != "client_credentials":
            raise TokenRefused(400, "unsupported_grant_type")
        scopes = frozenset(form.get("scope", "").split()) or self.scopes
        if not scopes <= self.scopes:
            raise TokenRefused(400, "invalid_scope")
        return {
            "access_token": self._new_token(scopes),
            "token_type": "Bearer",
            "expires_in": int(self._lifetime),
            "scope": " ".join(sorted(scopes)),
        }

    def check(self, authorization: str | None, alternatives: tuple[frozenset[str], ...]) -> None:
        """Raise the refusal that a data request deserves, if any."""
        scheme, _, token = (authorization or "").strip().partition(" ")
        if scheme.lower() != "bearer":
            raise _unauthorised("")
        grant = self._tokens.get(token.strip())
        if grant is None or grant.expires <= time.monotonic():
            raise _unauthorised(', error="invalid_token"')
        if alternatives and not any(scopes <= grant.scopes for scopes in alternatives):
            wanted = " ".join(sorted(alternatives[0]))
            challenge = f'Bearer realm="{_REALM}", error="insufficient_scope", scope="{wanted}"'
            raise Refusal(403, "forbidden", "The token lacks a scope.", {"WWW-Authenticate": challenge})

    def revoke(self) -> None:
        """Forget every token."""
        self._tokens = {}

    def _new_token(self, scopes: frozenset[str]) -> str:
        now = time.monotonic()
        token = secrets.token_urlsafe(32)
        alive = {text: grant for text, grant in self._tokens.items() if grant.expires > now}
        self._tokens = {**alive, token: _Grant(now + self._lifetime, scopes)}
        return token

    def _authenticate(self, authorization: str | None, form: Mapping[str, str]) -> None:
        in_body = "client_secret" in form
        if authorization is not None and in_body:
            raise TokenRefused(400, "invalid_request")
        given = (form.get("client_id", ""), form.get("client_secret", ""))
        if authorization is not None:
            given = _basic(authorization)
        # Both are compared, always, so that the time taken tells nothing about either.
        right_id, right_secret = _same(given[0], self._id), _same(given[1], self._secret)
        if not (right_id and right_secret):
            raise TokenRefused(401, "invalid_client", challenge=True)


def _form(content_type: str, body: bytes) -> dict[str, str]:
    if content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise TokenRefused(400, "invalid_request")
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise TokenRefused(400, "invalid_request") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise TokenRefused(400, "invalid_request")
    return form


def _basic(authorization: str) -> tuple[str, str]:
    """Id and secret, each form-encoded before they were joined (RFC 6749, section 2.3.1)."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8") if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    client_id, _, secret = text.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8"), right.encode("utf-8"))


def _unauthorised(detail: str) -> Refusal:
    challenge = f'Bearer realm="{_REALM}"{detail}'
    return Refusal(401, "unauthorisedrequest", "A valid access token is needed.", {"WWW-Authenticate": challenge})
