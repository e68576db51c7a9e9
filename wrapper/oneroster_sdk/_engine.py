"""The engines: a core, an HTTP library and a driver. One blocking, one asynchronous, alike in everything else."""

from __future__ import annotations

import asyncio
import threading
from typing import TypeVar

from ._core import Core
from ._drivers import adrive, drive
from ._errors import ConfigError
from ._flow import Flow
from ._http import AwaitingHttp, BlockingHttp, Wire

T = TypeVar("T")
_CLOSED = "this client is closed; make a new one"


class Engine:
    """Runs the flows of a core, blocking. Connections are opened with the first request."""

    def __init__(self, core: Core, wire: Wire, page_size: int) -> None:
        self.core = core
        self.page_size = page_size
        self._wire = wire
        self._http: BlockingHttp | None = None
        self._opening = threading.Lock()
        self._token_lock = threading.Lock()
        self._closed = False

    def run(self, flow: Flow[T]) -> T:
        return drive(flow, self._open(), self._token_lock)

    def close(self) -> None:
        with self._opening:
            self._closed = True
            http, self._http = self._http, None
        if http is not None:
            http.close()

    def _open(self) -> BlockingHttp:
        with self._opening:
            if self._closed:
                raise ConfigError(_CLOSED)
            if self._http is None:
                self._http = BlockingHttp(self._wire)
            return self._http


class AsyncEngine:
    """Runs the flows of a core in one event loop. Connections are opened with the first request."""

    def __init__(self, core: Core, wire: Wire, page_size: int) -> None:
        self.core = core
        self.page_size = page_size
        self._wire = wire
        self._http: AwaitingHttp | None = None
        self._token_lock = asyncio.Lock()
        self._closed = False

    async def run(self, flow: Flow[T]) -> T:
        return await adrive(flow, self._open(), self._token_lock)

    async def aclose(self) -> None:
        self._closed = True
        http, self._http = self._http, None
        if http is not None:
            await http.aclose()

    def _open(self) -> AwaitingHttp:
        if self._closed:
            raise ConfigError(_CLOSED)
        if self._http is None:
            self._http = AwaitingHttp(self._wire)
        return self._http
