"""The normal form of all schemas of a document: every record a schema of its own, with all its properties.

Documents can put what is common into a base type, give names to plain strings and vocabularies, and describe an object
within another. Python users see one class for each record and each part of a record, so here all this is undone or
made up for: base types are copied into what extends them, named strings stand where they are used, and objects that
have no name get one from their place.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from typing import Any

from .documents import Json, SpecError
from .shapes import BRANCHES, children, name_of, target_of, tidy


def normal_schemas(schemas: Json, forms: Counter[str]) -> tuple[Json, set[str]]:
    """Bring all schemas into normal form, in place.

    What is no object is taken out, and comes back as the first of the two answers: it can stand wherever it is referred
    to. The second are the names of base types.
    """
    for name, schema in schemas.items():
        tidy(schema, name, forms)
    plain = {name: schema for name, schema in schemas.items() if not _is_object(name, schemas, ())}
    for name in plain:
        del schemas[name]
    for schema in schemas.values():
        put_in_place(schema, plain, forms)
    bases: set[str] = set()
    flat = {name: _flattened(name, schemas, bases, forms, ()) for name in schemas}
    schemas.clear()
    schemas.update(flat)
    for name in list(schemas):
        _name_objects(name, schemas[name], schemas, forms)
        _write_references(schemas[name])
    return plain, bases


def put_in_place(schema: Json, plain: Json, forms: Counter[str], seen: tuple[str, ...] = ()) -> None:
    """Replace every reference to one of the `plain` schemas by what it says; changes `schema`."""
    name = name_of(schema)
    if name in plain:
        if name in seen:
            raise SpecError(f"{name} refers to itself")
        kept = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
        schema.clear()
        schema.update({**copy.deepcopy(plain[name]), **kept})
        forms["strings and vocabularies with names of their own"] += 1
        put_in_place(schema, plain, forms, (*seen, name))
        tidy(schema, name, forms)
    for inner in children(schema):
        put_in_place(inner, plain, forms, seen)


def references(node: Any) -> Iterator[str]:
    """The names of all schemas that are referred to anywhere below."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].rpartition("/")[2]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def _is_object(name: str, schemas: Json, seen: tuple[str, ...]) -> bool:
    """Whether a schema describes an object, itself or through what it refers to or extends."""
    if name in seen or name not in schemas:
        return True
    schema = schemas[name]
    parts = [schema, *schema.get("allOf", [])]
    if any(part.get("type") == "object" for part in parts):
        return True
    return any(_is_object(name_of(part), schemas, (*seen, name)) for part in parts if name_of(part))


def _flattened(name: str, schemas: Json, bases: set[str], forms: Counter[str], seen: tuple[str, ...]) -> Json:
    """A schema with what it extends copied into it."""
    schema: Json = schemas[name]
    if "allOf" not in schema and "$ref" not in schema:
        return schema
    if name in seen:
        raise SpecError(f"{name} extends itself")
    forms["records that extend a base type"] += 1
    joined: Json = {"type": "object"}
    own = {key: value for key, value in schema.items() if key not in ("allOf", "$ref")}
    for part in [*schema.get("allOf", [schema]), own]:
        base = name_of(part)
        if base and base not in schemas:
            raise SpecError(f"{name} extends {base}, which is not in the document")
        bases |= {base} if base else set()
        _extend(name, joined, _flattened(base, schemas, bases, forms, (*seen, name)) if base else part)
    joined.setdefault("additionalProperties", True)
    return joined


def _extend(name: str, joined: Json, part: Json) -> None:
    known = joined.setdefault("properties", {})
    for wire, node in part.get("properties", {}).items():
        if wire in known and {**known[wire], "description": ""} != {**node, "description": ""}:
            raise SpecError(f"{name}.{wire} is {known[wire]!r} in what it extends, and {node!r} besides")
        known[wire] = copy.deepcopy(node)
    required = [*joined.get("required", []), *part.get("required", [])]
    rest = {key: value for key, value in part.items() if key not in ("properties", "required")}
    joined.update(rest)
    if required:
        joined["required"] = list(dict.fromkeys(required))


def _name_objects(owner: str, schema: Json, schemas: Json, forms: Counter[str]) -> None:
    """Give every object that is described within another a schema, named after both."""
    for name, node in schema.get("properties", {}).items():
        inner = node.get("items", node)
        if inner.get("type") != "object":
            continue
        fresh = f"{owner.removesuffix('DType')}{name[:1].upper()}{name[1:]}DType"
        if fresh in schemas:
            raise SpecError(f"{owner}.{name} is an object without a name; {fresh}, which it would get, is taken")
        schemas[fresh] = dict(inner)
        inner.clear()
        inner.update({"$ref": f"#/components/schemas/{fresh}"})
        forms["objects described within others"] += 1
        _name_objects(fresh, schemas[fresh], schemas, forms)
        _write_references(schemas[fresh])


def _write_references(schema: Json) -> None:
    for node in schema.get("properties", {}).values():
        if "$ref" in node:
            node["allOf"] = [{"$ref": node.pop("$ref")}]
        if len(node.get("allOf", [])) > 1:
            _one_reference(node)
        items = node.get("items", {})
        if "$ref" in target_of(items):
            node["items"] = {"$ref": target_of(items)["$ref"]}


def _one_reference(node: Json) -> None:
    """``allOf`` of a reference and of words about it."""
    entries = node.pop("allOf")
    for entry in entries:
        node.update({key: value for key, value in entry.items() if key != "$ref" and key not in BRANCHES})
    node["allOf"] = [{"$ref": entry["$ref"]} for entry in entries if "$ref" in entry]
