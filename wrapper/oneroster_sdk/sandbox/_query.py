"""Query parameters, checked against what the document says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from ._behaviour import Behaviour
from ._document import Json
from ._filter import Condition, where
from ._models import Kind
from ._operations import Operation
from ._status import Refusal, invalid_data
from ._tables import quoted

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_BOUNDS = {"int32": 2**31 - 1, "int64": 2**63 - 1}


@dataclass(frozen=True)
class Query:
    """A request's parameters, understood."""

    limit: int
    offset: int
    order: str
    filter: Condition | None
    fields: frozenset[str] | None
    kept: tuple[tuple[str, str], ...]
    """What the links to other pages repeat."""
    warnings: tuple[str, ...] = ()
    """Code minors of what was asked for in vain, though the version has the data come nevertheless."""


def read_query(operation: Operation, raw: bytes, behaviour: Behaviour) -> Query:
    """Read a raw query string; parameters that the operation does not have are ignored."""
    given = _given(operation, raw)
    values = {name: _value(operation.parameters[name], name, text) for name, text in given.items()}
    limit = values.get("limit", _default(operation, "limit", 100))
    warnings: list[str] = []
    return Query(
        limit=min(int(limit), behaviour.max_limit),
        offset=int(values.get("offset", _default(operation, "offset", 0))),
        order=_order(operation, given.get("sort"), given.get("orderBy"), warnings),
        filter=where(operation.model, given["filter"]) if "filter" in given else None,
        fields=_selection(operation, given["fields"], warnings) if "fields" in given else None,
        kept=tuple((name, text) for name, text in given.items() if name not in ("limit", "offset")),
        warnings=tuple(warnings),
    )


def _given(operation: Operation, raw: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise invalid_data("The query is not percent-encoded UTF-8.") from None
    given: dict[str, str] = {}
    for name, text in pairs:
        if name in given:
            raise invalid_data("A query parameter is repeated.")
        if name in operation.parameters:
            given[name] = text
    return given


def _value(schema: Json, name: str, text: str) -> str | int:
    """A parameter's value as its schema has it."""
    if schema.get("type") == "integer":
        number = int(text) if _INTEGER.fullmatch(text) else None
        highest = schema.get("maximum", _BOUNDS.get(schema.get("format", "int64"), _BOUNDS["int64"]))
        if number is None or not schema.get("minimum", 0) <= number <= highest:
            raise invalid_data(f"The value of {name} is not an integer in its range.")
        return number
    if "enum" in schema and text not in schema["enum"]:
        raise invalid_data(f"The value of {name} is not one of those that the standard knows.")
    return text


def _default(operation: Operation, name: str, fallback: int) -> int:
    return int(operation.parameters.get(name, {}).get("default", fallback))


def _order(operation: Operation, sort: str | None, direction: str | None, warnings: list[str]) -> str:
    """Text sorts by code point, as SQLite compares UTF-8; missing values come before all others.

    The sourcedId settles ties, always ascending, so that pages neither repeat nor lose a record.
    """
    down = " DESC" if direction == "desc" else ""
    if sort is None or sort == "sourcedId":
        return f'r."sourcedId"{down}'
    field = operation.model.fields.get(sort)
    if field is not None and field.table is None and field.column.kind is not Kind.JSON:
        return f'r.{quoted(field.column.name)}{down}, r."sourcedId"'
    if operation.version == "1.1":
        warnings.append("invalid_sort_field")
        return 'r."sourcedId"'
    raise invalid_data("The records cannot be sorted by this field.")


def _selection(operation: Operation, text: str, warnings: list[str]) -> frozenset[str] | None:
    names = frozenset(name.strip() for name in text.split(","))
    if names <= operation.model.properties:
        return names
    if operation.version != "1.1":
        raise Refusal(400, "invalid_selection_field", "The selection is blank or names a field that does not exist.")
    if not any(names):
        raise Refusal(400, "invalid_blank_selection_field", "The selection is blank.")
    warnings.append("invalid_selection_field")
    return None
