"""Items of a collection: requests made from the converted ones, with their tests."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .document import Document, Json, Operation, reference
from .examples import value_of

EVENTS = Path(__file__).parent / "events"


@dataclass(frozen=True)
class Tests:
    """Files of `events/` that run as one script, and what they find in `expected`."""

    files: tuple[str, ...]
    expected: Json

    def and_then(self, file: str, **expected: Any) -> Tests:
        return Tests((*self.files, file), {**self.expected, **expected})


class Requests:
    """The converted requests, one for each operation."""

    def __init__(self, document: Document, converted: Json) -> None:
        self.document = document
        found = dict(_requests(converted["item"]))
        wanted = {operation.id: f"{operation.method} {operation.path}" for operation in document.operations}
        if sorted(wanted.values()) != sorted(found):
            raise LookupError(f"not converted one to one: {sorted(set(wanted.values()) ^ set(found))}")
        self._requests = {name: _tidied(document.by_id[name], found[place]) for name, place in wanted.items()}

    def item(self, operation: Operation) -> Json:
        """The operation itself."""
        tests = standard_tests(operation)
        return _item(operation.id, operation.summary, self._requests[operation.id], tests)

    def variant(
        self, operation: Operation, part: str, name: str, tests: Tests, *, query: Json | None = None, **path: str
    ) -> Json:
        """The operation once more, with some of its query switched on, or other ids in its path."""
        request = copy.deepcopy(self._requests[operation.id])
        url = request["url"]
        for each in url["query"]:
            if query and each["key"] in query:
                each.update(value=str(query[each["key"]]), disabled=False)
        if missing := set(query or ()) - {each["key"] for each in url["query"]}:
            raise LookupError(f"{operation.id} has no parameter called {missing}")
        for each in url["variable"]:
            each["value"] = path.get(each["key"], each["value"])
        return _item(f"{operation.id}.{part}", name, request, tests)


def standard_tests(operation: Operation) -> Tests:
    """What holds for each answer of an operation, whatever it is asked with."""
    expected: Json = {"key": operation.envelope}
    if operation.is_read:
        expected["required"] = operation.record["required"]
        if operation.is_list:
            return Tests(("list",), expected)
        return Tests(("record",), {**expected, "id": reference(operation.variable("sourcedId"))})
    expected["successes"] = list(operation.successes)
    if operation.method == "POST":
        return Tests(("post",), {**expected, "answer": operation.answer, "created": created(operation)})
    return Tests((operation.method.lower(),), expected)


def created(operation: Operation) -> str:
    """The variable that holds the id of what a POST created: createdLineItemsForClass."""
    return "created" + operation.id.removeprefix("post")


def folder(name: str, items: list[Json], description: str = "") -> Json:
    return {"name": name, **({"description": description} if description else {}), "item": items}


def event(listen: str, files: tuple[str, ...], expected: Json | None = None) -> Json:
    """A script, made of files that see what is expected as a constant."""
    lines = [f"const expected = {json.dumps(expected)};"] if expected is not None else []
    for file in files:
        lines += [*([""] if lines else []), *_script(file)]
    return {"listen": listen, "script": {"type": "text/javascript", "exec": lines}}


@cache
def _script(file: str) -> list[str]:
    return (EVENTS / f"{file}.js").read_text("utf-8").splitlines()


def _item(identity: str, name: str, request: Json, tests: Tests) -> Json:
    return {
        "id": identity,
        "name": name,
        "event": [event("test", tests.files, tests.expected)],
        "request": request,
        "response": [],
    }


def _requests(items: list[Json]) -> list[tuple[str, Json]]:
    """Every request below a folder, by method and path as the document writes them."""
    found: list[tuple[str, Json]] = []
    for item in items:
        if "item" in item:
            found += _requests(item["item"])
        else:
            steps = [f"{{{step[1:]}}}" if step.startswith(":") else step for step in item["request"]["url"]["path"]]
            found.append((f"{item['request']['method']} /{'/'.join(steps)}", item["request"]))
    return found


def _tidied(operation: Operation, request: Json) -> Json:
    """What is worth keeping of a converted request, in a fixed order, with its example values put in place."""
    url = request["url"]
    body = {"body": request["body"]} if request.get("body") else {}
    scopes = "\n".join(f"- {scope}" for scope in operation.scopes)
    return {
        "method": request["method"],
        "header": [*request.get("header", []), {"key": "Accept", "value": "application/json"}],
        **body,
        "url": {
            "host": url["host"],
            "path": url["path"],
            "query": [_parameter(each) for each in url["query"]],
            "variable": [
                {**_parameter(each), "value": value_of(operation, {"in": "path", "name": each["key"]})}
                for each in url["variable"]
            ],
        },
        "description": f"{request['description']['content']}\n\nOperation: {operation.id}\n\n"
        f"The token needs {'one of these scopes' if len(operation.scopes) > 1 else 'this scope'}:\n\n{scopes}",
    }


def _parameter(node: Json) -> Json:
    switched_off = {"disabled": True} if node.get("disabled") else {}
    text = node["description"]["content"].removeprefix("(Required) ")
    return {"key": node["key"], "value": node["value"], "description": text, **switched_off}
