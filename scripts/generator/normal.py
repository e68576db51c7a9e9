"""The normal form of a document: what the documents of the standard say alike, written alike.

Documents that mean the same differ in form: parameters in place or by reference, links, servers with variables, base
types. Here all of them take the form of ours, which pass unchanged. Only what means the same is changed here, so no
reasons are due; what is decided about the meaning stands in ``spec/corrections.yaml``.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from typing import Any

from .documents import Json, SpecError
from .inherit import normal_schemas, put_in_place, references
from .prose import clean
from .shapes import name_of, tidy

METHODS = ("get", "put", "post", "delete", "patch")
JSON_TYPE = re.compile(r"application/([\w.-]+\+)?json", re.IGNORECASE)


def normalise(document: Json, forms: Counter[str]) -> Json:
    """The document in normal form; changes it in place, and counts in `forms` what was changed."""
    components: Json = document.setdefault("components", {})
    schemas: Json = components.setdefault("schemas", {})
    plain, bases = normal_schemas(schemas, forms)
    _drop_extensions(document, forms)
    for path, item in document["paths"].items():
        document["paths"][path] = _path(document, path, item, plain, forms)
    used = set(references(document["paths"])) | set(references(schemas))
    for name in bases - used:
        del schemas[name]
    document["tags"] = [tag for tag in document.get("tags") or [] if isinstance(tag, dict) and "name" in tag]
    for described in [*document["tags"], *components.get("securitySchemes", {}).values()]:
        _clean(described, forms)
    return document


def _drop_extensions(node: Json, forms: Counter[str]) -> None:
    for key in [key for key in node if key.startswith("x-")]:
        del node[key]
        forms["x- keys outside of schemas"] += 1


def _clean(node: Json, forms: Counter[str]) -> None:
    _drop_extensions(node, forms)
    for key in ("description", "summary"):
        if isinstance(node.get(key), str):
            text = clean(node[key])
            forms["markup or odd characters in prose"] += text != node[key]
            node[key] = text


def _path(document: Json, path: str, item: Json, plain: Json, forms: Counter[str]) -> Json:
    """The operations of one path, each with the parameters that stand beside them."""
    shared = item.get("parameters", [])
    forms["parameters beside the operations of a path"] += len(shared)
    operations: Json = {}
    for method, operation in item.items():
        if method in ("head", "options", "trace"):
            raise SpecError(f"{method.upper()} {path}: no client does this, and it is not known how to")
        if method in METHODS:
            where = f"{method.upper()} {path}"
            _operation(document, operation, where, plain, forms)
            operation["parameters"] = _parameters(
                path, [*copy.deepcopy(shared), *operation.get("parameters", [])], where, plain, forms
            )
            if not operation["parameters"]:
                del operation["parameters"]
            operations[method] = operation
    return operations


def _operation(document: Json, operation: Json, where: str, plain: Json, forms: Counter[str]) -> None:
    if not isinstance(operation.get("operationId"), str):
        raise SpecError(f"{where} has no operationId")
    for key in ("externalDocs", "servers", "callbacks", "deprecated"):
        operation.pop(key, None)
    _clean(operation, forms)
    operation.setdefault("tags", ["default"])
    operation.setdefault("security", document.get("security", []))
    if "requestBody" in operation:
        _clean(operation["requestBody"], forms)
        _content(operation["requestBody"], f"{where}, body", plain, forms)
    for status, response in operation.get("responses", {}).items():
        _response(response, f"{where}, {status}", plain, forms)
    if not operation.get("responses"):
        raise SpecError(f"{where} has no responses")


def _response(response: Json, where: str, plain: Json, forms: Counter[str]) -> None:
    if response.pop("links", None) is not None:
        forms["links in responses, whose expressions point at nothing"] += 1
    _clean(response, forms)
    response.setdefault("description", "")
    for header in response.get("headers", {}).values():
        _clean(header, forms)
    _content(response, where, plain, forms)


def _content(holder: Json, where: str, plain: Json, forms: Counter[str]) -> None:
    """The JSON body under its plain name; other bodies are left out where there is a JSON one."""
    content = holder.get("content")
    if not content:
        holder.pop("content", None)
        return
    chosen = [media for media in content if JSON_TYPE.match(media)]
    if not chosen:
        raise SpecError(f"{where}: only JSON is understood, this is {', '.join(content)}")
    body = content[chosen[0]]
    if chosen[0] != "application/json" or len(content) > 1:
        forms["bodies of other types beside JSON, or JSON under a longer name"] += 1
        holder["content"] = {"application/json": body}
    schema = body.get("schema")
    if schema is None:
        raise SpecError(f"{where}: the body has no schema")
    tidy(schema, where, forms)
    put_in_place(schema, plain, forms)
    if not name_of(schema):
        raise SpecError(f"{where}: the body is described in place; it should refer to a schema with a name")
    body["schema"] = {"$ref": f"#/components/schemas/{name_of(schema)}"}


def _parameters(path: str, listed: list[Json], where: str, plain: Json, forms: Counter[str]) -> list[Json]:
    """Each parameter once, the last one said; those of the path as the path has them."""
    known: dict[tuple[str, str], Json] = {}
    for parameter in listed:
        if not {"name", "in"} <= set(parameter):
            raise SpecError(f"{where}: a parameter without name or place: {parameter}")
        known[parameter["name"], parameter["in"]] = parameter
    for name in re.findall(r"\{([^}]*)\}", path):
        if (name, "path") not in known:
            forms["path parameters that are not described"] += 1
            known[name, "path"] = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    kept = [each for each in known.values() if each["in"] != "path" or "{" + each["name"] + "}" in path]
    for parameter in kept:
        _parameter(parameter, where, plain, forms)
    return kept


def _parameter(parameter: Json, where: str, plain: Json, forms: Counter[str]) -> None:
    _clean(parameter, forms)
    for key in ("example", "examples", "deprecated", "title"):
        if parameter.pop(key, None) is not None:
            forms["examples and titles of parameters"] += 1
    schema: Any = parameter.get("schema")
    if not isinstance(schema, dict):
        raise SpecError(f"{where}: the parameter {parameter['name']} has no schema")
    tidy(schema, f"{where}, {parameter['name']}", forms)
    put_in_place(schema, plain, forms)
    if parameter["in"] == "path":
        parameter["required"] = True
