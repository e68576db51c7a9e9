"""The users that every contender reads: about 1 KB each, with what districts send. No person among them is real."""

from __future__ import annotations

from typing import Any

import orjson

HOST = "https://sis.example.org/ims/oneroster/rostering/v1p2"


def reference(kind: str, sourced_id: str) -> dict[str, str]:
    """A reference as the standard has it."""
    return {"href": f"{HOST}/{kind}s/{sourced_id}", "sourcedId": sourced_id, "type": kind}


def user(number: int, *, odd: bool = False) -> dict[str, Any]:
    """One user; an odd one has a vendor's property, and a flag that is no string."""
    school = reference("org", f"school-{number % 50}")
    made = {
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
                "org": school,
                "beginDate": "2025-08-01",
                "endDate": "2026-07-01",
            }
        ],
        "primaryOrg": school,
        "identifier": f"id{number}",
        "email": f"made.up{number}@example.org",
        "phone": "555-0100",
        "agents": [reference("user", f"parent-{number}")],
        "grades": ["09"],
    }
    return {**made, "enabledUser": True, "x_vendorThing": number} if odd else made


def page(first: int, count: int, *, odd: bool = False) -> bytes:
    """A page of users, as it comes over the wire."""
    return orjson.dumps({"users": [user(number, odd=odd) for number in range(first, first + count)]})
