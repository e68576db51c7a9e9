"""What a client tells while it works: the classes of events that ``on_event`` is called with."""

from ._events import (
    Answered,
    Event,
    Listener,
    PageRead,
    Repaired,
    Retried,
    TokenCacheFailed,
    TokenFetched,
    Waited,
    Warned,
)

__all__ = [
    "Answered",
    "Event",
    "Listener",
    "PageRead",
    "Repaired",
    "Retried",
    "TokenCacheFailed",
    "TokenFetched",
    "Waited",
    "Warned",
]
