"""The fast lane: whole pages that are as the standard has them, read from bytes into records.

msgspec reads a page into structs that allow nothing but what the standard does, and code made for each model moves
their values into records. Whatever is odd anywhere in a page, be it one property that the standard does not know, sends
the page to the tolerant reader, which keeps and counts such things: here nothing is mended, kept or dropped.

What is odd in one record of a provider is mostly odd in all of them. A wide lane knows the names of a vendor's own
properties, and keeps what stands there; strings and flags that are odd are mended by the steps of the tolerant reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, NoReturn, TypeAlias

import msgspec
from attrs import field, frozen

from .compiled import ABSENT, BLANKS, day, days, moment
from .kinds import Flag, Kind, ListOf, Mapped, Nested, Number, Unreadable, Vocabulary, Where
from .record import Property, Reading, Record
from .scalars import EXACT, Id, Text
from .steps import Step
from .times import Day, Moment

_TEXT: Final = Annotated[str, msgspec.Meta(min_length=1)]
_NUMBER: Final = Annotated[float, msgspec.Meta(gt=-EXACT, lt=EXACT)]


_MOST_OWN: Final = 32
"""How many properties of its own a vendor may have in a wide lane."""


class Odd(Exception):
    """A value that msgspec admits and the standard does not."""


Note: TypeAlias = tuple[Record, Mapping[tuple[Where, str], int]]
"""A record, and what of it had to be mended."""
Mover: TypeAlias = Callable[[list[Any], list[Note]], list[Record]]
"""Makes records of structs, which it takes from their list, and adds to the notes."""


@frozen
class Found:
    """What a lane made of a page."""

    records: list[Record] = field(repr=False)
    notes: Sequence[Note] = field(repr=False)


class Lane:
    """Reads pages of one model, whose records stand under one key.

    A page in which something stands under a name in `without`, at any depth but in metadata, is odd.
    """

    def __init__(
        self, model: type[Record], key: str, without: frozenset[str] = frozenset(), own: frozenset[str] | None = None
    ) -> None:
        makers = _makers_of(without)
        struct = makers.struct(model) if own is None else makers.wide_struct(model, sorted(own))
        page = msgspec.defstruct("Page", [(key, list[struct])], forbid_unknown_fields=True, gc=False)  # type: ignore[valid-type]
        self._decode = msgspec.json.Decoder(page).decode
        self._move = makers.mover(model) if own is None else makers.wide_mover(model, sorted(own))
        self._key = key

    def read(self, content: bytes) -> Found | None:
        """The records of a page, or None if anything about it is odd."""
        try:
            structs, notes = getattr(self._decode(content), self._key), list[Note]()
            return Found(self._move(structs, notes), notes)
        except (ValueError, Odd, RecursionError):  # msgspec's own errors are ValueErrors
            return None


_lanes: dict[tuple[type[Record], str, frozenset[str], frozenset[str] | None], Lane | None] = {}
_MOST_LANES: Final = 256


def lane_of(
    model: type[Record], key: str, without: frozenset[str] = frozenset(), own: frozenset[str] | None = None
) -> Lane | None:
    """The lane of a model; None if it holds something that only the tolerant reader knows.

    Args:
        model: Whose records are read.
        key: Under what they stand.
        without: The names of what may not come.
        own: The names of a vendor's own properties, see `own_names`, for the wide lane; None for the narrow one.
    """
    wanted = model, key, without, own
    if wanted not in _lanes:
        if len(_lanes) >= _MOST_LANES:  # a provider may give its properties other names every time
            _lanes.clear()
        _lanes[wanted] = Lane(model, key, without, own) if _is_plain(model, without) else None
    return _lanes[wanted]


def own_names(model: type[Record], items: Iterable[Any], without: frozenset[str]) -> frozenset[str] | None:
    """The names that records as they came have beside those of the standard; None if a wide lane cannot know them.

    It cannot know bare ids of references, for they are read as such, nor names that msgspec does not take.
    """
    plan = model._plan()  # pyright: ignore[reportPrivateUsage] - of one house
    found = set[str]().union(*(item for item in items if item.__class__ is dict)) - plan.wires
    if len(found) > _MOST_OWN or found & without or not found.isdisjoint(plan.flat):
        return None
    return frozenset(found) if all(each.isprintable() and not {'"', "\\"} & {*each} for each in found) else None


def _is_plain(model: type[Record], without: frozenset[str]) -> bool:
    return all(_is_known(prop, without) for prop in model.__properties__)


def _is_known(prop: Property, without: frozenset[str]) -> bool:
    inner = prop.kind.item if isinstance(prop.kind, ListOf) else prop.kind
    if prop.wire in without:
        return not prop.required
    if isinstance(inner, Id):
        return prop.required and inner is prop.kind
    known = (Text, Vocabulary, Flag, Number, Mapped, Day, Moment)
    return isinstance(inner, known) or (isinstance(inner, Nested) and _is_plain(inner.record, without))


class _Makers:
    """What makes structs of JSON, and records of structs, for each model; without properties of some names."""

    def __init__(self, without: frozenset[str]) -> None:
        self._without = without
        self._structs: dict[type[Record], Any] = {}

    def struct(self, model: type[Record]) -> Any:
        """The struct of a model."""
        if model not in self._structs:
            fields = [self._field(prop) for prop in self._kept(model)]
            self._structs[model] = msgspec.defstruct(
                model.__name__, fields, forbid_unknown_fields=True, kw_only=True, gc=False
            )
        return self._structs[model]

    def wide_struct(self, model: type[Record], own: Sequence[str]) -> Any:
        """A struct that bears odd strings and flags, and has a place for each of a vendor's own properties."""
        given = [self._field(prop, _WIDE.get(type(prop.kind))) for prop in self._kept(model)]
        more = [(f"own{number}", Any, msgspec.field(name=name, default=ABSENT)) for number, name in enumerate(own)]
        return msgspec.defstruct(model.__name__, [*given, *more], forbid_unknown_fields=True, kw_only=True, gc=False)

    def _kept(self, model: type[Record]) -> list[Property]:
        return [prop for prop in model.__properties__ if prop.wire not in self._without]

    def _field(self, prop: Property, wide: Any = None) -> tuple[Any, ...]:
        kind = wide or self._type(prop.kind)
        if prop.required and wide is None:
            return prop.name, kind, msgspec.field(name=prop.wire)
        return prop.name, kind | None, msgspec.field(name=prop.wire, default=None)

    def _type(self, kind: Kind) -> Any:
        if isinstance(kind, ListOf):
            return Annotated[list[self._type(kind.item)], msgspec.Meta(min_length=kind.least)]  # type: ignore[misc]
        if isinstance(kind, Nested):
            return self.struct(kind.record)
        if isinstance(kind, Vocabulary):
            return kind.members
        if isinstance(kind, Flag):
            return Literal["true", "false"] if kind.as_string else bool
        known: dict[type, Any] = {Number: _NUMBER, Mapped: dict[str, Any], Day: str, Moment: str}
        return known.get(type(kind), _TEXT)

    def mover(self, model: type[Record]) -> Mover:
        """Code that makes records out of structs, property by property, and what is within them in the same breath."""
        names = self._names()
        return _code(self._made(model, 0, names), model, names)

    def wide_mover(self, model: type[Record], own: Sequence[str]) -> Mover:
        """Code that makes records out of wide structs, and notes what it had to mend."""
        names = {**self._names(), "mend": _mend, "absent": ABSENT}
        lines = [_begun(model, 0, names)]
        for number, (prop, step) in enumerate(zip(model.__properties__, model._plan().steps, strict=True)):  # pyright: ignore[reportPrivateUsage] - of one house
            wide = type(prop.kind) in _WIDE and prop.wire not in self._without
            names[f"step{number}"] = step
            lines += self._wide_lines(prop, number, names) if wide else self._lines(prop, 0, names)
        lines += ["more = {}"] if own else []
        for number, name in enumerate(own):  # a provider's words are no code: they stand in a variable
            names[f"name{number}"] = name
            lines.append(f"if struct0.own{number} is not absent: more[name{number}] = struct0.own{number}")
        lines += ["if more: record0.additional_properties = more"] if own else []
        return _code(lines, model, names)

    @staticmethod
    def _names() -> dict[str, Any]:
        return {"new": Record.__new__, "Odd": Odd, "days": days, "day": day, "moment": moment, "odd": _odd}

    def _made(self, model: type[Record], depth: int, names: dict[str, Any]) -> list[str]:
        """Code that makes a record so deep within another out of its struct."""
        lines = [_begun(model, depth, names)]
        return lines + [line for prop in model.__properties__ for line in self._lines(prop, depth, names)]

    def _lines(self, prop: Property, depth: int, names: dict[str, Any]) -> list[str]:
        """Code for a property in which nothing may be odd."""
        blank = BLANKS.get(type(prop.kind))
        place, value = f"record{depth}.{prop.name}", f"struct{depth}.{prop.name}"
        if prop.wire in self._without:
            return [f"{place} = {blank}"]
        inner = prop.kind.item if isinstance(prop.kind, ListOf) else prop.kind
        if isinstance(inner, Nested):
            return self._nested(prop, inner, depth, names)
        if isinstance(prop.kind, Id):
            return [f"value = {place} = {value}", "if value != value.strip(): raise Odd"]
        made = _plainly(prop.kind)
        if made is None and blank is None:
            return [f"{place} = {value}"]
        made = made or "value"
        optional = made if prop.required else f"{blank} if value is None else {made}"
        return [f"value = {value}", f"{place} = {optional}"]

    def _nested(self, prop: Property, inner: Nested, depth: int, names: dict[str, Any]) -> list[str]:
        """Code for records within a record. To call a function for each would take as long as what it does."""
        place, value, within = f"record{depth}.{prop.name}", f"struct{depth}.{prop.name}", depth + 1
        made = self._made(inner.record, within, names)
        if isinstance(prop.kind, ListOf):
            found = f"found{depth}"
            each = [*made, f"{found}.append(record{within})"]
            return [f"{place} = {found} = []", f"for struct{within} in {value} or ():", *map(_indented, each)]
        made = [*made, f"{place} = record{within}"]
        if prop.required:
            return [f"struct{within} = {value}", *made]
        absent = f"if struct{within} is None: {place} = None"
        return [f"struct{within} = {value}", absent, "else:", *map(_indented, made)]

    @staticmethod
    def _wide_lines(prop: Property, number: int, names: dict[str, Any]) -> list[str]:
        """Code for a property whose value may be odd, but for one that is required and has none."""
        mended = f"mend(step{number}, value, record0, notes)"
        return [
            f"value = struct0.{prop.name}",
            "if value is None:",
            "    raise Odd" if prop.required else f"    record0.{prop.name} = None",
            "else:",
            f"    found = {_unless_odd(prop.kind, number, names)}",
            f"    record0.{prop.name} = {mended} if found is None else found",
        ]


