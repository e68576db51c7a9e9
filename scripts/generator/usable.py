"""Whether code can be made of a document at all: every reason against it at once, each with its place.

Names become names in Python and paths become text in it, so they must look like such: what is checked here cannot carry
code into what is generated. Prose may hold anything, and is escaped where it is written.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from .corrections import PLACES, Place
from .documents import Json, SpecError
from .naming import SUFFIX, member, snake
from .shapes import name_of

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PATH = re.compile(r"(/(\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Za-z0-9_.~-]+))+")
TAG = re.compile(r"[A-Za-z_][A-Za-z0-9_ .-]*")
PLAIN = ("string", "number", "integer", "boolean")


def check(document: Json) -> None:
    """SpecError with every place of a merged document in normal form from which no code can be made."""
    found = [*_names(document), *_operations(document), *_properties(document)]
    if found:
        raise SpecError("no code can be made of these documents:\n" + "\n".join(f"  {line}" for line in found))


def _names(document: Json) -> Iterator[str]:
    for name in document["components"]["schemas"]:
        if not NAME.fullmatch(SUFFIX.sub("", name)) or keyword.iskeyword(SUFFIX.sub("", name)):
            yield f"{name!r}: this name of a schema cannot be that of a class"
    for path in document["paths"]:
        if not PATH.fullmatch(path):
            yield f"{path!r}: this path has characters that no path of the standard has"


def _operations(document: Json) -> Iterator[str]:
    known: set[str] = set()
    for place in PLACES["operation"](document):
        if not NAME.fullmatch(place.name):
            yield f"{place.name!r}: this operationId cannot be a name in Python"
        if place.name in known:
            yield f"{place.name}: two operations have this operationId"
        known.add(place.name)
        scopes = [scope for each in place.node["security"] for scopes in each.values() for scope in scopes]
        yield from (f"{place.name}: {scope!r} is no scope" for scope in scopes if not isinstance(scope, str))
        yield from (
            f"{place.name}: the tag {tag!r} cannot be a name in Python"
            for tag in place.node["tags"]
            if not TAG.fullmatch(tag)
        )
    for parameter in PLACES["parameter"](document):
        owner = (parameter.owner or {}).get("operationId")
        if not NAME.fullmatch(parameter.name):
            yield f"{owner}: the parameter {parameter.name!r} cannot be a name in Python"
        yield from _kind(document, parameter.node["schema"], f"{owner}, {parameter.name}")


def _properties(document: Json) -> Iterator[str]:
    """What is wrong with properties, one by one and next to each other."""
    for place in PLACES["property"](document):
        where = f"{place.schema}.{place.name}"
        if not NAME.fullmatch(place.name):
            yield f"{where!r}: this property cannot be a name in Python"
        yield from _kind(document, place.node, where)
    for place in PLACES["schema"](document):
        yield from _together(place)


def _together(place: Place) -> Iterator[str]:
    names: dict[str, str] = {}
    for wire in place.node.get("properties", {}):
        other = names.setdefault(snake(wire), wire)
        if other != wire:
            yield f"{place.name}: {other!r} and {wire!r} would have the same name in Python"
    for name in place.node.get("required", []):
        if name not in place.node.get("properties", {}):
            yield f"{place.name}: {name!r} is required, but no property"


def _kind(document: Json, node: Json, where: str) -> Iterator[str]:
    """What a property holds must be one of the kinds that the client reads and writes."""
    target = name_of(node)
    if target:
        if target not in document["components"]["schemas"]:
            yield f"{where} refers to {target}, which is not in the document"
    elif node.get("type") == "array" and "items" in node:
        listed = document["components"]["schemas"].get(name_of(node["items"]))
        if listed is not None and not listed.get("properties"):
            yield f"{where} is a list of objects that may hold anything, which the client cannot read"
        yield from _kind(document, node["items"], f"{where}[]")
    elif len(node.get("allOf", [])) > 1:
        yield f"{where} is {len(node['allOf'])} schemas at once"
    elif "anyOf" in node or "oneOf" in node:
        if not _is_vocabulary(node):
            yield f"{where} is one of several things, and nothing says which"
        else:
            yield from _words(node["anyOf"][0]["enum"], where)
    elif node.get("type") in PLAIN:
        yield from _words(node.get("enum", []), where)
    elif node.get("type") != "object" or not node.get("additionalProperties"):
        yield f"{where} has the type {node.get('type', 'that is not said')}, which the client cannot read"


def _is_vocabulary(node: Json) -> bool:
    branches = node.get("anyOf") or [{}]
    return "enum" in branches[0] and all("pattern" in branch for branch in branches[1:])


def _words(words: list[object], where: str) -> Iterator[str]:
    names: dict[str, object] = {}
    for word in words:
        if isinstance(word, str) and not (word and word.isprintable()):
            yield f"{where}: {word!r} is no word of a vocabulary"
        name = member(str(word))
        if name in names:
            yield f"{where}: {names[name]!r} and {word!r} would have the same name in Python"
        names[name] = word
