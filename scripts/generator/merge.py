"""Merge the documents of one OneRoster version into one, and unite what stands in several of them.

Each service has its own document, and what they share stands in each of them. The rule for what differs there:

- prose, titles, examples, defaults and ``x-`` keys say nothing of the data: those of the first document are kept;
- vocabularies are united, in the order of the first;
- bounds (``minItems``, ``maxLength`` and so on) hold as far as both documents have them: the looser one;
- a ``format`` in one document only is kept; of two, the first, unless either speaks of dates;
- what one document calls nullable is nullable;
- the order of properties and of required names means nothing.

All else contradicts: type, properties, what is required, open or closed. It stops, with every place where two differ.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from .documents import ROOT, Json, SpecError, service_prefix

PROSE = ("description", "title", "example", "examples", "default", "externalDocs", "xml", "deprecated")
EITHER = ("nullable", "uniqueItems", "readOnly", "writeOnly")
LOWER = ("minItems", "minLength", "minimum", "minProperties")
UPPER = ("maxItems", "maxLength", "maximum", "maxProperties")
DATES = ("date", "date-time")


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
    origins: dict[str, str] = {}
    for name, document in documents.items():
        prefix = service_prefix(document)
        for path, item in document["paths"].items():
            merged["paths"][prefix + path] = item
        _add_schemas(merged["components"]["schemas"], document, name, origins)
        _add_security(merged, document)
        known_tags = {tag["name"] for tag in merged["tags"]}
        merged["tags"] += [tag for tag in document.get("tags", []) if tag["name"] not in known_tags]
    _settle_null(merged["components"]["schemas"])
    return merged


def _add_schemas(schemas: Json, document: Json, name: str, origins: dict[str, str]) -> None:
    contradictions: list[str] = []
    for schema_name, schema in document["components"].get("schemas", {}).items():
        origin = origins.setdefault(schema_name, name)
        known = schemas.get(schema_name, schema)
        try:
            schemas[schema_name] = unite(known, schema, schema_name, (origin, name))
        except SpecError as error:
            contradictions.append(str(error))
    if contradictions:
        raise SpecError("\n".join(contradictions))


def _add_security(merged: Json, document: Json) -> None:
    for name, scheme in document["components"].get("securitySchemes", {}).items():
        known = merged["components"]["securitySchemes"].setdefault(name, copy.deepcopy(scheme))
        for flow, settings in scheme.get("flows", {}).items():
            scopes = known.setdefault("flows", {}).setdefault(flow, copy.deepcopy(settings)).setdefault("scopes", {})
            scopes.update(settings.get("scopes", {}))


def _settle_null(schemas: Json) -> None:
    """The client has one word for null and for absent, so what may be null is optional."""
    for schema in schemas.values():
        loose = [name for name, node in schema.get("properties", {}).items() if node.pop("nullable", False)]
        if "required" in schema:
            schema["required"] = [name for name in schema["required"] if name not in loose]
            if not schema["required"]:
                del schema["required"]


@dataclass
class _Pair:
    """The names of the two documents, and what contradicts."""

    one: str
    other: str
    lines: list[str] = field(default_factory=list)

    def differ(self, where: str, first: Any, second: Any) -> None:
        texts = ["nothing" if value is None else repr(value) for value in (first, second)]
        self.lines.append(f"  {where}: {texts[0]} in {self.one}, {texts[1]} in {self.other}")

    def only(self, where: str, what: str, does: str, first: Any, second: Any) -> None:
        """Note what is in one of two collections and not in the other."""
        self.lines += [f"  {where}: {what} {name!r} {does} in {self.one} only" for name in first if name not in second]
        self.lines += [
            f"  {where}: {what} {name!r} {does} in {self.other} only" for name in second if name not in first
        ]


def unite(one: Json, other: Json, where: str, names: tuple[str, str] = ("one document", "another")) -> Json:
    """Both as one schema; SpecError with a line for every contradiction."""
    pair = _Pair(*names)
    joined = _schema(one, other, where, pair)
    if pair.lines:
        raise SpecError("\n".join([f"{where} is one thing in {pair.one} and another in {pair.other}:", *pair.lines]))
    return joined


def _schema(one: Json, other: Json, where: str, pair: _Pair) -> Json:
    joined: Json = {}
    for key in [*one, *(key for key in other if key not in one)]:
        value = _value(key, one, other, where, pair)
        if value is not None:
            joined[key] = value
    return joined


def _value(key: str, one: Json, other: Json, where: str, pair: _Pair) -> Any:
    """What the united schema has under this key; None for nothing."""
    first, second = one.get(key), other.get(key)
    if key in PROSE or key.startswith("x-"):
        return first if key in one else second
    if key in EITHER:
        return first or second
    if key in LOWER or key in UPPER:
        return _looser(key, first, second)
    if key == "required":
        pair.only(where, "property", "is required", first or [], second or [])
        return first or second
    if key == "properties":
        return _properties(first or {}, second or {}, where, pair)
    if key == "format" and (None in (first, second) or not {first, second} & set(DATES)):
        return first if first is not None else second
    return _same(key, first, second, where, pair)


def _same(key: str, first: Any, second: Any, where: str, pair: _Pair) -> Any:
    """What must be the same in both documents, but for the harmless differences further down."""
    if first is None or second is None:
        pair.differ(f"{where}.{key}", first, second)
        return first
    if key == "enum":
        return [*first, *(word for word in second if word not in first)]
    if isinstance(first, dict) and isinstance(second, dict):
        return _schema(first, second, f"{where}.{key}", pair)
    if key in ("allOf", "anyOf", "oneOf") and len(first) == len(second):
        both = enumerate(zip(first, second, strict=True))
        return [_schema(a, b, f"{where}.{key}[{position}]", pair) for position, (a, b) in both]
    if first != second:
        pair.differ(f"{where}.{key}", first, second)
    return first


def _looser(key: str, first: Any, second: Any) -> Any:
    if first is None or second is None:
        stated = second if first is None else first
        return stated if stated == 0 else None
    return min(first, second) if key in LOWER else max(first, second)


def _properties(first: Json, second: Json, where: str, pair: _Pair) -> Json:
    pair.only(where, "property", "stands", first, second)
    others: Json = {**first, **second}
    return {name: _schema(node, others[name], f"{where}.{name}", pair) for name, node in first.items()}
