"""The table of operations: what the OpenAPI document says of each, next to the endpoint that was generated for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .corrections import PLACES
from .documents import Json, SpecError
from .naming import snake
from .shapes import name_of


@dataclass(frozen=True)
class Payload:
    """The model of a body, the one key in it, and the records that stand there."""

    model: str
    key: str
    record: str
    many: bool


@dataclass(frozen=True)
class Operation:
    """One operation, and where it belongs in the tree of paths."""

    id: str
    method: str
    path: str
    endpoint: str
    scopes: tuple[str, ...]
    query: tuple[str, ...]
    answer: Payload | None
    body: Payload | None
    summary: str
    description: str

    @property
    def prefix(self) -> str:
        """The path of its service: ``/rostering/v1p2``."""
        found = re.match(r".*?/v\d+p\d+(?=/)", self.path)
        if found is None:
            raise SpecError(f"{self.id}: the path {self.path} names no version")
        return found[0]

    @property
    def segments(self) -> tuple[str, ...]:
        """The path without the service (``/rostering/v1p2``): ``("schools", "{}", "classes")``."""
        below = re.sub(r"^.*?/v\d+p\d+/", "", self.path)
        return tuple("{}" if part.startswith("{") else part for part in below.split("/"))


def operations(document: Json, package: str) -> list[Operation]:
    """All operations of a merged, corrected and renamed document, in its order."""
    paths = {id(operation): path for path, item in document["paths"].items() for operation in item.values()}
    methods = {id(operation): method for item in document["paths"].values() for method, operation in item.items()}
    return [
        _operation(document, place.node, paths[id(place.node)], methods[id(place.node)].upper(), package)
        for place in PLACES["operation"](document)
    ]


def _operation(document: Json, node: Json, path: str, method: str, package: str) -> Operation:
    success: Json = next((node["responses"][status] for status in ("200", "201") if status in node["responses"]), {})
    tag = snake(node["tags"][0])
    return Operation(
        id=node["operationId"],
        method=method,
        path=path,
        endpoint=f"{package}.api.{tag}.{snake(node['operationId'])}",
        scopes=tuple(scope for alternative in node["security"] for scopes in alternative.values() for scope in scopes),
        query=tuple(p["name"] for p in node.get("parameters", []) if p["in"] == "query"),
        answer=_payload(document, node, success),
        body=_payload(document, node, node.get("requestBody", {})),
        summary=node.get("summary", ""),
        description=node.get("description", ""),
    )


def _payload(document: Json, node: Json, holder: Json) -> Payload | None:
    content: Json = holder.get("content", {})
    if not content:
        return None
    wrapper = name_of(next(iter(content.values()))["schema"])
    properties: Json = document["components"]["schemas"].get(wrapper, {}).get("properties", {})
    records = {key: inner for key, inner in properties.items() if not inner.get("x-aside")}
    if len(records) != 1:
        raise SpecError(
            f"{node['operationId']}: {wrapper} should have one property, it has {', '.join(records) or 'none'}"
        )
    ((key, inner),) = records.items()
    many = inner.get("type") == "array"
    record = name_of(inner["items"] if many else inner)
    if not record:
        raise SpecError(f"{node['operationId']}: {wrapper}.{key} holds no records")
    return Payload(wrapper, key, record, many)
