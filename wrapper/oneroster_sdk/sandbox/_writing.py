"""Writes: one record with PUT, many with POST, none with DELETE any more."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

import orjson

from ._behaviour import Behaviour
from ._filter import Condition
from ._meaning import REFERENCES
from ._operations import Body, Operation
from ._roster import Roster, identified
from ._schema import problem
from ._status import invalid_data, unknown_object
from ._store import Store

Record: TypeAlias = dict[str, Any]


class Writer:
    """The writing operations over a store."""

    def __init__(self, store: Store, roster: Roster, behaviour: Behaviour) -> None:
        self._store = store
        self._roster = roster
        self._behaviour = behaviour

    def write(
        self, operation: Operation, ids: tuple[str, ...], body: bytes, content_type: str
    ) -> tuple[int, bytes | None]:
        """Do what is asked; gives the status of the answer, and its JSON if it has any."""
        if operation.method == "DELETE":
            return self._delete(operation, ids[0]), None
        assert operation.body is not None  # noqa: S101 - the document gives every PUT and POST one
        if operation.method == "PUT":
            return self._put(operation, ids[0], self._read(operation.body, body, content_type)), None
        within = self._roster.within(operation, ids)
        return 201, self._post(operation, within, self._read(operation.body, body, content_type))

    def _put(self, operation: Operation, sourced_id: str, sent: Record) -> int:
        assert operation.body is not None  # noqa: S101 - as above
        envelope = operation.body.envelope
        record = sent[envelope]
        if record["sourcedId"] != sourced_id:
            raise invalid_data(f"{envelope}.sourcedId is not that of the path.")
        self._check_references(record, envelope)
        replaces = self._roster.find(operation.words[0], sourced_id) is not None
        with self._store.writing():
            self._store_one(operation, record, envelope)
        # 1.1 tells a replaced record from a new one; 1.2 knows one success for both.
        return 200 if replaces and 200 in operation.successes else 201

    def _post(self, operation: Operation, within: list[Condition], sent: Record) -> bytes:
        """All records, or none: each with a sourcedId of the server's, and each where the path says."""
        pairs: dict[str, str] = {}
        with self._store.writing():
            for position, record in enumerate(sent.get(operation.envelope, ())):
                at = f"{operation.envelope}[{position}]"
                supplied = record["sourcedId"]
                if supplied in pairs:
                    raise invalid_data(f"{at}.sourcedId is that of another record in the body.")
                self._check_references(record, at)
                pairs[supplied] = allocated = str(uuid.uuid4())
                self._store_one(operation, record | {"sourcedId": allocated}, at)
                if self._store.document(operation.model, [identified(allocated), *within]) is None:
                    raise invalid_data(f"{at} does not belong where the path says.")
        found = [{"suppliedSourcedId": one, "allocatedSourcedId": other} for one, other in pairs.items()]
        return orjson.dumps({"sourcedIdPairs": found})

    def _delete(self, operation: Operation, sourced_id: str) -> int:
        found = self._roster.find(operation.words[0], sourced_id)
        if found is None:
            raise unknown_object()
        with self._store.writing():
            if self._behaviour.soft_delete:
                now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
                changed = {"status": "tobedeleted", "dateLastModified": now}
                self._store.put(operation.model, orjson.loads(found) | changed)
            else:
                self._store.remove(operation.model, sourced_id)
        return 204

    def _store_one(self, operation: Operation, record: Mapping[str, Any], at: str) -> None:
        try:
            self._store.put(operation.model, record)
        except OverflowError:
            raise invalid_data(f"{at} has a number that is too large.") from None

    def _read(self, body: Body, sent: bytes, content_type: str) -> Record:
        if content_type.partition(";")[0].strip().lower() != "application/json":
            raise invalid_data("The body is not of the type application/json.")
        try:
            value = orjson.loads(sent)
            orjson.dumps(value)
        except (ValueError, orjson.JSONEncodeError):
            raise invalid_data("The body is not JSON, or nested too deeply to be written again.") from None
        if wrong := problem(self._store.api.document, body.schema, value):
            raise invalid_data(wrong)
        read: Record = value
        return read

    def _check_references(self, record: Mapping[str, Any], at: str) -> None:
        for name, word in REFERENCES.items():
            if name in record and self._roster.find(word, record[name]["sourcedId"]) is None:
                raise invalid_data(f"{at}.{name} leads to no record.")
