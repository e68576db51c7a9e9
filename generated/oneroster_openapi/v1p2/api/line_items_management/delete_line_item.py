from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.imsx_status_info import ImsxStatusInfo


def _get_kwargs(
    sourced_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/gradebook/v1p2/lineItems/{sourced_id}".format(
            sourced_id=quote(str(sourced_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ImsxStatusInfo:
    from ...models.imsx_status_info import ImsxStatusInfo

    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    if response.status_code == 401:
        response_401 = ImsxStatusInfo.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ImsxStatusInfo.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ImsxStatusInfo.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = ImsxStatusInfo.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = ImsxStatusInfo.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ImsxStatusInfo.from_dict(response.json())

        return response_500

    response_default = ImsxStatusInfo.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | ImsxStatusInfo]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sourced_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Any | ImsxStatusInfo]:
    """Delete one line item

     Has the provider delete a line item, found by its sourcedId.

    Args:
        sourced_id (str): sourcedId of the one record. A PUT may name a new one, which the client
            chooses.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ImsxStatusInfo]
    """

    kwargs = _get_kwargs(
        sourced_id=sourced_id,
    )

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    sourced_id: str,
    *,
    client: AuthenticatedClient,
) -> Any | ImsxStatusInfo | None:
    """Delete one line item

     Has the provider delete a line item, found by its sourcedId.

    Args:
        sourced_id (str): sourcedId of the one record. A PUT may name a new one, which the client
            chooses.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ImsxStatusInfo
    """

    return sync_detailed(
        sourced_id=sourced_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    sourced_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Any | ImsxStatusInfo]:
    """Delete one line item

     Has the provider delete a line item, found by its sourcedId.

    Args:
        sourced_id (str): sourcedId of the one record. A PUT may name a new one, which the client
            chooses.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ImsxStatusInfo]
    """

    kwargs = _get_kwargs(
        sourced_id=sourced_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    sourced_id: str,
    *,
    client: AuthenticatedClient,
) -> Any | ImsxStatusInfo | None:
    """Delete one line item

     Has the provider delete a line item, found by its sourcedId.

    Args:
        sourced_id (str): sourcedId of the one record. A PUT may name a new one, which the client
            chooses.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ImsxStatusInfo
    """

    return (
        await asyncio_detailed(
            sourced_id=sourced_id,
            client=client,
        )
    ).parsed
