"""Through a proxy: by tunnel for https, and in the clear where that is allowed."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import trustme

from oneroster_sdk import ApiError, BearerToken, OAuth2, TransportError

from .conftest import Asked, Caller, Provider, Told, scripted
from .relays import Proxy, proxied, secured
from .test_faults import org

HOST = "sis.example"
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxies_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def orgs(asked: Asked) -> Told:
    offset = int(asked.query["offset"][0])
    return Told({"orgs": [org(number) for number in range(3)][offset:]})


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


class Net:
    """A provider, its TLS, and a proxy that knows both as sis.example."""

    def __init__(self, stack: ExitStack, authority: trustme.CA, refuses: bytes | None = None) -> None:
        self.provider: Provider = stack.enter_context(scripted(orgs))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(HOST).configure_cert(context)
        self.tls = stack.enter_context(secured(self.provider.origin, context))
        self.proxy: Proxy = stack.enter_context(
            proxied({HOST: self.tls, "plain.example": self.provider.origin}, refuses)
        )


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def count(caller: Caller, origin: str, auth: Any = None, **options: Any) -> int:
    auth = auth or OAuth2(f"{origin}/token", "client", "s3cret")
    call = caller.open(f"{origin}/ims/oneroster", auth, **options)
    return len(call(lambda roster: roster.orgs.to_list()))


def test_https_goes_by_a_tunnel(caller: Caller, stack: ExitStack, authority: trustme.CA, trust: ssl.SSLContext) -> None:
    net = Net(stack, authority)
    url = net.proxy.url.replace("//", "//user:p%40ss@")
    assert count(caller, f"https://{HOST}", proxy=url, ca=trust) == 3
    assert set(net.proxy.asked) == {f"CONNECT {HOST}:443"}
    assert set(net.proxy.credentials) == {"user:p@ss"}
    assert net.proxy.passed == [], "the proxy cannot read what is sent"
    assert not [asked for asked in net.provider.asked if "proxy-authorization" in asked.headers]


@pytest.mark.parametrize("status", [b"403 Forbidden", b"407 Proxy Authentication Required", b"502 Bad Gateway"])
def test_a_proxy_that_refuses(
    caller: Caller, stack: ExitStack, authority: trustme.CA, trust: ssl.SSLContext, status: bytes
) -> None:
    net = Net(stack, authority, b"HTTP/1.1 " + status + b"\r\n")
    with pytest.raises(TransportError, match="the proxy refused") as caught:
        count(caller, f"https://{HOST}", proxy=net.proxy.url.replace("//", "//user:s3cret@"), ca=trust)
    assert "s3cret" not in f"{caught.value!r}"
    assert net.provider.asked == net.provider.tokens == []


def test_a_proxy_that_is_not_there(caller: Caller, trust: ssl.SSLContext) -> None:
    with proxied() as proxy:
        url = proxy.url.replace("//", "//user:s3cret@")
    with pytest.raises(TransportError, match="no connection could be made") as caught:
        count(caller, f"https://{HOST}", proxy=url, ca=trust)
    assert "s3cret" not in f"{caught.value!r}"


def test_plain_http_goes_by_the_proxy_only_where_it_is_allowed(
    caller: Caller, stack: ExitStack, authority: trustme.CA
) -> None:
    net = Net(stack, authority)
    assert count(caller, "http://plain.example", proxy=net.proxy.url, allow_http=True) == 3
    assert net.proxy.asked[0] == "POST http://plain.example/token"
    assert len(net.proxy.asked) == 1 + len(net.provider.asked)


def test_a_proxy_that_refuses_in_the_clear(caller: Caller, stack: ExitStack, authority: trustme.CA) -> None:
    net = Net(stack, authority, b"HTTP/1.1 407 Proxy Authentication Required\r\n")
    with pytest.raises(ApiError, match="the provider answered 407"):
        count(caller, "http://plain.example", BearerToken("t0ken"), proxy=net.proxy.url, allow_http=True)
    assert net.provider.asked == []


# --- the environment


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_the_environment_names_a_proxy(
    caller: Caller,
    stack: ExitStack,
    authority: trustme.CA,
    trust: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    net = Net(stack, authority)
    monkeypatch.setenv(variable, net.proxy.url)
    assert count(caller, f"https://{HOST}", ca=trust) == 3
    assert set(net.proxy.asked) == {f"CONNECT {HOST}:443"}


def test_no_proxy_for_some_hosts(
    caller: Caller, stack: ExitStack, authority: trustme.CA, trust: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = Net(stack, authority)
    monkeypatch.setenv("HTTPS_PROXY", net.proxy.url)
    monkeypatch.setenv("NO_PROXY", f"other.example,{HOST}")
    with pytest.raises(TransportError):
        count(caller, f"https://{HOST}", ca=trust)  # there is no such host but by the proxy
    assert net.proxy.asked == []


def test_what_the_caller_says_comes_before_the_environment(
    caller: Caller, stack: ExitStack, authority: trustme.CA, trust: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    net, other = Net(stack, authority), stack.enter_context(proxied())
    monkeypatch.setenv("HTTPS_PROXY", other.url)
    assert count(caller, f"https://{HOST}", proxy=net.proxy.url, ca=trust) == 3
    assert (other.asked, bool(net.proxy.asked)) == ([], True)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_not_reached_by_a_proxy_of_the_environment(
    caller: Caller,
    stack: ExitStack,
    authority: trustme.CA,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    host: str,
) -> None:
    """The token would go there in the clear."""
    net = Net(stack, authority)
    monkeypatch.setenv(variable, net.proxy.url)
    monkeypatch.delenv("REQUEST_METHOD", raising=False)
    assert count(caller, net.provider.origin.replace("127.0.0.1", host)) == 3
    assert net.proxy.asked == []
