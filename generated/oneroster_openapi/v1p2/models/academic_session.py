from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Dated, Statused
from ...record import Property
from ..models.acad_session_guid_ref import (
    AcadSessionGUIDRef,
    maybe_acad_session_guid_ref,
    several_acad_session_guid_ref,
)
from ..models.academic_session_type import AcademicSessionType
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class AcademicSession(Statused, Dated):
    """A stretch of the calendar: a school year, semester, term or grading period. Sessions form a tree."""

    sourced_id: str
    """Identifier by which other records refer to this session. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    title: str
    """Name of the session."""

    start_date: date
    """First day of the session (inclusive)."""

    end_date: date
    """Day after the last day of the session (exclusive)."""

    type: AcademicSessionType | str
    """What the session is: gradingPeriod, semester, schoolYear or term, or a value of the provider with the prefix
    ext."""

    parent: AcadSessionGUIDRef | None = field(default=None, converter=maybe_acad_session_guid_ref)
    """The session of which this one is a part, such as the term of a grading period."""

    children: list[AcadSessionGUIDRef] = field(factory=list, converter=several_acad_session_guid_ref)
    """The sessions into which this one is divided."""

    school_year: str
    """Year in which the school year ends, in four digits; 2026 for the school year 2025/26. A string, not a number
    or a reference."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("title", "title", kinds.TEXT, required=True),
        Property("start_date", "startDate", kinds.DAY, required=True),
        Property("end_date", "endDate", kinds.DAY, required=True),
        Property(
            "type", "type", kinds.Vocabulary(AcademicSessionType, extension=r"^ext:[a-zA-Z0-9._-]+$"), required=True
        ),
        Property("parent", "parent", kinds.Nested(AcadSessionGUIDRef)),
        Property("children", "children", kinds.ListOf(kinds.Nested(AcadSessionGUIDRef))),
        Property("school_year", "schoolYear", kinds.TEXT, required=True),
    )
