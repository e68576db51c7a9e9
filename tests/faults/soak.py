"""Thousands of pulls through faults drawn by lot: each brings exactly the records or says that it does not.

Both clients and both HTTP libraries take turns; some pulls are left early or run out of the caller's time. At the end
there are as many files, threads and tasks as at the beginning, and no more memory.
"""

from __future__ import annotations

import asyncio
import gc
import json
import statistics
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from attrs import define, field, frozen

from oneroster_sdk import AsyncOneRoster, OAuth2, OneRoster, OneRosterError, RetryPolicy, Timeout, _pages
from oneroster_sdk.sandbox import Sandbox

from .conftest import TLS, flat
from .faults import Fault
from .lots import Lots
from .proxy import Proxy
from .waiting import open_files, until

COLLECTIONS = ("users", "orgs", "enrollments")
ONE = "one user"
"""What is asked for by its id, in place of a collection."""
BOUT = 20
"""Pulls of one client, `TOGETHER` at a time."""
TOGETHER = 4
TURNS = [(kind, http) for http in ("httpx", "httpx2") for kind in (OneRoster, AsyncOneRoster)]
WARM = 4
"""Bouts after which nothing is new any more: one for each kind of client."""
_EARLY = 0.1
"""Of the pulls that are left early."""
_MEMORY = Path("/proc/self/statm")


@define
class Tally:
    """What came of it, and what is left."""

    outcomes: Counter[str] = field(factory=Counter)
    wrong: list[str] = field(factory=list)
    faults: int = 0
    requests: int = 0
    files: list[int] = field(factory=list)
    threads: list[int] = field(factory=list)
    objects: list[int] = field(factory=list)
    """Python's own, after each bout."""
    pages: list[int] = field(factory=list)
    """Of memory, after each bout; empty where the system does not tell."""

    @property
    def pulls(self) -> int:
        return self.outcomes.total()

    def look(self) -> None:
        """Count what there is after a bout."""
        self.files.append(open_files())
        self.threads.append(threading.active_count())
        self.objects.append(len(gc.get_objects()))
        if _MEMORY.exists():
            self.pages.append(int(_MEMORY.read_text().split()[1]))

    def counted(self) -> dict[str, list[int]]:
        """What was counted after each bout."""
        return {"files": self.files, "threads": self.threads, "objects": self.objects, "pages of memory": self.pages}

    def complaints(self) -> list[str]:
        """What is not as it should be."""
        found = list(self.wrong)
        for what, counted in (("files", self.files), ("threads", self.threads)):
            if counted[-1] > counted[WARM - 1]:
                found.append(f"{what} are left: {counted[WARM - 1]} at first, {counted[-1]} at the end")
        for what, counted, borne in (("objects", self.objects, 0.02), ("pages of memory", self.pages, 0.08)):
            if grown(counted[WARM:]) > borne:
                found.append(f"{what} grow: {counted[WARM:]}")
        return found


