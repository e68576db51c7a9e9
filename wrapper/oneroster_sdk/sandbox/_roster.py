"""Answers to operations: the records that a path and a query stand for."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import orjson

from ._behaviour import Behaviour
from ._filter import Condition
from ._meaning import MEANINGS
from ._models import Model
from ._operations import Operation
from ._query import Query, read_query
from ._status import unknown_object
from ._store import Store


@dataclass(frozen=True)
class Page:
    """A collection's records, as JSON texts, and how many there are on all pages."""

    query: Query
    documents: list[bytes]
    total: int


@dataclass(frozen=True)
class Single:
    """One record, as a JSON text."""

    query: Query
    document: bytes


class Roster:
    """The reading operations over a store, and what paths stand for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._collections = store.api.collections
        self._meaning = MEANINGS[store.api.version]
        for operation in store.api.operations:
            self._check(operation)

    def _check(self, operation: Operation) -> None:
        """Better no server than one that fails when it is asked what it does not know."""
        for length in range(2, len(operation.words) + 1):
            words = operation.words[:length]
            try:
                self._meaning.relation(words)
            except KeyError as unknown:
                raise LookupError(f"{operation.id}: what {unknown.args[0]} means is not known") from None
            if words[-2] not in self._collections:
                raise LookupError(f"{operation.id}: there is no collection {words[-2]} to look a parent up in")

    def page(self, operation: Operation, ids: tuple[str, ...], raw_query: bytes, behaviour: Behaviour) -> Page:
        """A page of a collection."""
        query = read_query(operation, raw_query, behaviour)
        conditions = self.within(operation, ids)
        if query.filter:
            conditions.append(query.filter)
        rows = self._store.listing(operation.model, conditions, query.order)
        documents = self._documents(operation.model, rows[query.offset : query.offset + query.limit], query)
        return Page(query, documents, len(rows))

    def single(self, operation: Operation, ids: tuple[str, ...], raw_query: bytes, behaviour: Behaviour) -> Single:
        """One record."""
        query = read_query(operation, raw_query, behaviour)
        found = self.find(operation.words[-1], ids[-1])
        if found is None:
            raise unknown_object()
        return Single(query, _selected(found, query.fields))

    def find(self, word: str, sourced_id: str) -> bytes | None:
        """The record with this sourcedId among those that a word stands for."""
        return self._store.document(self._collections[word], [*self._subset(word), identified(sourced_id)])

    def within(self, operation: Operation, ids: tuple[str, ...]) -> list[Condition]:
        """What makes a record part of a collection, after making sure of each record in the path."""
        words = operation.words
        related: list[Condition] = []
        for position, sourced_id in enumerate(ids):
            conditions = [*self._subset(words[position]), identified(sourced_id), *related]
            if self._store.document(self._collections[words[position]], conditions) is None:
                raise unknown_object()
            sql, bound = self._meaning.relation(words[: position + 2])
            related = [Condition(sql, ids[position + 1 - bound : position + 1])]
        return [*self._subset(words[-1]), *related]

    def _documents(self, model: Model, rows: array[int], query: Query) -> list[bytes]:
        found = self._store.documents(model, rows)
        return found if query.fields is None else [_selected(document, query.fields) for document in found]

    def _subset(self, word: str) -> list[Condition]:
        return [Condition(self._meaning.subsets[word])] if word in self._meaning.subsets else []


def identified(sourced_id: str) -> Condition:
    """The record with this sourcedId, and no other."""
    return Condition('r."sourcedId" = ?', (sourced_id,))


def _selected(document: bytes, fields: frozenset[str] | None) -> bytes:
    if fields is None:
        return document
    record = orjson.loads(document)
    return orjson.dumps({name: value for name, value in record.items() if name in fields})
