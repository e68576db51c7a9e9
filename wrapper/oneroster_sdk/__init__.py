"""A typed client for OneRoster, blocking and asynchronous.

from oneroster_sdk import OAuth2, OneRoster

with OneRoster("https://sis.example.org/ims/oneroster", auth=OAuth2(token_url, client_id, client_secret)) as roster:
    for user in roster.users:
        print(user.sourced_id)
"""

from oneroster_openapi.record import FieldMissing

from . import events, v1p1, v1p2
from ._auth import OAuth2
from ._client import AsyncOneRoster, OneRoster
from ._core import Page
from ._discovery import Discovery, ServiceOffer
from ._errors import (
    ApiError,
    AuthError,
    ConfigError,
    DecodeError,
    Forbidden,
    IncompletePull,
    InvalidRecordError,
    NotFound,
    NotOffered,
    OneRosterError,
    PartialWrite,
    QueryError,
    RateLimited,
    TransportError,
    Unavailable,
    WriteOutcomeUnknown,
    WriteRefused,
)
from ._filters import F, raw
from ._http import Timeout
from ._order import asc, desc
from ._reading import AsyncPull, Pull
from ._report import PullReport
from ._retry import RetryPolicy
from ._root import Options
from ._version import __version__
from ._writing import Saved

__all__ = [
    "ApiError",
    "AsyncOneRoster",
    "AsyncPull",
    "AuthError",
    "ConfigError",
    "DecodeError",
    "Discovery",
    "F",
    "FieldMissing",
    "Forbidden",
    "IncompletePull",
    "InvalidRecordError",
    "NotFound",
    "NotOffered",
    "OAuth2",
    "OneRoster",
    "OneRosterError",
    "Options",
    "Page",
    "PartialWrite",
    "Pull",
    "PullReport",
    "QueryError",
    "RateLimited",
    "RetryPolicy",
    "Saved",
    "ServiceOffer",
    "Timeout",
    "TransportError",
    "Unavailable",
    "WriteOutcomeUnknown",
    "WriteRefused",
    "__version__",
    "asc",
    "desc",
    "events",
    "raw",
    "v1p1",
    "v1p2",
]
