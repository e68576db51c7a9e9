"""The provider of `server`, as a process of its own for as long as it is needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SCRIPTS: Final = Path(__file__).parent.parent


@contextmanager
def serving(
    records: int,
    latency_ms: float = 0.0,
    *,
    odd: bool = False,
    mixed: bool = False,
    short: bool = False,
    fresh: bool = False,
) -> Iterator[str]:
    """The base URL of a provider of so many users."""
    words = [word for word, meant in (("odd", odd), ("mixed", mixed), ("short", short), ("fresh", fresh)) if meant]
    command = [sys.executable, "-m", "bench.server", str(records), str(latency_ms), *words]
    with subprocess.Popen(command, cwd=SCRIPTS, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline() if server.stdout else 0)
            yield f"http://127.0.0.1:{port}/ims/oneroster"
        finally:
            server.terminate()
