"""Example values for what a request sends: the ids in its path, its query and its body."""

from __future__ import annotations

import copy
from typing import Any

from .document import Document, Json, Operation, reference

ACTIVE = "status='active'"
WRITTEN = reference("runId")
"""What the sourcedIds of written records begin with; each run has its own, so that it meets no earlier one."""

# The first of these that a model has is what a person would sort by; all models have the last.
_SORTED_BY = ("familyName", "title", "name", "dateLastModified")
_TEXTS = {"title": "Written with Postman", "itemValueLHS": "0-100", "itemValueRHS": "P", "textScore": "B"}
_NUMBERS = {"resultValueMin": 0, "resultValueMax": 100, "weight": 0.5}
_FORMATS = {"date-time": "2026-03-02T08:00:00.000Z", "date": "2026-03-02"}


def dressed(document: Document) -> Json:
    """The document with an example at every parameter and body, and without the answers: the tests stand for them."""
    root = copy.deepcopy(document.root)
    for operation in document.operations:
        node = root["paths"][operation.path][operation.method.lower()]
        node["responses"] = {"default": {"description": "See the tests of this request."}}
        for parameter in node.get("parameters", ()):
            parameter["schema"] = {"type": "string"}  # or else a list of names would be more than one value
            parameter["example"] = value_of(operation, parameter)
        if "requestBody" in node:
            node["requestBody"]["content"]["application/json"]["example"] = body(document, operation)
    return root


def value_of(operation: Operation, parameter: Json) -> str:
    """The value that an operation's parameter is shown with."""
    name = parameter["name"]
    if parameter["in"] == "path":
        if name == "sourcedId" and not operation.is_read:
            return written_id(operation.noun)
        return reference(operation.variable(name))
    return query(operation.record)[name]


def query(record: Json) -> dict[str, str]:
    """The whole query, with fields that the records have."""
    return {
        "limit": "100",
        "offset": "0",
        "sort": sort_field(record),
        "orderBy": "asc",
        "filter": ACTIVE,
        "fields": ",".join(dict.fromkeys(["sourcedId", "status", sort_field(record)])),
    }


def sort_field(record: Json) -> str:
    return next(name for name in _SORTED_BY if name in record["properties"])


def written_id(noun: str, part: str = "") -> str:
    """The sourcedId of a record that the collection writes: `{{runId}}-lineItem`."""
    return f"{WRITTEN}-{part}{noun}"


def body(document: Document, operation: Operation) -> Json:
    """What a write sends: one record, in its envelope. A POST has an id of its own, which is temporary."""
    record = {
        name: _value(document, name, node)
        for name, node in operation.record["properties"].items()
        if name in operation.record["required"] or _is_plain(document.follow(node))
    }
    record["sourcedId"] = written_id(operation.noun if operation.is_single else operation.id)
    return {operation.envelope: [record] if operation.is_list else record}


def _is_plain(schema: Json) -> bool:
    """Whether a value can be made up: references lead to records, and lists to more of the like."""
    return schema.get("type") not in {"object", "array"}


def _value(document: Document, name: str, node: Json) -> Any:
    schema = document.follow(node)
    schema = schema["anyOf"][0] if "anyOf" in schema else schema
    if "enum" in schema:
        return _choice(schema["enum"])
    match schema["type"]:
        case "object" if "href" in schema["properties"]:
            return _reference(document, name)
        case "object":
            return {key: _value(document, key, each) for key, each in schema["properties"].items()}
        case "array":
            return [_value(document, name, schema["items"])]
        case "number" | "integer":
            return _NUMBERS.get(name, 85)
        case _:
            return _FORMATS.get(schema.get("format", ""), _TEXTS.get(name, "An example"))


def _choice(values: list[str]) -> str:
    """Work that is done and graded, nothing special about it."""
    usual = [value for value in ("false", "fully graded") if value in values]
    return [*usual, *values][0]


def _reference(document: Document, noun: str) -> Json:
    """A reference to a record that was found: its kind is the key under which one such record is read."""
    single = document.single(noun)
    path = single.path.replace("{sourcedId}", reference(f"{noun}SourcedIdEncoded"))
    return {
        "href": reference("baseUrl") + path,
        "sourcedId": reference(f"{noun}SourcedId"),
        "type": single.envelope,
    }
