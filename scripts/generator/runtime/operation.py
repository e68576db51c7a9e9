"""What an operation of the standard is: data, from which clients are driven."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from attrs import frozen

from .record import Record


@frozen
class Operation:
    """One operation, as the OpenAPI document describes it."""

    id: str
    """Its name in the standard, such as ``getAllUsers``."""
    method: str
    path: str
    """From the root of the provider, with the names of its parameters: ``/rostering/v1p2/users/{sourcedId}``."""
    endpoint: str
    """The module of the generated endpoint."""
    scopes: tuple[str, ...]
    """OAuth 2 scopes; each alone suffices."""
    query: tuple[str, ...]
    """The query parameters that the operation takes."""
    envelope: str | None
    """The key under which the answer holds its records."""
    record: str | None
    """The model of these records, in the package's ``models``."""
    many: bool
    """Whether the answer is a page of records, or one."""

    def arguments(self, ids: tuple[str, ...], query: dict[str, Any]) -> dict[str, Any]:
        """What the generated endpoint would send: ``method``, ``url`` with the ids percent-encoded, ``params``."""
        arguments: dict[str, Any] = import_module(self.endpoint)._get_kwargs(*ids, **query)
        return arguments

    def model(self) -> type[Record]:
        """The class of the records that the operation answers with; loaded when first asked for."""
        if self.record is None:
            raise LookupError(f"{self.id} answers with no record")
        package = self.endpoint.partition(".api.")[0]
        model: type[Record] = getattr(import_module(f"{package}.models"), self.record)
        return model
