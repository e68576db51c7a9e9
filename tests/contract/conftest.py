"""What the contract tests share: an oracle in SQL, both clients over both libraries, and the way to an operation."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterable, Callable, Coroutine, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from importlib.resources import files
from typing import Any, Protocol

import pytest

from oneroster_sdk import AsyncOneRoster, OAuth2, OneRoster, RetryPolicy, v1p1
from oneroster_sdk.sandbox import Behaviour, Sandbox

from .oracle import Ids, Oracle, service_of, version_of

CALLERS = [(kind, library) for kind in ("blocking", "async") for library in ("httpx", "httpx2")]


@pytest.fixture(scope="session")
def oracle_of() -> Callable[[Sandbox], AbstractContextManager[Oracle]]:
    """Makes the oracle for a sandbox."""
    return lambda sandbox: closing(Oracle(sandbox))


@pytest.fixture(scope="session")
def documents() -> dict[str, dict[str, Any]]:
    """The strict documents, by version."""
    found = [
        json.loads(files("oneroster_openapi").joinpath(f"{folder}/strict.json").read_text("utf-8"))
        for folder in ("v1p2", "v1p1")
    ]
    return {document["info"]["version"]: document for document in found}


# --- The clients -----------------------------------------------------------------------------------------------------


class Caller(Protocol):
    """The clients for both versions, with the difference between blocking and asynchronous calls taken away."""

    rosters: dict[str, Any]
    """By version."""

    def listed(self, query: Any) -> list[Any]:
        """Iterate over a query to its end."""

    def done(self, result: Any) -> Any:
        """The result of a call, awaited if need be."""


class Blocking:
    def __init__(self, rosters: dict[str, Any]) -> None:
        self.rosters = rosters

    def listed(self, query: Iterable[Any]) -> list[Any]:
        return list(query)

    def done(self, result: Any) -> Any:
        return result


class Awaiting:
    def __init__(self, rosters: dict[str, Any], runner: asyncio.Runner) -> None:
        self.rosters = rosters
        self._runner = runner

    def listed(self, query: AsyncIterable[Any]) -> list[Any]:
        async def iterated() -> list[Any]:
            return [record async for record in query]

        return self._runner.run(iterated())

    def done(self, result: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(result)


@contextmanager
def calling(sandbox: Sandbox, kind: str, library: Any, base_url: str | None = None) -> Iterator[Caller]:
    """Clients of the sandbox, directly or through a proxy; they repeat nothing, so that no fault is passed over."""
    auth = OAuth2(sandbox.token_url, sandbox.client_id, sandbox.client_secret)
    url, once = base_url or sandbox.base_url, RetryPolicy(attempts=1)
    if kind == "blocking":
        with (
            OneRoster(url, auth=auth, http=library, retry=once, credentials=True) as roster,
            v1p1.OneRoster(url, auth=auth, http=library, retry=once, credentials=True) as old,
        ):
            yield Blocking({"1.2": roster, "1.1": old})
        return
    with asyncio.Runner() as runner:
        rosters: dict[str, Any] = {
            "1.2": AsyncOneRoster(url, auth=auth, http=library, retry=once, credentials=True),
            "1.1": v1p1.AsyncOneRoster(url, auth=auth, http=library, retry=once, credentials=True),
        }
        try:
            yield Awaiting(rosters, runner)
        finally:
            for each in rosters.values():
                runner.run(each.aclose())


@pytest.fixture(scope="session")
def call() -> Callable[..., AbstractContextManager[Caller]]:
    """Makes clients: `call(sandbox, "async", "httpx2")`."""
    return calling


@pytest.fixture(scope="session")
def reach() -> Callable[[Caller, str, Ids], Any]:
    """The way to a path's collection through the public attributes: `roster.schools(a).classes(b).students`.

    The path of a single record leads to the collection to `get` it from.
    """

    def walk(caller: Caller, path: str, ids: Ids) -> Any:
        here, left = caller.rosters[version_of(path)], list(ids)
        segments = path.removeprefix(service_of(path)).strip("/").split("/")
        for position, segment in enumerate(segments):
            if not segment.startswith("{"):
                here = getattr(here, re.sub("[A-Z]", lambda found: "_" + found[0].lower(), segment))
            elif position + 1 < len(segments):
                here = here(left.pop(0))
        return here

    return walk


# --- The provider ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", params=[True, False], ids=["links", "no links"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """Twice: the client follows the provider's links, or counts for itself."""
    with Sandbox(students=200, seed=7, behaviour=Behaviour(links=request.param)) as running:
        yield running


@pytest.fixture(scope="session")
def oracle(sandbox: Sandbox) -> Iterator[Oracle]:
    with closing(Oracle(sandbox)) as knowing:
        yield knowing


@pytest.fixture(scope="session", params=CALLERS, ids="-".join)
def caller(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[Caller]:
    """Both clients over both libraries."""
    with calling(sandbox, *request.param) as ready:
        yield ready
