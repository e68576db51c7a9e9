"""Filters as callers write them: their shapes, their values, and what of them may be shown."""

from __future__ import annotations

import datetime as dt
import json
import math
import operator
import pickle
from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_sdk import F, QueryError, raw
from oneroster_sdk._filters import Clause, Expression, Field, Joined, Negated, clauses_of, describe, fields_read, joined
from oneroster_sdk._matching import compiled
from oneroster_sdk._splitting import split
from oneroster_sdk.v1p2 import Org, RoleRole, User

A, B, C, D = (F.email == value for value in "abcd")
EAST = dt.timezone(dt.timedelta(hours=1))


class Odd(Enum):
    """An enumeration whose values are no strings."""

    SEVEN = 7
    YES = True
    NOTHING = None


@pytest.mark.parametrize(
    ("compare", "predicate"),
    [
        (operator.eq, "="),
        (operator.ne, "!="),
        (operator.lt, "<"),
        (operator.le, "<="),
        (operator.gt, ">"),
        (operator.ge, ">="),
        (Field.contains, "~"),
    ],
)
def test_comparisons(compare: Callable[[Field, str], Clause], predicate: str) -> None:
    clause = compare(F.email, "x")
    assert (clause.field, clause.predicate, clause.value) == ("email", predicate, "x")


def test_one_of_several_values() -> None:
    assert describe(F.grades.in_(["1"]), User) == "grades = '1'"
    assert describe(F.grades.in_(["1", 2, "1", 2.0]), User) == "grades = '1' OR grades = '2'"
    assert describe(F.grades.in_(str(each) for each in (8, 9)), User) == "grades = '8' OR grades = '9'"
    assert isinstance(F.grades.in_(["1"]), Clause)
    both = F.grades.in_(["1", "2"])
    assert isinstance(both, Joined)
    assert both.operator == "OR"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("O'Neill", "O'Neill"),
        ("", ""),
        (" Ž \U0001f600", " Ž \U0001f600"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (-12345678901234567890, "-12345678901234567890"),
        (85.0, "85"),
        (100.0, "100"),
        (0.1, "0.1"),
        (1e22, "10000000000000000000000"),
        (1e-7, "0.0000001"),
        (-2.50, "-2.5"),
        (RoleRole.TEACHER, "teacher"),
        (Odd.SEVEN, "7"),
        (Odd.YES, "true"),
        (dt.date(2026, 1, 2), "2026-01-02"),
        (dt.datetime(2026, 1, 2, 3, tzinfo=EAST), "2026-01-02T02:00:00.000Z"),
        (dt.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=dt.UTC), "2026-01-02T03:04:05.000006Z"),
    ],
)
def test_values_as_the_standard_writes_them(value: Any, text: str) -> None:
    assert (F.x == value).value == text


class Timeless(dt.tzinfo):
    """A zone that does not know its offset, so that its times are as good as naive."""

    def utcoffset(self, moment: dt.datetime | None) -> None:
        return None

    dst = utcoffset

    def tzname(self, moment: dt.datetime | None) -> str:
        return "nowhere"


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (
            lambda: F.x == dt.datetime(2026, 1, 2),
            "whether it means UTC or local time would be a guess. Give it one, such as tzinfo=UTC[.]$",
        ),
        (
            lambda: F.x == dt.datetime(2026, 1, 2, tzinfo=Timeless()),
            "^cannot filter 'x' by a datetime without a time zone: ",
        ),
        (lambda: F.x.contains(math.nan), "cannot filter 'x' by a number that is not finite"),
        (lambda: F.x == -math.inf, "cannot filter 'x' by a number that is not finite"),
        (lambda: F.x == None, "^cannot filter 'x' by a value of type NoneType$"),  # noqa: E711 - a filter
        (lambda: F.x == Odd.NOTHING, "cannot filter 'x' by a value of type NoneType"),
        (lambda: F.x == b"Zacharias", "cannot filter 'x' by a value of type bytes"),
        (lambda: F.x == ["Zacharias"], "cannot filter 'x' by a value of type list"),
        (lambda: F.x == "Zacharias\ud800", "cannot filter 'x' by a text with half a character"),
        (lambda: F.x == "Zacharias\udfff", "half a character"),
        (lambda: F.x.in_([]), r"x\.in_\(\) needs at least one value"),
        (lambda: F.x.in_("Zacharias"), r"x\.in_\(\) takes a list of values, not one of them"),
        (lambda: F.x.in_(b"Zacharias"), "takes a list of values"),
        (lambda: F.x.in_(json.loads('["Zacharias", null]')), "cannot filter 'x' by a value of type NoneType"),
        (lambda: raw(""), r"^raw\(\) takes a filter in the provider's words, such as raw\(\"familyName='Silva'\"\)$"),
        (lambda: raw(" \n"), r"raw\(\) takes a filter"),
        (lambda: raw(json.loads("7")), r"raw\(\) takes a filter"),
        (lambda: A & json.loads('"Zacharias"'), "cannot join a filter with str"),
        (lambda: A | json.loads("null"), "cannot join a filter with NoneType"),
        (lambda: bool(A), "^a filter has no truth value: join filters with & and |, not with 'and' and 'or'$"),
    ],
)
def test_what_is_no_filter(refused: Any, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        refused()
    assert "Zacharias" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (A & B & C, "email = 'a' AND email = 'b' AND email = 'c'"),
        (A & (B & C), "email = 'a' AND email = 'b' AND email = 'c'"),
        ((A | B) | (C | D), "email = 'a' OR email = 'b' OR email = 'c' OR email = 'd'"),
        ((A | B) & (C | D), "(email = 'a' OR email = 'b') AND (email = 'c' OR email = 'd')"),
        ((A & B) | C, "(email = 'a' AND email = 'b') OR email = 'c'"),
        (~A, "NOT (email = 'a')"),
        (~(A & B) & C, "NOT (email = 'a' AND email = 'b') AND email = 'c'"),
        (~~A, "email = 'a'"),
        (~~(A | B), "email = 'a' OR email = 'b'"),
        (F.grades.in_(["1", "2"]) | A, "grades = '1' OR grades = '2' OR email = 'a'"),
        (F.grades.in_(["1", "2"]) & A, "(grades = '1' OR grades = '2') AND email = 'a'"),
        (F.family_name.contains("O'N"), "familyName ~ 'O''N'"),
        (F.roles.org.sourced_id >= 7, "roles.org.sourcedId >= '7'"),
        (F["metadata"]["x y"] != "z", "metadata.x y != 'z'"),
        (F.metadata.home_language < "z", "metadata.home_language < 'z'"),
        (raw("x='1' OR y='2'") & ~A, "x='1' OR y='2' AND NOT (email = 'a')"),
    ],
)
def test_shapes(expression: Expression, text: str) -> None:
    assert describe(expression, User) == text


