"""How a client is put together: what the caller says, then what the profile says, then what is usual."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias, TypedDict, get_args

from attrs import evolve

from ._access import Access
from ._asking import Manner
from ._auth import ApiKey, BearerToken, OAuth2
from ._config import checked_url, problem_of, provider_root
from ._core import Core, Habits, OnInvalid
from ._dialect import Dialect
from ._discovery import Known
from ._errors import ConfigError
from ._events import Listener, heard_by
from ._http import Wire, load
from ._logging import logged
from ._network import Certificate, checked_proxy, trusted
from ._oauth1 import OAuth1
from ._pace import pace_of
from ._profiles import Profile, ProfileLike, load_profile
from ._retry import RetryPolicy
from ._splitting import Quoting
from ._steps import Counts
from ._timeout import DEFAULT_TIMEOUT, Timeout
from ._tokens import Tokens
from ._version import __version__

PAGE_SIZE: Final = 1000
MAX_CONCURRENCY: Final = 4
_OF_THE_WIRE: Final[Mapping[str, str]] = {
    "library": "http",
    "max_connections": "max_concurrency",
    "proxy": "proxy",
    "ca": "ca",
    "cert": "cert",
}
"""What the options of the connections are called by callers."""
Auth: TypeAlias = OAuth2 | BearerToken | ApiKey | OAuth1
"""The ways of authentication."""
_COUNTS: Final[Mapping[str, Counts]] = {"offset": "rows", "whole": "nothing"}


class Options(TypedDict, total=False):
    """What a client can be told beside where to go and as whom.

    Attributes:
        timeout: Seconds to wait for a connection, for bytes, and for a whole call.
        retry: How often and when a request is repeated.
        page_size: How many records to ask for at a time.
        max_concurrency: How many requests are under way at the same time, at most, by all that use the client: 4 if
            nothing is said. If it is said, and the provider declares a total, so many pages of a collection are asked
            for ahead and kept until their turn comes. With 1, one request follows the other.
        requests_per_second: How many requests are begun in a second, at most. If nothing is said, as many as can be;
            while the provider asks for fewer (429), they come more slowly either way.
        http: The HTTP library: ``httpx``, or ``httpx2``, which needs the extra of that name.
        proxy: Address of a proxy for all requests; a user and a password in it never show. If nothing is said,
            ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY`` and ``NO_PROXY`` of the environment count, but not for this
            machine.
        ca: A file with the certificates of the authorities to trust in place of the public ones, or an
            `ssl.SSLContext`. If nothing is said, ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` count.
        cert: The client's own certificate, for providers that ask for one: a PEM file with certificate and key, or a
            pair of files.
        headers: Sent with every request: names and values in ASCII.
        user_agent: Put before our own in ``User-Agent``.
        name: Names this client in errors, to tell many districts apart.
        service_urls: Addresses of services that are not where the standard has them, by the first part of their path:
            ``{"rostering": "https://sis.example.org/roster/v1p2"}``, ``{"v1p1": ...}`` for 1.1. The token goes there.
        on_invalid: What becomes of a record that cannot be read: ``raise`` ends the pull; ``collect`` reads the others
            and names it in the report; ``skip`` only counts it. Its id counts as present either way.
        quoting: How the provider wants a quote within the value of a filter: ``doubled`` (``'O\''Neill'``), ``bare``
            (``'O'Neill'``) or ``double-quotes`` around the value. If nothing is said, filters for such values are
            applied here, for providers differ, and find nothing where it is not their way.
        profile: What is known of the provider's product: a name such as ``ed-fi``, a TOML file, or a `Profile`. What
            you say yourself comes before it.
        on_event: Is told of pages, repairs, warnings, repeated requests and tokens: see `oneroster_sdk.events`.
        credentials: Whether passwords and other credentials of people are wanted (``User.password``,
            ``UserProfile.credentials``). If not, they are left out of everything that comes, and counted in the report.
            A record that came with some cannot be put then, for that would erase them.
        check_duplicates: Whether the ids of all records are kept while a collection is read, which takes 16 to 28 bytes
            for each beside its letters: they show records that came twice, and then the collection is read again. If
            not, memory does not grow with the collection, and every record still comes exactly once, or the pull
            raises, as long as none changes its place meanwhile: pages overlap all the same. But a record that moved
            away from the last pages may come twice or be missed without a word, a pull that would have been read again
            raises, and ``report.ids`` and ``report.absent()`` do. Sorted pulls and snapshots always keep the ids.
        max_records: How many records one reading may bring before it is taken to be endless.
        allow_http: Permit plain http to other machines than this one.
    """

    timeout: Timeout
    retry: RetryPolicy
    page_size: int
    max_concurrency: int
    requests_per_second: float | None
    http: Literal["httpx", "httpx2"]
    proxy: str | None
    ca: str | ssl.SSLContext | None
    cert: Certificate | None
    headers: Mapping[str, str]
    user_agent: str | None
    name: str | None
    service_urls: Mapping[str, str]
    on_invalid: OnInvalid
    quoting: Quoting
    profile: ProfileLike | None
    on_event: Listener | None
    credentials: bool
    check_duplicates: bool
    max_records: int
    allow_http: bool


def prepare(
    base_url: str,
    auth: Auth,
    version: str | None,
    options: Options,
    *,
    versions: tuple[str, ...],
    dialect_of: Callable[[str], Dialect],
) -> tuple[Core, Wire, int]:
    """What a client is made of: its core, the way to the provider, and the size of pages.

    Raises:
        ConfigError: something of this cannot work; says what and why.
    """
    unknown = sorted(set(options) - set(Options.__annotations__))
    if unknown:
        raise TypeError(f"unknown option {unknown[0]!r}; there are {', '.join(Options.__annotations__)}")
    profile = load_profile(options.get("profile") or Profile("none", "none"))
    spoken = _version(version, profile, versions)
    page_size, most = _numbers(options, profile)
    allow_http, dialect = options.get("allow_http", False), dialect_of(spoken)
    root = provider_root(base_url, [service.prefix for service in dialect.services], allow_http=allow_http)
    services = {
        name: checked_url(url, f"service URL of {name}", allow_http=allow_http)
        for name, url in {**profile.service_urls(root), **options.get("service_urls", {})}.items()
    }
    library = options.get("http", "httpx")
    ca, cert, proxy = options.get("ca"), options.get("cert"), options.get("proxy")
    checked_proxy(proxy)
    wire = Wire(library, most, proxy, ca, cert, trusted(load(library), ca, cert))
    retry, name = options.get("retry", RetryPolicy()), options.get("name")
    tell, known = _listener(options, name), Known(ask=Manner(fields=profile.fields is not False))
    headers = _headers(options)
    core = Core(
        root,
        _access(_auth(auth, profile, allow_http=allow_http), retry, headers, name, tell),
        retry,
        dialect,
        name=name,
        service_urls=services,
        tell=tell,
        habits=_habits(options, profile),
        concurrency=most if "max_concurrency" in options else 1,  # whoever has not asked for it is not read ahead
        known=known,
        timeout=options.get("timeout", DEFAULT_TIMEOUT),
        headers=headers,
        pace=pace_of(options.get("requests_per_second")),
    )
    return core, wire, page_size


def sharing(core: Core, old: Core, had: Wire, wire: Wire, *, paced: bool) -> Core:
    """This core with what it shares with another one of the same provider: the way in, what is known, and the pace.

    Raises:
        ConfigError: the two cannot share their connections.
    """
    if wire != had:
        differing = [option for name, option in _OF_THE_WIRE.items() if getattr(wire, name) != getattr(had, name)]
        raise ConfigError(
            f"with_options: {', '.join(differing)} cannot differ, for the connections are shared; make a new client"
        )
    known = old.known if core.base_url == old.base_url else core.known
    return evolve(core, access=old.access, known=known, pace=core.pace if paced else old.pace)


def _listener(options: Options, name: str | None) -> Listener:
    listener = options.get("on_event")
    return heard_by(logged(name)) if listener is None else heard_by(logged(name), listener)


def _version(version: str | None, profile: Profile, versions: tuple[str, ...]) -> str:
    if version is None:
        return profile.version if profile.version in versions else versions[0]
    if version not in versions:
        raise ConfigError(f"version={version!r} is unknown; choose one of {', '.join(versions)}")
    return version


def _numbers(options: Options, profile: Profile) -> tuple[int, int]:
    page_size, most = options.get("page_size", PAGE_SIZE), options.get("max_concurrency", MAX_CONCURRENCY)
    if min(page_size, most, options.get("max_records", 1)) < 1:
        raise ConfigError("page_size, max_concurrency and max_records must be 1 at least")
    if "max_concurrency" not in options:
        most = min(most, profile.max_concurrency or most)
    return page_size if "page_size" in options else min(page_size, profile.page_size or page_size), most


def _auth(auth: Auth, profile: Profile, *, allow_http: bool) -> Auth:
    if not isinstance(auth, Auth):
        raise ConfigError(f"auth must be OAuth2, BearerToken, ApiKey or OAuth1, not {type(auth).__name__}")
    if not isinstance(auth, OAuth2):
        return auth
    checked_url(auth.token_url, "token URL", allow_http=allow_http)
    method = profile.token_method if auth.method == "auto" and profile.token_method else auth.method
    return evolve(auth, method=method, scopes=auth.scopes or profile.scopes or ())


def _access(auth: Auth, retry: RetryPolicy, headers: Mapping[str, str], name: str | None, tell: Listener) -> Access:
    return Tokens(auth, retry, headers, name, tell) if isinstance(auth, OAuth2) else auth.access()


def _habits(options: Options, profile: Profile) -> Habits:
    choices: Mapping[str, Any] = {"on_invalid": OnInvalid, "quoting": Quoting}
    for name, allowed in choices.items():
        if name in options and options.get(name) not in get_args(allowed):
            raise ConfigError(f"{name}={options.get(name)!r} is unknown; choose one of {', '.join(get_args(allowed))}")
    usual = Habits()
    return Habits(
        options.get("on_invalid", usual.on_invalid),
        options.get("quoting", profile.quoting or usual.quoting),
        usual.most_clauses if profile.filter_clauses is None else profile.filter_clauses,
        default_sort=profile.default_sort is not False,
        sorts=profile.sort is not False,
        counts=_COUNTS.get(profile.paging or ""),
        total=profile.total,
        credentials=options.get("credentials", usual.credentials),
        check_duplicates=options.get("check_duplicates", usual.check_duplicates),
        most_records=options.get("max_records", usual.most_records),
    )


def _headers(options: Options) -> dict[str, str]:
    own, callers = f"oneroster-sdk/{__version__}", options.get("user_agent")
    headers = {**options.get("headers", {}), "User-Agent": f"{callers} {own}" if callers else own}
    problem = problem_of(headers)
    if problem is not None:
        raise ConfigError(f"headers: {problem}")
    return headers
