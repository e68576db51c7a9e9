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
    """Reads pages of one model, whose records stand under one key."""

    def __init__(self, model: type[Record], key: str) -> None:
        struct: Any = _struct(model)
        page = msgspec.defstruct("Page", [(key, list[struct])], forbid_unknown_fields=True, gc=False)
        self._decode = msgspec.json.Decoder(page).decode
        self._move = _mover(model)
        self._key = key

    def read(self, content: bytes) -> list[Record] | None:
        """The records of a page, or None if anything about it is odd."""
        try:
            structs = getattr(self._decode(content), self._key)
            return [*map(self._move, structs)]
        except (ValueError, Odd, RecursionError):  # msgspec's own errors are ValueErrors
            return None


_lanes: dict[tuple[type[Record], str], Lane | None] = {}
_structs: dict[type[Record], Any] = {}
_movers: dict[type[Record], Callable[[Any], Record]] = {}


def lane_of(model: type[Record], key: str) -> Lane | None:
    """The lane of a model, made once; None if it holds something that only the tolerant reader knows."""
    if (model, key) not in _lanes:
        _lanes[model, key] = Lane(model, key) if _is_plain(model) else None
    return _lanes[model, key]


def _is_plain(model: type[Record]) -> bool:
    return all(_is_known(prop) for prop in model.__properties__)


def _is_known(prop: Property) -> bool:
    inner = prop.kind.item if isinstance(prop.kind, ListOf) else prop.kind
    if isinstance(inner, Id):
        return prop.required and inner is prop.kind
    known = (Text, Vocabulary, Flag, Number, Mapped, Day, Moment)
    return isinstance(inner, known) or (isinstance(inner, Nested) and _is_plain(inner.record))


def _struct(model: type[Record]) -> Any:
    if model not in _structs:
        fields = [_field(prop) for prop in model.__properties__]
        _structs[model] = msgspec.defstruct(model.__name__, fields, forbid_unknown_fields=True, kw_only=True, gc=False)
    return _structs[model]


def _field(prop: Property) -> tuple[Any, ...]:
    kind = _type(prop.kind)
    if prop.required:
        return prop.name, kind, msgspec.field(name=prop.wire)
    return prop.name, kind | None, msgspec.field(name=prop.wire, default=None)


def _type(kind: Kind) -> Any:
    if isinstance(kind, ListOf):
        return Annotated[list[_type(kind.item)], msgspec.Meta(min_length=kind.least)]  # type: ignore[misc]
    if isinstance(kind, Nested):
        return _struct(kind.record)
    if isinstance(kind, Vocabulary):
        return kind.members
    if isinstance(kind, Flag):
        return Literal["true", "false"] if kind.as_string else bool
    known: dict[type, Any] = {Number: _NUMBER, Mapped: dict[str, Any], Day: str, Moment: str}
    return known.get(type(kind), _TEXT)


def _mover(model: type[Record]) -> Callable[[Any], Record]:
    if model not in _movers:
        _movers[model] = _made(model)
    return _movers[model]


def _made(model: type[Record]) -> Callable[[Any], Record]:
    """Code that makes a record out of a struct, property by property."""
    names: dict[str, Any] = {"model": model, "new": model.__new__, "Odd": Odd, "days": days, "day": _day}
    names["moment"] = _moment
    lines = ["def move(struct):", "    record = new(model)"]
    for number, prop in enumerate(model.__properties__):
        lines.append(f"    value = struct.{prop.name}")
        if isinstance(prop.kind, Id):
            lines.append("    if value != value.strip(): raise Odd")
        made = _moved(prop.kind, number, names) or "value"
        if not prop.required and (made != "value" or type(prop.kind) in BLANKS):
            made = f"{BLANKS.get(type(prop.kind))} if value is None else {made}"
        lines.append(f"    record.{prop.name} = {made}")
    source = "\n".join([*lines, "    return record"])
    exec(compile(source, f"<mover of {model.__name__}>", "exec"), names)  # noqa: S102 - code made of our own table
    made_of: Callable[[Any], Record] = names["move"]
    return made_of


def _moved(kind: Kind, number: int, names: dict[str, Any]) -> str | None:
    """Code for what stands for `value` in the record; None if it stands for itself."""
    if isinstance(kind, ListOf):
        one = _moved(kind.item, number, names)
        return None if one is None else f"[{one} for value in value]"
    if isinstance(kind, Nested):
        names[f"move{number}"] = _mover(kind.record)
        return f"move{number}(value)"
    if isinstance(kind, Flag) and kind.as_string:
        return "value == 'true'"
    if isinstance(kind, Day):
        return "days.get(value) or day(value)"
    return "moment(value)" if isinstance(kind, Moment) else None


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
