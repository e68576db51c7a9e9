from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.assessment_line_item import AssessmentLineItem


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class AssessmentLineItemSet(Record):
    """A page of assessment line items."""

    assessment_line_items: list[AssessmentLineItem] = field(factory=list)
    """The assessment line items on this page; empty or absent if there are none."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("assessment_line_items", "assessmentLineItems", kinds.ListOf(kinds.Nested(AssessmentLineItem))),
    )
