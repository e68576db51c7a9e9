"""Answers to operations: the records that a path and a query stand for."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import orjson

from ._behaviour import Behaviour
from ._filter import Condition
from ._meaning import RELATIONS, SUBSETS
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


class Roster:
    """The rostering operations over a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._models = {op.words[0]: op.model for op in store.api.operations if len(op.words) == 1}
        for operation in store.api.operations:
            steps = zip(operation.words, operation.words[1:], strict=False)
            if missing := [step for step in steps if step not in RELATIONS]:
                raise LookupError(f"{operation.id}: what {missing[0]} means is not known")

    def page(self, operation: Operation, ids: tuple[str, ...], raw_query: bytes, behaviour: Behaviour) -> Page:
        """A page of a collection."""
        query = read_query(operation, raw_query, behaviour)
        conditions = [*self._subset(operation.words[-1]), *self._parents(operation.words, ids)]
        if query.filter:
            conditions.append(query.filter)
        rows = self._store.listing(operation.model, conditions, query.order)
        documents = self._documents(operation.model, rows[query.offset : query.offset + query.limit], query)
        return Page(query, documents, len(rows))

    def single(self, operation: Operation, ids: tuple[str, ...], raw_query: bytes, behaviour: Behaviour) -> bytes:
        """One record, as a JSON text."""
        query = read_query(operation, raw_query, behaviour)
        found = self._store.document(operation.model, [*self._subset(operation.words[-1]), _identified(ids[-1])])
        if found is None:
            raise unknown_object()
        return _selected(found, query.fields)

    def _documents(self, model: Model, rows: array[int], query: Query) -> list[bytes]:
        found = self._store.documents(model, rows)
        return found if query.fields is None else [_selected(document, query.fields) for document in found]

    def _parents(self, words: tuple[str, ...], ids: tuple[str, ...]) -> list[Condition]:
        """Make sure of each record in the path, the one within the other, and relate the answer to the last."""
        related: list[Condition] = []
        for position, sourced_id in enumerate(ids):
            conditions = [*self._subset(words[position]), _identified(sourced_id), *related]
            if self._store.document(self._models[words[position]], conditions) is None:
                raise unknown_object()
            related = [Condition(RELATIONS[words[position], words[position + 1]], (sourced_id,))]
        return related

    def _subset(self, word: str) -> list[Condition]:
        return [Condition(SUBSETS[word])] if word in SUBSETS else []


def _identified(sourced_id: str) -> Condition:
    return Condition('r."sourcedId" = ?', (sourced_id,))


def _selected(document: bytes, fields: frozenset[str] | None) -> bytes:
    if fields is None:
        return document
    record = orjson.loads(document)
    return orjson.dumps({name: value for name, value in record.items() if name in fields})
