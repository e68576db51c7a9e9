"""How much memory a pull takes that keeps no record, and whether that grows with the collection.

Run ``scripts/bench/run memory [--records N ...] [--size N ...] [--rounds N] [--json FILE]``. Each pull has a process of
its own; what counts is the largest resident memory over that of the same process with the library imported and a client
made.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bench.alone import WAYS
from bench.arguments import positive
from bench.serving import SCRIPTS, serving

RECORDS: Final = (10_000, 100_000, 1_000_000)
MIB: Final = 2**20


def alone(way: str, base: str, size: int, *, warm: bool = False) -> dict[str, Any]:
    """One reading in a process of its own."""
    command = [sys.executable, "-m", "bench.alone", way, base, str(size), *(["warm"] if warm else [])]
    done = subprocess.run(command, cwd=SCRIPTS, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measured(records: Sequence[int], sizes: Sequence[int], number: int = 1) -> list[dict[str, Any]]:
    """Every way with every size of pages, at each number of records, in turn."""
    rows: list[dict[str, Any]] = []
    for many in records:
        with serving(many) as base:
            for turn in range(number):
                for size in sizes:
                    for way in WAYS:
                        result = alone(way, base, size)
                        if result["records"] != many:
                            raise SystemExit(f"{way}: {result['records']:,} records came, of {many:,}")
                        rows.append({"way": way, "size": size, "turn": turn, **result})
    return rows


def table(rows: Sequence[dict[str, Any]]) -> str:
    """MiB over the beginning, by the number of records, and by how much each further record adds to it."""
    numbers = sorted({row["records"] for row in rows})
    lines = [f"| way | a page | before | {' | '.join(f'{each:,}' for each in numbers)} | bytes a further record |"]
    lines.append(f"|---|--:|{'--:|' * (len(numbers) + 2)}")
    for way, size in dict.fromkeys((row["way"], row["size"]) for row in rows):
        mine = [row for row in rows if (row["way"], row["size"]) == (way, size)]
        grown = {
            each: statistics.median(row["peak"] - row["before"] for row in mine if row["records"] == each)
            for each in numbers
        }
        before = statistics.median(row["before"] for row in mine) / MIB
        slope = (grown[numbers[-1]] - grown[numbers[0]]) / max(numbers[-1] - numbers[0], 1)
        cells = " | ".join(f"{grown[each] / MIB:.1f}" for each in numbers)
        lines.append(f"| {way} | {size:,} | {before:.1f} | {cells} | {slope:.0f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=positive, nargs="+", default=RECORDS)
    parser.add_argument("--size", type=positive, nargs="+", default=(100, 1000), help="records a page")
    parser.add_argument("--rounds", type=positive, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    rows = measured(chosen.records, chosen.size, chosen.rounds)
    print(f"Python {platform.python_version()}, MiB at peak over the beginning\n\n{table(rows)}")
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
