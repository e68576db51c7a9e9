"""The sandbox, judged by Schemathesis against the strict document, with all checks that it has.

Which fields there are and what a filter looks like, the document says in prose. So there are two runs: one with the
document as it is, where a made-up filter may be refused; and one with a document that spells out the words for sort,
fields and filter, and has ids that exist: what follows it must be answered, and what does not must be refused.
"""

from __future__ import annotations

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

from oneroster_sdk.sandbox import Issuer, Sandbox, _query, _roster, _writing
from oneroster_sdk.sandbox._status import Refusal

from .oracle import version_of
from .spelling import Json, spell_out, victims
from .writes import WRITTEN, as_record

LONGEST = 200
pytestmark = [pytest.mark.contract, pytest.mark.timeout(LONGEST + 20)]

COUNTS = {"1.2": 81, "1.1": 61}


class Answer(NamedTuple):
    status: int
    has_records: bool


class Verdict(NamedTuple):
    """What one run of Schemathesis came to."""

    code: int
    text: str
    answers: dict[tuple[str, str], list[Answer]]
    """By method and path."""


@pytest.fixture(params=COUNTS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(students=200, seed=7) as running:
        yield running


def _token(sandbox: Sandbox) -> str:
    credentials = (sandbox.client_id, sandbox.client_secret)
    token = httpx.post(sandbox.token_url, data={"grant_type": "client_credentials"}, auth=credentials).json()
    return f"Bearer {token['access_token']}"


@pytest.fixture
def spelt_out(
    version: str, sandbox: Sandbox, documents: dict[str, Json], oracle_of: Any, call: Any, reach: Any
) -> Json:
    """The document in which all is said, after the records that it has deleted were put there."""
    with oracle_of(sandbox) as oracle, call(sandbox, "blocking", "httpx") as caller:
        for path in (each for each in WRITTEN if version_of(each) == version):
            place = reach(caller, path, ())
            for each in victims(oracle, path):
                place.put(as_record(caller, place, each))
        return spell_out(documents[version], oracle)


def _judge(sandbox: Sandbox, document: Json, folder: Path, *options: str, settings: str = "") -> Verdict:
    """Run Schemathesis in a process of its own."""
    strict, har, config = folder / "strict.json", folder / "run.har", folder / "schemathesis.toml"
    strict.write_text(json.dumps(document), "utf-8")
    config.write_text(f'headers = {{ Authorization = "{_token(sandbox)}" }}\n{settings}', "utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(config), "run", str(strict)]
    command += ["--url", sandbox.base_url, "--phases", "coverage,fuzzing", "--checks", "all"]
    command += ["--seed", "7", "--generation-database", "none", "--no-shrink", "--continue-on-failure"]
    command += ["--report", "har", "--report-har-path", str(har), *options]
    done = subprocess.run(
        command, cwd=folder, timeout=LONGEST, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert har.exists(), done.stdout + done.stderr
    return Verdict(done.returncode, done.stdout + done.stderr, _answers(document, har))


def _answers(document: Json, har: Path) -> dict[tuple[str, str], list[Answer]]:
    routes = {
        (method.upper(), path): re.compile(".*" + re.sub(r"{\w+}", "[^/]+", path))
        for path, item in document["paths"].items()
        for method in item
    }
    answers: dict[tuple[str, str], list[Answer]] = {key: [] for key in routes}
    for entry in json.loads(har.read_text("utf-8"))["log"]["entries"]:
        for key, route in routes.items():
            if key[0] == entry["request"]["method"] and route.fullmatch(urlsplit(entry["request"]["url"]).path):
                text = entry["response"]["content"].get("text", "")
                answers[key].append(Answer(entry["response"]["status"], '"sourcedId"' in text))
    return answers


def _report(name: str, verdict: Verdict, root: Path) -> None:
    """A table of the requests and how many of them were granted, into .cache and the output of the test."""
    lines = [f"{'requests':>8} {'2xx':>5} {'records':>7}  operation ({name})"]
    for (method, path), answers in verdict.answers.items():
        granted = sum(each.status < 300 for each in answers) / max(1, len(answers))
        records = sum(each.has_records for each in answers)
        lines.append(f"{len(answers):8} {granted:5.0%} {records:7}  {method} {path}")
    table = "\n".join(lines) + "\n"
    (root / ".cache").mkdir(exist_ok=True)
    (root / ".cache" / f"schemathesis-{name}.txt").write_text(table, "utf-8")
    sys.stdout.write(table)


def test_the_document_as_it_is(
    version: str, sandbox: Sandbox, documents: dict[str, Json], root: Path, tmp_path: Path
) -> None:
    refusing = '[checks.positive_data_acceptance]\nexpected-statuses = ["2xx", "400", "404", "422"]\n'
    options = ["--phases", "fuzzing", "--max-examples", "5"]
    verdict = _judge(sandbox, documents[version], tmp_path, *options, settings=refusing)
    _report(f"{version}-as-it-is", verdict, root)
    assert verdict.code == 0, verdict.text
    assert len(verdict.answers) == COUNTS[version]
    assert all(verdict.answers.values())


def test_the_document_spelt_out(version: str, sandbox: Sandbox, spelt_out: Json, root: Path, tmp_path: Path) -> None:
    few = '[phases.coverage]\nunexpected-methods = ["PATCH"]\n'
    verdict = _judge(sandbox, spelt_out, tmp_path, "--max-examples", "2", settings=few)
    _report(f"{version}-spelt-out", verdict, root)
    assert verdict.code == 0, verdict.text
    assert len(verdict.answers) == COUNTS[version]
    for (method, path), answers in verdict.answers.items():
        granted = [each for each in answers if each.status < 300 and (each.has_records or method != "GET")]
        assert granted, f"{method} {path} was never granted, or without any record"


def _loses_a_property(sandbox: Sandbox, _: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(sandbox.database)) as sql, sql:
        sql.execute("UPDATE users SET doc = json_remove(doc, '$.familyName')")


def _invents_a_status(_: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_roster, "unknown_object", lambda: Refusal(410, "unknownobject", "Gone"))


def _takes_any_number(_: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    right = _query._value
    monkeypatch.setattr(_query, "_value", lambda node, name, text: 1 if name == "limit" else right(node, name, text))


def _takes_any_body(_: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_writing, "problem", lambda *_: None)
    monkeypatch.setattr(_writing.Writer, "_put", lambda *_: 201)


def _lets_everyone_in(_: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Issuer, "check", lambda *_: None)


@pytest.mark.parametrize("version", ["1.2"])
@pytest.mark.parametrize(
    ("fault", "path", "finding"),
    [
        (_loses_a_property, "/rostering/v1p2/users/{sourcedId}", "Response violates schema"),
        (_invents_a_status, "/rostering/v1p2/orgs/{sourcedId}", "Undocumented status code"),
        (_takes_any_number, "/rostering/v1p2/orgs", "Schema-violating request accepted"),
        (_takes_any_body, "/gradebook/v1p2/categories/{sourcedId}", "Schema-violating request accepted"),
        (_lets_everyone_in, "/rostering/v1p2/orgs", "API accepts requests without authentication"),
    ],
)
def test_a_fault_is_found(
    fault: Callable[[Sandbox, pytest.MonkeyPatch], None],
    path: str,
    finding: str,
    sandbox: Sandbox,
    spelt_out: Json,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault(sandbox, monkeypatch)
    verdict = _judge(sandbox, spelt_out, tmp_path, "--max-examples", "4", "--include-path", path)
    assert verdict.code == 1, verdict.text
    assert finding in verdict.text
