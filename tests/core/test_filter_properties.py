"""Whatever the filter and the record: what is sent and what is applied here are the whole filter."""

from __future__ import annotations

import re
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from oneroster_openapi.record import Reading, Record
from oneroster_sdk import F, v1p1
from oneroster_sdk._dialect import Condition
from oneroster_sdk._filters import Clause, Expression, Joined, joined, parts_of
from oneroster_sdk._matching import compiled
from oneroster_sdk._splitting import Quoting, split
from oneroster_sdk._upgrade import upgraded
from oneroster_sdk.v1p2 import User

WORDS: Final = ("Silva", "silva", "O'Neill", 'the "x"', "a' AND b='c", "a' or b", "9", "09", "09,10", "", " ", "Ž(1)")
TIMES: Final = (
    "2026-01-02T10:00:00Z",
    "2026-01-02T10:00:00.0005Z",
    "2026-01-02T23:30:00-05:00",
    "2026-01-03T00:00:00Z",
)
DAYS: Final = ("2026-01-02", "2026-01-03", "2026-02-01")
VALUES: Final = {
    "familyName": WORDS,
    "email": WORDS,
    "grades": WORDS,
    "status": ("active", "Active", "inactive", "tobedeleted", "other"),
    "enabledUser": ("true", "false", "1"),
    "dateLastModified": (*TIMES, *DAYS),
    "roles.role": ("student", "teacher", "Student,teacher"),
    "roles.org.sourcedId": ("s1", "s2", "s1,s2"),
    "roles.beginDate": (*DAYS, TIMES[0]),
    "primaryOrg.sourcedId": ("s1", "s2"),
    "metadata.x": (*WORDS, "9.0", "true", *DAYS, *TIMES),
}
JSON: Final = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(8, 11), st.just(9.0), st.sampled_from((*WORDS, *DAYS, *TIMES))),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
QUOTINGS: Final = st.sampled_from(("doubled", "bare", "double-quotes"))


@st.composite
def clauses(draw: st.DrawFn) -> Expression:
    """A comparison that can be written of a user."""
    field = draw(st.sampled_from(sorted(VALUES)))
    predicate = draw(st.sampled_from(("=", "!=", "<", "<=", ">", ">=", "~")))
    return Clause(field, predicate, draw(st.sampled_from(VALUES[field])))


EXPRESSIONS: Final = st.recursive(
    clauses(),
    lambda inner: st.one_of(
        st.builds(lambda left, right: left & right, inner, inner),
        st.builds(lambda left, right: left | right, inner, inner),
        inner.map(lambda part: ~part),
    ),
    max_leaves=6,
)
ROLES: Final = st.fixed_dictionaries(
    {"roleType": st.just("primary"), "role": st.sampled_from(("student", "teacher", "ext:x"))},
    optional={
        "org": st.sampled_from(("s1", "s2")).map(lambda sourced_id: {"sourcedId": sourced_id}),
        "beginDate": st.sampled_from(DAYS),
    },
)
USERS: Final = st.fixed_dictionaries(
    {"sourcedId": st.just("u1")},
    optional={
        "familyName": st.sampled_from(WORDS),
        "email": st.one_of(st.none(), st.sampled_from(WORDS)),
        "grades": st.lists(st.sampled_from(WORDS), max_size=3),
        "status": st.sampled_from(VALUES["status"]),
        "enabledUser": st.sampled_from(VALUES["enabledUser"]),
        "dateLastModified": st.sampled_from(TIMES),
        "roles": st.lists(ROLES, max_size=2),
        "primaryOrg": st.just({"sourcedId": "s1"}),
        "metadata": st.fixed_dictionaries({"x": JSON}),
    },
).map(User.from_dict)


def same(model: type[Record], asked: Condition) -> Condition:
    """A provider that speaks as the standard does."""
    return asked


def exact(expression: Expression | None, record: User) -> bool:
    """Whether the record passes; without a filter every record does."""
    return expression is None or compiled(expression, User, wide=False)(record)


@given(EXPRESSIONS, USERS, QUOTINGS, st.integers(0, 3))
def test_what_is_asked_and_what_is_applied_here_are_the_whole(
    expression: Expression, record: User, quoting: Quoting, most: int
) -> None:
    parts = split(expression, User, strict=True, translate=same, quoting=quoting, most_clauses=most)
    assert (exact(parts.asked, record) and exact(parts.here, record)) == exact(expression, record)
    assert (parts.sent is None) == (parts.asked is None)


