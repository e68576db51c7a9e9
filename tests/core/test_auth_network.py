"""Certificates and proxies, as far as they can be judged before anything is sent."""

from __future__ import annotations

import importlib.util
import ssl
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from oneroster_sdk import ConfigError, OAuth2, OneRoster
from oneroster_sdk._network import alert_in, checked_proxy, trusted

BASE = "https://x.example/ims/oneroster"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def files(authority: trustme.CA, tmp_path: Path) -> dict[str, str]:
    """An authority, a certificate and its key, together and apart, the key of another, and what is none of these."""
    mine, other = authority.issue_cert("client.example"), authority.issue_cert("other.example")
    made = {
        name: str(tmp_path / name) for name in ("ca", "both", "cert", "key", "other", "garbage", "locked", "missing")
    }
    authority.cert_pem.write_to_path(made["ca"])
    mine.private_key_and_cert_chain_pem.write_to_path(made["both"])
    mine.cert_chain_pems[0].write_to_path(made["cert"])
    mine.private_key_pem.write_to_path(made["key"])
    other.private_key_pem.write_to_path(made["other"])
    Path(made["garbage"]).write_text("s3cret")
    Path(made["locked"]).write_bytes(mine.cert_chain_pems[0].bytes() + encrypted(mine.private_key_pem.bytes()))
    return made


def encrypted(key: bytes) -> bytes:
    from cryptography.hazmat.primitives import serialization

    loaded = serialization.load_pem_private_key(key, None)
    form = serialization.PrivateFormat.PKCS8
    return loaded.private_bytes(serialization.Encoding.PEM, form, serialization.BestAvailableEncryption(b"s3cret"))


def subjects(context: ssl.SSLContext | None) -> int:
    assert context is not None
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    return len(context.get_ca_certs())


def test_nothing_said_is_left_to_the_library() -> None:
    assert trusted(httpx, None, None) is None


def test_a_context_is_taken_as_it_is() -> None:
    context = ssl.create_default_context()
    assert trusted(httpx, context, None) is context


def test_a_file_of_authorities_takes_the_place_of_the_public_ones(files: dict[str, str]) -> None:
    assert subjects(trusted(httpx, files["ca"], None)) == 1


@pytest.mark.parametrize("pair", [False, True])
def test_a_certificate_of_the_client(files: dict[str, str], pair: bool) -> None:
    cert: Any = (files["cert"], files["key"]) if pair else files["both"]
    assert subjects(trusted(httpx, files["ca"], cert)) == 1
    assert subjects(trusted(httpx, None, cert)) > 20, "the public authorities are trusted where no other is named"
    assert subjects(trusted(httpx, files["ca"], Path(files["both"]))) == 1  # type: ignore[arg-type]


def test_without_an_authority_the_context_of_the_library_shows_the_certificate(files: dict[str, str]) -> None:
    """It knows of SSL_CERT_FILE, and of the authorities that the library trusts."""
    own = ssl.create_default_context()

    class Library:
        def create_ssl_context(self) -> ssl.SSLContext:
            return own

    assert trusted(Library(), None, files["both"]) is own


