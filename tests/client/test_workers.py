"""One token for many processes, and for many clients in one."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from oneroster_sdk import AsyncOneRoster, ConfigError, FileTokenCache, OAuth2
from oneroster_sdk import _file_cache as files
from oneroster_sdk.events import TokenCacheFailed, TokenFetched
from oneroster_sdk.sandbox import Sandbox

from .conftest import Caller

WORKERS = 32
SECONDS = 60


class Forked:
    """The workers: they read when they are told to."""

    def __init__(self, district: Sandbox, directory: Path, turns: int) -> None:
        told = {
            "base_url": district.base_url,
            "token_url": district.token_url,
            "client_id": district.client_id,
            "client_secret": district.client_secret,
            "directory": str(directory),
            "workers": WORKERS,
            "turns": turns,
            "seconds": SECONDS,
        }
        program = Path(__file__).with_name("forked.py")
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", str(program), json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def read(self) -> Any:
        assert self.process.stdin is not None
        assert self.line() == "ready"
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return json.loads(self.line())

    def line(self) -> str:
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        return self.process.stdout.readline().strip() or self.process.stderr.read()


@contextmanager
def forked(district: Sandbox, directory: Path, turns: int) -> Iterator[Forked]:
    workers = Forked(district, directory, turns)
    try:
        yield workers
        assert json.loads(workers.line()) == [0] * WORKERS
        _, errors = workers.process.communicate(timeout=20)
        assert errors == ""
    finally:
        workers.process.kill()
        workers.process.communicate()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_one_token_request_over_32_forked_workers(district: Sandbox, tmp_path: Path) -> None:
    """All start at once; then every token is revoked, and all are refused at once."""
    directory, before = tmp_path / "tokens", district.token_requests
    with forked(district, directory, turns=2) as workers:
        first = workers.read()
        assert district.token_requests == before + 1
        district.revoke_tokens()
        second = workers.read()
        assert district.token_requests == before + 2
    assert len(first) == len(second) == WORKERS
    orgs = first[0]["orgs"]
    assert orgs > 0
    assert {each["orgs"] for each in [*first, *second]} == {orgs}
    assert (sum(each["tokens"] for each in first), sum(each["tokens"] for each in second)) == (1, 2)
    assert not any(each["failures"] for each in second)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()} == {0o600}


def auth_of(district: Sandbox, cache: Any) -> Any:
    return OAuth2(district.token_url, district.client_id, district.client_secret, cache=cache)


def test_a_second_client_takes_the_token_of_the_first(caller: Caller, district: Sandbox, tmp_path: Path) -> None:
    before = district.token_requests
    for _ in range(3):
        call = caller.open(district.base_url, auth_of(district, FileTokenCache(tmp_path / "tokens")))
        assert call(lambda roster: roster.orgs.to_list())
    assert district.token_requests == before + 1
    district.revoke_tokens()
    assert call(lambda roster: roster.orgs.to_list())
    other = caller.open(district.base_url, auth_of(district, FileTokenCache(tmp_path / "tokens")))
    assert other(lambda roster: roster.orgs.to_list())
    assert district.token_requests == before + 2


def test_other_clients_have_other_tokens(caller: Caller, district: Sandbox, tmp_path: Path) -> None:
    before = district.token_requests
    for suffix in ("", "?app=a", "?app=b"):
        auth: Any = OAuth2(
            district.token_url + suffix,
            district.client_id,
            district.client_secret,
            cache=FileTokenCache(tmp_path / "tokens"),
        )
        assert caller.open(district.base_url, auth)(lambda roster: roster.orgs.to_list())
    assert district.token_requests == before + 3


def test_a_directory_that_others_may_read_ends_the_call(caller: Caller, district: Sandbox, tmp_path: Path) -> None:
    before, directory = district.token_requests, tmp_path / "tokens"
    directory.mkdir(mode=0o755)
    directory.chmod(0o755)
    call = caller.open(district.base_url, auth_of(district, FileTokenCache(directory)))
    with pytest.raises(ConfigError, match="run: chmod 700"):
        call(lambda roster: roster.orgs.to_list())
    assert district.token_requests == before
    directory.chmod(0o700)
    assert call(lambda roster: roster.orgs.to_list())


def test_a_lock_that_is_never_given_back_does_not_stop_the_pull(
    caller: Caller, district: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    cache, heard = FileTokenCache(tmp_path / "tokens"), list[Any]()
    with every_lock(cache):
        call = caller.open(district.base_url, auth_of(district, cache), on_event=heard.append)
        assert call(lambda roster: roster.orgs.to_list())
    assert [event for event in heard if isinstance(event, TokenCacheFailed)] == [TokenCacheFailed("lock", "Timeout")]


@contextmanager
def every_lock(cache: FileTokenCache) -> Iterator[None]:
    """Hold the locks of a cache, whatever key they are for."""
    taken: list[Any] = []
    real = FileTokenCache.lock

    def lock(self: FileTokenCache, key: str) -> Any:
        if not taken:
            taken.append(real(cache, key))
            taken[0].__enter__()
        return real(self, key)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(FileTokenCache, "lock", lock)
        yield
        for each in taken:
            each.__exit__(None, None, None)


class Slow:
    """A cache whose methods all block, and whose lock belongs to the thread that took it."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.owner = threading.RLock()
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.gate.set()

    def load(self, key: str) -> str | None:
        self.threads.add(threading.get_ident())
        assert self.gate.wait(10)
        return self.texts.get(key)

    def store(self, key: str, value: str, seconds: float | None) -> None:
        self.threads.add(threading.get_ident())
        assert self.gate.wait(10)
        self.texts[key] = value

    def lock(self, key: str) -> Any:
        return self.owner


def test_many_clients_of_one_loop_do_not_wait_for_each_other_in_vain(district: Sandbox) -> None:
    """More of them than the loop has threads; all wait for the lock but one, which needs a thread to go on."""
    before, cache, heard = district.token_requests, Slow(), list[Any]()

    async def run() -> list[int]:
        async def one() -> int:
            async with AsyncOneRoster(
                district.base_url, auth=auth_of(district, cache), on_event=heard.append
            ) as roster:
                return len(await roster.orgs.to_list())

        async with asyncio.timeout(30):
            return list(await asyncio.gather(*(one() for _ in range(48))))

    found = asyncio.run(run())
    assert len(set(found)) == 1
    assert district.token_requests == before + 1
    assert len([event for event in heard if isinstance(event, TokenFetched)]) == 1
    assert not [event for event in heard if isinstance(event, TokenCacheFailed)]
    assert threading.get_ident() not in cache.threads, "the loop is not blocked"


def test_who_is_cancelled_while_waiting_for_another_process_leaves_nothing_held(district: Sandbox) -> None:
    cache = Slow()
    inside = threading.Event()
    free = threading.Event()

    def other() -> None:
        with cache.owner:
            inside.set()
            assert free.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    assert inside.wait(10)

    async def run() -> None:
        async with AsyncOneRoster(district.base_url, auth=auth_of(district, cache)) as roster:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await roster.orgs.to_list()
            free.set()
            thread.join(10)
            async with asyncio.timeout(10):
                assert await roster.orgs.to_list()

    asyncio.run(run())
    assert cache.owner.acquire(timeout=5)
    cache.owner.release()
