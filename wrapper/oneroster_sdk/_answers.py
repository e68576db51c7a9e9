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
        info = next((info for info in _status_infos(body) if info), body)
        minor = info.get("imsx_CodeMinor", info.get("imsx_codeMinor"))
        fields = as_list((as_object(minor) or {}).get("imsx_codeMinorField")) or [None]
        nested = (as_object(fields[0]) or {}).get("imsx_codeMinorFieldValue")
        return cls(_word(nested or minor), _text(info.get("imsx_description")))


def _status_infos(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where the status may stand: in the body itself (1.2), in a list (1.1), or wrapped, as some providers do."""
    listed = as_list(body.get("statusInfoSet")) or []
    wrapped = [body.get("imsx_StatusInfo"), body.get("imsx_statusInfo")]
    return [found for found in map(as_object, [*listed, *wrapped]) if found]


def warnings(body: Mapping[str, Any]) -> tuple[str, ...]:
    """What 1.1 says beside the data: the codes of all warnings, such as ``invalid_sort_field``."""
    told = [info for info in _status_infos(body) if info.get("imsx_severity") == "warning"]
    return tuple(StatusInfo.of({"statusInfoSet": [info]}).code_minor or "unknown" for info in told)


_OLD_WORDS: Final[Mapping[str, str]] = {"unauthorized": "unauthorisedrequest"}


def _word(value: Any) -> str | None:
    """A code in the words of 1.2, if it looks like one: a provider may put anything there, and codes are shown."""
    if not isinstance(value, str) or len(value) > 40 or not value.replace("_", "").replace(" ", "").isalpha():
        return None
    word = value.replace(" ", "")
    return _OLD_WORDS.get(word, word)


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


def envelope(reply: Reply, label: str, key: str) -> dict[str, Any]:
    """The body, which holds what was asked for under the key that the standard names.

    Raises:
        DecodeError: the key is missing; a body that tells of an error is named as such.
    """
    body = json_object(reply, label)
    if key in body:
        return body
    problem = StatusInfo.of(body)
    if "imsx_codeMajor" in body or _status_infos(body) or problem.code_minor:
        raise DecodeError(
            f"{label}: an error came with status {reply.status}: {problem.code_minor or 'no code'}",
            status=reply.status,
            code_minor=problem.code_minor,
            description=problem.description,
        )
    raise DecodeError(
        f"{label}: the answer lacks {key!r}, under which the standard has the records", status=reply.status
    )
