"""Record models read from the document: which values a record holds, and where they stand in tables.

A record becomes one row: a column per single value (`givenName`, `course.sourcedId`) and one per free-form object
(`metadata`, as JSON). Whatever can occur several times has a table of its own (`users.roles`, `classes.terms`), named
after the path to it, whose rows carry the owner's row number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from ._document import Document, Json


class Kind(Enum):
    """How a value is compared."""

    TEXT = "text"
    DATE = "date"
    DATE_TIME = "date-time"
    NUMBER = "number"
    BOOLEAN = "boolean"
    JSON = "json"


@dataclass(frozen=True)
class Column:
    """One value of a row; `path` leads to it from the row's own object."""

    path: tuple[str, ...]
    kind: Kind
    is_reference: bool = False

    @property
    def name(self) -> str:
        """The column's name in SQL; `value` for the elements of a list of scalars."""
        return ".".join(self.path) or "value"


@dataclass(frozen=True)
class ListTable:
    """The table of an array; `path` leads to its elements from the record, through other arrays if need be."""

    name: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def of_scalars(self) -> bool:
        """Whether the elements are plain values rather than objects."""
        return self.columns[0].path == ()


@dataclass(frozen=True)
class Field:
    """What a dotted name in a filter stands for; `table` is None for the record's own row."""

    column: Column
    table: ListTable | None = None


@dataclass(frozen=True)
class Model:
    """One kind of record; its `table` is called as the standard calls the collection (`users`)."""

    name: str
    table: str
    properties: frozenset[str]
    columns: tuple[Column, ...]
    lists: tuple[ListTable, ...]

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every name a filter may use; below a free-form object any further name is possible."""
        found = {column.name: Field(column) for column in self.columns}
        for table in self.lists:
            for column in table.columns:
                found[".".join((*table.path, *column.path))] = Field(column, table)
        return found


def read_model(document: Document, schema: Json, name: str, table: str) -> Model:
    """The model of a record schema."""
    parts = list(_parts(document, schema, ()))
    columns = tuple(part for part in parts if isinstance(part, Column))
    arrays = tuple(_named(part, table) for part in parts if isinstance(part, ListTable))
    return Model(name, table, frozenset(schema["properties"]), columns, arrays)


def is_reference(schema: Json) -> bool:
    """Whether a schema is a GUIDRef: a link to another record."""
    properties: Json = schema.get("properties", {})
    return "href" in properties and "sourcedId" in properties


def _named(array: ListTable, table: str) -> ListTable:
    return ListTable(".".join((table, *array.path)), array.path, array.columns)


def _parts(document: Document, schema: Json, at: tuple[str, ...]) -> Iterator[Column | ListTable]:
    for name, node in schema["properties"].items():
        yield from _part(document, document.resolve(node), (*at, name))


def _part(document: Document, schema: Json, at: tuple[str, ...]) -> Iterator[Column | ListTable]:
    if schema.get("type") == "array":
        yield from _array(document, document.resolve(schema["items"]), at)
    elif is_reference(schema):
        yield Column((*at, "sourcedId"), Kind.TEXT, is_reference=True)
    elif schema.get("properties"):
        yield from _parts(document, schema, at)
    else:
        yield Column(at, _kind(document, schema))


def _array(document: Document, items: Json, at: tuple[str, ...]) -> Iterator[ListTable]:
    inner = list(_part(document, items, ()))
    columns = tuple(part for part in inner if isinstance(part, Column))
    if columns:
        yield ListTable("", at, columns)
    for part in inner:
        if isinstance(part, ListTable):
            yield ListTable("", (*at, *part.path), part.columns)


def _kind(document: Document, schema: Json) -> Kind:
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return _kind(document, document.resolve(choices[0]))
    match schema.get("type"), schema.get("format"):
        case "string", "date":
            return Kind.DATE
        case "string", "date-time":
            return Kind.DATE_TIME
        case (("integer" | "number"), _):
            return Kind.NUMBER
        case "boolean", _:
            return Kind.BOOLEAN
        case "object", _:
            return Kind.JSON
        case _:
            return Kind.TEXT
