from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class UserId(Record):
    """An identifier of a person in another system."""

    type: str
    """Kind of identifier; there is no fixed vocabulary."""

    identifier: str
    """The identifier itself."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", kinds.TEXT, required=True),
        Property("identifier", "identifier", kinds.TEXT, required=True),
    )
