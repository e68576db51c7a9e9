"""What a query asks for: parts of a request, tests for what comes, and an account of both. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final

from attrs import evolve, field, frozen

from oneroster_openapi.operation import Operation
from oneroster_openapi.record import Record

from ._core import Core, Target
from ._errors import NotOffered, QueryError
from ._fields import wire_path
from ._filters import Expression, clauses_of, describe, fields_read
from ._flow import Flow
from ._ids import Ids, LatestIds
from ._json import as_list
from ._ledger import Ledger
from ._lookups import count
from ._matching import compiled, has_raw
from ._order import Runs, Term, sortable
from ._pages import Pages
from ._paging import Paging
from ._progress import Progress
from ._report import PullReport
from ._screening import Screen, Verify
from ._splitting import Split, split
from ._withheld import CREDENTIALS

SHOWS_ORDER: Final = 20
"""How many records are asked for, at least, where an order was asked for."""


@frozen
class Spec:
    """What a query asks for, in the words of the standard."""

    filter: Expression | None = None
    terms: tuple[Term, ...] = ()
    fields: tuple[str, ...] = ()
    page_size: int = 1000
    limit: int | None = None
    strict: bool = True
    verify: Verify = "wide"
    server_only: bool = False
    since: datetime | None = None


@frozen
class Explanation:
    """What a query sends, and what is done here. ``str()`` shows the values; they are yours, do not log them.

    Attributes:
        operation: Method and path, with the names of the ids.
        sent: The parameters of the query, as the provider gets them, not yet percent-encoded.
        here: What is done to the records that come, in words; empty if the provider does all of it.
    """

    operation: str
    sent: Mapping[str, str] = field(repr=False)
    here: tuple[str, ...] = field(repr=False)

    def __str__(self) -> str:
        sent = [f"  {name}={value}" for name, value in self.sent.items()] or ["  nothing"]
        here = [f"  {words}" for words in self.here] or ["  nothing"]
        return "\n".join([self.operation, "sent to the provider:", *sent, "done here:", *here])


@frozen
class Listing:
    """A collection of one provider with what is asked of it: makes targets, and the state of one reading."""

    core: Core
    operation: Operation
    ids: tuple[str, ...] = field(repr=False)
    spec: Spec

    @property
    def model(self) -> type[Record]:
        """The records that the caller sees."""
        return self.core.dialect.model(self.operation)

    def target(self) -> Target:
        """What to send, without the window of a page."""
        spec, parameters = self.spec, dict[str, Any]()
        dialect = self.core.dialect
        sent = self.split().sent
        if sent is not None:
            parameters["filter"] = sent
        if spec.terms and self.core.habits.sorts:
            (parameters["sort"], _) = dialect.condition(self.model, (self._paths()[0], ""))
            parameters["orderBy"] = self.operation.choice("OrderBy", spec.terms[0].direction)
        if not spec.fields:
            return Target(self.operation, self.ids, parameters)
        asked = self._fields()
        parameters["fields"] = dialect.fields(self.model, asked)
        return Target(self.operation, self.ids, parameters, frozenset(parameters["fields"]), frozenset(asked))

    def split(self) -> Split:
        """What of the filter goes to the provider, and what is applied here.

        Raises:
            QueryError: a field or a value cannot be right, or something would have to be applied here, though only the
                provider may.
        """
        spec, core = self.spec, self.core
        self._refuse_credentials()
        if spec.filter is None:
            return Split(None, None, None)
        parts = split(
            spec.filter,
            self.model,
            strict=spec.strict,
            translate=core.dialect.condition,
            quoting=core.habits.quoting,
            most_clauses=core.habits.most_clauses,
        )
        if spec.server_only and parts.here is not None:
            raise QueryError(
                "the filter is more than the provider's grammar carries (two clauses, joined by one AND or OR), and "
                "server_only() forbids to apply the rest here. Leave server_only() out, or use raw()."
            )
        return parts

    def _refuse_credentials(self) -> None:
        asked = () if self.spec.filter is None else tuple(clause.field for clause in clauses_of(self.spec.filter))
        for name in (*asked, *(term.field for term in self.spec.terms)):
            if not self.core.habits.credentials and CREDENTIALS & set(name.split(".")):
                raise QueryError(f"{name} cannot be looked at: it is left out of what comes, but for credentials=True")

    def screen(self) -> Screen:
        """The tests for the records that come."""
        parts, spec = self.split(), self.spec

        def test(expression: Expression | None, *, wide: bool) -> Any:
            return None if expression is None else compiled(expression, self.model, wide=wide, strict=spec.strict)

        asked = None if spec.verify == "none" else test(parts.asked, wide=True)
        exact = test(parts.asked, wide=False) if spec.verify == "strict" else None
        return Screen(asked, exact, test(parts.here, wide=False))

    def reading(self, *, as_they_came: bool = False, paging: Paging | None = None) -> Progress:
        """The state of reading the collection once, from its start, or what of it this paging reads."""
        target, spec = self.target(), self.spec
        screen, sorts = self.screen(), self.core.habits.sorts
        size, taken_as_they_come = spec.page_size, not spec.terms or (sorts and len(spec.terms) == 1)
        if spec.limit is not None and taken_as_they_come and screen.here is None:
            # A few records show whether the provider sorts at all; one alone is always in order.
            size = min(size, max(spec.limit, SHOWS_ORDER if spec.terms else 1))
        if paging is None:
            # A sorted reading is held back until it has come whole, so that its ids cost little.
            ids = Ids() if self.core.habits.check_duplicates or spec.terms else LatestIds()
            label, counts = target.label, self.core.habits.counts
            paging = Paging(label, size, self.core.name, counts=counts, ledger=Ledger(ids=ids))
        paging.claims.links_hold = self.core.known.links_hold
        report = PullReport(target.label, since=spec.since, partial=spec.limit is not None)
        pages = Pages(
            self.core,
            target,
            paging,
            report,
            screen,
            self._unfiltered(target),
            sorted=bool(spec.terms) and self.core.habits.sorts,
            as_they_came=as_they_came,
            most=spec.limit,
        )
        runs: Runs[Any] = Runs(self._paths(), [each.direction for each in spec.terms])
        return Progress(pages, runs, spec.limit, spec.page_size, provider_sorts=sorts)

    def _unfiltered(self, target: Target) -> tuple[Target, Screen] | None:
        """What is asked for if the provider refuses the filter, and the test of the whole filter here."""
        spec = self.spec
        if "filter" not in target.parameters or spec.filter is None or spec.server_only or has_raw(spec.filter):
            return None
        kept = {name: value for name, value in target.parameters.items() if name != "filter"}
        test = compiled(spec.filter, self.model, wide=False, strict=spec.strict)
        return evolve(target, parameters=kept), Screen(here=test)

    def counting(self) -> Flow[int]:
        """The number of records, as the provider declares it, within the limit of the query."""
        if self.split().here is not None:
            raise NotOffered(
                "count() asks the provider, and a part of the filter is applied here. Count what you iterate over "
                "instead; explain() shows the parts.",
                name=self.core.name,
            )
        total = yield from count(self.core, self.target(), self.screen())
        return total if self.spec.limit is None else min(total, self.spec.limit)

    def explained(self) -> Explanation:
        """What is sent and what is done here."""
        target, spec, here = self.target(), self.spec, list[str]()
        rest = self.split().here
        if rest is not None:
            here.append(f"filter: {describe(rest, self.model, strict=spec.strict)}")
        words = {"asc": "ascending", "desc": "descending"}
        order = [f"{path} {words[each.direction]}" for path, each in zip(self._paths(), spec.terms, strict=True)]
        if order and not self.core.habits.sorts:
            here.append(f"order: {', '.join(order)}")
        elif order[1:]:
            here.append(f"order: {', '.join(order[1:])}, where {self._paths()[0]} is equal")
        if rest is None and self.split().asked is not None and spec.verify == "strict":
            here.append("check: each record against the exact reading of the filter")
        sent = {name: _shown(value) for name, value in target.parameters.items()}
        return Explanation(target.label, sent, tuple(here))

    def _paths(self) -> list[str]:
        return [sortable(self.model, each.field, strict=self.spec.strict) for each in self.spec.terms]

    def _fields(self) -> list[str]:
        """The fields to ask for; the id, and what is needed to test records or put them in order, come along."""
        spec = self.spec
        tested = () if spec.filter is None else fields_read(spec.filter, self.model, strict=spec.strict)
        needed = ["sourcedId", *spec.fields, *(path.partition(".")[0] for path in self._paths()), *tested]
        return list(dict.fromkeys(needed))


def whole(core: Core, operation: Operation, page_size: int, ids: tuple[str, ...] = ()) -> Listing:
    """A collection with nothing asked of it."""
    return Listing(core, operation, ids, Spec(page_size=page_size))


def _shown(value: Any) -> str:
    several = as_list(value)
    if several is not None:
        return ",".join(map(str, several))
    return str(value.value if isinstance(value, Enum) else value)


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
