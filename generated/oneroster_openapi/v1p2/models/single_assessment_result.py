from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.assessment_result import AssessmentResult


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class SingleAssessmentResult(Record):
    """Envelope around one assessment result."""

    assessment_result: AssessmentResult
    """The assessment result asked for or sent."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("assessment_result", "assessmentResult", kinds.Nested(AssessmentResult), required=True),
    )
