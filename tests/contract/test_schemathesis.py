"""The sandbox, judged by Schemathesis against the strict document, with all checks that it has.

Which fields there are and what a filter looks like, the document says in prose. So there are two runs: one with the
document as it is, where a made-up filter may be refused; and one with a document that spells out the words for sort,
fields and filter, and has ids that exist: what follows it must be answered, and what does not must be refused.
"""

from __future__ import annotations

import copy
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest

from oneroster_sdk.sandbox import Issuer, Sandbox, _query, _roster
from oneroster_sdk.sandbox._status import Refusal

LONGEST = 200
pytestmark = [pytest.mark.contract, pytest.mark.timeout(LONGEST + 20)]

SERVICE = "/rostering/v1p2"
PREDICATES = "(=|!=|>|>=|<|<=|~)"


class Answer(NamedTuple):
    status: int
    has_records: bool


class Verdict(NamedTuple):
    """What one run of Schemathesis came to."""

    code: int
    text: str
    answers: dict[str, list[Answer]]
    """The answers to GET, by path."""


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(students=200, seed=7) as running:
        yield running


@pytest.fixture
def spelt_out(sandbox: Sandbox, document: dict[str, Any], oracle_of: Any) -> dict[str, Any]:
    """The strict document, in which all is said that is to be said about requests; the records are left alone."""
    completed = copy.deepcopy(document)
    # Schemathesis looks after tokens only where a scheme says how they are sent.
    completed["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    with oracle_of(sandbox) as oracle:
        for path, item in completed["paths"].items():
            item["get"]["security"] = [{"token": []}]
            # "Any other failure" would cover every status there is; the one that is meant is an unknown parent.
            other = item["get"]["responses"].pop("default")
            if "{" in path:
                item["get"]["responses"].setdefault("404", other)
            parameters = {node["name"]: node["schema"] for node in item["get"]["parameters"]}
            # Schemathesis takes an encoded percent sign for one that was encoded twice.
            visits = oracle.visits(path.removeprefix(SERVICE), without="%")
            for position, name in enumerate(re.findall(r"{(\w+)}", path)):
                ids = list(dict.fromkeys(visit[position] for visit in visits))
                parameters[name] |= {"anyOf": [{"enum": ids}, {}]}
            fields, required = _record(completed, item["get"]["responses"]["200"])
            single = [name for name, schema in fields.items() if schema.get("type") == "string"]
            text = "|".join(name for name in single if "format" not in fields[name])
            clause = f"({text}){PREDICATES}'([^']|'')*'"
            words = {
                "sort": {"type": "string", "enum": single},
                "filter": {"type": "string", "pattern": f"^{clause}( (AND|OR) {clause})?$"},
                # Always with what the schema of the answer requires.
                "fields": {"type": "string", "enum": [",".join(dict.fromkeys([*required, each])) for each in fields]},
            }
            for node in item["get"]["parameters"]:
                node["schema"] = words.get(node["name"], node["schema"])
    return completed


def _record(document: dict[str, Any], response: dict[str, Any]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The properties of the records that an answer holds, with their schemas, and which of them are required."""

    def followed(node: dict[str, Any]) -> dict[str, Any]:
        name = re.search(r'"#/components/schemas/(\w+)"', json.dumps(node)) if set(node) & {"$ref", "allOf"} else None
        return document["components"]["schemas"][name[1]] if name else node

    (envelope,) = followed(response["content"]["application/json"]["schema"])["properties"].values()
    record = followed(followed(envelope).get("items", envelope))
    return {name: followed(schema) for name, schema in record["properties"].items()}, record["required"]


def _judge(sandbox: Sandbox, document: dict[str, Any], folder: Path, *options: str, settings: str = "") -> Verdict:
    """Run Schemathesis in a process of its own."""
    strict, har, config = folder / "strict.json", folder / "run.har", folder / "schemathesis.toml"
    strict.write_text(json.dumps(document), "utf-8")
    credentials = (sandbox.client_id, sandbox.client_secret)
    token = httpx.post(sandbox.token_url, data={"grant_type": "client_credentials"}, auth=credentials).json()
    config.write_text(f'headers = {{ Authorization = "Bearer {token["access_token"]}" }}\n{settings}', "utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(config), "run", str(strict)]
    command += ["--url", sandbox.base_url, "--phases", "coverage,fuzzing", "--checks", "all"]
    command += ["--seed", "7", "--generation-database", "none", "--no-shrink", "--continue-on-failure"]
    command += ["--report", "har", "--report-har-path", str(har), *options]
    done = subprocess.run(
        command, cwd=folder, timeout=LONGEST, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert har.exists(), done.stdout + done.stderr
    routes = {path: re.compile(".*" + re.sub(r"{\w+}", "[^/]+", path)) for path in document["paths"]}
    answers: dict[str, list[Answer]] = {path: [] for path in routes}
    for entry in json.loads(har.read_text("utf-8"))["log"]["entries"]:
        if entry["request"]["method"] == "GET":
            for path, route in routes.items():
                if route.fullmatch(urlsplit(entry["request"]["url"]).path):
                    text = entry["response"]["content"].get("text", "")
                    answers[path].append(Answer(entry["response"]["status"], '"sourcedId"' in text))
    return Verdict(done.returncode, done.stdout + done.stderr, answers)


def _report(name: str, verdict: Verdict, root: Path) -> None:
    """A table of the requests and how many of them were granted, into .cache and the output of the test."""
    lines = [f"{'requests':>8} {'2xx':>5} {'records':>7}  path ({name})"]
    for path, answers in verdict.answers.items():
        granted = sum(each.status < 300 for each in answers) / max(1, len(answers))
        lines.append(f"{len(answers):8} {granted:5.0%} {sum(each.has_records for each in answers):7}  {path}")
    table = "\n".join(lines) + "\n"
    (root / ".cache").mkdir(exist_ok=True)
    (root / ".cache" / f"schemathesis-{name}.txt").write_text(table, "utf-8")
    sys.stdout.write(table)


def test_the_document_as_it_is(sandbox: Sandbox, document: dict[str, Any], root: Path, tmp_path: Path) -> None:
    refusing = '[checks.positive_data_acceptance]\nexpected-statuses = ["2xx", "400", "404", "422"]\n'
    verdict = _judge(sandbox, document, tmp_path, "--phases", "fuzzing", "--max-examples", "12", settings=refusing)
    _report("as-it-is", verdict, root)
    assert verdict.code == 0, verdict.text
    assert len(verdict.answers) == 41
    assert all(verdict.answers.values())


def test_the_document_spelt_out(sandbox: Sandbox, spelt_out: dict[str, Any], root: Path, tmp_path: Path) -> None:
    verdict = _judge(sandbox, spelt_out, tmp_path, "--max-examples", "6")
    _report("spelt-out", verdict, root)
    assert verdict.code == 0, verdict.text
    assert len(verdict.answers) == 41
    for path, answers in verdict.answers.items():
        assert any(each.status < 300 and each.has_records for each in answers), f"no records ever came from {path}"


def _loses_a_property(sandbox: Sandbox, _: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(sandbox.database)) as sql, sql:
        sql.execute("UPDATE users SET doc = json_remove(doc, '$.familyName')")


def _invents_a_status(_: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_roster, "unknown_object", lambda: Refusal(410, "unknownobject", "Gone"))


def _takes_any_number(_: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    right = _query._value
    monkeypatch.setattr(_query, "_value", lambda node, name, text: 1 if name == "limit" else right(node, name, text))


def _lets_everyone_in(_: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Issuer, "check", lambda *_: None)


@pytest.mark.parametrize(
    ("fault", "path", "finding"),
    [
        (_loses_a_property, "/rostering/v1p2/users/{sourcedId}", "Response violates schema"),
        (_invents_a_status, "/rostering/v1p2/orgs/{sourcedId}", "Undocumented status code"),
        (_takes_any_number, "/rostering/v1p2/orgs", "Schema-violating request accepted"),
        (_lets_everyone_in, "/rostering/v1p2/orgs", "API accepts requests without authentication"),
    ],
)
def test_a_fault_is_found(
    fault: Callable[[Sandbox, pytest.MonkeyPatch], None],
    path: str,
    finding: str,
    sandbox: Sandbox,
    spelt_out: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault(sandbox, monkeypatch)
    verdict = _judge(sandbox, spelt_out, tmp_path, "--max-examples", "4", "--include-path", path)
    assert verdict.code == 1, verdict.text
    assert finding in verdict.text
