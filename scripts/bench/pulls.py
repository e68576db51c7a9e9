"""How fast whole collections are read, against what people do instead: interleaved rounds, medians, ratios.

Run ``scripts/bench/run [--records N] [--size N] [--latency MS] [--rounds N] [--odd] [--touch] [--json FILE]``.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.contenders import CONTENDERS

SCRIPTS = Path(__file__).parent.parent


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=1000, help="records a page")
    parser.add_argument("--latency", type=float, default=0.0, help="milliseconds before each answer")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--odd", action="store_true", help="a vendor's property and an odd flag in every record")
    parser.add_argument("--touch", action="store_true", help="touch every attribute of every record")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all times there")
    return parser.parse_args()


def measured(base: str, chosen: argparse.Namespace) -> dict[str, list[tuple[float, float]]]:
    """Seconds of the clock and of the processor, of each contender in each round; the first round warms up."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in CONTENDERS}
    for number in range(chosen.rounds + 1):
        for name, read in CONTENDERS.items():
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            count = read(base, chosen.size, chosen.touch)
            took = time.perf_counter() - wall, time.process_time() - cpu
            if count != chosen.records:
                raise SystemExit(f"{name}: {count:,} records came, of {chosen.records:,}")
            if number:
                times[name].append(took)
    return times


def table(times: dict[str, list[tuple[float, float]]], records: int) -> str:
    rows = ["| way | records/s | times the naive loop | the same, by processor time |", "|---|--:|--:|--:|"]
    medians = {name: [statistics.median(each) for each in zip(*rounds, strict=True)] for name, rounds in times.items()}
    first = next(iter(medians.values()))
    for name, (wall, cpu) in medians.items():
        rows.append(f"| {name} | {records / wall:,.0f} | {first[0] / wall:.2f} | {first[1] / cpu:.2f} |")
    return "\n".join(rows)


def main() -> int:
    chosen = options()
    given = [str(chosen.records), str(chosen.latency), *(["odd"] if chosen.odd else [])]
    command = [sys.executable, "-m", "bench.server", *given]
    with subprocess.Popen(command, cwd=SCRIPTS, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline() if server.stdout else 0)
            base = f"http://127.0.0.1:{port}/ims/oneroster"
            times = measured(base, chosen)
        finally:
            server.terminate()
    what: dict[str, Any] = {key: value for key, value in vars(chosen).items() if key != "json"}
    print(f"Python {platform.python_version()}, {what}\n\n{table(times, chosen.records)}")
    if chosen.json:
        chosen.json.write_text(json.dumps({**what, "seconds": times}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
