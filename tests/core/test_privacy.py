"""Errors without the frames they came through, ids that are hashed, and words that are told to nobody unasked."""

from __future__ import annotations

import asyncio
import copy
import gc
import hashlib
import hmac
import inspect
import json
import os
import pickle
import re
import traceback
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oneroster_sdk import ApiError, ConfigError, OneRosterError, PullReport, QueryError, SnapshotReport, _privacy
from oneroster_sdk._core import BadRecord
from oneroster_sdk._engine import AsyncEngine, Engine
from oneroster_sdk._events import ListenerRaised
from oneroster_sdk._privacy import async_border, bare, border, hasher, made_at_border, outward
from oneroster_sdk._untold import Untold, in_print


def deep(error: BaseException, value: str = "Zacharias") -> None:
    """Raise with a value in a frame, while another error is at hand."""
    try:
        raise KeyError(value)
    except KeyError:
        raise error  # noqa: B904 - what is at hand is to be at hand


def shown(error: BaseException) -> str:
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


def caught(error: BaseException) -> BaseException:
    try:
        deep(error)
    except BaseException as raised:
        return raised
    raise AssertionError("it did not raise")


# --- bare


def test_an_error_of_ours_leaves_without_frames_and_without_what_was_at_hand() -> None:
    error = caught(OneRosterError("words"))
    assert "Zacharias" in shown(error)
    assert bare(error) is error
    assert (error.__traceback__, error.__cause__, error.__context__) == (None, None, None)
    assert error.__suppress_context__
    assert not hasattr(error, "__notes__")
    assert shown(error) == "oneroster_sdk._errors.OneRosterError: words\n"


def test_of_a_fault_the_places_stay() -> None:
    fault = bare(caught(ValueError("words")))
    (note,) = fault.__notes__
    assert re.fullmatch(r"in core/test_privacy\.py:\d+ \(deep\), core/test_privacy\.py:\d+ \(caught\)", note)
    assert (fault.__traceback__, fault.__context__) == (None, None)
    assert bare(caught(fault)).__notes__ == [note]  # the places where it began


def test_no_more_than_five_places() -> None:
    def nested(depth: int) -> None:
        if depth:
            nested(depth - 1)
        raise ValueError("words")

    with pytest.raises(ValueError, match="words") as raised:
        nested(9)
    (note,) = bare(raised.value).__notes__
    assert note.count("(nested)") == note.count(".py:") == 5


@pytest.mark.parametrize("error", [KeyboardInterrupt(), asyncio.CancelledError(), SystemExit()])
def test_interruptions_have_no_notes(error: BaseException) -> None:
    interruption = bare(caught(error))
    assert (interruption.__traceback__, interruption.__context__) == (None, None)
    assert not hasattr(interruption, "__notes__")


def test_an_error_that_was_never_raised_has_no_places() -> None:
    assert not hasattr(bare(ValueError("words")), "__notes__")


def test_what_a_listener_raised_comes_out_as_it_was() -> None:
    error = LookupError("boom")
    assert outward(ListenerRaised(error)) is error
    assert outward(error) is error


# --- engines


class _NoHands:
    def hands(self) -> Any:
        raise AssertionError("not reached")


