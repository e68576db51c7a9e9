"""Events in the log: levels, words, fields; told once what would be told with every page; nothing when it is off."""

from __future__ import annotations

import ast
import importlib.util
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from oneroster_sdk import _logging
from oneroster_sdk._logging import LOGGER, Unlogged, hush, logged
from oneroster_sdk.events import (
    Answered,
    PageRead,
    Repaired,
    Retried,
    TokenCacheFailed,
    TokenFetched,
    Waited,
    Warned,
)

OPERATION = "GET /users"
ALL: list[tuple[Any, int, str]] = [
    (
        Answered(OPERATION, 200, 0.12345, "r-1", 12345),
        logging.DEBUG,
        "GET /users: 200, 12,345 bytes in 0.123 s, request r-1",
    ),
    (PageRead(OPERATION, 1000, 1000, None), logging.DEBUG, "GET /users: a page of 1,000 records from 1,000"),
    (PageRead(OPERATION, 0, 5, 2500), logging.DEBUG, "GET /users: a page of 5 records from 0 of 2,500"),
    (TokenFetched(3540.4), logging.INFO, "a token was given, to be renewed in 3540 s"),
    (TokenFetched(None), logging.INFO, "a token was given"),
    (Waited(OPERATION, "pace", 0.25), logging.INFO, "GET /users: waits 0.250 s for its turn: pace"),
    (Retried(OPERATION, 2, "503", 1.5), logging.WARNING, "GET /users: try 2 failed (503), again in 1.500 s"),
    (
        TokenCacheFailed("store", "OSError"),
        logging.WARNING,
        "the cache of tokens could not store (OSError); the client goes on without it",
    ),
    (Warned(OPERATION, "invalid_sort_field"), logging.WARNING, "GET /users: invalid_sort_field"),
    (
        Repaired(OPERATION, "User", "enabledUser", "was a boolean", 1838),
        logging.WARNING,
        "GET /users: User.enabledUser was a boolean: 1,838",
    ),
]


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, "oneroster_sdk")
    return caplog


@pytest.mark.parametrize(("event", "level", "words"), ALL)
def test_each_event_has_its_level_and_its_words(
    loud: pytest.LogCaptureFixture, event: Any, level: int, words: str
) -> None:
    logged(None)(event)
    (record,) = loud.records
    assert (record.name, record.levelno, record.getMessage()) == ("oneroster_sdk", level, words)


def test_fields_for_those_who_log_json(loud: pytest.LogCaptureFixture) -> None:
    logged("district 7")(Retried(OPERATION, 2, "503", 1.5))
    (record,) = loud.records
    assert record.getMessage().startswith("[district 7] GET /users: try 2")
    fields = {name: value for name, value in vars(record).items() if name.startswith("oneroster_")}
    assert fields == {
        "oneroster_event": "Retried",
        "oneroster_client": "district 7",
        "oneroster_operation": OPERATION,
        "oneroster_tries": 2,
        "oneroster_reason": "503",
        "oneroster_seconds": 1.5,
    }
    json.dumps(fields)


def test_the_name_of_a_client_cannot_forge_a_line(loud: pytest.LogCaptureFixture) -> None:
    logged("a\nERROR b")(TokenFetched(None))
    assert loud.messages == ["[a\\nERROR b] a token was given"]


def test_what_comes_with_every_page_is_told_once(loud: pytest.LogCaptureFixture) -> None:
    log, other = logged(None), logged(None)
    odd = Repaired(OPERATION, "User", "enabledUser", "was a boolean", 9)
    for same in (odd, odd, Repaired("GET /teachers", "User", "enabledUser", "was a boolean", 1)):
        log(same)
    assert [each.levelno for each in loud.records] == [logging.WARNING, logging.DEBUG, logging.DEBUG]
    for event in (
        Repaired(OPERATION, "Org", "enabledUser", "was a boolean", 9),
        Repaired(OPERATION, "User", "status", "was a boolean", 9),
        Repaired(OPERATION, "User", "enabledUser", "was a number", 9),
        Warned(OPERATION, "a"),
        Warned(OPERATION, "b"),
        Warned("GET /teachers", "a"),
        Retried(OPERATION, 1, "503", 1.0),
        Retried(OPERATION, 1, "503", 1.0),
    ):
        log(event)
    assert {each.levelno for each in loud.records[3:]} == {logging.WARNING}
    log(Warned(OPERATION, "a"))
    other(odd)
    assert [each.levelno for each in loud.records[-2:]] == [logging.DEBUG, logging.WARNING]


def test_a_provider_that_is_odd_in_ever_new_ways_does_not_fill_the_log(
    loud: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _logging._MOST_SEEN == 1000
    monkeypatch.setattr(_logging, "_MOST_SEEN", 2)
    log = logged(None)
    for number in range(4):
        log(Warned(OPERATION, str(number)))
    levels = [each.levelno for each in loud.records]
    assert levels == [logging.WARNING, logging.WARNING, logging.DEBUG, logging.DEBUG]


def test_nothing_is_made_when_nobody_listens(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> Any:
        raise AssertionError("not to be called")

    monkeypatch.setattr(_logging, "_words", refuse)
    monkeypatch.setattr(_logging, "_extra", refuse)
    caplog.set_level(logging.ERROR, "oneroster_sdk")
    for event, _, _ in ALL:
        logged(None)(event)
    assert caplog.records == []


def test_nothing_goes_to_standard_error_where_nothing_is_configured() -> None:
    assert any(isinstance(each, logging.NullHandler) for each in LOGGER.handlers)
    assert (LOGGER.name, LOGGER.level, LOGGER.propagate) == ("oneroster_sdk", logging.NOTSET, True)


# --- the HTTP libraries' own loggers


def loggers_of(library: str) -> set[str]:
    """The names of all loggers that the source of a library asks for."""
    spec = importlib.util.find_spec(library)
    assert spec is not None
    assert spec.origin is not None
    found = set[str]()
    for path in Path(spec.origin).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "getLogger":
                (name,) = node.args
                assert isinstance(name, ast.Constant), path
                found.add(str(name.value))
    return found


@pytest.mark.parametrize(("library", "core"), [("httpx", "httpcore"), ("httpx2", "httpcore2")])
def test_every_logger_of_the_libraries_is_known(library: str, core: str, caplog: pytest.LogCaptureFixture) -> None:
    names = loggers_of(library) | loggers_of(core)
    for name in names:
        logging.getLogger(name).filters.clear()  # another test may have been here first
    hush(library)
    hush(library)
    assert len(names) > 4
    caplog.set_level(logging.DEBUG)
    for name in names:
        assert len(logging.getLogger(name).filters) == 1
        with Unlogged():
            logging.getLogger(name).warning("ours %s", "Zacharias")
        caplog.set_level(logging.DEBUG, name)
        logging.getLogger(name).debug("theirs")
    assert {(each.name, each.getMessage()) for each in caplog.records} == {(name, "theirs") for name in names}


def test_ours_ends_with_the_block_however_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    hush("httpx")
    caplog.set_level(logging.DEBUG, "httpx")

    def ours() -> None:
        with Unlogged():
            with Unlogged():
                pass
            logging.getLogger("httpx").info("ours")
            raise LookupError

    with pytest.raises(LookupError):
        ours()
    logging.getLogger("httpx").info("theirs")
    assert caplog.messages == ["theirs"]
