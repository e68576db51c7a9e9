"""What of a filter goes to the provider, in which words, and what is left to be applied here."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_openapi.record import Record
from oneroster_sdk import F, QueryError, raw
from oneroster_sdk._dialect import Condition
from oneroster_sdk._filters import Expression, describe
from oneroster_sdk._splitting import Quoting, split
from oneroster_sdk._upgrade import upgraded
from oneroster_sdk.v1p2 import Org, Result, RoleRole, User

A, B, C, D = (F.email == value for value in "abcd")
R = raw("x='1'")
R2 = raw("x='1' OR y='2'")
WHOLE_OR = (A | B) & (C | D)


def same(model: type[Record], asked: Condition) -> Condition:
    """A provider that speaks as the standard does."""
    return asked


def halves(expression: Expression, **options: Any) -> tuple[str | None, str | None, str | None]:
    """What is sent, what that stands for, and what is applied here, in short."""
    parts = split(expression, User, **{"strict": True, "translate": same, **options})
    return parts.sent, _short(parts.asked), _short(parts.here)


def _short(expression: Expression | None) -> str | None:
    return None if expression is None else describe(expression, User, strict=False).replace("email = ", "")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (F.familyName != "x", "familyName!='x'"),
        (F.grades.contains("09"), "grades~'09'"),
        (F.enabled_user == True, "enabledUser='true'"),  # noqa: E712 - a filter
        (F.roles.role == RoleRole.TEACHER, "roles.role='teacher'"),
        (F.roles.org.sourced_id == 7, "roles.org.sourcedId='7'"),
        (F.primary_org == "o1", "primaryOrg='o1'"),
        (F["metadata.homeLanguage"] == "pt", "metadata.homeLanguage='pt'"),
        (F.metadata["x y"] == "z", "metadata.x y='z'"),
        (F.date_last_modified > dt.date(2026, 1, 2), "dateLastModified>'2026-01-02'"),
        (F.date_last_modified.contains("2026"), "dateLastModified~'2026'"),
        ((F.email < "b") & (F.email <= "c"), "email<'b' AND email<='c'"),
        ((F.email == "b") | raw("x='1'"), "email='b' OR x='1'"),
        (F.email.in_(["a", "b"]), "email='a' OR email='b'"),
        (F.email.in_(["a"]), "email='a'"),
        (R, "x='1'"),
        (R2, "x='1' OR y='2'"),
        (raw("(a='1' OR b='2') AND c='3'"), "(a='1' OR b='2') AND c='3'"),
    ],
)
def test_what_the_grammar_carries_is_sent_whole(expression: Expression, text: str) -> None:
    parts = split(expression, User, strict=True, translate=same)
    assert (parts.sent, parts.here) == (text, None)
    assert _short(parts.asked) == _short(expression)


@pytest.mark.parametrize(
    ("expression", "sent", "asked", "here"),
    [
        (A & B & C, "email='a' AND email='b'", "'a' AND 'b'", "'c'"),
        (A & (B & (C & D)), "email='a' AND email='b'", "'a' AND 'b'", "'c' AND 'd'"),
        (~A & B & C, "email='b' AND email='c'", "'b' AND 'c'", "NOT ('a')"),
        (~A, None, None, "NOT ('a')"),
        (~(A & B) & C, "email='c'", "'c'", "NOT ('a' AND 'b')"),
        ((A | B) & C, "email='c'", "'c'", "'a' OR 'b'"),
        (WHOLE_OR, "email='a' OR email='b'", "'a' OR 'b'", "'c' OR 'd'"),
        (~D & (A | B), "email='a' OR email='b'", "'a' OR 'b'", "NOT ('d')"),
        ((A | B | C) & (C | D), "email='c' OR email='d'", "'c' OR 'd'", "'a' OR 'b' OR 'c'"),
        (A | B | C, None, None, "'a' OR 'b' OR 'c'"),
        (A | (B | C), None, None, "'a' OR 'b' OR 'c'"),
        (A | (B & C), None, None, "'a' OR ('b' AND 'c')"),
        (A | ~B, None, None, "'a' OR NOT ('b')"),
        ((A & B) | (C & D), None, None, "('a' AND 'b') OR ('c' AND 'd')"),
        (A & (B | ~C), "email='a'", "'a'", "'b' OR NOT ('c')"),
        (F.email.in_(["a", "b", "c"]), None, None, "'a' OR 'b' OR 'c'"),
        (F.email.in_(["a", "b", "c"]) & D, "email='d'", "'d'", "'a' OR 'b' OR 'c'"),
        (A & R, "email='a' AND x='1'", "'a' AND x='1'", None),
        (A & B & R, "email='a' AND x='1'", "'a' AND x='1'", "'b'"),
        (R & A & B, "x='1' AND email='a'", "x='1' AND 'a'", "'b'"),
        (R & A & raw("y='2'"), "x='1' AND y='2'", "x='1' AND y='2'", "'a'"),
        (A & R2, "x='1' OR y='2'", "x='1' OR y='2'", "'a'"),
        ((A | R) & B & ~C, "email='a' OR x='1'", "'a' OR x='1'", "'b' AND NOT ('c')"),
        (~D & R, "x='1'", "x='1'", "NOT ('d')"),
        (A & A & A, "email='a' AND email='a'", "'a' AND 'a'", "'a'"),
    ],
)
def test_what_it_does_not_carry_is_applied_here(
    expression: Expression, sent: str | None, asked: str | None, here: str | None
) -> None:
    assert halves(expression) == (sent, asked, here)


@pytest.mark.parametrize(
    ("expression", "most", "sent", "here"),
    [
        (A, 0, None, "'a'"),
        (A | B, 0, None, "'a' OR 'b'"),
        (A, 1, "email='a'", None),
        (A & B, 1, "email='a'", "'b'"),
        (A | B, 1, None, "'a' OR 'b'"),
        (A & R, 1, "x='1'", "'a'"),
        (A & R2, 1, "x='1' OR y='2'", "'a'"),
        (A & B & C & D, 3, "email='a' AND email='b' AND email='c'", "'d'"),
        (A | B | C, 3, "email='a' OR email='b' OR email='c'", None),
        (WHOLE_OR, 4, "email='a' OR email='b'", "'c' OR 'd'"),
    ],
)
def test_providers_that_take_more_or_fewer_clauses(
    expression: Expression, most: int, sent: str | None, here: str | None
) -> None:
    assert (halves(expression, most_clauses=most)[0], halves(expression, most_clauses=most)[2]) == (sent, here)


@pytest.mark.parametrize(
    ("expression", "most"),
    [
        (~R, 2),
        (~(A & R), 2),
        (A & ~(B | R), 2),
        (A | B | R, 2),
        (A | R2, 2),
        (A | R2, 3),
        (A | (B & R), 2),
        ((A | ~B) | R, 2),
        (R & R & raw("y='1'"), 2),
        (R & R2, 2),
        (R2 & raw("y='1' AND z='2'"), 2),
        ((A | R) & raw("y='1'"), 2),
        ((A | R) & (B | raw("y='1'")), 4),
        (R, 0),
        (R2, 0),
        (R & raw("y='1'"), 1),
        (A | R, 1),
    ],
)
def test_raw_is_sent_or_refused(expression: Expression, most: int) -> None:
    with pytest.raises(QueryError, match=rf"takes {most} clauses, and cannot be sent as it stands here. Join it"):
        halves(expression, most_clauses=most)


@pytest.mark.parametrize(
    ("words", "quoting", "clauses"),
    [
        ("a='x'", "doubled", 1),
        ("a='x AND y'", "doubled", 1),
        ("a='x'' AND y'", "doubled", 1),
        ("a='x' and b='y'", "doubled", 2),
        ("a='x' AND b=''", "doubled", 2),
        ("(a='x')AND(b='y')", "doubled", 2),
        ("a='x'\nOR b='y'", "doubled", 2),
        ("band='x'", "doubled", 1),
        ("metadata.or ='x'", "doubled", 1),
        ("or='x'", "doubled", 1),
        ("a='O'Neill OR x'", "bare", 1),
        ("a='O'Neill' OR b='y'", "bare", 2),
        ("a='x or y' or b='z'", "bare", 2),
        ("(a='x\n')AND(b='y and z')", "bare", 2),
        ("a='x or y'  ", "bare", 1),
        ('a="x\' AND y"', "double-quotes", 1),
        ('a="x\'" AND b="y"', "double-quotes", 2),
        ('a="x" AND b="y and z"', "double-quotes", 2),
    ],
)
def test_clauses_in_raw_words(words: str, quoting: Quoting, clauses: int) -> None:
    """With another comparison beside it, one clause leaves room for that, and more do not."""
    sent, _, here = halves(A & raw(words), quoting=quoting)
    assert sent is not None
    assert sent.endswith(words)
    assert (here is None) == (clauses == 1)
    assert len(sent) > len(words) or clauses > 1


@pytest.mark.parametrize(
    ("value", "quoting", "text"),
    [
        ("O'Neill", "doubled", "'O''Neill'"),
        ("O'Neill", "bare", "'O'Neill'"),
        ("O'Neill", "double-quotes", '"O\'Neill"'),
        ('"', "doubled", "'\"'"),
        ('"', "bare", "'\"'"),
        ('the "x"', "double-quotes", None),
        ("' AND x='y", "doubled", "''' AND x=''y'"),
        ("' AND x='y", "double-quotes", "\"' AND x='y\""),
        ("z' AND x='y", "bare", None),
        ("z'  or x", "bare", None),
        (" OR x='y", "bare", None),
        ("z' AND", "bare", "'z' AND'"),
        ("z AND y", "bare", "'z AND y'"),
        ("d'Orsay", "bare", "'d'Orsay'"),
        ("", "bare", "''"),
        ("", "doubled", "''"),
        ("", "double-quotes", '""'),
    ],
)
def test_quotes_within_values(value: str, quoting: Quoting, text: str | None) -> None:
    sent, _, here = halves(F.email == value, quoting=quoting)
    assert sent == (None if text is None else f"email={text}")
    assert (here is None) == (text is not None)
    joined, _, beside = halves((F.email == value) | A, quoting=quoting)
    assert (joined is None) == (beside is not None) == (text is None)


def test_a_quote_within_a_value_is_not_sent_where_nobody_knows_how() -> None:
    """One provider reads it as another value, and gives nothing: that would look whole."""
    parts = split((F.email == "o'b") & A, User, strict=True, translate=same)
    assert parts.sent == split(A, User, strict=True, translate=same).sent
    assert _short(parts.here) == _short(F.email == "o'b")
    assert split(raw("email='o''b' AND sms='1'"), User, strict=True, translate=same).sent is not None


@given(st.text())
def test_any_value_is_quoted(value: str) -> None:
    text = split(F.email == value, User, strict=True, translate=same, quoting="doubled").sent
    assert text is not None
    inner = text.removeprefix("email='").removesuffix("'")
    assert inner.replace("''", "'") == value
    assert "'" not in inner.replace("''", "")


@pytest.mark.parametrize(
    "name", ["a='x' OR b", "a!", "a<b", "a>b", "a~b", 'a"b', "a'b", "a(b", "a)b", "a AND b", "a or b"]
)
def test_names_that_would_change_the_meaning_are_not_sent(name: str) -> None:
    sent, _, here = halves(F.metadata[name] == "x")
    assert (sent, here) == (None, f"metadata.{name} = 'x'")
    with pytest.raises(QueryError, match="cannot be sent"):
        halves((F.metadata[name] == "x") | R)


def test_names_that_hold_words_of_the_grammar_are_sent() -> None:
    assert halves(F.metadata["android orders"] == "x")[0] == "metadata.android orders='x'"


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (F.famly_name == "Silva", "did you mean 'family_name'"),
        (A & ~(F.famly_name == "Silva"), "did you mean 'family_name'"),
        (A | B | (F.famlyName == "Silva"), "did you mean 'familyName'"),
        (F.roles == "Silva", r"cannot filter by 'roles': an object stands there, name one of its fields \(roles\.…\)"),
        (F.roles.contains("Silva"), "an object stands there"),
        (F.metadata == "Silva", r"cannot filter by 'metadata': an object stands there"),
        (F.enabled_user == "Silva", "cannot compare enabledUser with this value: it is true or false"),
        (
            F.date_last_modified > "Silva",
            "cannot compare dateLastModified with this value: it holds a date-time of ISO",
        ),
        (F.date_last_modified != "", "cannot compare dateLastModified with this value"),
        (F.roles.begin_date <= "2026-13-01", r"cannot compare roles.beginDate .*: it holds a date \(YYYY-MM-DD\)"),
    ],
)
def test_comparisons_that_mean_nothing(clause: Expression, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        halves(clause)
    assert "Silva" not in str(caught.value)
    assert caught.value.__context__ is None


def test_comparisons_with_numbers() -> None:
    assert split(F.score >= "85.5", Result, strict=True, translate=same).sent == "score>='85.5'"
    with pytest.raises(QueryError, match=r"cannot compare score with this value: it holds a number$"):
        split(F.score >= "good", Result, strict=True, translate=same)


def test_unknown_fields_pass_where_allowed() -> None:
    assert halves(F.vendor.thing == "x", strict=False)[0] == "vendor.thing='x'"
    with pytest.raises(QueryError, match="Org has no field 'email'"):
        split(A, Org, strict=True, translate=same)


def test_the_words_of_1_1() -> None:
    old = upgraded().condition

    def asked(expression: Expression) -> tuple[str | None, str | None, str | None]:
        return halves(expression, translate=old)

    assert asked(F.roles.role == "ext:administrator") == (
        "role='administrator'",
        "roles.role = 'ext:administrator'",
        None,
    )
    assert asked(F.roles.role != "teacher") == ("role!='teacher'", "roles.role != 'teacher'", None)
    assert asked(F.roles.org.sourced_id != "s1")[0] == "orgs.sourcedId!='s1'"
    for nowhere in (
        F.pronouns == "x",
        ~(F.pronouns == "x"),
        A & B & (F.pronouns == "x"),
        F.roles.role.contains("teach"),
    ):
        with pytest.raises(QueryError, match=r"OneRoster 1\.1 has no"):
            asked(nowhere)


def test_one_value_that_1_1_has_in_a_list_is_looked_at_again() -> None:
    """``primaryOrg`` is the first of ``orgs`` there: a provider that is asked looks at all of them."""
    old = upgraded().condition
    primary = F.primary_org.sourced_id
    assert halves(primary == "s1", translate=old) == ("orgs.sourcedId='s1'", None, "primaryOrg.sourcedId = 's1'")
    assert halves(primary != "s1", translate=old) == (None, None, "primaryOrg.sourcedId != 's1'")
    assert halves((primary == "s1") & A, translate=old) == (
        "orgs.sourcedId='s1' AND email='a'",
        "'a'",
        "primaryOrg.sourcedId = 's1'",
    )
    either = "primaryOrg.sourcedId = 's1' OR 'a'"
    assert halves((primary == "s1") | A, translate=old) == ("orgs.sourcedId='s1' OR email='a'", None, either)
    assert halves((primary != "s1") | A, translate=old)[0] is None


def test_another_word_is_sent_only_for_equality() -> None:
    def shout(model: type[Record], asked: Condition) -> Condition:
        return asked[0], asked[1].upper()

    assert halves(A, translate=shout)[0] == "email='A'"
    assert halves(F.email != "a", translate=shout)[0] == "email!='A'"
    for clause in (F.email < "a", F.email >= "a", F.email.contains("a")):
        assert halves(clause, translate=shout)[0] is None
    assert halves(F.email < "A", translate=shout)[0] == "email<'A'"


def test_what_is_sent_does_not_show() -> None:
    parts = split((F.family_name == "Zacharias") & ~(F.given_name == "Zacharias"), User, strict=True, translate=same)
    assert parts.sent == "familyName='Zacharias'"
    assert repr(parts) == "Split(asked=family_name='…', here=Negated(part=given_name='…'))"
