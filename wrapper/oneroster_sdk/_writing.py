"""Writing: what is sent, what is refused before, and what became of it. No I/O: the engines drive these flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

from attrs import define, field, frozen

from oneroster_openapi.operation import Operation, Payload
from oneroster_openapi.record import Identified, Record, id_of

from . import _bodies as bodies
from ._answers import lost, nobody_knows, success
from ._core import Core, Target
from ._errors import NotOffered, OneRosterError, PartialWrite, QueryError, WriteOutcomeUnknown, WriteRefused
from ._flow import Flow, Reply
from ._json import as_list, as_object, parsed
from ._privacy import bare
from ._references import Referring, readers, referring

Body: TypeAlias = Mapping[str, Any]


@define
class Saved:
    """What became of records that were written together.

    Attributes:
        saved: By the id that the caller gave, the id under which the record now stands.
        failed: By the id that the caller gave, why the record was not written, or may not have been.
    """

    saved: dict[str, str] = field(factory=dict[str, str], repr=lambda saved: f"<{len(saved)} records>")
    failed: dict[str, OneRosterError] = field(
        factory=dict[str, OneRosterError], repr=lambda failed: f"<{len(failed)} records>"
    )

    @property
    def ok(self) -> bool:
        """Whether every record was written."""
        return not self.failed


@frozen
class Writer:
    """Writes to one provider."""

    core: Core

    def put(self, name: str, ids: tuple[str, ...], record: Record) -> Flow[None]:
        """Write one record under its own id."""
        operation = self.core.operation(name)
        body = self._prepared(operation, record)
        yield from self._put(operation, (*ids, _id_of(record)), body)

    def put_many(self, name: str, ids: tuple[str, ...], records: Sequence[Record]) -> Flow[Saved]:
        """Write records one by one; those that fail do not stop the others."""
        operation = self.core.operation(name)
        prepared = [(_id_of(record), self._prepared(operation, record)) for record in records]
        _refuse_repeats([sourced_id for sourced_id, _ in prepared])
        outcome = Saved()
        for sourced_id, body in prepared:
            try:
                yield from self._put(operation, (*ids, sourced_id), body)
            except OneRosterError as error:
                outcome.failed[sourced_id] = bare(error)
            else:
                outcome.saved[sourced_id] = sourced_id
        return outcome

    def delete(self, name: str, ids: tuple[str, ...]) -> Flow[None]:
        """Delete one record. If the first answer was lost, finding nothing the second time is success."""
        target = Target(self.core.operation(name), ids)
        request, answer, tries = yield from self.core.exchange(target, None)
        if isinstance(answer, Reply) and answer.status == 404 and answer.after_doubt:
            return
        success(request, answer, tries, self.core.name)

    def create(self, name: str, ids: tuple[str, ...], records: Sequence[Record], chunk: int) -> Flow[Mapping[str, str]]:
        """Create records in chunks; the first chunk that fails ends it."""
        operation = self.core.operation(name)
        created: dict[str, str] = {}
        for part, body in self._chunks(operation, records, chunk):
            try:
                pairs = yield from self._post(operation, ids, part, body)
            except OneRosterError as error:
                problem = error
                break
            created |= pairs
            missing = [sourced_id for sourced_id in part if sourced_id not in pairs]
            if missing:
                raise self._partial(operation, created, records, "the provider did not give ids for all of them")
        else:
            return created
        if isinstance(problem, WriteOutcomeUnknown):
            problem.created |= created
            raise problem
        raise self._partial(operation, created, records, str(problem)) if created else problem

    def save_many(self, name: str, ids: tuple[str, ...], records: Sequence[Record], chunk: int) -> Flow[Saved]:
        """Create records where the provider's version can, put them one by one where it cannot."""
        try:
            operation = self.core.operation(name)
        except NotOffered:
            put = self._put_for(records)
            return (yield from self.put_many(put.id, (), records))
        outcome = Saved()
        for part, body in self._chunks(operation, records, chunk):
            try:
                pairs = yield from self._post(operation, ids, part, body)
            except OneRosterError as error:
                outcome.failed |= dict.fromkeys(part, bare(error))
                continue
            outcome.saved |= pairs
            for sourced_id in part:
                if sourced_id not in pairs:
                    outcome.failed[sourced_id] = self._partial(operation, pairs, records, "no id was given for it")
        return outcome

    def _put(self, operation: Operation, ids: tuple[str, ...], body: Body) -> Flow[None]:
        request, answer, tries = yield from self.core.exchange(Target(operation, ids), body)
        success(request, answer, tries, self.core.name)

    def _post(
        self, operation: Operation, ids: tuple[str, ...], part: Sequence[str], body: Body
    ) -> Flow[dict[str, str]]:
        request, answer, tries = yield from self.core.exchange(Target(operation, ids), body)
        if nobody_knows(answer):
            raise WriteOutcomeUnknown(
                f"{request.label}: {lost(answer)}. Whether the {len(part)} records were created is unknown; read "
                "them before you send them again.",
                unsettled=tuple(part),
                name=self.core.name,
            )
        return _pairs(success(request, answer, tries, self.core.name), operation, part)

    def _partial(
        self, operation: Operation, created: Mapping[str, str], records: Sequence[Record], why: str
    ) -> PartialWrite:
        missing = tuple(each for each in map(_id_of, records) if each not in created)
        return PartialWrite(
            f"{operation.method} {operation.path}: of {len(records)} records, {len(created)} were created: {why}",
            created=dict(created),
            unsettled=missing,
            name=self.core.name,
        )

    def _chunks(self, operation: Operation, records: Sequence[Record], chunk: int) -> list[tuple[list[str], Body]]:
        """Bodies with the ids in them; every record is looked at before the first is sent."""
        if chunk < 1:
            raise QueryError(f"chunk={chunk}: send one record at least")
        payload = _body(operation)
        prepared = [self._checked(operation, record) for record in records]
        ids = [_id_of(record) for record in records]
        _refuse_repeats(ids)
        return [
            (ids[start : start + chunk], {payload.key: prepared[start : start + chunk]})
            for start in range(0, len(prepared), chunk)
        ]

    def _put_for(self, records: Sequence[Record]) -> Operation:
        """The operation that puts records of this kind."""
        wanted = type(records[0]).__name__ if records else None
        for operation in self.core.dialect.operations.values():
            if operation.method == "PUT" and (wanted is None or _body(operation).record == wanted):
                return operation
        raise NotOffered("there is no way to write these records one by one", name=self.core.name)

    def _prepared(self, operation: Operation, record: Record) -> Body:
        return {_body(operation).key: self._checked(operation, record)}

    def _checked(self, operation: Operation, record: Record) -> dict[str, Any]:
        model = self.core.dialect.model(operation)
        if not isinstance(record, model):
            raise WriteRefused(
                f"{operation.method} {operation.path} takes {model.__name__} records, not {type(record).__name__}",
                record=model.__name__,
                field="",
            )
        _refuse_problems(record)
        taken = self.core.dialect.hide(record, model)
        _refuse_problems(taken)
        return Links(self.core).complete(type(taken), taken.to_dict())


