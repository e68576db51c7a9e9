"""The records of OneRoster 1.1, and clients that give them as they are.

``oneroster_sdk.OneRoster(..., version="1.1")`` shows the same provider through the records of 1.2.
A record is loaded when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from ._privacy import border as _border
from ._v1p1 import AsyncServices as _AsyncServices
from ._v1p1 import Services as _Services

if TYPE_CHECKING:
    from oneroster_openapi.v1p1.models import *  # noqa: F403 - the models are the public names

    from ._dialect import Dialect as _Dialect
    from ._setup import Auth as _Auth
    from ._setup import Options as _Options
else:
    from oneroster_openapi.late import late as _late
    from oneroster_openapi.v1p1 import models as _models

    __all__ = ["AsyncOneRoster", "OneRoster"]
    __all__ += _models.__all__
    __getattr__, __dir__ = _late(globals(), dict.fromkeys(_models.__all__, "oneroster_openapi.v1p1.models"))


def _dialect() -> _Dialect:
    from oneroster_openapi.v1p1.operations import OPERATIONS, SERVICES

    from ._dialect import plain

    return plain(OPERATIONS, SERVICES)


class OneRoster(_Services):
    """A provider of OneRoster 1.1, blocking. Safe to share between threads; use a ``with`` block, or `close` it.

    Args:
        base_url: The part of the provider's address before ``/v1p1``.
        auth: Who the client is: `OAuth2`, `BearerToken`, `ApiKey` or `OAuth1`.
        version: ``1.1``, the only one whose records these are.
        **options: See `Options`.

    Raises:
        ConfigError: something of this cannot work; says what and why.
    """

    _versions = ("1.1",)

    @_border
    def __init__(self, base_url: str, *, auth: _Auth, version: str | None = None, **options: Unpack[_Options]) -> None:
        super().__init__(base_url, auth=auth, version=version, **options)

    @classmethod
    def _dialect(cls, version: str) -> _Dialect:
        return _dialect()


class AsyncOneRoster(_AsyncServices):
    """A provider of OneRoster 1.1, asynchronous. Belongs to one event loop; use ``async with``, or `aclose` it.

    Args:
        base_url: The part of the provider's address before ``/v1p1``.
        auth: Who the client is: `OAuth2`, `BearerToken`, `ApiKey` or `OAuth1`.
        version: ``1.1``, the only one whose records these are.
        **options: See `Options`.

    Raises:
        ConfigError: something of this cannot work; says what and why.
    """

    _versions = ("1.1",)

    @_border
    def __init__(self, base_url: str, *, auth: _Auth, version: str | None = None, **options: Unpack[_Options]) -> None:
        super().__init__(base_url, auth=auth, version=version, **options)

    @classmethod
    def _dialect(cls, version: str) -> _Dialect:
        return _dialect()
