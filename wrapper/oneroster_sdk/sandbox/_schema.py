"""Values against the schemas of the document: as much of JSON Schema as OneRoster uses.

What is wrong is told by the path of the property, never by the value, which may be a pupil's. A property that the
standard does not know is not named either: its name comes from the client.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any

from ._document import Document, Json, is_array, is_object

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-5][0-9])"
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:([A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")

_TYPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "object": ("an object", is_object),
    "array": ("an array", is_array),
    "string": ("a string", lambda value: isinstance(value, str)),
    "boolean": ("true or false", lambda value: isinstance(value, bool)),
    # What is too large for a number of JavaScript's is read as infinite, which JSON cannot write.
    "number": (
        "a number",
        lambda value: isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value),
    ),
    "integer": ("an integer", lambda value: isinstance(value, int) and not isinstance(value, bool)),
}


def problem(document: Document, schema: Json, value: Any) -> str | None:
    """The first thing wrong with a value, in words that begin with the property's path; None if there is none."""
    return next(_problems(document, schema, value, ""), None)


def _problems(document: Document, schema: Json, value: Any, at: str) -> Iterator[str]:
    schema = document.resolve(schema)
    for part in schema.get("allOf", ()):
        yield from _problems(document, part, value, at)
    where = at or "The body"
    if "anyOf" in schema and all(next(_problems(document, each, value, at), None) for each in schema["anyOf"]):
        yield f"{where} has none of the values that the standard allows."
        return
    called, is_of_type = _TYPES.get(schema.get("type", ""), ("", lambda _: True))
    if not is_of_type(value):
        yield f"{where} is not {called}."
    elif is_object(value):
        yield from _in_object(document, schema, value, at)
    elif is_array(value):
        yield from _in_array(document, schema, value, at)
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{where} has none of the values that the standard allows."
    elif isinstance(value, str):
        yield from _in_string(schema, value, where)


def _in_object(document: Document, schema: Json, value: dict[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    below = f"{at}." if at else ""
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{below}{name} is missing."
    for name, within in properties.items():
        if name in value:
            yield from _problems(document, within, value[name], below + name)
    if schema.get("additionalProperties") is False and not value.keys() <= properties.keys():
        yield f"{at or 'The body'} has a property that the standard does not know."


def _in_array(document: Document, schema: Json, value: list[Any], at: str) -> Iterator[str]:
    if len(value) < schema.get("minItems", 0):
        yield f"{at or 'The body'} has too few elements."
    for position, element in enumerate(value):
        yield from _problems(document, schema.get("items", {}), element, f"{at}[{position}]")


def _in_string(schema: Json, value: str, where: str) -> Iterator[str]:
    if "pattern" in schema and not _compiled(schema["pattern"]).search(value):
        yield f"{where} has not the form that the standard asks for."
    match schema.get("format"):
        case "date" if not _is_date(value):
            yield f"{where} is not a date."
        case "date-time" if not _is_date_time(value):
            yield f"{where} is not a date and time with an offset."
        case "uri" if not _URI.fullmatch(value):
            yield f"{where} is not a URI."
        case _:
            pass


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern whose `$` means the end, as in JSON Schema; Python's would let a line break follow."""
    return re.compile(re.sub(r"(?<!\\)\$(?=\)|$)", r"\\Z", pattern))


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _is_date_time(text: str) -> bool:
    try:
        return bool(_DATE_TIME.fullmatch(text) and datetime.fromisoformat(text.upper()))
    except ValueError:
        return False
