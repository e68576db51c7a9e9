from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.guid_ref import GUIDRef, to_guid_ref
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

    class_: GUIDRef = field(converter=to_guid_ref)
    """The class in which the work is set."""

    category: GUIDRef = field(converter=to_guid_ref)
    """The category to which the line item belongs."""

    grading_period: GUIDRef = field(converter=to_guid_ref)
    """The grading period in which the work counts; the reference is to an academic session."""

    result_value_min: float
    """Lowest score that is possible."""

    result_value_max: float
    """Highest score that is possible."""

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
        Property("class_", "class", kinds.Nested(GUIDRef), required=True, reference="class"),
        Property("category", "category", kinds.Nested(GUIDRef), required=True, reference="category"),
        Property("grading_period", "gradingPeriod", kinds.Nested(GUIDRef), required=True, reference="academicSession"),
        Property("result_value_min", "resultValueMin", kinds.NUMBER, required=True),
        Property("result_value_max", "resultValueMax", kinds.NUMBER, required=True),
    )
