"""Questions that go straight to the connections stand on the wire as the HTTP library would have put them there."""

from __future__ import annotations

import string
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oneroster_sdk._logging import core_of
from oneroster_sdk._straight import Straight

HEADERS = {"Accept": "*/*", "X-Request-ID": "abc", "Authorization": "Bearer t0ken"}
SECONDS = {"connect": 1.0, "read": 2.0, "write": 2.0, "pool": 3.0}
PIECES = st.one_of(
    st.text(string.ascii_letters + string.digits + string.punctuation, max_size=4),
    st.sampled_from(
        ["/", "..", "/./", "//", "%2F", "%2f", "%", "%4", "?", "#", "é", " ", "\t", "|", "^", "`", "{}", "\\"]
    ),
    st.text(max_size=3).map(lambda text: quote(text, errors="ignore")),
)
ORIGINS = st.sampled_from(
    ["http://sis.example", "https://sis.example:8443", "http://127.0.0.1:80", "https://[::1]:1", "https://EXAMPLE.org"]
)


def core(library: str) -> Any:
    return import_module(core_of(library))


@pytest.fixture(scope="module", params=["httpx", "httpx2"])
def straight(request: pytest.FixtureRequest) -> Iterator[Straight]:
    module = import_module(request.param)
    with module.Client(trust_env=False) as client:
        yield Straight(module, client, "handle_request", core(request.param))


def by_the_library(straight: Straight, url: str) -> Any:
    """The request that the library's own transport would hand to the connections; None if it takes no such address."""
    try:
        request = straight.module.Request("GET", url, headers=HEADERS)
    except straight.module.InvalidURL:
        return None
    return request.url, request.headers.raw


@given(origin=ORIGINS, pieces=st.lists(PIECES, max_size=6))
@example(
    origin="http://sis.example", pieces=["/ims/oneroster/v1p1/users?limit=100&offset=0&sort=sourcedId&orderBy=asc"]
)
@example(origin="http://sis.example", pieces=["/a/../b"])
@example(origin="http://sis.example", pieces=["/a.b/c.d?filter=name%3D%27O%20Neill%27"])
def test_what_goes_straight_is_what_the_library_would_send(straight: Straight, origin: str, pieces: list[str]) -> None:
    url = origin + "".join(pieces)
    try:
        found = straight.question(url, HEADERS, SECONDS)
    except straight.module.InvalidURL:
        assert by_the_library(straight, url) is None
        return
    if found is None:
        return
    pool, request = found
    expected = by_the_library(straight, url)
    assert expected is not None
    address, headers = expected
    assert request.url.target == address.raw_path
    assert (request.url.scheme, request.url.host, request.url.port) == (
        address.raw_scheme,
        address.raw_host,
        address.port,
    )
    assert request.headers == headers
    assert request.method == b"GET"
    assert request.extensions == {"timeout": SECONDS}
    assert pool is straight.client._transport._pool


@pytest.mark.parametrize(
    "path",
    [
        "/ims/oneroster/rostering/v1p2/users?limit=100&offset=0&sort=sourcedId&orderBy=asc",
        "/v1p1/classes/a.b~c_d-1/students?filter=givenName%3D%27O%27%27Neill%27%20AND%20status%3D%27active%27",
        "/v1p1/users?fields=sourcedId,name",
        "/",
    ],
)
def test_questions_of_ours_go_straight(straight: Straight, path: str) -> None:
    assert straight.question(f"https://sis.example{path}", HEADERS, SECONDS) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://sis.example/a b",
        "https://sis.example/é",
        "https://sis.example/a/../b",
        "https://sis.example/a#b",
        "https://sis.example/a%2fb",
        "https://user:secret@sis.example/a",
        "https://sis.example",
        "ftp://sis.example/a",
        "/a",
    ],
)
def test_what_has_to_be_looked_at_is_left_to_the_library(straight: Straight, url: str) -> None:
    assert straight.question(url, HEADERS, SECONDS) is None


def test_a_host_that_the_caller_names_is_left_to_the_library(straight: Straight) -> None:
    assert straight.question("https://sis.example/a", {**HEADERS, "host": "other.example"}, SECONDS) is None


def test_cookies_are_left_to_the_library() -> None:
    module = import_module("httpx")
    with module.Client(trust_env=False, cookies={"session": "abc"}) as client:
        kept = Straight(module, client, "handle_request", core("httpx"))
        assert kept.question("https://sis.example/a", HEADERS, SECONDS) is None
        client.cookies.clear()
        assert kept.question("https://sis.example/a", HEADERS, SECONDS) is not None


def test_each_origin_has_the_pool_that_the_library_has_for_it() -> None:
    module = import_module("httpx")
    with module.Client(
        trust_env=False, mounts={"all://here.example": None, "http://": module.HTTPTransport()}
    ) as client:
        kept = Straight(module, client, "handle_request", core("httpx"))
        for url in ("http://here.example/a", "http://there.example/a", "https://there.example/a"):
            found = kept.question(url, HEADERS, SECONDS)
            assert found is not None
            assert found[0] is client._transport_for_url(module.URL(url))._pool
            assert kept.question(url, HEADERS, SECONDS)[0] is found[0]  # type: ignore[index]
