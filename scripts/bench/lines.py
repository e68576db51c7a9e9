"""Whether a pull of ten times as many records costs ten times as much: seconds of the processor, by their number.

Run ``scripts/bench/run lines [--records N ...] [--size N] [--rounds N] [--json FILE]``. Each pull has a process of its
own, which has read some pages before it is timed; the loop that everybody writes shows what machine and provider add.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from bench.alone import WAYS
from bench.arguments import positive
from bench.memory import alone
from bench.serving import serving

RECORDS: Final = (10_000, 30_000, 100_000, 300_000, 1_000_000)
TIMED: Final = (*WAYS,)


def measured(records: Sequence[int], size: int, number: int) -> list[dict[str, Any]]:
    """Every number of records in turn, so often."""
    rows: list[dict[str, Any]] = []
    with ExitStack() as open_:
        bases = {many: open_.enter_context(serving(many, fresh=True)) for many in records}
        for turn in range(number):
            for many, base in bases.items():
                rows += [{"way": way, "size": size, "turn": turn, **alone(way, base, size, warm=True)} for way in TIMED]
                if rows[-1]["records"] != many:
                    raise SystemExit(f"{rows[-1]['records']:,} records came, of {many:,}")
    return rows


def costs(rows: Sequence[dict[str, Any]], way: str) -> dict[int, float]:
    """Microseconds of the processor for each record, by the number of records."""
    numbers = sorted({row["records"] for row in rows})
    mine = [row for row in rows if row["way"] == way]
    return {
        each: statistics.median(row["cpu"] / each * 1e6 for row in mine if row["records"] == each) for each in numbers
    }


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Microseconds a record, and what a record costs in the largest collection against the smallest."""
    by_way = {way: costs(rows, way) for way in TIMED}
    numbers = list(next(iter(by_way.values())))
    lines = [f"| way | {' | '.join(f'{each:,}' for each in numbers)} | the largest against the smallest |"]
    lines.append(f"|---|{'--:|' * (len(numbers) + 1)}")
    for way, cost in by_way.items():
        cells = " | ".join(f"{each:.1f}" for each in cost.values())
        lines.append(f"| {way} | {cells} | {cost[numbers[-1]] / cost[numbers[0]]:.2f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=positive, nargs="+", default=RECORDS)
    parser.add_argument("--size", type=positive, default=1000, help="records a page")
    parser.add_argument("--rounds", type=positive, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    rows = measured(chosen.records, chosen.size, chosen.rounds)
    print(f"Python {platform.python_version()}, µs of the processor a record, {chosen.size:,} a page\n\n{table(rows)}")
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
