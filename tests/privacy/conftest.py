"""One watch over all that leaves the library: logs, errors, events, warnings, what is printed, pickled and shown."""

from __future__ import annotations

import logging
import pickle
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ..client.conftest import Asked, Caller, Provider, Script, Told, caller, serve
from .canaries import NOT_IDS, C, Recorder, found_in, texts_of

__all__ = ["Asked", "Caller", "Provider", "Script", "Serve", "Told", "Watch", "caller", "serve", "watch"]

Serve = Callable[[Script], Provider]


class Watch:
    """What was seen of a call, and what it raised."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._texts: list[str] = []
        self.raised: BaseException | None = None

    def __repr__(self) -> str:
        return "<watch>"

    def event(self, event: object) -> None:
        self.shown(event)

    def shown(self, *things: object) -> None:
        """Note what things show of themselves, as text and, where that can be, as a pickle."""
        self._texts += [text for thing in things for text in (repr(thing), f"{thing!s:.10000}")]

    def pickled(self, *things: object) -> None:
        self._texts += [repr(pickle.dumps(thing)) for thing in things]

    @contextmanager
    def over(self, kind: type[BaseException] | None = None) -> Iterator[None]:
        """Watch a block; with `kind`, it must raise that."""
        try:
            yield
        except BaseException as error:
            if kind is None or not isinstance(error, kind):
                raise
            self.raised = error
        assert (self.raised is None) == (kind is None)
        if self.raised is not None:
            self._texts += texts_of(self.raised)

    def found(self) -> set[str]:
        return {name for text in (*self._texts, *self._recorder.texts) for name in found_in(text)}

    @property
    def logged(self) -> list[str]:
        return self._recorder.texts


@pytest.fixture
def watch(capfd: pytest.CaptureFixture[str]) -> Iterator[Watch]:
    """Everything at its loudest; at the end nothing may have shown."""
    root, recorder = logging.getLogger(), Recorder()
    levels = {name: logging.getLogger(name).level for name in ("", "asyncio", "httpx", "httpcore", "oneroster_sdk")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(recorder)
    watching = Watch(recorder)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield watching
        watching.shown(*(str(each.message) for each in warned))
    finally:
        root.removeHandler(recorder)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    watching.shown(*capfd.readouterr())
    assert watching.found() & NOT_IDS == set()


@pytest.fixture
def opened(caller: Caller, serve: Serve, watch: Watch) -> Callable[..., Callable[[Callable[[Any], Any]], Any]]:
    """Clients whose secrets are canaries, of a provider that gives out a canary as token and as cookie."""

    def open_(script: Script, **options: Any) -> Callable[[Callable[[Any], Any]], Any]:
        provider = serve(script)
        provider.token_script = lambda asked: Told({"access_token": C.token, "expires_in": 3600})
        auth = options.pop("auth", None) or type(provider.auth)(provider.auth.token_url, "client", C.secret)
        base_url = options.pop("base_url", provider.base_url)
        settings = {"on_event": watch.event, "headers": {"X-Own": C.header}, **options}
        call = caller.open(base_url, auth, **settings)
        watch.shown(auth)
        return call

    return open_
