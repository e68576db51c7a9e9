"""One reading in a process of its own, for its memory and time: ``python -m bench.alone WAY BASE SIZE [warm]``.

Prints a JSON object: ``records``, ``cpu`` in seconds, and in bytes the largest memory that was resident: ``before``,
when the library was imported and a client made, and ``peak``. With ``warm``, some pages are read before all that.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

STATUS: Final = Path("/proc/self/status")
WARM: Final = 3
"""Pages that are read before the clock starts."""


def peak() -> int:
    """Bytes of memory that were resident at most.

    On Linux the high-water mark of this very program; what ``getrusage`` gives there counts the parent's memory, from
    which this process was split.
    """
    if STATUS.exists():
        line = next(each for each in STATUS.read_text().splitlines() if each.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


class Account:
    """What is told at the end."""

    def __init__(self) -> None:
        self.records = 0
        self.before = peak()
        self._cpu = time.process_time()

    def begins(self) -> None:
        """What came until now was for warming up."""
        self.records, self.before, self._cpu = 0, peak(), time.process_time()

    def tell(self) -> None:
        cpu = time.process_time() - self._cpu
        print(json.dumps({"records": self.records, "cpu": cpu, "before": self.before, "peak": peak()}))


def naive(base: str, size: int, warm: int) -> None:
    """The loop that everybody writes."""
    import requests

    account, offset = Account(), 0
    while True:
        query = {"limit": size, "offset": offset}
        found = requests.get(f"{base}/rostering/v1p2/users", query, timeout=60).json()["users"]
        for _ in found:
            account.records += 1
        offset += size
        if warm and offset == size * warm:
            account.begins()
            warm, offset = 0, 0
        elif len(found) < size:
            return account.tell()


def ours(base: str, size: int, warm: int, *, check_duplicates: bool = True) -> None:
    """Ours, blocking; no record is kept."""
    from oneroster_sdk import OAuth2, OneRoster

    auth = OAuth2(f"{base.partition('/ims')[0]}/token", "client", "secret")
    with OneRoster(base, auth=auth, page_size=size, check_duplicates=check_duplicates) as roster:
        account = Account()
        if warm:
            for _ in roster.users.limit(warm * size):
                pass
            account.begins()
        for _ in roster.users:
            account.records += 1
        account.tell()


def ours_unchecked(base: str, size: int, warm: int) -> None:
    """Ours, with the search for duplicates switched off."""
    ours(base, size, warm, check_duplicates=False)


def ours_async(base: str, size: int, warm: int) -> None:
    """Ours, asynchronous."""
    from oneroster_sdk import AsyncOneRoster, OAuth2

    async def main() -> None:
        auth = OAuth2(f"{base.partition('/ims')[0]}/token", "client", "secret")
        async with AsyncOneRoster(base, auth=auth, page_size=size) as roster:
            account = Account()
            if warm:
                async for _ in roster.users.limit(warm * size):
                    pass
                account.begins()
            async for _ in roster.users:
                account.records += 1
            account.tell()

    asyncio.run(main())


WAYS: Final[dict[str, Callable[[str, int, int], None]]] = {
    "`requests.get` in a loop, dicts": naive,
    "ours": ours,
    "ours, async": ours_async,
    "ours, `check_duplicates=False`": ours_unchecked,
}

if __name__ == "__main__":
    way, given, length = sys.argv[1:4]
    WAYS[way](given, int(length), WARM if "warm" in sys.argv[4:] else 0)
