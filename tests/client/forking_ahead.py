"""Reads half of a collection, forks, and reads the rest in both processes; for `test_forks`.

    python forking_ahead.py BASE_URL TOKEN_URL HTTP

Each process prints how many records it had when it was done.
"""

from __future__ import annotations

import os
import sys

from oneroster_sdk import OAuth2, OneRoster, _pages


def main() -> int:
    base_url, token_url, http = sys.argv[1:]
    vars(_pages)["QUICK"] = 0.0  # however soon the provider answers, pages are fetched ahead
    auth = OAuth2(token_url, "client", "s3cret")
    with OneRoster(base_url, auth=auth, http=http, page_size=11, max_concurrency=4) as roster:  # type: ignore[arg-type]
        records = iter(roster.orgs)
        ids = [next(records).sourced_id for _ in range(30)]
        child = os.fork()
        ids += [record.sourced_id for record in records]
        sys.stdout.write(f"{'child' if child == 0 else 'parent'} {len(ids)} {len(set(ids))}\n")
        sys.stdout.flush()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
