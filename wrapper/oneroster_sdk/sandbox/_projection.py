"""The district as OneRoster 1.1 has it.

Each record of 1.1 is made from one of 1.2: properties that 1.1 does not know are dropped, flags become JSON booleans,
references lead to 1.1's own paths, and words outside a closed vocabulary are replaced after `_WORDS` or dropped. A
record that then lacks what 1.1 requires is not in 1.1, nor is what cannot do without it: line items without a grading
period or without bounds, and their results; results without a score or with a status of the district's own; the
winter breaks, which are of no type that 1.1 has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from ._build import Pair
from ._document import Document, Json
from ._models import is_reference
from ._operations import Api

Record: TypeAlias = dict[str, Any]
Convert: TypeAlias = Callable[[Any], Any]

_WORDS = {
    ("orgs", "type"): {"ext:campus": "department"},
    ("classes", "classType"): {"ext:club": "scheduled"},
    ("enrollments", "role"): {"ext:observer": "proctor"},
    ("users", "role"): {
        "counselor": "aide",
        "districtAdministrator": "administrator",
        "ext:librarian": "aide",
        "principal": "administrator",
        "siteAdministrator": "administrator",
        "systemAdministrator": "administrator",
    },
}
"""What stands in 1.1 for words that it does not have."""


def _with_one_role(user: Record) -> Record:
    """A person has one role in 1.1, the first of those in 1.2, and it holds in all orgs of any role."""
    orgs = {role["org"]["sourcedId"]: role["org"] for role in user["roles"]}
    username = user.get("username", user["sourcedId"])
    return {**user, "username": username, "role": user["roles"][0]["role"], "orgs": [*orgs.values()]}


def _without(record: Record, name: str, *, unless: bool) -> Record:
    """1.1 may lack some properties that 1.2 requires, and lacks them here where that looks natural."""
    return record if unless else {key: value for key, value in record.items() if key != name}


def _as_it_is(record: Record) -> Record:
    return record


_FIRST: dict[str, Callable[[Record], Record]] = {
    "classes": lambda lesson: {**lesson, "classType": lesson.get("classType", "scheduled")},
    "courses": lambda course: _without(course, "courseCode", unless="subjects" in course),
    "orgs": lambda org: _without(org, "identifier", unless=org["type"] != "department"),
    "users": _with_one_role,
}
"""What is done to a whole record before its properties are looked at."""


class Projection:
    """Makes records of 1.1 from those of 1.2; whatever is referred to has to come first."""

    def __init__(self, api: Api) -> None:
        self._tables = {
            table: _Table(api.document, table, model.name, self._reference) for table, model in api.models.items()
        }
        self._references: dict[str, Record] = {}
        self._left_out: set[str] = set()

    def batch(self, pairs: Iterable[Pair]) -> list[Pair]:
        """The records of 1.1 among these."""
        found: list[Pair] = []
        for table, record in pairs:
            if table in self._tables:
                made = self._tables[table].convert(record)
                if made is None:
                    self._left_out.add(record["sourcedId"])
                else:
                    found.append((table, made))
        return found

    def _reference(self, found: Record) -> Record | None:
        if found["sourcedId"] in self._left_out:
            return None
        href = found["href"]
        known = self._references.get(href)
        if known is None:
            collection, identity = href.rsplit("/", 2)[1:]
            known = self._references[href] = {**found, "href": f"sandbox:/v1p1/{collection}/{identity}"}
        return known


class _Table:
    """How the records of one table are converted, made ready because it is done for every record."""

    def __init__(self, document: Document, table: str, schema_name: str, reference: Convert) -> None:
        schema: Json = document.root["components"]["schemas"][schema_name]
        self._first = _FIRST.get(table, _as_it_is)
        self._required = frozenset(schema["required"])
        words = {name: meant for (of, name), meant in _WORDS.items() if of == table}
        self._properties = [
            (name, _convert(document, document.resolve(node), words.get(name, {}), reference))
            for name, node in schema["properties"].items()
        ]

    def convert(self, record: Any) -> Record | None:
        """The record of 1.1, if there is one."""
        whole = self._first(record)
        made: Record = {}
        for name, convert in self._properties:
            value = whole.get(name)
            if convert and value is not None:
                value = convert(value)
            if value is not None:
                made[name] = value
        return made if self._required <= made.keys() else None


def _convert(document: Document, schema: Json, words: dict[str, str], reference: Convert) -> Convert | None:
    if is_reference(schema):
        return reference
    if schema.get("type") == "boolean":
        return lambda value: value == "true"
    if "enum" in schema:
        meant = {word: word for word in schema["enum"]} | words
        return meant.get
    if schema.get("type") == "array":
        inner = _convert(document, document.resolve(schema["items"]), words, reference)
        if inner:
            return lambda values: [made for value in values if (made := inner(value)) is not None] or None
    return None
