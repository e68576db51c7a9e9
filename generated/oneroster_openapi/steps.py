"""How the properties of a record are read, looked up once for each model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from .kinds import Kind, ListOf, Mapped, Nested, Text, Where

if TYPE_CHECKING:
    from .record import Property, Reading, Record

_SINGULARS: Final = {"children": "child"}


@frozen
class Step:
    """How one property is read: what `Property` says, looked up once."""

    name: str
    wire: str
    where: Where
    read: Callable[[Any, Where, Reading], Any]
    store: Callable[[Record, Any], None]
    blank: Callable[[], Any] | None
    """What an optional property holds that is absent; None where that is None."""
    required: bool
    essential: bool
    string: bool
    """Whether most strings are read as they are; most properties are so, and it saves them two calls."""
    text: bool
    """Whether blanks around a string are a part of it."""

    @classmethod
    def of(cls, model: type[Record], prop: Property) -> Step:
        return cls(
            name=prop.name,
            wire=prop.wire,
            where=(model.__name__, prop.wire),
            read=prop.kind.read,
            store=vars(model)[prop.name].__set__,
            blank=_blank(prop.kind),
            required=prop.required,
            essential=prop.essential,
            string=isinstance(prop.kind, Text),
            text=prop.kind.__class__ is Text,
        )


@frozen
class Plan:
    """All the steps of reading a record of one model."""

    steps: tuple[Step, ...]
    wires: frozenset[str]
    """The names of all properties in JSON."""
    flat: Mapping[str, Step]
    """The steps of references, by the names under which a provider may send their bare ids."""

    @classmethod
    def of(cls, model: type[Record]) -> Plan:
        steps = tuple(Step.of(model, prop) for prop in model.__properties__)
        wires = frozenset(step.wire for step in steps)
        pairs = zip(model.__properties__, steps, strict=True)
        return cls(steps, wires, {name: step for prop, step in pairs for name in flat_names(prop)})


def _blank(kind: Kind) -> Callable[[], Any] | None:
    if isinstance(kind, ListOf):
        return list
    return dict if isinstance(kind, Mapped) else None


def flat_names(prop: Property) -> tuple[str, ...]:
    """The names that OneRoster's CSV files have for a reference: ``schoolSourcedId``, ``termSourcedIds``.

    Some providers send them in JSON as well, beside the reference or in its place.
    """
    many = isinstance(prop.kind, ListOf)
    item = prop.kind.item if isinstance(prop.kind, ListOf) else prop.kind
    if not isinstance(item, Nested) or not item.record.is_reference():
        return ()
    if not many:
        return (f"{prop.wire}SourcedId",)
    one = _SINGULARS.get(prop.wire, prop.wire.removesuffix("s"))
    return (f"{one}SourcedIds", f"{prop.wire}SourcedIds", f"{one}SourcedId")
