"""The one module that knows an HTTP library: httpx, or httpx2, its maintained continuation with the same interface.

Neither its types nor its exceptions leave this module: they carry URLs and headers, and with them tokens and names.
"""

from __future__ import annotations

import asyncio
import importlib
import ssl
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from ._bounded import TOO_SLOW, AsyncBackend, Backend, Due, Unresolved
from ._errors import ConfigError
from ._flow import Answer, Failure, Reply, Send
from ._inflating import CODINGS, Garbled, Inflating
from ._leftovers import watch
from ._logging import hush, unlogged
from ._network import DIRECT, Certificate, alert_in, usual_context

LIBRARIES: Final = ("httpx", "httpx2")
_USUAL: Final = {"Accept": "*/*", "Accept-Encoding": ", ".join(CODINGS)}
_LATE: Final = Failure("the time was up", late=True)
MAX_BODY: Final = 512 * 1024 * 1024
"""Bytes of a decoded body after which an answer is refused; a page of 50,000 records of 1 KB takes a tenth of it."""


@frozen
class Wire:
    """How to reach the provider; all that the HTTP library is told."""

    library: str
    max_connections: int
    proxy: str | None = field(repr=False)
    ca: str | ssl.SSLContext | None = field(repr=False)
    cert: Certificate | None = field(repr=False)
    tls: ssl.SSLContext | None = field(eq=False, repr=False)
    """What comes of the two."""

    def client(self, kind: str) -> Any:
        """A new ``Client`` or ``AsyncClient`` of the library."""
        module = load(self.library)
        hush(self.library)
        # Of connections at work there are no more than may be: `Hands` see to that, and the library need not count.
        limits = module.Limits(max_connections=None, max_keepalive_connections=self.max_connections)
        return getattr(module, kind)(
            limits=limits,
            follow_redirects=False,
            proxy=self.proxy,
            mounts=dict.fromkeys(DIRECT) if self.proxy is None else None,
            verify=usual_context(self.library) if self.tls is None else self.tls,
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
        self._client = wire.client("Client")
        self._due = Due()
        for pool in _pools(self._client):
            pool._network_backend = Backend(pool._network_backend, self._due)

    def send(self, step: Send) -> Answer:
        due = time.monotonic() + step.timeout.total
        try:
            with unlogged(), self._due.until(due):
                request = _asked(self._module, self._client, step)
                response = _way(self._client, request).handle_request(request)
                try:
                    _keep_cookies(self._client, request, response)
                    body = _Body(response, due)
                    for chunk in response.stream:
                        body.add(chunk)
                    return body.reply()
                finally:
                    response.close()
        except _Refused as refusal:
            return refusal.failure
        except Garbled as garbled:
            return Failure(str(garbled))
        except (self._module.HTTPError, self._module.InvalidURL, ssl.SSLError, Unresolved) as error:
            return _failure(self._module, error, late=time.monotonic() >= due)

    def close(self) -> None:
        self._due.closed = True
        self._client.close()


class AwaitingHttp:
    """Sends requests, asynchronously. Belongs to one event loop."""

    def __init__(self, wire: Wire) -> None:
        self._module = load(wire.library)
        self._client = wire.client("AsyncClient")
        self._backends = [AsyncBackend(pool._network_backend) for pool in _pools(self._client)]
        for pool, backend in zip(_pools(self._client), self._backends, strict=True):
            pool._network_backend = backend

    async def send(self, step: Send) -> Answer:
        due = time.monotonic() + step.timeout.total
        try:
            with unlogged():
                return await self._answer(step, due)
        except TimeoutError:
            return _LATE
        except _Refused as refusal:
            return refusal.failure
        except Garbled as garbled:
            return Failure(str(garbled))
        except (self._module.HTTPError, self._module.InvalidURL, ssl.SSLError, Unresolved) as error:
            return _failure(self._module, error, late=time.monotonic() >= due)

    async def _answer(self, step: Send, due: float) -> Answer:
        async with asyncio.timeout(step.timeout.total):
            request = _asked(self._module, self._client, step)
            response = await _way(self._client, request).handle_async_request(request)
            try:
                _keep_cookies(self._client, request, response)
                body = _Body(response, due)
                async for chunk in response.stream:
                    body.add(chunk)
                return body.reply()
            finally:
                await response.aclose()

    async def aclose(self) -> None:
        for backend in self._backends:
            backend.closed = True
        await self._client.aclose()


def _pools(client: Any) -> list[Any]:
    """Where the HTTP library keeps its connections.

    It does not promise these names; tests over both libraries show that they are there and are used.
    """
    return [each._pool for each in (client._transport, *filter(None, client._mounts.values()))]


def _way(client: Any, request: Any) -> Any:
    """The transport for a request: what stands below the library's client. Tools that watch or mock it take hold here.

    The client would look for redirects, credentials and hooks of its own, of which there are none, with every page.
    """
    return client._transport_for_url(request.url)


def _keep_cookies(client: Any, request: Any, response: Any) -> None:
    if "set-cookie" in response.headers:
        response.request = request
        client.cookies.extract_cookies(response)


def _asked(module: Any, client: Any, step: Send) -> Any:
    """The request as the library has it. Its client would look for an address of its own to put before the URL."""
    given, timeout = step.request, step.timeout
    seconds = {"connect": timeout.connect, "read": timeout.read, "write": timeout.read, "pool": timeout.total}
    headers = {**_USUAL, **given.headers}
    request = module.Request(
        given.method, given.url, headers=headers, content=given.content, extensions={"timeout": seconds}
    )
    if client.cookies:
        client.cookies.set_cookie_header(request)
    return request


class _Refused(Exception):
    """An answer that is not read to its end."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


class _Body:
    """What has come of an answer so far, within bounds."""

    def __init__(self, response: Any, due: float) -> None:
        self._response = response
        self._due = due
        self._chunks: list[bytes] = []
        self._size = 0
        self._inflating = _inflating(response.headers.get("content-encoding", ""))
        watch(response)

    def add(self, piece: bytes) -> None:
        chunk = self._inflating.add(piece) if self._inflating else piece
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > MAX_BODY:
            raise _Refused(Failure(f"the answer is larger than {MAX_BODY // 2**20} MiB"))
        if time.monotonic() > self._due:
            raise _Refused(_LATE)

    def reply(self) -> Reply:
        if self._inflating:
            self._inflating.end()
        # Several headers of one name are joined as RFC 9110, section 5.3, has it.
        headers: dict[str, str] = {}
        for name, value in self._response.headers.multi_items():
            lower = name.lower()
            headers[lower] = f"{headers[lower]}, {value}" if lower in headers else value
        return Reply(self._response.status_code, headers, b"".join(self._chunks))


def _inflating(header: str) -> Inflating | None:
    """How to decompress a body with this ``Content-Encoding``; None if it is not compressed."""
    codings = [word for word in header.lower().replace(" ", "").split(",") if word not in ("", "identity")]
    if not codings:
        return None
    # Compressed twice, a thousand bytes may be a thousand millions before anybody can count them.
    if len(codings) > 1 or codings[0].removeprefix("x-") not in CODINGS:
        raise _Refused(Failure("the body is compressed in a way that was not asked for"))
    return Inflating(MAX_BODY)


def _failure(module: Any, error: Exception, *, late: bool) -> Failure:
    failure = _explained(module, error)
    return evolve(failure, late=late or failure.late)


def _explained(module: Any, error: Exception) -> Failure:
    alert = alert_in(str(error))
    if alert:
        return Failure(alert, sent=not isinstance(error, module.ConnectError))
    if isinstance(error, module.ConnectTimeout):
        return Failure("no connection was made in time", sent=False)
    if isinstance(error, module.PoolTimeout):
        return Failure("no connection became free in time", sent=False)
    if isinstance(error, module.TimeoutException):
        return Failure("the server did not answer in time")
    if isinstance(error, Unresolved | module.ConnectError):
        return Failure(f"no connection could be made ({_cause(error)})", sent=False)
    if isinstance(error, module.ProxyError):
        return Failure("the proxy refused", sent=False)
    if isinstance(error, module.UnsupportedProtocol | module.InvalidURL):
        return Failure("the address is not a valid http or https URL", sent=False)
    return Failure("the connection broke")


def _cause(error: BaseException) -> str:
    """Why there is no connection, from what the operating system or TLS say, which name no request."""
    said = " ".join(f"{type(each).__name__} {each}" for each in _chain(error)).lower()
    return next((words for sign, words in _CAUSES.items() if sign in said), "the host cannot be reached")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


_CAUSES: Final[Mapping[str, str]] = {
    "name or service not known": "the host name is unknown",
    "nodename nor servname": "the host name is unknown",
    "no address associated": "the host name is unknown",
    TOO_SLOW: "the host name could not be looked up in time",
    "name resolution": "the host name could not be looked up",
    "gaierror": "the host name could not be looked up",
    "refused": "it was refused",
    "certificate": "the certificate was not accepted",
    "ssl": "TLS failed",
    "unreachable": "the network is unreachable",
}
"""In the words of the operating systems, of Python and of OpenSSL."""
