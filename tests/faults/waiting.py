"""Waiting for what happens elsewhere, and counting what must be gone at the end."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path

_FILES = Path("/dev/fd")


def until(condition: Callable[[], object], what: str, seconds: float = 10.0) -> None:
    """Wait until the condition holds.

    Raises:
        TimeoutError: it does not in time.
    """
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:g} seconds in vain: {what}")
        time.sleep(0.002)


def open_files() -> int:
    """How many files and sockets this process has open; what is nowhere to be seen any more is not counted."""
    gc.collect()
    return len(os.listdir(_FILES))
