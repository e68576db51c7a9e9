"""How fast a page of users becomes records, by the ways that the library has, against reading it into dicts.

Run ``scripts/bench/run decoding [--json FILE]``. Every way runs in turn, seven times, on the same page; the table has
medians, as ratios to ``json.loads`` into dicts.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
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


def measured() -> dict[str, list[float]]:
    """Seconds for the page, of each way in each round."""
    body, contenders = page(0, RECORDS), ways()
    seconds = {name: list[float]() for name in contenders}
    gc.collect()
    for _ in range(ROUNDS):
        for name, read in contenders.items():
            start = time.perf_counter()
            found = read(body)
            seconds[name].append(time.perf_counter() - start)
            del found
    return seconds


def table(seconds: dict[str, list[float]]) -> str:
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    base = next(iter(medians.values()))
    rows = ["| way | µs a record | times `json.loads` |", "|---|--:|--:|"]
    rows += [f"| {name} | {each / RECORDS * 1e6:.1f} | {base / each:.2f} |" for name, each in medians.items()]
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all times there")
    chosen = parser.parse_args()
    seconds, size = measured(), len(page(0, RECORDS)) // RECORDS
    print(f"Python {platform.python_version()}, {RECORDS:,} users of {size} bytes, median of {ROUNDS} rounds\n")
    print(table(seconds))
    if chosen.json:
        chosen.json.write_text(json.dumps({"records": RECORDS, "seconds": seconds}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
