"""All benchmarks, one after the other: times as JSON, and one page of Markdown with all tables.

Run ``scripts/bench/run all [--quick] [--peers] [--out DIR]``. The whole takes an hour on two cores; ``--quick`` some
minutes, with a tenth of the records, for orders of magnitude.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from attrs import frozen

from bench.arguments import see_named
from bench.serving import SCRIPTS


@frozen
class Part:
    """One benchmark with what it is told, and what it is told instead if it is to be quick."""

    name: str
    title: str
    module: str
    options: str = ""
    quick: str = ""


QUICK: Final = "--records 10000 --rounds 2"
PARTS: Final = (
    Part("plain-1000", "Whole pulls, 1,000 a page", "pulls", "--size 1000", QUICK),
    Part("plain-100", "Whole pulls, 100 a page", "pulls", "--size 100", QUICK),
    Part("latency-1000", "Whole pulls, 1,000 a page, 50 ms", "pulls", "--size 1000 --latency 50 --rounds 3", QUICK),
    Part(
        "latency-100",
        "Whole pulls, 100 a page, 50 ms; fewer records, for 100,000 would take the naive loop a minute a round",
        "pulls",
        "--size 100 --latency 50 --records 10000 --rounds 3",
        "--records 2000 --rounds 2",
    ),
    Part("mixed-100", "Ids in no order, 100 a page", "pulls", "--mixed --size 100", QUICK),
    Part("odd", "One vendor's property and one odd flag in every record", "pulls", "--odd", QUICK),
    Part("touch", "Every attribute touched", "pulls", "--touch", QUICK),
    Part("odd-touch", "Odd records, every attribute touched", "pulls", "--odd --touch", QUICK),
    Part("short", "A page cut short in the middle", "pulls", "--short --rounds 2", QUICK),
    Part("decoding", "Decoding alone", "decoding"),
    Part("start", "What a program spends before it can begin", "start"),
    Part("memory", "Memory at peak", "memory", "", "--records 10000 100000"),
    Part("lines", "Cost by the number of records", "lines", "", "--records 10000 100000 --rounds 1"),
    Part("districts", "Many districts, several processes", "districts", "", "--users 5000 --rounds 1"),
)


def machine() -> str:
    """What this ran on, as far as it may be said: nothing that tells whose machine it is."""
    system = f"{platform.system()} {platform.machine()}"
    load = f", load {os.getloadavg()[0]:.1f} at the beginning" if hasattr(os, "getloadavg") else ""
    python = f"Python {platform.python_version()}, {system}, {os.cpu_count()} cores"
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {python}{load}"


def command(part: Part, folder: Path, *, quick: bool, peers: bool) -> list[str]:
    """How a part is run; what is said last counts."""
    words = [*part.options.split(), *(part.quick.split() if quick else ())]
    words += ["--peers"] if peers and part.module == "pulls" else []
    return [sys.executable, "-m", f"bench.{part.module}", *words, "--json", str(folder / f"{part.name}.json")]


def tables(folder: Path, *, quick: bool, peers: bool, only: str) -> Iterator[str]:
    """The Markdown of each part that there is, in turn."""
    for part in PARTS:
        if only not in part.name or find_spec(f"bench.{part.module}") is None:
            continue
        print(f"{part.title} …", file=sys.stderr)
        run = command(part, folder, quick=quick, peers=peers)
        done = subprocess.run(run, cwd=SCRIPTS, stdout=subprocess.PIPE, text=True, check=False)
        # One that fails does not take the others with it, and does not look like one that was left out.
        yield f"## {part.title}\n\n{done.stdout if not done.returncode else 'This failed.'}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the records, two rounds")
    parser.add_argument("--peers", action="store_true", help="with other libraries, in an environment of their own")
    parser.add_argument("--only", metavar="WORD", default="", help="only the parts with this in their name")
    parser.add_argument("--out", type=Path, metavar="DIR", default=SCRIPTS.parent / ".cache" / "bench")
    chosen = parser.parse_args()
    see_named(parser, chosen.only, [part.name for part in PARTS])
    folder = chosen.out.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "results.md"
    page.write_text(f"# Benchmarks\n\n{machine()}\n")
    for table in tables(folder, quick=chosen.quick, peers=chosen.peers, only=chosen.only):
        with page.open("a") as file:
            file.write(f"\n{table}")
    print(page.read_text())
    return int("This failed." in page.read_text())


if __name__ == "__main__":
    sys.exit(main())
