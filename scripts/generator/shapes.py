"""The normal form of one schema: one way to write what OpenAPI lets one write in several.

- what carries no data goes: titles, examples, keys that begin with ``x-`` (ours are set later, and mean something);
- a vocabulary that can be extended is ``anyOf`` with the words first and the pattern of the others behind them;
- a property that refers to a schema is ``allOf`` with that one entry; a list's items and a body refer directly;
- a type is said even where it follows from the rest, and so is whether an object is open.

Each rule counts what it changed in `forms`, so that ``--diff`` can tell which differences it did not show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from .documents import Json, SpecError
from .prose import clean

IDLE = ("title", "example", "examples", "externalDocs", "xml", "deprecated", "discriminator", "$comment")
BRANCHES = ("allOf", "anyOf", "oneOf")


def children(schema: Json) -> Iterator[Json]:
    """The schemas directly inside a schema."""
    yield from schema.get("properties", {}).values()
    for key in BRANCHES:
        yield from schema.get(key, [])
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield schema[key]


def tidy(schema: Any, where: str, forms: Counter[str]) -> None:
    """Bring one schema, with all that is inside it, into normal form; changes it in place."""
    if not isinstance(schema, dict):
        raise SpecError(f"{where}: {schema!r} where a schema is due")
    for name, inner in schema.get("properties", {}).items():
        tidy(inner, f"{where}.{name}", forms)
    for key in BRANCHES:
        for position, inner in enumerate(schema.get(key, [])):
            tidy(inner, f"{where}.{key}[{position}]", forms)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            tidy(schema[key], f"{where}.{key}", forms)
    for rule in (_drop_idle, _clean_prose, _type, _words, _one_branch, _reference, _vocabulary, _openness):
        rule(schema, forms)


def _drop_idle(schema: Json, forms: Counter[str]) -> None:
    for key in [key for key in schema if key in IDLE or key.startswith("x-")]:
        del schema[key]
        forms["titles, examples and x- keys of schemas"] += 1


def _clean_prose(schema: Json, forms: Counter[str]) -> None:
    prose = schema.get("description")
    if prose is not None:
        schema["description"] = clean(str(prose))
        forms["markup or odd characters in prose"] += schema["description"] != prose


def _type(schema: Json, forms: Counter[str]) -> None:
    """OpenAPI 3.1 says null in the type and a single word as a constant; both can be said as in 3.0."""
    if isinstance(schema.get("type"), list):
        types = [kind for kind in schema["type"] if kind != "null"]
        forms["null among the types"] += 1
        if len(types) < len(schema["type"]):
            schema["nullable"] = True
        if len(types) == 1:
            schema["type"] = types[0]
    if schema.get("format") in FORMATS:
        schema["format"] = FORMATS[schema["format"]]
        forms["formats under another name"] += 1
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]
    if "type" not in schema:
        implied = next((kind for key, kind in IMPLIED.items() if key in schema), None)
        if implied:
            schema["type"] = implied
            forms["types that follow from the rest"] += 1


FORMATS = {"dateTime": "date-time", "datetime": "date-time", "Date": "date"}
IMPLIED = {"properties": "object", "additionalProperties": "object", "items": "array", "pattern": "string"}


def _words(schema: Json, forms: Counter[str]) -> None:
    """The words of a vocabulary are strings, each once; null among them means that there may be none."""
    words = schema.get("enum")
    if not isinstance(words, list):
        return
    if None in words:
        schema["nullable"] = True
    if schema.get("type", "string") == "string":
        schema["type"] = "string"
        texts = [str(word).lower() if isinstance(word, bool) else str(word) for word in words if word is not None]
        schema["enum"] = list(dict.fromkeys(texts))
        forms["vocabularies with null, repeated or unquoted words"] += schema["enum"] != words


def _one_branch(schema: Json, forms: Counter[str]) -> None:
    """``anyOf`` with one entry is that entry, and an entry that is no reference says more of the schema itself."""
    for key in BRANCHES:
        entries = schema.get(key, [])
        if (
            len(entries) != 1
            or (key == "allOf" and "$ref" in entries[0])
            or ("properties" in entries[0] and "properties" in schema)
        ):
            continue
        schema.update({name: value for name, value in schema.pop(key)[0].items() if name not in schema})
        forms["allOf, anyOf or oneOf with one entry"] += 1


def _reference(schema: Json, forms: Counter[str]) -> None:
    """What stands beside a reference is ignored in OpenAPI 3.0, but meant; ``allOf`` says it in a way that counts."""
    if "$ref" in schema and len(schema) > 1:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}]
        schema.pop("type", None)
        forms["references with words beside them"] += 1


def _vocabulary(schema: Json, forms: Counter[str]) -> None:
    key = next((key for key in ("anyOf", "oneOf") if any("enum" in branch for branch in schema.get(key, []))), None)
    if key is None or any("$ref" in branch for branch in schema[key]):
        return
    branches = schema[key]
    enums = [branch for branch in branches if "enum" in branch]
    patterns = [branch for branch in branches if "enum" not in branch and branch.get("type", "string") == "string"]
    if len(enums) + len(patterns) < len(branches):
        return
    words = list(dict.fromkeys(word for branch in enums for word in branch["enum"]))
    others = [{"type": "string", "pattern": branch.get("pattern", ".*")} for branch in patterns]
    fresh = [{"type": "string", "enum": words}, *others]
    if key == "anyOf" and branches == fresh and "type" not in schema:
        return
    forms["vocabularies whose branches stand in another order or form"] += 1
    rest = {name: value for name, value in schema.items() if name not in (key, "type")}
    schema.clear()
    schema.update({"anyOf": fresh, **rest})


def _openness(schema: Json, forms: Counter[str]) -> None:
    if schema.get("type") != "object" or "allOf" in schema:
        return
    if schema.get("additionalProperties") == {} or "additionalProperties" not in schema:
        schema["additionalProperties"] = True
        forms["objects that do not say whether they are open"] += 1


def target_of(schema: Json) -> Json:
    """The one entry of an ``allOf``, or the schema itself."""
    entries = schema.get("allOf", [])
    only: Json = entries[0] if len(entries) == 1 else schema
    return only


def name_of(schema: Json) -> str:
    """The name of the schema that this one refers to; empty if it refers to none."""
    reference: str = target_of(schema).get("$ref", "")
    return reference.rpartition("/")[2]
