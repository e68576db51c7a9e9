from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Dated, Statused
from ...record import Property
from ..models.class_guid_ref import (
    ClassGUIDRef,
    to_class_guid_ref,
)
from ..models.enrollment_role import EnrollmentRole
from ..models.org_guid_ref import (
    OrgGUIDRef,
    to_org_guid_ref,
)
from ..models.status import Status
from ..models.user_guid_ref import (
    UserGUIDRef,
    to_user_guid_ref,
)


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

    user: UserGUIDRef = field(converter=to_user_guid_ref)
    """The person who is enrolled."""

    class_: ClassGUIDRef = field(converter=to_class_guid_ref)
    """The class in which the person is enrolled."""

    school: OrgGUIDRef = field(converter=to_org_guid_ref)
    """The school that holds the class; the reference is to an org."""

    role: EnrollmentRole | str
    """What the person does in the class: administrator, proctor, student or teacher, or a value of the provider with
    the prefix ext. This vocabulary is not that of the roles of a user."""

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
        Property("user", "user", kinds.Nested(UserGUIDRef), required=True, essential=True),
        Property("class_", "class", kinds.Nested(ClassGUIDRef), required=True, essential=True),
        Property("school", "school", kinds.Nested(OrgGUIDRef), required=True, essential=True),
        Property("role", "role", kinds.Vocabulary(EnrollmentRole, extension=r"^ext:[a-zA-Z0-9._-]+$"), required=True),
        Property("primary", "primary", kinds.Flag(as_string=True)),
        Property("begin_date", "beginDate", kinds.DAY),
        Property("end_date", "endDate", kinds.DAY),
    )
