"""A typed client for OneRoster, blocking and asynchronous.

from oneroster_sdk import OAuth2, OneRoster

with OneRoster("https://sis.example.org/ims/oneroster", auth=OAuth2(token_url, client_id, client_secret)) as roster:
    for user in roster.users:
        print(user.sourced_id)
"""

from oneroster_openapi.record import FieldMissing

from . import events, v1p1, v1p2
from ._auth import ApiKey, BearerToken, OAuth2
from ._client import AsyncOneRoster, OneRoster
from ._connection import Connection
from ._core import BadRecord, Page
from ._discovery import Discovery, ServiceOffer
from ._errors import (
    ApiError,
    AuthError,
    ConfigError,
    DecodeError,
    Forbidden,
    ImplausiblePull,
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
from ._file_cache import FileTokenCache
from ._filters import F, raw
from ._listing import Explanation
from ._oauth1 import OAuth1
from ._order import asc, desc
from ._partition import Partition, read_partition
from ._plan import plan
from ._profiles import Evidence, Profile, known_profiles, load_profile
from ._raw import RawReply
from ._reading import AsyncPull, Pull
from ._report import PullReport
from ._retry import RetryPolicy
from ._rosters import AsyncRosters, Rosters
from ._secrets import EnvSecret, FileSecret
from ._setup import Auth, Options
from ._snapshot import Snapshot, SnapshotReport
from ._timeout import Timeout
from ._together import together
from ._token_cache import TokenCache
from ._version import __version__
from ._writing import Saved

__all__ = [
    "ApiError",
    "ApiKey",
    "AsyncOneRoster",
    "AsyncPull",
    "AsyncRosters",
    "Auth",
    "AuthError",
    "BadRecord",
    "BearerToken",
    "ConfigError",
    "Connection",
    "DecodeError",
    "Discovery",
    "EnvSecret",
    "Evidence",
    "Explanation",
    "F",
    "FieldMissing",
    "FileSecret",
    "FileTokenCache",
    "Forbidden",
    "ImplausiblePull",
    "IncompletePull",
    "InvalidRecordError",
    "NotFound",
    "NotOffered",
    "OAuth1",
    "OAuth2",
    "OneRoster",
    "OneRosterError",
    "Options",
    "Page",
    "PartialWrite",
    "Partition",
    "Profile",
    "Pull",
    "PullReport",
    "QueryError",
    "RateLimited",
    "RawReply",
    "RetryPolicy",
    "Rosters",
    "Saved",
    "ServiceOffer",
    "Snapshot",
    "SnapshotReport",
    "Timeout",
    "TokenCache",
    "TransportError",
    "Unavailable",
    "WriteOutcomeUnknown",
    "WriteRefused",
    "__version__",
    "asc",
    "desc",
    "events",
    "known_profiles",
    "load_profile",
    "plan",
    "raw",
    "read_partition",
    "together",
    "v1p1",
    "v1p2",
]
