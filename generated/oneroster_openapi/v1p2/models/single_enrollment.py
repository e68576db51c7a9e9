from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.enrollment import Enrollment


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class SingleEnrollment(Record):
    """Envelope around one enrollment."""

    enrollment: Enrollment
    """The enrollment asked for."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("enrollment", "enrollment", kinds.Nested(Enrollment), required=True),
    )