def test_a_certificate_does_not_change_the_context_of_the_caller(files: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as caught:
        trusted(httpx, ssl.create_default_context(), files["both"])
    expected = "cert= goes with a file in ca=; load the certificate into the SSLContext yourself"
    assert str(caught.value) == expected


NO_FILE = "it cannot be read (No such file or directory)"


@pytest.mark.parametrize(
    ("ca", "cert", "problem"),
    [
        ("missing", None, f"ca='{{missing}}': {NO_FILE}"),
        ("garbage", None, "ca='{garbage}': this does not hold certificates in PEM"),
        ("ca", "missing", f"cert='{{missing}}': {NO_FILE}"),
        ("ca", "garbage", "cert='{garbage}': this does not hold a certificate and its key in PEM"),
        (None, "cert", "cert='{cert}': this does not hold a certificate and its key in PEM"),
        ("ca", ("cert", "missing"), f"cert='{{cert}}' and '{{missing}}': {NO_FILE}"),
        ("ca", ("cert", "other"), "cert='{cert}' and '{other}': this does not hold a certificate and its key in PEM"),
        (
            "ca",
            "locked",
            "cert: the key is encrypted; decrypt it, or load it into an SSLContext of your own and give that as ca=",
        ),
    ],
)
def test_files_that_cannot_be_used(files: dict[str, str], ca: str | None, cert: Any, problem: str) -> None:
    place = files.get(cert) if isinstance(cert, str) else cert and tuple(files[each] for each in cert)
    with pytest.raises(ConfigError) as caught:
        trusted(httpx, files[ca] if ca else None, place)
    assert str(caught.value) == problem.format(**files)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_they_are_used_when_the_client_is_made(files: dict[str, str]) -> None:
    auth = OAuth2("https://x.example/token", "client", "s3cret")
    OneRoster(BASE, auth=auth, ca=files["ca"], cert=files["both"]).close()
    for options in ({"ca": files["missing"]}, {"cert": files["missing"]}):
        with pytest.raises(ConfigError, match="cannot be read"):
            OneRoster(BASE, auth=auth, **options)  # type: ignore[arg-type]


REFUSED = "the server does not accept the certificate of the client (cert=)"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure (_ssl.c:1006)",
            "TLS failed; the server may want a certificate of the client (cert=)",
        ),
        ("TLSV13 Alert Certificate Required", "the server wants a certificate of the client (cert=)"),
        ("tlsv1 alert unknown ca", REFUSED),
        ("sslv3 alert bad certificate", REFUSED),
        ("sslv3 alert certificate expired", REFUSED),
        ("sslv3 alert certificate revoked", REFUSED),
        ("sslv3 alert certificate unknown", REFUSED),
        ("sslv3 alert unsupported certificate", REFUSED),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", None),
        ("", None),
    ],
)
def test_what_the_server_says_of_the_certificate(text: str, words: str | None) -> None:
    assert alert_in(text) == words


# --- proxies


@pytest.mark.parametrize(
    "url", [None, "http://proxy.example", "http://proxy.example:3128/", "https://user:s3cret@proxy.example:1", "http://[::1]:8"]
)  # fmt: skip
def test_proxies(url: str | None) -> None:
    checked_proxy(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "proxy.example:3128",
        "ftp://user:s3cret@x",
        "http://",
        "http://user:s3cret@",
        "http://s3cret:port",
        "http://[s3cret",
        "http://s3cret:99999",
        "http://s3cret:0",
    ],
)
def test_what_is_no_proxy(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        checked_proxy(url)
    assert str(caught.value) == (
        "the proxy must be an address such as http://proxy.example.org:3128; it may be http, https, socks5, socks5h"
    )
    with pytest.raises(ConfigError):
        OneRoster(BASE, auth=OAuth2("https://x.example/token", "client", "s3cret"), proxy=url)


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
@pytest.mark.parametrize("there", [True, False])
def test_socks_needs_a_package(monkeypatch: pytest.MonkeyPatch, scheme: str, there: bool) -> None:
    asked: list[str] = []

    def find(name: str) -> object:
        asked.append(name)
        return object() if there else None

    monkeypatch.setattr(importlib.util, "find_spec", find)
    url = f"{scheme}://proxy.example:1080"
    if there:
        checked_proxy(url)
    else:
        with pytest.raises(ConfigError) as caught:
            checked_proxy(url)
        assert str(caught.value) == "a SOCKS proxy needs the package socksio: pip install socksio"
    assert asked == ["socksio"]


def test_credentials_of_a_proxy_do_not_show() -> None:
    auth = OAuth2("https://x.example/token?key=s3cret", "client", "s3cret")
    with OneRoster(BASE, auth=auth, proxy="http://user:s3cret@proxy.example:3128", headers={"X": "s3cret"}) as roster:
        assert "s3cret" not in repr([roster, roster._engine.core, roster._engine.pool.wire])
