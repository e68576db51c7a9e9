from __future__ import annotations

from typing import Any, ClassVar

from attrs import define, field, setters

from ... import kinds
from ...record import Property, Record
from ..models.org import Org


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False, on_setattr=setters.NO_OP)
class OrgSet(Record):
    """A page of organisations."""

    orgs: list[Org] = field(factory=list)
    """The organisations on this page; empty or absent if there are none."""

    additional_properties: dict[str, Any] = field(factory=dict)
    """What the provider sent beyond the standard, as it came."""

    __properties__: ClassVar[tuple[Property, ...]] = (Property("orgs", "orgs", kinds.ListOf(kinds.Nested(Org))),)
