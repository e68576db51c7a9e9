"""What the users of the Python API see of a document: operations, classes, attributes and words, as plain data.

The types are worked out here as the model template writes them; a test holds the two together.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .corrections import PLACES
from .documents import Json
from .naming import attribute, class_name, member, snake
from .operations import Operation, Payload
from .prepare import Prepared
from .shapes import name_of

SCALARS = {"number": "float", "integer": "float", "boolean": "bool"}
STRINGS = {"date": "date", "date-time": "datetime"}
VERBS = {"get": ".get(...)", "put": ".put(...)", "delete": ".delete(...)", "post": ".create([...])", "list": ""}


@dataclass(frozen=True)
class Attribute:
    """One property, and what a model makes of it."""

    wire: str
    name: str
    annotation: str
    json: str
    """What stands in JSON, in words."""
    required: bool
    needed: bool
    """Whether a caller who makes a record has to give it."""
    essential: bool
    least: int
    extension: str | None
    """The pattern of other words that are allowed; None where there are none."""
    words: str | None
    """The class of its vocabulary, if it has one."""
    constant: str | None


@dataclass(frozen=True)
class Model:
    """One class of records."""

    schema: str
    open: bool
    attributes: dict[str, Attribute]


@dataclass(frozen=True)
class Call:
    """One operation, and how it is called."""

    id: str
    method: str
    path: str
    expression: str
    """In Python: ``roster.users.get(...)``."""
    parameters: dict[str, tuple[bool, str]]
    """By place and name: whether it is required, and what it holds."""
    successes: frozenset[str]
    errors: frozenset[str]
    scopes: frozenset[str]
    answer: Payload | None
    body: Payload | None


@dataclass(frozen=True)
class View:
    """All of one version."""

    calls: dict[str, Call]
    models: dict[str, Model]
    vocabularies: dict[str, dict[str, str]]
    """By class: the words, and the names of their members."""
    prose: dict[str, str] = field(default_factory=dict)
    """All sentences, by where they stand."""


def view(prepared: Prepared) -> View:
    """What there is to see of a version."""
    schemas: Json = prepared.document["components"]["schemas"]
    nodes = {place.name: place.node for place in PLACES["operation"](prepared.document)}
    return View(
        calls={each.id: _call(each, nodes[each.id], schemas) for each in prepared.operations},
        models={class_name(name): _model(name, node, schemas) for name, node in schemas.items() if "enum" not in node},
        vocabularies={
            class_name(name): {word: member(word) for word in node["enum"]}
            for name, node in schemas.items()
            if "enum" in node
        },
        prose=dict(_prose(prepared.strict)),
    )


def _prose(document: Json) -> Iterator[tuple[str, str]]:
    for place in PLACES["operation"](document):
        yield f"{place.name} summary", place.node.get("summary", "")
        yield f"{place.name} description", place.node.get("description", "")
    for place in [*PLACES["schema"](document), *PLACES["property"](document)]:
        yield f"{place.schema}.{place.name}", place.node.get("description", "")


def _call(operation: Operation, node: Json, schemas: Json) -> Call:
    statuses = set(node["responses"])
    return Call(
        id=operation.id,
        method=operation.method,
        path=operation.path,
        expression=expression(operation),
        parameters={
            f"{each['in']} {each['name']}": (bool(each.get("required")), holds(each["schema"], schemas))
            for each in node.get("parameters", [])
        },
        successes=frozenset(status for status in statuses if status.startswith("2")),
        errors=frozenset(status for status in statuses if not status.startswith("2")),
        scopes=frozenset(operation.scopes),
        answer=operation.answer,
        body=operation.body,
    )


def expression(operation: Operation) -> str:
    """How an operation is called: ``roster.schools(...).classes``."""
    names = operation.segments
    kind = operation.method.lower() if names[-1] == "{}" or operation.method != "GET" else "list"
    collection = names[:-1] if names[-1] == "{}" else names
    names = tuple("" if name == "{}" else snake(name) for name in collection)
    parts = [f".{name}{'_' if keyword.iskeyword(name) else ''}" if name else "(...)" for name in names]
    return f"roster{''.join(parts)}{VERBS.get(kind, f' ({operation.method})')}"


def _model(name: str, node: Json, schemas: Json) -> Model:
    required = node.get("required", [])
    return Model(
        schema=name,
        open=bool(node.get("additionalProperties")),
        attributes={
            wire: _attribute(wire, inner, wire in required, schemas)
            for wire, inner in node.get("properties", {}).items()
        },
    )


def _attribute(wire: str, node: Json, required: bool, schemas: Json) -> Attribute:
    item = node.get("items", node)
    target = name_of(item)
    words = class_name(target) if "enum" in schemas.get(target, {}) else None
    fills_itself = bool(node.get("x-new") or node.get("x-constant"))
    return Attribute(
        wire=wire,
        name=attribute(wire),
        annotation=annotation(node, required, schemas),
        json=holds(node, schemas),
        required=required,
        needed=required and not fills_itself,
        essential=bool(node.get("x-essential")),
        least=node.get("minItems") or 0,
        extension=node.get("x-extension"),
        words=words,
        constant=node.get("x-constant"),
    )


def annotation(node: Json, required: bool, schemas: Json) -> str:
    """The type of an attribute, as the model template writes it."""
    bare = _python(node, schemas)
    if node.get("x-new") or node.get("type") == "array":
        return bare
    if node.get("x-mapping") and not required:
        return bare
    return bare if required and not node.get("x-constant") else f"{bare} | None"


def _python(node: Json, schemas: Json) -> str:
    if node.get("type") == "array":
        return f"list[{_python(node['items'], schemas)}]"
    target = name_of(node)
    if target:
        name = class_name(target)
        return f"{name} | str" if "enum" in schemas.get(target, {}) else name
    if node.get("x-mapping"):
        return "dict[str, Any]"
    kind: Any = node.get("type")
    return SCALARS.get(kind) or STRINGS.get(node.get("format", ""), "str")


def holds(node: Json, schemas: Json) -> str:
    """What stands in JSON, in words: ``list of OrgGUIDRef``."""
    if node.get("type") == "array":
        return f"list of {holds(node['items'], schemas)}"
    target = name_of(node)
    if target:
        return class_name(target)
    if node.get("x-flag"):
        return "'true' or 'false'"
    if node.get("x-mapping"):
        return "any object"
    shape = node.get("format") if node.get("format") in STRINGS else node.get("type", "string")
    return str(shape)
