"""Charsets and compression."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import orjson
import pytest

from oneroster_sdk import DecodeError, TransportError

from ..client.conftest import Asked, Told
from .conftest import Caller, Serve, Whole, failing, fewest, opened, pulled, whole
from .provider import Quirky, names, people, person

NAME = "Åsa-Zoë"


def coded(coding: str, header: str | None, *, zipped: bool = False) -> Callable[[Asked], Told]:
    def script(asked: Asked) -> Told:
        body = '{"user": ' + orjson.dumps(person(0, givenName=NAME)).decode() + "}"
        content = body.encode(coding)
        headers = {"Content-Type": header or "application/octet-stream"}
        if zipped:
            return Told(gzip.compress(content), headers={**headers, "Content-Encoding": "gzip"})
        return Told(content, headers=headers)

    return script


@pytest.mark.parametrize(
    ("coding", "header"),
    [
        ("utf-8", "application/json"),
        ("utf-8", None),
        ("utf-8", "text/plain"),
        ("utf-8", "application/json; charset=iso-8859-1"),
        ("utf-8", "application/json; charset=nonsense"),
        ("cp1252", "application/json; charset=windows-1252"),
        ("cp1252", "application/json; charset=utf-8"),
        ("cp1252", "application/json"),
        ("iso-8859-1", 'application/json; charset="ISO-8859-1"'),
        ("utf-16", "application/json; charset=utf-16"),
    ],
)
def test_charset(caller: Caller, serve: Serve, coding: str, header: str | None) -> None:
    call = opened(caller, serve(coded(coding, header)))
    assert call(lambda roster: roster.users.get("u000")).given_name == NAME


def test_gzip(caller: Caller, serve: Serve) -> None:
    provider = serve(coded("utf-8", "application/json", zipped=True))
    assert opened(caller, provider)(lambda roster: roster.users.get("u000")).given_name == NAME
    assert "gzip" in provider.asked[0].headers["accept-encoding"]


def test_gzip_of_pages(caller: Caller, serve: Serve) -> None:
    class Zipped(Quirky):
        def __call__(self, asked: Asked) -> Told:
            told = super().__call__(asked)
            return Told(gzip.compress(orjson.dumps(told.body)), told.status, {"Content-Encoding": "gzip"})

    whole(pulled(caller, serve(Zipped(people(13), caps=(5,)))), Whole(names(13), fewest=fewest(13, 5)))


CUT = gzip.compress(b'{"users": []}', mtime=0)[:-12]


@pytest.mark.parametrize("content", [b"{}", CUT, b""], ids=["plain", "cut", "empty"])
def test_gzip_that_is_none(caller: Caller, serve: Serve, content: bytes) -> None:
    provider = serve(lambda asked: Told(content, headers={"Content-Encoding": "gzip"}))
    error = failing(caller, provider)
    assert isinstance(error, TransportError | DecodeError)
    assert len(provider.asked) <= 3
