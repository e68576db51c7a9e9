"""What the programs of all peers have in common: they read when they are told to, and time the reading only.

A line of standard input is a JSON object with ``base``, ``size`` and ``touch``; the answer, on a line of standard
output, has ``records``, ``wall`` and ``cpu`` in seconds, and ``error`` if there was one. This runs where
our library is not installed.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable


def timed(read: Callable[[str, int, bool], int]) -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            result: dict[str, int | str] = {"records": read(asked["base"], asked["size"], asked["touch"])}
        except Exception as error:  # whatever it is, it belongs into the table
            result = {"records": 0, "error": type(error).__name__}
        took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        print(json.dumps({**result, **took}), flush=True)
