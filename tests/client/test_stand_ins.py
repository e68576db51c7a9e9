"""What others put in place of the HTTP library's parts, to watch or to replace them, sees our requests as before."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from types import FunctionType
from typing import Any

import pytest

from oneroster_sdk._straight import Straight

from .conftest import Asked, Caller, Provider, Script, Told

Serve = Callable[[Script], Provider]
TRANSPORTS = {"sync": ("HTTPTransport", "handle_request"), "async": ("AsyncHTTPTransport", "handle_async_request")}
CLIENTS = {"sync": "Client", "async": "AsyncClient"}
ORGS = [{"sourcedId": f"o{number}", "status": "active", "dateLastModified": "2026-01-01T00:00:00.000Z",
         "name": f"School {number}", "type": "school", "identifier": str(number)} for number in range(5)]  # fmt: skip


def pages(asked: Asked) -> Told:
    offset, limit = (int(asked.query[name][0]) for name in ("offset", "limit"))
    return Told({"orgs": ORGS[offset : offset + limit]}, headers={"X-Total-Count": str(len(ORGS))})


def names(caller: Caller, provider: Provider) -> list[str]:
    ask = caller.open(provider.base_url, provider.auth, allow_http=True, page_size=3)
    return [org.sourced_id for org in ask(lambda roster: roster.orgs.to_list())]


class Proxied:
    """A function within an object that says it is one, as some tracers do it."""

    def __init__(self, wrapped: Any, around: Callable[..., Any]) -> None:
        self.__wrapped__ = wrapped
        self._around = around

    @property  # type: ignore[misc]  # it is the point of such objects
    def __class__(self) -> Any:
        return FunctionType

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__wrapped__, name)

    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        return functools.partial(self._around, instance)


def as_function(method: Any, around: Callable[..., Any]) -> Any:
    @functools.wraps(method)
    def wrapper(self: Any, request: Any, **options: Any) -> Any:
        return around(self, request, **options)

    return wrapper


@pytest.mark.parametrize("wrap", [as_function, Proxied])
def test_what_is_put_around_a_transport_sees_every_request(
    caller: Caller, serve: Serve, monkeypatch: pytest.MonkeyPatch, wrap: Callable[[Any, Callable[..., Any]], Any]
) -> None:
    provider = serve(pages)
    transport, name = TRANSPORTS[caller.kind]
    owner = getattr(import_module(caller.http), transport)
    method, seen = getattr(owner, name), list[str]()

    def around(self: Any, request: Any) -> Any:
        seen.append(request.url.path)
        return method(self, request)

    monkeypatch.setattr(owner, name, wrap(method, around))
    assert names(caller, provider) == [org["sourcedId"] for org in ORGS]
    assert seen == [asked.path for asked in (*provider.tokens, *provider.asked)]


@pytest.mark.parametrize("wrap", [as_function, Proxied])
@pytest.mark.parametrize("name", ["send", "_send_single_request"])
def test_what_is_put_around_the_methods_of_a_client_sees_every_request(
    caller: Caller,
    serve: Serve,
    monkeypatch: pytest.MonkeyPatch,
    wrap: Callable[[Any, Callable[..., Any]], Any],
    name: str,
) -> None:
    provider = serve(pages)
    owner = getattr(import_module(caller.http), CLIENTS[caller.kind])
    method, seen = getattr(owner, name), list[str]()

    def around(self: Any, request: Any, **options: Any) -> Any:
        seen.append(request.url.path)
        request.headers["traceparent"] = f"00-{len(seen)}"
        return method(self, request, **options)

    monkeypatch.setattr(owner, name, wrap(method, around))
    assert names(caller, provider) == [org["sourcedId"] for org in ORGS]
    assert seen == [asked.path for asked in (*provider.tokens, *provider.asked)]
    assert [asked.headers["traceparent"] for asked in provider.asked] == [f"00-{n + 2}" for n in range(len(seen) - 1)]
    assert len({asked.port for asked in provider.asked}) == 1, "the connection is kept"


def test_what_answers_in_place_of_a_transport_is_believed(
    caller: Caller, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = serve(pages)
    transport, name = TRANSPORTS[caller.kind]
    module = import_module(caller.http)

    def answer(self: Any, request: Any) -> Any:
        if request.url.path == "/token":
            return module.Response(200, json={"access_token": "t0ken", "token_type": "Bearer"})
        query = {key: [value] for key, value in request.url.params.items()}
        told = pages(Asked("GET", request.url.path, query, {}, b"", "", 0))
        return module.Response(200, json=told.body, headers=told.headers)

    async def later(self: Any, request: Any) -> Any:
        return answer(self, request)

    monkeypatch.setattr(getattr(module, transport), name, later if caller.kind == "async" else answer)
    assert names(caller, provider) == [org["sourcedId"] for org in ORGS]
    assert (provider.tokens, provider.asked) == ([], [])


def test_what_is_put_around_the_connections_sees_every_request(
    caller: Caller, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = serve(pages)
    pool = "AsyncConnectionPool" if caller.kind == "async" else "ConnectionPool"
    owner, name = getattr(import_module(caller.http.replace("httpx", "httpcore")), pool), TRANSPORTS[caller.kind][1]
    method, seen = getattr(owner, name), list[str]()

    def around(self: Any, request: Any) -> Any:
        seen.append(request.url.target.decode().partition("?")[0])
        return method(self, request)

    monkeypatch.setattr(owner, name, around)
    assert names(caller, provider) == [org["sourcedId"] for org in ORGS]
    assert seen == [asked.path for asked in (*provider.tokens, *provider.asked)]


def test_pages_go_straight_to_the_connections(caller: Caller, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    provider, found = serve(pages), list[bool]()
    question = Straight.question

    def watched(self: Straight, *given: Any) -> Any:
        answer = question(self, *given)
        found.append(answer is not None)
        return answer

    monkeypatch.setattr(Straight, "question", watched)
    assert names(caller, provider) == [org["sourcedId"] for org in ORGS]
    assert found == [True] * len(provider.asked)


def test_a_cookie_that_comes_with_a_page_goes_back_with_the_next(caller: Caller, serve: Serve) -> None:
    def script(asked: Asked) -> Told:
        told = pages(asked)
        told.headers["Set-Cookie"] = f"stick=to{len(provider.asked)}; Path=/"
        return told

    provider = serve(script)
    assert names(caller, provider) == [org["sourcedId"] for org in ORGS]
    sent = [asked.headers.get("cookie") for asked in provider.asked]
    assert sent == [None, *(f"stick=to{number}" for number in range(1, len(sent)))]
