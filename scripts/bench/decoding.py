"""How fast a page of users becomes records, by the ways that the library has, against reading it into dicts.

Run ``scripts/bench/run decoding``. Every way runs in turn, seven times, on the same page; the table has medians, as
ratios to ``json.loads`` into dicts.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import orjson

from bench.district import page
from oneroster_openapi.lane import Lane
from oneroster_openapi.v1p2.models import User, UserSet

RECORDS, ROUNDS = 1000, 7


def ways() -> dict[str, Callable[[bytes], Any]]:
    return {
        "`json.loads` into dicts": json.loads,
        "`orjson.loads` into dicts": orjson.loads,
        "the tolerant reader (`from_dict` on what orjson read)": lambda body: (
            UserSet.from_dict(orjson.loads(body)).users
        ),
        "the lane for pages in which nothing is odd": Lane(User, "users").read,
    }


def main() -> int:
    body, seconds = page(0, RECORDS), {name: list[float]() for name in ways()}
    contenders = ways()
    gc.collect()
    for _ in range(ROUNDS):
        for name, read in contenders.items():
            start = time.perf_counter()
            found = read(body)
            seconds[name].append(time.perf_counter() - start)
            del found
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    base = next(iter(medians.values()))
    size = len(body) // RECORDS
    print(f"Python {sys.version.split()[0]}, {RECORDS:,} users of {size} bytes, median of {ROUNDS} rounds\n")
    print("| way | µs a record | times `json.loads` |\n|---|---|---|")
    for name, median in medians.items():
        print(f"| {name} | {median / RECORDS * 1e6:.1f} | {base / median:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
