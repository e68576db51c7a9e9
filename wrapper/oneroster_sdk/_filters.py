"""Filters: ``F.family_name == "Silva"`` and what the standard's grammar makes of it.

OneRoster carries two clauses at most, joined by one AND or one OR, without parentheses (1.2 REST binding, "Filtering").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, Final, NoReturn, TypeAlias

from attrs import frozen

from oneroster_openapi.kinds import MOMENT
from oneroster_openapi.record import Record

from ._dialect import Condition
from ._errors import QueryError
from ._fields import wire_path

Value: TypeAlias = str | bool | int | float | dt.date | dt.datetime | Enum
Naming: TypeAlias = Callable[[Condition], Condition]
"""The field and the value of a comparison in the words of the provider, from those of the caller."""
Translate: TypeAlias = Callable[[type[Record], Condition], Condition]
MOST_CLAUSES: Final = 2


class Expression:
    """A filter, or a part of one. Join with ``&`` and ``|``."""

    __slots__ = ()

    def __and__(self, other: Expression) -> Joined:
        return Joined("AND", self, _expression(other))

    def __or__(self, other: Expression) -> Joined:
        return Joined("OR", self, _expression(other))

    def __bool__(self) -> NoReturn:
        raise QueryError("a filter has no truth value: join filters with & and |, not with 'and' and 'or'")

    def clauses(self) -> int:
        """How many comparisons it holds."""
        raise QueryError(f"{type(self).__name__} is not a filter")

    def text(self, name: Naming) -> str:
        """The expression in the standard's grammar, not yet percent-encoded."""
        raise QueryError(f"{type(self).__name__} is not a filter")


@frozen(eq=False, repr=False)
class Clause(Expression):
    """One comparison. `repr` does not show the value, which may be a name."""

    field: str
    predicate: str
    value: str

    def clauses(self) -> int:
        return 1

    def text(self, name: Naming) -> str:
        field, value = name((self.field, self.value))
        quoted = value.replace("'", "''")
        return f"{field}{self.predicate}'{quoted}'"

    def __repr__(self) -> str:
        return f"{self.field}{self.predicate}'…'"


@frozen(eq=False)
class Joined(Expression):
    """Two filters, of which both (AND) or either (OR) must hold."""

    operator: str
    left: Expression
    right: Expression

    def clauses(self) -> int:
        return self.left.clauses() + self.right.clauses()

    def text(self, name: Naming) -> str:
        return f"{self.left.text(name)} {self.operator} {self.right.text(name)}"


@frozen(eq=False, repr=False)
class Raw(Expression):
    """A filter in the standard's own words, sent as it is."""

    words: str

    def clauses(self) -> int:
        return 1

    def text(self, name: Naming) -> str:
        return self.words

    def __repr__(self) -> str:
        return "raw('…')"


def raw(words: str) -> Raw:
    """A filter in the standard's own words, such as ``"familyName='Silva'"``; it is percent-encoded, nothing else."""
    return Raw(words)


class Field:
    """A field to compare: ``F.family_name``, ``F.roles.org.sourced_id``, ``F["metadata.homeLanguage"]``."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Field:
        if name.startswith("__"):
            raise AttributeError(name)
        return Field(f"{self._name}.{name}")

    def __getitem__(self, name: str) -> Field:
        return Field(f"{self._name}.{name}")

    def __eq__(self, value: Value) -> Clause:  # type: ignore[override]  # a comparison here makes a filter
        return self._clause("=", value)

    def __ne__(self, value: Value) -> Clause:  # type: ignore[override]
        return self._clause("!=", value)

    def __lt__(self, value: Value) -> Clause:
        return self._clause("<", value)

    def __le__(self, value: Value) -> Clause:
        return self._clause("<=", value)

    def __gt__(self, value: Value) -> Clause:
        return self._clause(">", value)

    def __ge__(self, value: Value) -> Clause:
        return self._clause(">=", value)

    __hash__ = None  # type: ignore[assignment]

    def contains(self, value: Value) -> Clause:
        """The text holds `value`, or the list has it as a member (the predicate ``~``)."""
        return self._clause("~", value)

    def in_(self, values: Iterable[Value]) -> Expression:
        """The value is one of these."""
        clauses: list[Expression] = [self == value for value in values]
        if not clauses:
            raise QueryError(f"{self._name}.in_() needs at least one value")
        joined = clauses[0]
        for clause in clauses[1:]:
            joined |= clause
        return joined

    def _clause(self, predicate: str, value: Value) -> Clause:
        return Clause(self._name, predicate, literal(value, self._name))

    def __repr__(self) -> str:
        return f"F.{self._name}"


class Fields:
    """``F``: every attribute is a field to compare."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Field:
        if name.startswith("__"):
            raise AttributeError(name)
        return Field(name)

    def __getitem__(self, name: str) -> Field:
        return Field(name)


F: Final = Fields()


def literal(value: Any, field: str) -> str:
    """A value as the standard writes it between quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, dt.datetime):
        return str(MOMENT.write(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    raise QueryError(f"cannot filter {field!r} by a value of type {type(value).__name__}")


def _expression(other: Any) -> Expression:
    if isinstance(other, Expression):
        return other
    raise QueryError(f"cannot join a filter with {type(other).__name__}")


def compile_filter(
    expression: Expression, model: type[Record], *, strict: bool, translate: Translate = lambda model, asked: asked
) -> str:
    """The filter parameter, in the words of the provider.

    Raises:
        QueryError: a field is unknown, or there are more clauses than the standard's grammar carries.
    """
    if expression.clauses() > MOST_CLAUSES:
        raise QueryError(
            f"the filter has {expression.clauses()} clauses; OneRoster carries two at most. Filter the rest in Python, "
            "or send the provider's own grammar with raw()."
        )
    return expression.text(lambda asked: translate(model, (wire_path(model, asked[0], strict=strict), asked[1])))
