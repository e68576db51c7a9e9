"""A district at one time: several collections, those first to which others refer, with an account of all."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Final, TypeAlias

from attrs import define, evolve, field, frozen

from oneroster_openapi.operation import Operation
from oneroster_openapi.record import Record

from ._core import Core
from ._errors import IncompletePull, OneRosterError, QueryError
from ._flow import Flow
from ._json import as_object
from ._listing import whole
from ._query import moment_of, since_clause
from ._references import readers, referring
from ._report import PullReport

State: TypeAlias = Mapping[str, Any]
"""Where a snapshot of changes goes on: plain JSON, kept by the caller from one run to the next."""

CHANGED: Final = frozenset({409, 410, 412})
"""Statuses with which providers say that their data changed while it was read."""
_STATE_VERSION: Final = 1


@define
class SnapshotReport:
    """The account of a snapshot. It holds counts and names, nothing of any record.

    Attributes:
        pulls: The report of each collection, in the order in which they were read.
        dangling: References to records that are not in the snapshot, by the field that holds them:
            ``{"Enrollment.user": 3}``; only where the collection that they belong to was read whole.
        restarts: How often it was begun again, for the data changed while it was read.
        next_state: Give it to the next snapshot as ``since``, to read what changes until then. It is JSON.
    """

    pulls: dict[str, PullReport] = field(factory=dict[str, PullReport])
    dangling: dict[str, int] = field(factory=dict[str, int])
    restarts: int = 0
    next_state: dict[str, Any] = field(factory=dict[str, Any])

    @property
    def complete(self) -> bool:
        """Whether every collection came whole."""
        return all(report.complete for report in self.pulls.values())

    def to_dict(self, *, hash_ids: str | bytes | None = None) -> dict[str, Any]:
        """The report as JSON has it; with a key as `hash_ids`, with hashes in place of ids (`PullReport.to_dict`)."""
        pulls = {name: report.to_dict(hash_ids=hash_ids) for name, report in self.pulls.items()}
        own = {name: getattr(self, name) for name in self.__annotations__}
        return {**own, "pulls": pulls, "complete": self.complete}


@frozen
class Snapshot(Mapping[str, list[Any]]):
    """The records of several collections by their names, ``snapshot["users"]``, and what is known of the reading."""

    records: Mapping[str, list[Any]] = field(repr=lambda records: str({name: len(records[name]) for name in records}))
    report: SnapshotReport = field(repr=False)

    def __getitem__(self, name: str) -> list[Any]:
        return self.records[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def snapshot(core: Core, page_size: int, names: Iterable[str], since: State | None, restarts: int) -> Flow[Snapshot]:
    """Read these collections; from the beginning again if the provider says that its data changed.

    Raises:
        QueryError: there is no such collection, or `since` is not what a snapshot gave.
        IncompletePull: the data changed each time.
    """
    wanted = in_order(core, names)
    core = evolve(core, habits=evolve(core.habits, check_duplicates=True))  # references are looked up among the ids
    begins = _begins(since)
    for restarted in range(restarts + 1):
        try:
            return (yield from _once(core, page_size, wanted, begins, restarted))
        except OneRosterError as error:
            if restarted == restarts or not _says_changed(error):
                raise
    raise QueryError(f"restarts={restarts}: a number of times, nought at least")


def _once(
    core: Core,
    page_size: int,
    wanted: Mapping[str, Operation],
    begins: Mapping[str, str],
    restarted: int,
) -> Flow[Snapshot]:
    report, records = SnapshotReport(restarts=restarted), dict[str, list[Any]]()
    for name, operation in wanted.items():
        asked = whole(core, operation, page_size)
        if name in begins:
            asked = since_clause(asked, moment_of(begins[name]))
        progress = asked.reading()
        records[name] = []
        try:
            while (page := (yield from progress.next())) is not None:
                records[name] += progress.deliver(page)
        finally:
            progress.close()
        records[name] += progress.deliver(None)
        report.pulls[name] = progress.report
    report.dangling = _dangling(core, wanted, records, report)
    later = {name: pull.next_since.isoformat() for name, pull in report.pulls.items()}
    report.next_state = {"version": _STATE_VERSION, "since": {**begins, **later}}
    return Snapshot(records, report)


def _says_changed(error: OneRosterError) -> bool:
    return error.status in CHANGED or (isinstance(error, IncompletePull) and error.retryable)


def _begins(since: State | None) -> dict[str, str]:
    if since is None:
        return {}
    state = as_object(since) or {}
    begins = as_object(state.get("since"))
    if begins is None or state.get("version") != _STATE_VERSION:
        raise QueryError("since takes the next_state of a snapshot's report, or None to read everything")
    for moment in begins.values():
        moment_of(moment)
    return dict(begins)


# --- which collections, and in which order


def collections(core: Core) -> dict[str, Operation]:
    """The collections that can be read whole, by their names in Python."""
    return {
        snake(operation.path.rpartition("/")[2]): operation
        for operation in core.dialect.operations.values()
        if operation.method == "GET" and operation.answer and operation.answer.many and "{" not in operation.path
    }


def snake(name: str) -> str:
    """A name of the standard as Python writes it: ``academic_sessions`` for ``academicSessions``."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def in_order(core: Core, names: Iterable[str]) -> dict[str, Operation]:
    """The collections asked for, those first to whose records others refer.

    Raises:
        QueryError: there is no such collection, or none is asked for.
    """
    known, asked = collections(core), [names] if isinstance(names, str) else list(names)
    wanted = {snake(name): None for name in asked}
    if not wanted:
        raise QueryError("a snapshot needs the name of one collection at least")
    for name in wanted:
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {nearest[0]!r}?" if nearest else f"; there are {', '.join(known)}"
            raise QueryError(f"there is no collection {name!r} to read whole{hint}")
    sequence: dict[str, None] = {}
    for model in (core.dialect.model(known[name]) for name in wanted):
        _place(model, sequence, core)
    rank = {name: number for number, name in enumerate(sequence)}
    ordered = sorted(wanted, key=lambda name: rank[core.dialect.model(known[name]).__name__])
    return {name: known[name] for name in ordered}


