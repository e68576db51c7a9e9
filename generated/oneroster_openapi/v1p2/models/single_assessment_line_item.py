from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.assessment_line_item import AssessmentLineItem


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class SingleAssessmentLineItem(Record):
    """Envelope around one assessment line item."""

    assessment_line_item: AssessmentLineItem
    """The assessment line item asked for or sent."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("assessment_line_item", "assessmentLineItem", kinds.Nested(AssessmentLineItem), required=True),
    )
