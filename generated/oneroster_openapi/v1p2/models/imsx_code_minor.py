from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.imsx_code_minor_field import ImsxCodeMinorField


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ImsxCodeMinor(Record):
    """The detailed codes of a failure."""

    imsx_code_minor_field: list[ImsxCodeMinorField]
    """The codes, at least one, each with the name of the system that set it."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property(
            "imsx_code_minor_field",
            "imsx_codeMinorField",
            kinds.ListOf(kinds.Nested(ImsxCodeMinorField), least=1),
            required=True,
        ),
    )
