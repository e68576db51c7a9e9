from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.acad_session_guid_ref import (
    AcadSessionGUIDRef,
    maybe_acad_session_guid_ref,
)
from ..models.category_guid_ref import (
    CategoryGUIDRef,
    to_category_guid_ref,
)
from ..models.class_guid_ref import (
    ClassGUIDRef,
    to_class_guid_ref,
)
from ..models.learning_objective_set import LearningObjectiveSet
from ..models.org_guid_ref import (
    OrgGUIDRef,
    to_org_guid_ref,
)
from ..models.score_scale_guid_ref import (
    ScoreScaleGUIDRef,
    maybe_score_scale_guid_ref,
)
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class LineItem(Statused):
    """A piece of work in a class for which students get results: a test, an essay, a grade for the term."""

    sourced_id: str
    """Identifier by which other records refer to this line item. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    title: str
    """Name of the line item."""

    description: str | None = None
    """What the work is about, for people to read."""

    assign_date: datetime
    """When the work is set, in UTC. A date and time, not a date."""

    due_date: datetime
    """When the work is due, in UTC. A date and time, not a date."""

    class_: ClassGUIDRef = field(converter=to_class_guid_ref)
    """The class in which the work is set."""

    school: OrgGUIDRef = field(converter=to_org_guid_ref)
    """The school that holds the class; the reference is to an org."""

    category: CategoryGUIDRef = field(converter=to_category_guid_ref)
    """The category to which the line item belongs."""

    grading_period: AcadSessionGUIDRef | None = field(default=None, converter=maybe_acad_session_guid_ref)
    """The grading period in which the work counts; the reference is to an academic session."""

    academic_session: AcadSessionGUIDRef | None = field(default=None, converter=maybe_acad_session_guid_ref)
    """The academic session in which the work counts, of whatever type."""

    score_scale: ScoreScaleGUIDRef | None = field(default=None, converter=maybe_score_scale_guid_ref)
    """The score scale by which the scores are read."""

    result_value_min: float | None = None
    """Lowest score that is possible."""

    result_value_max: float | None = None
    """Highest score that is possible."""

    learning_objective_set: list[LearningObjectiveSet] = field(factory=list)
    """Learning objectives of the work, one entry for each source of identifiers."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("title", "title", kinds.TEXT, required=True),
        Property("description", "description", kinds.TEXT),
        Property("assign_date", "assignDate", kinds.MOMENT, required=True),
        Property("due_date", "dueDate", kinds.MOMENT, required=True),
        Property("class_", "class", kinds.Nested(ClassGUIDRef), required=True),
        Property("school", "school", kinds.Nested(OrgGUIDRef), required=True),
        Property("category", "category", kinds.Nested(CategoryGUIDRef), required=True),
        Property("grading_period", "gradingPeriod", kinds.Nested(AcadSessionGUIDRef)),
        Property("academic_session", "academicSession", kinds.Nested(AcadSessionGUIDRef)),
        Property("score_scale", "scoreScale", kinds.Nested(ScoreScaleGUIDRef)),
        Property("result_value_min", "resultValueMin", kinds.NUMBER),
        Property("result_value_max", "resultValueMax", kinds.NUMBER),
        Property("learning_objective_set", "learningObjectiveSet", kinds.ListOf(kinds.Nested(LearningObjectiveSet))),
    )
