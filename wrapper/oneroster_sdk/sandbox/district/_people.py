"""Users: how a person becomes a record, whatever the role."""

from __future__ import annotations

from ._basics import Dice, Record, record
from ._names import FAMILY, GIVEN, PRONOUNS
from ._resources import resource

_PROFILE = "https://lms.example.org/profiles/"


def role(kind: str, org: Record, *, primary: bool = True) -> Record:
    """A role in an org; of a person's roles in one org exactly one is primary."""
    return {"roleType": "primary" if primary else "secondary", "role": kind, "org": org}


def person(dice: Dice, ref: Record, number: int, roles: list[Record]) -> Record:
    """A user with these roles.

    Which optional properties there are follows from the number, each with a rhythm of its own, so that even a small
    district has every property present somewhere and absent elsewhere.
    """
    made = record(dice, ref["sourcedId"], number)
    handle = ref["sourcedId"][:3] + f"{number:06d}"
    if number % 3 == 0:
        made["userMasterIdentifier"] = f"person-{dice.below(16**12):012x}"
    if number % 10 != 9:
        made["username"] = handle
    if number % 4 != 3:
        made["userIds"] = [{"type": "SIS", "identifier": f"{7_000_000 + number}"}]
        if number % 8 == 2:
            made["userIds"].append({"type": "LDAP", "identifier": f"uid={handle},ou=people"})
    made["enabledUser"] = "false" if number % 23 == 5 else "true"
    made["givenName"] = dice.pick(GIVEN)
    made["familyName"] = dice.pick(FAMILY)
    _add_other_names(dice, made, number)
    made["roles"] = roles
    _add_dates(roles, number)
    if number % 6 == 1:
        _add_profile(dice, made, number, handle)
    if number % 8 != 7:
        made["primaryOrg"] = roles[0]["org"]
    _add_contacts(dice, made, number, handle)
    return made


def _add_other_names(dice: Dice, made: Record, number: int) -> None:
    if number % 3 == 1:
        made["middleName"] = dice.pick(GIVEN)
    if number % 11 == 2:
        made["preferredFirstName"] = made["givenName"][:3] + "i"
    if number % 13 == 3:
        made["preferredMiddleName"] = dice.pick(GIVEN)
    if number % 17 == 4:
        made["preferredLastName"] = dice.pick(FAMILY)
    if number % 5 == 0:
        made["pronouns"] = dice.pick(PRONOUNS)


def _add_dates(roles: list[Record], number: int) -> None:
    if number % 4 == 0:
        roles[0]["beginDate"] = f"2026-08-{1 + number % 28:02d}"
        if number % 12 == 0:
            roles[0]["endDate"] = f"2027-06-{1 + number % 28:02d}"


def _add_profile(dice: Dice, made: Record, number: int, handle: str) -> None:
    profile: Record = {"profileId": _PROFILE + handle, "profileType": "LMS", "vendorId": "example-learning"}
    if number % 12 == 1:
        profile |= {"applicationId": "default", "description": "Where the lessons' files are kept"}
    if number % 18 != 7:
        credential = {"type": "userpass", "username": handle}
        if number % 24 == 1:
            credential |= {"password": f"{{SHA256}}{dice.below(2**52):013x}", "hint": "a property of the vendor's own"}
        profile["credentials"] = [credential]
    made["userProfiles"] = [profile]
    made["roles"][0]["userProfile"] = profile["profileId"]


def _add_contacts(dice: Dice, made: Record, number: int, handle: str) -> None:
    if number % 4 == 1:
        made["identifier"] = f"ID-{number:06d}"
    if number % 7 != 6:
        made["email"] = f"{handle}@mail.example.org"
    if number % 6 == 2:
        made["sms"] = f"+1 505 555 01{number % 100:02d}"
    if number % 5 == 1:
        made["phone"] = f"(505) 555-01{number % 100:02d}"
    if number % 19 == 1:
        made["password"] = f"{{SHA256}}{dice.below(2**52):013x}"
    if number % 15 == 2:
        made["resources"] = [resource(number)]
