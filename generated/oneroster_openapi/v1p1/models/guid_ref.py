from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Identified, Property, Record, id_of
from ..models.guid_ref_type import GUIDRefType


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class GUIDRef(Record):
    """Reference to another record, of whatever kind."""

    href: str | None = None
    """Address at which the record can be read."""

    sourced_id: str
    """The sourcedId of the record referred to."""

    type: GUIDRefType | str | None = None
    """Kind of record referred to: the general kind, such as user, or a finer one, such as student."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("href", "href", kinds.TEXT),
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("type", "type", kinds.Vocabulary(GUIDRefType)),
    )


def to_guid_ref(value: GUIDRef | Identified | str) -> GUIDRef:
    """A reference, from a record, another reference or the plain id."""
    return value if isinstance(value, GUIDRef) else GUIDRef(sourced_id=id_of(value))


def maybe_guid_ref(value: GUIDRef | Identified | str | None) -> GUIDRef | None:
    """A reference, from a record, another reference or the plain id; None stays None."""
    return None if value is None else to_guid_ref(value)


def several_guid_ref(values: Iterable[GUIDRef | Identified | str]) -> list[GUIDRef]:
    """References, each from a record, another reference or the plain id."""
    return [to_guid_ref(value) for value in values]
