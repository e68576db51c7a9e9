"""How requests are let in: what each way of authentication gives to a core, and where credentials may go. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeAlias
from urllib.parse import urlsplit

from ._errors import ConfigError
from ._flow import Flow, Reply, Request
from ._links import same_origin

Sign: TypeAlias = Callable[[Request], Request]
"""Adds what authenticates one sending of a request; called anew for each, for some ways never sign twice alike."""


class Access(Protocol):
    """The way of authentication of one client, with what it remembers."""

    def granted(self) -> Flow[Sign]:
        """What to sign the tries of one request with."""
        ...

    def renewed(self, refused: Sign, answer: Reply) -> Flow[Sign | None]:
        """What to sign with after this 401 to what `refused` had signed; None if there is nothing new to try."""
        ...


def unsigned(request: Request) -> Request:
    """The `Sign` of those who need none."""
    return request


def keep_home(url: str, homes: Iterable[str], name: str | None) -> None:
    """Check that an address belongs to the provider, before credentials are sent to it.

    Raises:
        ConfigError: it has another scheme, host or port than all of these.
    """
    known = list(homes)
    if not any(url.startswith(f"{home}/") or same_origin(url, home) for home in known):
        hosts = ", ".join(dict.fromkeys(str(urlsplit(home).hostname) for home in known))
        raise ConfigError(
            f"nothing was sent to {urlsplit(url).hostname}: credentials go to {hosts} only, with the scheme and the "
            "port of the base URL or of a service URL",
            name=name,
        )
