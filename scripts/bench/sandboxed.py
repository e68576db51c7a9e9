"""A sandbox with about so many users as a process of its own: ``python -m bench.sandboxed USERS``; prints its address.

It ends on SIGTERM, and its database with it. Its credentials come from the environment, as `bench.districts` sets them.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from oneroster_sdk.sandbox import Sandbox

USERS_PER_STUDENT = 1.56
"""With their parents and teachers."""


def ended(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def main(users: int) -> None:
    signal.signal(signal.SIGTERM, ended)
    with Sandbox(
        students=round(users / USERS_PER_STUDENT),
        client_id="bench",
        client_secret=os.environ["BENCH_SECRET"],
        versions=("1.2",),
    ) as sandbox:
        print(sandbox.base_url, sandbox.token_url, flush=True)
        while True:
            signal.pause()


if __name__ == "__main__":
    main(int(sys.argv[1]))
