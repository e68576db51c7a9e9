"""Databases made from records, each in its version of the standard."""

from __future__ import annotations

import gc
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from ._operations import Api
from ._tables import Splitter, indexes, insert, tables

Pair: TypeAlias = tuple[str, Mapping[str, Any]]

_BATCH = 2_000
# A build that is cut short is thrown away, so nothing guards against that.
_FAST = (
    "page_size=16384", "locking_mode=EXCLUSIVE", "journal_mode=OFF", "synchronous=OFF",
    "cache_size=-200000", "temp_store=MEMORY", "threads=2",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A database to be made, and what becomes of each record in it."""

    api: Api
    path: Path
    derive: Callable[[list[Pair]], list[Pair]] = lambda batch: batch


def build(api: Api, path: Path, records: Iterable[Pair]) -> None:
    """Make the database at `path` from (table, record) pairs, or none at all."""
    build_together([Target(api, path)], records)


def build_together(targets: Iterable[Target], records: Iterable[Pair]) -> None:
    """Make several databases from the same records, or none at all."""
    targets = tuple(targets)
    try:
        with _without_collector(), ExitStack() as opened:
            loads = [opened.enter_context(_loading(target)) for target in targets]
            stream = iter(records)
            while batch := list(islice(stream, _BATCH)):
                for target, load in zip(targets, loads, strict=True):
                    load(target.derive(batch))
    except BaseException:
        for target in targets:
            target.path.unlink(missing_ok=True)
        raise


@contextmanager
def _loading(target: Target) -> Generator[Callable[[list[Pair]], None], None, None]:
    models = target.api.models
    splitters = {table: Splitter(model) for table, model in models.items()}
    numbers = dict.fromkeys(splitters, 0)
    with closing(sqlite3.connect(target.path, isolation_level=None)) as connection:
        for pragma in _FAST:
            connection.execute(f"PRAGMA {pragma}")
        for statement in (s for model in models.values() for s in tables(model)):
            connection.execute(statement)
        connection.execute("BEGIN")
        yield lambda batch: _insert(connection, splitters, numbers, batch)
        for statement in (s for model in models.values() for s in indexes(model)):
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
    connection: sqlite3.Connection, splitters: Mapping[str, Splitter], numbers: dict[str, int], batch: list[Pair]
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
