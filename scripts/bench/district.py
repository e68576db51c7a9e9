"""The users that every contender reads: about 1 KB each, with what districts send. No person among them is real."""

from __future__ import annotations

from typing import Any, Final

import orjson

HOST: Final = "https://sis.example.org/ims/oneroster/rostering/v1p2"


def reference(kind: str, sourced_id: str) -> dict[str, str]:
    """A reference as the standard has it."""
    return {"href": f"{HOST}/{kind}s/{sourced_id}", "sourcedId": sourced_id, "type": kind}


def user(number: Any, school: Any) -> dict[str, Any]:
    """One user, with all properties of 1.2 that districts send."""
    at = reference("org", f"school-{school}")
    return {
        "sourcedId": f"user-{number:07d}",
        "status": "active",
        "dateLastModified": "2026-01-02T03:04:05.000Z",
        "metadata": {"homeLanguage": "pt"},
        "userMasterIdentifier": f"m{number}",
        "username": f"made.up{number}",
        "userIds": [{"type": "FED", "identifier": f"9-{number}"}],
        "enabledUser": "true",
        "givenName": "Made",
        "familyName": "Up",
        "middleName": "Entirely",
        "preferredFirstName": "Made",
        "pronouns": "they/them",
        "roles": [
            {
                "roleType": "primary",
                "role": "student",
                "org": at,
                "beginDate": "2025-08-01",
                "endDate": "2026-07-01",
            }
        ],
        "primaryOrg": at,
        "identifier": f"id{number}",
        "email": f"made.up{number}@example.org",
        "phone": "555-0100",
        "agents": [reference("user", f"parent-{number}")],
        "grades": ["09"],
    }


def odd(number: Any, school: Any) -> dict[str, Any]:
    """The same with a vendor's property, and a flag that is no string."""
    return {**user(number, school), "enabledUser": True, "x_vendorThing": f"thing {number}"}


def old_user(number: Any, school: Any) -> dict[str, Any]:
    """The same as 1.1 has it: one role, and orgs. A flag is a JSON boolean there; many providers send a string."""
    made = user(number, school)
    less = {name: made[name] for name in made if name not in _NEW}
    agents = [*made["agents"], reference("user", f"guardian-{number}")]
    return {**less, "role": "student", "orgs": [made["primaryOrg"]] * 2, "agents": agents, "sms": "555-0101"}


def old_odd(number: Any, school: Any) -> dict[str, Any]:
    """One of 1.1 with the same oddities."""
    return {**old_user(number, school), "enabledUser": True, "x_vendorThing": f"thing {number}"}


_NEW: Final = {"userMasterIdentifier", "preferredFirstName", "pronouns", "roles", "primaryOrg"}


class _Place:
    """Stands for a number in a record: is written as the place where it goes."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __format__(self, form: str) -> str:
        return f"%({self._name}){form or 'd'}"


TEMPLATES: Final = {
    kind.__name__: orjson.dumps(kind(_Place("number"), _Place("school"))).decode()
    for kind in (user, odd, old_user, old_odd)
}


MIX: Final = 6_700_417
"""Has no factor in common with ten millions: numbers times this, modulo those, are mixed, and none comes twice."""


def page(first: int, count: int, kind: str = "user", *, mixed: bool = False) -> bytes:
    """A page of users, as it comes over the wire; made so quickly that a million need not be kept."""
    record = TEMPLATES[kind]
    numbers = [number * MIX % 10_000_000 if mixed else number for number in range(first, first + count)]
    records = [record % {"number": number, "school": number % 50} for number in numbers]
    return f'{{"users":[{",".join(records)}]}}'.encode()
