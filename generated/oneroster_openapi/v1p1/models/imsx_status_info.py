from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.imsx_code_major import ImsxCodeMajor
from ..models.imsx_code_minor import ImsxCodeMinor
from ..models.imsx_severity import ImsxSeverity


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ImsxStatusInfo(Record):
    """One status: a failure, or a warning or note that comes with a success."""

    imsx_code_major: ImsxCodeMajor | str
    """Outcome in the large; failure in every error, success in every warning."""

    imsx_severity: ImsxSeverity | str
    """How grave the outcome is: error for a failure, warning or status for a success."""

    imsx_message_ref_identifier: str | None = None
    """Identifier of the request to which the status belongs, if the provider gives one."""

    imsx_operation_ref_identifier: str | None = None
    """Identifier of the operation to which the status belongs, if the provider gives one."""

    imsx_description: str | None = None
    """Explanation for people to read."""

    imsx_code_minor: ImsxCodeMinor | str | None = None
    """The outcome in detail, for programs to read. Some of the values have spaces and others underscores."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("imsx_code_major", "imsx_codeMajor", kinds.Vocabulary(ImsxCodeMajor), required=True),
        Property("imsx_severity", "imsx_severity", kinds.Vocabulary(ImsxSeverity), required=True),
        Property("imsx_message_ref_identifier", "imsx_messageRefIdentifier", kinds.TEXT),
        Property("imsx_operation_ref_identifier", "imsx_operationRefIdentifier", kinds.TEXT),
        Property("imsx_description", "imsx_description", kinds.TEXT),
        Property("imsx_code_minor", "imsx_codeMinor", kinds.Vocabulary(ImsxCodeMinor)),
    )
