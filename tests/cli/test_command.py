"""The command, as a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path

import pytest

from oneroster_sdk.cli import main
from oneroster_sdk.sandbox import Behaviour, Sandbox

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def oneroster(tmp_path: Path) -> Run:
    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("ONEROSTER_")}
        command = [sys.executable, "-W", "error", "-m", "oneroster_sdk.cli", *arguments]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={**environment, **variables},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    with Sandbox(students=60) as sandbox:
        yield sandbox


def settings(sandbox: Sandbox, **changes: str) -> dict[str, str]:
    names = ("base_url", "token_url", "client_id", "client_secret")
    return {f"ONEROSTER_{name.upper()}": changes.get(name, getattr(sandbox, name)) for name in names}


def refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    """One line that says what is wrong, and nothing else."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("oneroster: ")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_pull_from_the_environment(oneroster: Run, district: Sandbox, tmp_path: Path) -> None:
    done = oneroster("pull", "--out", "out", "--page-size", "40", **settings(district))
    assert (done.returncode, done.stderr) == (0, "")
    files = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in files] == [
        f"{name}.jsonl"
        for name in ("academic_sessions", "classes", "courses", "demographics", "enrollments", "orgs", "users")
    ]
    with sqlite3.connect(district.database) as connection:
        expected = dict(connection.execute("SELECT sourcedId, json_extract(doc, '$.familyName') FROM users"))
    connection.close()
    users = [json.loads(line) for line in (tmp_path / "out" / "users.jsonl").read_text().splitlines()]
    assert {user["sourcedId"]: user["familyName"] for user in users} == expected
    assert len(users) == len(expected)
    assert re.search(rf"^users +{len(users)} +\d+ +[\d.]+  whole$", done.stdout, re.MULTILINE)
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)


def test_pull_reads_dot_env_and_named_collections(oneroster: Run, district: Sandbox, tmp_path: Path) -> None:
    lines = "\n".join(f"{name}={value}" for name, value in settings(district).items())
    (tmp_path / ".env").write_text(lines)
    assert oneroster("pull", "orgs", "academicSessions", "--out", "out").returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["academic_sessions.jsonl", "orgs.jsonl"]
    (tmp_path / ".env").rename(tmp_path / "other.env")
    refused(oneroster("pull", "orgs", "--out", "out"), "are not set in the environment")
    assert oneroster("pull", "orgs", "--out", "out", "--env-file", "other.env").returncode == 0
    refused(oneroster("pull", "orgs", "--out", "out", "--env-file", "none.env"), "there is no file 'none.env'")


def test_other_services_come_when_they_are_named(oneroster: Run, district: Sandbox, tmp_path: Path) -> None:
    assert oneroster("pull", "results", "lineItems", "resources", "--out", "out", **settings(district)).returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "line_items.jsonl",
        "resources.jsonl",
        "results.jsonl",
    ]
    assert all(path.read_text() for path in (tmp_path / "out").iterdir())


def test_pull_from_a_provider_of_1_1(oneroster: Run, district: Sandbox, tmp_path: Path) -> None:
    done = oneroster("pull", "users", "--out", "out", ONEROSTER_VERSION="1.1", **settings(district))
    assert (done.returncode, done.stderr) == (0, "")
    users = [json.loads(line) for line in (tmp_path / "out" / "users.jsonl").read_text().splitlines()]
    assert all(user["roles"] for user in users)
    assert any("/v1p1/users" in str(seen) for seen in district.requests)


