"""Filters as callers write them: ``(F.family_name == "Silva") & ~F.grades.contains("09")``.

A filter may have any shape. What of it goes to the provider is decided in `_splitting`, and what the rest means for a
record in `_matching`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Literal, NoReturn, TypeAlias, TypeVar

from attrs import frozen

from oneroster_openapi.kinds import MOMENT
from oneroster_openapi.record import Record

from ._errors import QueryError
from ._fields import wire_path
from ._privacy import border

Value: TypeAlias = str | bool | int | float | dt.date | dt.datetime | Enum
Operator: TypeAlias = Literal["AND", "OR"]

_T = TypeVar("_T")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Expression:
    """A filter, or a part of one. Join with ``&`` and ``|``, turn round with ``~``."""

    __slots__ = ()

    def __and__(self, other: Expression) -> Joined:
        return Joined("AND", (*parts_of(self, "AND"), *parts_of(_expression(other), "AND")))

    def __or__(self, other: Expression) -> Joined:
        return Joined("OR", (*parts_of(self, "OR"), *parts_of(_expression(other), "OR")))

    def __invert__(self) -> Expression:
        return Negated(self)

    def __bool__(self) -> NoReturn:
        raise QueryError("a filter has no truth value: join filters with & and |, not with 'and' and 'or'")


@frozen(eq=False, repr=False)
class Clause(Expression):
    """One comparison. `repr` does not show the value, which may be a name."""

    field: str
    predicate: str
    value: str
    or_missing: bool = False
    """Whether it holds for records that do not have the field."""

    def __repr__(self) -> str:
        return f"{self.field}{self.predicate}'…'"


@frozen(eq=False)
class Joined(Expression):
    """Two filters or more, of which all (AND) or any (OR) must hold; none of them is joined in the same way."""

    operator: Operator
    parts: tuple[Expression, ...]


@frozen(eq=False)
class Negated(Expression):
    """A filter that must not hold."""

    part: Expression

    def __invert__(self) -> Expression:
        return self.part


@frozen(eq=False, repr=False)
class Raw(Expression):
    """A filter in the provider's own words, sent as it is."""

    words: str

    def __repr__(self) -> str:
        return "raw('…')"


def raw(words: str) -> Raw:
    """A filter in the provider's own words, such as ``"familyName='Silva'"``; it is percent-encoded, nothing else.

    It can only be applied by the provider, not here.
    """
    given: Any = words
    if isinstance(given, str) and given.strip():
        return Raw(given)
    raise QueryError("raw() takes a filter in the provider's words, such as raw(\"familyName='Silva'\")")


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

    @border
    def __eq__(self, value: Value) -> Clause:  # type: ignore[override]  # a comparison here makes a filter
        return self._clause("=", value)

    @border
    def __ne__(self, value: Value) -> Clause:  # type: ignore[override]
        return self._clause("!=", value)

    @border
    def __lt__(self, value: Value) -> Clause:
        return self._clause("<", value)

    @border
    def __le__(self, value: Value) -> Clause:
        return self._clause("<=", value)

    @border
    def __gt__(self, value: Value) -> Clause:
        return self._clause(">", value)

    @border
    def __ge__(self, value: Value) -> Clause:
        return self._clause(">=", value)

    __hash__ = None  # type: ignore[assignment]

    @border
    def contains(self, value: Value) -> Clause:
        """The text holds `value`, or the list has it as a member (the predicate ``~``)."""
        return self._clause("~", value)

    @border
    def in_(self, values: Iterable[Value]) -> Expression:
        """The value is one of these. More than the provider's grammar carries are sorted out here."""
        if isinstance(values, str | bytes):
            raise QueryError(f"{self._name}.in_() takes a list of values, not one of them")
        clauses = [
            Clause(self._name, "=", text) for text in dict.fromkeys(literal(each, self._name) for each in values)
        ]
        if not clauses:
            raise QueryError(f"{self._name}.in_() needs at least one value")
        return clauses[0] if len(clauses) == 1 else Joined("OR", tuple(clauses))

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
    """A value as the standard writes it between quotes.

    Raises:
        QueryError: it has no form there, or only by a guess.
    """
    if isinstance(value, Enum):
        return literal(value.value, field)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        if value.utcoffset() is None:
            raise QueryError(
                f"cannot filter {field!r} by a datetime without a time zone: whether it means UTC or local time would "
                "be a guess. Give it one, such as tzinfo=UTC."
            )
        return str(MOMENT.write(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _decimal(value, field)
    if isinstance(value, str):
        if _LONE_SURROGATE.search(value):
            raise QueryError(f"cannot filter {field!r} by a text with half a character (a lone surrogate)")
        return value
    raise QueryError(f"cannot filter {field!r} by a value of type {type(value).__name__}")


def _decimal(value: float, field: str) -> str:
    if not math.isfinite(value):
        raise QueryError(f"cannot filter {field!r} by a number that is not finite")
    return f"{Decimal(repr(float(value))).normalize():f}"


def no_filter(expression: object) -> QueryError:
    """The error for an expression of a kind that is none of ours."""
    return QueryError(f"{type(expression).__name__} is not a filter")


def _expression(other: Any) -> Expression:
    if isinstance(other, Expression):
        return other
    raise QueryError(f"cannot join a filter with {type(other).__name__}")


def parts_of(expression: Expression, operator: Operator) -> tuple[Expression, ...]:
    """The filters that `operator` joins to this one; the expression itself if it joins none."""
    if isinstance(expression, Joined) and expression.operator == operator:
        return expression.parts
    return (expression,)


def joined(operator: Operator, parts: Iterable[Expression]) -> Expression | None:
    """One filter of these, or None if there are none."""
    flat = tuple(inner for part in parts for inner in parts_of(part, operator))
    if len(flat) < 2:
        return next(iter(flat), None)
    return Joined(operator, flat)


def clauses_of(expression: Expression) -> Iterator[Clause]:
    """All comparisons in it, in the order written."""
    if isinstance(expression, Clause):
        yield expression
    elif isinstance(expression, Joined):
        for part in expression.parts:
            yield from clauses_of(part)
    elif isinstance(expression, Negated):
        yield from clauses_of(expression.part)


def fields_read(expression: Expression, model: type[Record], *, strict: bool = True) -> tuple[str, ...]:
    """The whole fields that must be there to apply the expression here, in the words of the standard."""
    paths = (wire_path(model, clause.field, strict=strict) for clause in clauses_of(expression))
    return tuple(dict.fromkeys(path.partition(".")[0] for path in paths))


def describe(expression: Expression, model: type[Record], *, strict: bool = True) -> str:
    """The expression for people to read. It shows the values: only for those who wrote them."""

    def inner(part: Expression) -> str:
        text = describe(part, model, strict=strict)
        return f"({text})" if isinstance(part, Joined) else text

    if isinstance(expression, Joined):
        return f" {expression.operator} ".join(map(inner, expression.parts))
    if isinstance(expression, Negated):
        return f"NOT ({describe(expression.part, model, strict=strict)})"
    if isinstance(expression, Raw):
        return expression.words
    if not isinstance(expression, Clause):
        raise no_filter(expression)
    value = expression.value.replace("'", "''")
    return f"{wire_path(model, expression.field, strict=strict)} {expression.predicate} '{value}'"
