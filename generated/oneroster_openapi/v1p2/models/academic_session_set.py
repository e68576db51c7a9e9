from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.academic_session import AcademicSession


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class AcademicSessionSet(Record):
    """A page of academic sessions."""

    academic_sessions: list[AcademicSession] = field(factory=list)
    """The academic sessions on this page; empty or absent if there are none."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("academic_sessions", "academicSessions", kinds.ListOf(kinds.Nested(AcademicSession))),
    )
