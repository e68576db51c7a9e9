"""Names that a module has from the beginning, and loads when they are first asked for.

The records of one version are eighty classes, which take as long to make as an HTTP library to load, and most programs
use one version and a few of its records. So a package names them all, to editors, type checkers and ``dir()``, and
looks for each one where it stands when it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def late(namespace: dict[str, Any], places: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The functions ``__getattr__`` and ``__dir__`` of a module whose names stand in others (PEP 562).

    Args:
        namespace: The ``globals()`` of the module. A name is put there once it is found, and not looked for again.
        places: The modules by the names that they are asked for; a module that is called like the name is meant itself.
    """

    def found(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {namespace['__name__']!r} has no attribute {name!r}")
        place = places[name]
        module = import_module(place, namespace["__package__"])
        namespace[name] = module if place == f".{name}" else getattr(module, name)
        return namespace[name]

    def known() -> list[str]:
        return sorted({*namespace, *places})

    return found, known
