"""Plain values for requests and answers, and flows: generators that decide, and do no I/O.

A flow yields what it wants done (`Send`, `Sleep`, `Exclusive`, `Blocking`) and is sent what came of it. The drivers do
it, one blocking, one asynchronous; so everything that decides is written once and tested without a network.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Final, TypeAlias, TypeVar

from attrs import field, frozen

T = TypeVar("T")

NO_HEADERS: Final[Mapping[str, str]] = {}


@frozen
class Request:
    """One HTTP request. `label` names it in messages: method and path with the names of the ids, not their values."""

    method: str
    url: str = field(repr=False)
    label: str
    headers: Mapping[str, str] = field(default=NO_HEADERS, repr=False)
    content: bytes | None = field(default=None, repr=False)
    repeatable: bool | None = None
    """Whether it may be sent twice if no answer came; None: that follows from the method."""


@frozen
class Reply:
    """One HTTP answer; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default=NO_HEADERS, repr=False)
    content: bytes = field(default=b"", repr=False)

    @property
    def is_html(self) -> bool:
        """Whether the body is a page for people."""
        start = self.content[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith((b"<!doctype", b"<html", b"<head", b"<body"))


@frozen
class Failure:
    """No answer: what happened, in words without URL or headers. `sent` tells if the server may have acted."""

    reason: str
    sent: bool = True


Answer: TypeAlias = Reply | Failure


@frozen
class Send:
    """Send the request; the flow is sent a `Reply` or a `Failure`."""

    request: Request


@frozen
class Sleep:
    """Wait for so many seconds."""

    seconds: float


@frozen
class Exclusive:
    """Run another flow while no other task or thread of this client runs one; the flow is sent its result.

    With `lock`, while no other process does either: it is taken after the client's own. It may wait, so that it is
    entered and left in a thread of its own where nothing may block.
    """

    flow: Callable[[], Flow[Any]]
    lock: Callable[[], AbstractContextManager[object]] | None = None


@frozen
class Blocking:
    """Call what may take its time, such as reading a file; the flow is sent what it returns. What it raises ends it."""

    call: Callable[[], Any]


Step: TypeAlias = Send | Sleep | Exclusive | Blocking
Flow: TypeAlias = Generator[Step, Any, T]
