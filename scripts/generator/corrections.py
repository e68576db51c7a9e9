"""Apply ``spec/corrections.yaml``: every change between what the standard says and what a client must bear.

A correction is a selector, a change and a reason. Selectors speak of kinds of things (every property whose vocabulary
is exactly true and false), not of places, so that they hold for other documents of the standard too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .documents import Json, SpecError


@dataclass(frozen=True)
class Place:
    """One node of the document that a selector may choose, with what its name and its owner are."""

    name: str
    node: Json
    schema: str = ""
    owner: Json | None = None


def apply(document: Json, corrections: list[Json]) -> Counter[str]:
    """Change `document` in place, correction by correction; how often each matched."""
    matches: Counter[str] = Counter()
    for correction in corrections:
        for key in ("name", "reason", "each", "change"):
            if key not in correction:
                raise SpecError(f"correction {correction.get('name', correction)!r} lacks {key!r}")
        chosen = [place for place in PLACES[correction["each"]](document) if _fits(place, correction.get("where", {}))]
        for place in chosen:
            for verb, argument in correction["change"].items():
                CHANGES[verb](place, argument)
        matches[correction["name"]] += len(chosen)
    return matches


def _schemas(document: Json) -> Iterator[Place]:
    for name, schema in document["components"]["schemas"].items():
        yield Place(name, schema, name)


def _properties(document: Json) -> Iterator[Place]:
    for schema_name, schema in document["components"]["schemas"].items():
        for name in schema.get("properties", {}):
            yield Place(name, schema["properties"][name], schema_name, schema)


def _operations(document: Json) -> Iterator[Place]:
    for item in document["paths"].values():
        for method, operation in item.items():
            if method in ("get", "put", "post", "delete", "patch"):
                yield Place(operation["operationId"], operation)


def _parameters(document: Json) -> Iterator[Place]:
    for operation in _operations(document):
        for parameter in operation.node.get("parameters", []):
            yield Place(parameter["name"], parameter, owner=operation.node)


PLACES: dict[str, Callable[[Json], Iterator[Place]]] = {
    "schema": _schemas,
    "property": _properties,
    "operation": _operations,
    "parameter": _parameters,
}


def _fits(place: Place, where: Json) -> bool:
    return all(TESTS[test](place, argument) for test, argument in where.items())


def _is_reference(place: Place) -> bool:
    options = place.node.get("allOf", [place.node])
    return len(options) == 1 and "$ref" in options[0]


TESTS: dict[str, Callable[[Place, Any], bool]] = {
    "name": lambda place, pattern: re.search(pattern, place.name) is not None,
    "schema": lambda place, pattern: re.search(pattern, place.schema) is not None,
    "vocabulary": lambda place, values: sorted(map(str, place.node.get("enum", []))) == sorted(map(str, values)),
    "vocabulary_size": lambda place, size: len(place.node.get("enum", [])) == size,
    "extensible": lambda place, wanted: (_vocabulary_branch(place.node) is not None) == wanted,
    "reference": lambda place, wanted: _is_reference(place) == wanted,
    "required": lambda place, wanted: (place.name in (place.owner or {}).get("required", [])) == wanted,
    "type": lambda place, kind: place.node.get("type") == kind,
    "in": lambda place, location: place.node.get("in") == location,
    "free_form": lambda place, wanted: _is_free_form(place.node) == wanted,
    "list": lambda place, wanted: (place.node.get("schema", place.node).get("type") == "array") == wanted,
    "exploded": lambda place, wanted: place.node.get("explode", True) == wanted,
    "extension": lambda place, pattern: any(re.search(pattern, each["pattern"]) for each in _extensions(place.node)),
    "refers_to": lambda place, pattern: re.search(pattern, _target(place.node)) is not None,
    "joint_scopes": lambda place, wanted: (
        any(len(scopes) > 1 for requirement in place.node.get("security", []) for scopes in requirement.values())
        == wanted
    ),
}


def _target(node: Json) -> str:
    """The name of the schema that a property refers to, by itself or in a list; empty if it refers to none."""
    item: Json = node.get("items", node)
    reference: str = item.get("allOf", [item])[0].get("$ref", "")
    return reference.rpartition("/")[2]


def _vocabulary_branch(node: Json) -> Json | None:
    target = node.get("items", node)
    branches = [branch for branch in target.get("anyOf", []) if "enum" in branch]
    return branches[0] if len(branches) == 1 else None


def _extensions(node: Json) -> list[Json]:
    """The branches of a vocabulary that say which other words there may be."""
    target: Json = node.get("items", node)
    return [branch for branch in target.get("anyOf", []) if "pattern" in branch]


def _is_free_form(node: Json) -> bool:
    return node.get("type") == "object" and not node.get("properties") and bool(node.get("additionalProperties"))


def _close_vocabulary(place: Place, wanted: bool) -> None:
    target = place.node.get("items", place.node)
    branch = _vocabulary_branch(place.node)
    if wanted and branch is not None:
        patterns = [other["pattern"] for other in target.pop("anyOf") if "pattern" in other]
        target.update(branch)
        place.node["x-extension"] = patterns[0] if patterns else None


def _extend_with(place: Place, pattern: str) -> None:
    for branch in _extensions(place.node):
        branch["pattern"] = pattern


def _optional(place: Place, names: list[str]) -> None:
    place.node["required"] = [name for name in place.node.get("required", []) if name not in names]
    if not place.node["required"]:
        del place.node["required"]


def _reference_types(place: Place, types: dict[str, str]) -> None:
    known = types.get(f"{place.schema}.{place.name}", types.get(place.name))
    if known is None:
        raise SpecError(f"{place.schema}.{place.name} refers to some record, but no correction says of which type")
    place.node["x-reference"] = known


def _fold(place: Place, wanted: bool) -> None:
    if wanted:
        place.node["x-constant"] = place.node.pop("enum")[0]


def _alternatives(place: Place, wanted: bool) -> None:
    if wanted:
        place.node["security"] = [
            {scheme: [scope]}
            for requirement in place.node["security"]
            for scheme, scopes in requirement.items()
            for scope in scopes
        ]


def _describe(place: Place, wanted: bool) -> None:
    if wanted:
        place.node["schema"].setdefault("description", place.node.get("description", ""))


def _set(place: Place, values: Json) -> None:
    place.node.update(values)


def _remove(place: Place, keys: list[str]) -> None:
    for key in keys:
        place.node.pop(key, None)
        place.node.get("schema", {}).pop(key, None)


CHANGES: dict[str, Callable[[Place, Any], None]] = {
    "set": _set,
    "remove": _remove,
    "optional": _optional,
    "extend_with": _extend_with,
    "one_vocabulary": _close_vocabulary,
    "fold": _fold,
    "reference_types": _reference_types,
    "alternative_scopes": _alternatives,
    "describe": _describe,
}
