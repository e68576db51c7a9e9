"""Read answers: which error a status is, and what a body holds. Pure, and wary of showing what it reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ._errors import (
    ApiError,
    AuthError,
    DecodeError,
    Forbidden,
    NotFound,
    OneRosterError,
    RateLimited,
    TransportError,
    Unavailable,
)
from ._flow import Answer, Failure, Reply, Request
from ._json import as_list, as_object, parsed
from ._retry import RETRIED_STATUSES, retry_after

_ADVICE: Final[Mapping[int, tuple[type[OneRosterError], str]]] = {
    400: (ApiError, "The provider does not understand the query; look at the filter, sort and fields"),
    401: (AuthError, "The provider does not accept the token; check the client id, secret and scopes"),
    403: (Forbidden, "The token lacks a scope, or the provider's settings forbid this"),
    404: (NotFound, "There is no such record, or the provider does not offer this endpoint"),
    405: (ApiError, "The provider does not offer this; is the base URL right?"),
    422: (ApiError, "The provider finds the request invalid"),
    429: (RateLimited, "The provider asks for fewer requests; try again later"),
}
_REQUEST_IDS: Final = ("x-request-id", "x-correlation-id", "request-id")


def success(request: Request, answer: Answer, tries: int, name: str | None) -> Reply:
    """The answer, if it is one; else the right error, raised.

    Raises:
        TransportError: no answer came.
        OneRosterError: the provider refused or failed; the class follows the status.
    """
    repeated = f" ({tries} tries)" if tries > 1 else ""
    if isinstance(answer, Failure):
        raise TransportError(f"{request.label}: {answer.reason}{repeated}", retryable=True, name=name)
    if 200 <= answer.status < 300:
        return answer
    kind, advice = _explain(answer)
    problem = StatusInfo.read(answer)
    minor = f", {problem.code_minor}" if problem.code_minor else ""
    raise kind(
        f"{request.label}: the provider answered {answer.status}{minor}{repeated}. {advice}.",
        status=answer.status,
        code_minor=problem.code_minor,
        description=problem.description,
        request_id=next((answer.headers[key] for key in _REQUEST_IDS if key in answer.headers), None),
        retryable=answer.status in RETRIED_STATUSES,
        retry_after=retry_after(answer),
        name=name,
    )


def _explain(reply: Reply) -> tuple[type[OneRosterError], str]:
    if 300 <= reply.status < 400:
        return ApiError, "Redirects are not followed, for the token would go with them; correct the base URL"
    if reply.status >= 500:
        return Unavailable, "The provider cannot answer now; try again later"
    return _ADVICE.get(reply.status, (ApiError, "The provider refused the request"))


class StatusInfo:
    """The parts of an error body that matter: ``imsx_codeMinor`` and ``imsx_description``, wherever they stand."""

    __slots__ = ("code_minor", "description")

    def __init__(self, code_minor: str | None, description: str | None) -> None:
        self.code_minor = code_minor
        self.description = description

    @classmethod
    def read(cls, reply: Reply) -> StatusInfo:
        return cls.of(as_object(parsed(reply.content)) or {})

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> StatusInfo:
        minor = as_object(body.get("imsx_CodeMinor")) or {}
        fields = as_list(minor.get("imsx_codeMinorField")) or [None]
        first = as_object(fields[0]) or {}
        return cls(_word(first.get("imsx_codeMinorFieldValue")), _text(body.get("imsx_description")))


def _word(value: Any) -> str | None:
    """A code, if it looks like one; a provider may put anything there, and codes go into messages."""
    return value if isinstance(value, str) and len(value) <= 40 and value.replace("_", "").isalpha() else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def json_object(reply: Reply, label: str) -> dict[str, Any]:
    """The body as a JSON object.

    Raises:
        DecodeError: it is none; says what it looks like instead.
    """
    body = parsed(reply.content)
    found = as_object(body)
    if found is not None:
        return found
    if reply.is_html:
        raise DecodeError(
            f"{label}: an HTML page came instead of JSON. This looks like a login page, is the base URL right?",
            status=reply.status,
        )
    came = "an empty body" if not reply.content.strip() else "no JSON" if body is None else "JSON, but no object,"
    raise DecodeError(f"{label}: {came} came instead of a JSON object", status=reply.status)


def envelope(reply: Reply, label: str, key: str) -> Any:
    """What the answer holds under the key that the standard names.

    Raises:
        DecodeError: the key is missing; a body that tells of an error is named as such.
    """
    body = json_object(reply, label)
    if key in body:
        return body[key]
    problem = StatusInfo.of(body)
    if "imsx_codeMajor" in body or problem.code_minor:
        raise DecodeError(
            f"{label}: an error came with status {reply.status}: {problem.code_minor or 'no code'}",
            status=reply.status,
            code_minor=problem.code_minor,
            description=problem.description,
        )
    raise DecodeError(
        f"{label}: the answer lacks {key!r}, under which the standard has the records", status=reply.status
    )
