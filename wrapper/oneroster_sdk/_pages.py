"""One reading of a collection, page by page: asks, listens to what `Paging` makes of the answers, reads the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import blake2b
from typing import Any, Final, TypeAlias

from attrs import define, evolve, field, frozen

from oneroster_openapi.record import InvalidRecord, Reading, Record

from ._ahead import Ahead
from ._answers import success
from ._asking import REFUSALS, Manner, refused
from ._at_once import AtOnce, count_mended
from ._bodies import Body, records, sourced_id
from ._came import Again, Kept
from ._claims import ANY_LIMIT, Arrived, Asked
from ._core import BadRecord, Core, Page, Target
from ._dialect import same_record
from ._errors import DecodeError, IncompletePull, InvalidRecordError
from ._events import PageRead, Repaired, Warned
from ._flow import Answer, Begun, Flow, Reply, Request
from ._json import to_json
from ._ledger import Fresh
from ._links import paging_links
from ._paging import Paging
from ._paused import CollectorPaused, count_again
from ._report import PullReport
from ._retry import HEAVY
from ._screening import Screen
from ._steps import Next, Step
from ._withheld import mark

_NOTHING: Final = "a {} stood for an empty page"
_PAST_THE_END: Final = frozenset({400, 404, 416, 422})
"""Statuses with which providers answer an offset that is past the last record."""
QUICK: Final = 0.005
"""Seconds in which an answer comes so soon that a thread which waits for it beside costs more than it spares."""
_FILTER_REFUSALS: Final = REFUSALS | {404}
_Sent: TypeAlias = tuple[Request, Answer, int]


@frozen
class _Asking:
    """One request for a page, as it is sent."""

    manner: Manner
    window: Next
    url: str = field(repr=False)
    sorts: bool


@define
class Pages:
    """The state of one reading.

    Attributes:
        core: The provider.
        target: What is asked for, without the window of a page.
        paging: Where the reading stands.
        report: The account of it.
        screen: Which records are delivered.
        unfiltered: What is asked for, and tested here, if the provider refuses the filter; None if that cannot be.
        sorted: Whether the caller asked for an order of his own.
        as_they_came: Whether only what came is wanted, be it readable or not.
        most: How many records are wanted, at most; None for all.
    """

    core: Core
    target: Target
    paging: Paging
    report: PullReport
    screen: Screen = field(factory=Screen)
    unfiltered: tuple[Target, Screen] | None = None
    sorted: bool = False
    as_they_came: bool = False
    most: int | None = None
    _at_once: AtOnce = field(init=False)
    _ahead: Ahead[_Sent] = field(factory=Ahead["_Sent"], init=False)
    _pages: tuple[tuple[Target, Manner, bool, bool], Callable[[int, int], str]] | None = field(default=None, init=False)
    """The addresses of pages that are asked for in the same way, by limit and offset; most differ in no more."""
    _quickest: float = field(default=float("inf"), init=False)
    """Seconds that the quickest good answer took so far."""

    def __attrs_post_init__(self) -> None:
        self._at_once = AtOnce(self.target.operation.model(), self.target.envelope)

    def next(self) -> Flow[Page[Any] | None]:
        """The next page with new records, or None when the collection has ended.

        Raises:
            IncompletePull: it cannot be proved to have come whole.
            InvalidRecordError: a record cannot be read, and ``on_invalid`` is "raise".
        """
        while (window := self.paging.next()) is not None:
            asking, body, links = yield from self._body(window)
            # With a smaller limit than was wanted, the window is another one from here on.
            asked = Asked(asking.window.offset, asking.window.limit, asking.url)
            ids = [identity(item) if body.content is None else item.sourced_id for item in body.items]
            fresh = self.paging.accept(asked, Arrived(body.items, ids, body.declared_total, links, body))
            self.core.known.links_hold = max(self.core.known.links_hold, _lasting(self.paging))
            self._refuse_endless()
            yield from self._look_ahead()
            self.core.tell(PageRead(self.target.label, window.offset, len(body.items), self.paging.claims.total))
            page = self._read(fresh, body)
            if fresh.items:
                self.report.pages += 1
                return page
        return None

    def close(self) -> list[Begun]:
        """End what is under way for pages that nobody will ask for; it may be waited for."""
        count_again()
        useless, dropped = self._ahead.drop()
        self.report.requests += useless
        return dropped

    def _look_ahead(self) -> Flow[None]:
        """Have the next pages fetched while this one is read."""
        if self.core.concurrency == 1 or self._quickest < QUICK:
            return
        manner, wanted = self.core.known.manner(self.target.operation.id), dict[str, Callable[[], Flow[_Sent]]]()
        for window in self.paging.ahead(self.core.concurrency):
            if self.most is None or window.offset + 1 < self.most:  # its first record has come already
                asking = self._asking(window, manner)
                wanted[asking.url] = partial(self._exchange, asking)
        self.report.requests += yield from self._ahead.keep(wanted)

    def _refuse_endless(self) -> None:
        most = self.core.habits.most_records
        if self.paging.ledger.distinct > most:
            raise IncompletePull(
                f"{self.target.label}: more than {most:,} records came, and there is no end to be seen. If the "
                "collection is as large as that, set max_records higher.",
                name=self.core.name,
            )

    # --- asking

    def _body(self, window: Next) -> Flow[tuple[_Asking, Body, Mapping[str, str]]]:
        asking, answer, tries = yield from self._answer(window)
        if isinstance(answer, Reply) and answer.status in _PAST_THE_END and self._may_be_past_the_end:
            return asking, Body([], (_NOTHING.format(answer.status),)), {}
        reply = success(self._request(asking.url), answer, tries, self.core.name)
        path, without = self.target.operation.path, self.core.unwanted(self.target)
        count_again()
        with CollectorPaused():
            at_once = None if self.as_they_came or self.target.selected is not None else self._at_once
            body = None if at_once is None else at_once.read(reply, without)
            if body is None:
                body = records(reply, self.target.label, key=self.target.envelope, path=path, without=without)
                if at_once is not None:
                    at_once.learn(body.items, without)
        total = self.core.declared_total(reply.headers, body.declared_total)
        return asking, evolve(body, declared_total=total), paging_links(reply.headers.get("link"), asking.url)

    @property
    def _may_be_past_the_end(self) -> bool:
        """Whether a refusal can say that nothing is left; elsewhere it says that something is wrong.

        Past the last record it can, for then the last record is looked at once more.
        """
        return self.paging.step is Step.PAST or self.paging.claims.reached(len(self.paging.ledger))

    def _answer(self, window: Next) -> Flow[tuple[_Asking, Answer, int]]:
        """Ask, with less if the provider refuses or fails; what was asked last, and the answer."""
        asking = self._asking(window, self.core.known.manner(self.target.operation.id))
        answer, tries = yield from self._sent(asking)
        while _is_heavy(answer) and self.core.retry.attempts > 1 and self.paging.shrink():
            window = self.paging.next() or window
            self.report.warn("the provider failed at large pages; smaller ones were asked for")
            asking = self._asking(window, asking.manner)
            answer, tries = yield from self._sent(asking)
        if self._is_first:
            eased = yield from self._ease(asking, answer)
            if eased is not None:
                return eased
        return asking, answer, tries

    @property
    def _is_first(self) -> bool:
        return not self.paging.received and self.paging.passes == 1

    def _ease(self, before: _Asking, refusal: Answer) -> Flow[tuple[_Asking, Answer, int] | None]:
        """Ask with less and less; None if nothing helps, for then the first answer says best what is wrong."""
        eased = (yield from self._with_less(before)) if refused(refusal) else None
        if eased is None and self.unfiltered is not None and _may_refuse_filter(refusal):
            eased = yield from self._apply_filter_here(before, *self.unfiltered)
        return eased

    def _with_less(self, before: _Asking) -> Flow[tuple[_Asking, Answer, int] | None]:
        selects = "fields" in self.target.parameters
        for manner in before.manner.eased(before.window.limit, sorts=before.sorts, selects=selects):
            asking = self._asking(before.window, manner)
            answer, tries = yield from self._sent(asking)
            if not refused(answer):
                self.core.known.manners[self.target.operation.id] = manner
                self.paging.page_size = manner.limit(self.paging.page_size)
                for words in manner.told(before.manner):
                    self.report.warn(words)
                return asking, answer, tries
        return None

    def _apply_filter_here(
        self, before: _Asking, without: Target, whole: Screen
    ) -> Flow[tuple[_Asking, Answer, int] | None]:
        """Do without the filter at the provider; None if that does not help either."""
        target, screen = self.target, self.screen
        self.target, self.screen = without, whole
        asking = self._asking(before.window, before.manner)
        answer, tries = yield from self._sent(asking)
        found = (yield from self._with_less(asking)) if refused(answer) else (asking, answer, tries)
        if found is not None and isinstance(found[1], Reply) and 200 <= found[1].status < 300:
            self.report.warn("the provider refuses the filter; it was applied here to all records")
            return found
        self.target, self.screen = target, screen
        return None

    def _asking(self, window: Next, manner: Manner) -> _Asking:
        sorts = self._sorts_by_id
        if manner.most is not None:
            window = evolve(window, limit=manner.limit(window.limit))
        if window.url is not None:
            return _Asking(manner, window, window.url, sorts)
        wanted = self.target, manner, sorts, self.paging.passes > 1
        if self._pages is None or self._pages[0] != wanted:
            self._pages = wanted, self._addresses(manner, sorts=sorts)
        return _Asking(manner, window, self._pages[1](window.limit, window.offset), sorts)

    def _addresses(self, manner: Manner, *, sorts: bool) -> Callable[[int, int], str]:
        given = {name: value for name, value in self.target.parameters.items() if not self._replaced(name)}
        ascending = {"sort": "sourcedId", "orderBy": self.target.operation.choice("OrderBy", "asc")}
        return self.core.pages(self.target, manner.parameters(given, ascending if sorts else {}))

    @property
    def _sorts_by_id(self) -> bool:
        """The first reading is in the caller's order, if any; if that lost records, the next goes by the id."""
        takes = "sort" in self.target.operation.query and self.core.habits.default_sort
        return takes and (not self.sorted or self.paging.passes > 1)

    def _replaced(self, name: str) -> bool:
        return name in ("sort", "orderBy") and self.paging.passes > 1

    def _sent(self, asking: _Asking) -> Flow[tuple[Answer, int]]:
        _, answer, tries = yield from self._ahead.sent(asking.url, partial(self._exchange, asking))
        self.report.sent(tries)
        if isinstance(answer, Reply) and 200 <= answer.status < 300:
            self._quickest = min(self._quickest, answer.took)
        return answer, tries

    def _exchange(self, asking: _Asking) -> Flow[_Sent]:
        heavy = asking.window.url is None
        return self.core.sent(self._request(asking.url), patient=not heavy)

    def _request(self, url: str) -> Request:
        return Request("GET", url, self.target.label)

    # --- reading

    def _read(self, fresh: Fresh, body: Body) -> Page[Any]:
        reading = Reading(selected=self.target.selected)
        source: Body = fresh.body or body
        with CollectorPaused():
            records, came, bad = self._records(fresh, reading, at_once=source.content is not None)
        count_mended(source.notes, fresh.items, reading)
        if source.withheld:
            self._withhold(records, came, source.withheld)
        screened = self.screen.screened(records, came)
        self.report.ignored_filter += screened.ignored_filter
        self.report.filtered += screened.filtered
        told = [*body.told, *body.warnings]
        if screened.ignored_filter:
            told.append("the provider sent records that no reading of the filter admits")
        # Before the report may say that all has come: if a listener raises, this page is delivered to nobody.
        self._tell(reading, told)
        self.report.read(self.paging, reading.repairs, told)
        raw = [*screened.raw, *(fresh.items[each.position - fresh.offset] for each in bad if self.as_they_came)]
        page = Kept(raw) if source.content is None else self._again(raw, source)
        return Page(screened.records, fresh.offset, self.paging.claims.total, page, body.warnings, tuple(bad))

    def _again(self, kept: list[Any], body: Body) -> Again:
        content, first = body.content or b"", len(body.items) - len(kept)
        if kept and body.items[first] is kept[0]:  # and so all from there on, which is the rule
            return Again(content, self.target.envelope, range(first, len(body.items)))
        wanted = {id(item) for item in kept}
        positions = [position for position, item in enumerate(body.items) if id(item) in wanted]
        return Again(content, self.target.envelope, positions)

    def _records(
        self, fresh: Fresh, reading: Reading, *, at_once: bool
    ) -> tuple[list[Record], list[Any], list[BadRecord]]:
        """The records that can be read, what each of them came as, and those that cannot."""
        seen = Reading(selected=self.target.shown)
        model, shown = self.target.operation.model(), self.core.dialect.model(self.target.operation)
        if at_once:
            show = self.core.dialect.show
            items = fresh.items if show is same_record else [show(item, shown, seen) for item in fresh.items]
            return list(items), list(fresh.items), []
        read, came, bad = list[Record](), list[Any](), list[BadRecord]()
        for position, item in enumerate(fresh.items, fresh.offset):
            try:
                record = self.core.dialect.show(model.from_dict(item, reading), shown, seen)
            except InvalidRecord as error:
                problem = BadRecord(position, sourced_id(item), error.record, error.field, error.reason)
            else:
                read.append(record)
                came.append(item)
                continue
            # Outside of the handler: the chain of an exception would show the record's own values to a logger.
            bad.append(problem)
            if not self.as_they_came:
                self._unreadable(problem)
        return read, came, bad

    def _withhold(self, records: list[Record], came: list[Any], withheld: Mapping[int, frozenset[str]]) -> None:
        for record, item in zip(records, came, strict=True):
            names = withheld.get(id(item))
            if names:
                mark(record, names)
                self.report.left_out(type(record).__name__, names)

    def _unreadable(self, problem: BadRecord) -> None:
        choice = self.core.habits.on_invalid
        if choice == "raise":
            raise invalid_record(self.target.label, problem, self.core.name)
        self.report.unreadable(problem, kept=choice == "collect")

    def _tell(self, reading: Reading, told: list[str]) -> None:
        for ((record, wire), what), count in reading.repairs.items():
            self.core.tell(Repaired(self.target.label, record, wire, what, count))
        for words in told:
            self.core.tell(Warned(self.target.label, words))


