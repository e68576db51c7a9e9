from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Dated, Statused
from ...record import Property
from ..models.enrollment_role import EnrollmentRole
from ..models.guid_ref import GUIDRef, to_guid_ref
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Enrollment(Statused, Dated):
    """The place of one user in one class, in one role."""

    sourced_id: str
    """Identifier by which other records refer to this enrollment. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    user: GUIDRef = field(converter=to_guid_ref)
    """The person who is enrolled."""

    class_: GUIDRef = field(converter=to_guid_ref)
    """The class in which the person is enrolled."""

    school: GUIDRef = field(converter=to_guid_ref)
    """The school that holds the class; the reference is to an org."""

    role: EnrollmentRole | str
    """What the person does in the class: administrator, proctor, student or teacher. This vocabulary is not that of
    the role of a user."""

    primary: bool | None = None
    """True for the main teacher of the class, of whom there is one at a time; only for teachers."""

    begin_date: date | None = None
    """First day of the enrollment (inclusive), within the session of the class."""

    end_date: date | None = None
    """Day after the last day of the enrollment (exclusive), within the session of the class."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("user", "user", kinds.Nested(GUIDRef), required=True, essential=True, reference="user"),
        Property("class_", "class", kinds.Nested(GUIDRef), required=True, essential=True, reference="class"),
        Property("school", "school", kinds.Nested(GUIDRef), required=True, essential=True, reference="org"),
        Property("role", "role", kinds.Vocabulary(EnrollmentRole), required=True),
        Property("primary", "primary", kinds.Flag(as_string=False)),
        Property("begin_date", "beginDate", kinds.DAY),
        Property("end_date", "endDate", kinds.DAY),
    )
