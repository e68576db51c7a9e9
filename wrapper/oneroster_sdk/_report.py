"""What is known of a reading once it is over: whether it is whole, by which proof, and what it took."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import define, field

from oneroster_openapi.kinds import Where

from ._paging import Evidence, Paging


@define
class PullReport:
    """The account of one pull. It holds counts and names of fields, nothing of any record.

    Attributes:
        operation: What was read.
        complete: Whether the collection came whole; False as long as the pull goes on, or if it was cut short.
        evidence: What proves it: an empty page after the last record, or the last link.
        received: Records received, those among them that had come before included.
        distinct: Records delivered, each once.
        declared_total: The number that the provider declares, if it does.
        pages: Pages received, the empty one at the end not among them.
        requests: Requests sent for them, repeated ones included.
        retries: How many of these were repeated.
        elapsed: Seconds from the first request to the last answer.
        high_water: The latest ``dateLastModified`` of all records; None if none had one.
        repairs: What was not as the standard has it, and how often: ``{"User.enabledUser was a boolean": 838}``.
        warnings: What the provider said beside the records, and how often: ``{"invalid_sort_field": 3}``.
    """

    operation: str
    complete: bool = False
    evidence: Evidence | None = None
    received: int = 0
    distinct: int = 0
    declared_total: int | None = None
    pages: int = 0
    requests: int = 0
    retries: int = 0
    elapsed: float = 0.0
    high_water: datetime | None = None
    repairs: dict[str, int] = field(factory=dict[str, int])
    warnings: dict[str, int] = field(factory=dict[str, int])
    _started: float = field(factory=time.monotonic, repr=False, eq=False)

    def sent(self, tries: int) -> None:
        """Take note of a request that was sent so often."""
        self.requests += tries
        self.retries += tries - 1

    def read(self, paging: Paging, repairs: Mapping[tuple[Where, str], int], warnings: tuple[str, ...]) -> None:
        """Take note of an answer: where the reading stands, and what was said or mended."""
        self.received = paging.received
        self.distinct = paging.received - paging.repeated
        self.declared_total = paging.declared_total
        self.evidence = paging.evidence
        self.complete = paging.evidence is not None
        self.elapsed = time.monotonic() - self._started
        for ((model, wire), what), count in repairs.items():
            words = f"{model}.{wire} {what}"
            self.repairs[words] = self.repairs.get(words, 0) + count
        for code in warnings:
            self.warnings[code] = self.warnings.get(code, 0) + 1

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON has it."""
        shown = {name: getattr(self, name) for name in self.__annotations__ if not name.startswith("_")}
        return {**shown, "high_water": self.high_water.isoformat() if self.high_water else None}
