"""Read answers: which error a status is, and what a body says went wrong. Pure, and wary of showing what it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from attrs import field, frozen

from ._errors import (
    ApiError,
    AuthError,
    DecodeError,
    Forbidden,
    NotFound,
    NotOffered,
    OneRosterError,
    RateLimited,
    TransportError,
    Unavailable,
)
from ._flow import Answer, Failure, Reply, Request
from ._json import Json, as_list, as_object, read
from ._retry import HEAVY, RETRIED_STATUSES, retry_after
from ._untold import CODES

_ADVICE: Final[Mapping[int, tuple[type[OneRosterError], str]]] = {
    400: (ApiError, "The provider does not understand the query; look at the filter, sort and fields."),
    401: (AuthError, "The provider does not accept the token; check the client id, secret and scopes."),
    403: (Forbidden, "The token lacks a scope, or the provider's settings forbid this."),
    404: (NotFound, "The provider does not know this address: is the base URL right, does it offer this endpoint?"),
    405: (ApiError, "The provider does not offer this; is the base URL right?"),
    422: (ApiError, "The provider finds the request invalid."),
    429: (RateLimited, "The provider asks for fewer requests; try again later."),
    501: (NotOffered, "The provider does not offer this."),
}
_LOGIN: Final = "This looks like a login page, is the base URL right?"
_PAGES: Final[Mapping[int, str]] = dict.fromkeys((401, 403, 404), f"An HTML page came. {_LOGIN}")


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
    problem = StatusInfo.read(answer)
    kind, advice = _explain(answer, problem)
    minor = f", {problem.known_code}" if problem.known_code else ""
    raise kind(
        f"{request.label}: the provider answered {answer.status}{minor}{repeated}. {advice}",
        status=answer.status,
        code_minor=problem.code_minor,
        description=problem.description,
        request_id=answer.request_id,
        retryable=answer.status in RETRIED_STATUSES or (answer.status >= 500 and answer.status != 501),
        retry_after=retry_after(answer),
        name=name,
    )


def nobody_knows(answer: Answer) -> bool:
    """Whether a request that must not be sent twice may have been carried out, and may not."""
    return answer.sent if isinstance(answer, Failure) else answer.status in HEAVY


def lost(answer: Answer) -> str:
    """Why the real answer did not come."""
    return answer.reason if isinstance(answer, Failure) else f"a gateway answered {answer.status}"


def _explain(reply: Reply, problem: StatusInfo) -> tuple[type[OneRosterError], str]:
    status, page = reply.status, is_page(reply)
    gateway = " An HTML page came, perhaps from a gateway in front of it." if page else ""
    if status < 400:
        return ApiError, "Redirects are not followed, for the token would go with them; correct the base URL."
    if status >= 500 and status not in _ADVICE:
        return Unavailable, f"The provider cannot answer now; try again later.{gateway}"
    kind, advice = _ADVICE.get(status, (ApiError, "The provider refused the request."))
    if status == 404 and problem.is_oneroster:
        return kind, "There is no such record, or nothing matched."
    if status == 429:
        return kind, f"{advice}{gateway}"
    return kind, _PAGES.get(status, "An HTML page came; is the base URL right?") if page else advice


def is_page(reply: Reply) -> bool:
    """Whether the body is a page for people, by its first words or by what its header says."""
    kind = reply.headers.get("content-type", "").lower()
    return reply.is_html or (kind.startswith("text/html") and reply.content.lstrip().startswith(b"<"))


_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([^\s\";,]+)", re.IGNORECASE)


def json_of(reply: Reply) -> Json | None:
    """The body as JSON, in the charset that it is really in; None if it is none."""
    declared = _CHARSET.search(reply.headers.get("content-type", ""))
    return read(reply.content, declared[1] if declared else None)


_OLD_WORDS: Final[Mapping[str, str]] = {"unauthorized": "unauthorisedrequest"}
_FAILURES: Final = ("failure", "failed", "unsupported")
_TELLING: Final = ("title", "error", "message", "msg", "error_description", "detail", "description", "errors", "code")
"""Where errors of other forms have their words, in the order in which they are told."""
_LONGEST: Final = 500
_MOST_TOLD: Final = 100
"""How many texts of one answer are looked at; a hostile one may hold millions."""
_READ: Final = 8 * _LONGEST
"""Bytes of an answer without JSON that are looked at."""


@frozen
class StatusInfo:
    """What a body says went wrong, wherever it says so: the standard's code and the provider's own words."""

    code_minor: str | None = None
    """The standard's code, or a word of the provider's own in its place."""
    description: str | None = field(default=None, repr=False)
    is_oneroster: bool = False
    """Whether the body has the standard's own form, so that the provider's OneRoster service has spoken."""
    is_failure: bool = False
    """Whether that form says that the request failed, whatever the status is."""

    @property
    def known_code(self) -> str | None:
        """The code, if it is one of the standard's."""
        return self.code_minor if self.code_minor in CODES else None

    @classmethod
    def read(cls, reply: Reply) -> StatusInfo:
        """Read the body of an error: the standard's form, the JSON of web frameworks, or plain text."""
        found = json_of(reply)
        if found is not None:
            return cls.of(found.value)
        text = " ".join(reply.content[:_READ].decode("utf-8", "replace").split())
        readable = text.isprintable() and not text.startswith("<")
        return cls(description=text[:_LONGEST] or None) if readable else cls()

    @classmethod
    def of(cls, body: Any) -> StatusInfo:
        """Read what JSON says."""
        infos = _status_infos(as_object(body) or {})
        info = next(filter(_is_failure, infos), infos[0] if infos else None)
        if info is None:
            return cls(description=_told(body))
        code, words = _code(info.get("codeminor")), _told(info.get("description")) or _told(body)
        return cls(_word(code), words, True, _is_failure(info))


