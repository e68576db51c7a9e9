"""How the network is gone through: whose certificates are accepted, which is shown, and by which proxy."""

from __future__ import annotations

import importlib
import importlib.util
import os
import ssl
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from ._errors import ConfigError

Certificate: TypeAlias = str | tuple[str, str]
"""A PEM file with a certificate and its key, or one file of each."""
PROXIES: Final = ("http", "https", "socks5", "socks5h")
DIRECT: Final = ("all://localhost", "all://127.0.0.1", "all://[::1]")
"""What the proxies of the environment are not for: this machine is reached in the clear, and the token would go with
it to the proxy."""


_REFUSED: Final = "the server does not accept the certificate of the client (cert=)"
_ALERTS: Final[Mapping[str, str]] = {
    "alert handshake failure": "TLS failed; the server may want a certificate of the client (cert=)",
    "alert certificate required": "the server wants a certificate of the client (cert=)",
    "alert bad certificate": _REFUSED,
    "alert certificate expired": _REFUSED,
    "alert certificate revoked": _REFUSED,
    "alert certificate unknown": _REFUSED,
    "alert unknown ca": _REFUSED,
    "alert unsupported certificate": _REFUSED,
}


def trusted(library: Any, ca: str | ssl.SSLContext | None, cert: Certificate | None) -> ssl.SSLContext | None:
    """The context for connections; None for the one that the HTTP library makes by itself.

    Raises:
        ConfigError: a file cannot be used; names it.
    """
    if cert is None:
        return _authorities(ca) if isinstance(ca, str) else ca
    if isinstance(ca, ssl.SSLContext):
        raise ConfigError("cert= goes with a file in ca=; load the certificate into the SSLContext yourself")
    context: ssl.SSLContext = library.create_ssl_context() if ca is None else _authorities(ca)
    certificate, key = (cert, None) if isinstance(cert, str | os.PathLike) else cert
    try:
        context.load_cert_chain(certificate, key, password=_asked_for_a_password)
    except OSError as error:  # ssl.SSLError is one too
        named = repr(os.fspath(certificate)) + (f" and {os.fspath(key)!r}" if key is not None else "")
        raise ConfigError(f"cert={named}: {_problem(error, 'a certificate and its key')}") from None
    return context


def usual_context(library: str) -> ssl.SSLContext:
    """The context that an HTTP library makes by itself; one for all clients, for it takes long to make."""
    return _usual(library, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@lru_cache(maxsize=8)
def _usual(library: str, file: str | None, directory: str | None) -> ssl.SSLContext:
    context: ssl.SSLContext = importlib.import_module(library).create_ssl_context()
    return context


def _authorities(file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=file)
    except OSError as error:
        raise ConfigError(f"ca={os.fspath(file)!r}: {_problem(error, 'certificates')}") from None


def _problem(error: OSError, wanted: str) -> str:
    if isinstance(error, ssl.SSLError):
        return f"this does not hold {wanted} in PEM"
    return f"it cannot be read ({error.strerror})"


def _asked_for_a_password() -> str:
    raise ConfigError(
        "cert: the key is encrypted; decrypt it, or load it into an SSLContext of your own and give that as ca="
    )


def alert_in(text: str) -> str | None:
    """What the server says of the client's certificate, by the text of an error of OpenSSL; None if nothing."""
    lower = text.lower()
    return next((words for sign, words in _ALERTS.items() if sign in lower), None)


def checked_proxy(url: str | None) -> None:
    """Check the address of a proxy, which may hold a user and a password.

    Raises:
        ConfigError: it is none; the message does not show it.
    """
    if url is None:
        return
    try:
        parts = urlsplit(url)
        scheme = parts.scheme if parts.hostname and parts.port != 0 else ""
    except ValueError:
        scheme = ""
    if scheme not in PROXIES:
        raise ConfigError(
            f"the proxy must be an address such as http://proxy.example.org:3128; it may be {', '.join(PROXIES)}"
        )
    if scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise ConfigError("a SOCKS proxy needs the package socksio: pip install socksio")
