"""Read OpenAPI documents and merge those of one OneRoster version into one.

1EdTech publishes a document per service. The Python client wants one set of models for a version, so the documents are
merged: paths get the prefix of their service (``/rostering/v1p2``), schemas that stand in several documents must be the
same, or differ in a vocabulary only, which is then united.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML

Json: TypeAlias = dict[str, Any]

ROOT = "/ims/oneroster"
INLINED = ("parameters", "responses", "headers", "requestBodies", "links", "examples")


class SpecError(Exception):
    """The documents cannot be turned into code; the message says which place and why."""


def read(path: Path) -> Json:
    """One document, YAML or JSON, with everything but schemas put in place of the references to it."""
    if path.suffix == ".json":
        loaded: Any = json.loads(path.read_text(encoding="utf-8"))
    else:
        loaded = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict) or "paths" not in loaded:
        raise SpecError(f"{path.name}: not an OpenAPI document")
    document: Json = _inline(loaded, loaded.get("components", {}), ())
    document["components"] = {k: v for k, v in document.get("components", {}).items() if k not in INLINED}
    return document


def service_prefix(document: Json) -> str:
    """What the service adds to the root of the provider: ``/rostering/v1p2``, from the document's server."""
    server = document["servers"][0]
    url: str = server["url"]
    for name, variable in server.get("variables", {}).items():
        url = url.replace("{" + name + "}", variable["default"])
    if ROOT not in url:
        raise SpecError(f"server {url!r}: expected an address that contains {ROOT}")
    return url.partition(ROOT)[2].rstrip("/")


def merge(documents: dict[str, Json], version: str) -> Json:
    """One document for a version of the standard out of those of its services, in the order given."""
    merged: Json = {
        "openapi": "3.0.3",
        "info": {
            "title": f"OneRoster {version}",
            "version": version,
            "description": f"All services of OneRoster {version}, merged. OneRoster is a trademark of 1EdTech, which "
            "neither publishes nor endorses this description.",
        },
        "servers": [{"url": f"https://provider.example.org{ROOT}"}],
        "tags": [],
        "paths": {},
        "components": {"schemas": {}, "securitySchemes": {}},
    }
    for name, document in documents.items():
        prefix = service_prefix(document)
        for path, item in document["paths"].items():
            merged["paths"][prefix + path] = item
        schemas = merged["components"]["schemas"]
        for schema_name, schema in document["components"].get("schemas", {}).items():
            known = schemas.get(schema_name)
            schemas[schema_name] = schema if known is None else unite(known, schema, f"{name}: {schema_name}")
        _add_security(merged, document)
        known_tags = {tag["name"] for tag in merged["tags"]}
        merged["tags"] += [tag for tag in document.get("tags", []) if tag["name"] not in known_tags]
    return merged


def unite(one: Any, other: Any, where: str) -> Any:
    """Two descriptions of the same thing as one; prose of the first wins, vocabularies are united."""
    if isinstance(one, dict) and isinstance(other, dict):
        joined = {}
        for key in [*one, *(key for key in other if key not in one)]:
            if key in ("description", "title", "example"):
                joined[key] = one.get(key, other.get(key))
            elif key == "enum" and key in one and key in other:
                joined[key] = [*one[key], *(value for value in other[key] if value not in one[key])]
            elif key not in one or key not in other:
                raise SpecError(f"{where}: {key!r} stands in one document only")
            else:
                joined[key] = unite(one[key], other[key], f"{where}.{key}")
        return joined
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [unite(a, b, f"{where}[{i}]") for i, (a, b) in enumerate(zip(one, other, strict=True))]
    if one != other:
        raise SpecError(f"{where}: {one!r} in one document, {other!r} in another")
    return one


def _add_security(merged: Json, document: Json) -> None:
    for name, scheme in document["components"].get("securitySchemes", {}).items():
        known = merged["components"]["securitySchemes"].setdefault(name, copy.deepcopy(scheme))
        for flow, settings in scheme.get("flows", {}).items():
            known["flows"][flow]["scopes"].update(settings["scopes"])


def _inline(node: Any, components: Json, seen: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_inline(item, components, seen) for item in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    if isinstance(reference, str):
        kind, _, name = reference.removeprefix("#/components/").partition("/")
        if kind in INLINED:
            if reference in seen:
                raise SpecError(f"{reference} refers to itself")
            try:
                target = components[kind][name]
            except KeyError:
                raise SpecError(f"{reference} is not in the document") from None
            return _inline(target, components, (*seen, reference))
    return {key: _inline(value, components, seen) for key, value in node.items()}
