"""The records in SQLite: loading them, and finding them again."""

from __future__ import annotations

import gc
import sqlite3
from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, cast

import orjson

from ._filter import Condition
from ._models import Model
from ._operations import Api
from ._tables import Splitter, indexes, insert, quoted, tables

_BATCH = 2_000
_REMEMBERED = 16
# A build that is cut short is thrown away, so nothing guards against that.
_FAST = (
    "page_size=16384", "locking_mode=EXCLUSIVE", "journal_mode=OFF", "synchronous=OFF",
    "cache_size=-200000", "temp_store=MEMORY", "threads=2",
)  # fmt: skip


def build(api: Api, path: Path, records: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Make the database at `path` from (table, record) pairs, or none at all."""
    try:
        _build(api, path, records)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _build(api: Api, path: Path, records: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    splitters = {table: Splitter(model) for table, model in api.models.items()}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, _without_collector():
        for pragma in _FAST:
            connection.execute(f"PRAGMA {pragma}")
        for statement in (s for model in api.models.values() for s in tables(model)):
            connection.execute(statement)
        connection.execute("BEGIN")
        numbers = dict.fromkeys(splitters, 0)
        stream = iter(records)
        while batch := list(islice(stream, _BATCH)):
            _insert(connection, splitters, numbers, batch)
        for statement in (s for model in api.models.values() for s in indexes(model)):
            connection.execute(statement)
        connection.execute("COMMIT")


@contextmanager
def _without_collector() -> Generator[None, None, None]:
    """Spare the search for cycles, a quarter of the time: records are made by the million and have none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _insert(
    connection: sqlite3.Connection,
    splitters: Mapping[str, Splitter],
    numbers: dict[str, int],
    batch: list[tuple[str, Mapping[str, Any]]],
) -> None:
    rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for table, record in batch:
        numbers[table] = number = numbers[table] + 1
        splitter = splitters[table]
        rows[table].append(splitter.row(number, record))
        for name, row in splitter.lists(number, record):
            rows[name].append(row)
    for table, values in rows.items():
        connection.executemany(insert(table, len(values[0])), values)


class Store:
    """A built database, to be read.

    One connection serves all requests: the server answers on one thread, and a query takes milliseconds.
    """

    def __init__(self, api: Api, path: Path) -> None:
        self.api = api
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA query_only=ON")
        self._connection.execute("PRAGMA mmap_size=1073741824")
        self._connection.text_factory = bytes
        self._connection.create_function("contains", 2, _contains, deterministic=True)
        self._connection.create_function("json_text", 2, _json_text, deterministic=True)
        self._listings: OrderedDict[tuple[object, ...], array[int]] = OrderedDict()

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