class _Interrupted:
    """A pool whose connections are interrupted."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def hands(self) -> Any:
        deep(self.error)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OneRosterError("words"), ValueError("words")])
def test_engines_raise_from_their_own_frame(error: BaseException) -> None:
    engine: Any = Engine(None, _Interrupted(error), 1)  # type: ignore[arg-type]
    other: Any = AsyncEngine(None, _Interrupted(error), 1)  # type: ignore[arg-type]
    runs: list[Callable[[], Any]] = [lambda: engine.run(iter(())), lambda: asyncio.run(other.run(iter(())))]
    for run in runs:
        with pytest.raises(type(error)) as raised:
            run()
        assert raised.value is error
        assert error.__context__ is None
        frames = traceback.extract_tb(error.__traceback__)
        assert len({frame.name for frame in frames if frame.filename.endswith("_engine.py")}) == 1
        assert "run" in frames[-1].name


def test_an_error_and_its_frame_do_not_hold_each_other() -> None:
    class Marked(OneRosterError):
        pass

    def failing() -> weakref.ref[Marked]:
        engine: Any = Engine(None, _Interrupted(Marked("words")), 1)  # type: ignore[arg-type]
        try:
            engine.run(iter(()))
        except Marked as error:
            engine.pool.error = None
            return weakref.ref(error)
        raise AssertionError("it did not raise")

    gc.disable()
    try:
        assert failing()() is None
    finally:
        gc.enable()


# --- the border


@border
def guarded(value: str, *, error: BaseException | None = None, key: str = "") -> str:
    """Words."""
    if error is not None:
        deep(error, value + key)
    return value + key


@async_border
async def awaited(value: str, *, error: BaseException | None = None, key: str = "") -> str:
    """Words."""
    if error is not None:
        deep(error, value + key)
    return value + key


def call(way: Any, *values: Any, **named: Any) -> Any:
    return asyncio.run(way(*values, **named)) if way is awaited else way(*values, **named)


@pytest.mark.parametrize("way", [guarded, awaited])
def test_what_is_within_the_border_is_as_it_was(way: Any) -> None:
    assert call(way, "a", key="b") == "ab"
    assert (way.__name__, way.__doc__) == (way.__wrapped__.__name__, "Words.")
    assert inspect.iscoroutinefunction(way) == (way is awaited)


@pytest.mark.parametrize("way", [guarded, awaited])
def test_an_error_of_ours_at_the_border(way: Any) -> None:
    error = QueryError("words")
    with pytest.raises(QueryError):
        call(way, "Zacharias", error=error, key="Zacharias")
    assert [frame.name for frame in traceback.extract_tb(error.__traceback__)][-1] == "called"
    inside = error.__traceback__
    while inside is not None and inside.tb_next is not None:
        inside = inside.tb_next
    assert inside is not None
    assert "Zacharias" not in repr(inside.tb_frame.f_locals)
    assert error.__context__ is None


def test_what_a_class_is_made_of_does_not_show() -> None:
    @made_at_border
    class Made:
        def __init__(self, value: str, *, error: BaseException | None = None) -> None:
            self.value = value
            if error is not None:
                deep(error, value)

    assert Made("a").value == "a"
    assert list(inspect.signature(Made).parameters) == ["value", "error"]
    error = QueryError("words")
    with pytest.raises(QueryError):
        Made("Zacharias", error=error)
    assert [frame.name for frame in traceback.extract_tb(error.__traceback__)][-1] == "called"


@pytest.mark.parametrize("way", [guarded, awaited])
def test_frames_that_are_not_ours_stay(way: Any) -> None:
    error = LookupError("boom")
    with pytest.raises(LookupError):
        call(way, "a", error=error)
    assert [frame.name for frame in traceback.extract_tb(error.__traceback__)][-1] == "deep"
    assert not hasattr(error, "__notes__")


def test_a_fault_of_ours_at_the_border_leaves_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_privacy, "_HOMES", (*_privacy._HOMES, str(Path(__file__).parent) + os.sep))
    error = LookupError("boom")
    with pytest.raises(LookupError) as raised:
        guarded("a", error=error)
    assert raised.traceback[-1].name == "called"
    (note,) = error.__notes__
    assert note.startswith("in core/test_privacy.py:")
    assert note.index("(deep)") < note.index("(guarded)")


def test_where_our_code_lies() -> None:
    assert [Path(each).name for each in _privacy._HOMES] == ["oneroster_sdk", "oneroster_openapi"]
    assert all(each.endswith(os.sep) for each in _privacy._HOMES)


# --- ids


def test_ids_are_hashed_under_a_key() -> None:
    assert hasher("key")("u1") == hmac.new(b"key", b"u1", hashlib.sha256).hexdigest()
    assert hasher(b"key")("u1") == hasher("key")("u1") != hasher("other")("u1")
    assert (
        hasher("schlüssel")("é\ud800") == hmac.new("schlüssel".encode(), b"\xc3\xa9\xed\xa0\x80", "sha256").hexdigest()
    )


@pytest.mark.parametrize("key", ["", b""])
def test_an_empty_key_is_none(key: str | bytes) -> None:
    with pytest.raises(ConfigError, match=r"^hash_ids is the key to hash ids with, and must not be empty$"):
        hasher(key)
    with pytest.raises(ConfigError):
        PullReport("GET /users").to_dict(hash_ids=key)


def test_reports_with_hashes_in_place_of_ids() -> None:
    report = PullReport("GET /users")
    report.unreadable(BadRecord(3, "u1", "User", "x", "y"), kept=True)
    report.unreadable(BadRecord(4, None, "User", "x", "y"), kept=True)
    assert [each["sourced_id"] for each in report.to_dict()["invalid"]] == ["u1", None]
    hashed = [hasher("key")("u1"), None]
    assert [each["sourced_id"] for each in report.to_dict(hash_ids="key")["invalid"]] == hashed
    whole = SnapshotReport({"users": report})
    assert "u1" in json.dumps(whole.to_dict())
    assert whole.to_dict(hash_ids=b"key")["pulls"]["users"] == report.to_dict(hash_ids="key")


# --- the provider's words


def test_words_that_are_told_only_when_asked_for() -> None:
    untold = Untold("Zacharias")
    assert untold.tell() == "Zacharias"
    assert (repr(untold), f"{untold}", repr(Untold(None))) == ("'…'", "'…'", "None")
    assert pickle.loads(pickle.dumps(untold)).tell() is None
    assert copy.deepcopy(untold).tell() is None
    assert untold == Untold("Zacharias") != Untold(None)
    assert untold != "Zacharias"
    assert not hasattr(untold, "__dict__")


def test_what_an_error_tells_only_when_asked() -> None:
    error = ApiError("words", code_minor="Zacharias", description="no Zacharias")
    assert (error.code_minor, error.description) == ("Zacharias", "no Zacharias")
    assert "Zacharias" not in f"{error} {error!r} {vars(error)!r} {pickle.dumps(error)!r}"
    again = pickle.loads(pickle.dumps(error))
    assert (again.code_minor, again.description) == (None, None)
    known = ApiError("words", code_minor="forbidden")
    assert pickle.loads(pickle.dumps(known)).code_minor == vars(known)["_code_minor"] == "forbidden"


@pytest.mark.parametrize(
    ("text", "longest", "shown_as"),
    [
        ("r-1 é'", 200, "r-1 é'"),
        ("é'\n\\", 200, "é'\\n\\"),
        ("a\nb\x1b[31m\t\u202e", 200, r"a\nb\x1b[31m\t\u202e"),
        ("abc", 3, "abc"),
        ("abcd", 3, "abc…"),
        ("ab\ncd", 3, "ab\\n…"),
        ("x" * 201, None, "x" * 200 + "…"),
        ("\ud800", 200, "\\ud800"),
    ],
)
def test_texts_of_somebody_else_in_print(text: str, longest: int | None, shown_as: str) -> None:
    assert (in_print(text) if longest is None else in_print(text, longest)) == shown_as
