"""Queries: immutable, lazy descriptions of what to read. The builders are shared by both kinds of client."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Generic, TypeVar, get_args

from attrs import evolve

from ._errors import QueryError
from ._fields import wire_path
from ._filters import Clause, Expression, Field, Value, literal
from ._listing import Explanation, Listing
from ._order import Term, sortable, term
from ._privacy import border
from ._screening import Verify

Q = TypeVar("Q")

OVERLAP: Final = timedelta(minutes=10)
"""How much earlier than said changes are asked for, for what was being written then, and clocks that differ."""


class Builder(Generic[Q]):
    """The part of a query that describes. Each method gives a new query and leaves this one as it is."""

    @border
    def where(self, *expressions: Expression, strict: bool = True, verify: Verify | None = None, **equal: Value) -> Q:
        """Only records for which all of this holds.

        The standard's grammar carries two comparisons, joined by one AND or OR. What it carries goes to the provider,
        the rest is applied here to the records that come; `explain` shows which is which.

        Args:
            *expressions: Filters made with `F` or `raw`.
            strict: Whether to refuse fields that the model lacks.
            verify: How records are checked against what the provider was asked for. ``wide``, the default: those that
                no reading of the filter admits are dropped and reported, for the provider ignores it. ``strict``: by
                the exact reading (to the letter). ``none``: not at all.
            **equal: Fields, in snake_case, and the value that each must have.

        Raises:
            QueryError: a field is unknown, or a value cannot be one of its field.
        """
        if verify is not None and verify not in get_args(Verify):
            raise QueryError(f"verify={verify!r} is unknown; choose one of {', '.join(get_args(Verify))}")
        parts: list[Expression] = [*expressions, *(Field(name) == value for name, value in equal.items())]
        joined = self._listing().spec.filter
        for part in parts:
            if not isinstance(part, Expression):
                raise QueryError(f"where() takes filters made with F or raw(), not {type(part).__name__}")
            joined = part if joined is None else joined & part
        if joined is None:
            raise QueryError("where() needs a filter")
        spec = self._listing().spec
        return self._checked(filter=joined, strict=strict and spec.strict, verify=verify or spec.verify)

    @border
    def changed_since(self, moment: datetime | date | str, *, overlap: timedelta = OVERLAP) -> Q:
        """Only records that changed at this time or later (``dateLastModified``), or that do not say when they did.

        Take `PullReport.next_since` of the pull before. A pull of changes says nothing of records that are absent;
        a provider that deletes records without marking them needs a whole pull now and then.

        Args:
            moment: A time with its zone, a day (from midnight UTC), or either in ISO 8601.
            overlap: How much earlier to begin, for what was being written at the time, and for clocks that differ.

        Raises:
            QueryError: the time has no zone, or the query has such a time already.
        """
        return self._of(since_clause(self._listing(), moment_of(moment), overlap))

    def server_only(self) -> Q:
        """Refuse what the provider cannot do by itself, instead of reading more and applying the rest here.

        Raises:
            QueryError: a part of the filter would have to be applied here.
        """
        return self._checked(server_only=True)

    def explain(self) -> Explanation:
        """What is sent to the provider, and what is done here. Nothing is sent for it."""
        return self._listing().explained()

    def sort(self, field: str, direction: str = "asc", *, strict: bool = True) -> Q:
        """Sorted by one field. The provider sorts, by Unicode; the last of `sort` and `order_by` wins.

        Raises:
            QueryError: the field is unknown or holds a list, or the direction is neither ``asc`` nor ``desc``.
        """
        return self.order_by(Term(field, direction), strict=strict)

    def order_by(self, *terms: Term | str, strict: bool = True) -> Q:
        """Sorted by one or several fields: ``order_by(asc("familyName"), desc("givenName"))``.

        The provider sorts by the first; runs of equal values are put in order here, one run in memory at a time.
        Records without a value come first ascending and last descending. The last of `sort` and `order_by` wins.

        Raises:
            QueryError: a field is unknown or holds a list, or a direction is neither ``asc`` nor ``desc``.
        """
        if not terms:
            raise QueryError("order_by() needs at least one field")
        given = tuple(term(each) for each in terms)
        for each in given:
            path = sortable(self._listing().model, each.field, strict=strict)
            self._listing().core.dialect.condition(self._listing().model, (path, ""))
        return self._with(terms=given, strict=strict and self._listing().spec.strict)

    def select(self, *fields: str, strict: bool = True) -> Q:
        """Only these fields of each record, and its ``sourcedId``. Touching another raises `FieldMissing`.

        Raises:
            QueryError: a field is unknown. The standard selects whole fields, so a name with a dot is refused too.
        """
        if not fields:
            raise QueryError("select() needs at least one field")
        paths = tuple(wire_path(self._listing().model, name, strict=strict) for name in fields)
        self._listing().core.dialect.fields(self._listing().model, paths)
        if strict and any("." in path for path in paths):
            raise QueryError("select() takes whole fields: the standard cannot select a part of one")
        return self._with(fields=paths)

    def page_size(self, records: int) -> Q:
        """Ask for so many records at a time; providers may give fewer."""
        if records < 1:
            raise QueryError(f"page_size({records}): ask for one record at least")
        return self._with(page_size=records)

    def limit(self, records: int) -> Q:
        """At most so many records in all."""
        if records < 0:
            raise QueryError(f"limit({records}): a negative number of records")
        return self._with(limit=records)

    def _at_most(self, records: int) -> Q:
        known = self._listing().spec.limit
        return self._with(limit=records if known is None else min(known, records))

    def __repr__(self) -> str:
        operation = self._listing().operation
        return f"<{type(self).__name__} {operation.method} {operation.path}>"

    def _checked(self, **changes: Any) -> Q:
        """The query with these changes, if it can be asked."""
        evolve(self._listing(), spec=evolve(self._listing().spec, **changes)).screen()
        return self._with(**changes)

    def _with(self, **changes: Any) -> Q:
        return self._of(evolve(self._listing(), spec=evolve(self._listing().spec, **changes)))

    def _listing(self) -> Listing:
        """What is asked for."""
        raise TypeError(f"{type(self).__name__} asks for nothing")

    def _of(self, listing: Listing) -> Q:
        raise TypeError(f"{type(self).__name__} makes no queries")


def since_clause(listing: Listing, since: datetime, overlap: timedelta = OVERLAP) -> Listing:
    """The same for records that changed since then, or that do not say when they did.

    Raises:
        QueryError: it has such a time already.
    """
    spec = listing.spec
    if spec.since is not None:
        raise QueryError("changed_since() was said before")
    clause = Clause("dateLastModified", ">=", literal(since - overlap, "dateLastModified"), or_missing=True)
    joined = clause if spec.filter is None else clause & spec.filter
    changed = evolve(listing, spec=evolve(spec, filter=joined, since=since))
    changed.screen()
    return changed


def moment_of(value: datetime | date | str) -> datetime:
    """A point in time, from what a caller gave for it.

    Raises:
        QueryError: it is none, or has no time zone.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            raise QueryError("a time is written as in ISO 8601, such as 2026-01-02T03:04:05Z") from None
    if not isinstance(value, datetime):
        if not isinstance(value, date):
            raise QueryError(f"a time is a datetime, a date or a string, not {type(value).__name__}")
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if value.tzinfo is None:
        raise QueryError("a time needs its zone: datetime(..., tzinfo=UTC), or Z at its end; local time is a guess")
    return value
