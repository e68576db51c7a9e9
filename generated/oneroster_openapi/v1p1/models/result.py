from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.guid_ref import GUIDRef, to_guid_ref
from ..models.score_status import ScoreStatus
from ..models.status import Status


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

    line_item: GUIDRef = field(converter=to_guid_ref)
    """The line item to which the result belongs."""

    student: GUIDRef = field(converter=to_guid_ref)
    """The student whose result it is; the reference is to a user."""

    score_status: ScoreStatus | str
    """How far the work has come: not submitted, submitted, partially graded or fully graded; exempt if it does not
    count for this student."""

    score: float
    """The score, always a number."""

    score_date: date
    """Day on which the score was given. A date, without the time."""

    comment: str | None = None
    """Remark on the result, for people to read."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("line_item", "lineItem", kinds.Nested(GUIDRef), required=True, essential=True, reference="lineItem"),
        Property("student", "student", kinds.Nested(GUIDRef), required=True, essential=True, reference="user"),
        Property("score_status", "scoreStatus", kinds.Vocabulary(ScoreStatus), required=True),
        Property("score", "score", kinds.NUMBER, required=True),
        Property("score_date", "scoreDate", kinds.DAY, required=True),
        Property("comment", "comment", kinds.TEXT),
    )
