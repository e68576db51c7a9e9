from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.guid_pair_set import GUIDPairSet
    from ...models.imsx_status_info import ImsxStatusInfo
    from ...models.result_set import ResultSet


def _get_kwargs(
    class_sourced_id: str,
    academic_session_sourced_id: str,
    *,
    body: ResultSet,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/gradebook/v1p2/classes/{class_sourced_id}/academicSessions/{academic_session_sourced_id}/results".format(
            class_sourced_id=quote(str(class_sourced_id), safe=""),
            academic_session_sourced_id=quote(str(academic_session_sourced_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> GUIDPairSet | ImsxStatusInfo:
    from ...models.guid_pair_set import GUIDPairSet
    from ...models.imsx_status_info import ImsxStatusInfo

    if response.status_code == 201:
        response_201 = GUIDPairSet.from_dict(response.json())

        return response_201

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
) -> Response[GUIDPairSet | ImsxStatusInfo]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    class_sourced_id: str,
    academic_session_sourced_id: str,
    *,
    client: AuthenticatedClient,
    body: ResultSet,
) -> Response[GUIDPairSet | ImsxStatusInfo]:
    """Create results of a class in an academic session

     Creates results in one class for one academic session. The provider gives each of them a sourcedId
    of its own and answers with the pairs of old and new.

    Args:
        class_sourced_id (str): sourcedId of the class to which the records belong.
        academic_session_sourced_id (str): sourcedId of the academic session to which the results
            belong.
        body (ResultSet): A page of results, or the results that a client asks to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GUIDPairSet | ImsxStatusInfo]
    """

    kwargs = _get_kwargs(
        class_sourced_id=class_sourced_id,
        academic_session_sourced_id=academic_session_sourced_id,
        body=body,
    )

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    class_sourced_id: str,
    academic_session_sourced_id: str,
    *,
    client: AuthenticatedClient,
    body: ResultSet,
) -> GUIDPairSet | ImsxStatusInfo | None:
    """Create results of a class in an academic session

     Creates results in one class for one academic session. The provider gives each of them a sourcedId
    of its own and answers with the pairs of old and new.

    Args:
        class_sourced_id (str): sourcedId of the class to which the records belong.
        academic_session_sourced_id (str): sourcedId of the academic session to which the results
            belong.
        body (ResultSet): A page of results, or the results that a client asks to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GUIDPairSet | ImsxStatusInfo
    """

    return sync_detailed(
        class_sourced_id=class_sourced_id,
        academic_session_sourced_id=academic_session_sourced_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    class_sourced_id: str,
    academic_session_sourced_id: str,
    *,
    client: AuthenticatedClient,
    body: ResultSet,
) -> Response[GUIDPairSet | ImsxStatusInfo]:
    """Create results of a class in an academic session

     Creates results in one class for one academic session. The provider gives each of them a sourcedId
    of its own and answers with the pairs of old and new.

    Args:
        class_sourced_id (str): sourcedId of the class to which the records belong.
        academic_session_sourced_id (str): sourcedId of the academic session to which the results
            belong.
        body (ResultSet): A page of results, or the results that a client asks to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GUIDPairSet | ImsxStatusInfo]
    """

    kwargs = _get_kwargs(
        class_sourced_id=class_sourced_id,
        academic_session_sourced_id=academic_session_sourced_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    class_sourced_id: str,
    academic_session_sourced_id: str,
    *,
    client: AuthenticatedClient,
    body: ResultSet,
) -> GUIDPairSet | ImsxStatusInfo | None:
    """Create results of a class in an academic session

     Creates results in one class for one academic session. The provider gives each of them a sourcedId
    of its own and answers with the pairs of old and new.

    Args:
        class_sourced_id (str): sourcedId of the class to which the records belong.
        academic_session_sourced_id (str): sourcedId of the academic session to which the results
            belong.
        body (ResultSet): A page of results, or the results that a client asks to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GUIDPairSet | ImsxStatusInfo
    """

    return (
        await asyncio_detailed(
            class_sourced_id=class_sourced_id,
            academic_session_sourced_id=academic_session_sourced_id,
            client=client,
            body=body,
        )
    ).parsed
