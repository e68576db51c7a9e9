"""Queries: immutable, lazy descriptions of what to read. The builders are shared by both kinds of client."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen

from oneroster_openapi.operation import Operation
from oneroster_openapi.record import Record

from ._core import Core, Page, Target
from ._errors import QueryError
from ._fields import wire_path
from ._filters import Expression, Field, Value
from ._flow import Flow
from ._order import Runs, Term, sortable, term
from ._paging import Paging
from ._report import PullReport
from ._splitting import split

T = TypeVar("T")
Q = TypeVar("Q")


@frozen
class Spec:
    """What a query asks for, in the words of the standard."""

    filter: Expression | None = None
    terms: tuple[Term, ...] = ()
    fields: tuple[str, ...] = ()
    page_size: int = 1000
    limit: int | None = None
    strict: bool = True


@frozen
class Listing:
    """A collection of one provider with what is asked of it: makes targets, and the state of one reading. Pure."""

    core: Core
    operation: Operation
    ids: tuple[str, ...] = field(repr=False)
    spec: Spec

    def target(self) -> Target:
        """What to send, without the window of a page."""
        spec, parameters = self.spec, dict[str, Any]()
        dialect = self.core.dialect
        if spec.filter is not None:
            parameters["filter"] = self.compiled(spec.filter, strict=spec.strict)
        if spec.terms:
            (parameters["sort"], _) = dialect.condition(self.model, (self._paths()[0], ""))
            parameters["orderBy"] = self.operation.choice("OrderBy", spec.terms[0].direction)
        if not spec.fields:
            return Target(self.operation, self.ids, parameters)
        asked = self._fields()
        parameters["fields"] = dialect.fields(self.model, asked)
        return Target(self.operation, self.ids, parameters, frozenset(parameters["fields"]), frozenset(asked))

    @property
    def model(self) -> type[Record]:
        """The records that the caller sees."""
        return self.core.dialect.model(self.operation)

    def compiled(self, expression: Expression, *, strict: bool) -> str:
        """A filter in the words of the provider."""
        parts = split(expression, self.model, strict=strict, translate=self.core.dialect.condition)
        if parts.sent is None or parts.here is not None:
            raise QueryError(
                "the filter is more than OneRoster carries: two clauses at most, joined by one AND or OR. "
                "Filter the rest in Python, or send the provider's own grammar with raw()."
            )
        return parts.sent

    def reading(self) -> Progress:
        """The state of reading the collection once, from its start."""
        target, limit = self.target(), self.spec.limit
        whole_runs = len(self.spec.terms) > 1
        size = self.spec.page_size if limit is None or whole_runs else min(self.spec.page_size, max(limit, 1))
        runs: Runs[Any] = Runs(self._paths(), [each.direction for each in self.spec.terms])
        return Progress(self.core, target, Paging(target.label, size), runs, limit)

    def counting(self) -> Flow[int]:
        """The number of records, as the provider declares it, within the limit of the query."""
        total = yield from self.core.count(self.target())
        return total if self.spec.limit is None else min(total, self.spec.limit)

    def _paths(self) -> list[str]:
        return [sortable(self.model, each.field, strict=self.spec.strict) for each in self.spec.terms]

    def _fields(self) -> list[str]:
        """The fields to ask for; the id, and what is needed to put records in order here, always come along."""
        needed = ["sourcedId", *self.spec.fields, *(path.partition(".")[0] for path in self._paths())]
        return list(dict.fromkeys(needed))


def single(core: Core, name: str, ids: tuple[str, ...], fields: tuple[str, ...]) -> Target:
    """The target for one record, whole or with these fields only."""
    operation = core.operation(name)
    if not fields:
        return Target(operation, ids)
    model = core.dialect.model(operation)
    asked = list(dict.fromkeys(["sourcedId", *(wire_path(model, name) for name in fields)]))
    chosen = core.dialect.fields(model, asked)
    return Target(operation, ids, {"fields": chosen}, frozenset(chosen), frozenset(asked))


def sourced_id_of(value: object) -> str:
    """An id as it goes into a path; an empty one would name the collection instead."""
    if not isinstance(value, str) or not value:
        raise QueryError("a sourcedId is a string that is not empty")
    if value in (".", ".."):
        raise QueryError(f"the sourcedId {value!r} cannot be asked for: in a path it means another place")
    return value


class Progress:
    """One reading of a collection: page after page, and which records are to be delivered of each."""

    def __init__(self, core: Core, target: Target, paging: Paging, runs: Runs[Any], limit: int | None) -> None:
        self.report = PullReport(target.label)
        self._paging = paging
        self._core = core
        self._target = target
        self._runs = runs
        self._left = limit
        self._begun = False

    def begin(self) -> None:
        """Begin, once.

        Raises:
            QueryError: it has begun before.
        """
        if self._begun:
            raise QueryError("a pull can be iterated over once; ask for another one")
        self._begun = True

    @property
    def done(self) -> bool:
        """Whether as many records were delivered as asked for."""
        return self._left is not None and self._left <= 0

    def next(self) -> Flow[Page[Any] | None]:
        """The next page, or None at the end."""
        return self._core.page(self._target, self._paging, self.report)

    def deliver(self, page: Page[Any] | None) -> list[Any]:
        """The records that may be handed out now; with None, those that are left at the end."""
        if page is None:
            return self.within(self._runs.end())
        for record in page.records:
            self._mark(getattr(record, "date_last_modified", None))
        return self.within(self._runs.feed(page.records))

    def _mark(self, moment: datetime | None) -> None:
        known = self.report.high_water
        if moment is not None and (known is None or moment > known):
            self.report.high_water = moment

    def cut(self, page: Page[Any]) -> Page[Any]:
        """The page with as many records as the limit still allows."""
        records = self.within(page.records)
        return evolve(page, records=records, raw=page.raw[: len(records)])

    def within(self, items: list[Any]) -> list[Any]:
        """As many of these as the limit still allows."""
        if self._left is None:
            return items
        kept = items[: max(self._left, 0)]
        self._left -= len(kept)
        return kept


class Builder(Generic[Q]):
    """The part of a query that describes. Each method gives a new query and leaves this one as it is."""

    def where(self, *expressions: Expression, strict: bool = True, **equal: Value) -> Q:
        """Only records for which all of this holds.

        Args:
            *expressions: Filters made with `F` or `raw`.
            strict: Whether to refuse fields that the model lacks.
            **equal: Fields, in snake_case, and the value that each must have.

        Raises:
            QueryError: a field is unknown, or the standard's grammar cannot carry the filter.
        """
        parts: list[Expression] = [*expressions, *(Field(name) == value for name, value in equal.items())]
        joined = self._listing().spec.filter
        for part in parts:
            if not isinstance(part, Expression):
                raise QueryError(f"where() takes filters made with F or raw(), not {type(part).__name__}")
            joined = part if joined is None else joined & part
        if joined is None:
            raise QueryError("where() needs a filter")
        self._listing().compiled(joined, strict=strict)
        return self._with(filter=joined, strict=strict and self._listing().spec.strict)

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

    def _with(self, **changes: Any) -> Q:
        return self._of(evolve(self._listing(), spec=evolve(self._listing().spec, **changes)))

    def _listing(self) -> Listing:
        """What is asked for."""
        raise TypeError(f"{type(self).__name__} asks for nothing")

    def _of(self, listing: Listing) -> Q:
        raise TypeError(f"{type(self).__name__} makes no queries")
