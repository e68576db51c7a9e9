from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Category(Statused):
    """A group of line items, such as homework or tests."""

    sourced_id: str
    """Identifier by which other records refer to this category. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    title: str
    """Name of the category."""

    weight: float | None = None
    """How much the category counts beside the others."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("title", "title", kinds.TEXT, required=True),
        Property("weight", "weight", kinds.NUMBER),
    )