def _status_infos(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where the status may stand: in the body itself (1.2), in a list (1.1), or wrapped; with names as `_plain` has."""
    plain = _plain(body)
    wrapped = [plain.get("statusinfoset"), plain.get("statusinfo")]
    infos = [_plain(each) for held in wrapped for each in map(as_object, as_list(held) or [held]) if each]
    return infos if plain.keys().isdisjoint(("codemajor", "codeminor", "severity")) else [plain, *infos]


def _plain(body: Mapping[str, Any]) -> dict[str, Any]:
    """Names in lower case and without their prefix: of ``imsx_CodeMinor``, every spelling is in use."""
    return {name.lower().removeprefix("imsx_"): value for name, value in body.items()}


def _is_failure(info: Mapping[str, Any]) -> bool:
    major, severity = (str(info.get(name) or "").lower() for name in ("codemajor", "severity"))
    if not major and not severity:
        return _word(_code(info.get("codeminor"))) not in (None, "fullsuccess")
    return major in _FAILURES or severity == "error"


def _code(minor: Any) -> Any:
    """The code as 1.2 nests it, or as 1.1 has it: a plain string."""
    nested = as_object(minor)
    fields = minor if nested is None else _plain(nested).get("codeminorfield")
    first = (as_list(fields) or [fields])[0]
    inner = as_object(first)
    return first if inner is None else _plain(inner).get("codeminorfieldvalue")


def _word(value: Any) -> str | None:
    """A code in the words of 1.2, if it looks like one: a provider may put anything there."""
    if not isinstance(value, str) or len(value) > 40 or not value.replace("_", "").replace(" ", "").isalpha():
        return None
    word = value.replace(" ", "")
    known = _OLD_WORDS.get(word.lower(), word.lower())
    return known if known in CODES else word


def _told(value: Any) -> str | None:
    """All that a provider says, in one line."""
    texts = (text[:_READ] for text in islice(_texts(value, 4), _MOST_TOLD))
    words = dict.fromkeys(" ".join(text.split()) for text in texts)
    return "; ".join(word for word in words if word)[:_LONGEST] or None


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if depth == 0 or value is None:
        return
    for each in as_list(value) or ():
        yield from _texts(each, depth - 1)
    said = {name.lower(): each for name, each in (as_object(value) or {}).items()}
    place = as_list(said.get("loc"))
    if place is not None:
        yield ".".join(str(part) for part in place if isinstance(part, str | int))
    for name in _TELLING:
        inner = as_object(said.get(name)) if name == "errors" else None
        yield from _texts(said.get(name) if inner is None else list(inner.values()), depth - 1)


def warnings(body: Mapping[str, Any]) -> tuple[str, ...]:
    """What 1.1 says beside the data: the codes of all warnings, such as ``invalid_sort_field``."""
    told = [info for info in _status_infos(body) if str(info.get("severity")).lower() == "warning"]
    codes = [_word(_code(info.get("codeminor"))) for info in told]
    # A word of the provider's own may be anything, and this goes into reports, events and logs.
    return tuple(code if code in CODES else "unknown" for code in codes)


def json_body(reply: Reply, label: str) -> Json:
    """The body as JSON.

    Raises:
        DecodeError: it is none; says what it looks like instead.
    """
    found = json_of(reply)
    if found is not None:
        return found
    if is_page(reply):
        raise undecoded(reply, f"{label}: an HTML page came instead of JSON. {_LOGIN}")
    came = "an empty body" if not reply.content.strip() else f"no JSON ({len(reply.content):,} bytes, perhaps cut off)"
    raise undecoded(reply, f"{label}: {came} came instead of a JSON object")


def json_object(reply: Reply, label: str) -> dict[str, Any]:
    """The body as a JSON object.

    Raises:
        DecodeError: it is none; says what it looks like instead.
    """
    found = as_object(json_body(reply, label).value)
    if found is None:
        raise undecoded(reply, f"{label}: JSON, but no object, came instead of a JSON object")
    return found


def undecoded(reply: Reply, message: str, problem: StatusInfo | None = None) -> DecodeError:
    """The error for an answer that is not what the standard says."""
    problem = StatusInfo() if problem is None else problem
    return DecodeError(
        message,
        status=reply.status,
        code_minor=problem.code_minor,
        description=problem.description,
        request_id=reply.request_id,
    )


def refused(reply: Reply, label: str, problem: StatusInfo) -> DecodeError:
    """The error for a body that tells of an error although the status says that all is well."""
    code = problem.known_code or "no code"
    return undecoded(reply, f"{label}: an error came with status {reply.status}: {code}", problem)
