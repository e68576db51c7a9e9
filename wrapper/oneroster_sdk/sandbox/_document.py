"""The strict OpenAPI document: finding it, and following its references."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = dict[str, Any]


VERSIONS = {"1.2": "v1p2", "1.1": "v1p1"}
"""The versions of the standard, with the segment of a path that stands for each."""


def strict_document(version: str = "1.2") -> Json:
    """The strict OneRoster document of a version that the distribution carries."""
    text = files("oneroster_openapi").joinpath(f"{VERSIONS[version]}/strict.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def is_object(value: Any) -> TypeGuard[Json]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Whether a JSON value is an array."""
    return isinstance(value, list)


@dataclass(frozen=True)
class Document:
    """An OpenAPI 3.0 document in which every `$ref` can be followed."""

    root: Json

    def resolve(self, node: Json) -> Json:
        """The node itself, or what it refers to.

        OpenAPI 3.0 ignores everything beside a `$ref`, so a reference with a description of its own is written as
        an `allOf` of one; both are the same thing here.
        """
        while True:
            pointer = _pointer(node)
            if pointer is None:
                return node
            node = self._at(pointer)

    def name(self, node: Json) -> str:
        """The component's name a node refers to; empty for a schema written in place."""
        pointer = _pointer(node)
        return pointer.rsplit("/", 1)[-1] if pointer else ""

    def operations(self) -> list[tuple[str, str, Json]]:
        """Every (method, path, operation), with the path's own parameters added to each operation's."""
        found: list[tuple[str, str, Json]] = []
        for path, item in self.root["paths"].items():
            for method in ("get", "put", "post", "delete", "patch"):
                if method in item:
                    merged = {**item[method]}
                    merged["parameters"] = [*item.get("parameters", ()), *merged.get("parameters", ())]
                    found.append((method.upper(), path, merged))
        return found

    def _at(self, pointer: str) -> Json:
        node: Any = self.root
        for step in pointer.removeprefix("#/").split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        resolved: Json = node
        return resolved


def _pointer(node: Json) -> str | None:
    if "$ref" in node:
        return str(node["$ref"])
    parts = node.get("allOf", ())
    return _pointer(parts[0]) if len(parts) == 1 else None
