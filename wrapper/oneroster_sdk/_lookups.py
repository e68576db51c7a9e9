"""Questions with one answer: a single record, and how many there are."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from oneroster_openapi.record import InvalidRecord, Reading, Record

from ._bodies import Body, record, records
from ._core import BadRecord, Core, Target
from ._errors import NotFound, NotOffered
from ._events import Repaired, Warned
from ._flow import Flow
from ._pages import identity, invalid_record
from ._screening import Screen
from ._withheld import mark


def get(core: Core, target: Target) -> Flow[Record]:
    """The one record that the operation answers with.

    Raises:
        NotFound: there is none.
        InvalidRecordError: it cannot be read.
    """
    reply = yield from core.asked(target, target.parameters)
    without = core.unwanted(target)
    one = record(reply, target.label, key=target.envelope, path=target.operation.path, without=without)
    for words in one.told:
        core.tell(Warned(target.label, words))
    made = read(core, target, one.item)
    if one.withheld:
        mark(made, one.withheld)
    return made


def find(core: Core, target: Target) -> Flow[Record | None]:
    """The same record, or None if there is none."""
    try:
        return (yield from get(core, target))
    except NotFound:
        return None


def read(core: Core, target: Target, item: Any) -> Record:
    """The record in the form that the caller sees."""
    reading = Reading(selected=target.selected)
    shown = core.dialect.model(target.operation)
    try:
        made = target.operation.model().from_dict(item, reading)
        made = core.dialect.show(made, shown, Reading(selected=target.shown))
    except InvalidRecord as error:
        problem = BadRecord(0, None, error.record, error.field, error.reason)
    else:
        for ((model, wire), what), count in reading.repairs.items():
            core.tell(Repaired(target.label, model, wire, what, count))
        return made
    # Outside of the handler: the chain of an exception would show the record's own values to a logger.
    raise invalid_record(target.label, problem, core.name)


def count(core: Core, target: Target, screen: Screen) -> Flow[int]:
    """The total that the provider declares. Asks for one record, and where that is all there seems to be, for the next.

    Raises:
        NotOffered: it declares none, or one that is not that of what was asked for.
    """
    first = yield from _window(core, target, 0)
    total = first.declared_total
    if total is None:
        raise NotOffered(
            f"{target.label}: the provider declares no total (X-Total-Count). Count what you iterate over instead.",
            name=core.name,
        )
    if first.items and screen.asked is not None and not screen.asked(read(core, target, first.items[0])):
        raise _unreliable(core, target, "it is that of all records, for the provider ignores the filter")
    if total < len(first.items):
        raise _unreliable(core, target, "there are more records than that")
    if total == len(first.items) and total > 0:
        second = yield from _window(core, target, total)
        known = [identity(item) for item in first.items]
        if any(identity(item) not in known for item in second.items):
            raise _unreliable(core, target, "it is that of the page, for there are more records")
    return total


def _window(core: Core, target: Target, offset: int) -> Flow[Body]:
    reply = yield from core.asked(target, {**target.parameters, "limit": 1, "offset": offset})
    body = records(reply, target.label, key=target.envelope, path=target.operation.path)
    return evolve(body, declared_total=core.declared_total(reply.headers, body.declared_total))


def _unreliable(core: Core, target: Target, why: str) -> NotOffered:
    return NotOffered(
        f"{target.label}: the total that the provider declares is not the number of records asked for: {why}. "
        "Count what you iterate over instead.",
        name=core.name,
    )