@given(EXPRESSIONS, USERS)
def test_the_widest_reading_accepts_what_the_exact_one_does(expression: Expression, record: User) -> None:
    if compiled(expression, User, wide=False)(record):
        assert compiled(expression, User, wide=True)(record)


VALUE_IN: Final = {"doubled": r"'((?:[^']|'')*)'", "bare": r"'(.*?)'", "double-quotes": r'"([^"]*)"'}


def parsed(text: str, quoting: Quoting) -> tuple[list[tuple[str, ...]], str]:
    """The comparisons of a text in the standard's grammar, with their joint; fails if there is anything else in it."""
    clause = rf"([\w.]+)(=|!=|>|>=|<|<=|~){VALUE_IN[quoting]}"
    found = re.fullmatch(rf"{clause}(?: (AND|OR) {clause})?", text, re.DOTALL)
    assert found is not None
    unquoted = [(each or "").replace("''", "'") if quoting == "doubled" else each or "" for each in found.groups()]
    return [tuple(unquoted[:3]), tuple(unquoted[4:])][: 2 if unquoted[3] else 1], unquoted[3]


@given(EXPRESSIONS, QUOTINGS)
def test_what_is_sent_is_the_grammar_of_the_standard(expression: Expression, quoting: Quoting) -> None:
    parts = split(expression, User, strict=True, translate=same, quoting=quoting)
    if parts.sent is not None and parts.asked is not None:
        comparisons, joint = parsed(parts.sent, quoting)
        operator = parts.asked.operator if isinstance(parts.asked, Joined) else "AND"
        assert joint in ("", operator)
        asked = [part for part in parts_of(parts.asked, operator) if isinstance(part, Clause)]
        assert comparisons == [(each.field, each.predicate, each.value) for each in asked]


OLD_USERS: Final = st.fixed_dictionaries(
    {
        "sourcedId": st.just("u1"),
        "familyName": st.sampled_from(WORDS),
        "role": st.sampled_from(("student", "teacher", "administrator")),
        "orgs": st.lists(st.sampled_from("abc").map(lambda sourced_id: {"sourcedId": sourced_id}), min_size=1),
    }
).map(v1p1.User.from_dict)


@st.composite
def old_clauses(draw: st.DrawFn) -> Expression:
    """A comparison that OneRoster 1.1 has under another name, or the same."""
    field = draw(st.sampled_from(("familyName", "roles.role", "roles.org.sourcedId", "primaryOrg.sourcedId")))
    predicate = draw(st.sampled_from(("=", "!=", "<", ">=", "~")))
    words = {"familyName": WORDS, "roles.role": ("student", "teacher", "ext:administrator")}
    return Clause(field, predicate, draw(st.sampled_from(words.get(field, ("a", "b", "a,b")))))


@given(old_clauses(), old_clauses(), st.sampled_from(("&", "|")), OLD_USERS)
def test_a_provider_of_1_1_is_asked_for_all_that_is_wanted(
    left: Expression, right: Expression, operator: str, record: v1p1.User
) -> None:
    whole = left & right if operator == "&" else left | right
    dialect = upgraded()
    parts = split(whole, User, strict=True, translate=dialect.condition)
    shown = dialect.show(record, User, Reading())
    wanted = compiled(whole, User, wide=False)(shown)
    sent = None if parts.sent is None else as_sent(parts.sent)
    provided = sent is None or compiled(sent, v1p1.User, wide=False)(record)
    assert provided or not wanted
    rest = joined("AND", [each for each in (parts.asked, parts.here) if each is not None])
    assert rest is not None
    assert compiled(rest, User, wide=False)(shown) == wanted


def as_sent(text: str) -> Expression | None:
    """The filter that a provider reads in these words."""
    comparisons, joint = parsed(text, "doubled")
    parts = [Clause(field, predicate, value) for field, predicate, value in comparisons]
    return joined("OR" if joint == "OR" else "AND", parts)


@given(st.text("abcÁ ", min_size=1), st.text("xyž", min_size=1), st.booleans())
def test_another_word_is_told_apart_under_any_reading(word: str, other: str, part: bool) -> None:
    record = User.from_dict({"sourcedId": "u1", "familyName": word, "grades": [word, word]})
    for each in (F.family_name, F.grades):
        asked = each.contains(other) if part else each == other
        assert not compiled(asked, User, wide=True)(record)
