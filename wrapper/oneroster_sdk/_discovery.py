"""Discovery: what a provider says that it offers.

Providers of 1.2 publish, for each service, an OpenAPI document of what they have. The standard gives it two names and
does not say whether reading it takes a token, so both names are tried, without a token first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import define, field, frozen

from oneroster_openapi.operation import Operation, Service

from ._asking import Manner
from ._json import as_list, as_object

_PARAMETER: Final = re.compile(r"\{[^}]*\}")


@frozen
class ServiceOffer:
    """What a provider offers of one service, by its own document.

    Attributes:
        name: The service, as in its path: ``rostering``.
        url: The address that the document gives for it, if it does.
        token_url: Where the document has tokens given out, if it says so.
        scopes: The scopes that the document names.
        operations: The operations of the standard that the document lists, by their names there.
    """

    name: str
    url: str | None
    token_url: str | None
    scopes: tuple[str, ...]
    operations: frozenset[str]


@frozen
class Discovery:
    """What a provider offers, service by service; a service without a document is not among them."""

    services: Mapping[str, ServiceOffer]

    def offers(self, operation: Operation) -> bool | None:
        """Whether the provider offers the operation; None if it has not said."""
        offer = self.services.get(service_of(operation.path))
        return None if offer is None else operation.id in offer.operations


@define
class Known:
    """What a client has learned of its provider."""

    discovery: Discovery | None = field(default=None)
    manners: dict[str, Manner] = field(factory=dict[str, Manner])
    """By operation, what of a question for a page it refuses."""
    links_hold: int = 0
    """See `Claims`: whether its links know what they say."""

    ask: Manner = field(factory=Manner)
    """How all operations are asked, until one of them refuses."""

    def manner(self, operation: str) -> Manner:
        """How an operation is asked for pages."""
        return self.manners.get(operation, self.ask)


def service_of(path: str) -> str:
    """The service that a path belongs to: ``rostering`` for ``/rostering/v1p2/users``."""
    return path.split("/")[1]


def offer_of(service: Service, document: Mapping[str, Any], operations: Mapping[str, Operation]) -> ServiceOffer:
    """Read a discovery document, whatever of it is there."""
    found = {
        (method.upper(), _PARAMETER.sub("{}", path))
        for path, item in (as_object(document.get("paths")) or {}).items()
        for method in as_object(item) or {}
    }
    own = {op.id: op for op in operations.values() if op.path.startswith(f"{service.prefix}/")}
    offered = frozenset(
        name
        for name, op in own.items()
        if (op.method, _PARAMETER.sub("{}", op.path.removeprefix(service.prefix))) in found
    )
    token_url, scopes = _oauth(document)
    return ServiceOffer(service_of(service.prefix + "/"), _server(document), token_url, scopes, offered)


def _server(document: Mapping[str, Any]) -> str | None:
    server = as_object((as_list(document.get("servers")) or [None])[0]) or {}
    url = server.get("url")
    if not isinstance(url, str):
        return None
    for name, variable in (as_object(server.get("variables")) or {}).items():
        url = url.replace("{" + name + "}", str((as_object(variable) or {}).get("default", "")))
    return url


def _oauth(document: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    components = as_object(document.get("components")) or {}
    for scheme in (as_object(components.get("securitySchemes")) or {}).values():
        flows = as_object((as_object(scheme) or {}).get("flows")) or {}
        flow = as_object(flows.get("clientCredentials"))
        if flow is not None:
            url = flow.get("tokenUrl")
            return url if isinstance(url, str) else None, tuple(as_object(flow.get("scopes")) or {})
    return None, ()
