"""Which clients of many districts are open: decided without any, then with clients that send nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

import pytest

from oneroster_sdk import (
    AsyncOneRoster,
    AsyncRosters,
    BearerToken,
    ConfigError,
    Connection,
    EnvSecret,
    OneRoster,
    Rosters,
    TransportError,
    _forks,
)
from oneroster_sdk._rosters import Shelf

URL = "https://x.example/ims/oneroster"


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is reset as after a fork are the things of this test, and not the clients of others."""
    monkeypatch.setattr(_forks, "_known", WeakSet())


def connection(key: str) -> Connection:
    return Connection(f"https://{key}.example/ims/oneroster", auth=BearerToken(EnvSecret("TOKEN")))


def shelf(max_open: int = 2) -> Shelf[Any]:
    return Shelf[Any](max_open, threading.Lock)


def test_a_place_is_shared_and_counted() -> None:
    kept = shelf()
    first, leaving = kept.take("a")
    assert first is not None
    assert (first.users, leaving) == (1, None)
    again, _ = kept.take("a")
    assert again is first
    assert first.users == 2
    first.client = "client a"
    assert kept.give_back("a", first) is None
    assert kept.give_back("a", first) is None
    assert first.users == 0
    assert list(kept.places) == ["a"]


def opened(kept: Shelf[Any], *keys: str) -> None:
    """Use these, one after the other."""
    for key in keys:
        place, _ = kept.take(key)
        assert place is not None
        place.client = f"client {key}"
        kept.give_back(key, place)


def test_the_one_used_longest_ago_makes_room() -> None:
    kept = shelf()
    opened(kept, "a", "b", "a")
    place, leaving = kept.take("c")
    assert place is not None
    assert leaving == "client b"
    assert list(kept.places) == ["a", "c"]


def test_what_is_in_use_does_not_make_room() -> None:
    kept = shelf()
    opened(kept, "a", "b")
    kept.take("a")
    assert kept.take("c")[1] == "client b"
    assert kept.take("d") == (None, None)
    assert list(kept.places) == ["a", "c"]


def test_what_is_forgotten_is_closed_by_its_last_user() -> None:
    kept = shelf()
    place, _ = kept.take("a")
    assert place is not None
    place.client = "old"
    kept.take("a")
    assert kept.forget("a") is None
    assert kept.give_back("a", place) is None
    assert kept.give_back("a", place) == "old"
    opened(kept, "a")
    assert kept.forget("a") == "client a"
    assert kept.forget("a") is None


def test_a_forgotten_place_does_not_stand_for_the_new_one() -> None:
    kept = shelf()
    old, _ = kept.take("a")
    assert old is not None
    old.client = "old"
    kept.forget("a")
    new, _ = kept.take("a")
    assert new is not old
    assert kept.give_back("a", old) == "old"
    assert list(kept.places) == ["a"]


def test_closing_names_what_nobody_uses() -> None:
    kept = shelf(3)
    opened(kept, "a", "b")
    place, _ = kept.take("c")
    assert place is not None
    assert kept.close() == ["client a", "client b"]
    with pytest.raises(ConfigError, match=r"^these rosters are closed; make new ones$"):
        kept.take("a")


@pytest.mark.parametrize("kind", [Rosters, AsyncRosters])
def test_numbers_that_cannot_be(kind: Callable[..., Any]) -> None:
    with pytest.raises(ConfigError, match=r"^Rosters\(max_open=0\): one client is open at least$"):
        kind(connection, max_open=0)
    with pytest.raises(
        ConfigError, match=r"^Rosters\(wait=\.\.\.\) must be a number of seconds, 0 at least; it is -1$"
    ):
        kind(connection, wait=-1)
    kind(connection, max_open=1, wait=0)


# --- the blocking ones


def is_closed(client: Any) -> bool:
    closed = client._engine.pool._closed
    return bool(closed if isinstance(closed, bool) else closed.is_set())


