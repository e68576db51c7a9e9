"""Where providers keep their services, and by which authority their certificates are signed."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import TCPServer
from typing import Any

import pytest

from oneroster_sdk import TransportError

from ..client.conftest import Asked, Provider, Told, scripted
from .conftest import Caller, Serve, failing, pulled
from .provider import Quirky, base, names, people

# The base URL after the host, the version, options of the client, and where users and line items are then.
LAYOUTS: dict[str, tuple[str, str, dict[str, str], str, str]] = {
    "1.1 below /ims/oneroster": (
        "/ims/oneroster",
        "1.1",
        {},
        "/ims/oneroster/v1p1/users",
        "/ims/oneroster/v1p1/lineItems",
    ),
    "1.2 below /ims/oneroster": (
        "/ims/oneroster",
        "1.2",
        {},
        "/ims/oneroster/rostering/v1p2/users",
        "/ims/oneroster/gradebook/v1p2/lineItems",
    ),
    "1.2, one address for all services": (
        "/ims/oneroster",
        "1.2",
        {"rostering": "/ims/oneroster/v1p2", "gradebook": "/ims/oneroster/v1p2"},
        "/ims/oneroster/v1p2/users",
        "/ims/oneroster/v1p2/lineItems",
    ),
    "below an application": (
        "/campus/api/oneroster/v1p2/app-1/ims/oneroster",
        "1.2",
        {},
        "/campus/api/oneroster/v1p2/app-1/ims/oneroster/rostering/v1p2/users",
        "/campus/api/oneroster/v1p2/app-1/ims/oneroster/gradebook/v1p2/lineItems",
    ),
    "the version twice": (
        "/ws/v1p1/ims/oneroster",
        "1.1",
        {},
        "/ws/v1p1/ims/oneroster/v1p1/users",
        "/ws/v1p1/ims/oneroster/v1p1/lineItems",
    ),
    "below /api": ("/api/oneroster", "1.1", {}, "/api/oneroster/v1p1/users", "/api/oneroster/v1p1/lineItems"),
    "no version at all": (
        "/api",
        "1.1",
        {"v1p1": "/api/oneroster/"},
        "/api/oneroster/users",
        "/api/oneroster/lineItems",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(caller: Caller, serve: Serve, layout: str) -> None:
    root, version, services, users, line_items = LAYOUTS[layout]

    def script(asked: Asked) -> Told:
        rows = {users: Quirky(people(3)), line_items: Quirky([base("li1")], key="lineItems")}
        return rows[asked.path](asked) if asked.path in rows else Told(b"", 404)

    provider = serve(script)
    call = caller.open(
        f"{provider.origin}{root}",
        provider.auth,
        version=version,
        service_urls={name: f"{provider.origin}{path}" for name, path in services.items()},
    )
    assert [each.sourced_id for each in call(lambda roster: roster.users.to_list())] == names(3)
    assert [each.sourced_id for each in call(lambda roster: roster.line_items.to_list())] == ["li1"]
    assert {asked.path for asked in provider.asked} == {users, line_items}


def test_layout_of_a_profile(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(3)))
    layout = {"rostering": "{base}/ims/oneroster/v1p2"}
    call = caller.open(provider.origin, provider.auth, profile={"layout": layout})
    assert len(call(lambda roster: roster.users.to_list())) == 3
    assert {asked.path for asked in provider.asked} == {"/ims/oneroster/v1p2/users"}


# --- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine that no public authority has signed, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("a private certificate needs openssl, which is not on PATH")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "made.pem", folder / "key.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    holder = ["-subj", "/CN=made-up authority", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", *kind, *holder, "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


@pytest.fixture
def secured(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], Any]:
    """Serves a script over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    @contextmanager
    def serving(script: Any) -> Iterator[Provider]:
        plain = TCPServer.get_request

        def wrapped(server: TCPServer) -> Any:
            connection, address = plain(server)
            return context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

        monkeypatch.setattr(TCPServer, "get_request", wrapped)
        monkeypatch.setattr(TCPServer, "handle_error", lambda server, request, address: None)
        with scripted(script) as provider:
            provider.origin = provider.origin.replace("http:", "https:")
            yield provider

    return serving


@pytest.mark.parametrize("form", ["file", "context"])
def test_private_authority(caller: Caller, secured: Any, certificate: tuple[Path, Path], form: str) -> None:
    ca = str(certificate[0]) if form == "file" else ssl.create_default_context(cafile=certificate[0])
    with secured(Quirky(people(7), caps=(5,))) as provider:
        outcome = pulled(caller, provider, ca=ca)
        assert outcome.ids == names(7)
        assert outcome.report.complete
        assert provider.tokens


def test_private_authority_that_is_not_known(caller: Caller, secured: Any) -> None:
    with secured(Quirky(people(7))) as provider:
        error = failing(caller, provider)
        assert isinstance(error, TransportError)
        assert "the certificate was not accepted" in str(error)
        assert provider.asked == provider.tokens == []


def test_private_authority_of_links(caller: Caller, secured: Any, certificate: tuple[Path, Path]) -> None:
    """Behind a proxy: a provider reached by https names its pages with http; no token goes there in the clear."""

    def headers(window: Any) -> dict[str, str]:
        there = f"http://{window.asked.headers['host']}{window.asked.path}?offset={window.after}"
        return {"Link": f'<{there}>; rel="next"'} if window.more else {}

    with secured(Quirky(people(13), caps=(5,), headers=headers)) as provider:
        outcome = pulled(caller, provider, ca=str(certificate[0]))
        assert outcome.ids == names(13)
        assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
