"""References between records: what kind each refers to, and where a record of that kind is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import fields_dict, frozen

from oneroster_openapi.kinds import ListOf, Nested
from oneroster_openapi.operation import Operation
from oneroster_openapi.record import Property, Record


@frozen
class Referring:
    """A property that refers to records, or that holds parts which may."""

    prop: Property
    part: type[Record]
    """What it holds: a reference, or a part of the record."""
    many: bool

    @property
    def is_reference(self) -> bool:
        return self.part.is_reference()

    @property
    def word(self) -> str | None:
        """The kind of record that it refers to, as references name it: ``org``."""
        if self.prop.reference is not None:
            return self.prop.reference
        usual = fields_dict(self.part)["type"].default  # type: ignore[arg-type]  # every model is an attrs class
        return usual if isinstance(usual, str) else None


def referring(model: type[Record]) -> Iterator[Referring]:
    """The properties of a model that hold references or parts."""
    for prop in model.__properties__:
        kind = prop.kind.item if isinstance(prop.kind, ListOf) else prop.kind
        if isinstance(kind, Nested):
            yield Referring(prop, kind.record, isinstance(prop.kind, ListOf))


def readers(operations: Mapping[str, Operation]) -> Mapping[str, Operation]:
    """The operation that reads one record, by the kind as references name it.

    /orgs holds all that a reference of type org may mean; /schools, which answers with orgs as well, holds some.
    """
    reading = [op for op in operations.values() if op.method == "GET" and op.answer is not None]
    answers = {op.path: op.answer for op in reading}
    return {
        op.answer.key: op
        for op in reading
        if op.answer is not None and not op.answer.many
        if (whole := answers.get(op.path.rpartition("/")[0])) and whole.key == op.path.split("/")[-2]
    }
