"""Finding the operation of a raw path.

Paths are split before they are decoded, so that a sourcedId may hold any character, even an encoded slash.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from ._operations import Operation
from ._status import Refusal, unknown_object


@dataclass
class _Node:
    words: dict[str, _Node] = field(default_factory=dict[str, "_Node"])
    parameter: _Node | None = None
    methods: dict[str, Operation] = field(default_factory=dict[str, Operation])


class Routes:
    """The operations as a tree of path segments."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            node = self._root
            for segment in operation.segments:
                if segment.startswith("{"):
                    node.parameter = node.parameter or _Node()
                    node = node.parameter
                else:
                    node = node.words.setdefault(segment, _Node())
            node.methods[operation.method] = operation

    def find(self, method: str, raw_path: str) -> tuple[Operation, tuple[str, ...]]:
        """The operation and the ids in its path; raises the 404 or 405 if there is none."""
        node = self._root
        ids: list[str] = []
        for segment in raw_path.removeprefix("/").split("/"):
            below = node.words.get(segment)
            if below is None:
                below = node.parameter
                ids.append(_decoded(segment))
            if below is None:
                raise unknown_object()
            node = below
        if not node.methods:
            raise unknown_object()
        if method not in node.methods:
            allowed = ", ".join(sorted(node.methods))
            raise Refusal(405, None, "The path does not have this method.", {"Allow": allowed})
        return node.methods[method], tuple(ids)


def _decoded(segment: str) -> str:
    try:
        return unquote(segment, errors="strict")
    except UnicodeDecodeError:
        raise unknown_object() from None
