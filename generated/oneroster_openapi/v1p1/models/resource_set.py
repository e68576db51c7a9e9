from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.imsx_status_info import ImsxStatusInfo
from ..models.resource import Resource


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ResourceSet(Record):
    """A page of resources."""

    resources: list[Resource] = field(factory=list)
    """The resources on this page; empty or absent if there are none."""

    status_info_set: list[ImsxStatusInfo] = field(factory=list)
    """Warnings and notes on the request, such as one that a field does not exist. Mostly absent."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("resources", "resources", kinds.ListOf(kinds.Nested(Resource))),
        Property("status_info_set", "statusInfoSet", kinds.ListOf(kinds.Nested(ImsxStatusInfo))),
    )
