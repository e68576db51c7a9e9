"""All users by ``timeback-oneroster``, as its own documentation has it: asynchronous, one page after the other."""

from __future__ import annotations

import asyncio
from importlib import import_module

from bench.peers.timed import timed


def read(base: str, size: int, touch: bool) -> int:
    root, count = base.partition("/ims")[0], 0

    async def main() -> int:
        nonlocal count
        given = {"client_id": "client", "client_secret": "secret", "timeout": 60.0}
        client = import_module("timeback_oneroster").OneRosterClient(base_url=root, auth_url=f"{root}/token", **given)
        async with client:
            async for user in client.users.stream(limit=size):
                count += 1
                if touch:
                    for name in type(user).model_fields:
                        getattr(user, name)
        return count

    return asyncio.run(main())


if __name__ == "__main__":
    import_module("timeback_oneroster")
    timed(read)
