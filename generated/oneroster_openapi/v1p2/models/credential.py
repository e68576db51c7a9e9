from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class Credential(Record):
    """One way to sign in. Properties beyond these three are allowed."""

    type: str
    """Kind of credential; there is no fixed vocabulary."""

    username: str
    """Name with which the person signs in."""

    password: str | None = None
    """Password that goes with the name. Treat it as a secret."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (
        Property("type", "type", kinds.TEXT, required=True),
        Property("username", "username", kinds.TEXT, required=True),
        Property("password", "password", kinds.TEXT),
    )

    __extensible__: ClassVar[bool] = True
