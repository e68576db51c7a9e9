"""Passwords of people: taken out of what came, unless they are asked for. Pure.

The standard lets a provider send ``User.password`` and ``userProfiles[].credentials``. Hardly a caller needs them, and
whoever does not have them cannot lose them.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Final

from oneroster_openapi.record import Record

from ._flow import Reply
from ._json import as_list, as_object

CREDENTIALS: Final = frozenset({"password", "credentials"})
"""The names, in JSON, of what is taken out wherever it stands; but in metadata they may mean anything."""
_SIGNS: Final = tuple(f'"{name}"'.encode() for name in sorted(CREDENTIALS))
_LEFT_ALONE: Final = "metadata"
CAUSE: Final = "it was left out when the record was read; a client with credentials=True reads and writes it"


def unwanted(*, credentials: bool, selected: Set[str] | None) -> Set[str]:
    """The names to be taken out: none where credentials are wanted, else those that the selection does not name."""
    return frozenset() if credentials else CREDENTIALS - (selected or frozenset())


def may_hold(reply: Reply, told: tuple[str, ...]) -> bool:
    """Whether a body may hold such a name: a look at its bytes, which spares the records of bodies that hold none.

    `told` is what was odd about the text. In another charset than UTF-8 the bytes would not show the name.
    """
    return bool(told) or any(sign in reply.content for sign in _SIGNS)


def take_out(item: Any, names: Set[str]) -> frozenset[str]:
    """Take the values under these names out of a record as it came, at any depth; gives the names that had one."""
    found, waiting = set[str](), [item]
    while waiting:
        value = waiting.pop()
        inside = as_object(value)
        if inside is None:
            waiting += as_list(value) or ()
            continue
        for name in names & inside.keys():
            if inside[name] not in (None, "", [], {}):
                del inside[name]
                found.add(name)
        waiting += [each for name, each in inside.items() if name != _LEFT_ALONE]
    return frozenset(found)


def taken_out(items: list[Any], names: Set[str]) -> Mapping[int, frozenset[str]]:
    """The same for many records: the names that each of them had, by its identity (``id``)."""
    found = {id(item): take_out(item, names) for item in items}
    return {identity: gone for identity, gone in found.items() if gone}


def mark(record: Record, names: frozenset[str]) -> None:
    """Have a record know what it lacks, so that it cannot be put: that would erase it at the provider."""
    record.withhold(names, CAUSE)
    if record.origin is not None:
        record.origin.withhold(names, CAUSE)
