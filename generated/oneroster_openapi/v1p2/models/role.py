from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Dated
from ...record import Property
from ..models.org_guid_ref import (
    OrgGUIDRef,
    to_org_guid_ref,
)
from ..models.role_role import RoleRole
from ..models.role_type import RoleType


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Role(Dated):
    """A role that a person holds in one organisation, for a time or for good."""

    role_type: RoleType | str
    """primary for the main role of the person in the organisation, of which there is exactly one; secondary for any
    other."""

    role: RoleRole | str
    """What the person does: a student, a teacher, a relative or one of the other values, or a value of the provider
    with the prefix ext."""

    org: OrgGUIDRef = field(converter=to_org_guid_ref)
    """The organisation in which the person holds the role."""

    user_profile: str | None = None
    """The account that goes with the role: the profileId of one of the userProfiles of the person. A plain URI, not
    a reference object."""

    begin_date: date | None = None
    """First day of the role (inclusive)."""

    end_date: date | None = None
    """Day after the last day of the role (exclusive)."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("role_type", "roleType", kinds.Vocabulary(RoleType), required=True),
        Property("role", "role", kinds.Vocabulary(RoleRole, extension=r"^ext:[a-zA-Z0-9._-]+$"), required=True),
        Property("org", "org", kinds.Nested(OrgGUIDRef), required=True),
        Property("user_profile", "userProfile", kinds.TEXT),
        Property("begin_date", "beginDate", kinds.DAY),
        Property("end_date", "endDate", kinds.DAY),
    )
