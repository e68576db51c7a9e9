"""The typed face: a class for every collection and every item of the tree of paths, sync and async.

``/schools/{schoolSourcedId}/classes/{classSourcedId}/students`` becomes
``roster.schools("s1").classes("c1").students``.
"""

from __future__ import annotations

import keyword
from dataclasses import dataclass, field

from .documents import SpecError
from .naming import snake
from .operations import Operation

MIXINS = {"get": "Gettable", "put": "Puttable", "delete": "Deletable", "post": "Creatable"}
"""The part of the wrapper that does each kind of operation."""


@dataclass
class Node:
    """A collection of the tree: what can be done with it, and what stands below one of its items."""

    segments: tuple[str, ...]
    operations: dict[str, Operation] = field(default_factory=dict)
    children: dict[str, Node] = field(default_factory=dict)

    @property
    def attribute(self) -> str:
        name = snake(self.segments[-1])
        return f"{name}_" if keyword.iskeyword(name) else name

    @property
    def class_name(self) -> str:
        """``SchoolsClassesCollection`` for /schools/{}/classes: no model has such a name."""
        return "".join(part[:1].upper() + part[1:] for part in self.segments if part != "{}") + "Collection"

    @property
    def item_class_name(self) -> str:
        return self.class_name.removesuffix("Collection") + "Item"

    @property
    def bases(self) -> list[str]:
        """What can be done here, as classes of the wrapper."""
        mixins = [MIXINS[kind] for kind in MIXINS if kind in self.operations]
        if not self.operations:
            return ["Place"]
        return [*mixins, "Collection" if "list" in self.operations else "WriteOnly"]

    @property
    def description(self) -> str:
        if not self.operations:
            return f"What stands below {self.segments[-1]}; they cannot be listed here."
        return next(iter(self.operations.values())).description

    @property
    def records(self) -> str:
        """The model of the collection's records."""
        for operation in self.operations.values():
            about = operation.body or operation.answer
            if about is not None:
                return about.record
        raise SpecError(f"/{'/'.join(self.segments)} has no records")


def tree(operations: list[Operation]) -> dict[str, Node]:
    """The collections at the root, by path segment, with all below them."""
    root: dict[str, Node] = {}
    for operation in operations:
        names = operation.segments
        children = root
        collection = names[:-1] if names[-1] == "{}" else names
        for depth in range(0, len(collection), 2):
            node = children.setdefault(collection[depth], Node(collection[: depth + 1]))
            children = node.children
        kind = operation.method.lower() if names[-1] == "{}" or operation.method != "GET" else "list"
        if kind in node.operations:
            raise SpecError(f"{operation.id} and {node.operations[kind].id} stand at one place")
        node.operations[kind] = operation
    return root


def in_order(nodes: dict[str, Node]) -> list[Node]:
    """Every node, deepest first, so that each class is defined before it is used."""
    found: list[Node] = []
    for node in nodes.values():
        found += in_order(node.children)
        found.append(node)
    return found
