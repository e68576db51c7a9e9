"""What is known of a reading once it is over: whether it is whole, by which proof, and what it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import UTC, datetime
from typing import Any, Final

from attrs import define, field, fields

from oneroster_openapi.kinds import Where

from ._core import BadRecord
from ._edges import Edges
from ._errors import ImplausiblePull, IncompletePull
from ._paging import Paging
from ._privacy import hasher
from ._steps import NOTES, Evidence

MOST_KINDS: Final = 1000
"""How many kinds of repairs, and of warnings, are counted apart."""
OTHERS: Final = "and others"


@define
class PullReport:
    """The account of one pull. It holds counts, names of fields and ids, nothing else of any record.

    Attributes:
        operation: What was read.
        complete: Whether the collection came whole; False as long as the pull goes on, or if it was cut short. With
            ``on_invalid="collect"`` or ``"skip"`` it is whole but for the records that could not be read.
        evidence: What proves it: an empty page after the last record, the last link, the declared total confirmed by
            one more request, or the profile of the provider. Of a window of a collection (`read_partition`), all rows
            of it.
        received: Records received, but for those asked for twice on purpose.
        distinct: Different records among them.
        declared_total: The number that the provider last declared, if it did.
        invalid: Records that could not be read (``on_invalid="collect"``).
        skipped: How many were left out (``on_invalid="skip"``).
        ignored_filter: Records that came although no reading of the filter admits them; they were dropped.
        filtered: Records that were left out here, by what the provider's grammar cannot carry.
        pages: Pages with new records.
        requests: Requests sent for them, repeated ones included.
        retries: How many of these were repeated.
        elapsed: Seconds from the first request to the last answer.
        high_water: The latest ``dateLastModified`` of all records; None if none had one.
        repairs: What was not as the standard has it, and how often: ``{"User.enabledUser was a boolean": 838}``.
        warnings: What else was odd, and how often.
        withheld: Passwords and other credentials of people that came and were left out, and how often:
            ``{"User.password": 838}``. A client with ``credentials=True`` gives them.
        partial: Whether no more than a number of records was asked for (``limit``), or a window of them.
        since: From when on records were asked for (`changed_since`); None if for all.
        edges: Of a window that came whole: what `together` needs to see whether it fits to its neighbours.
    """

    operation: str
    complete: bool = False
    evidence: Evidence | None = None
    received: int = 0
    distinct: int = 0
    declared_total: int | None = None
    invalid: list[BadRecord] = field(factory=list[BadRecord])
    skipped: int = 0
    ignored_filter: int = 0
    filtered: int = 0
    pages: int = 0
    requests: int = 0
    retries: int = 0
    elapsed: float = 0.0
    high_water: datetime | None = None
    repairs: dict[str, int] = field(factory=dict[str, int])
    warnings: dict[str, int] = field(factory=dict[str, int])
    withheld: dict[str, int] = field(factory=dict[str, int])
    since: datetime | None = None
    partial: bool = False
    edges: Edges | None = field(default=None, repr=False)
    _nameless: int = field(default=0, init=False)
    """Records without an id."""
    _seen: Callable[[], Set[str]] = field(default=set[str], init=False, repr=False, eq=False)
    _started: float = field(factory=time.monotonic, init=False, repr=False, eq=False)
    _started_at: datetime = field(factory=lambda: datetime.now(UTC), init=False, repr=False, eq=False)

    @property
    def next_since(self) -> datetime:
        """From when on to ask for changes next time, with `changed_since`; never None, never in the future.

        It is the latest ``dateLastModified`` that came, but not later than the beginning of this pull; where no record
        had one, that from before, or the beginning of this pull.
        """
        if self.high_water is None:
            return min(self.since or self._started_at, self._started_at)
        return max(min(self.high_water, self._started_at), min(self.since or self.high_water, self._started_at))

    def absent(self, known_ids: Iterable[str], max_fraction: float = 0.1) -> set[str]:
        """Those of the ids that you know which the provider no longer has.

        Records that could not be read count as present, and so do those marked ``tobedeleted``: they came.

        Args:
            known_ids: The ids of an earlier pull of the same collection.
            max_fraction: The part of them that may be gone before it is taken for a fault of the provider.

        Raises:
            IncompletePull: the pull is not whole, or only a part was asked for; nothing follows for what did not come.
            ImplausiblePull: more than `max_fraction` are gone, or nothing came at all.
        """
        if not 0 <= max_fraction <= 1:
            raise ValueError(f"max_fraction={max_fraction}: it is between 0 and 1")
        if self.partial or self.since is not None:
            raise IncompletePull(
                f"{self.operation}: only a part was asked for (limit, changed_since or a window); what did not come "
                "may be there."
            )
        if not self.complete:
            raise IncompletePull(f"{self.operation}: the pull is not complete; nothing follows for what did not come.")
        if self._nameless:
            raise IncompletePull(
                f"{self.operation}: {self._nameless} records came without a sourcedId; they may be any of those sought."
            )
        known, present = set(known_ids), self._seen()
        gone = known - present
        if known and not present and max_fraction < 1:
            raise ImplausiblePull(
                f"{self.operation}: the provider gave no records at all, and {len(known)} are known. Is that so?"
            )
        if len(gone) > max_fraction * len(known):
            raise ImplausiblePull(
                f"{self.operation}: {len(gone)} of {len(known)} known records are gone, more than the "
                f"{max_fraction:.0%} that were set as plausible. Look at the provider before you delete; then raise "
                "max_fraction."
            )
        return gone

    @property
    def ids(self) -> Set[str]:
        """The ids of all records that came, of those that could not be read as well.

        Raises:
            IncompletePull: they were not kept, for ``check_duplicates`` is off, or the report was pickled.
        """
        return set(self._seen())

    # --- what the reading tells

    def sent(self, tries: int) -> None:
        """Take note of a request that was sent so often."""
        self.requests += tries
        self.retries += tries - 1

    def read(self, paging: Paging, repairs: Mapping[tuple[Where, str], int], told: Iterable[str]) -> None:
        """Take note of an answer: where the reading stands, and what was said or mended."""
        self.received, self.distinct = paging.received, paging.ledger.distinct
        self.declared_total = paging.claims.total
        self.evidence = paging.evidence
        self._seen = _not_kept if paging.ledger.forgets else lambda: paging.ledger.seen
        self.elapsed = time.monotonic() - self._started
        for ((model, wire), what), count in repairs.items():
            _count(self.repairs, f"{model}.{wire} {what}", count)
        for words in told:
            self.warn(words)
        if paging.evidence is not None and not self.complete:
            self.complete = True
            for note, count in paging.remarks().items():
                self.warn(NOTES[note], count)

    def warn(self, words: str, count: int = 1) -> None:
        """Count something odd."""
        _count(self.warnings, words, count)

    def left_out(self, model: str, names: Iterable[str]) -> None:
        """Take note of a record from which credentials were taken."""
        for name in names:
            _count(self.withheld, f"{model}.{name}", 1)

    def marked(self, moments: Iterable[datetime | None]) -> None:
        """Take note of when records last changed."""
        self.high_water = max(filter(None, (self.high_water, *moments)), default=None)

    def unreadable(self, invalid: BadRecord, *, kept: bool) -> None:
        """Take note of a record that cannot be read."""
        self._nameless += invalid.sourced_id is None
        if kept:
            self.invalid.append(invalid)
        else:
            self.skipped += 1

    def to_dict(self, *, hash_ids: str | bytes | None = None) -> dict[str, Any]:
        """The report as JSON has it. It holds counts, names of fields and the ids of records that cannot be read.

        `edges` is not in it: it is for `together`, which takes reports.

        Args:
            hash_ids: A key of yours, to have HMAC-SHA256 of each id instead of the id: equal ids stay equal, and only
                who has the key can tell whose they are.

        Raises:
            ConfigError: the key is empty.
        """
        written: Callable[[str], str] = str if hash_ids is None else hasher(hash_ids)
        shown = {name: getattr(self, name) for name in self.__annotations__ if name != "edges" and name[0] != "_"}
        moments = {name: shown[name].isoformat() if shown[name] else None for name in ("high_water", "since")}
        invalid = [{name: getattr(each, name) for name in each.__annotations__} for each in self.invalid]
        for each in invalid:
            each["sourced_id"] = each["sourced_id"] and written(each["sourced_id"])
        return {**shown, **moments, "invalid": invalid, "next_since": self.next_since.isoformat()}

    def __getstate__(self) -> dict[str, Any]:
        # The ids of all records stay behind: a report is sent on, and a million ids are not wanted there.
        return {each.name: None if each.name == "_seen" else getattr(self, each.name) for each in fields(PullReport)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)
        self._seen = _left_behind


def _count(counted: dict[str, int], words: str, count: int) -> None:
    """Count words; what a provider can make more and more kinds of is counted together."""
    known = words if words in counted or len(counted) < MOST_KINDS else OTHERS
    counted[known] = counted.get(known, 0) + count


def _not_kept() -> Set[str]:
    raise IncompletePull("which ids came is not known, for check_duplicates is off; ids and absent() need it")


def _left_behind() -> Set[str]:
    raise IncompletePull("a report that was pickled no longer knows which ids came; ask for absent() before")
