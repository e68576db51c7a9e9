"""Many processes of one program, forked before it has a thread, that share a cache of tokens.

Run as a program: what to do as JSON in its first argument. Each worker makes a client of its own, waits until all are
there, reads, tells so, waits for the word to go on, and reads again. The outcome is printed as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from typing import Any

from oneroster_sdk import FileTokenCache, OAuth2, OneRoster


def work(told: dict[str, Any], ready: int, go: int, outcome: int) -> None:
    auth = OAuth2(told["token_url"], told["client_id"], told["client_secret"], cache=FileTokenCache(told["directory"]))
    heard: list[str] = []

    def hear(event: object) -> None:
        heard.append(type(event).__name__)

    for turn in range(told["turns"]):
        os.write(ready, b".")
        os.read(go, 1)
        if turn == 0:
            roster = OneRoster(told["base_url"], auth=auth, on_event=hear)
        orgs = len(roster.orgs.to_list())
        line = {"orgs": orgs, "tokens": heard.count("TokenFetched"), "failures": heard.count("TokenCacheFailed")}
        os.write(outcome, json.dumps(line).encode() + b"\n")
    roster.close()


def started(told: dict[str, Any], pipes: list[tuple[int, int]]) -> int:
    child = os.fork()
    if child:
        return child
    (_, ready), (go, _), (_, outcome) = pipes
    code = 1
    try:
        signal.alarm(told["seconds"])
        work(told, ready, go, outcome)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def counted(end: int, count: int, sign: bytes) -> bytes:
    """What comes until this sign has come so often."""
    found = b""
    while found.count(sign) < count:
        more = os.read(end, 65536)
        if not more:
            raise SystemExit("a worker ended too early")
        found += more
    return found


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    told = json.loads(sys.argv[1])
    workers = told["workers"]
    signal.alarm(told["seconds"])
    pipes = [os.pipe() for _ in range(3)]
    (ready, _), (_, go), (outcome, _) = pipes
    children = [started(told, pipes) for _ in range(workers)]
    try:
        for _ in range(told["turns"]):
            counted(ready, workers, b".")
            tell("ready")
            sys.stdin.readline()
            os.write(go, b"g" * workers)
            lines = counted(outcome, workers, b"\n").splitlines()
            tell(json.dumps([json.loads(line) for line in lines]))
        codes = [os.waitpid(child, 0)[1] for child in children]
        children.clear()
        tell(json.dumps(codes))
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


if __name__ == "__main__":
    main()
