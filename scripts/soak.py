"""Pulls a small district again and again through faults drawn by lot, and tells what came of it.

It fails if records came that are not exactly those of the sandbox, or if files, threads, tasks or memory are left.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.faults.soak import WARM, Tally, grown, soak

OFTEN = 10
"""Bouts after which it says how far it is."""


def progress(tally: Tally) -> None:
    if len(tally.files) % OFTEN == 0:
        print(f"{tally.pulls} pulls, {tally.requests} requests, {dict(tally.outcomes)}", flush=True)


def summary(tally: Tally, seconds: float) -> None:
    met = f"{tally.requests} requests, of which {tally.faults} met a fault"
    print(f"\n{tally.pulls} pulls with {met}, in {seconds:.0f} s")
    for outcome, count in tally.outcomes.most_common():
        print(f"{count:8} {outcome}")
    for what, counted in tally.counted().items():
        settled = counted[WARM:]
        if settled:
            print(f"{what}: {settled[0]} after the first bouts, {settled[-1]} at the end ({grown(settled):+.1%})")


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__)
    parser.add_argument("--pulls", type=int, default=2000, help="how many, at least (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another one draws other faults (%(default)s)")
    options = parser.parse_args()
    begun_at = time.monotonic()
    tally = soak(options.pulls, options.seed, progress)
    summary(tally, time.monotonic() - begun_at)
    complaints = tally.complaints()
    print("\n".join(complaints) or "Nothing came wrong, and nothing is left.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
