"""What every client is made of, whatever its version: settings, connections, a beginning and an end."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from types import TracebackType
from typing import ClassVar, Final, Literal, Self, TypedDict, Unpack

from ._auth import OAuth2, Tokens
from ._config import checked_url, from_variables, provider_root
from ._core import Core
from ._dialect import Dialect
from ._discovery import Discovery
from ._engine import AsyncEngine, Engine
from ._errors import ConfigError
from ._events import Listener, nobody
from ._http import Timeout, Wire, load
from ._retry import RetryPolicy
from ._version import __version__

PREFIX: Final = "ONEROSTER_"


class Options(TypedDict, total=False):
    """What a client can be told beside where to go and as whom.

    Attributes:
        timeout: Seconds to wait for a connection, for bytes, and for a whole answer.
        retry: How often and when a request is repeated.
        page_size: How many records to ask for at a time.
        max_concurrency: How many connections are open at the same time, at most.
        http: The HTTP library: ``httpx``, or ``httpx2``, which needs the extra of that name.
        proxy: Address of a proxy for all requests.
        ca: A file with the certificates of private authorities, or an `ssl.SSLContext`.
        headers: Sent with every request.
        user_agent: Put before our own in ``User-Agent``.
        name: Names this client in errors, to tell many districts apart.
        service_urls: Addresses of services that are not where the standard has them, by the first part of their path:
            ``{"rostering": "https://sis.example.org/roster/v1p2"}``, ``{"v1p1": ...}`` for 1.1. The token goes there.
        on_event: Is told of pages, repairs, warnings, repeated requests and tokens: see `oneroster_sdk.events`.
        allow_http: Permit plain http to other machines than this one.
    """

    timeout: Timeout
    retry: RetryPolicy
    page_size: int
    max_concurrency: int
    http: Literal["httpx", "httpx2"]
    proxy: str | None
    ca: str | ssl.SSLContext | None
    headers: Mapping[str, str]
    user_agent: str | None
    name: str | None
    service_urls: Mapping[str, str]
    on_event: Listener | None
    allow_http: bool


class _Client:
    """The settings of a client, checked and taken apart."""

    _versions: ClassVar[tuple[str, ...]]

    def __init__(self, base_url: str, *, auth: OAuth2, version: str, **options: Unpack[Options]) -> None:
        self._start(*self._prepare(base_url, version, auth, options))

    @classmethod
    def from_env(
        cls, prefix: str = PREFIX, dotenv: str | os.PathLike[str] | None = None, **options: Unpack[Options]
    ) -> Self:
        """A client from the variables ``ONEROSTER_BASE_URL``, ``_TOKEN_URL``, ``_CLIENT_ID``, ``_CLIENT_SECRET``.

        If they are set, ``_SCOPES`` (apart by blanks; empty asks for all) and ``_VERSION`` count too.

        Args:
            prefix: What the names of the variables begin with.
            dotenv: A file to read those from that the environment does not set. No file is read unless named here.
            **options: See `Options`.

        Raises:
            ConfigError: a variable is missing.
        """
        found = from_variables(prefix, dotenv, os.environ)
        return cls(found.base_url, auth=found.auth, version=found.version or cls._versions[0], **options)

    def _start(self, core: Core, wire: Wire, page_size: int) -> None:
        """Put the engine together; nothing is sent."""
        raise ConfigError(f"{type(self).__name__} is no client")

    @classmethod
    def _dialect(cls, version: str) -> Dialect:
        """How to speak to a provider of this version."""
        raise ConfigError(f"{cls.__name__} speaks no version of OneRoster")

    @classmethod
    def _prepare(cls, base_url: str, version: str, auth: OAuth2, options: Options) -> tuple[Core, Wire, int]:
        unknown = sorted(set(options) - set(Options.__annotations__))
        if unknown:
            raise TypeError(f"unknown option {unknown[0]!r}; there are {', '.join(Options.__annotations__)}")
        if version not in cls._versions:
            raise ConfigError(f"version={version!r} is unknown; choose one of {', '.join(cls._versions)}")
        if not isinstance(auth, OAuth2):
            raise ConfigError(f"auth must be OAuth2(...), not {type(auth).__name__}")
        page_size, most = options.get("page_size", 1000), options.get("max_concurrency", 4)
        if page_size < 1 or most < 1:
            raise ConfigError("page_size and max_concurrency must be 1 at least")
        allow_http = options.get("allow_http", False)
        dialect = cls._dialect(version)
        root = provider_root(base_url, [service.prefix for service in dialect.services], allow_http=allow_http)
        checked_url(auth.token_url, "token URL", allow_http=allow_http)
        services = {
            name: checked_url(url, f"service URL of {name}", allow_http=allow_http)
            for name, url in options.get("service_urls", {}).items()
        }
        library = options.get("http", "httpx")
        load(library)
        retry, name = options.get("retry", RetryPolicy()), options.get("name")
        tell = options.get("on_event") or nobody
        core = Core(root, Tokens(auth, retry, name, tell), retry, dialect, name, services, tell)
        timeout, headers = options.get("timeout", Timeout()), _headers(options)
        wire = Wire(library, timeout, most, headers, options.get("proxy"), options.get("ca"))
        return core, wire, page_size


def _headers(options: Options) -> dict[str, str]:
    own, callers = f"oneroster-sdk/{__version__}", options.get("user_agent")
    return {**options.get("headers", {}), "User-Agent": f"{callers} {own}" if callers else own}


class Root(_Client):
    """A blocking client. Safe to share between threads; use it in a ``with`` block, or `close` it."""

    def _start(self, core: Core, wire: Wire, page_size: int) -> None:
        self._engine = Engine(core, wire, page_size)

    def discover(self) -> Discovery:
        """What the provider publishes of what it offers; from then on, what it does not offer raises `NotOffered`.

        Raises:
            NotOffered: it publishes nothing. OneRoster 1.1 has no discovery.
        """
        return self._engine.run(self._engine.core.discover())

    def close(self) -> None:
        """Close all connections. The client cannot be used afterwards."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._engine.core.base_url}>"


class AsyncRoot(_Client):
    """An asynchronous client. Belongs to one event loop; use it in an ``async with`` block, or `aclose` it."""

    def _start(self, core: Core, wire: Wire, page_size: int) -> None:
        self._engine = AsyncEngine(core, wire, page_size)

    async def discover(self) -> Discovery:
        """What the provider publishes of what it offers; from then on, what it does not offer raises `NotOffered`.

        Raises:
            NotOffered: it publishes nothing. OneRoster 1.1 has no discovery.
        """
        return await self._engine.run(self._engine.core.discover())

    async def aclose(self) -> None:
        """Close all connections. The client cannot be used afterwards."""
        await self._engine.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._engine.core.base_url}>"
