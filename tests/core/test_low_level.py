"""The generated client by itself, without the wrapper: typed, blocking and asynchronous, and discreet."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import httpx
import pytest

from oneroster_openapi.kinds import ListOf
from oneroster_openapi.operation import Operation
from oneroster_openapi.v1p1 import operations as v1p1_operations
from oneroster_openapi.v1p2 import AuthenticatedClient, Client
from oneroster_openapi.v1p2.api.users_management import get_all_users, get_user
from oneroster_openapi.v1p2.errors import UnexpectedStatus
from oneroster_openapi.v1p2.models import ImsxStatusInfo, OrderBy, UserSet
from oneroster_openapi.v1p2.operations import OPERATIONS
from oneroster_openapi.v1p2.types import UNSET, Response
from oneroster_sdk._core import Prepared
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


@pytest.mark.parametrize(("operations", "count"), [(v1p1_operations.OPERATIONS, 61), (OPERATIONS, 81)])
def test_every_operation_has_its_endpoint_and_every_endpoint_its_operation(
    operations: Mapping[str, Operation], count: int
) -> None:
    assert len(operations) == count
    first = next(iter(operations.values()))
    package = import_module(f"{first.endpoint.partition('.api.')[0]}.api").__path__[0]
    modules = [path for path in Path(package).glob("*/*.py") if path.stem != "__init__"]
    assert {operation.endpoint.partition(".api.")[2].replace(".", "/") for operation in operations.values()} == {
        str(path.relative_to(package).with_suffix("")) for path in modules
    }
    for operation in operations.values():
        ids = tuple("a/b" for _ in range(operation.path.count("{")))
        body = {"body": Prepared({"x": 1})} if operation.body else {}
        arguments = operation.arguments(ids, body)
        assert arguments["method"].upper() == operation.method
        assert arguments["url"].count("a%2Fb") == len(ids)
        assert operation.scopes
        if operation.body:
            assert arguments["json"] == {"x": 1}
        for payload in (operation.answer, operation.body):
            if payload:
                (prop,) = [each for each in operation.load(payload.model).__properties__ if each.wire == payload.key]
                assert isinstance(prop.kind, ListOf) == payload.many


def test_an_operation_without_records() -> None:
    with pytest.raises(LookupError, match="neither takes nor gives a record"):
        OPERATIONS["deleteResult"].model()
