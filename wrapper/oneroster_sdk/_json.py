"""JSON with types: texts read without losing a digit, and what a value is, told to people and to type checkers."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, Final, TypeGuard

import orjson
from attrs import field, frozen

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WINDOWS: Final = "cp1252"
"""The charset in which providers keep names, if it is not UTF-8."""
_LONG: Final = re.compile(rb":\s*(?:\d{20}|-\d{19})")
"""Whole numbers that may not fit into 64 bits: orjson reads those as floats, and loses digits.

Only values of properties are looked for. An array is searched four times as slowly, and nothing is known to hold one.
"""


@frozen
class Json:
    """What a JSON text says, and what had to be borne to read it."""

    value: Any = field(repr=False)
    told: tuple[str, ...] = ()


def read(content: bytes, charset: str | None = None) -> Json | None:
    """The value of a JSON text; None if it is none.

    JSON is UTF-8, whatever a header says. Where it is not, it is tried in the charset that was declared, then in that
    of Windows, in which providers keep names.
    """
    try:
        return Json(_exact(content))
    except ValueError:
        return _odd(content, charset)
    except RecursionError:  # which the standard library meets sooner than orjson, at a depth that no record has
        return None


def _odd(content: bytes, charset: str | None) -> Json | None:
    mark, encoding = next((pair for pair in _MARKS if content.startswith(pair[0])), (b"", None))
    marked = ("the body began with a byte order mark",) if mark else ()
    for each in (encoding, charset, _WINDOWS):
        try:
            name = codecs.lookup(each or "utf-8").name
            value = _exact(content[len(mark) :].decode(name).encode())
        except (ValueError, LookupError, RecursionError):
            continue
        return Json(value, marked if name == "utf-8" else (*marked, f"the text was not UTF-8, it was read as {name}"))
    return None


def _exact(text: bytes) -> Any:
    value = orjson.loads(text)
    return json.loads(text) if _LONG.search(text) else value


def parsed(content: bytes) -> Any:
    """The value of a JSON text; None if it is none, as it is for ``null``."""
    found = read(content)
    return None if found is None else found.value


def to_json(value: Any, *, sort_keys: bool = False) -> bytes:
    """The value as a JSON text, with whole numbers of any length.

    Raises:
        ValueError: it has no such text: it is nested too deeply, or holds what JSON does not know.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS if sort_keys else 0)
    except orjson.JSONEncodeError:
        pass
    spaces = (",", ":")
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=spaces, sort_keys=sort_keys).encode()
    except (RecursionError, TypeError, ValueError):
        pass
    # Outside of the handlers, for what they caught may show the value.
    raise ValueError("this cannot be written as JSON: it is nested too deeply, or holds what JSON does not know")


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def as_object(value: Any) -> dict[str, Any] | None:
    """The value, if it is an object."""
    return value if _is_object(value) else None


def as_list(value: Any) -> list[Any] | None:
    """The value, if it is an array."""
    return value if _is_list(value) else None
