"""Faults drawn by lot: the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from attrs import Factory, field, frozen

from . import wires
from .faults import Asked, Break, Down, Drip, Edit, End, Event, Fault, Instead
from .wires import Answer

_SHARE = 0.15
"""Of the requests that meet a fault."""
_STATUSES = (400, 401, 403, 404, 408, 500, 502, 503, 503, 504)
_HOW: tuple[End, ...] = ("reset", "close", "hang")
_WHEN = ("0", "soon", "-1", "Wed, 01 Jan 2020 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "3600")
_PAGE = b"<!DOCTYPE html><html><title>Sorry</title></html>"


def _break(lots: Random) -> Fault:
    # What hangs costs the client's patience each time.
    (how,) = lots.choices(_HOW, (5, 5, 1))
    return Break(how, lots.choice(("before", "after", "head", "body")), chunked=lots.random() < 0.5)


def _edit(lots: Random) -> Fault:
    return Edit(lots.choice(wires.EDITS), closes=lots.random() < 0.3)


def _instead(lots: Random) -> Fault:
    said = (("Retry-After", lots.choice(_WHEN)),) if lots.random() < 0.3 else ()
    # After 429 a client goes slowly for a while, so it is rare.
    status = 429 if lots.random() < 0.02 else lots.choice(_STATUSES)
    return Instead(Answer(status, said, lots.choice((b"", b" ", b"{}", _PAGE))), forwarded=lots.random() < 0.5)


def _drip(lots: Random) -> Fault:
    return Drip(lots.choice(("head", "body")), lots.choice((0.0, 0.0, 0.0, 0.001)))


def _down(lots: Random) -> Fault:
    return Down(lots.uniform(0.0, 0.02))


_DRAWS: dict[Callable[[Random], Fault], int] = {_break: 40, _edit: 40, _instead: 12, _drip: 3, _down: 2}


@frozen
class Lots:
    """Draws for each request whether it meets a fault, and which."""

    seed: str
    revoke: Callable[[], object]
    unasked: bytes
    """The body of an answer that comes now and then behind another."""
    share: float = _SHARE
    _random: Random = field(init=False, default=Factory(lambda self: Random(self.seed), takes_self=True))

    def __call__(self, asked: Asked) -> Fault | None:
        lots = self._random
        if lots.random() >= self.share:
            return None
        if lots.random() < 0.05:
            return Event(self.revoke)
        if lots.random() < 0.05:
            return Edit(wires.answer_behind(self.unasked))
        (draw,) = lots.choices(list(_DRAWS), list(_DRAWS.values()))
        return draw(lots)
