from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.line_item import LineItem


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class LineItemSet(Record):
    """A page of line items, or the line items that a client asks to create."""

    line_items: list[LineItem] = field(factory=list)
    """The line items; empty or absent if there are none."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("line_items", "lineItems", kinds.ListOf(kinds.Nested(LineItem))),
    )
