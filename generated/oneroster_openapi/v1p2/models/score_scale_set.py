from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.score_scale import ScoreScale


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class ScoreScaleSet(Record):
    """A page of score scales."""

    score_scales: list[ScoreScale] = field(factory=list)
    """The score scales on this page; empty or absent if there are none."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("score_scales", "scoreScales", kinds.ListOf(kinds.Nested(ScoreScale))),
    )
