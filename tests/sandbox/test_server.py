"""The running sandbox: starting, stopping, paths and errors."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from oneroster_sdk.sandbox import Sandbox, _roster, serve


def test_nothing_is_left_behind() -> None:
    before = set(threading.enumerate())
    with Sandbox(students=1) as sandbox:
        address = httpx.URL(sandbox.base_url)
        database = sandbox.database
        assert database.exists()
        with httpx.Client() as client:  # a connection that is kept open must not hold the sandbox up
            client.get(sandbox.base_url)
            sandbox.stop()
    assert set(threading.enumerate()) <= before
    assert not database.parent.exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address.host, address.port or 0), timeout=1)
    with pytest.raises(RuntimeError, match="not running"):
        _ = sandbox.base_url


FROZEN = """
import time
from oneroster_sdk.sandbox import Sandbox

running = time.monotonic
then = running() + {apart}
with Sandbox(students=1):
    time.monotonic = lambda: then
    time.sleep(0.3)  # the server has looked at the clock in the meantime, every 0.1 seconds
    time.monotonic = running
"""


@pytest.mark.parametrize("apart", [-1_000, 1_000_000], ids=["behind", "ahead"])
def test_a_clock_that_was_frozen_does_not_hold_it_up(apart: int) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", FROZEN.format(apart=apart)], timeout=30, check=True)


def test_it_can_be_started_again_but_not_twice() -> None:
    sandbox = Sandbox(students=1)
    for _ in range(2):
        with sandbox:
            assert httpx.get(sandbox.base_url).status_code == 404
            with pytest.raises(RuntimeError, match="running already"):
                sandbox.start()


def test_credentials_are_new_each_time() -> None:
    one, two = Sandbox(students=1), Sandbox(students=1)
    assert one.client_id != two.client_id
    assert one.client_secret != two.client_secret


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"), Sandbox(students=1, port=port):
            pass


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="there is no IPv6 here")
def test_the_other_internet_protocol() -> None:
    with Sandbox(students=1, host="::1") as sandbox:
        assert sandbox.base_url.startswith("http://[::1]:")
        assert httpx.get(sandbox.base_url).status_code == 404


def test_a_database_of_ones_own(tmp_path: Path) -> None:
    with Sandbox(students=1, database=tmp_path / "mine.sqlite") as sandbox:
        assert sandbox.database == tmp_path / "mine.sqlite"
    assert sandbox.database.stat().st_size > 0
    assert sandbox.databases == {"1.2": tmp_path / "mine.sqlite", "1.1": tmp_path / "mine.v1p1.sqlite"}
    assert sandbox.databases["1.1"].stat().st_size > 0
    with pytest.raises(FileExistsError), Sandbox(students=1, database=sandbox.database):
        pass
    sandbox.database.unlink()
    with pytest.raises(FileExistsError), sandbox:
        pass
    assert not sandbox.database.exists()


def test_requests_are_noted_as_they_came(sandbox: Sandbox, http: httpx.Client) -> None:
    http.get("/users/nobody%2Fhere?fields=sourcedId")
    method, path, query = sandbox.requests[-1]
    assert (method, query) == ("GET", "fields=sourcedId")
    assert path == "/ims/oneroster/rostering/v1p2/users/nobody%2Fhere"


@pytest.mark.parametrize(
    "path", ["", "/", "/nothing", "/users/", "/users/a/b/c", "/schools/x", "/%75sers", "/users/%ff", "/users/%0A"]
)
def test_unknown_paths(path: str, http: httpx.Client, document: Any) -> None:
    answer = http.get(f"{http.base_url}".rstrip("/") + path)
    assert answer.status_code == 404
    schema = {"$ref": "#/components/schemas/imsx_StatusInfoDType", "components": document["components"]}
    jsonschema.Draft4Validator(schema).validate(answer.json())


def test_outside_the_service(sandbox: Sandbox) -> None:
    root = sandbox.base_url.removesuffix("/ims/oneroster")
    for path in ("/", "/ims", "/oauth", "/ims/onerosterish/rostering/v1p2/users", "/rostering/v1p2/users"):
        assert httpx.get(root + path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
def test_other_methods(method: str, http: httpx.Client) -> None:
    for path in ("/users", "/users/student-000001", "/schools/x/students"):
        answer = http.request(method, path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


def test_links_follow_the_host_that_was_asked(http: httpx.Client, sandbox: Sandbox) -> None:
    answer = http.get("/schools", headers={"Host": "sis.example.org:8080"})
    assert answer.json()["orgs"][0]["parent"]["href"].startswith("http://sis.example.org:8080/ims/oneroster/rostering/")
    assert answer.headers["Link"].startswith("<http://sis.example.org:8080/ims/oneroster/rostering/v1p2/schools?")
    odd = http.get("/schools", headers={"Host": 'x"y'})
    assert odd.json()["orgs"][0]["parent"]["href"].startswith(sandbox.base_url)


def test_a_failure_of_its_own_tells_nothing(
    http: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    name = "".join(("Sil", "va"))  # in two, since a traceback quotes this file as well

    def fail(*_: object) -> None:
        raise LookupError(name)

    monkeypatch.setattr(_roster, "read_query", fail)
    with caplog.at_level(logging.DEBUG):
        answer = http.get("/users", params={"filter": f"familyName='{name}'"})
    assert answer.status_code == 500
    (field,) = answer.json()["imsx_CodeMinor"]["imsx_codeMinorField"]
    assert field["imsx_codeMinorFieldValue"] == "internal_server_error"
    ours = [each.getMessage() for each in caplog.records if each.name.startswith(("oneroster_sdk", "uvicorn"))]
    assert any("LookupError" in each for each in ours)
    assert not any(name in each for each in ours)


def test_many_clients_at_once(http: httpx.Client) -> None:
    answers: list[int] = []

    def ask() -> None:
        for offset in range(0, 300, 50):
            answers.append(len(http.get("/users", params={"limit": 50, "offset": offset}).json()["users"]))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [50] * 48


def test_serve_returns_on_ctrl_c() -> None:
    stopped = []

    def ready(sandbox: Sandbox) -> None:
        assert httpx.get(sandbox.base_url).status_code == 404
        threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()
        stopped.append(sandbox.database)

    serve(Sandbox(students=1), ready)
    assert not stopped[0].exists()


SERVE = """
from oneroster_sdk.sandbox import Sandbox, serve
serve(Sandbox(students=1), lambda s: print(s.base_url, s.database, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to be caught on Windows")
def test_serve_returns_on_sigterm() -> None:
    path = os.pathsep.join(sys.path)
    command = [sys.executable, "-W", "error", "-c", SERVE]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    ) as running:
        assert running.stdout is not None
        url, _, database = running.stdout.readline().decode().strip().partition(" ")
        assert httpx.get(url).status_code == 404
        running.terminate()
        _, errors = running.communicate(timeout=20)
    assert (running.returncode, errors) == (0, b"")
    assert not Path(database).exists()
