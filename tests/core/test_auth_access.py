"""Where credentials may go, and how each try is signed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import evolve

from oneroster_sdk import ConfigError, RetryPolicy
from oneroster_sdk._access import keep_home, unsigned
from oneroster_sdk._core import Core
from oneroster_sdk._drivers import adrive, drive
from oneroster_sdk._flow import Blocking, Exclusive, Flow, Reply, Request, Send, Sleep
from oneroster_sdk._held import held
from oneroster_sdk._retry import attempt

from .playing import BASE, Asked, client, orgs

HOMES = ("https://sis.example/ims", "https://grades.example:8443/v1p2", "https://sis.example/other")
REQUEST = Request("GET", f"{BASE}/x", "GET /x")


@pytest.mark.parametrize(
    "url",
    [
        "https://sis.example/elsewhere?a=b",
        "https://sis.example",
        "HTTPS://SIS.example/ims",
        "https://grades.example:8443/",
    ],
)
def test_credentials_go_home(url: str) -> None:
    keep_home(url, HOMES, None)


@pytest.mark.parametrize(
    "url",
    [
        "http://sis.example/ims",
        "https://sis.example:8443/ims",
        "https://grades.example/v1p2",
        "https://sis.example.evil.example/ims",
        "https://evil.example/ims",
        "https://sis.example@evil.example/ims",
        "https://user:pass@sis.example/ims",
        "https://evil.example\\@sis.example/ims",
        "//sis.example/ims",
        "/ims",
    ],
)
def test_credentials_go_nowhere_else(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        keep_home(f"{url}?token=s3cret", HOMES, "north")
    message = str(caught.value)
    assert "credentials go to sis.example, grades.example only" in message
    assert caught.value.name == "north"
    assert not [word for word in ("s3cret", "pass", "/ims", "token") if word in message]


@pytest.mark.parametrize(
    "rest", [".evil.example/x", ":8443/x", "@evil.example/x", "-evil.example/x", "\\evil.example/x"]
)
def test_a_host_that_only_begins_like_a_home_without_a_path_is_none(rest: str) -> None:
    keep_home("https://bare.example/x", ["https://bare.example"], None)
    with pytest.raises(ConfigError, match="nothing was sent to"):
        keep_home(f"https://bare.example{rest}", ["https://bare.example"], None)


def test_the_refusal_names_the_host() -> None:
    with pytest.raises(ConfigError) as caught:
        keep_home("https://evil.example/x", ["https://a.example"], None)
    assert str(caught.value) == (
        "nothing was sent to evil.example: credentials go to a.example only, with the scheme and the port of the base "
        "URL or of a service URL"
    )


# --- the core's one door


class Counted:
    """An access whose every signature says which grant it is from, and how often that has signed."""

    def __init__(self, *, renews: bool = True) -> None:
        self.grants = 0
        self.refused: list[Any] = []
        self._renews = renews

    def granted(self) -> Flow[Any]:
        yield from ()
        self.grants += 1
        grant, signed = self.grants, 0

        def sign(request: Request) -> Request:
            nonlocal signed
            signed += 1
            return evolve(request, headers={**request.headers, "Signed": f"{grant}.{signed}"})

        return sign

    def renewed(self, refused: Any, answer: Reply) -> Flow[Any]:
        self.refused.append((refused, answer))
        return (yield from self.granted()) if self._renews else None


def core_with(access: Counted, *, services: dict[str, str] | None = None) -> Core:
    roster, _ = client(lambda asked: orgs([]), service_urls=services or {})
    return evolve(roster._engine.core, access=access, retry=RetryPolicy(attempts=2, base=0.0))


def played(flow: Flow[Any], *answers: Reply) -> tuple[Any, list[Request]]:
    waiting, sent, answer = list(answers), list[Request](), None
    try:
        while True:
            step = flow.send(answer)
            if isinstance(step, Sleep):
                answer = None
                continue
            assert isinstance(step, Send)
            sent.append(step.request)
            answer = waiting.pop(0)
    except StopIteration as done:
        assert not waiting
        return done.value, sent


def test_each_try_is_signed_anew() -> None:
    access = Counted()
    (asked, answer, tries), sent = played(core_with(access).sent(REQUEST), Reply(503), Reply(200))
    assert [request.headers["Signed"] for request in sent] == ["1.1", "1.2"]
    assert (asked, answer, tries) == (REQUEST, Reply(200), 2)
    assert [request.headers["Accept"] for request in sent] == ["application/json"] * 2
    assert access.refused == []


def test_after_401_the_renewed_access_signs() -> None:
    access = Counted()
    (_, answer, tries), sent = played(core_with(access).sent(REQUEST), Reply(503), Reply(401), Reply(503), Reply(401))
    assert [request.headers["Signed"] for request in sent] == ["1.1", "1.2", "2.1", "2.2"]
    assert (answer, tries) == (Reply(401), 4)
    ((refused, refusal),) = access.refused
    assert refusal == Reply(401)
    assert refused(REQUEST).headers["Signed"] == "1.3"


def test_after_401_with_nothing_new_nothing_is_sent() -> None:
    (_, answer, tries), sent = played(core_with(Counted(renews=False)).sent(REQUEST), Reply(401))
    assert (answer, tries, len(sent)) == (Reply(401), 1, 1)


def test_the_types_of_a_body_and_the_headers_of_the_request() -> None:
    request = evolve(REQUEST, content=b"{}", headers={"Accept": "text/csv", "X-A": "b"})
    _, (sent,) = played(core_with(Counted()).sent(request), Reply(200))
    wanted = {"Accept": "text/csv", "X-A": "b", "Content-Type": "application/json", "Signed": "1.1"}
    assert {name: sent.headers[name] for name in wanted} == wanted
    assert sorted(set(sent.headers) - set(wanted)) == ["User-Agent", "X-Request-ID"]


def test_nothing_is_signed_for_a_stranger() -> None:
    access = Counted()
    core = core_with(access, services={"gradebook": "https://grades.example/v1p2"})
    with pytest.raises(ConfigError, match=r"evil\.example: credentials go to x\.example, grades\.example only"):
        played(core.sent(evolve(REQUEST, url="https://evil.example/x")))
    assert access.grants == 0
    played(core.sent(evolve(REQUEST, url="https://grades.example/y")), Reply(200))
    assert access.grants == 1


def test_without_a_signature_a_request_goes_as_it_is() -> None:
    assert unsigned(REQUEST) is REQUEST
    _, (sent,) = played(attempt(REQUEST, RetryPolicy()), Reply(200))
    assert sent is REQUEST


def test_the_token_is_sent_with_each_question() -> None:
    def script(asked: Asked) -> Reply:
        assert asked.request.headers["Authorization"] == "Bearer t0ken"
        return orgs([])

    roster, provider = client(script)
    assert roster.orgs.to_list() == []
    assert provider.asked


# --- what drivers do that may block


class Lock:
    """A lock that says what happened to it, and in which thread."""

    def __init__(self, log: list[str]) -> None:
        self.log = log
        self.threads: list[int] = []
        self.gate = threading.Event()
        self.gate.set()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self.log.append("wait")
        assert self.gate.wait(5)
        self.threads.append(threading.get_ident())
        self.log.append("taken")
        try:
            yield
        finally:
            self.threads.append(threading.get_ident())
            self.log.append("left")


class NoHttp:
    """Hands for flows that send nothing and wait for nothing."""

    def __init__(self, lock: Any) -> None:
        self.lock = lock

    def send(self, step: Any) -> Any:
        raise AssertionError("nothing is to be sent")

    def sleep(self, seconds: float) -> Any:
        raise AssertionError("nothing is to be waited for")


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    for _ in range(5000):
        if holds():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it did not come to that")


def locked(lock: Lock) -> Flow[str]:
    def inside() -> Flow[str]:
        def call() -> str:
            lock.log.append("inside")
            return f"{threading.get_ident()}"

        found: str = yield Blocking(call)
        return found

    found: str = yield Exclusive(inside, lock)
    return found


def test_the_blocking_driver_takes_both_locks() -> None:
    lock = Lock([])
    own = threading.Lock()
    assert drive(locked(lock), NoHttp(own)) == f"{threading.get_ident()}"
    assert lock.log == ["wait", "taken", "inside", "left"]
    assert not own.locked()


def test_the_async_driver_blocks_in_threads_only() -> None:
    lock = Lock([])

    async def run() -> str:
        return await adrive(locked(lock), NoHttp(asyncio.Lock()))

    assert asyncio.run(run()) != f"{threading.get_ident()}"
    assert lock.log == ["wait", "taken", "inside", "left"]
    assert len(set(lock.threads)) == 1
    assert threading.get_ident() not in lock.threads


def test_a_lock_that_fails_ends_the_flow_and_leaves_nothing_held() -> None:
    def broken() -> Any:
        raise OSError("no such lock")

    def flow() -> Flow[None]:
        yield Exclusive(flow, broken)

    own = threading.Lock()
    with pytest.raises(OSError, match="no such lock"):
        drive(flow(), NoHttp(own))
    assert not own.locked()

    async def run() -> bool:
        mine = asyncio.Lock()
        with pytest.raises(OSError, match="no such lock"):
            await adrive(flow(), NoHttp(mine))
        return mine.locked()

    assert asyncio.run(run()) is False


def test_who_is_cancelled_while_waiting_does_not_keep_the_lock() -> None:
    lock = Lock([])
    lock.gate.clear()

    async def run() -> None:
        async def hold() -> None:
            async with held(lock):
                lock.log.append("inside")

        task = asyncio.create_task(hold())
        await until(lambda: lock.log == ["wait"])
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert lock.log == ["wait"], "who is cancelled does not wait for the lock"
        lock.gate.set()
        await until(lambda: lock.log == ["wait", "taken", "left"])

    asyncio.run(run())


def test_who_is_cancelled_while_holding_gives_the_lock_back() -> None:
    lock = Lock([])

    async def run() -> None:
        inside = asyncio.Event()

        async def hold() -> None:
            async with held(lock):
                inside.set()
                await asyncio.sleep(30)

        task = asyncio.create_task(hold())
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert lock.log == ["wait", "taken", "left"]

    asyncio.run(run())
