"""The strict document, in which all is said that is to be said about requests; the records are left alone.

Ids are those that exist. What is written is spelt out whole, because no schema can say that the sourcedId in a body is
that of the path, or that a reference leads somewhere.
"""

from __future__ import annotations

import copy as copies
import json
import re
from typing import Any

from .oracle import Oracle
from .writes import WRITTEN, copy, creations

PREDICATES = "(=|!=|>|>=|<|<=|~)"
VICTIMS = 5

Json = dict[str, Any]


def victims(oracle: Oracle, path: str) -> list[Json]:
    """Records that are there to be deleted; nothing refers to them."""
    return [copy(oracle, path) | {"sourcedId": f"victim-{number}"} for number in range(VICTIMS)]


def spell_out(document: Json, oracle: Oracle) -> Json:
    """A copy of the document that leaves nothing about requests to prose."""
    completed = copies.deepcopy(document)
    # Schemathesis looks after tokens only where a scheme says how they are sent.
    completed["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path, item in completed["paths"].items():
        for operation in item.values():
            operation["security"] = [{"token": []}]
            # "Any other failure" would cover every status there is; the one that is meant is an unknown parent.
            other = operation["responses"].pop("default")
            if "{" in path:
                operation["responses"].setdefault("404", other)
        if "get" in item:
            _spell_read(completed, path, item["get"], oracle)
    _spell_writes(completed, oracle)
    return completed


def _spell_read(document: Json, path: str, operation: Json, oracle: Oracle) -> None:
    parameters = {node["name"]: node for node in operation["parameters"]}
    # Schemathesis takes an encoded percent sign for one that was encoded twice.
    visits = oracle.visits(path, without="%")
    for position, name in enumerate(re.findall(r"{(\w+)}", path)):
        parameters[name]["schema"] |= {"anyOf": [{"enum": list({visit[position]: None for visit in visits})}, {}]}
    fields, required = _record(document, operation["responses"]["200"])
    single = [name for name, schema in fields.items() if schema.get("type") == "string"]
    # Every name there is, once: where all the records are. Below others, some will do.
    many = 3 if "{" in path else None
    text = "|".join(name for name in single if "format" not in fields[name])
    clause = f"({text}){PREDICATES}'([^']|'')*'"
    # Always with what the schema of the answer requires.
    selections = list(dict.fromkeys(",".join(dict.fromkeys([*required, each])) for each in fields))
    words: Json = {
        "sort": {"type": "string", "enum": single[:many]},
        "filter": {"type": "string", "pattern": f"^{clause}( (AND|OR) {clause})?$"},
        "fields": {"type": "string", "enum": selections[:many]},
    }
    if path.startswith("/v1p1/"):
        # Here an unknown field to sort by, or to select, is no mistake: it brings a warning.
        words["sort"] = {"type": "string", "anyOf": [words["sort"], {}]}
        operation["parameters"] = [node for node in operation["parameters"] if node["name"] != "fields"]
    for node in operation["parameters"]:
        node["schema"] = words.get(node["name"], node["schema"])


def _record(document: Json, response: Json) -> tuple[dict[str, Json], list[str]]:
    """The properties of the records that an answer holds, with their schemas, and which of them are required."""

    def followed(node: Json) -> Json:
        name = re.search(r'"#/components/schemas/(\w+)"', json.dumps(node)) if set(node) & {"$ref", "allOf"} else None
        found: Json = document["components"]["schemas"][name[1]] if name else node
        return found

    properties = followed(response["content"]["application/json"]["schema"])["properties"]
    (envelope,) = [schema for name, schema in properties.items() if name != "statusInfoSet"]
    record = followed(followed(envelope).get("items", envelope))
    return {name: followed(schema) for name, schema in record["properties"].items()}, record["required"]


def _spell_writes(document: Json, oracle: Oracle) -> None:
    for path in (each for each in WRITTEN if f"{each}/{{sourcedId}}" in document["paths"]):
        item, record = document["paths"][f"{path}/{{sourcedId}}"], copy(oracle, path) | {"sourcedId": "written"}
        (envelope,) = _envelopes(document, item["put"])
        less = {name: value for name, value in record.items() if name != "metadata"}
        _say(item["put"], ["written"], [{envelope: each} for each in (record, less)])
        _say(item["delete"], [each["sourcedId"] for each in victims(oracle, path)], [])
    for version in ("1.2", "1.1"):
        for path, ids, records in creations(oracle, version, 2):
            if path in document["paths"]:
                post = document["paths"][path]["post"]
                (envelope,) = _envelopes(document, post)
                _say(post, list(ids), [{envelope: records}, {envelope: records[:1]}])


def _envelopes(document: Json, operation: Json) -> list[str]:
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    return [
        name
        for name in document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]
        if name != "statusInfoSet"
    ]


def _say(operation: Json, ids: list[str], bodies: list[Json]) -> None:
    """These ids, and these bodies; if there are several parameters, an id for each."""
    parameters = [node for node in operation["parameters"] if node["in"] == "path"]
    for position, node in enumerate(parameters):
        node["schema"] = {"type": "string", "enum": ids if len(parameters) == 1 else [ids[position]]}
    if bodies:
        operation["requestBody"]["content"]["application/json"]["schema"] = {"type": "object", "enum": bodies}
