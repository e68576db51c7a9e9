"""The order of records: what the provider sorts by, and what is put in order here.

The standard sorts by one field. With more, the provider sorts by the first, and each run of equal values is put in
order here, one run in memory at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from attrs import define, field, frozen

from oneroster_openapi.kinds import ListOf, Mapped, Nested
from oneroster_openapi.record import Record

from ._errors import QueryError
from ._fields import find, wire_path
from ._json import as_object

T = TypeVar("T")

DIRECTIONS: Final = ("asc", "desc")


@frozen
class Term:
    """One field to sort by, and the direction: ``asc`` or ``desc``."""

    field: str
    direction: str

    def __attrs_post_init__(self) -> None:
        if self.direction not in DIRECTIONS:
            raise QueryError(f"the direction {self.direction!r} is unknown: there are asc and desc")


def asc(field: str) -> Term:
    """Sort by this field, smallest first."""
    return Term(field, "asc")


def desc(field: str) -> Term:
    """Sort by this field, largest first."""
    return Term(field, "desc")


def term(value: Term | str) -> Term:
    """What a caller gave for a sort term; a bare name is ascending."""
    if isinstance(value, Term):
        return value
    if isinstance(value, str):
        return asc(value)
    raise QueryError(f"cannot sort by {type(value).__name__}: give the name of a field, asc(name) or desc(name)")


def sortable(model: type[Record], name: str, *, strict: bool) -> str:
    """The field in the words of the standard, if records can be put in order by it.

    Raises:
        QueryError: there is no such field, or it holds a list or an object.
    """
    path = wire_path(model, name, strict=strict)
    prop = find(model, path)
    if strict and prop is not None and isinstance(prop.kind, ListOf | Nested | Mapped):
        raise QueryError(f"cannot sort by {name!r}: it holds a list or an object")
    return path


def value_of(record: Any, path: str) -> Any:
    """The value at a path in the words of the standard, or None where the record has none."""
    current = record
    for part in path.split("."):
        if isinstance(current, Record):
            prop = find(type(current), part)
            current = getattr(current, prop.name, None) if prop else current.additional_properties.get(part)
        else:
            current = (as_object(current) or {}).get(part)
    return current


@define
class Runs(Generic[T]):
    """Puts runs of records in order whose first field is equal; give it records in the order of the first field."""

    paths: Sequence[str]
    directions: Sequence[str]
    _run: list[T] = field(factory=list[T])

    def feed(self, records: Sequence[T]) -> list[T]:
        """Take more records; gives those that are known to be in their place."""
        if len(self.paths) < 2:
            return list(records)
        done: list[T] = []
        for record in records:
            if self._run and value_of(record, self.paths[0]) != value_of(self._run[0], self.paths[0]):
                done += self.end()
            self._run.append(record)
        return done

    def end(self) -> list[T]:
        """The last run."""
        run, self._run = self._run, []
        # Sorting is stable: the last field first, then those before it.
        for path, direction in reversed(list(zip(self.paths, self.directions, strict=True))[1:]):
            run.sort(key=_key(path), reverse=direction == "desc")
        return run


def _key(path: str) -> Callable[[Any], Any]:
    def key(record: Any) -> Any:
        value = value_of(record, path)
        return (value is not None, value if isinstance(value, bool | int | float) else str(value))

    return key
