"""The order of records: what the provider sorts by, and what is put in order here.

The standard sorts by one field. With more, the provider sorts by the first, and each run of equal values is put in
order here, one run in memory at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
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

    def feed(self, records: list[T]) -> list[T]:
        """Take more records; gives those that are known to be in their place."""
        if len(self.paths) < 2:
            return records
        done: list[T] = []
        for record in records:
            if self._run and value_of(record, self.paths[0]) != value_of(self._run[0], self.paths[0]):
                done += self.end()
            self._run.append(record)
        return done

    def end(self) -> list[T]:
        """The last run."""
        run, self._run = self._run, []
        return self._by(run, first=1)

    def in_order(self, records: Sequence[T]) -> bool:
        """Whether these are in the order of the first field: by Unicode or, as many collations have it, by letters."""
        if not self.paths:
            return True
        values = [value_of(record, self.paths[0]) for record in records]
        ways = ([_rank(value) for value in values], [_rank(value, fold=True) for value in values])
        return any(_never_falls(way[::-1] if self.directions[0] == "desc" else way) for way in ways)

    def sorted(self, records: Sequence[T]) -> list[T]:
        """All of these, in any order before, by all fields."""
        return self._by(list(records), first=0)

    def _by(self, records: list[T], *, first: int) -> list[T]:
        # Sorting is stable: the last field first, then those before it.
        for path, direction in reversed(list(zip(self.paths, self.directions, strict=True))[first:]):
            records.sort(key=_key(path), reverse=direction == "desc")
        return records


def _key(path: str) -> Callable[[Any], Any]:
    return lambda record: _rank(value_of(record, path))


def _rank(value: Any, *, fold: bool = False) -> tuple[int, Any]:
    """What a value is compared by: none at all comes first, then numbers, then text."""
    if value is None:
        return 0, 0
    if isinstance(value, bool | int | float):
        return 1, value
    text = str(value)
    return 2, "".join(filter(str.isalnum, text.casefold())) if fold else text


def _never_falls(ranks: Sequence[Any]) -> bool:
    return all(one <= other for one, other in pairwise(ranks))