def test_a_client_stays_open_and_is_named_by_its_key() -> None:
    asked: list[str] = []

    def load(key: str) -> Connection:
        asked.append(key)
        return connection(key)

    with Rosters(load) as rosters:
        with rosters.open("a") as first:
            assert isinstance(first, OneRoster)
            assert first._engine.core.name == "a"
            assert first._engine.core.base_url == "https://a.example/ims/oneroster"
        with rosters.open("a") as again:
            assert again is first
        assert asked == ["a"]
        assert not is_closed(first)
    assert is_closed(first)
    with pytest.raises(ConfigError, match="these rosters are closed"), rosters.open("a"):
        pass


def test_no_more_are_open_than_may_be() -> None:
    with Rosters(connection, max_open=1) as rosters:
        with rosters.open("a") as first:
            pass
        with rosters.open("b"):
            assert is_closed(first)


def test_who_waits_too_long_for_a_place_is_told() -> None:
    words = r"^all 1 clients were in use for 0\.01 seconds; raise max_open, or use fewer at the same time$"
    with Rosters(connection, max_open=1, wait=0.01) as rosters, rosters.open("a"):
        with pytest.raises(TransportError, match=words) as caught, rosters.open("b"):
            pass
        assert (caught.value.retryable, caught.value.name) == (True, "b")


def test_a_place_that_becomes_free_is_taken() -> None:
    entered, leave = threading.Event(), threading.Event()
    with Rosters(connection, max_open=1) as rosters:

        def use() -> None:
            with rosters.open("a"):
                entered.set()
                leave.wait(10)

        thread = threading.Thread(target=use)
        thread.start()
        entered.wait(10)
        threading.Timer(0.02, leave.set).start()
        with rosters.open("b") as other:
            assert other._engine.core.name == "b"
        thread.join()


