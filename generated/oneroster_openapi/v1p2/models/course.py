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
from ..models.org_guid_ref import (
    OrgGUIDRef,
    maybe_org_guid_ref,
)
from ..models.resource_guid_ref import (
    ResourceGUIDRef,
    several_resource_guid_ref,
)
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Course(Statused):
    """A course of study, independent of who takes it and when. It is taught in classes."""

    sourced_id: str
    """Identifier by which other records refer to this course. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    title: str
    """Name of the course."""

    school_year: AcadSessionGUIDRef | None = field(default=None, converter=maybe_acad_session_guid_ref)
    """The academic session that is the school year of the course. A reference here, unlike in an academic session."""

    course_code: str
    """Code by which people know the course, as printed in a catalogue."""

    grades: list[str] = field(factory=list)
    """Grade levels for which the course is meant. The codes are agreed locally."""

    subjects: list[str] = field(factory=list)
    """Names of the subjects, for people to read."""

    org: OrgGUIDRef | None = field(default=None, converter=maybe_org_guid_ref)
    """The organisation that offers the course."""

    subject_codes: list[str] = field(factory=list)
    """Codes of the subjects; there should be as many as in subjects."""

    resources: list[ResourceGUIDRef] = field(factory=list, converter=several_resource_guid_ref)
    """Learning resources for the course, described by the Resources service."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("title", "title", kinds.TEXT, required=True),
        Property("school_year", "schoolYear", kinds.Nested(AcadSessionGUIDRef)),
        Property("course_code", "courseCode", kinds.TEXT, required=True),
        Property("grades", "grades", kinds.ListOf(kinds.TEXT)),
        Property("subjects", "subjects", kinds.ListOf(kinds.TEXT)),
        Property("org", "org", kinds.Nested(OrgGUIDRef)),
        Property("subject_codes", "subjectCodes", kinds.ListOf(kinds.TEXT)),
        Property("resources", "resources", kinds.ListOf(kinds.Nested(ResourceGUIDRef))),
    )
