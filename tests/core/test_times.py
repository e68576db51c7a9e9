"""Times on machines of other zones, and the words for what is none. What is read and written: test_kinds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from oneroster_openapi.record import Reading
from oneroster_openapi.scalars import Unreadable
from oneroster_openapi.times import MOMENT


@pytest.fixture
def far_from_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is nine hours ahead of UTC."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "JST-9")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_from_utc")
def test_local_time_plays_no_part() -> None:
    assert datetime(2026, 1, 2, 3).astimezone().utcoffset() != UTC.utcoffset(None)
    assert MOMENT.write(datetime(2026, 1, 2, 3)) == "2026-01-02T03:00:00.000Z"
    assert MOMENT.write(datetime(2026, 1, 2, 3, tzinfo=UTC)) == "2026-01-02T03:00:00.000Z"
    read = MOMENT.read("2026-01-02T03:00:00", ("User", "x"), Reading())
    assert read == datetime(2026, 1, 2, 3, tzinfo=UTC)


def test_what_is_no_time_is_told_in_words() -> None:
    with pytest.raises(Unreadable) as caught:
        MOMENT.read("yesterday", ("User", "x"), Reading())
    assert caught.value.reason == "is not a date-time of ISO 8601"
