"""A client that is used before and after a fork: run by test_forks.py, with the addresses of a provider as arguments.

Parent and child read at the same time over the same client; each prints what it got.
"""

from __future__ import annotations

import os
import sys

from oneroster_sdk import OAuth2, OneRoster

READINGS = 20


def main(base_url: str, token_url: str, http: str) -> int:
    roster = OneRoster(base_url, auth=OAuth2(token_url, "client", "s3cret"), http=http)  # type: ignore[arg-type]
    roster.orgs.to_list()
    pool = roster._engine.pool
    # As if another thread held the locks of the client at the moment of the fork.
    hands = pool.hands()
    locks = (pool._opening, hands.lock, roster._engine.core.pace._lock)
    for lock in locks:
        lock.acquire()
    child = os.fork()
    for lock in locks if child else ():
        lock.release()
    who = "parent" if child else "child"
    names = {each.name for _ in range(READINGS) for each in roster.with_options(user_agent=who).orgs.to_list()}
    sys.stdout.write(f"{who}: {' '.join(sorted(names))}\n")
    sys.stdout.flush()
    if not child:
        os._exit(0)
    roster.close()
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
