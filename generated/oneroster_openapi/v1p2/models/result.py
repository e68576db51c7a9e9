from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.class_guid_ref import (
    ClassGUIDRef,
    maybe_class_guid_ref,
)
from ..models.learning_objective_score_set import LearningObjectiveScoreSet
from ..models.line_item_guid_ref import (
    LineItemGUIDRef,
    to_line_item_guid_ref,
)
from ..models.score_scale_guid_ref import (
    ScoreScaleGUIDRef,
    maybe_score_scale_guid_ref,
)
from ..models.score_status import ScoreStatus
from ..models.status import Status
from ..models.user_guid_ref import (
    UserGUIDRef,
    to_user_guid_ref,
)


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Result(Statused):
    """What one student achieved in one line item."""

    sourced_id: str
    """Identifier by which other records refer to this result. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    line_item: LineItemGUIDRef = field(converter=to_line_item_guid_ref)
    """The line item to which the result belongs."""

    student: UserGUIDRef = field(converter=to_user_guid_ref)
    """The student whose result it is; the reference is to a user."""

    class_: ClassGUIDRef | None = field(default=None, converter=maybe_class_guid_ref)
    """The class in which the work was set."""

    score_scale: ScoreScaleGUIDRef | None = field(default=None, converter=maybe_score_scale_guid_ref)
    """The score scale by which the scores are read."""

    score_status: ScoreStatus | str
    """How far the work has come: not submitted, submitted, partially graded or fully graded; exempt if it does not
    count for this student; or a value of the provider with the prefix ext."""

    score: float | None = None
    """The score as a number."""

    text_score: str | None = None
    """The score as text, such as a letter grade."""

    score_date: date
    """Day on which the score was given. A date, without the time."""

    comment: str | None = None
    """Remark on the result, for people to read."""

    learning_objective_set: list[LearningObjectiveScoreSet] = field(factory=list)
    """Scores in the learning objectives, one entry for each source of identifiers."""

    in_progress: bool | None = None
    """True if the student is still at work."""

    incomplete: bool | None = None
    """True if the student handed in only a part of the work."""

    late: bool | None = None
    """True if the work was handed in after it was due."""

    missing: bool | None = None
    """True if the work was not handed in."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("line_item", "lineItem", kinds.Nested(LineItemGUIDRef), required=True, essential=True),
        Property("student", "student", kinds.Nested(UserGUIDRef), required=True, essential=True),
        Property("class_", "class", kinds.Nested(ClassGUIDRef)),
        Property("score_scale", "scoreScale", kinds.Nested(ScoreScaleGUIDRef)),
        Property(
            "score_status",
            "scoreStatus",
            kinds.Vocabulary(ScoreStatus, extension=r"^ext:[a-zA-Z0-9._-]+$"),
            required=True,
        ),
        Property("score", "score", kinds.NUMBER),
        Property("text_score", "textScore", kinds.TEXT),
        Property("score_date", "scoreDate", kinds.DAY, required=True),
        Property("comment", "comment", kinds.TEXT),
        Property(
            "learning_objective_set", "learningObjectiveSet", kinds.ListOf(kinds.Nested(LearningObjectiveScoreSet))
        ),
        Property("in_progress", "inProgress", kinds.Flag(as_string=True)),
        Property("incomplete", "incomplete", kinds.Flag(as_string=True)),
        Property("late", "late", kinds.Flag(as_string=True)),
        Property("missing", "missing", kinds.Flag(as_string=True)),
    )
