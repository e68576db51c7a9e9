"""What a sandbox must answer, found without its code: by the queries of `queries.py` in its two SQLite files."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any
from urllib.parse import quote

from oneroster_sdk.sandbox import Sandbox

from .queries import BOOK, EXTRACTS, EXTRACTS_BY_VERSION, OLD, ORACLE, PAIRS, ROSTER, STORE

Ids = tuple[str, ...]
Records = dict[str, dict[str, Any]]


def version_of(path: str) -> str:
    """The version that a path of a document belongs to."""
    return "1.1" if path.startswith(OLD + "/") else "1.2"


def service_of(path: str) -> str:
    """What stands before the words of a path: `/rostering/v1p2`."""
    return next(base for base in (ROSTER, BOOK, STORE, OLD) if path.startswith(base + "/"))


def words_of(path: str) -> list[str]:
    """The words of a path, without service and ids."""
    return [word for word in path.removeprefix(service_of(path)).split("/")[1:] if not word.startswith("{")]


class Oracle:
    """Knows both versions of a sandbox; which of them is asked for, the path says."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._links = f'"{sandbox.base_url}/'
        self._sql = {version: _opened(sandbox, version) for version in sandbox.databases}
        self._visits: dict[tuple[str, str], list[Ids]] = {}

    def close(self) -> None:
        for sql in self._sql.values():
            sql.close()

    def paths(self, version: str) -> set[str]:
        """Every path of a version that the oracle has a query for."""
        return {path for path in ORACLE if version_of(path) == version}

    def rows(self, path: str, query: str, ids: Ids = ()) -> list[Any]:
        """What a query of one's own finds in the version of a path."""
        return self._sql[version_of(path)].execute(query, ids).fetchall()

    def loaded(self, doc: str) -> dict[str, Any]:
        """A record from its JSON, with links as the sandbox sends them."""
        record: dict[str, Any] = json.loads(doc.replace('"sandbox:/', self._links))
        return record

    def records(self, path: str, ids: Ids = ()) -> Records:
        """The whole answer, record by record, by sourcedId."""
        rows = self.rows(path, ORACLE[path], ids)
        found = [self.loaded(doc) for (doc,) in rows]
        by_id = {record["sourcedId"]: record for record in found}
        assert len(by_id) == len(found), f"the query for {path} finds a record twice"
        return by_id

    def whole(self, path: str, word: str) -> str:
        """The path of all the records of a word, in the same version; another service may have them."""
        bases = (OLD,) if version_of(path) == "1.1" else (ROSTER, BOOK, STORE)
        return next(f"{base}/{word}" for base in bases if f"{base}/{word}" in ORACLE)

    def around(self, path: str) -> list[str]:
        """Paths to more than a path with ids leads to: the whole collection, and that of the first parent."""
        if "{" not in path:
            return []
        words = words_of(path)
        wider = [f"{service_of(path)}/{words[0]}/{first}/{words[-1]}" for first in re.findall(r"{\w+}", path)[:-1]]
        return [self.whole(path, words[-1]), *wider]

    def visits(self, path: str, without: str = "") -> list[Ids]:
        """The ids to ask for: a few single records, or the parents with most records, but not all.

        Odd ids are among both, and of the parents one to which a deleted enrollment makes a difference. Ids with the
        character `without` are left out.
        """
        key = path, without
        if key not in self._visits:
            self._visits[key] = self._chosen(path, without)
        return self._visits[key]

    def _chosen(self, path: str, without: str) -> list[Ids]:
        if "{" not in path:
            return [()]
        candidates = [ids for ids in self._candidates(path) if not (without and without in "".join(ids))]
        odd = [ids for ids in candidates if any(quote(each, safe="") != each for each in ids)]
        if path.endswith("}"):
            plain = [ids for ids in candidates if ids not in odd]
            return [*odd[:4], *plain[:2], *plain[-2:]]
        sizes = {ids: size for ids in candidates if 0 < (size := self._size(path, ids)) < self._most(path, ids)}
        kinds = [list(sizes), [ids for ids in odd if ids in sizes], [ids for ids in sizes if self._has_lost(path, ids)]]
        return list(dict.fromkeys(max(kind, key=sizes.__getitem__) for kind in kinds if kind))

    def _size(self, path: str, ids: Ids) -> int:
        return len(self.rows(path, ORACLE[path], ids))

    def _most(self, path: str, ids: Ids) -> int:
        """How many records the narrowest path around this one leads to."""
        return min(self._size(each, ids[: each.count("{")]) for each in self.around(path))

    def _has_lost(self, path: str, ids: Ids) -> bool:
        """Whether there would be more records if deleted enrollments counted."""
        ever = re.sub(r" AND (seat\.)?status = 'active'", "", ORACLE[path])
        return len(self.rows(path, ever, ids)) > self._size(path, ids)

    def _candidates(self, path: str) -> list[Ids]:
        first, *others = words_of(path)
        if path.count("{") == 2:
            return self.rows(path, PAIRS[first, others[0]])
        return [(each,) for each in sorted(self.records(self.whole(path, first)))]


def _opened(sandbox: Sandbox, version: str) -> sqlite3.Connection:
    sql = sqlite3.connect(f"{sandbox.databases[version].as_uri()}?mode=ro", uri=True)
    sql.executescript(EXTRACTS + EXTRACTS_BY_VERSION[version])
    return sql
