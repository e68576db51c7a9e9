"""Operations read from the document: what is asked for or sent, who may, and the records concerned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ._document import VERSIONS, Document, Json
from ._models import Model, read_model

SERVICES = ("rostering", "gradebook", "resources")

_BASE = re.compile(r"((?:/[a-z]+)?/v[0-9]p[0-9])/")
# Paths of 1.1 do not tell the service, but scopes do in both versions: `roster-core.readonly`, `assessment.delete`.
_SCOPE = re.compile(r"/scope/([a-z]+)")
_SERVICE_OF_SCOPE = {
    "roster": "rostering", "gradebook": "gradebook", "assessment": "gradebook", "resource": "resources",
}  # fmt: skip


@dataclass(frozen=True)
class Body:
    """What a request has to carry: one record, or many, under one key."""

    envelope: str
    is_collection: bool
    schema: Json


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    id: str
    version: str
    service: str
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
    successes: frozenset[int]
    body: Body | None


@dataclass(frozen=True)
class Api:
    """One version of the standard: the operations that are served, and the models of all records."""

    version: str
    operations: tuple[Operation, ...]
    models: Mapping[str, Model]
    """By table: the name of the collection that holds every record of the model."""
    collections: Mapping[str, Model]
    """By the word for the collection in a path; several words may stand for parts of one table."""
    scopes: frozenset[str]
    """All that the operations which are served ask for."""
    document: Document = field(compare=False)


def read_api(root: Json, services: Iterable[str] = SERVICES) -> Api:
    """Read a document of one version; services (`rostering` or `/rostering/v1p2`) say what of it is served.

    Those that are not served keep their models, since the others' paths and records lead to them.
    """
    document = Document(root)
    wanted = {service.strip("/").partition("/")[0] for service in services}
    entries = [(method, path, node) for method, path, node in document.operations() if _BASE.match(path)]
    contents = [_content(document, entry) for entry in entries]
    tables = {content.record: content.envelope for content in contents if content.is_collection}
    models: dict[str, Model] = {}
    for content in contents:
        table = tables[content.record]
        if table not in models:
            models[table] = read_model(document, content.schema, content.record, table)
    version = next((v for v, word in VERSIONS.items() if any(f"/{word}/" in path for _, path, _ in entries)), "1.2")
    operations = [
        _operation(document, version, entry, content, models[tables[content.record]])
        for entry, content in zip(entries, contents, strict=True)
    ]
    served = tuple(operation for operation in operations if operation.service in wanted)
    collections = {op.words[0]: op.model for op in operations if len(op.words) == 1}
    scopes = frozenset(scope for op in served for alternative in op.scopes for scope in alternative)
    return Api(version, served, models, collections, scopes, document)


class _Content(NamedTuple):
    envelope: str
    record: str
    is_collection: bool
    schema: Json


def _operation(
    document: Document, version: str, entry: tuple[str, str, Json], content: _Content, model: Model
) -> Operation:
    method, path, node = entry
    base = _BASE.match(path)
    below = path.removeprefix(base[1] if base else "").strip("/").split("/")
    scopes = _scopes(node)
    return Operation(
        id=node["operationId"],
        version=version,
        service=_service(scopes),
        method=method,
        segments=tuple(path.strip("/").split("/")),
        words=tuple(word for word in below if not word.startswith("{")),
        model=model,
        envelope=content.envelope,
        is_collection=content.is_collection,
        scopes=scopes,
        parameters=_query(document, node),
        successes=frozenset(int(code) for code in node["responses"] if code.startswith("2")),
        body=_body(document, node, content),
    )


def _content(document: Document, entry: tuple[str, str, Json]) -> _Content:
    """What an operation reads or writes: one record, or many, under one key.

    A delete carries nothing either way, and concerns what can be read at the same path.
    """
    method, path, node = entry
    if method == "DELETE":
        node = document.root["paths"][path]["get"]
    carrier = node["responses"]["200"] if method in ("GET", "DELETE") else node["requestBody"]
    envelope = document.resolve(_json_schema(document, carrier))
    # In 1.1 a status may stand beside the records.
    ((key, within),) = ((key, within) for key, within in envelope["properties"].items() if key != "statusInfoSet")
    found = document.resolve(within)
    is_collection = found.get("type") == "array"
    record = found["items"] if is_collection else within
    return _Content(key, document.name(record), is_collection, document.resolve(record))


def _body(document: Document, node: Json, content: _Content) -> Body | None:
    if "requestBody" not in node:
        return None
    return Body(content.envelope, content.is_collection, _json_schema(document, node["requestBody"]))


def _json_schema(document: Document, carrier: Json) -> Json:
    schema: Json = document.resolve(carrier)["content"]["application/json"]["schema"]
    return schema


def _scopes(operation: Json) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(scope for scopes in requirement.values() for scope in scopes)
        for requirement in operation.get("security", ())
    )


def _service(scopes: tuple[frozenset[str], ...]) -> str:
    found = (_SCOPE.search(scope) for alternative in scopes for scope in alternative)
    return next((_SERVICE_OF_SCOPE.get(each[1], "") for each in found if each), "")


def _query(document: Document, operation: Json) -> dict[str, Json]:
    parameters = [document.resolve(node) for node in operation["parameters"]]
    return {p["name"]: document.resolve(p["schema"]) for p in parameters if p["in"] == "query"}
