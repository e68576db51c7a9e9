"""The two clients that show 1.2: `OneRoster` and `AsyncOneRoster`, alike in all but how they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from ._privacy import border
from ._v1p2 import AsyncServices, Services

if TYPE_CHECKING:
    from ._dialect import Dialect
    from ._setup import Auth, Options


def _dialect(version: str) -> Dialect:
    if version != "1.2":
        from ._upgrade import upgraded

        return upgraded()
    from oneroster_openapi.v1p2.operations import OPERATIONS, SERVICES

    from ._dialect import plain

    return plain(OPERATIONS, SERVICES)


class OneRoster(Services):
    """A provider of OneRoster, blocking. Safe to share between threads; use it in a ``with`` block, or `close` it.

    Its records are those of 1.2, whichever version the provider speaks.

    Args:
        base_url: The part of the provider's address before ``/rostering/v1p2`` or ``/v1p1``.
        auth: Who the client is: `OAuth2`, `BearerToken`, `ApiKey` or `OAuth1`.
        version: The version of the standard that the provider speaks: ``1.2``, unless the profile says otherwise, or
            ``1.1``.
        **options: See `Options`.

    Raises:
        ConfigError: something of this cannot work; says what and why.
    """

    _versions = ("1.2", "1.1")

    @border
    def __init__(self, base_url: str, *, auth: Auth, version: str | None = None, **options: Unpack[Options]) -> None:
        super().__init__(base_url, auth=auth, version=version, **options)

    @classmethod
    def _dialect(cls, version: str) -> Dialect:
        return _dialect(version)


class AsyncOneRoster(AsyncServices):
    """A provider of OneRoster, asynchronous. Belongs to one event loop; use ``async with``, or `aclose` it.

    Its records are those of 1.2, whichever version the provider speaks.

    Args:
        base_url: The part of the provider's address before ``/rostering/v1p2`` or ``/v1p1``.
        auth: Who the client is: `OAuth2`, `BearerToken`, `ApiKey` or `OAuth1`.
        version: The version of the standard that the provider speaks: ``1.2``, unless the profile says otherwise, or
            ``1.1``.
        **options: See `Options`.

    Raises:
        ConfigError: something of this cannot work; says what and why.
    """

    _versions = ("1.2", "1.1")

    @border
    def __init__(self, base_url: str, *, auth: Auth, version: str | None = None, **options: Unpack[Options]) -> None:
        super().__init__(base_url, auth=auth, version=version, **options)

    @classmethod
    def _dialect(cls, version: str) -> Dialect:
        return _dialect(version)
