"""How fast whole collections are read, against what people do instead: interleaved rounds, medians, ratios.

Run ``scripts/bench/run [--records N] [--size N] [--latency MS] [--rounds N] [--odd] [--mixed] [--touch] [--short]
[--peers] [--only WORD] [--json FILE]``.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from bench.arguments import milliseconds, positive, see_named
from bench.contenders import CONTENDERS, Reader
from bench.others import PEERS, peer
from bench.rounds import Results, Took, Way, here, rounds
from bench.serving import serving


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=positive, default=100_000)
    parser.add_argument("--size", type=positive, default=1000, help="records a page")
    parser.add_argument("--latency", type=milliseconds, default=0.0, help="milliseconds before each answer")
    parser.add_argument("--rounds", type=positive, default=5)
    parser.add_argument("--odd", action="store_true", help="a vendor's property and an odd flag in every record")
    parser.add_argument("--mixed", action="store_true", help="ids in no order; else each stands behind the one before")
    parser.add_argument("--touch", action="store_true", help="touch every attribute of every record")
    parser.add_argument("--short", action="store_true", help="one page in the middle is cut short")
    parser.add_argument("--peers", action="store_true", help="with other libraries, in an environment of their own")
    parser.add_argument("--only", metavar="WORD", default="", help="only the ways with this in their name")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all times there")
    chosen = parser.parse_args()
    if chosen.peers:
        see_named(parser, chosen.only, [*CONTENDERS, *PEERS])
    else:
        see_named(parser, chosen.only, CONTENDERS, ". --peers brings more")
    return chosen


def measured(
    *,
    records: int,
    size: int,
    latency: float,
    number: int,
    odd: bool,
    mixed: bool,
    touch: bool,
    short: bool,
    peers: bool,
    only: str,
) -> Results:
    """Every way in turn, so often; the options are those of the command."""
    what = {"records": records, "size": size, "latency": latency, "rounds": number}
    what |= {"odd": odd, "mixed": mixed, "touch": touch, "short": short}
    with ExitStack() as open_, serving(records, latency, odd=odd, mixed=mixed, short=short) as base:
        ways: dict[str, Way] = {name: partial(_here, read, base, size, touch) for name, read in CONTENDERS.items()}
        if peers:
            others = {name: open_.enter_context(peer(module)) for name, module in PEERS.items()}
            ways |= {name: partial(other, base, size, touch) for name, other in others.items()}
        return rounds(_chosen(ways, only), number, records, what)


def _here(read: Reader, base: str, size: int, touch: bool) -> Took:
    return here(lambda: read(base, size, touch))


def _chosen(ways: Mapping[str, Way], only: str) -> dict[str, Way]:
    first = next(iter(ways))  # what the others are compared with
    return {name: way for name, way in ways.items() if only in name or name == first}


def main() -> int:
    chosen = vars(options())
    file = chosen.pop("json")
    results = measured(number=chosen.pop("rounds"), **chosen)
    print(f"Python {platform.python_version()}, {described(results.what)}\n\n{results.table()}")
    if file:
        file.write_text(json.dumps(results.as_json(), indent=1))
    return 0


def described(what: Mapping[str, Any]) -> str:
    """What was measured, in words."""
    words = [f"{what['records']:,} users, {what['size']:,} a page, {what['latency']:g} ms latency"]
    told = {"odd": "odd records", "mixed": "ids in no order"}
    told |= {"touch": "every attribute touched", "short": "one page cut short"}
    return ", ".join([*words, *(said for name, said in told.items() if what[name]), f"{what['rounds']} rounds"])


if __name__ == "__main__":
    main()
