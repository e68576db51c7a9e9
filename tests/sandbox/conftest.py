"""One small district for all tests of the sandbox, seen through HTTP, through SQL, and as it was made."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def http(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """A client that holds a token for everything; paths begin below /rostering/v1p2."""
    form = {"grant_type": "client_credentials"}
    answer = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret))
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    with httpx.Client(base_url=f"{sandbox.base_url}/rostering/v1p2", headers=headers) as client:
        yield client


@pytest.fixture
def sql(sandbox: Sandbox) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(sandbox.database)) as connection:
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
def document() -> dict[str, Any]:
    """The strict document."""
    loaded: dict[str, Any] = json.loads(files("oneroster_openapi").joinpath("v1p2/strict.json").read_text("utf-8"))
    return loaded
