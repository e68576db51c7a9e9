"""Over real TLS: private authorities, and certificates of clients."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import trustme

from oneroster_sdk import OAuth2, TransportError

from .conftest import Asked, Caller, Provider, Told, scripted
from .relays import secured, shaking_hands
from .test_faults import org

Serve = Callable[..., Provider]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def files(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """PEM files: the authority, another one, and a client's certificate and key, together and apart."""
    folder = tmp_path_factory.mktemp("tls")
    client = authority.issue_cert("client.example")
    blobs = {
        "ca": [authority.cert_pem],
        "other": [trustme.CA().cert_pem],
        "both": [client.private_key_and_cert_chain_pem],
        "cert": client.cert_chain_pems,
        "key": [client.private_key_pem],
        "stranger": [trustme.CA().issue_cert("client.example").private_key_and_cert_chain_pem],
    }
    for name, parts in blobs.items():
        (folder / name).write_bytes(b"".join(part.bytes() for part in parts))
    return {name: str(folder / name) for name in blobs}


def orgs(asked: Asked) -> Told:
    offset = int(asked.query["offset"][0])
    return Told({"orgs": [org(number) for number in range(3)][offset:]})


def asking(authority: trustme.CA) -> ssl.SSLContext:
    """For a server that wants a certificate of the authority from its clients."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


@pytest.fixture
def served(authority: trustme.CA) -> Iterator[Serve]:
    """Serves orgs over TLS; with `asks`, to clients that show a certificate only."""
    with ExitStack() as stack:

        def serve(host: str = "127.0.0.1", *, asks: bool = False) -> Provider:
            context = asking(authority) if asks else ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(host).configure_cert(context)
            provider = stack.enter_context(scripted(orgs))
            provider.origin = stack.enter_context(secured(provider.origin, context))
            return provider

        yield serve


def ids(caller: Caller, provider: Provider, **options: Any) -> list[str]:
    call = caller.open(provider.base_url, provider.auth, **options)
    return [each.sourced_id for each in call(lambda roster: roster.orgs.to_list())]


ALL = ["o0000", "o0001", "o0002"]


@pytest.mark.parametrize("form", ["file", "context"])
def test_a_private_authority(caller: Caller, served: Serve, files: dict[str, str], form: str) -> None:
    provider = served()
    ca = files["ca"] if form == "file" else ssl.create_default_context(cafile=files["ca"])
    assert ids(caller, provider, ca=ca) == ALL
    assert provider.tokens


def test_a_private_authority_of_the_environment(
    caller: Caller, served: Serve, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", files["ca"])
    assert ids(caller, served()) == ALL


@pytest.mark.parametrize("ca", ["other", None])
def test_an_authority_that_is_not_known(caller: Caller, served: Serve, files: dict[str, str], ca: str | None) -> None:
    provider = served()
    with pytest.raises(TransportError, match="the certificate was not accepted"):
        ids(caller, provider, ca=files[ca] if ca else None)
    assert provider.asked == provider.tokens == []


def test_a_certificate_for_another_host(caller: Caller, served: Serve, files: dict[str, str]) -> None:
    provider = served("sis.example")
    with pytest.raises(TransportError, match="the certificate was not accepted"):
        ids(caller, provider, ca=files["ca"])
    assert provider.asked == provider.tokens == []


@pytest.mark.parametrize("pair", [False, True])
def test_a_certificate_of_the_client(caller: Caller, served: Serve, files: dict[str, str], pair: bool) -> None:
    cert = (files["cert"], files["key"]) if pair else files["both"]
    assert ids(caller, served(asks=True), ca=files["ca"], cert=cert) == ALL


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=lambda version: version.name)
@pytest.mark.parametrize(
    ("cert", "reason", "words", "words_before"),
    [
        (
            None,
            "PEER_DID_NOT_RETURN_A_CERTIFICATE",
            "the server wants a certificate of the client (cert=)",
            "TLS failed; the server may want a certificate of the client (cert=)",
        ),
        (
            "stranger",
            "CERTIFICATE_VERIFY_FAILED",
            "the server does not accept the certificate of the client (cert=)",
            "the server does not accept the certificate of the client (cert=)",
        ),
    ],
)
def test_without_the_certificate_that_is_asked_for(
    caller: Caller,
    authority: trustme.CA,
    files: dict[str, str],
    cert: str | None,
    reason: str,
    words: str,
    words_before: str,
    version: ssl.TLSVersion,
) -> None:
    context = asking(authority)
    context.minimum_version = context.maximum_version = version
    with shaking_hands(context) as (origin, outcomes):
        auth = OAuth2(f"{origin}/token", "client", "s3cret")
        call = caller.open(origin, auth, ca=files["ca"], cert=files[cert] if cert else None)
        with pytest.raises(TransportError) as caught:
            call(lambda roster: roster.orgs.to_list())
    wanted = words if version is ssl.TLSVersion.TLSv1_3 else words_before
    assert f"the token endpoint: {wanted}" in str(caught.value)
    assert set(outcomes) == {reason}


def test_the_token_url_may_have_an_authority_of_its_own(
    caller: Caller, served: Serve, files: dict[str, str], tmp_path: Path
) -> None:
    """Both stand in one file."""
    together = tmp_path / "together"
    together.write_text(Path(files["other"]).read_text() + Path(files["ca"]).read_text())
    provider, tokens = served(), served()
    auth = OAuth2(f"{tokens.origin}/token", "client", "s3cret")
    call = caller.open(provider.base_url, auth, ca=str(together))
    assert len(call(lambda roster: roster.orgs.to_list())) == 3
    assert (len(tokens.tokens), provider.tokens) == (1, [])
