from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.guid_ref import GUIDRef, several_guid_ref
from ..models.status import Status
from ..models.user_id import UserId
from ..models.user_role import UserRole


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class User(Statused):
    """A person: a student, teacher, guardian or member of staff, with one role in one or more organisations."""

    sourced_id: str
    """Identifier by which other records refer to this user. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    username: str
    """Name with which the person signs in."""

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

    role: UserRole | str
    """What the person does, in all of the organisations alike: a student, a teacher, a relative or one of the other
    values."""

    identifier: str | None = None
    """Another identifier of the person, such as a student number."""

    email: str | None = None
    """E-mail address."""

    sms: str | None = None
    """Telephone number for text messages."""

    phone: str | None = None
    """Telephone number for calls."""

    agents: list[GUIDRef] = field(factory=list, converter=several_guid_ref)
    """People connected with this one, such as the parents of a student. Teachers do not belong here; enrollments
    tell who teaches whom."""

    orgs: list[GUIDRef] = field(converter=several_guid_ref)
    """The organisations to which the person belongs, at least one."""

    grades: list[str] = field(factory=list)
    """Grade levels of a student; other people have none. The codes are agreed locally."""

    password: str | None = None
    """Password of the account, which should be encrypted. Treat it as a secret."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("username", "username", kinds.TEXT, required=True),
        Property("user_ids", "userIds", kinds.ListOf(kinds.Nested(UserId))),
        Property("enabled_user", "enabledUser", kinds.Flag(as_string=False), required=True),
        Property("given_name", "givenName", kinds.TEXT, required=True),
        Property("family_name", "familyName", kinds.TEXT, required=True),
        Property("middle_name", "middleName", kinds.TEXT),
        Property("role", "role", kinds.Vocabulary(UserRole), required=True),
        Property("identifier", "identifier", kinds.TEXT),
        Property("email", "email", kinds.TEXT),
        Property("sms", "sms", kinds.TEXT),
        Property("phone", "phone", kinds.TEXT),
        Property("agents", "agents", kinds.ListOf(kinds.Nested(GUIDRef)), reference="user"),
        Property("orgs", "orgs", kinds.ListOf(kinds.Nested(GUIDRef), least=1), required=True, reference="org"),
        Property("grades", "grades", kinds.ListOf(kinds.TEXT)),
        Property("password", "password", kinds.TEXT),
    )