def test_pull_from_the_sandbox(oneroster: Run, tmp_path: Path) -> None:
    done = oneroster("pull", "orgs", "--sandbox", "--out", "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert len((tmp_path / "out" / "orgs.jsonl").read_text().splitlines()) > 3


def test_a_collection_that_is_not_whole_gets_no_file(oneroster: Run, tmp_path: Path) -> None:
    core = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"
    with Sandbox(students=20, scopes=[core]) as sandbox:
        done = oneroster("pull", "orgs", "demographics", "--out", "out", **settings(sandbox))
    assert done.returncode == 1
    assert "demographics: GET /rostering/v1p2/demographics: the provider answered 403" in done.stderr
    assert re.search(r"^demographics .*not whole, nothing written$", done.stdout, re.MULTILINE)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["orgs.jsonl"]


def test_pages_clamped_by_the_provider(oneroster: Run, tmp_path: Path) -> None:
    with Sandbox(students=20, behaviour=Behaviour(max_limit=7, total_count=False, links=False)) as sandbox:
        assert oneroster("pull", "users", "--out", "out", **settings(sandbox)).returncode == 0
        with sqlite3.connect(sandbox.database) as connection:
            ((count,),) = connection.execute("SELECT count(*) FROM users")
        connection.close()
    assert len((tmp_path / "out" / "users.jsonl").read_text().splitlines()) == count


def test_missing_variables_are_named(oneroster: Run, district: Sandbox) -> None:
    known = settings(district)
    del known["ONEROSTER_CLIENT_SECRET"]
    refused(oneroster("pull", "--out", "out", **known), "ONEROSTER_CLIENT_SECRET is not set in the environment")


def test_a_wrong_secret(oneroster: Run, district: Sandbox) -> None:
    done = oneroster("pull", "--out", "out", **settings(district, client_secret="wr0ng"))
    refused(done, "invalid_client: the client id or secret is wrong")
    assert "wr0ng" not in done.stderr


def test_an_unknown_host(oneroster: Run, district: Sandbox) -> None:
    done = oneroster(
        "pull", "--out", "out", **settings(district, base_url="https://no-such-host.invalid/ims/oneroster")
    )
    refused(done, "GET /rostering/v1p2/academicSessions: no connection could be made (the host name")


def test_nobody_listens(oneroster: Run, district: Sandbox) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/ims/oneroster"
        refused(oneroster("pull", "--out", "out", **settings(district, base_url=url)), "no connection could be made")


def test_a_token_endpoint_that_is_a_page(oneroster: Run, district: Sandbox) -> None:
    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>Sign in</title>")

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/token"
        done = oneroster("pull", "--out", "out", **settings(district, token_url=url))
        server.shutdown()
        thread.join()
    refused(done, "with an HTML page instead of JSON. Is the token URL right?")


def test_an_unknown_collection(oneroster: Run, district: Sandbox) -> None:
    refused(oneroster("pull", "usr", "--out", "out", **settings(district)), "no collection 'usr'; did you mean users?")
    refused(oneroster("pull", "xyzzy", "--out", "out", **settings(district)), "there are academic_sessions, classes")


def test_a_folder_that_cannot_be(oneroster: Run, district: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    refused(oneroster("pull", "orgs", "--out", "out", **settings(district)), "cannot write to out")


def test_a_page_size_that_cannot_be(oneroster: Run, district: Sandbox) -> None:
    refused(
        oneroster("pull", "orgs", "--out", "out", "--page-size", "0", **settings(district)), "--page-size must be 1"
    )


def test_the_sandbox_serves_until_it_is_interrupted(oneroster: Run, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "oneroster_sdk.cli", "sandbox", "--students", "20", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stderr
        lines = [server.stdout.readline() for _ in range(5)]
        (tmp_path / ".env").write_text("".join(lines))
        done = oneroster("pull", "users", "--out", "out")
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
        assert server.stderr.read() == ""
    assert done.returncode == 0, done.stderr
    assert lines[-1].startswith("# Put these lines into .env")


@contextmanager
def hanging_after_a_page() -> Iterator[tuple[str, threading.Event]]:
    """A provider that gives tokens and one page, and then keeps who asks waiting; and whether it does."""
    waits, end = threading.Event(), threading.Event()
    record = {"sourcedId": "o1", "status": "active", "dateLastModified": "2026-01-02T03:04:05Z", "name": "North"}
    page = {"orgs": [{**record, "type": "school", "identifier": "1"}]}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.answer({"access_token": "t0ken"})

        def do_GET(self) -> None:
            if "offset=0" not in self.path:
                waits.set()
                end.wait(60)
            self.answer(page)

        def answer(self, body: object) -> None:
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", waits
    finally:
        end.set()
        server.shutdown()
        thread.join()
        server.server_close()


def test_ctrl_c_leaves_nothing_half_written(district: Sandbox, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "oneroster_sdk.cli", "pull", "orgs", "--out", "out"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ONEROSTER_")}
    with hanging_after_a_page() as (origin, waits):
        environment |= settings(district, base_url=f"{origin}/x", token_url=f"{origin}/token")
        with subprocess.Popen(
            command, cwd=tmp_path, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as pull:
            assert waits.wait(30)
            assert [path.name for path in (tmp_path / "out").iterdir()] == [".orgs.jsonl.part"]
            pull.send_signal(signal.SIGINT)
            said = pull.communicate(timeout=20)
    assert (pull.returncode, said) == (130, ("", "oneroster: interrupted\n"))
    assert list((tmp_path / "out").iterdir()) == []


def test_the_sandbox_on_a_port_that_is_taken(oneroster: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused(oneroster("sandbox", "--port", str(port)), f"cannot serve on port {port}")
    refused(oneroster("sandbox", "--students", "0"), "--students must be 1 at least")


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["--version"], ["pull", "--help"], ["sandbox", "--help"]):
        with pytest.raises(SystemExit) as done:
            main(arguments)
        assert done.value.code == 0
    assert "oneroster-sdk 0.1.0" in capsys.readouterr().out
