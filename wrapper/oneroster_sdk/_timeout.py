"""How long callers want to wait."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from ._errors import ConfigError

MOMENT: Final = 0.001
"""Seconds that a wait lasts at least: nought would mean not to wait at all, or for ever."""


@frozen
class Timeout:
    """Seconds to wait.

    Attributes:
        connect: For a connection, the look-up of the host's name included.
        read: For the next bytes of an answer, and for writing the next bytes of a request.
        total: For one call with all that belongs to it: the token, a free connection, waits and repetitions. However
            steadily an answer drips, the call ends with an error then. Each page of a collection is a call of its own.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float = 300.0

    def __attrs_post_init__(self) -> None:
        for name in ("connect", "read", "total"):
            check_seconds("Timeout", name, getattr(self, name), least=MOMENT)

    def within(self, seconds: float) -> Timeout:
        """The same, but nothing longer than so many seconds."""
        most = max(seconds, MOMENT)
        return Timeout(min(self.connect, most), min(self.read, most), min(self.total, most))


def check_seconds(where: str, name: str, value: float, *, least: float = 0.0) -> None:
    """Refuse what is no number of seconds to wait.

    Raises:
        ConfigError: it is none; says which.
    """
    if not least <= value < float("inf"):
        raise ConfigError(f"{where}({name}=...) must be a number of seconds, {least:g} at least; it is {value!r}")


DEFAULT_TIMEOUT: Final = Timeout()
