"""Reads many simulated collections at random, and counts what became of them.

    .venv/bin/python -m tests.core.simulate --pulls 200000 --seed 1

Prints a table of what happened while the collections were read against the outcomes. Fails if a record was lost or came
twice where pages can overlap, or if a quiet provider was refused that can be read.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter

from oneroster_sdk import IncompletePull

from .simulated import Ahead, Change, Provider, pull

KINDS = {
    "nothing": (),
    "inserted": ("insert",),
    "removed": ("remove",),
    "inserted and removed": ("insert", "remove"),
    "swapped": ("swap",),
    "swapped and inserted": ("swap", "insert"),
}
LEAST = 3
"""The smallest cap on pages where records move: see docs/explanation/paging.md for pages of one or two records."""


def drawn(rng: random.Random, kinds: tuple[str, ...]) -> tuple[Provider, int]:
    """A provider and a page size."""
    totals = rng.choice(["none", "true", "low", "page", "limit"])
    least = LEAST if kinds else 2 if totals == "low" else 1
    rounding = rng.choice(["none", "none", "none", "none", "asked", "clamped", "ignored", "capped"])
    caps = [rng.randint(least, 12) for _ in range(rng.choice([1, 1, 3]))]
    changes = [
        Change(rng.randint(0, 14), rng.choice(kinds), rng.randint(0, 40), rng.randint(0, 40))
        for _ in range(rng.randint(1, 6) if kinds else 0)
    ]
    provider = Provider(
        [f"r{number}" for number in range(rng.choice([0, 1, 2, 3, 5, 8, 13, 30]))],
        caps if rounding == "none" else [max(2, caps[0])],
        rng.choice([0, 0, 1]) if rounding == "none" else 0,
        rounding,
        rng.choice(["none", "offset", "cursor", "wrong", "foreign", "stuck"]),
        totals,
        changes,
    )
    return provider, rng.choice([1, 2, 3, 5, 10, 100]) if not kinds else rng.choice([3, 5, 10, 100])


def overlaps(provider: Provider) -> bool:
    """Whether its pages can begin with any record."""
    return provider.rounding in ("none", "capped")


def readable(provider: Provider, total: int) -> bool:
    """Whether there is any way to read it whole."""
    if provider.rounding == "ignored":
        return provider.links == "cursor"
    return provider.rounding != "capped" or total != 1


def outcome(provider: Provider, size: int, ahead: Ahead) -> str:
    before = list(provider.rows)
    try:
        got, paging = pull(provider, size, ahead)
    except IncompletePull:
        if not provider.changes and readable(provider, len(before)):
            return "WRONGLY REFUSED"
        return "raised"
    if len(got) != len(set(got)):
        return "DELIVERED TWICE"
    if set(before) - provider.changed - set(got):
        if overlaps(provider):
            return "LOST"
        return "lost, and said what could not be checked" if paging.notes else "lost before its way to count showed"
    return f"whole in {paging.passes} passes" if paging.passes > 1 else "whole"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pulls", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ahead", action="store_true", help="fetch up to eight pages ahead, answered in any order")
    options = parser.parse_args()
    rng, counted, start = random.Random(options.seed), Counter[tuple[str, str, str]](), time.monotonic()
    for number in range(options.pulls):
        name = list(KINDS)[number % len(KINDS)]
        provider, size = drawn(rng, KINDS[name])
        pages = "overlapping pages" if overlaps(provider) else "other pages"
        ahead = Ahead(rng.choice([1, 2, 4, 8]) if options.ahead else 1, rng)
        counted[name, pages, outcome(provider, size, ahead)] += 1
    for (name, pages, what), times in sorted(counted.items()):
        sys.stdout.write(f"{name:22} {pages:18} {what:42} {times:8}\n")
    sys.stdout.write(f"{options.pulls} pulls in {time.monotonic() - start:.0f} s\n")
    return int(any(what.isupper() for _, _, what in counted))


if __name__ == "__main__":
    sys.exit(main())
