"""Events are a closed union: read by mypy and Pyright, never run."""

from __future__ import annotations

from typing import Any, assert_never, assert_type

from oneroster_sdk import OneRoster, PullReport
from oneroster_sdk.events import (
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

from .api import AUTH


def told(event: Event) -> str:
    """Every kind has its case, and no other is needed."""
    match event:
        case PageRead(operation, offset, records, total):
            assert_type(total, int | None)
            return f"{operation} {offset + records}"
        case Repaired(operation, record, field, what, count):
            return f"{operation} {record}.{field} {what} {count:d}"
        case Warned(operation, code_minor):
            return f"{operation} {code_minor}"
        case Retried(operation, tries, reason, seconds) if tries > 1:
            return f"{operation} {reason} {seconds:f}"
        case Retried():
            return "once"
        case Waited(operation, reason, seconds):
            return f"{operation} {reason} {seconds:f}"
        case Answered(operation, status, seconds, request_id, size):
            assert_type(request_id, str | None)
            return f"{operation} {status:d} {seconds:f} {size:d}"
        case TokenFetched(lifetime):
            assert_type(lifetime, float | None)
            return str(lifetime)
        case TokenCacheFailed(doing, reason):
            return f"{doing} {reason}"
        case _:
            assert_never(event)


def listens() -> None:
    events: list[Event] = []
    listener: Listener = events.append
    OneRoster("https://sis.example.org/ims/oneroster", auth=AUTH, on_event=told).close()
    OneRoster("https://sis.example.org/ims/oneroster", auth=AUTH, on_event=listener, credentials=True).close()
    OneRoster("https://sis.example.org/ims/oneroster", auth=AUTH, on_event=len)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def reports(report: PullReport) -> None:
    assert_type(report.to_dict(hash_ids=b"key"), dict[str, Any])
    assert_type(report.withheld, dict[str, int])
