from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.imsx_code_minor_field_value import ImsxCodeMinorFieldValue


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ImsxCodeMinorField(Record):
    """One detailed code and the system that set it."""

    imsx_code_minor_field_name: str
    """System that set the code; TargetEndSystem stands for the provider."""

    imsx_code_minor_field_value: ImsxCodeMinorFieldValue | str
    """The code, which names the cause of the failure. The services of OneRoster differ in this vocabulary."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("imsx_code_minor_field_name", "imsx_codeMinorFieldName", kinds.TEXT, required=True),
        Property(
            "imsx_code_minor_field_value",
            "imsx_codeMinorFieldValue",
            kinds.Vocabulary(ImsxCodeMinorFieldValue),
            required=True,
        ),
    )
