"""Discovery: each service of 1.2 describes itself, as an OpenAPI document of what is really offered.

The standard publishes two names for such a file, and does not say whether it wants a token; here it is served under
both, without one.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import orjson

from ._document import VERSIONS, Json, is_array, is_object
from ._operations import Api
from ._status import Refusal


class Discovery:
    """The documents of the services that are served."""

    def __init__(self, api: Api, scopes: frozenset[str]) -> None:
        self._api = api
        self._scopes = scopes
        self._services: dict[str, str] = {}
        for service in sorted({operation.service for operation in api.operations}):
            below = f"/{service}/{VERSIONS[api.version]}"
            names = api.document.root.get("x-discovery", {}).get(below, ())
            self._services |= {f"{below}/discovery/{name}": service for name in names}

    def find(self, method: str, path: str) -> str | None:
        """The service whose document has this path, if any does."""
        service = self._services.get(path)
        if service and method != "GET":
            raise Refusal(405, None, "A document can only be read.", {"Allow": "GET"})
        return service

    def document(self, service: str, base_url: str, token_url: str) -> bytes:
        """The document of a service: its address, its operations and scopes, and the schemas that they need."""
        root = self._api.document.root
        prefix = f"/{service}/{VERSIONS[self._api.version]}"
        paths = self._paths(prefix)
        operations = [operation for item in paths.values() for operation in item.values()]
        tags = {tag for operation in operations for tag in operation.get("tags", ())}
        title = f"OneRoster {self._api.version} {service.capitalize()}"
        return orjson.dumps(
            {
                "openapi": root["openapi"],
                "info": {
                    "title": title,
                    "version": self._api.version,
                    "description": "What this sandbox offers of the service. Its district is made up.",
                },
                "servers": [{"url": base_url + prefix}],
                "tags": [tag for tag in root.get("tags", ()) if tag["name"] in tags],
                "paths": paths,
                "components": {
                    "schemas": self._schemas(paths),
                    "securitySchemes": self._security(operations, token_url),
                },
            }
        )

    def _paths(self, prefix: str) -> dict[str, Json]:
        """The service's paths, with those operations that some token given out here opens."""
        served = {(operation.method.lower(), "/" + "/".join(operation.segments)) for operation in self._api.operations}
        paths: dict[str, Json] = {}
        for method, path, node in self._api.document.operations():
            security = [each for each in node.get("security", ()) if self._granted(each)]
            if path.startswith(prefix + "/") and (method.lower(), path) in served and security:
                paths.setdefault(path.removeprefix(prefix), {})[method.lower()] = {**node, "security": security}
        return paths

    def _granted(self, requirement: Mapping[str, list[str]]) -> bool:
        return all(scope in self._scopes for scopes in requirement.values() for scope in scopes)

    def _security(self, operations: list[Json], token_url: str) -> Json:
        used = {s for op in operations for each in op["security"] for scopes in each.values() for s in scopes}
        schemes: Json = copy.deepcopy(self._api.document.root["components"]["securitySchemes"])
        for scheme in schemes.values():
            for flow in scheme.get("flows", {}).values():
                flow["tokenUrl"] = token_url
                flow["scopes"] = {name: text for name, text in flow["scopes"].items() if name in used}
        return schemes

    def _schemas(self, paths: Json) -> Json:
        """The schemas that the paths lead to, in the document's order."""
        every: Json = self._api.document.root["components"]["schemas"]
        wanted: set[str] = set()
        pending: list[Any] = [paths]
        while pending:
            node = pending.pop()
            if is_array(node):
                pending += node
            elif is_object(node):
                name = str(node.get("$ref", "")).rsplit("/", 1)[-1]
                if name in every and name not in wanted:
                    wanted.add(name)
                    pending.append(every[name])
                pending += node.values()
        return {name: schema for name, schema in every.items() if name in wanted}
