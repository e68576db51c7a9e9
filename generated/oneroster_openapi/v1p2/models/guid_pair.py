from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class GUIDPair(Record):
    """The two sourcedIds of a record that was just created."""

    supplied_sourced_id: str
    """The temporary sourcedId that the client sent."""

    allocated_sourced_id: str
    """The sourcedId that the provider gave to the record, valid from now on."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("supplied_sourced_id", "suppliedSourcedId", kinds.TEXT, required=True),
        Property("allocated_sourced_id", "allocatedSourcedId", kinds.TEXT, required=True),
    )
