"""How vocabularies are made, and corners of the kinds that refer to records. What kinds read: test_kinds."""

from __future__ import annotations

import pickle
from enum import StrEnum
from typing import Any

import pytest

from oneroster_openapi.kinds import TEXT, ListOf, Nested, Vocabulary
from oneroster_openapi.record import Reading
from oneroster_openapi.scalars import Unreadable
from oneroster_openapi.v1p2.models import OrgGUIDRef

WHERE = ("User", "field")
REFERENCE = Nested(OrgGUIDRef)


class Word(StrEnum):
    RED = "red"
    GREEN = "Green"


def read(words: Vocabulary, value: str) -> tuple[Any, list[str]]:
    reading = Reading()
    found = words.read(value, WHERE, reading)
    assert {where for where, _ in reading.repairs} <= {WHERE}
    return found, [what for _, what in reading.repairs]


def test_words_are_known_in_any_case_and_by_their_old_names() -> None:
    words = Vocabulary(Word, aliases={"Crimson": "red"})
    assert read(words, "red") == (Word.RED, [])
    assert read(words, "Green") == (Word.GREEN, [])
    assert read(words, "GREEN") == (Word.GREEN, ["was in another letter case"])
    assert read(words, "cRIMSON") == (Word.RED, ["was an old word of the vocabulary"])
    assert read(words, "blue") == ("blue", ["was no word of the vocabulary, and was kept as it came"])
    assert list(words.problems("green")) == [("", "must be one of red, Green")]
    assert list(words.problems("Green")) == []


def test_what_is_no_word_is_written_as_it_is() -> None:
    words = Vocabulary(Word)
    assert words.write(7) == 7
    assert words.write(None) is None
    assert type(words.write(Word.RED)) is str


@pytest.mark.parametrize(
    ("sent", "repairs"),
    [
        (["s1"], ["was an array of one", "was a plain id"]),
        ([{"sourcedId": " s1 "}], ["was an array of one"]),
        ([""], ["was an array of one", "was an empty string"]),
        ({"sourcedId": " "}, ["was a reference without an id"]),
        ({"sourcedId": ""}, ["was a reference without an id"]),
    ],
)
def test_references_in_odd_forms(sent: Any, repairs: list[str]) -> None:
    reading = Reading()
    found = REFERENCE.read(sent, WHERE, reading)
    assert (found is None) == ("s1" not in str(sent))
    assert [what for where, what in reading.repairs if where == WHERE] == repairs


def test_a_single_value_is_a_list_of_one_whatever_its_letters() -> None:
    reading = Reading()
    assert ListOf(TEXT).read("X", WHERE, reading) == ["X"]
    assert reading.repairs == {(WHERE, "was a single value"): 1}
    assert ListOf(TEXT).read(" , ", WHERE, Reading()) is None


def test_what_cannot_be_read_says_so_after_a_journey() -> None:
    error = Unreadable("is odd", "[1].name")
    assert error.args == ("is odd", "[1].name")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.reason, copy.field, str(copy)) == ("is odd", "[1].name", str(error))
