"""The fast lane: whole pages that are as the standard has them, read from bytes into records.

msgspec reads a page into structs that allow nothing but what the standard does, and code made for each model moves
their values into records. Whatever is odd anywhere in a page, be it one property that the standard does not know, sends
the page to the tolerant reader, which keeps and counts such things: here nothing is mended, kept or dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import msgspec

from .compiled import BLANKS, day, days, moment
from .kinds import Flag, Kind, ListOf, Mapped, Nested, Number, Vocabulary
from .scalars import EXACT, Id, Text
from .times import Day, Moment

if TYPE_CHECKING:
    from .record import Property, Record

_TEXT: Final = Annotated[str, msgspec.Meta(min_length=1)]
_NUMBER: Final = Annotated[float, msgspec.Meta(gt=-EXACT, lt=EXACT)]


class Odd(Exception):
    """A value that msgspec admits and the standard does not."""


class Lane:
    """Reads pages of one model, whose records stand under one key.

    A page in which something stands under a name in `without`, at any depth but in metadata, is odd.
    """

    def __init__(self, model: type[Record], key: str, without: frozenset[str] = frozenset()) -> None:
        makers = _makers_of(without)
        page = msgspec.defstruct("Page", [(key, list[makers.struct(model)])], forbid_unknown_fields=True, gc=False)  # type: ignore[misc]
        self._decode = msgspec.json.Decoder(page).decode
        self._move = makers.mover(model)
        self._key = key

    def read(self, content: bytes) -> list[Record] | None:
        """The records of a page, or None if anything about it is odd."""
        try:
            structs = getattr(self._decode(content), self._key)
            return [*map(self._move, structs)]
        except (ValueError, Odd, RecursionError):  # msgspec's own errors are ValueErrors
            return None


_lanes: dict[tuple[type[Record], str, frozenset[str]], Lane | None] = {}


def lane_of(model: type[Record], key: str, without: frozenset[str] = frozenset()) -> Lane | None:
    """The lane of a model, made once; None if it holds something that only the tolerant reader knows."""
    found = (model, key, without)
    if found not in _lanes:
        _lanes[found] = Lane(model, key, without) if _is_plain(model, without) else None
    return _lanes[found]


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
        self._movers: dict[type[Record], Callable[[Any], Record]] = {}

    def struct(self, model: type[Record]) -> Any:
        """The struct of a model."""
        if model not in self._structs:
            fields = [self._field(prop) for prop in model.__properties__ if prop.wire not in self._without]
            self._structs[model] = msgspec.defstruct(
                model.__name__, fields, forbid_unknown_fields=True, kw_only=True, gc=False
            )
        return self._structs[model]

    def _field(self, prop: Property) -> tuple[Any, ...]:
        kind = self._type(prop.kind)
        if prop.required:
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

    def mover(self, model: type[Record]) -> Callable[[Any], Record]:
        """What makes a record of this model out of its struct."""
        if model not in self._movers:
            self._movers[model] = self._made(model)
        return self._movers[model]

    def _made(self, model: type[Record]) -> Callable[[Any], Record]:
        """Code that makes a record out of a struct, property by property."""
        names: dict[str, Any] = {"model": model, "new": model.__new__, "Odd": Odd, "days": days, "day": _day}
        names["moment"] = _moment
        lines = ["def move(struct):", "    record = new(model)"]
        for number, prop in enumerate(model.__properties__):
            if prop.wire in self._without:
                lines.append(f"    record.{prop.name} = {BLANKS.get(type(prop.kind))}")
                continue
            lines.append(f"    value = struct.{prop.name}")
            if isinstance(prop.kind, Id):
                lines.append("    if value != value.strip(): raise Odd")
            made = self._moved(prop.kind, number, names) or "value"
            if not prop.required and (made != "value" or type(prop.kind) in BLANKS):
                made = f"{BLANKS.get(type(prop.kind))} if value is None else {made}"
            lines.append(f"    record.{prop.name} = {made}")
        source = "\n".join([*lines, "    return record"])
        exec(compile(source, f"<mover of {model.__name__}>", "exec"), names)  # noqa: S102 - code made of our own table
        made_of: Callable[[Any], Record] = names["move"]
        return made_of

    def _moved(self, kind: Kind, number: int, names: dict[str, Any]) -> str | None:
        """Code for what stands for `value` in the record; None if it stands for itself."""
        if isinstance(kind, ListOf):
            one = self._moved(kind.item, number, names)
            return None if one is None else f"[{one} for value in value]"
        if isinstance(kind, Nested):
            names[f"move{number}"] = self.mover(kind.record)
            return f"move{number}(value)"
        if isinstance(kind, Flag) and kind.as_string:
            return "value == 'true'"
        if isinstance(kind, Day):
            return "days.get(value) or day(value)"
        return "moment(value)" if isinstance(kind, Moment) else None


_makers: dict[frozenset[str], _Makers] = {}


def _makers_of(without: frozenset[str]) -> _Makers:
    return _makers.setdefault(without, _Makers(without))


def _day(text: str) -> Any:
    found = day(text)
    if found is None:
        raise Odd
    return found


def _moment(text: str) -> Any:
    found = moment(text)
    if found is None:
        raise Odd
    return found
