"""JSON with types: what a value is, told to people and to type checkers."""

from __future__ import annotations

from typing import Any, TypeGuard

import orjson


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


def parsed(content: bytes) -> Any:
    """The value of a JSON text; None if it is none, as it is for ``null``."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
