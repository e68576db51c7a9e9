"""Whether what many workers read of one collection is the whole of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ._edges import Edges
from ._errors import IncompletePull, QueryError
from ._privacy import border
from ._report import PullReport
from ._window import AGAIN


@border
def together(reports: Iterable[PullReport]) -> None:
    """Check that collections which were read in windows (``plan(..., rows=...)``) have come whole.

    Every worker proves what it read by itself. What none of them can see is checked here: that all windows are there;
    that each begins with the row with which the one before ended; that no row came in two of them, for where rows move,
    one comes twice and another not at all; and that no fewer came than the provider declared. Give the reports of all
    partitions of a plan, while their records are still where they can be withdrawn: before this has passed, they are no
    whole roster.

    A collection of which no report is given at all is not missed here; count the reports against the partitions.

    Args:
        reports: The `PullReport` of each partition, pickled or not. Those of whole collections need only be complete.

    Raises:
        IncompletePull: a report is not complete, a window is missing, or windows do not fit; names the seam.
        QueryError: no report is given, or a window is reported twice.
    """
    cuts, given = dict[str, list[Edges]](), list(reports)
    labels = dict[str, str]()
    if not given:
        raise QueryError("together() needs the reports of the partitions that were read; none is given")
    for report in given:
        if not report.complete:
            raise IncompletePull(f"{report.operation}: a partition did not come whole; read it again.", retryable=True)
        if report.edges is not None:
            cuts.setdefault(report.edges.cut, []).append(report.edges)
            labels[report.edges.cut] = report.operation
    for cut, edges in cuts.items():
        _check(labels[cut], sorted(edges, key=lambda each: each.number))


def _check(label: str, edges: Sequence[Edges]) -> None:
    """Whether these are all windows of one cut, each once, and fit together."""
    of, name = edges[0].of, edges[0].name
    numbers = [each.number for each in edges]
    for one, other in pairwise(numbers):
        if one == other:
            raise QueryError(
                f"{label}: window {one + 1} of {of} is reported twice; give the report of the reading that is kept",
                name=name,
            )
    missing = ", ".join(str(number + 1) for number in range(of) if number not in numbers)
    if missing:
        raise IncompletePull(
            f"{label}: of {of} windows, there is no report of {missing}. Read them.", retryable=True, name=name
        )
    for problem in _misfits(edges):
        raise IncompletePull(
            f"{label}: {problem}; rows were inserted, removed or moved while they were read. {AGAIN}",
            retryable=True,
            name=name,
        )


def _misfits(edges: Sequence[Edges]) -> Iterator[str]:
    """What is wrong with windows that are all there."""
    of = len(edges)
    for before, after in pairwise(edges):
        if before.last != after.first:
            yield f"windows {before.number + 1} and {after.number + 1} of {of} do not fit together"
    rows = [row for each in edges for row in each.digests()]
    distinct = len(set(rows))
    declared = max((each.declared for each in edges if each.declared is not None), default=distinct)
    twice = len(rows) - (of - 1) - distinct
    if twice:
        yield f"{twice} rows came in two windows, so that others may have come in none"
    if distinct < declared:
        yield f"the provider declared {declared} records, but gave {distinct}"
