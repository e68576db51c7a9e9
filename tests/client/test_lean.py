"""Pages are asked for and read with less ado than the HTTP library makes, and nobody else can tell the difference."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import orjson
import pytest
import trustme

from oneroster_sdk import BearerToken, RetryPolicy
from oneroster_sdk._lean import Lean

from .conftest import Caller, Provider, Script
from .relays import listening, secured
from .test_access_proxies import HOST, Net
from .test_faults import clamped, org

Serve = Callable[[Script], Provider]
ALL = [f"o{number:04d}" for number in range(5)]
SLOWLY = {"page_size": 2, "max_concurrency": 1}
"""One page after the other, on one connection."""


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each question that might go the lean way: whether it did."""
    asked, found = Lean.asked, list[bool]()

    def watched(self: Lean, *given: Any) -> Any:
        exchange = asked(self, *given)
        found.append(exchange is not None)
        return exchange

    monkeypatch.setattr(Lean, "asked", watched)
    return found


def ids(caller: Caller, base_url: str, auth: Any, **options: Any) -> list[str]:
    call = caller.open(base_url, auth, **{**SLOWLY, **options})
    return [each.sourced_id for each in call(lambda roster: roster.orgs.to_list())]


def test_all_but_the_first_question_on_a_connection_go_this_way(caller: Caller, serve: Serve, went: list[bool]) -> None:
    provider = serve(clamped(total=5, cap=2))
    assert ids(caller, provider.base_url, BearerToken("t0ken")) == ALL
    assert len({asked.port for asked in provider.asked}) == 1
    assert went == [False] + [True] * (len(provider.asked) - 1)


def test_all_pages_do_where_the_token_came_on_the_same_connection(
    caller: Caller, serve: Serve, went: list[bool]
) -> None:
    provider = serve(clamped(total=5, cap=2))
    assert ids(caller, provider.base_url, provider.auth) == ALL
    assert went == [True] * len(provider.asked)


def test_so_they_do_over_tls(caller: Caller, serve: Serve, went: list[bool]) -> None:
    authority, provider = trustme.CA(), serve(clamped(total=5, cap=2))
    context, trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(trust)
    with secured(provider.origin, context) as provider.origin:
        assert ids(caller, provider.base_url, provider.auth, ca=trust) == ALL
        assert went == [True] * len(provider.asked)
        caller.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_through_a_proxy_none_does(caller: Caller, went: list[bool], scheme: str) -> None:
    with ExitStack() as stack:
        authority, trust = trustme.CA(), ssl.create_default_context()
        authority.configure_trust(trust)
        net = Net(stack, authority)
        base_url = f"{scheme}://{HOST if scheme == 'https' else 'plain.example'}/ims/oneroster"
        options = {"proxy": net.proxy.url, "ca": trust, "allow_http": True}
        assert ids(caller, base_url, BearerToken("t0ken"), **options) == ALL[:3]
        assert len(net.provider.asked) > 1
        assert set(went) == {False}
        caller.close()


# --- on the wire


class Wire:
    """A provider of five orgs that keeps the bytes that come, connection by connection; but not what is always new."""

    def __init__(self) -> None:
        self.came: list[bytes] = []

    async def handler(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = len(self.came)
        self.came.append(b"")
        while data := await reader.read(65536):
            self.came[number] += re.sub(rb"(X-Request-ID: |127\.0\.0\.1:)\w+", rb"\1", data)
            for offset in re.findall(rb"GET \S+[?&]offset=(\d+)", data) or [b"0"] * data.startswith(b"GET "):
                body = orjson.dumps({"orgs": [org(number) for number in range(5)][int(offset) : int(offset) + 2]})
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))


@contextmanager
def wired() -> Iterator[tuple[Wire, str]]:
    wire = Wire()
    with listening(wire.handler) as port:
        yield wire, f"http://127.0.0.1:{port}/ims/oneroster"


def outcome(caller: Caller, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], *, lean: bool) -> Any:
    """What comes of a request with these headers between two others, and all that stood on the wire."""
    with wired() as (wire, base_url), monkeypatch.context() as patch:
        if not lean:
            patch.setattr(Lean, "asked", lambda *_: None)
        auth: Any = BearerToken("t0ken")
        call = caller.open(base_url, auth, retry=RetryPolicy(attempts=1), **SLOWLY)
        call(lambda roster: roster.orgs.to_list())
        try:
            told = call(lambda roster: roster.request("GET", "/vendor/things", headers=headers)).status
        except Exception as error:
            told = type(error), str(error)
        call(lambda roster: roster.orgs.to_list())
        caller.close()
        return told, wire.came


HEADERS: dict[str, dict[str, str]] = {
    "usual": {"X-A": "one two\tthree", "x-b": ""},
    "line": {"X-A": "one\r\nX-Evil: two"},
    "line-feed": {"X-A": "one\nX-Evil: two"},
    "line-feed-behind": {"X-A": "one\n"},
    "nul": {"X-A": "one\x00"},
    "blank-in-front": {"X-A": " one"},
    "blank-behind": {"X-A": "one "},
    "tab-behind": {"X-A": "one\t"},
    "control": {"X-A": "one\x01two"},
    "name-with-blank": {"X A": "one"},
    "name-with-line": {"X-A: one\r\nX-Evil": "two"},
    "no-name": {"": "one"},
    "host": {"Host": "other.example"},
    "length": {"Content-Length": "5"},
    "chunked": {"transfer-encoding": "chunked"},
    "close": {"Connection": "close"},
    "upgrade": {"Connection": "Upgrade", "Upgrade": "h2c"},
    "expect": {"Expect": "100-continue"},
}


@pytest.mark.parametrize("name", HEADERS)
def test_the_same_stands_on_the_wire_as_by_the_library(
    caller: Caller, monkeypatch: pytest.MonkeyPatch, went: list[bool], name: str
) -> None:
    ours = outcome(caller, monkeypatch, HEADERS[name], lean=True)
    gone = went.count(True)
    assert gone
    assert outcome(caller, monkeypatch, HEADERS[name], lean=False) == ours
    assert went.count(True) == gone
    assert not [came for came in ours[1] if b"Evil" in came]