def grown(counted: Sequence[int]) -> float:
    """By which part the last quarter is above the first; single peaks do not count."""
    quarter = max(len(counted) // 4, 1)
    if len(counted) < 2:
        return 0.0
    return statistics.median(counted[-quarter:]) / statistics.median(counted[:quarter]) - 1


@frozen
class Soak:
    """Pulls through one proxy from one district."""

    sandbox: Sandbox
    proxy: Proxy
    expected: dict[str, list[str]]
    tally: Tally = field(factory=Tally)

    @property
    def one(self) -> str:
        """The id of the one user."""
        return str(json.loads(self.expected[ONE][0])["sourcedId"])

    def bout(self, number: int, seed: int) -> None:
        """One client, from its first pull to its end."""
        kind, http = TURNS[number % len(TURNS)]
        unasked = b'{"user": %b}' % self.expected["users"][number % 50 + 1].encode()
        lots = Lots(f"{seed} {number}", self.sandbox.revoke_tokens, unasked)
        self.proxy.choose = lambda asked: self.drawn(lots(asked))
        plans = [self.plan(Random(f"{seed} {number} {pull}")) for pull in range(BOUT)]
        if kind is OneRoster:
            self.blocking(self.client(kind, http, number), plans)
        else:
            asyncio.run(self.awaiting(self.client(kind, http, number), plans))
        until(lambda: self.proxy.connected == 0, f"connections are left after bout {number}")
        self.tally.requests += len(self.proxy.asked)
        self.proxy.asked.clear()
        self.sandbox.requests.clear()
        self.sandbox.revoke_tokens()

    def drawn(self, fault: Fault | None) -> Fault | None:
        self.tally.faults += fault is not None
        return fault

    def client(self, kind: type, http: str, number: int) -> Any:
        sandbox, through = self.sandbox, self.proxy.through
        return kind(
            through(sandbox.base_url),
            auth=OAuth2(through(sandbox.token_url), sandbox.client_id, sandbox.client_secret),
            http=http,
            page_size=10,
            max_concurrency=number // len(TURNS) % TOGETHER + 1,
            ca=TLS,
            retry=RetryPolicy(attempts=5, base=0.005, cap=0.02),
            timeout=Timeout(connect=0.5, read=0.1, total=2.0),
        )

    @staticmethod
    def plan(lots: Random) -> tuple[str, int | None]:
        """What to pull, and after how many records to leave."""
        return lots.choice((*COLLECTIONS, ONE)), lots.randrange(30) if lots.random() < _EARLY else None

    def blocking(self, roster: OneRoster, plans: list[tuple[str, int | None]]) -> None:
        def pull(name: str, leave_after: int | None) -> None:
            records: list[Any] = []
            try:
                for record in [roster.users.get(self.one)] if name == ONE else getattr(roster, name):
                    if leave_after is not None and len(records) == leave_after:
                        break
                    records.append(record)
            except Exception as error:
                self.failed(error)
            else:
                self.came(name, leave_after, records)

        with roster:
            for start in range(0, len(plans), TOGETHER):
                threads = [threading.Thread(target=pull, args=plan) for plan in plans[start : start + TOGETHER]]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()

    async def awaiting(self, roster: AsyncOneRoster, plans: list[tuple[str, int | None]]) -> None:
        async def pull(name: str, leave_after: int | None) -> None:
            try:
                async with asyncio.timeout(None if leave_after is None else 0.002 * leave_after):
                    if name == ONE:
                        records = [await roster.users.get(self.one)]
                    else:
                        records = await getattr(roster, name).to_list()
            except TimeoutError:
                self.tally.outcomes["left early"] += 1
            except Exception as error:
                self.failed(error)
            else:
                self.came(name, None, records)

        async with roster:
            for start in range(0, len(plans), TOGETHER):
                await asyncio.gather(*(pull(*plan) for plan in plans[start : start + TOGETHER]))
        for _ in range(500):  # what was left in the middle is closed by tasks of the loop
            if len(asyncio.all_tasks()) > 1:
                await asyncio.sleep(0.01)
        if asyncio.all_tasks() != {asyncio.current_task()}:
            self.tally.wrong.append("tasks are left")

    def failed(self, error: Exception) -> None:
        self.tally.outcomes[type(error).__name__] += 1
        if not isinstance(error, OneRosterError):
            self.tally.wrong.append(f"{type(error).__name__} is no error of ours")

    def came(self, name: str, leave_after: int | None, records: list[Any]) -> None:
        whole, found = self.expected[name], flat(records, self.proxy.through(self.sandbox.base_url))
        wanted = whole if leave_after is None else whole[:leave_after]
        self.tally.outcomes["whole" if leave_after is None else "left early"] += 1
        if found != wanted:
            self.tally.wrong.append(f"{len(found)} {name} came, which are not the {len(wanted)} that there are")


def soak(pulls: int, seed: int, tell: Callable[[Tally], object] = lambda tally: None) -> Tally:
    """So many pulls, or a few more. Pages are fetched ahead, however soon the sandbox answers."""
    ahead = patch.object(_pages, "QUICK", 0.0)
    with ahead, Sandbox(students=20, seed=5) as sandbox, Proxy(sandbox.base_url) as proxy:
        auth = OAuth2(sandbox.token_url, sandbox.client_id, sandbox.client_secret)
        with OneRoster(sandbox.base_url, auth=auth, ca=TLS) as direct:
            expected = {name: flat(getattr(direct, name).to_list(), sandbox.base_url) for name in COLLECTIONS}
        expected[ONE] = expected["users"][:1]
        running = Soak(sandbox, proxy, expected)
        for number in range(max(-(-pulls // BOUT), WARM)):
            running.bout(number, seed)
            running.tally.look()
            tell(running.tally)
        return running.tally
