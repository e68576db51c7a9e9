"""What a client tells while it works, to those who ask: ``OneRoster(..., on_event=...)``.

Events hold counts, codes and the names of operations; never a record, an id, the value of a query or a secret.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen


@frozen
class PageRead:
    """A page of a collection came."""

    operation: str
    """Method and path, with the names of the ids."""
    offset: int
    records: int
    total: int | None
    """The number of records that the provider declares for the whole collection, if it does."""


@frozen
class Repaired:
    """Values of a page were not as the standard has them, and could be read all the same."""

    operation: str
    record: str
    """The model, such as ``User``."""
    field: str
    what: str
    """What was wrong, such as ``was a boolean``."""
    count: int


@frozen
class Warned:
    """The provider said something beside the records, as 1.1 can."""

    operation: str
    code_minor: str
    """``invalid_sort_field``, for example: the records come in the provider's own order."""


@frozen
class Retried:
    """A request is repeated."""

    operation: str
    tries: int
    """How often it has been sent."""
    reason: str
    """A status, or why no answer came."""
    seconds: float
    """How long is waited before."""


@frozen
class Waited:
    """A request waits for its turn."""

    operation: str
    reason: str
    """Why: the pace that the caller set, or that the provider asked for fewer requests."""
    seconds: float
    """How long is waited."""


@frozen
class Answered:
    """An answer came to a request."""

    operation: str
    status: int
    seconds: float
    """From the request to the last byte of the answer."""
    request_id: str | None
    """What the provider calls the request, if it says so; else what we called it (``X-Request-ID``), if anything."""
    bytes: int
    """Of the body, decompressed."""


@frozen
class TokenFetched:
    """The provider gave a token."""

    lifetime: float | None
    """Seconds until it is renewed; None if the provider did not say how long it lasts."""


@frozen
class TokenCacheFailed:
    """A cache of tokens could not be used, and the client went on without it."""

    doing: str
    """What it should have done: ``load``, ``store``, ``lock`` or ``unlock``."""
    reason: str
    """The name of the error's class."""


Event: TypeAlias = PageRead | Repaired | Warned | Retried | Waited | Answered | TokenFetched | TokenCacheFailed
Listener: TypeAlias = Callable[[Event], object]
"""Called in the thread or task that does the work, between two steps of it, one event after the other.

Several threads or tasks of one client may call it at the same time: the requests for pages that are fetched ahead are
told of by the threads or tasks that send them. The call waits for it: who writes to a slow place puts the event into a
queue. What it raises ends the call, and comes out of it unchanged.
"""


def nobody(event: Event) -> None:
    """The listener of those who did not ask."""


class ListenerRaised(BaseException):
    """Carries what a listener raised out of the call.

    It is no `Exception`, so that nothing on the way takes it for an error of the provider, whatever it is.
    """

    def __init__(self, error: BaseException) -> None:
        super().__init__("a listener raised")
        self.error = error


def heard_by(*listeners: Listener) -> Listener:
    """One listener that tells all of these, in order."""

    def tell(event: Event) -> None:
        for listener in listeners:
            try:
                listener(event)
            except BaseException as error:
                # From here inwards the frames are the listener's own; those of this library hold records.
                raised = error.with_traceback(error.__traceback__ and error.__traceback__.tb_next)
                break
        else:
            return
        raise ListenerRaised(raised)

    return tell
