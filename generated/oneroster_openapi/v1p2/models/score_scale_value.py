from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ScoreScaleValue(Record):
    """One step of a score scale: scores on the left, what they amount to on the right."""

    item_value_lhs: str
    """The scores of this step: one value, which is the lowest that belongs to it, or a range of two values with a
    hyphen between them, both of which belong to it."""

    item_value_rhs: str
    """What the scores amount to, such as a letter grade."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("item_value_lhs", "itemValueLHS", kinds.TEXT, required=True),
        Property("item_value_rhs", "itemValueRHS", kinds.TEXT, required=True),
    )
