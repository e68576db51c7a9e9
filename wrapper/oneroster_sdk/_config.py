"""Settings of a client: checked when it is made, and read from the environment when asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import frozen

from ._auth import OAuth2
from ._errors import ConfigError

PREFIX: Final = "ONEROSTER_"
"""What the names of variables begin with."""
_LARGEST: Final = 64 * 1024
_NAME: Final = re.compile(r"[0-9A-Za-z!#$%&'*+.^_`|~-]++")
_VALUE: Final = re.compile(r"(?:[!-~]++(?:[\t ]++[!-~]++)*)?")
_FRAMES: Final = frozenset({"content-length", "transfer-encoding"})
_REQUIRED: Final = ("BASE_URL", "TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET")


@frozen
class Environment:
    """What the variables say."""

    base_url: str
    auth: OAuth2
    version: str
    """Empty if no variable says."""


def from_variables(prefix: str, dotenv: str | os.PathLike[str] | None, variables: Mapping[str, str]) -> Environment:
    """Read the settings from `variables`, and from the file `dotenv` what is not set there.

    Raises:
        ConfigError: a variable is missing; names all that are. Or the file does not exist.
    """
    values: dict[str, str | None] = {}
    if dotenv is not None:
        from dotenv import dotenv_values

        if not Path(dotenv).is_file():
            raise ConfigError(f"there is no file {os.fspath(dotenv)!r} to read the settings from")
        # Not load_dotenv(): the secret would be handed on to every process that this one starts. And ${...} stays as it
        # is, for a secret may well hold that.
        values.update(dotenv_values(stream=StringIO(_text_of(Path(dotenv))), interpolate=False))
    values.update(variables)
    missing = [prefix + name for name in _REQUIRED if not values.get(prefix + name)]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        source = " or in the file" if dotenv is not None else ""
        raise ConfigError(f"{', '.join(missing)} {verb} not set in the environment{source}")
    get = {name: values.get(prefix + name) or "" for name in (*_REQUIRED, "SCOPES", "VERSION")}
    auth = OAuth2(get["TOKEN_URL"], get["CLIENT_ID"], get["CLIENT_SECRET"], get["SCOPES"].replace(",", " ").split())
    return Environment(get["BASE_URL"], auth, get["VERSION"])


def _text_of(path: Path) -> str:
    """The text of a file of settings, however large or odd the file is."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        problem = error.strerror or "it cannot be opened"
    else:
        if len(content) > _LARGEST:
            problem = f"it is larger than {_LARGEST // 1024} KB"
        else:
            try:
                return content.decode("utf-8-sig")
            except UnicodeDecodeError:
                problem = "it is not UTF-8"
    # Outside of the handlers: what they caught holds a part of the file.
    raise ConfigError(f"the settings cannot be read from {os.fspath(path)!r}: {problem}")


def checked_url(url: str, what: str, *, allow_http: bool) -> str:
    """The address without a slash at its end, if a client may send secrets to it.

    Raises:
        ConfigError: it is no http or https address, holds credentials, or is plain http to another machine.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise ConfigError(f"the {what} is not a valid URL") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ConfigError(f"the {what} must begin with https:// and name a host")
    if parts.username is not None:
        raise ConfigError(f"the {what} must not hold a user name or password")
    if parts.scheme == "http" and not allow_http and not _is_loopback(host):
        raise ConfigError(
            f"the {what} uses http, which would send the token in the clear; use https, or allow_http=True on a "
            "network that you trust"
        )
    return url.rstrip("/")


def problem_of(headers: Mapping[Any, Any]) -> str | None:
    """Why one of these headers cannot be sent (RFC 9110, sections 5.1 and 5.5), without its value; None if all can."""
    for number, (name, value) in enumerate(headers.items(), 1):
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            return f"number {number} has a name that no header can have"
        if name.lower() in _FRAMES:
            return f"{name} follows from the body"
        if not isinstance(value, str) or not _VALUE.fullmatch(value):
            return f"the value of {name} must be text in ASCII, without line ends, and without blanks at its ends"
    return None


def _is_loopback(host: str) -> bool:
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def provider_root(base_url: str, services: Iterable[str], *, allow_http: bool) -> str:
    """The part of a provider's address before that of its services, such as ``/rostering/v1p2``.

    Raises:
        ConfigError: the address is none, or goes on to a service.
    """
    root = checked_url(base_url, "base URL", allow_http=allow_http)
    if urlsplit(root).query or urlsplit(root).fragment:
        raise ConfigError("the base URL must not have a query or a fragment")
    for service in services:
        if root.endswith(service):
            raise ConfigError(f"the base URL is the part before {service}; leave that out")
    return root
