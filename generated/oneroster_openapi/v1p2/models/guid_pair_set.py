from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.guid_pair import GUIDPair


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class GUIDPairSet(Record):
    """The sourcedIds of records that were just created."""

    sourced_id_pairs: list[GUIDPair] = field(factory=list)
    """A pair for each record; empty or absent if none was created."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id_pairs", "sourcedIdPairs", kinds.ListOf(kinds.Nested(GUIDPair))),
    )
