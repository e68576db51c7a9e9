"""SQL tables made from models, and records taken apart into their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import orjson

from ._models import Column, Kind, Model
from ._values import stored

Row: TypeAlias = tuple[Any, ...]
Reader: TypeAlias = Callable[[Any], Any]


def quoted(name: str) -> str:
    """A table's or column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def tables(model: Model) -> Iterator[str]:
    """The statements that create a model's tables.

    A list's rows are kept in the order of their owners, which makes an index of its own for them.
    """
    columns = _declared(in_order(model.columns))
    yield f"CREATE TABLE {quoted(model.table)} (row INTEGER PRIMARY KEY{columns}, doc TEXT NOT NULL)"
    for table in model.lists:
        columns = _declared(table.columns)
        key = "PRIMARY KEY (owner, position)"
        yield f"CREATE TABLE {quoted(table.name)} (owner INTEGER, position INTEGER{columns}, {key}) WITHOUT ROWID"


def indexes(model: Model) -> Iterator[str]:
    """The statements that create a model's indexes: identity, references, and what changed since when."""
    yield f'CREATE UNIQUE INDEX {quoted(model.table + ":id")} ON {quoted(model.table)} ("sourcedId")'
    for column in model.columns:
        if column.is_reference or column.kind is Kind.DATE_TIME:
            yield _index(model.table, column.name)
    for table in model.lists:
        for column in table.columns:
            if column.is_reference:
                yield _index(table.name, column.name)


def in_order(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns as they stand in a table: those that are read as they are, then those that take more."""
    return tuple(sorted(columns, key=lambda column: not _is_plain(column)))


def insert(table: str, width: int) -> str:
    """The statement that adds a row of `width` values."""
    return f"INSERT INTO {quoted(table)} VALUES ({', '.join('?' * width)})"  # noqa: S608 - the values are bound


class Splitter:
    """Takes the records of one model apart."""

    def __init__(self, model: Model) -> None:
        self._plain = [column.path[0] for column in model.columns if _is_plain(column)]
        self._others = [_reader(column) for column in model.columns if not _is_plain(column)]
        self._lists = [(table, [_reader(column) for column in table.columns]) for table in model.lists]

    def row(self, number: int, record: Mapping[str, Any]) -> Row:
        """The record's own row."""
        others = [read(record) for read in self._others]
        return (number, *map(record.get, self._plain), *others, orjson.dumps(record).decode())

    def lists(self, number: int, record: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
        """The rows of its arrays, each with the table it goes to."""
        for table, readers in self._lists:
            if table.path[0] in record:
                for position, element in enumerate(_elements(record, table.path)):
                    yield table.name, (number, position, *[read(element) for read in readers])


def _declared(columns: tuple[Column, ...]) -> str:
    return "".join(f", {quoted(c.name)} {'NUMERIC' if c.kind is Kind.NUMBER else 'TEXT'}" for c in columns)


def _index(table: str, column: str) -> str:
    return f"CREATE INDEX {quoted(f'{table}:{column}')} ON {quoted(table)} ({quoted(column)})"


def _elements(record: Mapping[str, Any], path: tuple[str, ...]) -> list[Any]:
    found: list[Any] = record[path[0]]
    for step in path[1:]:
        found = [element for parent in found for element in parent.get(step, ())]
    return found


def _is_plain(column: Column) -> bool:
    return len(column.path) == 1 and column.kind in (Kind.TEXT, Kind.DATE, Kind.NUMBER)


def _reader(column: Column) -> Reader:
    """A function that finds a column's value in a record, made once because it runs for every record."""
    path, kind = column.path, column.kind
    name = path[0] if path else ""
    if kind is Kind.JSON:
        return lambda record: orjson.dumps(_dig(record, path)).decode() if name in record else None
    if not path:
        return lambda element: stored(kind, element)
    if column.is_reference and len(path) == 2:
        return lambda record: found.get("sourcedId") if (found := record.get(name)) else None
    if _is_plain(column):
        return lambda record: record.get(name)
    if len(path) == 1:
        return lambda record: stored(kind, record.get(name))
    return lambda record: stored(kind, _dig(record, path))


def _dig(record: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        record = record.get(step)
        if record is None:
            return None
    return record
