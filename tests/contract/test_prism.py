"""The client's traffic, judged by Prism's validating proxy against the strict document.

Prism answers what it finds fault with by itself: 404 for a route that the document lacks, 422 for a request and 500 for
an answer that break it. `fields` is left out: an answer with a selection lacks what its schema requires.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote

import httpx
import pytest

from oneroster_sdk import F, OneRosterError, desc
from oneroster_sdk.sandbox import Behaviour, Sandbox

from .writes import copy, write_all, writes

pytestmark = pytest.mark.contract

START = 60
END = 10
LAST = re.compile(r" get /[0-9a-f]{16} ")
LISTENING = re.compile(r"listening on (http://127\.0\.0\.1:\d+)")


class Prism(NamedTuple):
    """A running proxy for one version; its address stands for the sandbox's base URL."""

    version: str
    url: str
    log: Path

    def complaints(self) -> list[str]:
        """What it has found fault with, or warned of, so far.

        The log comes late, so a route that nobody knows is asked for last, and its complaint waited for.
        """
        last = f"/{secrets.token_hex(8)}"
        assert httpx.get(self.url + last).status_code == 404
        deadline = time.monotonic() + END
        while time.monotonic() < deadline:
            lines = [line for line in self.log.read_text("utf-8").splitlines() if re.search("✖|⚠|error|warn", line)]
            if lines and last in lines[-1]:
                return [line for line in lines if not LAST.search(line)]
            time.sleep(0.02)
        pytest.fail("Prism did not write into its log what it had found fault with")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Without `Link`, whose addresses would lead around the proxy."""
    with Sandbox(students=200, seed=7, behaviour=Behaviour(links=False)) as running:
        yield running


@pytest.fixture(scope="module")
def oracle(sandbox: Sandbox, oracle_of: Any) -> Iterator[Any]:
    with oracle_of(sandbox) as knowing:
        yield knowing


@pytest.fixture(scope="module", params=["1.2", "1.1"])
def prism(
    request: pytest.FixtureRequest,
    sandbox: Sandbox,
    documents: dict[str, dict[str, Any]],
    node_tool: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Prism]:
    folder = tmp_path_factory.mktemp("prism")
    strict, log = folder / "strict.json", folder / "prism.log"
    # The service prefix stands in the paths; Prism adds the rest, which is in the address of the sandbox.
    strict.write_text(json.dumps({**documents[request.param], "servers": [{"url": "http://127.0.0.1"}]}), "utf-8")
    command = [str(node_tool("prism")), "proxy", "--errors", "--host", "127.0.0.1", "--port", "0"]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [*command, str(strict), sandbox.base_url], stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT
        )
    try:
        yield Prism(request.param, _listening(process, log), log)
    finally:
        process.terminate()
        try:
            process.wait(END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(END)


def _listening(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        found = LISTENING.search(log.read_text("utf-8", "replace"))
        if found:
            return found[1]
        time.sleep(0.05)
    pytest.fail(f"Prism does not listen:\n{log.read_text('utf-8', 'replace')[-2000:]}", pytrace=False)


@pytest.fixture(scope="module")
def http(sandbox: Sandbox, prism: Prism) -> Iterator[httpx.Client]:
    """A plain client with a token, through Prism."""
    credentials = (sandbox.client_id, sandbox.client_secret)
    answer = httpx.post(sandbox.token_url, data={"grant_type": "client_credentials"}, auth=credentials)
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    with httpx.Client(base_url=prism.url, headers=headers, timeout=30) as client:
        yield client


def _passed(sandbox: Sandbox, prism: Prism, oracle: Any) -> Counter[tuple[str, str]]:
    """How often each operation came through, by method and path; whatever came belongs to one of them."""
    known = {("GET", path) for path in oracle.paths(prism.version)} | writes(prism.version)
    routes = {key: re.compile("/ims/oneroster" + re.sub(r"{\w+}", "[^/]+", key[1])) for key in known}
    found: Counter[tuple[str, str]] = Counter()
    for seen in sandbox.requests:
        (key,) = [key for key, route in routes.items() if key[0] == seen.method and route.fullmatch(seen.path)]
        found[key] += 1
    return found


def _few(visits: list[Any]) -> list[Any]:
    """Which ids there are makes no difference to Prism, but that some are odd does."""
    return [visits[0], *visits[-1:]] if len(visits) > 1 else visits


both_clients = pytest.mark.parametrize(("kind", "library"), [("blocking", "httpx"), ("async", "httpx2")])


@both_clients
def test_all_reads_pass(
    kind: str, library: str, sandbox: Sandbox, prism: Prism, oracle: Any, call: Any, reach: Any
) -> None:
    before = len(prism.complaints())
    sandbox.requests.clear()
    with call(sandbox, kind, library, prism.url) as caller:
        for path in sorted(oracle.paths(prism.version)):
            for ids in _few(oracle.visits(path)):
                expected = oracle.records(path, ids)
                place = reach(caller, path, ids)
                if path.endswith("}"):
                    assert caller.done(place.get(ids[-1])).to_dict() == expected[ids[-1]]
                    continue
                paged = place.page_size(max(2, len(expected) // 2))
                assert {each.sourced_id: each.to_dict() for each in caller.listed(paged)} == expected
                chosen = paged.where((F.status == "active") | (F.sourced_id == "no|body&=é"))
                chosen = chosen.order_by(desc("dateLastModified"))
                active = {name for name, record in expected.items() if record["status"] == "active"}
                assert {each.sourced_id for each in caller.listed(chosen)} == active

    assert prism.complaints()[before:] == []
    passed = _passed(sandbox, prism, oracle)
    assert {path for _, path in passed} == oracle.paths(prism.version)
    assert passed.total() == len(sandbox.requests)
    queries = [frozenset(key for key, _ in parse_qsl(seen.query, keep_blank_values=True)) for seen in sandbox.requests]
    paged = frozenset({"limit", "offset", "sort", "orderBy"})
    assert set(queries) == {frozenset(), paged, paged | {"filter"}}


@both_clients
def test_all_writes_pass(
    kind: str, library: str, sandbox: Sandbox, prism: Prism, oracle_of: Any, call: Any, reach: Any
) -> None:
    before = len(prism.complaints())
    sandbox.requests.clear()
    with oracle_of(sandbox) as oracle, call(sandbox, kind, library, prism.url) as caller:
        write_all(caller, oracle, reach, prism.version)
        passed = _passed(sandbox, prism, oracle)
    assert prism.complaints()[before:] == []
    assert {key for key in passed if key[0] != "GET"} == writes(prism.version)


FAULTS = [
    ("users", "json_remove(doc, '$.familyName')", "required"),
    ("enrollments", "json_remove(doc, '$.user.href')", "required"),
    ("orgs", "json_set(doc, '$.type', 'planet')", "enum"),
    ("classes", "json_set(doc, '$.grades', '09')", "type"),
    ("courses", "json_set(doc, '$.dateLastModified', 'yesterday')", "format"),
    ("demographics", "json_set(doc, '$.nonsense', 1)", "additionalProperties"),
    ("lineItems", "json_remove(doc, '$.title')", "required"),
    ("results", "json_set(doc, '$.score', 'much')", "type"),
    ("resources", "json_set(doc, '$.importance', 'some')", "enum"),
]


@pytest.mark.parametrize(("table", "fault", "code"), FAULTS)
def test_a_fault_of_the_provider_is_seen(
    table: str,
    fault: str,
    code: str,
    sandbox: Sandbox,
    prism: Prism,
    http: httpx.Client,
    oracle: Any,
    call: Any,
    reach: Any,
) -> None:
    (root,) = [path for path in oracle.paths(prism.version) if path.endswith(f"/{table}") and "{" not in path]
    with closing(sqlite3.connect(sandbox.databases[prism.version], isolation_level=None)) as sql:
        row, sourced_id, whole = sql.execute(f'SELECT row, "sourcedId", doc FROM {table} LIMIT 1').fetchone()  # noqa: S608
        url = f"{root}/{quote(sourced_id, safe='')}"
        assert http.get(url).status_code == 200
        sql.execute(f"UPDATE {table} SET doc = {fault} WHERE row = ?", [row])  # noqa: S608
        try:
            for asked in (url, root):
                answer = http.get(asked, params={"limit": 10_000} if asked != url else {})
                assert answer.status_code == 500
                assert answer.json()["type"].endswith("#VIOLATIONS")
                assert code in {each["code"] for each in answer.json()["validation"]}
            with call(sandbox, "blocking", "httpx", prism.url) as caller:
                place = reach(caller, root, ())
                with pytest.raises(OneRosterError):
                    place.get(sourced_id)
        finally:
            sql.execute(f"UPDATE {table} SET doc = ? WHERE row = ?", [whole, row])  # noqa: S608
        assert http.get(url).status_code == 200
    assert any("VIOLATIONS" in line for line in prism.complaints())


def _refused(ask: Callable[[], httpx.Response], status: int, kind: str, sandbox: Sandbox, prism: Prism) -> None:
    """By Prism, before the sandbox saw it."""
    before = len(prism.complaints())
    sandbox.requests.clear()
    answer = ask()
    assert answer.status_code == status
    assert answer.json()["type"].endswith("#" + kind)
    assert not sandbox.requests
    assert len(prism.complaints()) > before


@pytest.mark.parametrize(
    ("url", "status", "kind"),
    [
        ("/pupils", 404, "NO_PATH_MATCHED_ERROR"),
        ("/schools/school-000001/users", 404, "NO_PATH_MATCHED_ERROR"),
        ("/users?limit=0", 422, "UNPROCESSABLE_ENTITY"),
        ("/users?offset=first", 422, "UNPROCESSABLE_ENTITY"),
        ("/users?sort=status&orderBy=up", 422, "UNPROCESSABLE_ENTITY"),
    ],
)
def test_a_fault_of_the_client_is_seen(
    url: str, status: int, kind: str, sandbox: Sandbox, prism: Prism, http: httpx.Client
) -> None:
    asked = USERS[prism.version].replace("/users", url)
    _refused(lambda: http.get(asked), status, kind, sandbox, prism)


@pytest.mark.parametrize("change", [{"title": None}, {"status": "gone"}, {"category": "homework"}, {"nonsense": 1}])
def test_a_faulty_write_is_seen(
    change: dict[str, Any], sandbox: Sandbox, prism: Prism, http: httpx.Client, oracle: Any
) -> None:
    root = oracle.whole(USERS[prism.version], "lineItems")
    record = copy(oracle, root) | change
    record = {name: value for name, value in record.items() if value is not None}
    _refused(lambda: http.put(f"{root}/new", json={"lineItem": record}), 422, "UNPROCESSABLE_ENTITY", sandbox, prism)


USERS = {"1.2": "/rostering/v1p2/users", "1.1": "/v1p1/users"}


def test_a_request_without_a_token_is_seen(prism: Prism) -> None:
    answer = httpx.get(prism.url + USERS[prism.version])
    assert answer.status_code == 401
    assert answer.json()["type"].endswith("#UNAUTHORIZED")
