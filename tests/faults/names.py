"""The look-up of host names, as the tests want it: slow, in vain, or for ever."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import define, field

NAME = "localhost"
"""The one name that clients may send a token to over plain http."""
_LONGEST = 10.0


@define
class LookUps:
    """What becomes of each look-up of `NAME`, in turn; the last of `fates` is that of all that follow."""

    fates: list[float | OSError]
    """Seconds that it takes, or why it fails."""
    count: int = 0
    _over: threading.Event = field(factory=threading.Event, init=False)

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """A look-up in place of the real one."""

        def look_up(host: Any, *arguments: Any, **options: Any) -> Any:
            if host not in (NAME, NAME.encode()):
                return real(host, *arguments, **options)
            fate = self.fates[min(self.count, len(self.fates) - 1)]
            self.count += 1
            if isinstance(fate, OSError):
                raise type(fate)(*fate.args)
            self._over.wait(min(fate, _LONGEST))
            return real("127.0.0.1", *arguments, **options)

        return look_up

    def end(self) -> None:
        """Let all go that are still under way."""
        self._over.set()


@contextmanager
def look_ups(monkeypatch: pytest.MonkeyPatch, *fates: float | OSError) -> Iterator[LookUps]:
    """Put these look-ups in place of the system's; whoever is left in one goes on when the block ends."""
    found = LookUps(list(fates))
    with monkeypatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", found.around(socket.getaddrinfo))
        try:
            yield found
        finally:
            found.end()
