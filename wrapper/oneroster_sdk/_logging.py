"""Events as records of the standard library's logging, and the HTTP library's own records of our requests left out.

The logger is ``oneroster_sdk``. It holds what events hold: counts, codes, names of operations; nothing of any record.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import Any, Final, assert_never

from attrs import asdict

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
from ._untold import in_print

LOGGER: Final = logging.getLogger("oneroster_sdk")
LOGGER.addHandler(logging.NullHandler())

PREFIX: Final = "oneroster_"
"""Before the names of ``extra`` fields, for a record that has a field of such a name already could not be logged."""
_MOST_SEEN: Final = 1000
"""How many kinds of repairs and warnings are remembered as told."""


def logged(name: str | None) -> Listener:
    """A listener that logs for the client of this name.

    What is mended or odd is told once at its own level, and from then on, page after page, for those who debug.
    """
    seen = set[tuple[str, ...]]()
    client = "" if name is None else f"[{in_print(name)}] "

    def log(event: Event) -> None:
        level = _level(event)
        kind = _kind(event)
        if kind is not None:
            if kind in seen or len(seen) >= _MOST_SEEN:
                level = logging.DEBUG
            seen.add(kind)
        if LOGGER.isEnabledFor(level):
            LOGGER.log(level, "%s%s", client, _words(event), extra=_extra(event, name))

    return log


def _level(event: Event) -> int:
    if isinstance(event, Answered | PageRead):
        return logging.DEBUG
    return logging.INFO if isinstance(event, TokenFetched | Waited) else logging.WARNING


def _kind(event: Event) -> tuple[str, ...] | None:
    """What is the same about events that need not be told twice; None for those that are told each time."""
    if isinstance(event, Repaired):
        return event.record, event.field, event.what
    return (event.operation, event.code_minor) if isinstance(event, Warned) else None


def _words(event: Event) -> str:
    match event:
        case Answered():
            size = f"{event.bytes:,} bytes in {event.seconds:.3f} s"
            return f"{event.operation}: {event.status}, {size}, request {event.request_id}"
        case PageRead():
            of = "" if event.total is None else f" of {event.total:,}"
            return f"{event.operation}: a page of {event.records:,} records from {event.offset:,}{of}"
        case TokenFetched():
            lasting = "" if event.lifetime is None else f", to be renewed in {event.lifetime:.0f} s"
            return f"a token was given{lasting}"
        case Waited():
            return f"{event.operation}: waits {event.seconds:.3f} s for its turn: {event.reason}"
        case Retried():
            return f"{event.operation}: try {event.tries} failed ({event.reason}), again in {event.seconds:.3f} s"
        case Warned():
            return f"{event.operation}: {event.code_minor}"
        case Repaired():
            return f"{event.operation}: {event.record}.{event.field} {event.what}: {event.count:,}"
        case TokenCacheFailed():
            return f"the cache of tokens could not {event.doing} ({event.reason}); the client goes on without it"
        case _:
            assert_never(event)


def _extra(event: Event, name: str | None) -> dict[str, Any]:
    fields = {"event": type(event).__name__, "client": name, **asdict(event)}
    return {f"{PREFIX}{key}": value for key, value in fields.items()}


# --- what the HTTP library logs of our requests: addresses, and with them names and ids; headers, and with them cookies

_OURS: ContextVar[bool] = ContextVar("oneroster_sdk_sends", default=False)
_PARTS: Final = ("connection", "http11", "http2", "proxy", "socks")


class _OthersOnly(logging.Filter):
    """Lets through what is logged while none of our requests is on its way in this thread or task."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not _OURS.get()


_OTHERS_ONLY: Final = _OthersOnly()


def hush(library: str) -> None:
    """Have an HTTP library log nothing of our requests. What others do with the same library is logged as before.

    A filter of a logger stays in place however its handlers and levels are configured, before or afterwards.
    """
    for name in (library, *(f"{core_of(library)}.{part}" for part in _PARTS)):
        logging.getLogger(name).addFilter(_OTHERS_ONLY)


def core_of(library: str) -> str:
    """The package that holds the connections of an HTTP library."""
    return library.replace("httpx", "httpcore")


class Unlogged:
    """While it lasts, what the HTTP library does in this thread or task is ours."""

    def __enter__(self) -> None:
        self._before = _OURS.set(True)

    def __exit__(self, *_: object) -> None:
        _OURS.reset(self._before)
