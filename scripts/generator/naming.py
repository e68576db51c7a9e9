"""Give schemas the names that Python users see, and vocabularies names of their own.

``UserDType`` becomes ``User``; a vocabulary that stands inside a property becomes a schema, so that the generator
makes one enum of it: shared under the property's name when several models have the same one (``Status``), else under
model and property (``OrgType``, ``RoleRole``), without saying the model twice (``ClassType``, not
``ClassClassType``).
"""

from __future__ import annotations

import keyword
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from openapi_python_client.strings import ClassName

from .corrections import PLACES
from .documents import Json, SpecError

SUFFIX = re.compile(r"(DType|\.Type)$")
TAKEN = {
    *("date", "datetime", "field", "kinds", "list", "dict", "str", "bool", "float", "property", "setters", "define"),
    *("additional_properties", "origin", "from_dict", "to_dict", "problems", "missing_fields", "is_reference"),
    *("is_active", "is_deleted", "has_role", "active_on", "self"),
}
"""Names that the body of a model or its base class uses; a property of that name gets an underscore."""


def python_names(document: Json) -> None:
    """Rename every schema and every reference to it, then hoist the vocabularies; changes `document`."""
    schemas = document["components"]["schemas"]
    renamed = {name: SUFFIX.sub("", name) for name in schemas}
    if len(set(renamed.values())) != len(renamed):
        clashes = sorted(name for name in renamed if list(renamed.values()).count(renamed[name]) > 1)
        raise SpecError(f"schemas would get the same Python name: {', '.join(clashes)}")
    document["components"]["schemas"] = {renamed[name]: schema for name, schema in schemas.items()}
    _rename_references(document, renamed)
    _drop_free_form(document)
    _hoist_vocabularies(document)
    _avoid_taken(document)


def _rename_references(node: Any, renamed: dict[str, str]) -> None:
    if isinstance(node, list):
        for item in node:
            _rename_references(item, renamed)
    elif isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str):
            name = reference.rpartition("/")[2]
            if name not in renamed:
                raise SpecError(f"{reference} is not in the document")
            node["$ref"] = f"#/components/schemas/{renamed[name]}"
        for value in node.values():
            _rename_references(value, renamed)


def _drop_free_form(document: Json) -> None:
    """An object that may hold anything needs no class: the property becomes a mapping."""
    schemas = document["components"]["schemas"]
    free = {name for name, schema in schemas.items() if schema.get("x-mapping")}
    for place in PLACES["property"](document):
        target = place.node.get("allOf", [place.node])[0].get("$ref", "").rpartition("/")[2]
        if target in free:
            description = place.node.get("description", schemas[target].get("description", ""))
            place.node.clear()
            place.node.update({"description": description, "x-mapping": True})
    for name in free:
        del schemas[name]


def _vocabularies(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Each vocabulary with the schema and the name of its property; a name that a correction gave needs no schema."""
    for place in PLACES["property"](document):
        target = place.node.get("items", place.node)
        if "enum" in target:
            given = place.node.get("x-vocabulary")
            yield "" if given else place.schema, given or place.name, target
    for place in PLACES["parameter"](document):
        if "enum" in place.node["schema"]:
            yield "", place.name, place.node["schema"]


def _hoist_vocabularies(document: Json) -> None:
    uses: dict[str, dict[tuple[str, ...], list[tuple[str, Json]]]] = defaultdict(lambda: defaultdict(list))
    for schema, name, node in _vocabularies(document):
        uses[name][tuple(sorted(node["enum"]))].append((schema, node))
    for name, by_values in uses.items():
        for places in by_values.values():
            values = tuple(places[0][1]["enum"])
            owner = places[0][0] if len(places) == 1 else ""
            _hoist(document, _vocabulary_name(document, owner, name), values, [node for _, node in places])


def _vocabulary_name(document: Json, owner: str, name: str) -> str:
    alone = _pascal(name)
    says_owner = alone.startswith(_pascal(owner)) or "_" in name
    return alone if says_owner and alone not in document["components"]["schemas"] else _pascal(owner) + alone


def _hoist(document: Json, name: str, values: tuple[str, ...], nodes: list[Json]) -> None:
    schemas = document["components"]["schemas"]
    if name in schemas:
        raise SpecError(f"the vocabulary {', '.join(values)} would be named {name}, which is taken")
    description = nodes[0].get("description", "")
    schemas[name] = {
        "type": "string",
        "enum": list(values),
        "x-enum-varnames": [member(value) for value in values],
        "description": description,
    }
    for node in nodes:
        kept = {key: value for key, value in node.items() if key == "description" or key.startswith("x-")}
        node.clear()
        node.update({"allOf": [{"$ref": f"#/components/schemas/{name}"}], **kept})


def member(word: str) -> str:
    """The name of a word in its enum: ``SITE_ADMINISTRATOR`` for siteAdministrator, ``FULLY_GRADED`` for two words."""
    parts = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", word)
    name = "_".join(parts).upper()
    return name if name[:1].isalpha() else f"VALUE_{name}"


def attribute(wire: str) -> str:
    """The name of a property in Python: ``given_name`` for givenName, ``date_`` for what would hide another name."""
    name = snake(wire)
    return f"{name}_" if keyword.iskeyword(name) or name in TAKEN else name


def class_name(schema: str) -> str:
    """The name of the class that openapi-python-client makes of a renamed schema: ``ImsxStatusInfo``."""
    return str(ClassName(schema, ""))


def snake(name: str) -> str:
    """``getAllUsers`` as ``get_all_users``; the same words that openapi-python-client finds."""
    mixed = any(letter.isupper() for letter in name)
    spaced = re.sub(r"([A-Z]?[a-z]+)", r" \1 ", name) if mixed else name
    return "_".join(re.findall(r"[^\s._-]+", spaced)).lower()


def _avoid_taken(document: Json) -> None:
    """Tell the template of properties whose own names would hide what the class needs."""
    for place in PLACES["property"](document):
        if snake(place.name) in TAKEN:
            place.node["x-name"] = attribute(place.name)


def _pascal(name: str) -> str:
    words = re.split(r"[_.\-]", name)
    return "".join(word[:1].upper() + word[1:] for word in words)
