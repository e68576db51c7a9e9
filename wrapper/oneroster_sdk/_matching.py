"""What a filter means for a record, under one of two readings.

The exact reading applies here what the provider was not asked for. The widest reading tells whether a provider that
was asked has listened: it accepts a record if any reasonable provider could have, so that what it rejects shows a
filter that was ignored. A record that the exact reading accepts, the widest accepts too.

A field that the record does not have, or that is empty, equals nothing: ``!=`` holds and all else does not. Of a list,
``=`` wants all of the values that commas separate, ``~`` any of them, and the others any of its members.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from oneroster_openapi.record import Record

from ._comparing import Forms, exactly, roughly, surely_equal, wanted
from ._filters import Clause, Expression, Joined, Negated, Raw, no_filter
from ._json import as_list
from ._places import Place, flat, place_of

Test: TypeAlias = Callable[[Any], bool]

_EQUALITY: Final = ("=", "!=")


def compiled(expression: Expression, model: type[Record], *, wide: bool, strict: bool = True) -> Test:
    """The test of whether a record passes; make it once for many records.

    Args:
        expression: What must hold. What stands in `raw` cannot be judged here, and passes.
        model: The records that will be given.
        wide: Whether to take the widest reading, or the exact one.
        strict: Whether to refuse fields that the model lacks, or to look for them in `additional_properties`.

    Raises:
        QueryError: a field is unknown, or an object stands there.
    """
    if isinstance(expression, Clause):
        exact = _Exact.of(expression, model, strict=strict)
        return _Wide(exact) if wide else exact
    if isinstance(expression, Joined):
        tests = [compiled(part, model, wide=wide, strict=strict) for part in expression.parts]
        return _all_of(tests) if expression.operator == "AND" else _any_of(tests)
    if has_raw(expression):
        return lambda record: True
    if not isinstance(expression, Negated):
        raise no_filter(expression)
    # No provider is asked for a negation, so there is no reading of it but ours.
    inner = compiled(expression.part, model, wide=False, strict=strict)
    return lambda record: not inner(record)


def has_raw(expression: Expression) -> bool:
    """Whether a part of it can only be judged by the provider."""
    if isinstance(expression, Joined):
        return any(has_raw(part) for part in expression.parts)
    return isinstance(expression, Raw) or (isinstance(expression, Negated) and has_raw(expression.part))


def _all_of(tests: Sequence[Test]) -> Test:
    return lambda record: all(test(record) for test in tests)


def _any_of(tests: Sequence[Test]) -> Test:
    return lambda record: any(test(record) for test in tests)


@frozen
class _Exact:
    """One comparison under the exact reading."""

    place: Place
    predicate: str
    value: Forms = field(repr=False)
    parts: Sequence[Forms] = field(repr=False)
    """The values that commas separate, for lists."""
    or_missing: bool = False

    @classmethod
    def of(cls, clause: Clause, model: type[Record], *, strict: bool) -> _Exact:
        place = place_of(model, clause.field, strict=strict)
        kind = place.kind if clause.predicate in _EQUALITY else None
        parts = [wanted(part.strip(), kind) for part in clause.value.split(",") if part.strip()]
        return cls(place, clause.predicate, wanted(clause.value, kind), parts, clause.or_missing)

    def __call__(self, record: Any) -> bool:
        return self.holds(self.place.ends(record))

    def holds(self, ends: list[Any]) -> bool:
        if self.or_missing and not flat(ends):
            return True
        if self.predicate == "=":
            return self._equal(ends)
        if self.predicate == "!=":
            return not self._equal(ends)
        if self.predicate == "~":
            return any(self._contains(end) for end in ends)
        return any(exactly(leaf, self.predicate, self.value) for leaf in flat(ends))

    def several(self, ends: list[Any]) -> bool:
        """Whether a list is compared, so that commas separate values."""
        return self.place.listed or len(ends) > 1 or any(as_list(end) is not None for end in ends)

    def _equal(self, ends: list[Any]) -> bool:
        leaves = flat(ends)
        if any(exactly(leaf, "=", self.value) for leaf in leaves):
            return True
        if not self.parts or not self.several(ends):
            return False
        return all(any(exactly(leaf, "=", part) for leaf in leaves) for part in self.parts)

    def _contains(self, end: Any) -> bool:
        members = as_list(end)
        if members is None and exactly(end, "~", self.value):
            return True
        if members is None and not self.place.listed:
            return False
        return any(exactly(leaf, "=", value) for leaf in flat([end]) for value in (self.value, *self.parts))


@frozen
class _Wide:
    """The same comparison under the widest reading."""

    exact: _Exact

    def __call__(self, record: Any) -> bool:
        ends = self.exact.place.ends(record)
        return not ends or self.exact.holds(ends) or self._could_hold(ends)

    def _could_hold(self, ends: list[Any]) -> bool:
        exact, leaves = self.exact, flat(ends)
        if exact.predicate == "!=":
            return not all(surely_equal(leaf, exact.value) for leaf in leaves)
        if any(roughly(leaf, exact.predicate, exact.value) for leaf in leaves):
            return True
        if exact.predicate not in ("=", "~") or not (exact.several(ends) or exact.place.keys):
            return False
        apart = [part for leaf in leaves for part in _apart(leaf)]
        return any(roughly(leaf, "=", part) for leaf in apart for part in (exact.value, *exact.parts))


def _apart(leaf: Any) -> list[Any]:
    """The values that commas separate in a text that stands for a list."""
    return leaf.split(",") if isinstance(leaf, str) else [leaf]
