"""Where in a record a field stands, found once, and what a record has there."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from oneroster_openapi.kinds import Kind, ListOf, Mapped, Nested
from oneroster_openapi.record import Record

from ._errors import QueryError
from ._fields import find, wire_path
from ._json import as_list, as_object


@frozen
class Place:
    """Where one field stands."""

    path: str
    """The field in the words of the standard."""
    steps: tuple[str, ...]
    """Attributes of the record, and of those within it."""
    keys: tuple[str, ...]
    """Keys of JSON below the last attribute: in metadata, or in what the standard does not know."""
    kind: Kind | None
    """What stands there, alone or in a list; None for JSON."""
    listed: bool
    """Whether the model has a list there, or on the way there. In JSON each record shows it."""

    def ends(self, record: Any) -> list[Any]:
        """What stands there, once for each object on the way that has something there.

        A list stays together, without its empty values. References are their ids.
        """
        found = [record]
        for step in self.steps[:-1]:
            found = [each for holder in found for each in _each(getattr(holder, step, None))]
        last = self.steps[-1]
        return [end for holder in found for end in _below(getattr(holder, last, None), self.keys)]


def place_of(model: type[Record], name: str, *, strict: bool) -> Place:
    """The place of a field, whose name is in either spelling.

    Raises:
        QueryError: the model has no such field, or an object stands there, which cannot be compared.
    """
    path = wire_path(model, name, strict=strict)
    parts, steps, listed = path.split("."), list[str](), False
    current: type[Record] | None = model
    kind: Kind | None = None
    while current is not None and parts:
        prop = find(current, parts[0])
        if prop is None:
            return Place(path, (*steps, "additional_properties"), tuple(parts), None, listed)
        del parts[0]
        steps.append(prop.name)
        listed = listed or isinstance(prop.kind, ListOf)
        kind = prop.kind.item if isinstance(prop.kind, ListOf) else prop.kind
        current = kind.record if isinstance(kind, Nested) else None
    if parts:
        return Place(path, tuple(steps), tuple(parts), None, listed)
    if isinstance(kind, Mapped) or (current is not None and not current.is_reference()):
        raise QueryError(f"cannot filter by {name!r}: an object stands there, name one of its fields ({path}.…)")
    return Place(path, tuple(steps), (), kind, listed)


def _each(value: Any) -> list[Any]:
    found = as_list(value)
    return [value] if found is None else found


def _below(value: Any, keys: tuple[str, ...]) -> list[Any]:
    if not keys:
        return _end(value)
    found: list[Any] = []
    for each in _each(value):
        inner, whole = as_object(each) or {}, ".".join(keys)
        # A key may have a dot in it: {"vendor.bus": "7"}.
        found += _end(inner[whole]) if whole in inner else _below(inner.get(keys[0]), keys[1:])
    return found


def _end(value: Any) -> list[Any]:
    values = as_list(value)
    if values is not None:
        members = [member for each in values for member in flat(_end(each))]
        return [members] if members else []
    plain = getattr(value, "sourced_id", None) if isinstance(value, Record) else value
    return [] if plain is None else [plain]


def flat(ends: list[Any]) -> list[Any]:
    """The single values among these, also those that stand together in a list."""
    return [leaf for end in ends for leaf in _each(end)]