def test_many_threads_open_one_client() -> None:
    asked: list[str] = []
    gate = threading.Barrier(8)
    found: list[Any] = []

    def load(key: str) -> Connection:
        asked.append(key)
        return connection(key)

    with Rosters(load) as rosters:

        def use() -> None:
            gate.wait(10)
            with rosters.open("a") as client:
                found.append(client)

        threads = [threading.Thread(target=use) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert asked == ["a"]
    assert len(found) == 8
    assert len({id(each) for each in found}) == 1


def test_what_load_raises_comes_through_and_is_asked_again() -> None:
    asked: list[str] = []

    def load(key: str) -> Connection:
        asked.append(key)
        if len(asked) == 1:
            raise LookupError("no such district")
        return connection(key)

    with Rosters(load, max_open=1) as rosters:
        with pytest.raises(LookupError, match="no such district"), rosters.open("a"):
            pass
        with rosters.open("a") as client:
            assert client._engine.core.name == "a"
    assert asked == ["a", "a"]


def test_what_is_forgotten_is_loaded_anew() -> None:
    with Rosters(connection) as rosters:
        with rosters.open("a") as first:
            rosters.forget("a")
            assert not is_closed(first)
            with rosters.open("a") as second:
                assert second is not first
        assert is_closed(first)
        rosters.forget("a")
        assert is_closed(second)
        rosters.forget("unknown")


def test_a_client_in_use_is_closed_after_its_use() -> None:
    rosters = Rosters(connection)
    with rosters.open("a") as client:
        rosters.close()
        assert not is_closed(client)
    assert is_closed(client)


def test_a_name_of_its_own_stays() -> None:
    named = Connection(URL, auth=BearerToken(EnvSecret("TOKEN")), name="district 9")
    with Rosters(lambda key: named) as rosters, rosters.open("a") as client:
        assert client._engine.core.name == "district 9"


def test_a_forked_process_opens_clients_of_its_own() -> None:
    rosters = Rosters(connection, max_open=1)
    with rosters.open("a") as first:
        rosters._changed.acquire()
        _forks._reset_all()
        with rosters.open("b") as second:
            assert not is_closed(first)
    rosters.close()
    assert is_closed(second)
    _forks._reset_all()
    with pytest.raises(ConfigError, match="these rosters are closed"), rosters.open("a"):
        pass
    first.close()


# --- the asynchronous ones


def test_async_clients_stay_open_and_make_room() -> None:
    asked: list[str] = []

    async def load(key: str) -> Connection:
        asked.append(key)
        await asyncio.sleep(0)
        return connection(key)

    async def main() -> None:
        async with AsyncRosters(load, max_open=1) as rosters:
            async with rosters.open("a") as first, rosters.open("a") as again:
                assert again is first
                assert isinstance(first, AsyncOneRoster)
                assert first._engine.core.name == "a"
            async with rosters.open("b") as second:
                assert is_closed(first)
            assert not is_closed(second)
        assert is_closed(second)
        assert asked == ["a", "b"]
        with pytest.raises(ConfigError, match="these rosters are closed"):
            async with rosters.open("a"):
                pass

    asyncio.run(main())


def test_async_many_tasks_open_one_client_by_a_plain_function() -> None:
    asked: list[str] = []

    def load(key: str) -> Connection:
        asked.append(key)
        return connection(key)

    async def main() -> None:
        async with AsyncRosters(load) as rosters:

            async def use() -> Any:
                async with rosters.open("a") as client:
                    await asyncio.sleep(0)
                    return client

            found = await asyncio.gather(*(use() for _ in range(8)))
            assert len({id(each) for each in found}) == 1

    asyncio.run(main())
    assert asked == ["a"]


def test_async_who_waits_too_long_for_a_place_is_told() -> None:
    async def main() -> None:
        async with AsyncRosters(connection, max_open=1, wait=0.01) as rosters, rosters.open("a"):
            with pytest.raises(TransportError, match=r"^all 1 clients were in use for 0\.01 seconds") as caught:
                async with rosters.open("b"):
                    pass
            assert caught.value.name == "b"

    asyncio.run(main())


def test_async_a_place_that_becomes_free_is_taken() -> None:
    async def main() -> None:
        async with AsyncRosters(connection, max_open=1) as rosters:
            leave = asyncio.Event()

            async def use() -> None:
                async with rosters.open("a"):
                    await leave.wait()

            task = asyncio.create_task(use())
            await asyncio.sleep(0)
            asyncio.get_running_loop().call_later(0.02, leave.set)
            async with rosters.open("b") as other:
                assert other._engine.core.name == "b"
            await task

    asyncio.run(main())


def test_async_what_load_raises_comes_through_and_is_asked_again() -> None:
    asked: list[str] = []

    async def load(key: str) -> Connection:
        asked.append(key)
        if len(asked) == 1:
            raise LookupError("no such district")
        return connection(key)

    async def main() -> None:
        async with AsyncRosters(load, max_open=1) as rosters:
            with pytest.raises(LookupError, match="no such district"):
                async with rosters.open("a"):
                    pass
            async with rosters.open("a"):
                pass

    asyncio.run(main())
    assert asked == ["a", "a"]


def test_async_what_is_forgotten_is_loaded_anew() -> None:
    async def main() -> None:
        async with AsyncRosters(connection) as rosters:
            async with rosters.open("a") as first:
                await rosters.forget("a")
                assert not is_closed(first)
                async with rosters.open("a") as second:
                    assert second is not first
            assert is_closed(first)
            await rosters.forget("a")
            assert is_closed(second)

    asyncio.run(main())


def test_async_a_client_in_use_is_closed_after_its_use() -> None:
    async def main() -> None:
        rosters = AsyncRosters(connection)
        async with rosters.open("a") as client:
            await rosters.aclose()
            assert not is_closed(client)
        assert is_closed(client)

    asyncio.run(main())
