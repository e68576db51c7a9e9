"""Which version a provider speaks, and which records its callers see.

A plain dialect gives records as they are. `upgraded` shows a provider of 1.1 through the records and names of 1.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from attrs import frozen

from oneroster_openapi.operation import Operation, Service
from oneroster_openapi.record import Reading, Record

Condition: TypeAlias = tuple[str, str]
"""A field, in the words of the standard, and the value it is compared with."""


def _same_condition(model: type[Record], condition: Condition) -> Condition:
    return condition


def _same_fields(model: type[Record], fields: Iterable[str]) -> list[str]:
    return list(fields)


def same_record(record: Record, model: type[Record], reading: Reading) -> Record:
    return record


@frozen
class Dialect:
    """How one version is spoken, and how it is shown."""

    operations: Mapping[str, Operation]
    """What the provider offers by its version."""
    shown: Mapping[str, Operation]
    """The same in the version whose records callers see."""
    services: tuple[Service, ...]
    """The services of the provider's version."""
    condition: Callable[[type[Record], Condition], Condition] = _same_condition
    """What a comparison is called by the provider."""
    fields: Callable[[type[Record], Iterable[str]], list[str]] = _same_fields
    """What whole fields are called by the provider."""
    show: Callable[[Record, type[Record], Reading], Record] = same_record
    """A record of the provider as callers see it."""
    hide: Callable[[Record, type[Record]], Record] = lambda record, model: record
    """A record of the caller as the provider takes it."""

    def model(self, operation: Operation) -> type[Record]:
        """The records that callers see for this operation of the provider."""
        return self.shown[operation.id].model()


def plain(operations: Mapping[str, Operation], services: tuple[Service, ...]) -> Dialect:
    """Records as the provider's version has them."""
    return Dialect(operations, operations, services)
