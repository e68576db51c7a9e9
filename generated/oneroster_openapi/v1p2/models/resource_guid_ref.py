from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Identified, Property, Record, id_of


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ResourceGUIDRef(Record):
    """Reference to a learning resource. The resource itself is read through the Resources service."""

    href: str | None = None
    """Address at which the record can be read."""

    sourced_id: str
    """The sourcedId of the record referred to."""

    type: str | None = "resource"
    """Kind of record referred to; only one value is possible."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("href", "href", kinds.TEXT),
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("type", "type", kinds.TEXT),
    )


def to_resource_guid_ref(value: ResourceGUIDRef | Identified | str) -> ResourceGUIDRef:
    """A reference, from a record, another reference or the plain id."""
    return value if isinstance(value, ResourceGUIDRef) else ResourceGUIDRef(sourced_id=id_of(value))


def maybe_resource_guid_ref(value: ResourceGUIDRef | Identified | str | None) -> ResourceGUIDRef | None:
    """A reference, from a record, another reference or the plain id; None stays None."""
    return None if value is None else to_resource_guid_ref(value)


def several_resource_guid_ref(values: Iterable[ResourceGUIDRef | Identified | str]) -> list[ResourceGUIDRef]:
    """References, each from a record, another reference or the plain id."""
    return [to_resource_guid_ref(value) for value in values]
