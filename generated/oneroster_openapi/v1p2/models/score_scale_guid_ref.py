from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Identified, Property, Record, id_of


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ScoreScaleGUIDRef(Record):
    """Reference to a score scale."""

    href: str | None = None
    """Address at which the record can be read."""

    sourced_id: str
    """The sourcedId of the record referred to."""

    type: str | None = "scoreScale"
    """Kind of record referred to; only one value is possible."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("href", "href", kinds.TEXT),
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("type", "type", kinds.TEXT),
    )


def to_score_scale_guid_ref(value: ScoreScaleGUIDRef | Identified | str) -> ScoreScaleGUIDRef:
    """A reference, from a record, another reference or the plain id."""
    return value if isinstance(value, ScoreScaleGUIDRef) else ScoreScaleGUIDRef(sourced_id=id_of(value))


def maybe_score_scale_guid_ref(value: ScoreScaleGUIDRef | Identified | str | None) -> ScoreScaleGUIDRef | None:
    """A reference, from a record, another reference or the plain id; None stays None."""
    return None if value is None else to_score_scale_guid_ref(value)


def several_score_scale_guid_ref(values: Iterable[ScoreScaleGUIDRef | Identified | str]) -> list[ScoreScaleGUIDRef]:
    """References, each from a record, another reference or the plain id."""
    return [to_score_scale_guid_ref(value) for value in values]
