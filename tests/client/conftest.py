"""Behaviour tests run on both clients and both HTTP libraries, over real sockets."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from inspect import isawaitable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from oneroster_sdk import AsyncOneRoster, OAuth2, OneRoster, RetryPolicy
from oneroster_sdk.sandbox import Sandbox

KINDS = [(kind, http) for kind in ("sync", "async") for http in ("httpx", "httpx2")]
FAST = RetryPolicy(attempts=3, base=0.001, cap=0.002)


class Caller:
    """One client of either kind. ``caller(lambda roster: roster.users.get("u1"))`` waits in the way that it needs."""

    def __init__(self, kind: str, http: str, runner: asyncio.Runner | None) -> None:
        self.kind = kind
        self.http = http
        self.runner = runner
        self.opened: list[Any] = []

    def open(self, base_url: str, auth: OAuth2, **options: Any) -> Callable[[Callable[[Any], Any]], Any]:
        client: Any = options.pop("client", AsyncOneRoster if self.runner else OneRoster)
        roster = client(base_url, auth=auth, http=self.http, **{"retry": FAST, **options})
        self.opened.append(roster)
        return lambda ask: self._settle(lambda: ask(roster))

    def _settle(self, ask: Callable[[], Any]) -> Any:
        if self.runner is None:
            answer = ask()
            return list(answer) if isinstance(answer, Iterator) else answer

        async def settled() -> Any:
            answer = ask()
            if isawaitable(answer):
                return await answer
            return [item async for item in answer] if isinstance(answer, AsyncIterable) else answer

        return self.runner.run(settled())

    def gather(self, asks: list[Callable[[], Any]]) -> list[Any]:
        """All of these at the same time, in threads or tasks."""
        if self.runner:

            async def together() -> list[Any]:
                return list(await asyncio.gather(*(ask() for ask in asks)))

            return self.runner.run(together())
        found: list[Any] = [None] * len(asks)

        def store(position: int) -> None:
            found[position] = asks[position]()

        threads = [threading.Thread(target=store, args=(position,)) for position in range(len(asks))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    def close(self) -> None:
        for roster in self.opened:
            if self.runner:
                self.runner.run(roster.aclose())
            else:
                roster.close()


@contextmanager
def calling(kind: str, http: str) -> Iterator[Caller]:
    """A caller of this kind, whose clients are closed when the block ends."""
    with asyncio.Runner() if kind == "async" else nullcontext() as runner:
        opened = Caller(kind, http, runner)
        yield opened
        opened.close()


@pytest.fixture(params=KINDS, ids="-".join)
def caller(request: pytest.FixtureRequest) -> Iterator[Caller]:
    with calling(*request.param) as opened:
        yield opened


@pytest.fixture(scope="session")
def district() -> Iterator[Sandbox]:
    with Sandbox(students=120, seed=3) as sandbox:
        yield sandbox


@pytest.fixture
def both(caller: Caller, district: Sandbox) -> Callable[[Callable[[Any], Any]], Any]:
    """Asks a client of the sandbox."""
    return caller.open(
        district.base_url, OAuth2(district.token_url, district.client_id, district.client_secret), page_size=50
    )


@dataclass
class Asked:
    """One request that a scripted provider was sent."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    raw_query: str
    port: int
    """That of the client: another one for each connection."""


@dataclass
class Told:
    """What a scripted provider answers."""

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Script = Callable[[Asked], Told]


@dataclass
class Provider:
    """A provider that answers as its script says; everything but tokens."""

    origin: str
    asked: list[Asked] = field(default_factory=list)
    tokens: list[Asked] = field(default_factory=list)
    token_script: Script = lambda asked: Told({"access_token": "t0ken", "token_type": "bearer", "expires_in": 3600})

    @property
    def base_url(self) -> str:
        return f"{self.origin}/ims/oneroster"

    @property
    def auth(self) -> OAuth2:
        return OAuth2(f"{self.origin}/token", "client", "s3cret")


@contextmanager
def scripted(script: Script) -> Iterator[Provider]:
    """Serve a script on a free port of this machine for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits for its headers to be acknowledged, 40 ms

        def answer(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(
                self.command, parts.path, parse_qs(parts.query), headers, body, parts.query, self.client_address[1]
            )
            is_token = parts.path == "/token"
            (provider.tokens if is_token else provider.asked).append(asked)
            told = (provider.token_script if is_token else script)(asked)
            content = told.body if isinstance(told.body, bytes) else orjson.dumps(told.body)
            self.send_response(told.status)
            for name, value in {"Content-Type": "application/json", **told.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_OPTIONS = do_PATCH = answer

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.001})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[[Script], Provider]]:
    """Starts scripted providers, and ends them after the test."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield lambda script: stack.enter_context(scripted(script))
