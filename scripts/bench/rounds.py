"""Rounds in which every way to read takes its turn, and what came of them: medians, and ratios to the first way."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import asdict, define, field, frozen


@frozen
class Took:
    """One reading: how many records came, and the seconds it took, of the clock and of the processor."""

    records: int
    wall: float
    cpu: float
    error: str = ""


Way: TypeAlias = Callable[[], Took]


def here(read: Callable[[], int]) -> Took:
    """Read in this process."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    records = read()
    return Took(records, time.perf_counter() - wall, time.process_time() - cpu)


@define
class Results:
    """What came of all rounds, by the names of the ways."""

    what: Mapping[str, Any]
    records: int
    took: dict[str, list[Took]] = field(factory=dict[str, list[Took]])

    def as_json(self) -> dict[str, Any]:
        return {**self.what, "took": {name: [asdict(each) for each in took] for name, took in self.took.items()}}

    def table(self) -> str:
        """Markdown. A way that did not bring all records has no speed that could be compared."""
        first = next(iter(self.took.values()))
        rows = ["| way | records/s | times the first | the same, by processor time |", "|---|--:|--:|--:|"]
        for name, took in self.took.items():
            short = [each for each in took if each.records != self.records]
            if short:
                rows.append(f"| {name} | {said(short[-1], self.records)} | | |")
            else:
                times = (speed(took, each) / (speed(first, each) or math.nan) for each in ("wall", "cpu"))
                rows.append(f"| {name} | {speed(took, 'wall'):,.0f} | {' | '.join(f'{each:.2f}' for each in times)} |")
        return "\n".join(rows)


def said(took: Took, records: int) -> str:
    """What became of a reading that did not bring all."""
    if took.error:
        return f"fails: {took.error}"
    return f"**{took.records:,} of {records:,} records, without an error**"


def speed(took: Sequence[Took], seconds: str) -> float:
    """Records a second, of the clock or of the processor; the median."""
    return statistics.median([each.records / (each.wall if seconds == "wall" else each.cpu) for each in took])


def rounds(ways: Mapping[str, Way], number: int, records: int, what: Mapping[str, Any]) -> Results:
    """Let every way take its turn so often, after a round that warms up."""
    results = Results(what, records, {name: [] for name in ways})
    for turn in range(number + 1):
        for name, way in ways.items():
            took = way()
            if took.records != records and name.startswith("ours"):
                raise SystemExit(f"{name}: {took.records:,} records came, of {records:,}")
            if turn:
                results.took[name].append(took)
    return results
