"""Operations of a strict document, with all that a request and its tests need to know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

# The first word of a scope tells the service, in both versions; assessments stand in the gradebook's document.
SERVICES = {"roster": "Rostering", "gradebook": "Gradebook", "assessment": "Gradebook", "resource": "Resources"}


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    id: str
    method: str
    path: str
    summary: str
    tag: str
    service: str
    scopes: tuple[str, ...]
    words: tuple[str, ...]
    """The collection names in the path: `("classes", "students")`."""
    successes: tuple[int, ...]
    envelope: str
    """The key under which a read answers, or a write sends; empty for DELETE."""
    answer: str
    """The key under which a POST answers; else empty."""
    record: Json
    """The schema of the records under the envelope's key; empty for DELETE."""
    is_list: bool
    failures: dict[str, str]
    """The code minor that the document shows for each status that is a failure."""

    @property
    def is_read(self) -> bool:
        return self.method == "GET"

    @property
    def is_single(self) -> bool:
        """Whether the path names the record itself."""
        return self.path.endswith("}")

    @property
    def noun(self) -> str:
        """The record in the singular, `class`: what variables are named after."""
        return singular(self.words[-1])

    def variable(self, parameter: str) -> str:
        """The collection variable for a parameter of the path: `/classes/{sourcedId}` is about a classSourcedId."""
        return f"{self.noun}SourcedId" if parameter == "sourcedId" else parameter


class Document:
    """A strict document whose references can be followed."""

    def __init__(self, root: Json) -> None:
        self.root = root
        self.operations = [self._operation(*found) for found in _methods(root)]
        self.by_id = {operation.id: operation for operation in self.operations}

    @property
    def version(self) -> str:
        return str(self.root["info"]["version"])

    def follow(self, node: Json) -> Json:
        """The node, or what it refers to, be it directly or through an `allOf` of one."""
        while True:
            parts = node.get("allOf", ())
            reference = node.get("$ref") or (parts[0].get("$ref") if len(parts) == 1 else None)
            if reference is None:
                return node
            node = self.root["components"]["schemas"][reference.rpartition("/")[2]]

    def single(self, noun: str) -> Operation:
        """The operation that reads one record, by its noun."""
        return next(each for each in self.operations if each.is_read and each.is_single and each.noun == noun)

    def _operation(self, method: str, path: str, node: Json) -> Operation:
        answers = node["responses"]
        successes = [status for status in answers if status.startswith("2")]
        answer, returned, returns_list = self._envelope(answers[successes[0]])
        sent, written, writes_list = self._envelope(node.get("requestBody", {}))
        is_read = method == "GET"
        return Operation(
            id=node["operationId"],
            method=method,
            path=path,
            summary=node["summary"],
            tag=node["tags"][0],
            service=SERVICES[re.split(r"[-.]", _scopes(node)[0].rpartition("/")[2])[0]],
            scopes=_scopes(node),
            words=tuple(re.findall(r"/([A-Za-z]+)(?=/|$)", path.partition("v1p")[2])),
            successes=tuple(int(status) for status in successes),
            envelope=answer if is_read else sent,
            answer="" if is_read else answer,
            record=returned if is_read else written,
            is_list=returns_list if is_read else writes_list,
            failures={status: code for status, each in answers.items() if (code := _code_minor(each))},
        )

    def _envelope(self, holder: Json) -> tuple[str, Json, bool]:
        """Key, schema of the record, and whether there may be many: of an answer or a body, if it has content."""
        if "content" not in holder:
            return "", {}, False
        properties = self.follow(holder["content"]["application/json"]["schema"])["properties"]
        ((key, node),) = [(key, node) for key, node in properties.items() if key != "statusInfoSet"]
        held = self.follow(node)
        is_list = held.get("type") == "array"
        return key, self.follow(held["items"]) if is_list else held, is_list


def reference(variable: str) -> str:
    """How Postman writes a variable whose value is to stand there."""
    return "{{" + variable + "}}"


def singular(word: str) -> str:
    """The singular of a collection's name; demographics have none."""
    if word.endswith("ics"):
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word


def _methods(root: Json) -> list[tuple[str, str, Json]]:
    return [(method.upper(), path, node) for path, item in root["paths"].items() for method, node in item.items()]


def _scopes(node: Json) -> tuple[str, ...]:
    return tuple(scope for choice in node["security"] for scopes in choice.values() for scope in scopes)


def _code_minor(node: Any) -> str:
    """The code minor in the example of a failure, which 1.1 has in another place than 1.2."""
    found = re.search(r"'imsx_codeMinor(?:FieldValue)?': '([^']+)'", str(node.get("content", "")))
    return found[1] if found else ""
