"""Secrets: given as text, or by reference, as something to call when they are needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

import attrs
from attrs import field, frozen

from ._errors import ConfigError
from ._flow import Blocking, Flow

Secret: TypeAlias = str | Callable[[], str]
"""A secret, or a reference to it: called each time that the secret is needed, in a thread where it may block."""

SECRET: Final[Mapping[str, bool]] = {"oneroster_secret": True}
"""Marks the fields of the ways of authentication that hold a secret."""


@frozen
class EnvSecret:
    """A secret in a variable of the environment, read when it is needed. Holds the name only, and can be pickled.

    Attributes:
        name: The name of the variable.
    """

    name: str

    def __call__(self) -> str:
        """The secret.

        Raises:
            ConfigError: the variable is not set, or empty.
        """
        value = os.environ.get(self.name)
        if not value:
            raise ConfigError(f"the variable {self.name} is {'not set' if value is None else 'empty'}")
        return value


@frozen
class FileSecret:
    """A secret in a file, such as those that container platforms mount, read when it is needed. Can be pickled.

    One line break at the end of the file does not belong to the secret.

    Attributes:
        path: The file.
    """

    path: Path = field(converter=Path)

    def __call__(self) -> str:
        """The secret.

        Raises:
            ConfigError: the file cannot be read, is not UTF-8, or empty.
        """
        try:
            text = self.path.read_bytes().decode()
        except OSError as error:
            problem = f"cannot be read ({error.strerror})"
        except UnicodeDecodeError:
            problem = "is not UTF-8"
        else:
            value = text.removesuffix("\n").removesuffix("\r")
            if value:
                return value
            problem = "is empty"
        raise ConfigError(f"the file {os.fspath(self.path)!r} {problem}")


def fault_of(value: object) -> str | None:
    """What is wrong with a text that is to stand in a header, in words that do not show it; None if nothing is."""
    if not isinstance(value, str):
        return f"is not text but {type(value).__name__}"
    if not value:
        return "is empty"
    if any(ord(each) < 32 or ord(each) == 127 for each in value):
        return "holds a line break or another control character"
    if value != value.strip():
        return "begins or ends with a blank"
    return None if value.isascii() else "holds a character that is not ASCII"


def check(value: object, what: str, fault: Callable[[object], str | None] = fault_of) -> None:
    """Check a text that is to be sent.

    Raises:
        ConfigError: it cannot be right; says why without showing it.
    """
    problem = fault(value)
    if problem:
        raise ConfigError(f"the {what} {problem}")


def check_secret(secret: Secret, what: str, fault: Callable[[object], str | None] = fault_of) -> None:
    """The same for a secret; a reference is not followed yet.

    Raises:
        ConfigError: it cannot be right; says why without showing it.
    """
    if not callable(secret):
        check(secret, what, fault)


def revealed(secret: Secret, what: str, fault: Callable[[object], str | None] = fault_of) -> Flow[str]:
    """The text of a secret, read anew if it is given by reference.

    Raises:
        ConfigError: the reference leads to nothing, or to what cannot be right.
    """
    if isinstance(secret, str):
        return secret
    value: str = yield Blocking(secret)
    check(value, what, fault)
    return value


def is_literal(auth: Any) -> bool:
    """Whether a way of authentication holds a secret itself, so that who stores or sends it gives the secret away."""
    return any(
        isinstance(getattr(auth, each.name), str)
        for each in attrs.fields(cast(Any, type(auth)))
        if SECRET.items() <= each.metadata.items()
    )
