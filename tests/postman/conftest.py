"""What the tests of the Postman collections share; none of it needs Node.js."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from to_postman.document import Document
from to_postman.examples import dressed

FOLDERS = {"1.1": "v1p1", "1.2": "v1p2"}


@pytest.fixture(params=FOLDERS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(version: str, root: Path) -> Document:
    """The strict document of the version."""
    strict = root / "generated" / "oneroster_openapi" / FOLDERS[version] / "strict.json"
    return Document(json.loads(strict.read_text("utf-8")))


@pytest.fixture
def converted(document: Document) -> dict[str, Any]:
    """As little of a converted document as the steps after it need."""
    items = []
    for path, methods in dressed(document)["paths"].items():
        for method, node in methods.items():
            sent = node.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
            parameters = {
                where: [
                    {
                        "key": each["name"],
                        "value": each["example"],
                        "disabled": where == "query",
                        "description": {"content": each["description"]},
                    }
                    for each in node.get("parameters", ())
                    if each["in"] == where
                ]
                for where in ("query", "path")
            }
            steps = [":" + step[1:-1] if step.startswith("{") else step for step in path.strip("/").split("/")]
            url = {"host": ["{{baseUrl}}"], "path": steps, "query": parameters["query"], "variable": parameters["path"]}
            request = {"method": method.upper(), "url": url, "description": {"content": node["description"]}}
            body = {"body": {"mode": "raw", "raw": json.dumps(sent)}} if sent else {}
            items.append({"id": "any", "name": node["summary"], "request": {**request, **body}, "response": ["any"]})
    return {"item": [{"name": "a folder", "item": items}]}
