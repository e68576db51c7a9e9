"""The filter grammar, and filters as SQL conditions on a row called `r`.

    expression = clause [ " AND " clause | " OR " clause ]
    clause     = field predicate "'" value "'"            a quote inside the value is written twice

Field names reach the statement only through the model's own table of fields; values are always bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import orjson

from ._models import Column, Field, Kind, ListTable, Model
from ._status import Refusal
from ._tables import quoted
from ._values import Stored, comparable

_CLAUSE = re.compile(r"([^\s'=!<>~]+)(!=|>=|<=|=|>|<|~)'((?:[^']|'')*)'")
_LOGIC = re.compile(r" (AND|OR) ")


@dataclass(frozen=True)
class Condition:
    """A piece of SQL that is true or not of a row, with the values it binds."""

    sql: str
    values: tuple[Stored, ...] = ()


def where(model: Model, text: str) -> Condition:
    """Read a filter; raises the 400 that the standard asks for when it cannot be read or names no field."""
    first = _CLAUSE.match(text)
    if first is None:
        raise _malformed()
    condition = _clause(model, first)
    if first.end() == len(text):
        return condition
    logic = _LOGIC.match(text, first.end())
    second = _CLAUSE.match(text, logic.end()) if logic else None
    if logic is None or second is None or second.end() != len(text):
        raise _malformed()
    other = _clause(model, second)
    return Condition(f"({condition.sql} {logic[1]} {other.sql})", condition.values + other.values)


def _clause(model: Model, found: re.Match[str]) -> Condition:
    name, predicate, value = found[1], found[2], found[3].replace("''", "'")
    try:
        field = model.fields.get(name)
        if field is None:
            return _inside_json(model, name, predicate, value)
        if field.column.kind is Kind.JSON:
            raise _unknown()
        if field.table is None:
            return _compare(f"r.{quoted(field.column.name)}", field.column, predicate, value)
        return _in_list(field, field.table, predicate, value)
    except ValueError:
        raise Refusal(400, "invalid_filter_field", "The filter's value is not of the field's type.") from None


def _compare(operand: str, column: Column, predicate: str, value: str) -> Condition:
    if predicate == "~":
        return Condition(f"contains({operand}, ?)", (value.casefold(),))
    operator = "IS NOT" if predicate == "!=" else predicate
    return Condition(f"{operand} {operator} ?", (comparable(column.kind, value),))


def _in_list(field: Field, table: ListTable, predicate: str, value: str) -> Condition:
    """A list matches when an element does, and `!=` when no element is equal.

    In a list of scalars the value is a list itself, separated by commas: `=` asks for all of them, `~` for any.
    """
    elements = f"FROM {quoted(table.name)} AS e WHERE e.owner = r.row AND"
    operand = f"e.{quoted(field.column.name)}"
    if table.of_scalars and predicate in ("=", "!=", "~"):
        wanted = {comparable(field.column.kind, item.strip()) for item in value.split(",")}
        among = f"{elements} {operand} IN (SELECT value FROM json_each(?))"  # noqa: S608 - the values are bound
        values = (orjson.dumps(sorted(wanted, key=str)).decode(),)
        if predicate == "~":
            return Condition(f"EXISTS (SELECT 1 {among})", values)
        return Condition(f"(SELECT count(DISTINCT {operand}) {among}) {predicate} {len(wanted)}", values)
    if predicate == "!=":
        equal = _compare(operand, field.column, "=", value)
        return Condition(f"NOT EXISTS (SELECT 1 {elements} {equal.sql})", equal.values)
    element = _compare(operand, field.column, predicate, value)
    return Condition(f"EXISTS (SELECT 1 {elements} {element.sql})", element.values)


def _inside_json(model: Model, name: str, predicate: str, value: str) -> Condition:
    """`metadata.x.y`: a scalar somewhere in a free-form object, compared as the text that JSON has for it."""
    head, _, rest = name.partition(".")
    field = model.fields.get(head)
    if field is None or field.column.kind is not Kind.JSON or not all(rest.split(".")):
        raise _unknown()
    compared = _compare(f"json_text(r.{quoted(head)}, ?)", Column((), Kind.TEXT), predicate, value)
    return Condition(compared.sql, (rest, *compared.values))


def _malformed() -> Refusal:
    return Refusal(400, "invalid_filter_field", "The filter does not follow the grammar.")


def _unknown() -> Refusal:
    return Refusal(400, "invalid_filter_field", "The filter names a field that the records do not have.")
