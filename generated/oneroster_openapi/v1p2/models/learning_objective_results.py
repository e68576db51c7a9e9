from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class LearningObjectiveResults(Record):
    """The score in one learning objective."""

    learning_objective_id: str
    """Identifier of the learning objective; a UUID if the source is case."""

    score: float | None = None
    """The score as a number."""

    text_score: str | None = None
    """The score as text, such as a letter grade."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("learning_objective_id", "learningObjectiveId", kinds.TEXT, required=True),
        Property("score", "score", kinds.NUMBER),
        Property("text_score", "textScore", kinds.TEXT),
    )
