from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.learning_objective_results import LearningObjectiveResults
from ..models.learning_objective_source import LearningObjectiveSource


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class LearningObjectiveScoreSet(Record):
    """Scores in learning objectives whose identifiers come from one source."""

    source: LearningObjectiveSource | str
    """Where the identifiers come from: case for the CASE standard of 1EdTech, whose identifiers are UUIDs, or
    unknown. Other sources are written with a slash before the name, as in /local; case and unknown are the values
    to rely on."""

    learning_objective_results: list[LearningObjectiveResults]
    """The scores, at least one."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property(
            "source",
            "source",
            kinds.Vocabulary(LearningObjectiveSource, extension=r"^/(?!case$)(?!unknown$)[a-z0-9]+$"),
            required=True,
        ),
        Property(
            "learning_objective_results",
            "learningObjectiveResults",
            kinds.ListOf(kinds.Nested(LearningObjectiveResults), least=1),
            required=True,
        ),
    )
