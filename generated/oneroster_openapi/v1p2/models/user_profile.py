from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.credential import Credential


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class UserProfile(Record):
    """An account of a person in a system or tool."""

    profile_id: str
    """URI that names this profile, unique among the profiles of the person. The userProfile of a role repeats it."""

    profile_type: str
    """Kind of profile; there is no fixed vocabulary."""

    vendor_id: str
    """Identifier of the vendor of the system."""

    application_id: str | None = None
    """Identifier of the application; 'default' is the customary value when the vendor needs no finer distinction."""

    description: str | None = None
    """What the profile is for, for people to read."""

    credentials: list[Credential] = field(factory=list)
    """Ways to sign in with this profile."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("profile_id", "profileId", kinds.TEXT, required=True),
        Property("profile_type", "profileType", kinds.TEXT, required=True),
        Property("vendor_id", "vendorId", kinds.TEXT, required=True),
        Property("application_id", "applicationId", kinds.TEXT),
        Property("description", "description", kinds.TEXT),
        Property("credentials", "credentials", kinds.ListOf(kinds.Nested(Credential))),
    )
