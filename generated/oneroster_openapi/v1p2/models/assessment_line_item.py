from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.assessment_line_item_guid_ref import (
    AssessmentLineItemGUIDRef,
    maybe_assessment_line_item_guid_ref,
)
from ..models.class_guid_ref import (
    ClassGUIDRef,
    maybe_class_guid_ref,
)
from ..models.learning_objective_set import LearningObjectiveSet
from ..models.score_scale_guid_ref import (
    ScoreScaleGUIDRef,
    maybe_score_scale_guid_ref,
)
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class AssessmentLineItem(Statused):
    """An assessment, or a part of one that has a score of its own. Parts and wholes form a tree."""

    sourced_id: str
    """Identifier by which other records refer to this assessment line item. It is opaque and must not hold personal
    data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    title: str
    """Name of the assessment or part."""

    description: str | None = None
    """What the assessment is about, for people to read."""

    class_: ClassGUIDRef | None = field(default=None, converter=maybe_class_guid_ref)
    """The class for which the assessment is meant. Absent if it is not tied to a class."""

    parent_assessment_line_item: AssessmentLineItemGUIDRef | None = field(
        default=None, converter=maybe_assessment_line_item_guid_ref
    )
    """The assessment of which this one is a part."""

    score_scale: ScoreScaleGUIDRef | None = field(default=None, converter=maybe_score_scale_guid_ref)
    """The score scale by which the scores are read."""

    result_value_min: float | None = None
    """Lowest score that is possible."""

    result_value_max: float | None = None
    """Highest score that is possible."""

    learning_objective_set: list[LearningObjectiveSet] = field(factory=list)
    """Learning objectives of the assessment, one entry for each source of identifiers."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("title", "title", kinds.TEXT, required=True),
        Property("description", "description", kinds.TEXT),
        Property("class_", "class", kinds.Nested(ClassGUIDRef)),
        Property("parent_assessment_line_item", "parentAssessmentLineItem", kinds.Nested(AssessmentLineItemGUIDRef)),
        Property("score_scale", "scoreScale", kinds.Nested(ScoreScaleGUIDRef)),
        Property("result_value_min", "resultValueMin", kinds.NUMBER),
        Property("result_value_max", "resultValueMax", kinds.NUMBER),
        Property("learning_objective_set", "learningObjectiveSet", kinds.ListOf(kinds.Nested(LearningObjectiveSet))),
    )
