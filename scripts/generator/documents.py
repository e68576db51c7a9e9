"""Read OpenAPI documents, YAML or JSON, and tell the service that one describes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Json: TypeAlias = dict[str, Any]

ROOT = "/ims/oneroster"
INLINED = ("parameters", "responses", "headers", "requestBodies", "links", "examples")
SERVICE = re.compile(r"/(?:rostering|gradebook|resources)/v\d+p\d+$")


class SpecError(Exception):
    """The documents cannot be turned into code; the message says which place and why."""


def load(path: Path) -> Json:
    """One document as it is written; SpecError if it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        loaded: Any = json.loads(text) if path.suffix == ".json" else YAML(typ="safe").load(text)
        # Half of a character that takes two can stand in JSON, but in no file that is written.
        loaded = json.loads(json.dumps(loaded, ensure_ascii=False, default=str).encode("utf-8", "replace"))
    except (OSError, ValueError, YAMLError, RecursionError) as error:
        raise SpecError(f"{path.name}: cannot be read: {error}") from None
    if not isinstance(loaded, dict) or not isinstance(loaded.get("paths"), dict):
        raise SpecError(f"{path.name}: not an OpenAPI document")
    if "swagger" in loaded:
        raise SpecError(f"{path.name}: Swagger {loaded['swagger']}; only OpenAPI 3 is understood")
    return loaded


def read(path: Path) -> Json:
    """One document, with everything but schemas put in place of the references to it."""
    return in_place(load(path))


def in_place(loaded: Json) -> Json:
    """The same for a document that is loaded already."""
    components: Json = loaded.get("components") or {}
    document: Json = _inline(loaded, components, ())
    document["components"] = {k: v for k, v in (document.get("components") or {}).items() if k not in INLINED}
    return document


def service_prefix(document: Json) -> str:
    """What the service adds to the root of the provider: ``/rostering/v1p2``, from the document's servers."""
    urls = [_address(server) for server in document.get("servers") or []]
    for url in urls:
        if ROOT in url:
            return url.partition(ROOT)[2].rstrip("/")
    for url in urls:
        service = SERVICE.search(url.rstrip("/"))
        if service:
            return service.group()
    raise SpecError(f"server {', '.join(map(repr, urls)) or 'not stated'}: expected an address that contains {ROOT}")


def _address(server: Json) -> str:
    url = str(server.get("url", ""))
    for name, variable in (server.get("variables") or {}).items():
        url = url.replace("{" + name + "}", str(variable.get("default") or (variable.get("enum") or [""])[0]))
    return url


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
