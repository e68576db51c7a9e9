"""How fast pages of users can become records: the ways that were tried before the layout of the records was settled.

Run ``python scripts/bench/decoding.py`` in an environment with the group ``bench``. Every way runs in turn, seven
times, on the same page; the table has medians, as ratios to ``json.loads`` into dicts.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

import msgspec
import orjson

from oneroster_openapi.kinds import Day, Flag, Kind, ListOf, Mapped, Moment, Nested, Vocabulary
from oneroster_openapi.record import Property, Record
from oneroster_openapi.v1p2.models import User, UserSet

RECORDS, ROUNDS = 1000, 7


def page() -> bytes:
    """A page of users of about 1 KB each, with what districts send."""
    return orjson.dumps({"users": [user(number) for number in range(RECORDS)]})


def reference(kind: str, sourced_id: str) -> dict[str, str]:
    return {
        "href": f"https://sis.example.org/ims/oneroster/rostering/v1p2/{kind}s/{sourced_id}",
        "sourcedId": sourced_id,
        "type": kind,
    }


def user(number: int) -> dict[str, Any]:
    school = reference("org", f"school-{number % 50}")
    return {
        "sourcedId": f"user-{number:06d}",
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


def structs_moved() -> Callable[[bytes], list[Record]]:
    """msgspec reads structs that forbid unknown fields; code made for each model moves them into the records."""
    structs: dict[type[Record], Any] = {}

    def struct(model: type[Record]) -> Any:
        if model not in structs:
            fields = [struct_field(prop) for prop in model.__properties__]
            structs[model] = msgspec.defstruct(
                model.__name__, fields, forbid_unknown_fields=True, kw_only=True, gc=False
            )
        return structs[model]

    def struct_field(prop: Property) -> tuple[Any, ...]:
        if isinstance(prop.kind, ListOf):
            return (prop.wire, list[annotation(prop.kind.item)], msgspec.field(default_factory=list))  # type: ignore[misc]
        kind = annotation(prop.kind)
        return (prop.wire, kind) if prop.required else (prop.wire, kind | None, None)

    def annotation(kind: Kind) -> Any:
        if isinstance(kind, Nested):
            return struct(kind.record)
        known: dict[type, Any] = {Day: date, Moment: datetime, Flag: Literal["true", "false"], Mapped: dict}
        return known.get(type(kind), str)

    page_type: Any = msgspec.defstruct("Page", [("users", list[struct(User)])])  # type: ignore[misc]
    decoder = msgspec.json.Decoder(page_type)
    move = mover(User)
    return lambda body: [move(each) for each in decoder.decode(body).users]


def mover(model: type[Record]) -> Callable[[Any], Record]:
    """Code that makes a record out of a struct, property by property."""
    names: dict[str, Any] = {"new": model.__new__, "model": model}
    lines = ["def move(struct):", "    record = new(model)"]
    for position, prop in enumerate(model.__properties__):
        value = f"struct.{prop.wire}"
        inner = prop.kind.item if isinstance(prop.kind, ListOf) else prop.kind
        if isinstance(inner, Nested):
            names[f"move{position}"] = mover(inner.record)
            several = f"[move{position}(each) for each in {value}] if {value} else {value}"
            one = f"move{position}({value}) if {value} is not None else None"
            value = several if isinstance(prop.kind, ListOf) else one
        elif isinstance(inner, Vocabulary):
            names[f"known{position}"] = {member.value: member for member in inner.members}
            value = f"known{position}.get({value}, {value})"
        elif isinstance(inner, Flag):
            value = f"{value} == 'true'"
        lines.append(f"    record.{prop.name} = {value}")
    exec("\n".join([*lines, "    return record"]), names)  # noqa: S102 - code made of our own generated table
    made: Callable[[Any], Record] = names["move"]
    return made


def ways() -> dict[str, Callable[[bytes], Any]]:
    return {
        "`json.loads` into dicts": json.loads,
        "`orjson.loads` into dicts": orjson.loads,
        "the tolerant reader (`from_dict` on what orjson read)": lambda body: (
            UserSet.from_dict(orjson.loads(body)).users
        ),
        "msgspec structs, moved into the records": structs_moved(),
    }


def main() -> int:
    body, seconds = page(), {name: list[float]() for name in ways()}
    contenders = ways()
    gc.collect()
    for _ in range(ROUNDS):
        for name, read in contenders.items():
            start = time.perf_counter()
            found = read(body)
            seconds[name].append(time.perf_counter() - start)
            del found
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    base = next(iter(medians.values()))
    size = len(body) // RECORDS
    print(f"Python {sys.version.split()[0]}, {RECORDS:,} users of {size} bytes, median of {ROUNDS} rounds\n")
    print("| way | µs a record | times `json.loads` |\n|---|---|---|")
    for name, median in medians.items():
        print(f"| {name} | {median / RECORDS * 1e6:.1f} | {base / median:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