def invalid_record(label: str, problem: BadRecord, name: str | None) -> InvalidRecordError:
    """The error for a record that cannot be read."""
    path = f"{problem.record}.{problem.field}" if problem.field else problem.record
    return InvalidRecordError(
        f"{label}: record {problem.position} cannot be read: {path} {problem.reason}. "
        'Tell the provider; on_invalid="collect" reads the others and reports this one.',
        record=problem.record,
        field=problem.field,
        reason=problem.reason,
        position=problem.position,
        name=name,
    )


def identity(item: Any) -> str:
    """What tells a record apart from others: its ``sourcedId``; where it has none, all of its content."""
    known = sourced_id(item)
    if known is not None:
        return known
    try:
        content = to_json(item, sort_keys=True)
    except ValueError:
        raise DecodeError("a record without a sourcedId is nested too deeply to be told apart from others") from None
    return f"\0{blake2b(content, digest_size=16).hexdigest()}"


def _is_heavy(answer: Answer) -> bool:
    return isinstance(answer, Reply) and answer.status in HEAVY


def _may_refuse_filter(answer: Answer) -> bool:
    return isinstance(answer, Reply) and answer.status in _FILTER_REFUSALS


def _lasting(paging: Paging) -> int:
    """What was learned of the provider's links that holds for its other collections as well."""
    return paging.claims.links_hold if paging.claims.links_hold == ANY_LIMIT and not paging.claims.links_wrong else 0
