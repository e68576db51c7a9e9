from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.imsx_status_info import ImsxStatusInfo
    from ...models.single_course import SingleCourse


def _get_kwargs(
    sourced_id: str,
    *,
    fields: list[str] | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_fields: str | Unset = UNSET
    if not isinstance(fields, Unset):
        json_fields = ",".join(fields)

    params["fields"] = json_fields

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/rostering/v1p2/courses/{sourced_id}".format(
            sourced_id=quote(str(sourced_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ImsxStatusInfo | SingleCourse:
    from ...models.imsx_status_info import ImsxStatusInfo
    from ...models.single_course import SingleCourse

    if response.status_code == 200:
        response_200 = SingleCourse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ImsxStatusInfo.from_dict(response.json())

        return response_400

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
) -> Response[ImsxStatusInfo | SingleCourse]:
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
    fields: list[str] | Unset = UNSET,
) -> Response[ImsxStatusInfo | SingleCourse]:
    """Read one course

     Finds a course by its sourcedId.

    Args:
        sourced_id (str): sourcedId of the one record to read.
        fields (list[str] | Unset): Names of the fields to send, separated by commas in one value.
            Without it a record comes whole. With it a record may lack properties which its schema
            requires.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImsxStatusInfo | SingleCourse]
    """

    kwargs = _get_kwargs(
        sourced_id=sourced_id,
        fields=fields,
    )

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    sourced_id: str,
    *,
    client: AuthenticatedClient,
    fields: list[str] | Unset = UNSET,
) -> ImsxStatusInfo | SingleCourse | None:
    """Read one course

     Finds a course by its sourcedId.

    Args:
        sourced_id (str): sourcedId of the one record to read.
        fields (list[str] | Unset): Names of the fields to send, separated by commas in one value.
            Without it a record comes whole. With it a record may lack properties which its schema
            requires.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImsxStatusInfo | SingleCourse
    """

    return sync_detailed(
        sourced_id=sourced_id,
        client=client,
        fields=fields,
    ).parsed


async def asyncio_detailed(
    sourced_id: str,
    *,
    client: AuthenticatedClient,
    fields: list[str] | Unset = UNSET,
) -> Response[ImsxStatusInfo | SingleCourse]:
    """Read one course

     Finds a course by its sourcedId.

    Args:
        sourced_id (str): sourcedId of the one record to read.
        fields (list[str] | Unset): Names of the fields to send, separated by commas in one value.
            Without it a record comes whole. With it a record may lack properties which its schema
            requires.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImsxStatusInfo | SingleCourse]
    """

    kwargs = _get_kwargs(
        sourced_id=sourced_id,
        fields=fields,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    sourced_id: str,
    *,
    client: AuthenticatedClient,
    fields: list[str] | Unset = UNSET,
) -> ImsxStatusInfo | SingleCourse | None:
    """Read one course

     Finds a course by its sourcedId.

    Args:
        sourced_id (str): sourcedId of the one record to read.
        fields (list[str] | Unset): Names of the fields to send, separated by commas in one value.
            Without it a record comes whole. With it a record may lack properties which its schema
            requires.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImsxStatusInfo | SingleCourse
    """

    return (
        await asyncio_detailed(
            sourced_id=sourced_id,
            client=client,
            fields=fields,
        )
    ).parsed