def test_names_are_checked_by_the_model_that_is_meant() -> None:
    with pytest.raises(QueryError, match="Org has no field 'email'"):
        describe(A, Org)
    with pytest.raises(QueryError, match="Org has no field 'email'"):
        describe((A | B) & (F.name == "x"), Org)
    assert describe(~A | B, Org, strict=False) == "NOT (email = 'a') OR email = 'b'"
    with pytest.raises(QueryError, match="Org has no field 'email'"):
        describe(~A, Org)


def test_filters_are_joined_without_layers() -> None:
    for operator_, all_four in (("AND", (A & B) & (C & D)), ("OR", (A | B) | (C | D))):
        assert isinstance(all_four, Joined)
        assert (all_four.operator, all_four.parts) == (operator_, (A, B, C, D))
    assert joined("AND", []) is None
    assert joined("AND", [A]) is A
    both = joined("AND", [A, B & C, C | D])
    assert isinstance(both, Joined)
    assert (both.operator, len(both.parts)) == ("AND", 4)
    assert both.parts[:2] == (A, (B & C).parts[0])
    assert joined("OR", [A & B]) is not None
    assert list(clauses_of(A & ~(B | C) & raw("x='1'"))) == [A, B, C]


@pytest.mark.parametrize(
    ("expression", "fields"),
    [
        (A, ("email",)),
        ((F.given_name == "x") & ~(F.family_name.contains("y") | A), ("givenName", "familyName", "email")),
        (F.roles.org.sourced_id.in_(["s1", "s2", "s3"]) | (F.roles.role == "x"), ("roles",)),
        (F.metadata.a.b == "x", ("metadata",)),
        (raw("familyName='x'"), ()),
        (~raw("familyName='x'"), ()),
    ],
)
def test_fields_that_must_be_there_to_apply_a_filter(expression: Expression, fields: tuple[str, ...]) -> None:
    assert fields_read(expression, User) == fields


def test_unknown_fields_are_read_only_where_allowed() -> None:
    assert fields_read(F.vendor.thing == "x", User, strict=False) == ("vendor",)
    with pytest.raises(QueryError, match="User has no field 'vendor'"):
        fields_read(F.vendor.thing == "x", User)


@pytest.mark.parametrize(
    "expression",
    [
        F.family_name == "Zacharias",
        ~F.family_name.contains("Zacharias"),
        F.family_name.in_(["Zacharias", "Zachäus", "Zacharias "]) & raw("x='Zacharias'"),
    ],
)
def test_values_do_not_show(expression: Expression) -> None:
    assert "Zach" not in repr(expression)
    assert "Zach" not in str(expression)


def test_filters_show_their_shape() -> None:
    assert repr(F.family_name) == "F.family_name"
    assert repr(F["metadata"].x) == "F.metadata.x"
    assert repr(F.family_name >= "x") == "family_name>='…'"
    assert repr(raw("x='1'")) == "raw('…')"
    assert repr(~A) == "Negated(part=email='…')"
    assert repr(A | B) == "Joined(operator='OR', parts=(email='…', email='…'))"


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_a_value(text: str) -> None:
    assert (F.x == text).value == text


def test_filters_survive_a_journey_to_another_process() -> None:
    whole = ~(A & F.grades.in_(["1", "2"])) | raw("x='1'")
    assert describe(pickle.loads(pickle.dumps(whole)), User) == describe(whole, User)


@pytest.mark.parametrize("thing", [F, F.email])
def test_fields_are_no_protocol_of_python(thing: Any) -> None:
    assert not hasattr(thing, "__length_hint__")
    with pytest.raises(AttributeError, match="__array__"):
        _ = thing.__array__


def test_turning_round_twice_gives_the_same_filter() -> None:
    turned = ~A
    assert isinstance(turned, Negated)
    assert ~turned is A


class Foreign(Expression):
    """A kind of filter that nothing here knows."""


@pytest.mark.parametrize("strange", [Foreign(), ~Foreign(), A & Foreign(), A | ~Foreign()])
def test_only_our_own_kinds_of_filters_are_understood(strange: Expression) -> None:
    understand: list[Callable[[], object]] = [
        lambda: describe(strange, User),
        lambda: compiled(strange, User, wide=True),
        lambda: compiled(strange, User, wide=False),
        lambda: split(strange, User, strict=True, translate=lambda model, asked: asked),
    ]
    for each in understand:
        with pytest.raises(QueryError, match=r"^Foreign is not a filter$"):
            each()