def _begun(model: type[Record], depth: int, names: dict[str, Any]) -> str:
    """Code that makes an empty record. Its model gets a name of its own, whatever other models are called."""
    name = f"model{len(names)}"
    names[name] = model
    return f"record{depth} = new({name})"


def _unless_odd(kind: Kind, number: int, names: dict[str, Any]) -> str:
    """Code for what stands for `value` if it is not odd; None if it is."""
    if isinstance(kind, Vocabulary | Flag):
        flags = {"true": True, "false": False}
        names[f"known{number}"] = flags if isinstance(kind, Flag) else {each.value: each for each in kind.members}
        as_bool = isinstance(kind, Flag) and not kind.as_string
        return "value if value.__class__ is bool else None" if as_bool else f"known{number}.get(value)"
    if isinstance(kind, Day | Moment):
        return f"{'day' if isinstance(kind, Day) else 'moment'}(value)"
    return "value or None"


def _plainly(kind: Kind) -> str | None:
    """Code for what stands for `value` in the record; None if it stands for itself."""
    if isinstance(kind, ListOf):
        one = _plainly(kind.item)
        return None if one is None else f"[{one} for value in value]"
    if isinstance(kind, Flag) and kind.as_string:
        return "value == 'true'"
    if isinstance(kind, Day):
        return "days.get(value) or day(value) or odd()"
    return "moment(value) or odd()" if isinstance(kind, Moment) else None