def _place(model: type[Record], sequence: dict[str, None], core: Core, above: tuple[str, ...] = ()) -> None:
    """Put a model into the sequence, after those that it refers to."""
    if model.__name__ in sequence or model.__name__ in above:
        return
    known = readers(core.dialect.operations)
    for reader in (known.get(word or "") for word in _words(model)):
        if reader is not None:
            _place(core.dialect.model(reader), sequence, core, (*above, model.__name__))
    sequence[model.__name__] = None


def _words(model: type[Record]) -> Iterator[str | None]:
    for each in referring(model):
        if each.is_reference:
            yield each.word
        else:
            yield from _words(each.part)


# --- references that lead nowhere


def _dangling(
    core: Core, wanted: Mapping[str, Operation], records: Mapping[str, list[Any]], report: SnapshotReport
) -> dict[str, int]:
    present = dict[str | None, Set[str]]()
    for kind, operation in readers(core.dialect.operations).items():
        name = snake(operation.path.split("/")[-2])
        if name in report.pulls and report.pulls[name].since is None:
            present[kind] = report.pulls[name].ids
    counted: Counter[str] = Counter()
    for name in wanted:
        for record in records[name]:
            for where, word, sourced_id in _referred(record, type(record).__name__):
                counted[where] += word in present and sourced_id not in present[word]
    return dict(+counted)


def _referred(record: Record, where: str) -> Iterator[tuple[str, str | None, str]]:
    """The field, the kind and the id of everything that a record refers to."""
    for each in referring(type(record)):
        value = getattr(record, each.prop.name, None)
        for part in value if each.many and value is not None else [value] if value is not None else []:
            inner = f"{where}.{each.prop.wire}"
            if each.is_reference:
                yield inner, each.word, part.sourced_id
            else:
                yield from _referred(part, inner)
