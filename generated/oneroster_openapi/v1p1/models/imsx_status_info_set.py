from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.imsx_status_info import ImsxStatusInfo


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ImsxStatusInfoSet(Record):
    """What went wrong. It is the whole body of a failure."""

    status_info_set: list[ImsxStatusInfo]
    """The statuses, at least one."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property(
            "status_info_set", "statusInfoSet", kinds.ListOf(kinds.Nested(ImsxStatusInfo), least=1), required=True
        ),
    )
