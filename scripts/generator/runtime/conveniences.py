"""What every user of rosters would write again: questions that a record can answer about itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Protocol

from .record import Identified, Record, id_of


class _WithStatus(Protocol):
    @property
    def status(self) -> str: ...


class _Role(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def org(self) -> Identified: ...


class _WithRoles(Protocol):
    @property
    def roles(self) -> Sequence[_Role]: ...


class Statused(Record):
    """A record with a status."""

    __slots__ = ()

    @property
    def is_deleted(self: _WithStatus) -> bool:
        """Whether the record is gone at the source (``tobedeleted``)."""
        return self.status == "tobedeleted"

    @property
    def is_active(self: _WithStatus) -> bool:
        """Whether the record is in force (``active``)."""
        return self.status == "active"


class Roled(Record):
    """A person with roles."""

    __slots__ = ()

    def has_role(self: _WithRoles, role: str, org: str | Identified | None = None) -> bool:
        """Whether the person has this role, in this organisation if one is given by record, reference or id."""
        wanted = None if org is None else id_of(org)
        return any(each.role == role and wanted in (None, each.org.sourced_id) for each in self.roles)


_DAYS: Final = ("startDate", "beginDate", "endDate")
"""What the standard calls a first day and a last."""


class Dated(Record):
    """Something that holds from one day, inclusive, until another, exclusive."""

    __slots__ = ()

    def active_on(self, day: date) -> bool:
        """Whether it holds on this day; without a first or last day it is open on that side.

        The end is exclusive, as the standard has it: what ends on 1 July does not hold on 1 July.

        Raises:
            FieldMissing: a day that the standard requires was not sent or not asked for, so that nobody knows.
        """
        days = {prop.wire: getattr(self, prop.name) for prop in self.__properties__ if prop.wire in _DAYS}
        first, end = days.get("startDate", days.get("beginDate")), days.get("endDate")
        return (first is None or first <= day) and (end is None or day < end)
