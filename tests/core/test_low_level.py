"""The generated client by itself, without the wrapper: typed, blocking and asynchronous, and discreet."""

from __future__ import annotations

import asyncio
import copy
import pickle
from importlib import import_module
from pathlib import Path

import httpx
import pytest

from oneroster_openapi.v1p2 import AuthenticatedClient, Client
from oneroster_openapi.v1p2.api.users_management import get_all_users, get_user
from oneroster_openapi.v1p2.errors import UnexpectedStatus
from oneroster_openapi.v1p2.models import ImsxStatusInfo, OrderBy, UserSet
from oneroster_openapi.v1p2.operations import OPERATIONS
from oneroster_openapi.v1p2.types import UNSET, Response
from oneroster_sdk.sandbox import Sandbox


def token(sandbox: Sandbox) -> str:
    form = {"grant_type": "client_credentials"}
    answer = httpx.post(sandbox.token_url, data=form, auth=(sandbox.client_id, sandbox.client_secret))
    value: str = answer.json()["access_token"]
    return value


def test_blocking_and_asynchronous() -> None:
    with Sandbox(students=30) as sandbox:
        secret = token(sandbox)
        with AuthenticatedClient(base_url=sandbox.base_url, token=secret) as client:
            users = get_all_users.sync(client=client, limit=5, sort="familyName", order_by=OrderBy.DESC)
            one = get_user.sync("nobody", client=client)
            some = get_all_users.sync_detailed(client=client, fields=["sourcedId", "email"], limit=1)
        assert isinstance(users, UserSet)
        names = [user.family_name for user in users.users]
        assert (len(names), names) == (5, sorted(names, reverse=True))
        assert isinstance(one, ImsxStatusInfo)
        assert secret not in repr(client)
        assert "fields=sourcedId%2Cemail" in sandbox.requests[-1].query
        assert repr(some) == "Response(status_code=<HTTPStatus.OK: 200>)"

        async def read() -> UserSet | ImsxStatusInfo | None:
            async with AuthenticatedClient(base_url=sandbox.base_url, token=secret) as client:
                return await get_all_users.asyncio(client=client, limit=5, sort="familyName", order_by=OrderBy.DESC)

        assert asyncio.run(read()) == users


def test_derived_clients_leave_the_first_as_it_is() -> None:
    client = Client(base_url="https://x.example")
    client.get_httpx_client()
    other = client.with_headers({"X-A": "1"}).with_timeout(3.0)
    assert other.get_httpx_client().headers["x-a"] == "1"
    assert "x-a" not in client.get_httpx_client().headers
    assert other.get_httpx_client().timeout == httpx.Timeout(3.0)
    for each in (client, other):
        each.get_httpx_client().close()


def test_errors_show_no_body() -> None:
    assert "Zacharias" not in str(UnexpectedStatus(299, b"Zacharias"))
    response: Response[None] = Response(200, b"Zacharias", {"x": "Zacharias"}, None)  # type: ignore[arg-type]
    assert "Zacharias" not in repr(response)


def test_unset_is_itself_after_a_copy() -> None:
    assert copy.deepcopy(UNSET) is UNSET
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET


def test_every_operation_has_its_endpoint_and_every_endpoint_its_operation() -> None:
    assert len(OPERATIONS) == 41
    package = import_module("oneroster_openapi.v1p2.api").__path__[0]
    modules = {
        path.relative_to(package).with_suffix("") for path in Path(package).glob("*/*.py") if path.stem != "__init__"
    }
    assert {operation.endpoint.partition(".api.")[2].replace(".", "/") for operation in OPERATIONS.values()} == {
        str(module) for module in modules
    }
    for operation in OPERATIONS.values():
        ids = tuple("a/b" for _ in range(operation.path.count("{")))
        arguments = operation.arguments(ids, {})
        assert arguments["method"].upper() == operation.method
        assert arguments["url"].count("a%2Fb") == len(ids)
        assert operation.model().__name__ == operation.record
        assert operation.scopes


def test_an_operation_without_records() -> None:
    from attrs import evolve

    with pytest.raises(LookupError, match="answers with no record"):
        evolve(OPERATIONS["getUser"], record=None).model()
