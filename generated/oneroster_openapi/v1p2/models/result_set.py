from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.result import Result


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ResultSet(Record):
    """A page of results, or the results that a client asks to create."""

    results: list[Result] = field(factory=list)
    """The results; empty or absent if there are none."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("results", "results", kinds.ListOf(kinds.Nested(Result))),
    )
