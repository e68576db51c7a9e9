"""What every record has: an id, a status, a time, sometimes metadata; and references to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeAlias, TypeVar
from urllib.parse import quote

T = TypeVar("T")
Record: TypeAlias = dict[str, Any]

# Fixed, so that a district is the same on every day.
NOW = datetime(2026, 10, 1, 6, 30, tzinfo=UTC)

_PATHS = {
    "academicSession": "rostering/v1p2/academicSessions",
    "assessmentLineItem": "gradebook/v1p2/assessmentLineItems",
    "category": "gradebook/v1p2/categories",
    "class": "rostering/v1p2/classes",
    "course": "rostering/v1p2/courses",
    "lineItem": "gradebook/v1p2/lineItems",
    "org": "rostering/v1p2/orgs",
    "resource": "resources/v1p2/resources",
    "scoreScale": "gradebook/v1p2/scoreScales",
    "user": "rostering/v1p2/users",
}

# A sourcedId may be any string, and clients must encode it: a few of each kind insist on that.
_ODD = {2: "{kind}/{number}", 5: "{kind} {number}%41", 8: "{kind}|{number}@é+"}


class Dice:
    """Chances that fall alike on every Python: only `Random.random` is promised never to change."""

    def __init__(self, seed: int) -> None:
        self.roll = Random(seed).random
        self._stamps = [self._stamp() for _ in range(4096)]

    def below(self, limit: int) -> int:
        """A number from 0 up to, but not including, the limit."""
        return int(self.roll() * limit)

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[int(self.roll() * len(choices))]

    def stamp(self) -> str:
        """A time in the year before the district's present."""
        return self._stamps[int(self.roll() * 4096)]

    def _stamp(self) -> str:
        moment = NOW - timedelta(milliseconds=self.below(365 * 24 * 3600 * 1000))
        return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def sourced_id(kind: str, number: int) -> str:
    """The id of the n-th record of a kind, counted from 1."""
    odd = _ODD.get(number)
    return odd.format(kind=kind, number=number) if odd else f"{kind}-{number:06d}"


def reference(kind: str, identity: str) -> Record:
    """A GUIDRef; the server puts its own address in the place of `sandbox:`."""
    return {"href": f"sandbox:/{_PATHS[kind]}/{quote(identity, safe='')}", "sourcedId": identity, "type": kind}


def record(dice: Dice, identity: str, number: int) -> Record:
    """The properties that every record has; some are deleted, some carry metadata."""
    made: Record = {
        "sourcedId": identity,
        "status": "tobedeleted" if number % 37 == 11 else "active",
        "dateLastModified": dice.stamp(),
    }
    if number % 9 == 1:
        made["metadata"] = {
            "sandbox.example": "a flat name with a dot",
            "bus": number % 40,
            "boarding": number % 2 == 0,
            "note": dice.pick(("café", "see the office", "don't call before noon")),
            "locker": {"room": f"R{number % 7}", "shelf": number % 4, "tags": ["blue", "north"]},
        }
    return made
