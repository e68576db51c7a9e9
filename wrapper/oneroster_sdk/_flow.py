"""Plain values for requests and answers, and flows: generators that decide, and do no I/O.

A flow yields what it wants done (`Send`, `Sleep`, `Exclusive`, ...) and is sent what came of it. The drivers do
it, one blocking, one asynchronous; so everything that decides is written once and tested without a network.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from attrs import field, frozen

from ._timeout import DEFAULT_TIMEOUT, Timeout
from ._untold import in_print

T = TypeVar("T")

REQUEST_ID: Final = "X-Request-ID"
"""The header with our name for a request, so that the provider can find it."""
_REQUEST_IDS: Final = ("x-request-id", "x-correlation-id", "request-id")
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
    """Whether sending it twice does no more than sending it once; None if its method tells."""

    def with_headers(self, headers: Mapping[str, str]) -> Request:
        """The same with these headers, and no others."""
        return Request(self.method, self.url, self.label, headers, self.content, self.repeatable)


@frozen
class Reply:
    """One HTTP answer; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default=NO_HEADERS, repr=False)
    content: bytes = field(default=b"", repr=False)
    asked_as: str | None = field(default=None, eq=False)
    """Our own name for the request, if it had one."""
    took: float = field(default=0.0, eq=False)
    """Seconds from the request to the end of the answer."""
    after_doubt: bool = field(default=False, eq=False)
    """Whether an earlier try of the same request may have been carried out, though its answer did not say so."""

    @property
    def request_id(self) -> str | None:
        """The provider's name for the request, if it sent one; else what we called it."""
        sent = next((self.headers[key] for key in _REQUEST_IDS if key in self.headers), None)
        return self.asked_as if sent is None else in_print(sent)

    @property
    def is_html(self) -> bool:
        """Whether the body is a page for people."""
        start = self.content[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith((b"<!doctype", b"<html", b"<head", b"<body"))


@frozen
class Failure:
    """No answer: what happened, in words without URL or headers.

    `sent` tells if the server may have acted, `late` if time ran out for the whole call.
    """

    reason: str
    sent: bool = True
    late: bool = False


Answer: TypeAlias = Reply | Failure


@frozen
class Send:
    """Send the request; the flow is sent a `Reply` or a `Failure`."""

    request: Request
    timeout: Timeout = DEFAULT_TIMEOUT


@frozen
class Sleep:
    """Wait for so many seconds; the flow is sent None, or a `Failure` at once where there is no time for that."""

    seconds: float


@frozen
class Exclusive:
    """Run another flow while no other task or thread of this client runs one; the flow is sent its result.

    If the others are not done in so many seconds, it is sent a `Failure`.
    With `lock`, no other process runs one either: it is taken after the client's own. It may wait, so that it is
    entered and left in a thread of its own where nothing may block.
    """

    flow: Callable[[], Flow[Any]]
    lock: Callable[[], AbstractContextManager[object]] | None = None
    seconds: float = DEFAULT_TIMEOUT.total


@frozen
class Blocking:
    """Call what may take its time, such as reading a file; the flow is sent what it returns. What it raises ends it."""

    call: Callable[[], Any]


class Begun(Protocol):
    """A flow that runs beside the one that began it."""

    @property
    def here(self) -> bool:
        """Whether it runs in this process and loop: what a fork leaves behind never ends."""
        ...

    def ended(self) -> Any:
        """Wait for its end; in a loop, to be awaited."""
        ...

    def result(self) -> Any:
        """What came of it, once it has ended; what it raised is raised."""
        ...

    def drop(self) -> None:
        """Nobody wants what comes of it any more: it sends nothing more."""


@frozen
class Beside:
    """Begin another flow beside this one; the flow is sent a `Begun`, or None where that cannot be."""

    flow: Callable[[], Flow[Any]]


@frozen
class Join:
    """Wait until a flow has ended that was begun beside this one; the flow is sent None."""

    begun: Begun


Step: TypeAlias = Send | Sleep | Exclusive | Blocking | Beside | Join
Flow: TypeAlias = Generator[Step, Any, T]
