"""The one module that knows an HTTP library: httpx, or httpx2, its maintained continuation with the same interface.

Neither its types nor its exceptions leave this module: they carry URLs and headers, and with them tokens and names.
"""

from __future__ import annotations

import importlib
import ssl
import time
from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from ._errors import ConfigError
from ._flow import Answer, Failure, Reply, Request
from ._network import DIRECT, alert_in

LIBRARIES: Final = ("httpx", "httpx2")
MAX_BODY: Final = 512 * 1024 * 1024
"""Bytes of a decoded body after which an answer is refused; a page of 50,000 records of 1 KB takes a tenth of it."""


@frozen
class Timeout:
    """Seconds to wait.

    Attributes:
        connect: For a connection, and for a free one of the pool.
        read: For the next bytes of an answer, and for writing the next bytes of a request.
        total: For one whole request with its answer, however steadily it drips.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float = 300.0


@frozen
class Wire:
    """How to reach the provider; all that the HTTP library is told."""

    library: str
    timeout: Timeout
    max_connections: int
    headers: Mapping[str, str] = field(repr=False)
    proxy: str | None = field(repr=False)
    tls: ssl.SSLContext | None

    def client(self, kind: str) -> Any:
        """A new ``Client`` or ``AsyncClient`` of the library."""
        module = load(self.library)
        limits = module.Limits(max_connections=self.max_connections, max_keepalive_connections=self.max_connections)
        seconds = module.Timeout(
            connect=self.timeout.connect, read=self.timeout.read, write=self.timeout.read, pool=self.timeout.total
        )
        return getattr(module, kind)(
            limits=limits,
            timeout=seconds,
            headers=dict(self.headers),
            follow_redirects=False,
            proxy=self.proxy,
            mounts=dict.fromkeys(DIRECT) if self.proxy is None else None,
            verify=True if self.tls is None else self.tls,
        )


def load(library: str) -> Any:
    """The HTTP library's module."""
    if library not in LIBRARIES:
        raise ConfigError(f"http={library!r} is unknown; choose one of {', '.join(LIBRARIES)}")
    try:
        return importlib.import_module(library)
    except ModuleNotFoundError:
        pass
    raise ConfigError(f"http={library!r} needs the package {library}: pip install 'oneroster-sdk[{library}]'")


class BlockingHttp:
    """Sends requests, blocking. Safe to share between threads."""

    def __init__(self, wire: Wire) -> None:
        self._module = load(wire.library)
        self._total = wire.timeout.total
        self._client = wire.client("Client")

    def send(self, request: Request) -> Answer:
        deadline = time.monotonic() + self._total
        body = bytearray()
        try:
            with self._client.stream(
                request.method, request.url, headers=dict(request.headers), content=request.content
            ) as response:
                for chunk in response.iter_bytes():
                    body += chunk
                    refused = _refuse(len(body), deadline, self._total)
                    if refused:
                        return refused
                return _reply(response, body)
        except (self._module.HTTPError, self._module.InvalidURL, ssl.SSLError) as error:
            return _failure(self._module, error)

    def close(self) -> None:
        self._client.close()


class AwaitingHttp:
    """Sends requests, asynchronously. Belongs to one event loop."""

    def __init__(self, wire: Wire) -> None:
        self._module = load(wire.library)
        self._total = wire.timeout.total
        self._client = wire.client("AsyncClient")

    async def send(self, request: Request) -> Answer:
        deadline = time.monotonic() + self._total
        body = bytearray()
        try:
            async with self._client.stream(
                request.method, request.url, headers=dict(request.headers), content=request.content
            ) as response:
                async for chunk in response.aiter_bytes():
                    body += chunk
                    refused = _refuse(len(body), deadline, self._total)
                    if refused:
                        return refused
                return _reply(response, body)
        except (self._module.HTTPError, self._module.InvalidURL, ssl.SSLError) as error:
            return _failure(self._module, error)

    async def aclose(self) -> None:
        await self._client.aclose()


def _refuse(size: int, deadline: float, total: float) -> Failure | None:
    if size > MAX_BODY:
        return Failure(f"the answer is larger than {MAX_BODY // 2**20} MiB")
    if time.monotonic() > deadline:
        return Failure(f"the answer was not complete after {total:g} seconds")
    return None


def _reply(response: Any, body: bytearray) -> Reply:
    # Several headers of one name are joined as RFC 9110, section 5.3, has it.
    headers: dict[str, str] = {}
    for name, value in response.headers.multi_items():
        lower = name.lower()
        headers[lower] = f"{headers[lower]}, {value}" if lower in headers else value
    return Reply(response.status_code, headers, bytes(body))


def _failure(module: Any, error: Exception) -> Failure:
    alert = alert_in(str(error))
    if alert:
        return Failure(alert, sent=not isinstance(error, module.ConnectError))
    if isinstance(error, module.ConnectTimeout):
        return Failure("no connection was made in time", sent=False)
    if isinstance(error, module.PoolTimeout):
        return Failure("no connection became free in time", sent=False)
    if isinstance(error, module.TimeoutException):
        return Failure("the server did not answer in time")
    if isinstance(error, module.ConnectError):
        return Failure(f"no connection could be made ({_cause(error)})", sent=False)
    if isinstance(error, module.ProxyError):
        return Failure("the proxy refused", sent=False)
    if isinstance(error, module.DecodingError):
        return Failure("the body could not be decompressed")
    if isinstance(error, module.UnsupportedProtocol | module.InvalidURL):
        return Failure("the address is not a valid http or https URL", sent=False)
    return Failure("the connection broke")


def _cause(error: Exception) -> str:
    """Why there is no connection, from the text of the operating system or of TLS, which names no request."""
    text = str(error).lower()
    known = {
        "name or service not known": "the host name is unknown",
        "nodename nor servname": "the host name is unknown",
        "name resolution": "the host name could not be looked up",
        "getaddrinfo": "the host name is unknown",
        "no address associated": "the host name is unknown",
        "refused": "it was refused",
        "certificate": "the certificate was not accepted",
        "ssl": "TLS failed",
        "unreachable": "the network is unreachable",
    }
    return next((words for sign, words in known.items() if sign in text), "the host cannot be reached")
