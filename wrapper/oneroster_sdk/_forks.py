"""What must begin anew in a forked process: locks that another thread held, and connections that the parent uses."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """Something that is told when it wakes up in a forked process."""

    def reset_after_fork(self) -> None: ...


_known: WeakSet[Forkable] = WeakSet()


def after_fork(thing: Forkable) -> None:
    """Have this reset in every process that is forked off while it exists."""
    _known.add(thing)


def _reset_all() -> None:
    for thing in tuple(_known):
        thing.reset_after_fork()


if hasattr(os, "register_at_fork"):  # there is no fork on Windows
    os.register_at_fork(after_in_child=_reset_all)
