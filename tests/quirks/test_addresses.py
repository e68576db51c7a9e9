"""Where providers keep their services, and by which authority their certificates are signed."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import trustme

from oneroster_sdk import TransportError

from ..client.conftest import Asked, Provider, Told
from ..client.relays import secured
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


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_said_service_by_service(caller: Caller, serve: Serve, layout: str) -> None:
    """Where nothing of the address is as the standard has it; the service may be on another host, too."""
    _, version, _, users, line_items = LAYOUTS[layout]
    rows = {users: Quirky(people(3)), line_items: Quirky([base("li1")], key="lineItems")}
    provider = serve(lambda asked: rows[asked.path](asked) if asked.path in rows else Told(b"", 404))
    elsewhere = serve(lambda asked: Told(b"", 404))
    roots = {"rostering": users.removesuffix("/users"), "gradebook": line_items.removesuffix("/lineItems")}
    services = {"v1p1": roots["rostering"]} if version == "1.1" else roots
    call = caller.open(
        elsewhere.origin,
        provider.auth,
        version=version,
        service_urls={name: f"{provider.origin}{path}" for name, path in services.items()},
    )
    assert [each.sourced_id for each in call(lambda roster: roster.users.to_list())] == names(3)
    assert [each.sourced_id for each in call(lambda roster: roster.line_items.to_list())] == ["li1"]
    assert {asked.path for asked in provider.asked} == {users, line_items}
    assert elsewhere.asked == elsewhere.tokens == []


def test_layout_of_a_profile(caller: Caller, serve: Serve) -> None:
    provider = serve(Quirky(people(3)))
    layout = {"rostering": "{base}/ims/oneroster/v1p2"}
    call = caller.open(provider.origin, provider.auth, profile={"layout": layout})
    assert len(call(lambda roster: roster.users.to_list())) == 3
    assert {asked.path for asked in provider.asked} == {"/ims/oneroster/v1p2/users"}


# --- TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """One that is not public."""
    return trustme.CA()


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


@pytest.fixture
def behind_tls(serve: Serve, authority: trustme.CA) -> Iterator[Serve]:
    """Serves a script over TLS, with a certificate of that authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ExitStack() as stack:

        def serving(script: Any) -> Provider:
            provider = serve(script)
            provider.origin = stack.enter_context(secured(provider.origin, context))
            return provider

        yield serving


@pytest.mark.parametrize("form", ["file", "context"])
def test_private_authority(caller: Caller, behind_tls: Serve, ca: str, form: str) -> None:
    provider = behind_tls(Quirky(people(7), caps=(5,)))
    outcome = pulled(caller, provider, ca=ca if form == "file" else ssl.create_default_context(cafile=ca))
    assert outcome.ids == names(7)
    assert outcome.report.complete
    assert provider.tokens


def test_private_authority_that_is_not_known(caller: Caller, behind_tls: Serve) -> None:
    provider = behind_tls(Quirky(people(7)))
    error = failing(caller, provider)
    assert isinstance(error, TransportError)
    assert "the certificate was not accepted" in str(error)
    assert provider.asked == provider.tokens == []


def test_private_authority_of_links(caller: Caller, behind_tls: Serve, ca: str) -> None:
    """Behind a proxy: a provider reached by https names its pages with http; no token goes there in the clear."""

    def headers(window: Any) -> dict[str, str]:
        there = f"http://{window.asked.headers['host']}{window.asked.path}?offset={window.after}"
        return {"Link": f'<{there}>; rel="next"'} if window.more else {}

    outcome = pulled(caller, behind_tls(Quirky(people(13), caps=(5,), headers=headers)), ca=ca)
    assert outcome.ids == names(13)
    assert (outcome.report.complete, outcome.report.evidence) == (True, "an empty page")
