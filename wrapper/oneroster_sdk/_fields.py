"""Names of fields, as callers write them, against what the model of a collection has."""

from __future__ import annotations

import difflib

from oneroster_openapi.kinds import Kind, ListOf, Mapped, Nested
from oneroster_openapi.record import Property, Record

from ._errors import QueryError


def wire_path(model: type[Record], name: str, *, strict: bool = True) -> str:
    """The field in the words of the standard: ``family_name`` and ``familyName`` are both ``familyName``.

    Dots lead into references and lists (``roles.org.sourced_id``). Below ``metadata`` any name passes, and with
    ``strict=False`` any name at all.

    Raises:
        QueryError: the model has no such field; names the nearest one.
    """
    parts: list[str] = []
    current: type[Record] | None = model
    for part in name.split("."):
        if current is None:
            parts.append(part)
            continue
        prop = find(current, part)
        if prop is None:
            if strict:
                raise QueryError(_unknown(current, part, name))
            parts.append(part)
            current = None
            continue
        parts.append(prop.wire)
        current = _below(prop.kind, last=len(parts) == name.count(".") + 1, name=name, strict=strict)
    return ".".join(parts)


def find(model: type[Record], name: str) -> Property | None:
    """The property of that name, in either spelling."""
    bare = name.removesuffix("_")
    return next((p for p in model.__properties__ if name in (p.name, p.wire) or bare == p.wire), None)


def _below(kind: Kind, *, last: bool, name: str, strict: bool) -> type[Record] | None:
    inner = kind.item if isinstance(kind, ListOf) else kind
    if isinstance(inner, Nested):
        return inner.record
    if not last and strict and not isinstance(inner, Mapped):
        raise QueryError(f"the field {name!r} goes further than the model: only references and lists of records do")
    return None


def _unknown(model: type[Record], part: str, name: str) -> str:
    names = [prop.name for prop in model.__properties__] + [prop.wire for prop in model.__properties__]
    nearest = difflib.get_close_matches(part, names, n=1, cutoff=0.5)
    hint = (
        f"; did you mean {nearest[0]!r}?" if nearest else f"; it has {', '.join(p.wire for p in model.__properties__)}"
    )
    where = f" (in {name!r})" if name != part else ""
    return f"{model.__name__} has no field {part!r}{where}{hint}"
