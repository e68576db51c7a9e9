"""A client in writing: where to go and as whom, to be kept, compared, pickled and sent to workers."""

from __future__ import annotations

import os
import ssl
from typing import Any, Self, TypeVar, Unpack, overload

from attrs import evolve, field, frozen

from ._client import OneRoster
from ._config import PREFIX, from_variables
from ._errors import ConfigError
from ._privacy import border
from ._root import AsyncRoot, Root
from ._secrets import EnvSecret, is_literal
from ._setup import Auth, Options

C = TypeVar("C", bound=Root | AsyncRoot)


@frozen(hash=False)
class _Written:
    base_url: str
    auth: Auth
    version: str | None
    options: Options = field(repr=lambda options: f"<{', '.join(options)}>")


class Connection(_Written):
    """Everything that a client is made of, but no client: nothing is open, and nothing in it is secret.

    It can be pickled and sent to other processes. Secrets are therefore given by reference: `EnvSecret` and
    `FileSecret`, or a function of your own that can be imported where the client is opened.

    Attributes:
        base_url: See `OneRoster`.
        auth: See `OneRoster`; its secrets by reference.
        version: See `OneRoster`.
        options: See `Options`; certificates as files. Headers are kept as they are: put no secret into them.

    Raises:
        ConfigError: something of this cannot work, or a secret is spelled out.
    """

    __slots__ = ()

    @border
    def __init__(self, base_url: str, *, auth: Auth, version: str | None = None, **options: Unpack[Options]) -> None:
        super().__init__(base_url, auth, version, options)
        if is_literal(auth):
            raise ConfigError(
                "a Connection is kept and sent about, so that a secret must not stand in it: give it by reference, as "
                "in EnvSecret('ONEROSTER_CLIENT_SECRET')"
            )
        proxy = options.get("proxy")
        if proxy is not None and "@" in proxy:
            raise ConfigError("a Connection is kept and sent about: name its proxy without a user and a password")
        if isinstance(options.get("ca"), ssl.SSLContext):
            raise ConfigError("a Connection can be pickled, which an SSLContext cannot: give ca as the name of a file")
        self.open()  # says now what cannot work; no connection is made before the first request

    @classmethod
    @border
    def from_env(cls, prefix: str = PREFIX, **options: Unpack[Options]) -> Self:
        """What `OneRoster.from_env` connects to, with the secret by the name of its variable.

        The variables must be set here; the secret's must be set again where the client is opened.

        Raises:
            ConfigError: a variable is missing.
        """
        found = from_variables(prefix, None, os.environ)
        auth = evolve(found.auth, client_secret=EnvSecret(f"{prefix}CLIENT_SECRET"))
        return cls(found.base_url, auth=auth, version=found.version or None, **options)

    def named(self, name: str) -> Self:
        """The same with this name for its clients, unless they have one."""
        options: Options = {"name": name, **self.options}
        return type(self)(self.base_url, auth=self.auth, version=self.version, **options)

    @overload
    def open(self) -> OneRoster: ...
    @overload
    def open(self, client: type[C]) -> C: ...
    def open(self, client: Any = OneRoster) -> Any:
        """A client: `OneRoster`, or what you name, such as `AsyncOneRoster` or ``v1p1.OneRoster``."""
        return client(self.base_url, auth=self.auth, version=self.version, **self.options)
