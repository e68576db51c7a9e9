from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.class_type import ClassType
from ..models.guid_ref import GUIDRef, several_guid_ref, to_guid_ref
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Class(Statused):
    """A course as it is taught to one group in one or more terms at one school."""

    sourced_id: str
    """Identifier by which other records refer to this class. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    title: str
    """Name of the class."""

    class_code: str | None = None
    """Code by which people know the class."""

    class_type: ClassType | str
    """homeroom for the group that pupils belong to by default, scheduled for a class on the timetable."""

    location: str | None = None
    """Where the class meets, such as a room."""

    grades: list[str] = field(factory=list)
    """Grade levels of the class. The codes are agreed locally."""

    subjects: list[str] = field(factory=list)
    """Names of the subjects, for people to read."""

    course: GUIDRef = field(converter=to_guid_ref)
    """The course that is taught."""

    school: GUIDRef = field(converter=to_guid_ref)
    """The school that holds the class; the reference is to an org."""

    terms: list[GUIDRef] = field(converter=several_guid_ref)
    """The terms in which the class is taught, at least one; the references are to academic sessions."""

    subject_codes: list[str] = field(factory=list)
    """Codes of the subjects; there should be as many as in subjects."""

    periods: list[str] = field(factory=list)
    """Periods of the timetable in which the class meets, as the school names them."""

    resources: list[GUIDRef] = field(factory=list, converter=several_guid_ref)
    """Learning resources for the class."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("title", "title", kinds.TEXT, required=True),
        Property("class_code", "classCode", kinds.TEXT),
        Property("class_type", "classType", kinds.Vocabulary(ClassType), required=True),
        Property("location", "location", kinds.TEXT),
        Property("grades", "grades", kinds.ListOf(kinds.TEXT)),
        Property("subjects", "subjects", kinds.ListOf(kinds.TEXT)),
        Property("course", "course", kinds.Nested(GUIDRef), required=True, reference="course"),
        Property("school", "school", kinds.Nested(GUIDRef), required=True, reference="org"),
        Property(
            "terms", "terms", kinds.ListOf(kinds.Nested(GUIDRef), least=1), required=True, reference="academicSession"
        ),
        Property("subject_codes", "subjectCodes", kinds.ListOf(kinds.TEXT)),
        Property("periods", "periods", kinds.ListOf(kinds.TEXT)),
        Property("resources", "resources", kinds.ListOf(kinds.Nested(GUIDRef)), reference="resource"),
    )
