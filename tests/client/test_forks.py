"""A client goes on in a forked process, over connections of its own, and disturbs nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Asked, Provider, Script, Told
from .test_faults import org

Serve = Callable[[Script], Provider]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on Windows")


def told(program: str, provider: Provider, http: str) -> list[str]:
    """What a program that forks printed, line by line, in both of its processes; in no order."""
    done = subprocess.run(
        [
            sys.executable, "-W", "error", Path(__file__).with_name(program),
            provider.base_url, f"{provider.origin}/token", http,
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return sorted(done.stdout.splitlines())


@pytest.mark.parametrize("http", ["httpx", "httpx2"])
def test_parent_and_child_read_at_the_same_time(serve: Serve, http: str) -> None:
    def script(asked: Asked) -> Told:
        who = asked.headers["user-agent"].split()[0]
        offset = int(asked.query["offset"][0])
        return Told({"orgs": [{**org(1), "name": who}] if offset == 0 else []})

    provider = serve(script)
    assert told("forking.py", provider, http) == ["child: child", "parent: parent"]
    assert len(provider.tokens) == 1, "the child has the token of its parent"
    ports = {who: {each.port for each in provider.asked if each.headers["user-agent"].startswith(who)} for who in WHO}
    assert ports["parent"] == {provider.asked[0].port}, "the parent's connection goes on"
    assert len(ports["child"]) == 1
    assert ports["child"].isdisjoint(ports["parent"])


WHO = ("parent", "child")


@pytest.mark.parametrize("http", ["httpx", "httpx2"])
def test_a_reading_goes_on_in_both_though_pages_were_under_way(serve: Serve, http: str) -> None:
    """What the parent's threads were about to bring is asked for again in the child, which has no such threads."""

    def script(asked: Asked) -> Told:
        offset, limit = (int(asked.query[name][0]) for name in ("offset", "limit"))
        rows = [org(number) for number in range(offset, min(offset + limit, 100))]
        return Told({"orgs": rows}, headers={"X-Total-Count": "100"})

    provider = serve(script)
    assert told("forking_ahead.py", provider, http) == ["child 100 100", "parent 100 100"]
