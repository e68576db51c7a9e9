"""Profiles: what is known of how a provider's product behaves, as data.

The package brings some (``profiles/*.toml``), each setting with the source that says so; callers can bring their own.
Nothing is read before a profile is asked for.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeGuard, get_args

from attrs import field, frozen

from ._errors import ConfigError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Kind: TypeAlias = Literal["live", "third-party server", "vendor documentation"]
ProfileLike: TypeAlias = "str | os.PathLike[str] | Mapping[str, Any] | Profile"

SERVICES: Final[Mapping[str, tuple[str, ...]]] = {"1.1": ("v1p1",), "1.2": ("rostering", "gradebook", "resources")}
"""The services of each version, by the first part of the paths of their operations."""

_TEMPLATE: Final = re.compile(r"\{base\}(/[^/\s{}?#]+)*")
_DETAILS: Final = ("value", "source", "evidence")
_HEAD: Final = ("name", "title")
_SUFFIX: Final = ".toml"


@frozen
class Evidence:
    """How a setting of a profile is known.

    Attributes:
        source: Where it is said, and what was seen there.
        kind: ``live``: seen at the vendor's running service. ``third-party server``: seen by others, in the source of
            the server or in clients and guides for it. ``vendor documentation``: the vendor says so.
    """

    source: str
    kind: Kind


@frozen
class _Choice:
    """A setting that is one of a few values."""

    choices: tuple[object, ...]

    @property
    def expected(self) -> str:
        return f"one of {', '.join(map(repr, self.choices))}"

    def fits(self, value: object) -> bool:
        # By type too: True is equal to 1.
        return any(type(value) is type(choice) and value == choice for choice in self.choices)


@frozen
class _Shape:
    """A setting that is of some shape: in words, and as a test."""

    expected: str
    fits: Callable[[Any], bool]


def _is_table(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _is_list(value: Any) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    return isinstance(value, list | tuple)


def _is_number(value: Any) -> bool:
    return type(value) is int and value >= 1


def _are_words(value: Any, word: re.Pattern[str]) -> bool:
    return _is_list(value) and all(isinstance(item, str) and word.fullmatch(item) for item in value)


def _is_layout(value: Any) -> bool:
    known = {service for services in SERVICES.values() for service in services}
    return (
        _is_table(value)
        and known.issuperset(value)
        and all(isinstance(template, str) and _TEMPLATE.fullmatch(template) for template in value.values())
    )


_NUMBER: Final = _Shape("a whole number, 1 at least", _is_number)
_FLAG: Final = _Shape("true or false", lambda value: isinstance(value, bool))

SETTINGS: Final[Mapping[str, _Choice | _Shape]] = {
    "version": _Choice(tuple(SERVICES)),
    "layout": _Shape(
        f"a table of addresses like '{{base}}/ims/oneroster/v1p1', by service: {', '.join(sum(SERVICES.values(), ()))}",
        _is_layout,
    ),
    "page_size": _NUMBER,
    "default_sort": _FLAG,
    "paging": _Choice(("offset", "whole")),
    "total": _Choice(("header", "body", "none")),
    "quoting": _Choice(("doubled", "bare", "double-quotes")),
    "filter_clauses": _Choice((0, 1, 2)),
    "token_method": _Choice(("auto", "basic", "body", "query")),
    "scopes": _Shape(
        "a list of scopes, none of them with a blank", lambda value: _are_words(value, re.compile(r"\S+"))
    ),
    "max_concurrency": _NUMBER,
    "fields": _FLAG,
    "sort": _FLAG,
    "notes": _Shape("a list of sentences, each on one line", lambda value: _are_words(value, re.compile(r".*\S.*"))),
}
"""All that a profile can set."""


def _listed(value: Any) -> Any:
    return tuple(value) if _is_list(value) else value


def _copied(value: Any) -> Any:
    return dict(value) if _is_table(value) else value


@frozen
class Profile:
    """How a provider's product behaves. What is None is not known: the library finds it out, or takes the usual.

    Attributes:
        name: What it is called by: ``OneRoster(..., profile="ed-fi")``.
        title: The product.
        version: The version of OneRoster that it speaks, ``1.1`` or ``1.2``.
        layout: Addresses of its services, with ``{base}`` for the base URL, by the first part of their paths.
        page_size: The most records to ask for at a time.
        default_sort: Whether a pull that no one sorted may ask for ``sort=sourcedId&orderBy=asc``.
        paging: That its ``offset`` counts records from 0 (``offset``), or that all comes at once (``whole``). Where
            this is not known, it is found out, with all other ways to count.
        total: Which total is the right one: that of the ``header``, that in the ``body``, or ``none``.
        quoting: How it wants a quote within the value of a filter: ``doubled``, ``bare``, or the value in
            ``double-quotes``.
        filter_clauses: How many comparisons of a filter it takes.
        token_method: How it wants id and secret for a token, as `OAuth2` takes it; or in the ``query``.
        scopes: The scopes to ask for where the caller names none.
        max_concurrency: The most requests that may be under way at the same time.
        fields: Whether it may be asked for some fields only.
        sort: Whether what callers want sorted may be left to it.
        notes: What a caller must know beside all this.
        evidence: How each setting is known, by its name; a profile of the caller's own need not say.
    """

    name: str
    title: str
    version: Literal["1.1", "1.2"] | None = None
    layout: Mapping[str, str] | None = field(default=None, converter=_copied)
    page_size: int | None = None
    default_sort: bool | None = None
    paging: Literal["offset", "whole"] | None = None
    total: Literal["header", "body", "none"] | None = None
    quoting: Literal["doubled", "bare", "double-quotes"] | None = None
    filter_clauses: Literal[0, 1, 2] | None = None
    token_method: Literal["auto", "basic", "body", "query"] | None = None
    scopes: tuple[str, ...] | None = field(default=None, converter=_listed)
    max_concurrency: int | None = None
    fields: bool | None = None
    sort: bool | None = None
    notes: tuple[str, ...] | None = field(default=None, converter=_listed)
    evidence: Mapping[str, Evidence] = field(factory=dict[str, Evidence], converter=_copied, repr=False)

    def __attrs_post_init__(self) -> None:
        for head in _HEAD:
            if not isinstance(getattr(self, head), str) or not getattr(self, head).strip():
                raise ConfigError(f"{head} must be words")
        for name, setting in SETTINGS.items():
            value = getattr(self, name)
            if value is not None and not setting.fits(value):
                raise ConfigError(f"{name} must be {setting.expected}")
        if self.version is not None:
            strangers = [service for service in self.layout or () if service not in SERVICES[self.version]]
            if strangers:
                raise ConfigError(f"layout: {self.version} has no service {strangers[0]!r}")

    def service_urls(self, base_url: str) -> dict[str, str]:
        """The addresses of the services for a provider at `base_url`, by the first part of their paths.

        What a base URL already has of the way to a service is not added again, so
        ``https://sis.example.org/ims/oneroster`` and ``https://sis.example.org`` may come to the same.
        """
        paths = {service: template.removeprefix("{base}") for service, template in (self.layout or {}).items()}
        root = _without_any(base_url.rstrip("/"), paths.values())
        return {service: f"{root}{path}" for service, path in paths.items()}


def _without_any(base: str, paths: Iterable[str]) -> str:
    """The address without the longest beginning of one of the paths, if it ends with one."""
    own = "/" + base.partition("://")[2].partition("/")[2]
    beginnings = (begin for path in paths for begin in accumulate(path.split("/")[1:], "{}/{}".format, initial=""))
    return base.removesuffix(max(("", *(begin for begin in beginnings if own.endswith(begin))), key=len))


def known_profiles() -> tuple[str, ...]:
    """The names of the profiles in the package."""
    found = (file.name for file in _folder().iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def load_profile(profile: ProfileLike) -> Profile:
    """The profile of that name in the package, or in that file (whose name ends in ``.toml``), or as it is given.

    Raises:
        ConfigError: there is none, or something in it is wrong; names the file and the setting.
    """
    if isinstance(profile, Profile):
        return profile
    if isinstance(profile, Mapping):
        return _checked(profile, "the profile", "own")
    if isinstance(profile, str) and not profile.endswith(_SUFFIX):
        return _named(profile)
    if isinstance(profile, str | os.PathLike):
        path = Path(profile)
        where = f"the profile {os.fspath(path)!r}"
        return _checked(_parsed(path, where), where, path.stem)
    raise ConfigError(f"profile must be a name, a file, a mapping or a Profile, not {type(profile).__name__}")


def _named(name: str) -> Profile:
    known = known_profiles()
    if name not in known:
        hint = _hint(name, known)
        raise ConfigError(f"the package has no profile {name!r}{hint}; a file of your own must end in {_SUFFIX}")
    where = f"the profile {name!r} of the package"
    return _checked(_parsed(_folder() / f"{name}{_SUFFIX}", where), where, name)


def _folder() -> Traversable:
    from importlib.resources import files

    return files("oneroster_sdk") / "profiles"


def _parsed(file: Traversable, where: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_bytes().decode())
    except OSError as error:
        reason = error.strerror
    except UnicodeDecodeError:
        reason = "it is not UTF-8"
    except tomllib.TOMLDecodeError as error:
        reason = f"it is not TOML: {error}"
    raise ConfigError(f"{where}: {reason}")


def _checked(table: Mapping[str, Any], where: str, name: str) -> Profile:
    try:
        return _profile(table, name)
    except ConfigError as error:
        problem = str(error)
    raise ConfigError(f"{where}: {problem}")


def _profile(table: Mapping[str, Any], name: str) -> Profile:
    _refuse_unknown(table, (*_HEAD, *SETTINGS))
    name = table.get("name", name)
    told = {key: _told(key, table[key]) for key in SETTINGS if key in table}
    values = {key: value for key, (value, _) in told.items()}
    evidence = {key: known for key, (_, known) in told.items() if known is not None}
    return Profile(name, table.get("title", name), **values, evidence=evidence)


def _told(key: str, given: Any) -> tuple[Any, Evidence | None]:
    """The value of a setting and how it is known: from a table that says so, or the bare value."""
    if not _is_table(given) or not any(detail in given for detail in _DETAILS):
        return given, None
    _refuse_unknown(given, _DETAILS, f"{key}: ")
    if "value" not in given:
        raise ConfigError(f"{key} has no value")
    return given["value"], _evidence(key, given.get("source"), given.get("evidence"))


def _evidence(key: str, source: Any, kind: Any) -> Evidence | None:
    if source is None and kind is None:
        return None
    if not isinstance(source, str) or not source.strip():
        raise ConfigError(f"{key}: source must say where that is known from")
    if kind not in get_args(Kind):
        raise ConfigError(f"{key}: evidence must be one of {', '.join(map(repr, get_args(Kind)))}")
    return Evidence(source, kind)


def _refuse_unknown(table: Mapping[str, Any], allowed: tuple[str, ...], where: str = "") -> None:
    for key in table:
        if key not in allowed:
            raise ConfigError(f"{where}{key!r} is unknown{_hint(str(key), allowed)}")


def _hint(name: str, known: tuple[str, ...]) -> str:
    nearest = difflib.get_close_matches(name.lower(), known)
    return f"; did you mean {nearest[0]!r}?" if nearest else f"; choose one of {', '.join(known)}"
