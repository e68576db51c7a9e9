"""All users by ``strongmind-oneroster-client``, which knows OneRoster 1.1 and no pages: the loop is the caller's."""

from __future__ import annotations

from importlib import import_module

from bench.peers.timed import timed


def read(base: str, size: int, touch: bool) -> int:
    package, count, offset = import_module("oneroster_client"), 0, 0
    configuration = package.Configuration()
    configuration.host, configuration.access_token = f"{base}/v1p1", "t0ken"
    users = package.UsersManagementApi(package.ApiClient(configuration))
    while True:
        found = users.get_users(limit=size, offset=offset).users
        if touch:
            for user in found:
                for name in user.attribute_map:
                    getattr(user, name)
        count += len(found)
        offset += size
        if len(found) < size:
            return count


if __name__ == "__main__":
    import_module("oneroster_client")
    timed(read)
