from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Roled, Statused
from ...record import Property
from ..models.org_guid_ref import (
    OrgGUIDRef,
    maybe_org_guid_ref,
)
from ..models.resource_guid_ref import (
    ResourceGUIDRef,
    several_resource_guid_ref,
)
from ..models.role import Role
from ..models.status import Status
from ..models.user_guid_ref import (
    UserGUIDRef,
    several_user_guid_ref,
)
from ..models.user_id import UserId
from ..models.user_profile import UserProfile


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class User(Statused, Roled):
    """A person: a student, teacher, guardian or member of staff, with a role in one or more organisations."""

    sourced_id: str
    """Identifier by which other records refer to this user. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    user_master_identifier: str | None = None
    """Identifier of the person across several systems. It is not the sourcedId."""

    username: str | None = None
    """Name with which the person signs in. Kept for the sake of OneRoster 1.1; prefer userProfiles."""

    user_ids: list[UserId] = field(factory=list)
    """Identifiers of the person in other systems, each with its type."""

    enabled_user: bool
    """True if the person may use the system, false if the account is shut."""

    given_name: str
    """First name."""

    family_name: str
    """Last name."""

    middle_name: str | None = None
    """Middle name or names; several are written in one string."""

    preferred_first_name: str | None = None
    """First name by which the person wishes to be known."""

    preferred_middle_name: str | None = None
    """Middle name by which the person wishes to be known."""

    preferred_last_name: str | None = None
    """Last name by which the person wishes to be known."""

    pronouns: str | None = None
    """Pronouns of the person, as free text."""

    roles: list[Role]
    """What the person does in which organisation, at least one entry. Exactly one role in each organisation is
    primary."""

    user_profiles: list[UserProfile] = field(factory=list)
    """Accounts of the person in systems and tools."""

    primary_org: OrgGUIDRef | None = field(default=None, converter=maybe_org_guid_ref)
    """The organisation to which the person mainly belongs."""

    identifier: str | None = None
    """Another identifier of the person, such as a student number. Kept for the sake of OneRoster 1.1; prefer
    userIds."""

    email: str | None = None
    """E-mail address."""

    sms: str | None = None
    """Telephone number for text messages."""

    phone: str | None = None
    """Telephone number for calls."""

    agents: list[UserGUIDRef] = field(factory=list, converter=several_user_guid_ref)
    """People connected with this one, such as the parents of a student. Teachers do not belong here; enrollments
    tell who teaches whom."""

    grades: list[str] = field(factory=list)
    """Grade levels of a student; other people have none. The codes are agreed locally."""

    password: str | None = None
    """Password of the account, which should be encrypted. Treat it as a secret."""

    resources: list[ResourceGUIDRef] = field(factory=list, converter=several_resource_guid_ref)
    """Learning resources for the person, described by the Resources service."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("user_master_identifier", "userMasterIdentifier", kinds.TEXT),
        Property("username", "username", kinds.TEXT),
        Property("user_ids", "userIds", kinds.ListOf(kinds.Nested(UserId))),
        Property("enabled_user", "enabledUser", kinds.Flag(as_string=True), required=True),
        Property("given_name", "givenName", kinds.TEXT, required=True),
        Property("family_name", "familyName", kinds.TEXT, required=True),
        Property("middle_name", "middleName", kinds.TEXT),
        Property("preferred_first_name", "preferredFirstName", kinds.TEXT),
        Property("preferred_middle_name", "preferredMiddleName", kinds.TEXT),
        Property("preferred_last_name", "preferredLastName", kinds.TEXT),
        Property("pronouns", "pronouns", kinds.TEXT),
        Property("roles", "roles", kinds.ListOf(kinds.Nested(Role), least=1), required=True),
        Property("user_profiles", "userProfiles", kinds.ListOf(kinds.Nested(UserProfile))),
        Property("primary_org", "primaryOrg", kinds.Nested(OrgGUIDRef)),
        Property("identifier", "identifier", kinds.TEXT),
        Property("email", "email", kinds.TEXT),
        Property("sms", "sms", kinds.TEXT),
        Property("phone", "phone", kinds.TEXT),
        Property("agents", "agents", kinds.ListOf(kinds.Nested(UserGUIDRef))),
        Property("grades", "grades", kinds.ListOf(kinds.TEXT)),
        Property("password", "password", kinds.TEXT),
        Property("resources", "resources", kinds.ListOf(kinds.Nested(ResourceGUIDRef))),
    )
