"""Requests that no operation of the standard stands for: signed, repeated, paced and bounded like all others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias
from urllib.parse import quote, urlencode

from attrs import field, frozen

from ._answers import json_body, lost, nobody_knows, success
from ._config import problem_of
from ._core import VERSION, Core
from ._errors import QueryError, WriteOutcomeUnknown
from ._flow import Flow, Reply, Request
from ._json import to_json
from ._retry import REPEATABLE_METHODS

Parameters: TypeAlias = Mapping[str, str | int | Sequence[str | int]]

_METHOD: Final = re.compile(r"[A-Z]{1,20}")
_SAFE_METHODS: Final = frozenset({"HEAD", "OPTIONS"})
_PATH: Final = re.compile(r"/[!-~]*")
"""Without blanks, line ends and letters that would have to be encoded."""


@frozen
class RawReply:
    """What a provider answered to `request`.

    Attributes:
        status: Between 200 and 299; everything else was raised.
        headers: By their names in lower case.
        content: The body, decompressed.
        request_id: The provider's name for the request if it sent one, else ours.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    request_id: str | None
    _label: str

    def json(self) -> Any:
        """The body, read as JSON in whatever encoding it came.

        Raises:
            DecodeError: it is none.
        """
        return json_body(Reply(self.status, self.headers, self.content, self.request_id), self._label).value


def ask(
    core: Core,
    method: str,
    path: str,
    *,
    params: Parameters | None,
    json: Any,
    headers: Mapping[str, str] | None,
) -> Flow[RawReply]:
    """Send this request, and read its answer."""
    label = _label(method, path)
    query = urlencode(dict(params or {}), doseq=True, quote_via=quote)
    url = f"{core.address(path)}{'?' if query else ''}{query}"
    try:
        content = None if json is None else to_json(json)
    except ValueError:
        raise QueryError(f"{label}: the body cannot be written as JSON") from None
    problem = problem_of(headers or {})
    if problem is not None:
        raise QueryError(f"request(): {problem}")
    repeatable = True if method in _SAFE_METHODS else None
    request, answer, tries = yield from core.sent(Request(method, url, label, headers or {}, content, repeatable))
    if method not in REPEATABLE_METHODS | _SAFE_METHODS and nobody_knows(answer):
        raise WriteOutcomeUnknown(
            f"{label}: {lost(answer)}. Whether it was carried out is unknown; look before you send it again.",
            name=core.name,
        )
    reply = success(request, answer, tries, core.name)
    return RawReply(reply.status, reply.headers, reply.content, reply.request_id, label)


def _label(method: str, path: str) -> str:
    """How messages name the request: the path as far as it cannot hold an id."""
    if not _METHOD.fullmatch(method):
        raise QueryError("request(): the method is a word in capitals, such as GET")
    if not _PATH.fullmatch(path) or path.startswith("//") or "?" in path or "#" in path:
        raise QueryError(
            "request(): the path begins with / as in /rostering/v1p2/users, is percent-encoded, and has no host and no "
            "query; give the query as params"
        )
    parts = path.split("/")
    version = next((number for number, part in enumerate(parts) if VERSION.fullmatch(part)), 0)
    shown = parts[: version + 2]
    return f"{method} {'/'.join(shown)}{'/…' if len(parts) > len(shown) else ''}"
