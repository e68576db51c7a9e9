from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...conveniences import Statused
from ...record import Property
from ..models.org_guid_ref import (
    OrgGUIDRef,
    maybe_org_guid_ref,
    several_org_guid_ref,
)
from ..models.org_type import OrgType
from ..models.status import Status


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Org(Statused):
    """An organisation: a school, a district, a department or a level above. Organisations form a tree."""

    sourced_id: str
    """Identifier by which other records refer to this organisation. It is opaque and must not hold personal data."""

    status: Status | str = Status.ACTIVE
    """tobedeleted marks a record that is gone at the source; a receiver may delete its copy, but need not. All
    others are active."""

    date_last_modified: datetime = field(factory=kinds.now)
    """When the record last changed, in UTC with the time zone written out. Compare with it to find what is new."""

    metadata: dict[str, Any] = field(factory=dict)
    """Extensions of the provider that the standard does not know."""

    name: str
    """Name of the organisation."""

    type: OrgType | str
    """Level of the organisation: department, district, local, national, school or state, or a value of the provider
    with the prefix ext."""

    identifier: str
    """Code by which people know the organisation, such as a number from a state or national register. It is not the
    sourcedId."""

    parent: OrgGUIDRef | None = field(default=None, converter=maybe_org_guid_ref)
    """The organisation directly above, such as the district of a school. Absent at the top."""

    children: list[OrgGUIDRef] = field(factory=list, converter=several_org_guid_ref)
    """The organisations directly below."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("status", "status", kinds.Vocabulary(Status, aliases={"inactive": "tobedeleted"}), required=True),
        Property("date_last_modified", "dateLastModified", kinds.MOMENT, required=True),
        Property("metadata", "metadata", kinds.MAPPED),
        Property("name", "name", kinds.TEXT, required=True),
        Property("type", "type", kinds.Vocabulary(OrgType, extension=r"^ext:[a-zA-Z0-9._-]+$"), required=True),
        Property("identifier", "identifier", kinds.TEXT, required=True),
        Property("parent", "parent", kinds.Nested(OrgGUIDRef)),
        Property("children", "children", kinds.ListOf(kinds.Nested(OrgGUIDRef))),
    )
