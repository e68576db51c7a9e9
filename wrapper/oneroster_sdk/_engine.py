"""The engines: a core, a pool of connections and a driver. One blocking, one asynchronous, alike in everything else."""

from __future__ import annotations

from typing import TypeVar

from attrs import frozen

from ._core import Core
from ._drivers import adrive, drive
from ._flow import Flow
from ._pool import AsyncPool, Pool
from ._privacy import outward

T = TypeVar("T")


@frozen(slots=False)
class Engine:
    """Runs the flows of a core, blocking."""

    core: Core
    pool: Pool
    page_size: int

    def run(self, flow: Flow[T]) -> T:
        try:
            return drive(flow, self.pool.hands())
        except BaseException as error:
            problem = outward(error)
        try:
            raise problem
        finally:
            del problem  # else the error and this frame would hold each other


@frozen(slots=False)
class AsyncEngine:
    """Runs the flows of a core in one event loop."""

    core: Core
    pool: AsyncPool
    page_size: int

    async def run(self, flow: Flow[T]) -> T:
        try:
            return await adrive(flow, self.pool.hands())
        except BaseException as error:
            problem = outward(error)
        try:
            raise problem
        finally:
            del problem  # else the error and this frame would hold each other
