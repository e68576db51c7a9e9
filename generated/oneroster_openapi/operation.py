"""What an operation of the standard is: data, from which clients are driven."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from .record import Record


@frozen
class Service:
    """A service of the standard: the part of it that has an address of its own."""

    prefix: str
    """What it adds to the root of the provider: ``/rostering/v1p2``."""
    discovery: tuple[str, ...] = ()
    """The names under which the standard has a provider publish what it offers of the service."""


@frozen
class Payload:
    """What a body holds: one record, or many, under one key."""

    model: str
    """The model of the whole body, such as ``UserSet``."""
    key: str
    """The key under which the records stand, such as ``users``."""
    record: str
    """The model of the records, such as ``User``."""
    many: bool


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
    answer: Payload | None = None
    """What it answers with; None if with nothing."""
    body: Payload | None = None
    """What it is sent; None if nothing."""

    def arguments(self, ids: tuple[str, ...], query: dict[str, Any]) -> dict[str, Any]:
        """What the generated endpoint would send.

        That is ``method``, ``url`` with the ids percent-encoded, ``params`` and, if `query` has a ``body``, ``json``.
        """
        arguments: dict[str, Any] = import_module(self.endpoint)._get_kwargs(*ids, **query)
        return arguments

    def model(self) -> type[Record]:
        """The class of the records that the operation is about; loaded when first asked for."""
        about = self.body or self.answer
        if about is None:
            raise LookupError(f"{self.id} neither takes nor gives a record")
        return self.load(about.record)

    def load(self, name: str) -> type[Record]:
        """A model of the same package by its name."""
        model: type[Record] = getattr(self._models(), name)
        return model

    def choice(self, vocabulary: str, word: str) -> Any:
        """A word of a vocabulary of the same package, as the generated endpoints take it."""
        return getattr(self._models(), vocabulary)(word)

    def _models(self) -> Any:
        return import_module(f"{self.endpoint.partition('.api.')[0]}.models")
