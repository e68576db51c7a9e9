from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class CourseGUIDRef(Record):
    """Reference to a course."""

    href: str | None = None
    """Address at which the record can be read."""

    sourced_id: str
    """The sourcedId of the record referred to."""

    type: str | None = "course"
    """Kind of record referred to; only one value is possible."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("href", "href", kinds.TEXT),
        Property("sourced_id", "sourcedId", kinds.TEXT, required=True, essential=True),
        Property("type", "type", kinds.TEXT),
    )
