"""Locks that block, in a loop that must not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager


@asynccontextmanager
async def held(lock: Callable[[], AbstractContextManager[object]]) -> AsyncGenerator[None]:
    """Hold a lock whose taking blocks.

    One thread takes it and gives it back, for some locks belong to a thread. It is not one of the loop's own: if those
    all waited here, none would be left for the one that holds the lock.
    """
    thread, kept = ThreadPoolExecutor(1, "oneroster-lock"), ExitStack()
    try:
        # Cancelled here, the thread may still be waiting; it gives back at once what it gets.
        await asyncio.wrap_future(thread.submit(lambda: kept.enter_context(lock())))
    except BaseException:
        thread.submit(kept.close)
        thread.shutdown(wait=False)
        raise
    try:
        yield
    finally:
        left = asyncio.wrap_future(thread.submit(kept.close))
        thread.shutdown(wait=False)
        await asyncio.shield(left)
