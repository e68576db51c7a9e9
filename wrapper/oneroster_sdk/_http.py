"""The one module that knows an HTTP library: httpx, or httpx2, its maintained continuation with the same interface.

Neither its types nor its exceptions leave this module: they carry URLs and headers, and with them tokens and names.
"""

from __future__ import annotations

import asyncio
import importlib
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from ._bounded import TOO_SLOW, AsyncBackend, Backend, Due, Unresolved
from ._errors import ConfigError
from ._flow import Answer, Failure, Reply, Send
from ._inflating import CODINGS, Garbled, Inflating
from ._lean import AsyncExchange, Exchange
from ._leftovers import watch
from ._logging import Unlogged, core_of, hush
from ._network import DIRECT, Certificate, alert_in, usual_context
from ._straight import Straight, is_genuine

LIBRARIES: Final = ("httpx", "httpx2")
_USUAL: Final = {"Accept": "*/*", "Accept-Encoding": ", ".join(CODINGS)}
_LATE: Final = Failure("the time was up", late=True)
_SENDING: Final = ("send", "_send_single_request")
"""The methods of a client that a request of ours would go through."""
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
        self._client = wire.client("Client")
        self._exchange = _Exchange(wire.library, self._client, "handle_request")
        self._due = Due()
        for pool in _pools(self._client):
            pool._network_backend = Backend(pool._network_backend, self._due)

    def send(self, step: Send) -> Answer:
        due = time.monotonic() + step.timeout.total
        try:
            with Unlogged(), self._due.until(due):
                way, request = self._exchange.asked(step)
                response = way.handle_request(request)
                try:
                    body = _Body(self._exchange.came(step, response), due)
                    for chunk in response.stream:
                        body.add(chunk)
                    return body.reply()
                finally:
                    response.close()
        except _Refused as refusal:
            return refusal.failure
        except Garbled as garbled:
            return Failure(str(garbled))
        except self._exchange.faults as error:
            return _failure(error, late=time.monotonic() >= due)

    def close(self) -> None:
        self._due.closed = True
        self._client.close()


class AwaitingHttp:
    """Sends requests, asynchronously. Belongs to one event loop."""

    def __init__(self, wire: Wire) -> None:
        self._client = wire.client("AsyncClient")
        self._exchange = _Exchange(wire.library, self._client, "handle_async_request")
        self._backends = [AsyncBackend(pool._network_backend) for pool in _pools(self._client)]
        for pool, backend in zip(_pools(self._client), self._backends, strict=True):
            pool._network_backend = backend

    async def send(self, step: Send) -> Answer:
        due = time.monotonic() + step.timeout.total
        try:
            async with asyncio.timeout(step.timeout.total):
                with Unlogged():
                    return await self._answer(step, due)
        except TimeoutError:
            return _LATE
        except _Refused as refusal:
            return refusal.failure
        except Garbled as garbled:
            return Failure(str(garbled))
        except self._exchange.faults as error:
            return _failure(error, late=time.monotonic() >= due)

    async def _answer(self, step: Send, due: float) -> Answer:
        way, request = self._exchange.asked(step)
        response = await way.handle_async_request(request)
        try:
            body = _Body(self._exchange.came(step, response), due)
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


class _Exchange:
    """Requests as the HTTP library takes them, and its answers, for one client of it.

    They go by its transports: the client itself would look for redirects, credentials and hooks of its own, of which
    there are none, with every page. Most go straight to the connections, which takes a third less. Where something
    stands in the place of the client's own methods, as tracers put it there, all go by these.
    """

    def __init__(self, library: str, client: Any, method: str) -> None:
        self._module, self._client = load(library), client
        core = importlib.import_module(core_of(library))
        self._straight = Straight(self._module, client, method, core)
        self.faults: Final = (
            *(self._module.HTTPError, self._module.InvalidURL, ssl.SSLError, Unresolved),
            *(core.TimeoutException, core.NetworkError, core.ProtocolError, core.ProxyError, core.UnsupportedProtocol),
        )

    def asked(self, step: Send) -> tuple[Any, Any]:
        """What handles a request, and the request."""
        given, timeout = step.request, step.timeout
        seconds = {"connect": timeout.connect, "read": timeout.read, "write": timeout.read, "pool": timeout.total}
        headers = {**_USUAL, **given.headers}
        is_as_made = all(is_genuine(self._client, method, self._module) for method in _SENDING)
        if is_as_made and given.method == "GET" and given.content is None:
            straight = self._straight.question(given.url, headers, seconds)
            if straight is not None:
                return straight
        request = self._module.Request(
            given.method, given.url, headers=headers, content=given.content, extensions={"timeout": seconds}
        )
        if self._client.cookies:
            self._client.cookies.set_cookie_header(request)
        return self._client._transport_for_url(request.url) if is_as_made else _Whole(self._client), request

    def came(self, step: Send, response: Any) -> _Head:
        """What an answer begins with."""
        if hasattr(response, "status_code"):
            status, raw = response.status_code, response.headers.raw
            stream = getattr(response.stream, "_stream", response.stream)  # the client puts it into one of its own
            watch(getattr(stream, "_httpcore_stream", stream))
        else:
            status, raw = response.status, response.headers
            if not isinstance(response, Exchange | AsyncExchange):
                watch(response.stream)
        headers = _joined(raw)
        if "set-cookie" in headers:
            request = self._module.Request(step.request.method, step.request.url)
            self._client.cookies.extract_cookies(self._module.Response(status, headers=raw, request=request))
        return _Head(status, headers)


