from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.imsx_status_info import ImsxStatusInfo
    from ...models.order_by import OrderBy
    from ...models.user_set import UserSet


def _get_kwargs(
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    sort: str | Unset = UNSET,
    order_by: OrderBy | Unset = UNSET,
    filter_: str | Unset = UNSET,
    fields: list[str] | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["offset"] = offset

    params["sort"] = sort

    json_order_by: str | Unset = UNSET
    if not isinstance(order_by, Unset):
        json_order_by = order_by.value

    params["orderBy"] = json_order_by

    params["filter"] = filter_

    json_fields: str | Unset = UNSET
    if not isinstance(fields, Unset):
        json_fields = ",".join(fields)

    params["fields"] = json_fields

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/rostering/v1p2/users",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ImsxStatusInfo | UserSet:
    from ...models.imsx_status_info import ImsxStatusInfo
    from ...models.user_set import UserSet

    if response.status_code == 200:
        response_200 = UserSet.from_dict(response.json())

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
) -> Response[ImsxStatusInfo | UserSet]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    sort: str | Unset = UNSET,
    order_by: OrderBy | Unset = UNSET,
    filter_: str | Unset = UNSET,
    fields: list[str] | Unset = UNSET,
) -> Response[ImsxStatusInfo | UserSet]:
    """Read all users

     Lists the users in every role: students, teachers, guardians and staff.

    Args:
        limit (int | Unset): Most records a page may hold. The provider may send fewer; the
            standard names no upper bound.
        offset (int | Unset): Number of records to skip; the first record has the index 0.
        sort (str | Unset): Name of the one field to sort by. Text follows the order of Unicode.
        order_by (OrderBy | Unset): Direction of the sort, used together with sort; asc is
            upwards, desc is downwards. The standard states no default.
        filter_ (str | Unset): One condition or two. A condition is a field, a predicate (=, !=,
            >, >=, <, <= or ~, which means contains) and a value in single quotes, as in
            familyName='Jones'. Two conditions are joined by AND or OR in upper case with a space on
            either side; there are no parentheses.
        fields (list[str] | Unset): Names of the fields to send, separated by commas in one value.
            Without it a record comes whole. With it a record may lack properties which its schema
            requires.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImsxStatusInfo | UserSet]
    """

    kwargs = _get_kwargs(
        limit=limit,
        offset=offset,
        sort=sort,
        order_by=order_by,
        filter_=filter_,
        fields=fields,
    )

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    sort: str | Unset = UNSET,
    order_by: OrderBy | Unset = UNSET,
    filter_: str | Unset = UNSET,
    fields: list[str] | Unset = UNSET,
) -> ImsxStatusInfo | UserSet | None:
    """Read all users

     Lists the users in every role: students, teachers, guardians and staff.

    Args:
        limit (int | Unset): Most records a page may hold. The provider may send fewer; the
            standard names no upper bound.
        offset (int | Unset): Number of records to skip; the first record has the index 0.
        sort (str | Unset): Name of the one field to sort by. Text follows the order of Unicode.
        order_by (OrderBy | Unset): Direction of the sort, used together with sort; asc is
            upwards, desc is downwards. The standard states no default.
        filter_ (str | Unset): One condition or two. A condition is a field, a predicate (=, !=,
            >, >=, <, <= or ~, which means contains) and a value in single quotes, as in
            familyName='Jones'. Two conditions are joined by AND or OR in upper case with a space on
            either side; there are no parentheses.
        fields (list[str] | Unset): Names of the fields to send, separated by commas in one value.
            Without it a record comes whole. With it a record may lack properties which its schema
            requires.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImsxStatusInfo | UserSet
    """

    return sync_detailed(
        client=client,
        limit=limit,
        offset=offset,
        sort=sort,
        order_by=order_by,
        filter_=filter_,
        fields=fields,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    sort: str | Unset = UNSET,
    order_by: OrderBy | Unset = UNSET,
    filter_: str | Unset = UNSET,
    fields: list[str] | Unset = UNSET,
) -> Response[ImsxStatusInfo | UserSet]:
    """Read all users

     Lists the users in every role: students, teachers, guardians and staff.

    Args:
        limit (int | Unset): Most records a page may hold. The provider may send fewer; the
            standard names no upper bound.
        offset (int | Unset): Number of records to skip; the first record has the index 0.
        sort (str | Unset): Name of the one field to sort by. Text follows the order of Unicode.
        order_by (OrderBy | Unset): Direction of the sort, used together with sort; asc is
            upwards, desc is downwards. The standard states no default.
        filter_ (str | Unset): One condition or two. A condition is a field, a predicate (=, !=,
            >, >=, <, <= or ~, which means contains) and a value in single quotes, as in
            familyName='Jones'. Two conditions are joined by AND or OR in upper case with a space on
            either side; there are no parentheses.
        fields (list[str] | Unset): Names of the fields to send, separated by commas in one value.
            Without it a record comes whole. With it a record may lack properties which its schema
            requires.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImsxStatusInfo | UserSet]
    """

    kwargs = _get_kwargs(
        limit=limit,
        offset=offset,
        sort=sort,
        order_by=order_by,
        filter_=filter_,
        fields=fields,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    sort: str | Unset = UNSET,
    order_by: OrderBy | Unset = UNSET,
    filter_: str | Unset = UNSET,
    fields: list[str] | Unset = UNSET,
) -> ImsxStatusInfo | UserSet | None:
    """Read all users

     Lists the users in every role: students, teachers, guardians and staff.

    Args:
        limit (int | Unset): Most records a page may hold. The provider may send fewer; the
            standard names no upper bound.
        offset (int | Unset): Number of records to skip; the first record has the index 0.
        sort (str | Unset): Name of the one field to sort by. Text follows the order of Unicode.
        order_by (OrderBy | Unset): Direction of the sort, used together with sort; asc is
            upwards, desc is downwards. The standard states no default.
        filter_ (str | Unset): One condition or two. A condition is a field, a predicate (=, !=,
            >, >=, <, <= or ~, which means contains) and a value in single quotes, as in
            familyName='Jones'. Two conditions are joined by AND or OR in upper case with a space on
            either side; there are no parentheses.
        fields (list[str] | Unset): Names of the fields to send, separated by commas in one value.
            Without it a record comes whole. With it a record may lack properties which its schema
            requires.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImsxStatusInfo | UserSet
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            offset=offset,
            sort=sort,
            order_by=order_by,
            filter_=filter_,
            fields=fields,
        )
    ).parsed
