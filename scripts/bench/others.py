"""Other libraries for OneRoster, each a process in an environment of its own, for their pins may not fit ours."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bench.rounds import Took
from bench.serving import SCRIPTS

PYTHON: Final = SCRIPTS.parent / ".cache" / "bench-peers" / "bin" / "python"
PEERS: Final = {
    "`timeback-oneroster` 0.4.0, async, records of its own": "timeback_oneroster",
    "`strongmind-oneroster-client` 2.0.5, 1.1 only, records of its own": "strongmind_oneroster_client",
}


class Peer:
    """A process that reads when it is told to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, base: str, size: int, touch: bool) -> Took:
        asked, told = self._process.stdin, self._process.stdout
        if asked is None or told is None:
            raise TypeError("the process needs pipes")
        print(json.dumps({"base": base, "size": size, "touch": touch}), file=asked, flush=True)
        answer = told.readline()
        if not answer:
            raise SystemExit("a peer has ended; its own words stand above")
        return Took(**json.loads(answer))


@contextmanager
def peer(module: str) -> Iterator[Peer]:
    """The peer with this program, for as long as it is needed."""
    command = [str(PYTHON), "-m", f"bench.peers.{module}"]
    with subprocess.Popen(command, cwd=SCRIPTS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Peer(process)
        finally:
            process.terminate()
