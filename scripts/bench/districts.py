"""Many districts read by 1, 2, ... processes: whether all cores are used, and how that scales.

Run ``scripts/bench/run districts [--districts 8] [--users 50000] [--workers 1,2] [--rows N] [--provider sandbox]``.

The providers run on this machine as well, one process each, and take their part of its cores: ``memory`` gives prepared
pages and takes little, so that what is measured are the readers; ``sandbox`` is the provider in the box, over SQLite.
A busy machine gives no second core: how the same processes scale that only count stands beside.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from bench.arguments import positive, positives
from oneroster_sdk import Connection, EnvSecret, OAuth2, Partition, PullReport, plan, read_partition, together

SCRIPTS: Final = Path(__file__).parent.parent
VARIABLE: Final = "BENCH_SECRET"
COUNTED: Final = 10_000_000


@frozen
class Run:
    """What one reading of all districts took: seconds of the clock, and of the processor on either side."""

    records: int
    wall: float
    readers: float
    providers: float
    counting: float
    """Seconds of the clock that the same processes took to count: what the machine had to give at that time."""


def options() -> argparse.Namespace:
    cores = os.cpu_count() or 1
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--districts", type=positive, default=8)
    parser.add_argument("--users", type=positive, default=50_000, help="of each district")
    every = ",".join(map(str, range(1, cores + 1)))
    parser.add_argument("--workers", type=positives, default=every, help="how many, one after another")
    parser.add_argument("--rows", type=positive, help="cut each district into windows of so many rows")
    parser.add_argument("--size", type=positive, default=1000, help="records a page")
    parser.add_argument("--rounds", type=positive, default=3)
    parser.add_argument("--provider", choices=["memory", "sandbox"], default="memory")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all times there")
    return parser.parse_args()


@contextmanager
def provider(kind: str, users: int) -> Iterator[subprocess.Popen[str]]:
    """A provider in a process of its own."""
    module = {"memory": ["bench.server", str(users), "0"], "sandbox": ["bench.sandboxed", str(users)]}[kind]
    command = [sys.executable, "-m", *module]
    with subprocess.Popen(command, cwd=SCRIPTS, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def address(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Where a provider listens, and where it gives out tokens, once it does."""
    said = process.stdout.readline().split() if process.stdout else []
    if len(said) == 1:
        base = f"http://127.0.0.1:{said[0]}/ims/oneroster"
        return base, f"{base}/token"
    base, tokens = said
    return base, tokens


def read(partition: Partition) -> tuple[int, float, PullReport]:
    """What a worker does: read, and count what came and what it took of the processor."""
    start, count = time.process_time(), 0
    pull = read_partition(partition)
    for _ in pull:
        count += 1
    return count, time.process_time() - start, pull.report


def warm(partition: Partition) -> None:
    """Have a worker there, with all that it needs for its first record, and not yet free for another."""
    for _ in read_partition(partition):
        break
    time.sleep(0.5)


def count(most: int) -> None:
    """Nothing but work for one core."""
    for _ in range(most):
        pass


def processor(process: subprocess.Popen[str]) -> float:
    """Seconds of the processor that a process has used; nought where the system does not tell."""
    try:
        used = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def measured(partitions: Sequence[Partition], workers: int, providers: Sequence[subprocess.Popen[str]]) -> Run:
    """Read all partitions by so many processes, which are there before the clock starts."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(warm, [partitions[0]] * workers))
        start = time.perf_counter()
        list(pool.map(count, [COUNTED] * len(partitions)))
        counting = time.perf_counter() - start
        before, start = sum(map(processor, providers)), time.perf_counter()
        done = list(pool.map(read, partitions))
        wall, after = time.perf_counter() - start, sum(map(processor, providers))
    together(report for _, _, report in done)
    records, readers = sum(records for records, _, _ in done), sum(seconds for _, seconds, _ in done)
    return Run(records, wall, readers, after - before, counting)


def fastest(runs: Sequence[Run]) -> Run:
    """The run that was disturbed least: whatever else a machine does only adds to the time."""
    return min(runs, key=lambda run: run.wall)


def table(times: dict[int, list[Run]]) -> str:
    rows = [
        "| processes | seconds | records/s | times one | counting, times one | cores of readers | of providers |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    first = fastest(next(iter(times.values())))
    for workers, runs in times.items():
        run = fastest(runs)
        cells = [f"{workers}", f"{run.wall:.1f}", f"{run.records / run.wall:,.0f}", f"{first.wall / run.wall:.2f}"]
        cells += [
            f"{first.counting / run.counting:.2f}",
            f"{run.readers / run.wall:.2f}",
            f"{run.providers / run.wall:.2f}",
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def main() -> int:
    chosen = options()
    os.environ[VARIABLE] = "s3cret"
    with ExitStack() as opened:
        providers = [opened.enter_context(provider(chosen.provider, chosen.users)) for _ in range(chosen.districts)]
        connections = [
            Connection(base, auth=OAuth2(tokens, "bench", EnvSecret(VARIABLE)), page_size=chosen.size)
            for base, tokens in map(address, providers)
        ]
        partitions = plan(connections, "users", rows=chosen.rows)
        cores = os.cpu_count() or 1
        measured(partitions, cores, providers)  # the first reading warms up
        times: dict[int, list[Run]] = {workers: [] for workers in chosen.workers}
        for _ in range(chosen.rounds):
            for workers, runs in times.items():
                runs.append(measured(partitions, workers, providers))
    what: dict[str, Any] = {name: value for name, value in vars(chosen).items() if name != "json"}
    what |= {"python": platform.python_version(), "cores": cores, "partitions": len(partitions)}
    print(f"{what}\n\n{table(times)}")
    if chosen.json:
        seconds = {workers: [vars_of(run) for run in runs] for workers, runs in times.items()}
        chosen.json.write_text(json.dumps({**what, "runs": seconds}, indent=1))
    return 0


def vars_of(run: Run) -> dict[str, float]:
    return {name: getattr(run, name) for name in ("records", "wall", "readers", "providers", "counting")}


if __name__ == "__main__":
    sys.exit(main())
