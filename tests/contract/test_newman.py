"""Newman runs the Postman collections of spec/postman/ against the sandbox, and sees the faults of a provider.

The collections take their ids from the provider's own answers, so nothing here tells them what the sandbox holds.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oneroster_sdk.sandbox import Behaviour, Sandbox, Seen, create_app
from to_postman.__main__ import main as postman

Json: TypeAlias = dict[str, Any]
Run: TypeAlias = Callable[..., "Report"]

pytestmark = pytest.mark.contract

LONGEST = 100
COUNTS = {"1.1": 61, "1.2": 81}
# A list has at least: JSON, status, envelope, ids, required properties, total. Anything else: two things.
LEAST, LEAST_OF_LISTS = 2, 6


@dataclass(frozen=True)
class Report:
    """What Newman found."""

    code: int
    run: Json

    def answered(self) -> list[Json]:
        """The items that were run, with their answers."""
        # One whose script asked for a token is reported twice, with the answer to the request itself both times.
        return list({each["item"]["id"]: each for each in self.run["executions"]}.values())

    def assertions(self) -> dict[str, list[Json]]:
        """What was asserted, passed or not, by the item's id."""
        return {each["item"]["id"]: each.get("assertions", []) for each in self.answered()}

    def failures(self) -> list[str]:
        return [
            f"{each['source'].get('name')}: {each['error'].get('test')}: {each['error']['message']}"
            for each in self.run["failures"]
        ]

    def records(self) -> dict[str, int]:
        """How many records the answer held, by the item's id."""
        bodies = {
            each["item"]["id"]: bytes(each["response"].get("stream", {}).get("data", [])) for each in self.answered()
        }
        return {name: body.count(b'"dateLastModified"') for name, body in bodies.items()}


@dataclass(frozen=True)
class Whole:
    """What came of a whole collection, on both sides."""

    version: str
    report: Report
    requests: list[Seen]
    tokens: int


@pytest.fixture(scope="module")
def routes(root: Path) -> dict[str, dict[str, re.Pattern[str]]]:
    """The route of every operation, by version and id: `GET /rostering/v1p2/users/[^/]+`."""
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for strict in (root / "generated" / "oneroster_openapi").glob("v*/strict.json"):
        document = json.loads(strict.read_text("utf-8"))
        found[document["info"]["version"]] = {
            node["operationId"]: re.compile(f"{method.upper()} /ims/oneroster" + re.sub(r"{\w+}", "[^/]+", path))
            for path, item in document["paths"].items()
            for method, node in item.items()
        }
    return found


