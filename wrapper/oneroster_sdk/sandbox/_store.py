"""The records in SQLite: finding them, and writing them."""

from __future__ import annotations

import sqlite3
from array import array
from collections import OrderedDict
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import orjson

from ._filter import Condition
from ._models import Model
from ._operations import Api
from ._tables import Splitter, insert, quoted

_REMEMBERED = 16


class Store:
    """A built database.

    One connection serves all requests, reads and writes: the server answers on one thread, one request after the other,
    and a statement takes milliseconds. So a read sees every write before it, and none in the middle.
    """

    def __init__(self, api: Api, path: Path) -> None:
        self.api = api
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA query_only=ON")  # but within `writing`
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute("PRAGMA mmap_size=1073741824")
        self._connection.text_factory = bytes
        self._connection.create_function("contains", 2, _contains, deterministic=True)
        self._connection.create_function("json_text", 2, _json_text, deterministic=True)
        self._listings: OrderedDict[tuple[object, ...], array[int]] = OrderedDict()
        self._splitters = {table: Splitter(model) for table, model in api.models.items()}

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def listing(self, model: Model, conditions: Iterable[Condition], order: str) -> array[int]:
        """The row numbers of all records that meet the conditions, in order.

        Remembered for the pages to come, which then cost the same wherever they begin.
        """
        conditions = tuple(conditions)
        key = (model.table, conditions, order)
        if key in self._listings:
            self._listings.move_to_end(key)
            return self._listings[key]
        sql, values = _select("r.row", model, conditions)
        found = array("q", (row for (row,) in self._connection.execute(f"{sql} ORDER BY {order}", values)))
        self._listings[key] = found
        if len(self._listings) > _REMEMBERED:
            self._listings.popitem(last=False)
        return found

    def documents(self, model: Model, rows: array[int]) -> list[bytes]:
        """The records of these rows, in the order of the rows."""
        numbers = ",".join(map(str, rows))
        sql = f"SELECT row, doc FROM {quoted(model.table)} WHERE row IN ({numbers})"  # noqa: S608 - integers
        found = dict(self._connection.execute(sql))
        return [found[row] for row in rows]

    def document(self, model: Model, conditions: Iterable[Condition]) -> bytes | None:
        """The one record that meets the conditions, if any."""
        sql, values = _select("r.doc", model, tuple(conditions))
        found = self._connection.execute(f"{sql} LIMIT 1", values).fetchone()
        return found[0] if found else None

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        """All writes within the block are done, or none if it is left with an error."""
        self._connection.execute("PRAGMA query_only=OFF")
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._connection.execute("PRAGMA query_only=ON")
            self._listings.clear()

    def put(self, model: Model, record: Mapping[str, Any]) -> None:
        """Write a record in the place of the one with its sourcedId, if there is one."""
        row = self.remove(model, record["sourcedId"]) or self._next_row(model)
        splitter = self._splitters[model.table]
        self._insert(model.table, splitter.row(row, record))
        for name, values in splitter.lists(row, record):
            self._insert(name, values)

    def remove(self, model: Model, sourced_id: str) -> int | None:
        """Take a record out, if it is there; gives the number of the row that is now free."""
        found = self._connection.execute(
            f'SELECT row FROM {quoted(model.table)} WHERE "sourcedId" = ?',  # noqa: S608 - a name of the model's
            (sourced_id,),
        ).fetchone()
        if found is None:
            return None
        self._connection.execute(f"DELETE FROM {quoted(model.table)} WHERE row = ?", found)  # noqa: S608 - likewise
        for table in model.lists:
            self._connection.execute(f"DELETE FROM {quoted(table.name)} WHERE owner = ?", found)  # noqa: S608 - likewise
        return int(found[0])

    def _insert(self, table: str, values: tuple[Any, ...]) -> None:
        self._connection.execute(insert(table, len(values)), values)

    def _next_row(self, model: Model) -> int:
        sql = f"SELECT coalesce(max(row), 0) + 1 FROM {quoted(model.table)}"  # noqa: S608 - a name of the model's
        return int(self._connection.execute(sql).fetchone()[0])


def _select(what: str, model: Model, conditions: tuple[Condition, ...]) -> tuple[str, list[Any]]:
    meets = " AND ".join(condition.sql for condition in conditions) or "TRUE"
    values = [value for condition in conditions for value in condition.values]
    return f"SELECT {what} FROM {quoted(model.table)} AS r WHERE {meets}", values  # noqa: S608 - the values are bound


def _contains(text: object, part: str) -> bool:
    """The predicate `~`; the part comes case-folded."""
    return text is not None and part in str(text).casefold()


def _json_text(document: str | None, path: str) -> str | None:
    """The scalar at a dotted path of a JSON object: a string as it is, anything else as JSON writes it."""
    value: Any = orjson.loads(document) if document else None
    for step in path.split("."):
        value = cast("dict[str, Any]", value).get(step) if isinstance(value, dict) else None
    if value is None or isinstance(value, dict | list):
        return None
    return value if isinstance(value, str) else orjson.dumps(value).decode()
