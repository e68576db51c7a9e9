"""Operations read from the document: what is asked for, who may ask, and the records that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ._document import Document, Json
from ._models import Model, read_model


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    id: str
    method: str
    segments: tuple[str, ...]
    words: tuple[str, ...]
    """The path's collection names in order, `("schools", "classes", "students")`."""
    model: Model
    envelope: str
    is_collection: bool
    scopes: tuple[frozenset[str], ...]
    """Alternatives: a token that holds all scopes of one of them will do."""
    parameters: Mapping[str, Json]
    """The schema of each query parameter."""


@dataclass(frozen=True)
class Api:
    """The operations of the services that are served, with the models of their records."""

    operations: tuple[Operation, ...]
    models: Mapping[str, Model]
    """By table: the name of the collection that holds every record of the model."""
    scopes: frozenset[str]


def read_api(root: Json, services: tuple[str, ...]) -> Api:
    """Read those operations whose path begins with one of the services (`/rostering/v1p2`)."""
    document = Document(root)
    served = [
        (service, method, path, node)
        for method, path, node in document.operations()
        for service in services
        if path.startswith(service + "/")
    ]
    answers = [_answer(document, node) for _, _, _, node in served]
    tables = {answer.record: answer.envelope for answer in answers if answer.is_collection}
    models: dict[str, Model] = {}
    for answer in answers:
        table = tables[answer.record]
        if table not in models:
            models[table] = read_model(document, answer.schema, answer.record, table)
    operations = tuple(
        _operation(document, entry, answer, models[tables[answer.record]])
        for entry, answer in zip(served, answers, strict=True)
    )
    return Api(operations, models, document.scopes())


class _Answer(NamedTuple):
    envelope: str
    record: str
    is_collection: bool
    schema: Json


def _operation(document: Document, entry: tuple[str, str, str, Json], answer: _Answer, model: Model) -> Operation:
    service, method, path, node = entry
    below = path.removeprefix(service).strip("/").split("/")
    return Operation(
        id=node["operationId"],
        method=method,
        segments=tuple(path.strip("/").split("/")),
        words=tuple(word for word in below if not word.startswith("{")),
        model=model,
        envelope=answer.envelope,
        is_collection=answer.is_collection,
        scopes=_scopes(node),
        parameters=_query(document, node),
    )


def _answer(document: Document, operation: Json) -> _Answer:
    """What a successful answer holds: one record, or many, under one key."""
    response = document.resolve(operation["responses"]["200"])
    envelope = document.resolve(response["content"]["application/json"]["schema"])
    ((key, node),) = envelope["properties"].items()
    found = document.resolve(node)
    is_collection = found.get("type") == "array"
    record = found["items"] if is_collection else node
    return _Answer(key, document.name(record), is_collection, document.resolve(record))


def _scopes(operation: Json) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(scope for scopes in requirement.values() for scope in scopes)
        for requirement in operation.get("security", ())
    )


def _query(document: Document, operation: Json) -> dict[str, Json]:
    parameters = [document.resolve(node) for node in operation["parameters"]]
    return {p["name"]: document.resolve(p["schema"]) for p in parameters if p["in"] == "query"}