@pytest.fixture(scope="module")
def newman(node_tool: Callable[[str], Path], root: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a collection, or some folders of it, in a process of its own, which does not outlive its time."""
    tool = node_tool("newman")

    def run(sandbox: Sandbox, version: str, *folders: str) -> Report:
        away = tmp_path_factory.mktemp("newman")
        result = away / "report.json"
        home = root / "spec" / "postman"
        command = [str(tool), "run", str(home / f"oneroster-{version}.postman_collection.json")]
        command += ["--environment", str(home / f"oneroster-{version}.postman_environment.json")]
        for name, value in _settings(sandbox).items():
            command += ["--env-var", f"{name}={value}"]
        for folder in folders:
            command += ["--folder", folder]
        command += ["--reporters", "json", "--reporter-json-export", str(result)]
        command += ["--timeout", str(LONGEST * 1000), "--timeout-request", "10000"]
        # A proxy of the machine is not to stand between the two.
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        done = subprocess.run(
            command,
            cwd=away,
            env=environment,
            timeout=LONGEST,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.exists(), done.stdout + done.stderr
        return Report(done.returncode, json.loads(result.read_text("utf-8"))["run"])

    return run


def _settings(sandbox: Sandbox) -> Mapping[str, str]:
    return {
        "baseUrl": sandbox.base_url,
        "tokenUrl": sandbox.token_url,
        "clientId": sandbox.client_id,
        "clientSecret": sandbox.client_secret,
    }


def _items(node: Json) -> Iterator[Json]:
    """The requests of a collection, in the order in which they run."""
    for item in node["item"]:
        if "item" in item:
            yield from _items(item)
        else:
            yield item


@pytest.fixture(scope="module", params=COUNTS)
def whole(request: pytest.FixtureRequest, newman: Run) -> Whole:
    """A collection, run from beginning to end."""
    version = str(request.param)
    with Sandbox(students=200, seed=7) as sandbox:
        report = newman(sandbox, version)
        return Whole(version, report, list(sandbox.requests), sandbox.token_requests)


def test_every_request_runs_and_every_assertion_holds(whole: Whole, root: Path) -> None:
    text = (root / "spec" / "postman" / f"oneroster-{whole.version}.postman_collection.json").read_text("utf-8")
    wanted = [item["id"] for item in _items(json.loads(text))]
    assert sum("." not in name for name in wanted) == COUNTS[whole.version]
    assert whole.report.failures() == []
    assert whole.report.code == 0
    assert [each["item"]["id"] for each in whole.report.answered()] == wanted
    assert len(whole.requests) == len(wanted)
    assert whole.tokens == 1


def test_every_operation_is_reached(whole: Whole, routes: dict[str, dict[str, re.Pattern[str]]]) -> None:
    seen = {f"{each.method} {each.path}" for each in whole.requests}
    known = routes[whole.version]
    assert len(known) == COUNTS[whole.version]
    assert [name for name, route in known.items() if not any(route.fullmatch(each) for each in seen)] == []
    assert [each for each in seen if not any(route.fullmatch(each) for route in known.values())] == []


def test_every_request_asserts_something_about_something(whole: Whole) -> None:
    records = whole.report.records()
    for name, assertions in whole.report.assertions().items():
        assert not [each for each in assertions if each.get("skipped")], name
        names = {each["assertion"] for each in assertions}
        is_list = any(each.startswith("the records are a list") for each in names)
        assert len(names) >= (LEAST_OF_LISTS if is_list else LEAST), name
        # Nothing can be said against an empty list.
        assert records[name] or not name.startswith("get") or "." in name, name


@pytest.mark.parametrize("version", COUNTS)
def test_a_client_that_is_not_known_gets_nowhere(version: str, newman: Run) -> None:
    with Sandbox(students=20, seed=7) as sandbox:
        sandbox.client_secret = "another"
        report = newman(sandbox, version, "Pages")
    assert report.code == 1
    assert any("the provider gives out a token" in failure for failure in report.failures())
    assert any("status 200" in failure for failure in report.failures())


# --- Faults ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """What is wrong with a provider: what it does not hear, and what is different in its answers."""

    deaf_to: tuple[str, ...] = ()
    """Parameters of the query."""
    drops: str = ""
    """A method whose requests are answered as if they had been obeyed."""
    headers: tuple[tuple[str, str], ...] = ()
    status: tuple[int, int] = (0, 0)
    body: tuple[bytes, bytes] = (b"no such text", b"")

    def in_app(self, app: ASGIApp) -> ASGIApp:
        async def faulty(scope: Scope, receive: Receive, send: Send) -> None:
            async def wrong(message: Message) -> None:
                await send(self._in_answer(message))

            if scope["type"] != "http" or "/oneroster/" not in scope["path"]:
                await app(scope, receive, send)  # tokens are as they should be
            elif scope["method"] == self.drops:
                await Response(status_code={"PUT": 201, "DELETE": 204}[self.drops])(scope, receive, send)
            else:
                await app({**scope, "query_string": self._heard(scope["query_string"])}, receive, wrong)

        return faulty

    def _heard(self, query: bytes) -> bytes:
        return b"&".join(each for each in query.split(b"&") if each.partition(b"=")[0].decode() not in self.deaf_to)

    def _in_answer(self, message: Message) -> Message:
        if message["type"] == "http.response.body":
            return {**message, "body": message["body"].replace(*self.body)}
        MutableHeaders(raw=message["headers"]).update(dict(self.headers))
        return {**message, "status": self.status[1]} if message["status"] == self.status[0] else message


READS = ("Set up: rostering", "Pages", "Sorting", "Filters", "Fields", "Refusals")
WRITES = ("Set up: gradebook", "One line item")
FAULTS = {
    "hears nothing": (
        Fault(deaf_to=("limit", "offset", "sort", "orderBy", "filter", "fields")),
        READS,
        [
            "limit: no more than 5 records",
            "none of the records was on the page before",
            "sort: familyName is in order, asc",
            "filter: every record has familyName~'a'",
            "fields: nothing but sourcedId,givenName,familyName",
            "status 400",
        ],
    ),
    "hears half": (
        Fault(deaf_to=("offset", "orderBy")),
        READS,
        ["none of the records was on the page before", "sort: familyName is in order, desc"],
    ),
    "sends something else, as a web page": (
        Fault(
            headers=(("content-type", "text/html"), ("x-total-count", "many")),
            body=(b'{"users":', b'{"folks":'),
        ),
        READS,
        ["the answer says that it is JSON", "X-Total-Count is an integer", 'the records are a list under "users"'],
    ),
    "counts one, and has codes of its own": (
        Fault(headers=(("x-total-count", "1"),), body=(b'"unknownobject"', b'"unknown_thing"')),
        READS,
        ["X-Total-Count is an integer, and not less than what came", "the code minor is unknownobject"],
    ),
    "lacks ids, and knows everyone": (
        Fault(status=(404, 200), body=(b'{"sourcedId":"', b'{"sourcedID":"')),
        READS,
        ["every record has a sourcedId", "there is one to try with", "status 404"],
    ),
    "forgets what is put": (
        Fault(drops="PUT"),
        WRITES,
        ["Read it back: status 200", "Read it back: it is what was sent"],
    ),
    "changes what is put, and keeps what is deleted": (
        Fault(drops="DELETE", body=(b'"Written with Postman"', b'"Written with pencils"')),
        WRITES,
        ["Read it back: it is what was sent", "See that it is gone: the record is gone, or marked as deleted"],
    ),
}


@pytest.mark.parametrize(("fault", "folders", "findings"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_provider_is_seen(
    fault: Fault, folders: tuple[str, ...], findings: list[str], newman: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty_app(*store: Any, **settings: Any) -> ASGIApp:
        return fault.in_app(create_app(*store, **settings))

    monkeypatch.setattr("oneroster_sdk.sandbox._sandbox.create_app", faulty_app)
    with Sandbox(students=50, seed=7) as sandbox:
        report = newman(sandbox, "1.2", *folders)
    assert report.code == 1
    unseen = [finding for finding in findings if not any(finding in failure for failure in report.failures())]
    assert unseen == [], report.failures()


def test_a_record_that_lacks_a_property_is_seen(newman: Run) -> None:
    with Sandbox(students=50, seed=7) as sandbox:
        with closing(sqlite3.connect(sandbox.database)) as sql, sql:
            sql.execute("UPDATE users SET doc = json_remove(doc, '$.familyName')")
        report = newman(sandbox, "1.2", "Pages")
    assert any("no record lacks what the standard requires" in failure for failure in report.failures())


def test_a_total_that_is_not_sent_is_no_failure(newman: Run) -> None:
    with Sandbox(students=50, seed=7, behaviour=Behaviour(total_count=False)) as sandbox:
        report = newman(sandbox, "1.2", "Pages")
    assert report.failures() == []
    skipped = [each for assertions in report.assertions().values() for each in assertions if each.get("skipped")]
    assert len(skipped) == 2
    assert all(each["assertion"].startswith("X-Total-Count") for each in skipped)


# --- The files themselves --------------------------------------------------------------------------------------------


def test_what_is_committed_is_what_is_made(
    node_tool: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    node_tool("openapi2postmanv2")
    assert postman(["--check"]) == 0, capsys.readouterr().out