def _refuse_problems(record: Record) -> None:
    name = type(record).__name__
    for path, problem in record.problems():
        raise WriteRefused(f"{name}.{path} {problem}. Nothing was sent.", record=name, field=path)


@frozen
class Links:
    """Completes references: their ``type``, and the address at which the record can be read."""

    core: Core

    def complete(self, model: type[Record], data: dict[str, Any]) -> dict[str, Any]:
        """The record in JSON with every reference in it completed."""
        for each in referring(model):
            wire = each.prop.wire
            if wire not in data:
                continue
            inner = data[wire] if each.many else [data[wire]]
            done = [self._nested(each, part) for part in inner]
            data[wire] = done if each.many else done[0]
        return data

    def _nested(self, each: Referring, data: dict[str, Any]) -> dict[str, Any]:
        if not each.is_reference:
            return self.complete(each.part, data)
        known: dict[str, Any] = {"type": each.word, **data}
        reading = readers(self.core.dialect.operations).get(known["type"] or "")
        if "href" not in known and reading is not None:
            arguments = reading.arguments((known["sourcedId"],), {})
            known["href"] = self.core.address(arguments["url"])
        return {name: known[name] for name in ("href", "sourcedId", "type") if known.get(name) is not None}


def _body(operation: Operation) -> Payload:
    if operation.body is None:
        raise NotOffered(f"{operation.method} {operation.path} takes no records")
    return operation.body


def _id_of(record: Record) -> str:
    return id_of(cast(Identified, record))


def _refuse_repeats(ids: Sequence[str]) -> None:
    if len(set(ids)) < len(ids):
        raise QueryError("two of the records have the same sourcedId; each needs one of its own, to tell them apart")


def _pairs(reply: Reply, operation: Operation, part: Sequence[str]) -> dict[str, str]:
    """Which id was allotted to which: from pairs, or from the records, stored under the ids they came with."""
    body = as_object(parsed(reply.content)) or {}
    payload, sent = operation.answer, set(part)
    found: dict[str, str] = {}
    for pair in as_list(body.get(payload.key if payload else "")) or []:
        entry = as_object(pair) or {}
        supplied, allotted = entry.get("suppliedSourcedId"), entry.get("allocatedSourcedId")
        if isinstance(supplied, str) and isinstance(allotted, str) and supplied in sent and allotted:
            found[supplied] = allotted
    for same in map(bodies.sourced_id, _stored(reply, operation)):
        if same in sent:
            found.setdefault(same, same)
    return found


def _stored(reply: Reply, operation: Operation) -> list[Any]:
    """The records that an answer holds, in any of the forms in which providers send them."""
    try:
        return bodies.records(reply, operation.id, key=_body(operation).key, path=operation.path).items
    except OneRosterError:
        return []  # it holds pairs of ids, or nothing; the caller sees which records are not settled
