"""How pages are asked for, and what is left out when a provider refuses: pure decisions, remembered for each operation.

Unsorted readings ask for ``sort=sourcedId``, for without an order offsets mean little; some providers refuse that.
Some refuse a limit above their own instead of giving less, or ``fields``. What they refuse is left out, step by step,
and not asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from ._answers import StatusInfo
from ._flow import Answer, Reply

REFUSALS: Final = frozenset({400, 422, 500, 501})
"""Statuses with which providers answer a parameter that they do not take."""
SMALLER: Final = (200, 50)
"""Limits that a provider is asked for when it refuses a larger one; most maxima seen are one of these or larger."""


@frozen
class Manner:
    """With which parameters an operation can be asked for pages."""

    sort: bool = True
    """Whether unsorted readings ask for an order."""
    fields: bool = True
    """Whether a selection is asked for; without, the provider sends whole records."""
    most: int | None = None
    """The largest limit that the provider takes; None if none was refused."""

    def limit(self, wanted: int) -> int:
        """How many records to ask for at a time."""
        return wanted if self.most is None else min(wanted, self.most)

    def parameters(self, given: Mapping[str, Any], order: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of a query, in the default `order` where it has none, without what the provider refuses."""
        kept = {name: value for name, value in given.items() if name != "fields" or self.fields}
        return {**order, **kept} if self.sort else kept

    def eased(self, limit: int, *, sorts: bool, selects: bool) -> Iterator[Manner]:
        """What to try when this is refused, the mildest first."""
        limits = [self.most, *(most for most in SMALLER if most < self.limit(limit))]
        for fields in (self.fields, False) if selects and self.fields else (self.fields,):
            for most in limits:
                for sort in (self.sort, False) if sorts and self.sort else (self.sort,):
                    if (eased := Manner(sort, fields, most)) != self:
                        yield eased

    def told(self, before: Manner) -> Iterator[str]:
        """What was left out since, in words for the report."""
        if before.sort and not self.sort:
            yield "the provider refuses to sort by sourcedId"
        if before.fields and not self.fields:
            yield "the provider refuses a selection of fields, and sent whole records"
        if self.most != before.most:
            yield f"the provider refuses a limit above {self.most}"


def refused(answer: Answer) -> bool:
    """Whether an answer may mean that a parameter is not taken; not if it says that the filter is at fault."""
    if not isinstance(answer, Reply) or answer.status not in REFUSALS:
        return False
    return StatusInfo.read(answer).code_minor != "invalid_filter_field"
