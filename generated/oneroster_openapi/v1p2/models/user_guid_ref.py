from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Identified, Property, Record, id_of


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class UserGUIDRef(Record):
    """Reference to a user. Students, teachers and guardians are all referred to in this way."""

    href: str | None = None
    """Address at which the record can be read."""

    sourced_id: str
    """The sourcedId of the record referred to."""

    type: str | None = "user"
    """Kind of record referred to; only one value is possible."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("href", "href", kinds.TEXT),
        Property("sourced_id", "sourcedId", kinds.ID, required=True, essential=True),
        Property("type", "type", kinds.TEXT),
    )


def to_user_guid_ref(value: UserGUIDRef | Identified | str) -> UserGUIDRef:
    """A reference, from a record, another reference or the plain id."""
    return value if isinstance(value, UserGUIDRef) else UserGUIDRef(sourced_id=id_of(value))


def maybe_user_guid_ref(value: UserGUIDRef | Identified | str | None) -> UserGUIDRef | None:
    """A reference, from a record, another reference or the plain id; None stays None."""
    return None if value is None else to_user_guid_ref(value)


def several_user_guid_ref(values: Iterable[UserGUIDRef | Identified | str]) -> list[UserGUIDRef]:
    """References, each from a record, another reference or the plain id."""
    return [to_user_guid_ref(value) for value in values]
