"""Readers made for each model: straight code for records that are as the standard has them.

The table-driven reader in `Record.from_dict` asks each step what to do; most of the time the answer is the same. Here
the answers are written out once for each model, as Python code. What is odd in any way is not decided here: such a
value is left to its step, and a record within a record to its own `from_dict`, so that there is one place that mends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .kinds import Flag, Kind, ListOf, Mapped, Nested, Number, Vocabulary
from .scalars import EXACT, Text
from .times import Day, Moment

if TYPE_CHECKING:
    from .record import Property, Reading, Record
    from .steps import Plan

Whole: TypeAlias = "Callable[[Mapping[str, Any]], Record | None]"
"""Reads a record in which nothing is odd; gives None, and has counted nothing, if something is."""
Tolerant: TypeAlias = "Callable[[Mapping[str, Any], Reading], Record]"
"""Reads any record, like `Record.from_dict` without a selection."""

ABSENT: Final = object()
"""What stands for a property that did not come at all; None is one that came as null."""
_MOST_DAYS: Final = 4096
days: dict[str, date] = {}
"""Days by their text. A district has few: terms begin and end on the same days for all."""


def day(text: Any) -> date | None:
    """A date of the form that the standard asks for; None for anything else."""
    known = days.get(text) if text.__class__ is str else None
    if known is not None:
        return known
    if text.__class__ is not str or len(text) != 10 or not text[4] == "-" == text[7] or text < "0002":
        return None
    try:
        known = date.fromisoformat(text)
    except ValueError:
        return None
    if len(days) >= _MOST_DAYS:
        days.clear()
    days[text] = known
    return known


def moment(text: Any) -> datetime | None:
    """A point in time of the form that the standard asks for, in UTC; None for anything else."""
    if text.__class__ is not str or not 20 <= len(text) <= 24 or text[10] != "T" or text[-1] != "Z" or text < "0002":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def texts(values: Any) -> list[str] | None:
    """A list of strings none of which is empty; None for anything else."""
    if values.__class__ is not list:
        return None
    for value in values:
        if value.__class__ is not str or not value:
            return None
    return values.copy()


def records(values: Any, read: Whole, least: int) -> list[Record] | None:
    """A list of records in which nothing is odd; None for anything else."""
    if values.__class__ is not list or len(values) < least:
        return None
    found: list[Record] = []
    for value in values:
        record = read(value) if value.__class__ is dict and value else None
        if record is None:
            return None
        found.append(record)
    return found


class _Code:
    """The source of a reader, and the names that it uses."""

    def __init__(self, model: type[Record]) -> None:
        self.names: dict[str, Any] = {"model": model, "new": model.__new__, "day": day, "moment": moment}
        self.names |= {"texts": texts, "records": records, "inf": float("inf"), "exact": EXACT}

    def value(self, number: int, prop: Property) -> tuple[str, str]:
        """Code that makes `found` of `sent`, and the test that it did."""
        kind = prop.kind
        if isinstance(kind, Text):
            plain = "sent.__class__ is str and sent" + ("" if kind.__class__ is Text else " and sent == sent.strip()")
            return "", plain
        made = self._made(number, kind)
        return (f"found = {made}", "found is not None") if made else ("", "False")

    def _made(self, number: int, kind: Kind) -> str | None:
        if isinstance(kind, Vocabulary):
            self.names[f"known{number}"] = {member.value: member for member in kind.members}
            return f"known{number}.get(sent) if sent.__class__ is str else None"
        if isinstance(kind, Flag):
            self.names[f"known{number}"] = {"true": True, "false": False}
            as_text = f"known{number}.get(sent) if sent.__class__ is str else None"
            return as_text if kind.as_string else "sent if sent.__class__ is bool else None"
        if isinstance(kind, Number):
            return (
                "sent if sent.__class__ is float and -inf < sent < inf "
                "else float(sent) if sent.__class__ is int and -exact < sent < exact else None"
            )
        if isinstance(kind, Mapped):
            return "sent if sent.__class__ is dict else None"
        if isinstance(kind, Day | Moment):
            return f"{'day' if isinstance(kind, Day) else 'moment'}(sent)"
        if isinstance(kind, Nested):
            self.names[f"within{number}"] = whole_of(kind.record)
            return f"within{number}(sent) if sent.__class__ is dict and sent else None"
        if isinstance(kind, ListOf) and kind.item.__class__ is Text and not kind.least:
            return "texts(sent)"
        if isinstance(kind, ListOf) and isinstance(kind.item, Nested):
            self.names[f"within{number}"] = whole_of(kind.item.record)
            return f"records(sent, within{number}, {kind.least})"
        return None

    def compiled(self, lines: list[str]) -> Any:
        source = "\n".join(lines)
        exec(compile(source, f"<reader of {self.names['model'].__name__}>", "exec"), self.names)  # noqa: S102 - see above
        return self.names["read"]


BLANKS: Final[Mapping[type, str]] = {ListOf: "[]", Mapped: "{}"}


_wholes: dict[type[Record], Whole] = {}


def whole_of(model: type[Record]) -> Whole:
    """The reader of records of this model in which nothing is odd; made once."""
    if model not in _wholes:
        _wholes[model] = _whole(model)
    return _wholes[model]


def _whole(model: type[Record]) -> Whole:
    code = _Code(model)
    lines = ["def read(given):", "    record, sent_of, left = new(model), given.get, len(given)"]
    for number, prop in enumerate(model.__properties__):
        make, test = code.value(number, prop)
        found = "sent" if isinstance(prop.kind, Text) else "found"
        lines += [
            f"    sent = sent_of({prop.wire!r})",
            "    if sent is None:",
            "        return None" if prop.required else f"        record.{prop.name} = {_blank(prop.kind)}",
            "    else:",
            *([f"        {make}"] if make else []),
            f"        if not ({test}): return None",
            f"        record.{prop.name} = {found}",
            "        left -= 1",
        ]
    lines.append("    return None if left else record")
    made: Whole = code.compiled(lines)
    return made


def tolerant(model: type[Record], plan: Plan, mend: Callable[..., Any], finish: Callable[..., Any]) -> Tolerant:
    """The reader of all records of this model.

    `mend` reads what may be odd or notes that it is lacking; `finish` sees to what is unknown or lacking in the end.
    """
    code = _Code(model)
    code.names |= {"plan": plan, "absent": ABSENT, "mend": mend, "finish": finish}
    lines = [
        "def read(given, reading):",
        "    record, sent_of, left, lacking = new(model), given.get, len(given), None",
    ]
    for number, prop in enumerate(model.__properties__):
        code.names[f"step{number}"] = plan.steps[number]
        make, test = code.value(number, prop)
        found = "sent" if isinstance(prop.kind, Text) else "found"
        absent = [f"        lacking = mend(step{number}, sent, reading, record, lacking)"]
        if not prop.required:
            absent = [f"        record.{prop.name} = {_blank(prop.kind)}"]
        lines += [
            f"    sent = sent_of({prop.wire!r}, absent)",
            "    if sent is absent:",
            *absent,
            "    else:",
            "        left -= 1",
            *([f"        {make}"] if make else []),
            f"        if {test}: record.{prop.name} = {found}",
            f"        else: lacking = mend(step{number}, sent, reading, record, lacking)",
        ]
    lines.append("    if left or lacking: finish(record, plan, given, left, lacking, reading)")
    lines.append("    return record")
    made: Tolerant = code.compiled(lines)
    return made


def _blank(kind: Kind) -> str:
    return BLANKS.get(type(kind), "None")
