"""A typed client for OneRoster, blocking and asynchronous.

from oneroster_sdk import OAuth2, OneRoster

with OneRoster("https://sis.example.org/ims/oneroster", auth=OAuth2(token_url, client_id, client_secret)) as roster:
    for user in roster.users:
        print(user.sourced_id)
"""

from typing import TYPE_CHECKING

from ._version import __version__

if TYPE_CHECKING:
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

if not TYPE_CHECKING:
    from oneroster_openapi.late import late as _late

    # A program uses a few of these names, and a command that prints its help none. So each is loaded, with the modules
    # that it needs, when it is first asked for; what else that takes is loaded when a client is made, or first reads.
    __getattr__, __dir__ = _late(
        globals(),
        {
            "ApiError": "._errors",
            "ApiKey": "._auth",
            "AsyncOneRoster": "._client",
            "AsyncPull": "._reading",
            "AsyncRosters": "._rosters",
            "Auth": "._setup",
            "AuthError": "._errors",
            "BadRecord": "._core",
            "BearerToken": "._auth",
            "ConfigError": "._errors",
            "Connection": "._connection",
            "DecodeError": "._errors",
            "Discovery": "._discovery",
            "EnvSecret": "._secrets",
            "Evidence": "._profiles",
            "Explanation": "._listing",
            "F": "._filters",
            "FieldMissing": "oneroster_openapi.record",
            "FileSecret": "._secrets",
            "FileTokenCache": "._file_cache",
            "Forbidden": "._errors",
            "ImplausiblePull": "._errors",
            "IncompletePull": "._errors",
            "InvalidRecordError": "._errors",
            "NotFound": "._errors",
            "NotOffered": "._errors",
            "OAuth1": "._oauth1",
            "OAuth2": "._auth",
            "OneRoster": "._client",
            "OneRosterError": "._errors",
            "Options": "._setup",
            "Page": "._core",
            "PartialWrite": "._errors",
            "Partition": "._partition",
            "Profile": "._profiles",
            "Pull": "._reading",
            "PullReport": "._report",
            "QueryError": "._errors",
            "RateLimited": "._errors",
            "RawReply": "._raw",
            "RetryPolicy": "._retry",
            "Rosters": "._rosters",
            "Saved": "._writing",
            "ServiceOffer": "._discovery",
            "Snapshot": "._snapshot",
            "SnapshotReport": "._snapshot",
            "Timeout": "._timeout",
            "TokenCache": "._token_cache",
            "TransportError": "._errors",
            "Unavailable": "._errors",
            "WriteOutcomeUnknown": "._errors",
            "WriteRefused": "._errors",
            "asc": "._order",
            "desc": "._order",
            "events": ".events",
            "known_profiles": "._profiles",
            "load_profile": "._profiles",
            "plan": "._plan",
            "raw": "._filters",
            "read_partition": "._partition",
            "together": "._together",
            "v1p1": ".v1p1",
            "v1p2": ".v1p2",
        },
    )
