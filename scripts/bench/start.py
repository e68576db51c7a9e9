"""How much CPU a program spends before it can begin, against one that only loads httpx.

Run ``scripts/bench/run start [--rounds N] [--json FILE]``. Whole processes are timed, each one next to one that loads
httpx, in turn before and after it: what else the machine does falls on both. The table has the medians of the processes
and of the ratios. A program runs once before, so that its bytecode is there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final, TypeAlias

from oneroster_sdk.sandbox import Sandbox

LEAST: Final = 11
HTTPX: Final = "import httpx"
COMMAND: Final = str(Path(sys.executable).with_name("oneroster"))
NAMES: Final = "from oneroster_sdk import OneRoster, AsyncOneRoster, OAuth2, F"
CLIENT: Final = f"""{NAMES}
import sys
url, token_url, client_id, secret = sys.argv[1:]
with OneRoster(url, auth=OAuth2(token_url, client_id, secret), page_size=10) as roster:
    pass"""
BY_HAND: Final = """import httpx, sys
url, token_url, client_id, secret = sys.argv[1:]
with httpx.Client() as client:
    answer = client.post(token_url, data={"grant_type": "client_credentials"}, auth=(client_id, secret))
    headers = {"Authorization": "Bearer " + answer.json()["access_token"]}
    client.get(url + "/rostering/v1p2/users", params={"limit": 10}, headers=headers).json()["users"]"""
PROGRAMS: Final = {
    "nothing": "",
    "`import httpx`, where click and rich are not installed": "import sys; sys.modules['click'] = None; import httpx",
    "`import oneroster_sdk`": "import oneroster_sdk",
    f"`{NAMES}`": NAMES,
    "`from oneroster_sdk import v1p2`": "from oneroster_sdk import v1p2",
    "`from oneroster_sdk.v1p2 import User`": "from oneroster_sdk.v1p2 import User",
    "`from oneroster_sdk.v1p2 import *`": "from oneroster_sdk.v1p2 import *",
    "a client is made": CLIENT,
    "a client reads a page of users": CLIENT.replace("pass", "next(roster.users.pages())"),
    "httpx alone reads a page of users": BY_HAND,
}
Times: TypeAlias = list[tuple[float, float]]
"""Seconds of CPU of a program, and of the one next to it that loads httpx."""


def commands(sandbox: Sandbox) -> dict[str, list[str]]:
    """All that is timed, by what the table calls it."""
    where = [sandbox.base_url, sandbox.token_url, sandbox.client_id, sandbox.client_secret]
    programs = {
        name: [sys.executable, "-c", code, *(where if "sys.argv" in code else [])] for name, code in PROGRAMS.items()
    }
    return programs | {
        "`oneroster --help`": [COMMAND, "--help"],
        "`oneroster pull --help`": [COMMAND, "pull", "--help"],
    }


def seconds_of(command: list[str]) -> float:
    """The CPU that a process takes, from its start to its end."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=usual) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"this failed: {' '.join(command[:3])}")
    return used.ru_utime + used.ru_stime


def measured(rounds: int) -> dict[str, Times]:
    httpx = [sys.executable, "-c", HTTPX]
    with Sandbox(students=50) as sandbox:
        wanted = commands(sandbox)
        times: dict[str, Times] = {name: [] for name in wanted}
        for command in (httpx, *wanted.values()):
            seconds_of(command)
        for number in range(rounds):
            for name, command in wanted.items():
                first, second = (command, httpx) if number % 2 else (httpx, command)
                pair = seconds_of(first), seconds_of(second)
                times[name].append(pair if number % 2 else pair[::-1])
    return times


def table(times: dict[str, Times]) -> str:
    base = statistics.median(other for pairs in times.values() for _, other in pairs)
    lines = [
        "| program | ms of CPU | times `import httpx` |",
        "|---|---|---|",
        f"| `{HTTPX}` | {base * 1e3:.0f} | 1.00 |",
    ]
    for name, pairs in times.items():
        median = statistics.median(own for own, _ in pairs)
        ratio = statistics.median(own / other for own, other in pairs)
        lines.append(f"| {name} | {median * 1e3:.0f} | {ratio:.2f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench/run start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=LEAST, metavar="N", help=f"how often, {LEAST} times at least")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all times there")
    chosen = parser.parse_args()
    rounds = max(LEAST, chosen.rounds)
    times = measured(rounds)
    print(f"Python {platform.python_version()}, medians of {rounds} rounds\n\n{table(times)}")
    if chosen.json:
        chosen.json.write_text(json.dumps({"rounds": rounds, "seconds": times}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
