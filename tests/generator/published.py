"""Our documents in the form in which 1EdTech publishes its own: the same in substance, different in all else.

Nobody here has the published files at hand. What is known of their form is applied to our documents, and some of what
is likely, so that the generator is tried with more than it was made for.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.documents import Json, in_place, load
from generator.prepare import SPEC
from generator.sources import NAMES, SERVICES, Given

Edit = Callable[[dict[str, Json]], None]

FILES = {service: f"{stem}.json" for stem, service in reversed(NAMES.items())}
PATTERN = r"(ext:)[a-zA-Z0-9\.\-_]+"
PROSE = (
    '<p>The "{0}" of the <b>record</b>.<br/>It costs 100% of {{attention}} &amp; C:\\new\\users\\x41, '
    'see \'here\' and """there""".</p>\n\n<ul><li>[U+200B] \u200b\u202enothing</li></ul> {{% raw %}}\n"""\n'
    'import os\nos.abort()\n"""\nModel Primitive Datatype = "String"'
)
LONG = PROSE.replace("<ul>", " ".join(["It goes on and on."] * 200) + "\\" * 301 + "<ul>")
"""Thousands of characters, and a word of backslashes that no line can hold."""


@lru_cache
def _ours() -> dict[str, Json]:
    return {service: load(SPEC / "v1p2" / f"{service}.yaml") for service in SERVICES}


def edited(*edits: Edit) -> dict[str, Json]:
    """Our own documents, after `edits`."""
    documents = copy.deepcopy(_ours())
    for edit in edits:
        edit(documents)
    return documents


def given(*edits: Edit, form: Callable[[Json, str], Json] | None = None) -> Given:
    """Such documents as if they had been found in a folder; in the published form unless another is given."""
    documents = {service: (form or published)(document, service) for service, document in edited(*edits).items()}
    return Given({service: Path(FILES[service]) for service in SERVICES}, documents)


def write(folder: Path, documents: dict[str, Json], names: dict[str, str] = FILES) -> Path:
    """Write documents into a folder, as JSON; answers with the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for service, document in documents.items():
        (folder / names[service]).write_text(json.dumps(document, indent=1), encoding="utf-8")
    return folder


def published(document: Json, service: str) -> Json:
    """One of our documents in the published form."""
    fresh = in_place(copy.deepcopy(document))
    fresh["openapi"] = "3.0.0"
    fresh["x-hash"] = "0123"
    fresh["servers"] = [_server(service)]
    fresh["tags"] = [{"name": tag["name"], "description": PROSE.format(tag["name"])} for tag in fresh["tags"]]
    for item in fresh["paths"].values():
        for operation in item.values():
            _operation(operation)
    schemas: Json = fresh["components"]["schemas"]
    for name, schema in schemas.items():
        _schema(name, schema, service)
    _extend_base(schemas)
    for scheme in fresh["components"]["securitySchemes"].values():
        scheme["flows"]["clientCredentials"]["tokenUrl"] = f"https://www.imsglobal.org/{service}"
    return fresh


def _server(service: str) -> Json:
    return {
        "url": "https://{hostName}{basePath}",
        "variables": {
            "hostName": {"default": "www.example.com"},
            "basePath": {
                "enum": [f"/ims/oneroster/{service}/v1p2"],
                "default": f"/ims/oneroster/{service}/v1p2",
            },
        },
    }


def _operation(operation: Json) -> None:
    operation["summary"] = f'The REST operation for {operation["operationId"]}() """ call.'
    operation["description"] = LONG.format(operation["operationId"])
    operation["x-ims"] = {"a": 1}
    operation["security"] = [
        {"OAuth2CC": [scope for each in operation["security"] for scopes in each.values() for scope in scopes]}
    ]
    for parameter in operation.get("parameters", []):
        parameter["description"] = PROSE.format(parameter["name"])
        parameter["schema"]["description"] = "Words for a machine\\"
        parameter["schema"]["x-type"] = "y"
        parameter.pop("explode", None)
        parameter["example"] = 'x"""y'
    for response in operation["responses"].values():
        response["description"] = "An <b>answer</b>."
        response["links"] = {
            "next": {"operationId": operation["operationId"], "parameters": {"limit": "$request.path.limit"}}
        }
        response.get("headers", {}).pop("Link", None)
        for body in response.get("content", {}).values():
            body.pop("example", None)


def _schema(name: str, schema: Json, service: str) -> None:
    schema["title"] = f"{name} title"
    schema["x-class"] = 'x" + exit() + "'
    schema["x-mapping"] = "not ours"
    schema["description"] = LONG.format(name)
    if service == "gradebook":
        schema["properties"] = dict(reversed(schema.get("properties", {}).items()))
        schema.pop("description")
    for wire, node in list(schema.get("properties", {}).items()):
        _property(wire, node, service)
        if "allOf" in node and service != "resources":
            schema["properties"][wire] = {"$ref": node["allOf"][0]["$ref"], "description": node["description"]}
    if schema.get("properties") == {}:
        del schema["properties"]


def _property(wire: str, node: Json, service: str) -> None:
    node["description"] = PROSE.format(wire)
    node["example"] = 'an "example"'
    node["x-flag"] = "neither"
    if service != "rostering":
        node["title"] = f"A title in {service}"
        node["nullable"] = False
    if service == "resources" and node.get("type") == "array":
        node.pop("minItems") if not node["minItems"] else None
    if service == "gradebook" and node.get("type") == "string" and "format" not in node and "enum" not in node:
        node["format"] = "normalizedString"
    target = node.get("items", node)
    for branch in target.get("anyOf", []):
        if branch.get("pattern", "").startswith("^ext:"):
            branch["pattern"] = PATTERN
    if "anyOf" in target and service != "gradebook":
        target["anyOf"].reverse()
        target["type"] = "string"


def _extend_base(schemas: Json) -> None:
    """Give the records that have all of its properties a base type."""
    common = ("sourcedId", "status", "dateLastModified")
    records = [schema for schema in schemas.values() if set(common) <= set(schema.get("properties", {}))]
    if len(records) < 2:
        return
    base: Json = {"type": "object", "properties": {}, "required": list(common), "description": "What all have."}
    base["properties"] = {wire: copy.deepcopy(records[0]["properties"][wire]) for wire in common}
    for record in records[1:]:
        if all(_bare(record["properties"][wire]) == _bare(base["properties"][wire]) for wire in common):
            own = {key: record.pop(key) for key in list(record)}
            own["properties"] = {key: node for key, node in own["properties"].items() if key not in common}
            own["required"] = [key for key in own["required"] if key not in common]
            record.update(
                {"description": own.pop("description", ""), "allOf": [{"$ref": "#/components/schemas/BaseDType"}, own]}
            )
    schemas["BaseDType"] = base


def _bare(node: Json) -> Json:
    return {key: value for key, value in node.items() if key != "description"}


def edit_schema(name: str, change: Callable[[Json], Any]) -> Edit:
    """A change to one schema, in every document that has it."""

    def edit(documents: dict[str, Json]) -> None:
        found = [
            each["components"]["schemas"][name] for each in documents.values() if name in each["components"]["schemas"]
        ]
        assert found, name
        for schema in found:
            change(schema)

    return edit


def edit_operation(path: str, change: Callable[[Json], Any], method: str = "get", service: str = "rostering") -> Edit:
    """A change to one operation."""
    return lambda documents: change(documents[service]["paths"][path][method])