def _indented(line: str) -> str:
    return f"    {line}"


_WIDE: Final[Mapping[type, Any]] = {Text: str, Vocabulary: str, Day: str, Moment: str, Flag: str | bool}
"""The types of what a wide lane bears. Elsewhere, and within other records, it is as narrow as the other."""


def _code(lines: list[str], model: type[Record], names: dict[str, Any]) -> Mover:
    """A function out of the lines for one struct. Each struct is let go when its record is made."""
    before = ["structs.reverse()", "records = []", "for _ in range(len(structs)):", "    struct0 = structs.pop()"]
    body = [*before, *map(_indented, lines), "    records.append(record0)", "return records"]
    source = "\n    ".join(["def move(structs, notes):", *body])
    exec(compile(source, f"<mover of {model.__name__}>", "exec"), names)  # noqa: S102 - code made of our own table
    made: Mover = names["move"]
    return made


_mended: dict[tuple[Where, Any], tuple[Any, Mapping[tuple[Where, str], int]]] = {}
"""What became of ``""``, True and False, by the property: these come again and again."""


def _mend(step: Step, value: Any, record: Record, notes: list[Note]) -> Any:
    """What the tolerant reader makes of an odd value."""
    known = _mended.get((step.where, value))
    if known is None:
        known = _read(step, value, record)
        if value.__class__ is bool or value == "":
            _mended[step.where, value] = known
    notes.append((record, known[1]))
    return known[0]


def _read(step: Step, value: Any, record: Record) -> tuple[Any, Mapping[tuple[Where, str], int]]:
    reading, found, odd = Reading(), None, False
    try:
        found = record._read(step, value, reading)  # pyright: ignore[reportPrivateUsage] - of one house
    except Unreadable:
        odd = True
    if odd or (found is None and step.required):
        raise Odd  # outside of the handler, whose exception may show the value
    return found, reading.repairs


_makers: dict[frozenset[str], _Makers] = {}


def _makers_of(without: frozenset[str]) -> _Makers:
    return _makers.setdefault(without, _Makers(without))


def _odd() -> NoReturn:
    raise Odd
