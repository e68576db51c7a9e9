"""A provider that deviates from the standard in whatever way a test wants, served over real sockets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from ..client.conftest import Asked, Told

Row: TypeAlias = dict[str, Any]

GIVEN: Final = ("Ada", "Bo", "Cleo", "Dag", "Elif")
FAMILY: Final = ("Zacharias", "Moor", "Ashby", "Moor", "Quill", "Ashby", "O'Dell")
"""Fewer than there are people, so that many are equal."""
SECRETS: Final = ("s3cret", "t0ken", *FAMILY, "@school.example")
"""What must not be in any message."""


def reference(kind: str, sourced_id: str) -> Row:
    return {"href": f"https://sis.example/{kind}s/{sourced_id}", "sourcedId": sourced_id, "type": kind}


def base(sourced_id: str) -> Row:
    return {"sourcedId": sourced_id, "status": "active", "dateLastModified": "2026-01-02T03:04:05.000Z"}


def person(number: int, **more: Any) -> Row:
    """A made-up user, as the standard has it."""
    return {
        **base(f"u{number:03d}"),
        "username": f"user{number}",
        "enabledUser": "true",
        "givenName": GIVEN[number % len(GIVEN)],
        "familyName": FAMILY[number % len(FAMILY)],
        "roles": [{"roleType": "primary", "role": "student", "org": reference("org", "s1")}],
        "grades": ["09"],
        **more,
    }


def people(count: int) -> list[Row]:
    return [person(number) for number in range(count)]


def names(count: int) -> list[str]:
    """The ids of so many people."""
    return [f"u{number:03d}" for number in range(count)]


@dataclass(frozen=True)
class Window:
    """What one request comes to."""

    asked: Asked
    number: int
    """The requests before it."""
    start: int
    limit: int
    page: list[Row]
    rows: list[Row]
    """All that match."""

    @property
    def after(self) -> int:
        """The position after the page."""
        return self.start + len(self.page)

    @property
    def more(self) -> bool:
        return self.after < len(self.rows)


_CLAUSE: Final = r"([\w.]+)(!=|>=|<=|=|>|<|~)"
_GRAMMARS: Final[Mapping[str, re.Pattern[str]]] = {
    "doubled": re.compile(rf"{_CLAUSE}'((?:[^']|'')*)'(?: (AND|OR) |$)"),
    "bare": re.compile(rf"{_CLAUSE}'(.*?)'(?: (AND|OR) |$)"),
    "double-quotes": re.compile(rf'{_CLAUSE}"([^"]*)"(?: (AND|OR) |$)'),
}
_COMPARED: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "=": lambda here, there: here == there,
    "!=": lambda here, there: here != there,
    ">=": lambda here, there: here >= there,
    "<=": lambda here, there: here <= there,
    ">": lambda here, there: here > there,
    "<": lambda here, there: here < there,
    "~": lambda here, there: there in here,
}


@dataclass(frozen=True)
class Grammar:
    """How a provider reads filters."""

    quoting: str = "doubled"
    most_clauses: int = 2
    loses: bool = False
    """Whether it leaves out what is more than that, instead of refusing it."""
    knows: Sequence[str] = ("sourcedId", "status", "familyName", "givenName", "dateLastModified", "username")
    stranger: Told | None = field(default_factory=lambda: Told(b"", 400))
    """What it answers to a field that it does not know; None if it leaves that out."""

    def applied(self, text: str, rows: list[Row]) -> list[Row] | Told:
        """The rows that match, or the refusal."""
        pattern, clauses, place = _GRAMMARS[self.quoting], [], 0
        while place < len(text):
            found = pattern.match(text, place)
            if found is None:
                return Told(b"", 400)
            clauses.append(found.groups())
            place = found.end()
        if len(clauses) > self.most_clauses:
            if not self.loses:
                return Told(b"", 400)
            clauses = clauses[: self.most_clauses]
        if any(clause[0] not in self.knows for clause in clauses) and self.stranger is not None:
            return self.stranger
        clauses = [clause for clause in clauses if clause[0] in self.knows]
        join = any if any(clause[3] == "OR" for clause in clauses[:-1]) else all
        return [row for row in rows if not clauses or join(self._holds(row, *clause[:3]) for clause in clauses)]

    def _holds(self, row: Row, name: str, predicate: str, value: str) -> bool:
        wanted = value.replace("''", "'") if self.quoting == "doubled" else value
        return _COMPARED[predicate](str(row.get(name) or ""), wanted)


Sorter: TypeAlias = Callable[[list[Row], Asked, int], list[Row]]


def sorted_as_asked(rows: list[Row], asked: Asked, number: int) -> list[Row]:
    """As the standard has it, with the id to break ties."""
    if "sort" not in asked.query:
        return rows
    name, down = asked.query["sort"][0], asked.query.get("orderBy") == ["desc"]
    return sorted(sorted(rows, key=lambda row: str(row["sourcedId"])), key=lambda row: str(row[name]), reverse=down)


def sorted_without_ties(rows: list[Row], asked: Asked, number: int) -> list[Row]:
    """In the order asked for; what is equal there comes in another order each time, as from a database."""
    turned = [row for _, row in sorted(enumerate(rows), key=lambda pair: pair[0] * 7 * (number + 1) % 11)]
    name = asked.query.get("sort", [""])[0]
    return sorted(turned, key=lambda row: str(row.get(name, "")), reverse=asked.query.get("orderBy") == ["desc"])


def unsorted(rows: list[Row], asked: Asked, number: int) -> list[Row]:
    return rows


@dataclass
class Quirky:
    """The script of such a provider. What is not set is as the standard has it.

    Attributes:
        rows: Its records, in the order in which it keeps them.
        key: What it calls them.
        caps: How many it gives at most, one request after the other; the last for all that follow.
        start: The first row of a page, by the offset and the limit that were asked for, and what it gives at most.
        refuses: Is asked first; what it gives is the answer.
        body: What is sent of a page.
        headers: What is sent beside it.
        sorts: How it sorts.
        grammar: How it reads filters; None if it ignores them.
        selects: Whether it cuts records down to the fields that are asked for.
        changes: What happens to the rows just before the request of this number is answered.
    """

    rows: list[Row]
    key: str = "users"
    caps: Sequence[int] = (1000,)
    start: Callable[[int, int, int], int] = lambda offset, limit, cap: offset
    refuses: Callable[[Asked], Told | None] = lambda asked: None
    body: Callable[[Window], Any] | None = None
    headers: Callable[[Window], Mapping[str, str]] = lambda window: {}
    sorts: Sorter = sorted_as_asked
    grammar: Grammar | None = Grammar()
    selects: bool = True
    changes: Mapping[int, Callable[[list[Row]], None]] = field(default_factory=dict)
    number: int = 0

    def __call__(self, asked: Asked) -> Told:
        number, self.number = self.number, self.number + 1
        if number in self.changes:
            self.changes[number](self.rows)
        refusal = self.refuses(asked)
        if refusal is not None:
            return refusal
        rows = self._matching(asked)
        if isinstance(rows, Told):
            return rows
        window = self._window(asked, number, self.sorts(rows, asked, number))
        body = {self.key: window.page} if self.body is None else self.body(window)
        return body if isinstance(body, Told) else Told(body, headers=dict(self.headers(window)))

    def _matching(self, asked: Asked) -> list[Row] | Told:
        if "filter" not in asked.query or self.grammar is None:
            return list(self.rows)
        return self.grammar.applied(asked.query["filter"][0], self.rows)

    def _window(self, asked: Asked, number: int, rows: list[Row]) -> Window:
        limit, cap = int(asked.query.get("limit", ["100"])[0]), self.caps[min(number, len(self.caps) - 1)]
        if "cursor" in asked.query:
            start = int(asked.query["cursor"][0])
        else:
            start = self.start(int(asked.query.get("offset", ["0"])[0]), limit, cap)
        page = rows[start : start + min(limit, cap)]
        return Window(asked, number, start, limit, [self._cut(row, asked) for row in page], rows)

    def _cut(self, row: Row, asked: Asked) -> Row:
        fields = asked.query.get("fields", [""])[0].split(",")
        return {name: value for name, value in row.items() if name in fields} if self.selects and fields[0] else row