@frozen
class _Whole:
    """The client of the HTTP library in the place of its transport."""

    client: Any

    def handle_request(self, request: Any) -> Any:
        """An answer, or what to await for one."""
        return self.client.send(request, stream=True)

    handle_async_request = handle_request


@frozen
class _Head:
    """The beginning of an answer."""

    status: int
    headers: Mapping[str, str] = field(repr=False)


def _joined(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name. Several of one name are joined as RFC 9110, section 5.3, has it."""
    headers: dict[str, str] = {}
    for name, value in raw:
        lower, text = name.decode("latin-1").lower(), _text(value)
        headers[lower] = f"{headers[lower]}, {text}" if lower in headers else text
    return headers


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


class _Refused(Exception):
    """An answer that is not read to its end."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


class _Body:
    """What has come of an answer so far, within bounds."""

    def __init__(self, head: _Head, due: float) -> None:
        self._head = head
        self._due = due
        self._chunks: list[bytes] = []
        self._size = 0
        self._inflating = _inflating(head.headers.get("content-encoding", ""))

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
        return Reply(self._head.status, self._head.headers, b"".join(self._chunks))


def _inflating(header: str) -> Inflating | None:
    """How to decompress a body with this ``Content-Encoding``; None if it is not compressed."""
    codings = [word for word in header.lower().replace(" ", "").split(",") if word not in ("", "identity")]
    if not codings:
        return None
    # Compressed twice, a thousand bytes may be a thousand millions before anybody can count them.
    if len(codings) > 1 or codings[0].removeprefix("x-") not in CODINGS:
        raise _Refused(Failure("the body is compressed in a way that was not asked for"))
    return Inflating(MAX_BODY)


def _failure(error: Exception, *, late: bool) -> Failure:
    failure = _explained(error)
    return evolve(failure, late=late or failure.late)


def _explained(error: Exception) -> Failure:
    """Why there is no answer. The library and its connections have names in common for what can happen."""
    names = [each.__name__ for each in type(error).__mro__]
    alert = alert_in(str(error))
    if alert:
        return Failure(alert, sent="ConnectError" not in names)
    if isinstance(error, Unresolved) or "ConnectError" in names:
        return Failure(f"no connection could be made ({_cause(error)})", sent=False)
    return next((_FAILURES[name] for name in names if name in _FAILURES), _BROKE)


def _cause(error: BaseException) -> str:
    """Why there is no connection, from what the operating system or TLS say, which name no request."""
    said = " ".join(f"{type(each).__name__} {each}" for each in _chain(error)).lower()
    return next((words for sign, words in _CAUSES.items() if sign in said), "the host cannot be reached")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


_BROKE: Final = Failure("the connection broke")
_INVALID: Final = Failure("the address is not a valid http or https URL", sent=False)
_FAILURES: Final[Mapping[str, Failure]] = {
    "ConnectTimeout": Failure("no connection was made in time", sent=False),
    "PoolTimeout": Failure("no connection became free in time", sent=False),
    "TimeoutException": Failure("the server did not answer in time"),
    "ProxyError": Failure("the proxy refused", sent=False),
    "UnsupportedProtocol": _INVALID,
    "InvalidURL": _INVALID,
}
"""By the classes of exceptions; one that is more special comes before those that it is derived from."""
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
