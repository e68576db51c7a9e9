"""OneRoster 1.1 seen through 1.2: records, names in queries, and records to be written.

The rules, where the versions differ:

- A user of 1.1 has one role, in all of its orgs alike. In 1.2 it has that role in each, and each is the primary role of
  its org, for there is no other. The primary org is the first of them.
- 1.1 knows ``administrator``, 1.2 does not: which of its kinds of administrator is meant cannot be told, so that the
  role is ``ext:administrator``, a form that 1.2 allows.
- References to a student, teacher, term or grading period are references to a user or an academic session.
- What 1.1 does not have is None, or raises `FieldMissing` where 1.2 requires it (``LineItem.school``).

The record of 1.1 is kept: ``user.origin``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from oneroster_openapi.kinds import Flag, ListOf, Nested
from oneroster_openapi.record import Reading, Record

from ._dialect import Condition, Dialect
from ._errors import QueryError, WriteRefused
from ._fields import find

ROLES: Final[Mapping[str, str]] = {"administrator": "ext:administrator"}
_ROLES_BACK: Final = {new: old for old, new in ROLES.items()}
_REFERENCES: Final[Mapping[str, str]] = {
    "student": "user",
    "teacher": "user",
    "term": "academicSession",
    "gradingPeriod": "academicSession",
}
_RENAMED: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "User": {
        "roles": ("role", "orgs"),
        "roles.role": ("role",),
        "roles.org.sourcedId": ("orgs.sourcedId",),
        "primaryOrg": ("orgs",),
        "primaryOrg.sourcedId": ("orgs.sourcedId",),
    }
}
"""Names of 1.2 that 1.1 has in another place, by model."""
_DERIVED: Final[Mapping[str, tuple[str, ...]]] = {"LineItem": ("school",), "Result": ("class",)}
"""Fields that may be left out when a record goes to 1.1, for other records there say the same."""


def upgraded() -> Dialect:
    """A provider of 1.1, shown as 1.2."""
    from oneroster_openapi.v1p1 import models as v1p1_models
    from oneroster_openapi.v1p1 import operations as old
    from oneroster_openapi.v1p2 import operations as new

    def spoken(model: type[Record]) -> type[Record]:
        found: type[Record] = getattr(v1p1_models, model.__name__)
        return found

    def condition(model: type[Record], asked: Condition) -> Condition:
        (name,) = _named(spoken(model), model, asked[0])
        if asked[0] != "roles.role":
            return name, asked[1]
        return name, _role_before(asked[1])

    def fields(model: type[Record], names: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(old for name in names for old in _named(spoken(model), model, name)))

    def hide(record: Record, model: type[Record]) -> Record:
        return _downgraded(record, spoken(model))

    return Dialect(old.OPERATIONS, new.OPERATIONS, old.SERVICES, condition, fields, _upgraded, hide)


def _named(old: type[Record], new: type[Record], name: str) -> tuple[str, ...]:
    """What 1.1 calls a field of 1.2."""
    renamed = _RENAMED.get(new.__name__, {}).get(name)
    if renamed is not None:
        return renamed
    if find(old, name.partition(".")[0]) is None and find(new, name.partition(".")[0]) is not None:
        raise QueryError(f"OneRoster 1.1 has no {new.__name__}.{name}, and cannot be asked for it")
    return (name,)


def _role_before(role: str) -> str:
    """The word of 1.1 for a role of 1.2."""
    from oneroster_openapi.v1p1.models import UserRole

    old = _ROLES_BACK.get(role, role)
    if old in {member.value for member in UserRole} or role.startswith("ext:"):
        return old
    raise QueryError(f"OneRoster 1.1 has no role {role!r}; it has {', '.join(member.value for member in UserRole)}")


def _upgraded(record: Record, model: type[Record], reading: Reading) -> Record:
    data = record.to_dict()
    if model.__name__ == "User":
        _give_roles(data)
    shown = model.from_dict(_reformed(model, data), Reading(selected=reading.selected))
    shown.origin = record
    return shown


def _give_roles(data: dict[str, Any]) -> None:
    role, orgs = data.pop("role", None), data.pop("orgs", None)
    if role is None or orgs is None or "roles" in data:
        return  # not asked for, not sent, or sent in the manner of 1.2
    data["roles"] = [{"roleType": "primary", "role": ROLES.get(role, role), "org": org} for org in orgs]
    if orgs:
        data.setdefault("primaryOrg", orgs[0])


def _reformed(model: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    """Flags in the form of the model's version, and the types of references in its words."""
    reformed = dict(data)
    for prop in model.__properties__:
        if prop.wire not in data:
            continue
        value, kind = data[prop.wire], prop.kind
        if isinstance(kind, Flag):
            reformed[prop.wire] = kind.write(value)
        elif isinstance(kind, Nested):
            reformed[prop.wire] = _nested(kind.record, value)
        elif isinstance(kind, ListOf) and isinstance(kind.item, Nested):
            reformed[prop.wire] = [_nested(kind.item.record, each) for each in value]
    return reformed


def _nested(model: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    if not model.is_reference():
        return _reformed(model, data)
    return {**data, "type": _REFERENCES.get(data["type"], data["type"])} if "type" in data else data


def _downgraded(record: Record, model: type[Record]) -> Record:
    data = record.to_dict()
    derived = _DERIVED.get(model.__name__, ())
    known = {prop.wire: prop for prop in model.__properties__}
    for wire in [wire for wire in data if wire not in known]:
        if wire not in derived:
            raise WriteRefused(
                f"OneRoster 1.1 has no {model.__name__}.{wire}; nothing was sent, for it would be lost",
                record=model.__name__,
                field=wire,
            )
        del data[wire]
    for wire, prop in known.items():
        if isinstance(prop.kind, Flag) and wire in data:
            data[wire] = data[wire] == "true"
    return model.from_dict(data)
