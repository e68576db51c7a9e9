"""Ways to read all users of a provider: what people write by hand, the practical limit, and ours.

Each takes the base URL, the size of pages and whether every attribute is to be touched, and gives the number of
records.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import aiohttp
import httpx
import httpx2
import msgspec
import orjson
import requests

from oneroster_openapi.lane import lane_of, own_names
from oneroster_openapi.v1p2.models import User
from oneroster_sdk import AsyncOneRoster, OAuth2, OneRoster

Reader: TypeAlias = Callable[[str, int, bool], int]
USERS: Final = "/rostering/v1p2/users"
CONNECTIONS: Final = 8
_UNWANTED: Final = frozenset({"password", "credentials"})


def _touch(records: list[Any]) -> None:
    for record in records:
        for name in record if isinstance(record, dict) else record.__slots__:
            record[name] if isinstance(record, dict) else getattr(record, name, None)


def _loop(get: Callable[[str, dict[str, int]], list[Any]], base: str, size: int, *, touch: bool) -> int:
    """The loop that everybody writes; it stops at the first short page, which is wrong, and quick."""
    count, offset = 0, 0
    while True:
        found = get(f"{base}{USERS}", {"limit": size, "offset": offset})
        if touch:
            _touch(found)
        count += len(found)
        offset += size
        if len(found) < size:
            return count


def naive(base: str, size: int, touch: bool) -> int:
    """``requests.get`` in a loop, dicts."""
    return _loop(lambda url, query: requests.get(url, query, timeout=60).json()["users"], base, size, touch=touch)


def session(base: str, size: int, touch: bool) -> int:
    """A session of requests, dicts."""
    with requests.Session() as kept:
        return _loop(lambda url, query: kept.get(url, params=query).json()["users"], base, size, touch=touch)


def httpx_orjson(base: str, size: int, touch: bool) -> int:
    """httpx and orjson, dicts."""
    with httpx.Client(timeout=60) as client:
        return _loop(
            lambda url, query: orjson.loads(client.get(url, params=query).content)["users"], base, size, touch=touch
        )


class _Reference(msgspec.Struct):
    href: str
    sourcedId: str
    type: str


class _Role(msgspec.Struct):
    roleType: str
    role: str
    org: _Reference
    beginDate: str
    endDate: str


class _User(msgspec.Struct):
    sourcedId: str
    status: str
    dateLastModified: str
    enabledUser: str | bool
    givenName: str
    familyName: str
    roles: list[_Role]
    primaryOrg: _Reference
    agents: list[_Reference]
    grades: list[str]


class _Users(msgspec.Struct):
    users: list[_User]


def limit(base: str, size: int, touch: bool) -> int:
    """aiohttp with eight connections, msgspec structs of ten fields, no check of anything: the practical limit."""

    async def main() -> int:
        decoder, count = msgspec.json.Decoder(_Users), 0
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as http:

            async def page(offset: int) -> tuple[int, int]:
                async with http.get(f"{base}{USERS}?limit={size}&offset={offset}") as answer:
                    users = decoder.decode(await answer.read()).users
                    if touch:
                        for user in users:
                            for name in user.__struct_fields__:
                                getattr(user, name)
                    return len(users), int(answer.headers["X-Total-Count"])

            count, total = await page(0)
            waiting = iter(range(size, total, size))

            async def work() -> int:
                return sum([(await page(offset))[0] for offset in waiting])

            return count + sum(await asyncio.gather(*(work() for _ in range(CONNECTIONS))))

    return asyncio.run(main())


def floor(base: str, size: int, touch: bool) -> int:
    """httpx2 without its client, and the lane: what is left of ours if nothing is checked, counted or told."""
    lane, count = lane_of(User, "users", _UNWANTED), 0
    with httpx2.HTTPTransport() as transport:
        while True:
            query = {"limit": size, "offset": count}
            answer = transport.handle_request(httpx2.Request("GET", f"{base}{USERS}", params=query))
            body = b"".join(answer.iter_raw())
            found = lane.read(body) if lane else None
            if found is None:  # records with properties of a vendor
                own = own_names(User, orjson.loads(body)["users"], _UNWANTED)
                lane = lane_of(User, "users", _UNWANTED, own)
                found = lane.read(body) if lane else None
            records = [] if found is None else found.records
            if touch:
                _touch(records)
            count += len(records)
            if len(records) < size:
                return count
            del found, records  # the next page does better where this one was


def _auth(base: str) -> OAuth2:
    return OAuth2(f"{base.partition('/ims')[0]}/token", "client", "secret")


def ours(http: Any, base: str, size: int, touch: bool) -> int:
    """Ours, blocking."""
    count = 0
    with OneRoster(base, auth=_auth(base), page_size=size, http=http, max_concurrency=CONNECTIONS) as roster:
        for user in roster.users:
            count += 1
            if touch:
                _touch([user])
    return count


def ours_async(http: Any, base: str, size: int, touch: bool) -> int:
    """Ours, asynchronous."""

    async def main() -> int:
        count = 0
        async with AsyncOneRoster(
            base, auth=_auth(base), page_size=size, http=http, max_concurrency=CONNECTIONS
        ) as roster:
            async for user in roster.users:
                count += 1
                if touch:
                    _touch([user])
        return count

    return asyncio.run(main())


CONTENDERS: Final[Mapping[str, Reader]] = {
    "`requests.get` in a loop, dicts": naive,
    "`requests.Session`, dicts": session,
    "httpx and orjson, dicts": httpx_orjson,
    "aiohttp and msgspec, 8 connections, unchecked": limit,
    "httpx2 and our lane alone, unchecked": floor,
    "ours, httpx": lambda *given: ours("httpx", *given),
    "ours, httpx2": lambda *given: ours("httpx2", *given),
    "ours, async, httpx": lambda *given: ours_async("httpx", *given),
    "ours, async, httpx2": lambda *given: ours_async("httpx2", *given),
}
