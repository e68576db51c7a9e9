"""The log of a client, and that of the HTTP library: shared with others who use the same library for their own ends."""

from __future__ import annotations

import importlib
import logging
import logging.config
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .conftest import Asked, Caller, Provider, Script, Told
from .test_faults import org

Serve = Callable[[Script], Provider]
CONFIGURED: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"all": {"class": "tests.client.test_logs.Kept", "level": "DEBUG"}},
    "root": {"level": "DEBUG", "handlers": ["all"]},
    "loggers": {name: {"level": "DEBUG"} for name in ("httpx", "httpcore", "httpx2", "httpcore2")},
}


class Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def of(self, *names: str) -> list[str]:
        return [each.getMessage() for each in self.records if each.name.split(".")[0] in names]


@pytest.fixture
def handler() -> Iterator[Kept]:
    """A handler that can be put in place before or after; all is as it was at the end."""
    kept, root = Kept(), logging.getLogger()
    names = ("", *CONFIGURED["loggers"], "oneroster_sdk")
    before = {name: (logging.getLogger(name).level, logging.getLogger(name).handlers[:]) for name in names}
    yield kept
    for name, (level, handlers) in before.items():
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).handlers[:] = handlers
    root.removeHandler(kept)


def configure(kept: Kept) -> None:
    """Configure as an application does."""
    logging.config.dictConfig({**CONFIGURED, "handlers": {"all": {"()": lambda: kept}}})


@pytest.mark.parametrize("when", ["before", "between"])
def test_the_library_logs_nothing_of_ours_and_all_of_theirs(
    caller: Caller, serve: Serve, handler: Kept, when: str
) -> None:
    def script(asked: Asked) -> Told:
        rows = [{**org(number), "name": "Zacharias"} for number in range(3)][int(asked.query["offset"][0]) :]
        return Told({"orgs": rows}, headers={"Set-Cookie": "id=canary-cookie"})

    provider = serve(script)
    library = importlib.import_module(caller.http)
    if when == "before":
        configure(handler)
    call = caller.open(provider.base_url, provider.auth, name="d7")
    if when == "between":
        call(lambda roster: roster.orgs.where(name="Zacharias").to_list())
        configure(handler)
    assert len(call(lambda roster: roster.orgs.where(name="Zacharias").to_list())) == 3
    names = (caller.http, caller.http.replace("httpx", "httpcore"))
    assert handler.of(*names) == []
    assert any(text.startswith("[d7] GET /rostering/v1p2/orgs: a page of 3") for text in handler.of("oneroster_sdk"))
    assert not [each for each in handler.records if "Zacharias" in f"{vars(each)!r}" or "canary" in f"{vars(each)!r}"]
    with library.Client() as theirs:
        theirs.get(f"{provider.origin}/theirs?offset=0&q=seen")
    assert any("/theirs?offset=0&q=seen" in text for text in handler.of(names[0]))
    assert any("receive_response_headers" in text for text in handler.of(names[1]))


def test_others_at_the_same_time_are_logged(caller: Caller, serve: Serve, handler: Kept) -> None:
    """A request of somebody else's that is made by a listener, and so while one of ours is half done, is not ours."""
    provider = serve(lambda asked: Told({"orgs": []}))
    library = importlib.import_module(caller.http)

    def listener(event: Any) -> None:
        with library.Client() as theirs:
            theirs.get(f"{provider.origin}/theirs")

    configure(handler)
    caller.open(provider.base_url, provider.auth, on_event=listener)(lambda roster: roster.orgs.to_list())
    texts = handler.of(caller.http)
    assert texts
    assert all("/theirs" in text for text in texts)
