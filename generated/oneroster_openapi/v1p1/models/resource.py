from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.resource_importance import ResourceImportance
from ..models.resource_roles import ResourceRoles
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Resource(Statused):
    """A learning resource: a textbook, an application or other material that a vendor offers."""

    sourced_id: str
    """Identifier by which other records refer to this resource. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    title: str | None = None
    """Name of the resource."""

    roles: list[ResourceRoles | str] = field(factory=list)
    """Roles of the people for whom the resource is meant."""

    importance: ResourceImportance | str | None = None
    """primary for what is needed, secondary for what is extra."""

    vendor_resource_id: str
    """Identifier that the vendor gave to the resource."""

    vendor_id: str | None = None
    """Identifier of the vendor of the resource."""

    application_id: str | None = None
    """Identifier of the application that goes with the resource."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("title", "title", kinds.TEXT),
        Property("roles", "roles", kinds.ListOf(kinds.Vocabulary(ResourceRoles))),
        Property("importance", "importance", kinds.Vocabulary(ResourceImportance)),
        Property("vendor_resource_id", "vendorResourceId", kinds.TEXT, required=True),
        Property("vendor_id", "vendorId", kinds.TEXT),
        Property("application_id", "applicationId", kinds.TEXT),
    )
