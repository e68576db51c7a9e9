"""What token endpoints answer: the token and how long it lasts, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import field, frozen

from ._auth import LABEL
from ._errors import AuthError, TransportError
from ._flow import Answer, Failure, Reply
from ._json import as_object, parsed
from ._retry import RETRIED_STATUSES, retry_after
from ._secrets import fault_of
from ._token_cache import seconds_of

_ERRORS: Final[Mapping[str, str]] = {
    "invalid_client": "the client id or secret is wrong",
    "invalid_scope": "a scope is unknown to it or not granted to this client",
    "unauthorized_client": "this client may not use client credentials",
    "unsupported_grant_type": "it does not offer client credentials",
    "invalid_request": "it finds the request malformed",
    "invalid_grant": "it does not grant a token",
}


@frozen
class Grant:
    """A token, as it was given out."""

    token: str = field(repr=False)
    lifetime: float | None
    """Seconds; None if the provider did not say."""


def grant_of(answer: Answer, tries: int, name: str | None) -> Grant:
    """The token in an answer.

    Raises:
        AuthError: there is none; says why, if the provider said.
        TransportError: no answer came.
    """
    repeated = f" ({tries} tries)" if tries > 1 else ""
    if isinstance(answer, Failure):
        message = f"{LABEL}: {answer.reason}{repeated}. Is the token URL right?"
        raise TransportError(message, retryable=True, name=name)
    body = _body(answer)
    token = body.get("access_token")
    if not is_given(answer):
        passing = is_passing(answer)
        seconds = retry_after(answer) if passing else None
        told = _refusal(answer, body, repeated)
        raise AuthError(told, status=answer.status, retryable=passing, retry_after=seconds, name=name)
    fault = fault_of(token)
    if fault:
        raise AuthError(f"{LABEL} gave a token that cannot be sent: it {fault}.", status=answer.status, name=name)
    return Grant(str(token), seconds_of(body.get("expires_in")))


def is_given(answer: Answer) -> bool:
    """Whether there is a token in the answer."""
    if not isinstance(answer, Reply) or not 200 <= answer.status < 300:
        return False
    token = _body(answer).get("access_token")
    return isinstance(token, str) and bool(token)


def is_passing(answer: Answer) -> bool:
    """Whether the answer says nothing of the credentials, and another may come later."""
    return isinstance(answer, Failure) or answer.status in RETRIED_STATUSES


def may_want_body(answer: Answer) -> bool:
    """Whether the provider may have refused only the place of the credentials."""
    if not isinstance(answer, Reply):
        return False
    return answer.status in (400, 401, 422) or _body(answer).get("error") == "invalid_client"


def _body(reply: Reply) -> Mapping[str, Any]:
    return {key.lower(): value for key, value in (as_object(parsed(reply.content)) or {}).items()}


def _refusal(reply: Reply, body: Mapping[str, Any], repeated: str) -> str:
    error = body.get("error")
    if isinstance(error, str) and error in _ERRORS:
        return f"{LABEL} refused with {error}: {_ERRORS[error]}."
    told = f"{LABEL} answered {reply.status}"
    if 300 <= reply.status < 400:
        there = _whither(reply)
        return f"{told}, a redirect{there}. It was not followed, for the secret would go along; correct the token URL."
    if reply.status in RETRIED_STATUSES or reply.status >= 500:
        return f"{told}{repeated}. It cannot give a token now; try again later."
    if reply.is_html:
        return f"{told} with an HTML page instead of JSON. Is the token URL right?"
    if 200 <= reply.status < 300:
        return f"{told} without an access_token. Is the token URL right?"
    return f"{told}. Check the token URL, the client id and the client secret."


def _whither(reply: Reply) -> str:
    """Host and scheme of a redirect; the rest of the address may hold secrets."""
    try:
        there = urlsplit(reply.headers.get("location", ""))
    except ValueError:
        return ""
    host = there.hostname
    return f" to {there.scheme}://{host}" if there.scheme in ("http", "https") and host else ""
