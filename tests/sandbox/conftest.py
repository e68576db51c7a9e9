"""One small district for all tests that only read, seen through HTTP, through SQL, and as it was made."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.resources import files
from typing import Any

import httpx
import pytest

from oneroster_sdk.sandbox import District, Sandbox

Records = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(students=200, seed=7) as running:
        yield running


def _signed_in(sandbox: Sandbox, below: str = "", *, scope: str = "") -> httpx.Client:
    form = {"grant_type": "client_credentials"} | ({"scope": scope} if scope else {})
    answer = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret))
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    return httpx.Client(base_url=sandbox.base_url + below, headers=headers)


@pytest.fixture(scope="session")
def signed_in() -> Callable[..., httpx.Client]:
    """Makes a client that holds a token for everything, or for one scope."""
    return _signed_in


@pytest.fixture(scope="session")
def http(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """Paths begin below /rostering/v1p2."""
    with _signed_in(sandbox, "/rostering/v1p2") as client:
        yield client


@pytest.fixture(scope="session")
def root(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """Paths begin with a service of 1.2, or with /v1p1."""
    with _signed_in(sandbox) as client:
        yield client


@pytest.fixture
def box() -> Iterator[tuple[Sandbox, httpx.Client]]:
    """A district of one's own, to be written to; paths begin as with `root`."""
    with Sandbox(students=30) as sandbox, _signed_in(sandbox) as client:
        yield sandbox, client


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[Sandbox, httpx.Client]]:
    """The same for tests that leave nothing behind, or nothing that another would notice."""
    with Sandbox(students=60) as sandbox, _signed_in(sandbox) as client:
        yield sandbox, client


@pytest.fixture
def sql(sandbox: Sandbox) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(sandbox.database)) as connection:
        yield connection


@pytest.fixture
def old_sql(sandbox: Sandbox) -> Iterator[sqlite3.Connection]:
    """The tables of 1.1."""
    with closing(sqlite3.connect(sandbox.databases["1.1"])) as connection:
        yield connection


@pytest.fixture(scope="session")
def records(sandbox: Sandbox) -> Records:
    """Every record by collection and sourcedId, as the district makes it, with the server's own links."""
    made: Records = {}
    for table, record in District(students=200, seed=7).records():
        text = json.dumps(record).replace("sandbox:/", sandbox.base_url + "/")
        made.setdefault(table, {})[record["sourcedId"]] = json.loads(text)
    return made


@pytest.fixture(scope="session")
def old_records(sandbox: Sandbox) -> Records:
    """Every record of 1.1, as the tables have it, with the server's own links."""
    found: Records = {}
    with closing(sqlite3.connect(sandbox.databases["1.1"])) as connection:
        listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%.%'"
        for (table,) in connection.execute(listed).fetchall():
            texts = connection.execute(f'SELECT doc FROM "{table}"')  # noqa: S608 - a name of the database's own
            made = [json.loads(text.replace("sandbox:/", sandbox.base_url + "/")) for (text,) in texts]
            found[table] = {record["sourcedId"]: record for record in made}
    return found


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The strict document."""
    return _document("v1p2")


@pytest.fixture(scope="session")
def old_document() -> dict[str, Any]:
    """That of 1.1."""
    return _document("v1p1")


def _document(version: str) -> dict[str, Any]:
    text = files("oneroster_openapi").joinpath(f"{version}/strict.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
