"""Ids of every kind, and who is who."""

from __future__ import annotations

from typing import Any, Final

import pytest

from oneroster_sdk import ImplausiblePull, IncompletePull, InvalidRecordError

from ..client.conftest import Asked, Told
from .conftest import Caller, Serve, failing, opened, pulled
from .provider import Quirky, names, people, person, unsorted
from .records import NOT_SENT, rows_with, written


def test_numbers_as_ids(caller: Caller, serve: Serve) -> None:
    rows = [{**person(0), "sourcedId": number} for number in (*range(100, 113), 12345678901234567890123)]
    provider = serve(Quirky(rows, caps=(5,), body=lambda window: written({"users": window.page})))
    outcome = pulled(caller, provider)
    assert sorted(outcome.ids) == sorted(str(row["sourcedId"]) for row in rows)
    assert outcome.report.complete
    assert outcome.report.repairs == {"User.sourcedId was a number": 14}
    assert outcome.report.absent(["100", "112"]) == set()


ODD_IDS: Final = {
    "a|b": "a%7Cb",
    "a/b": "a%2Fb",
    "50%": "50%25",
    "50%25": "50%2525",
    "ada@school": "ada%40school",
    "a b": "a%20b",
    "Zoë-ø": "Zo%C3%AB-%C3%B8",
    "{a-b}": "%7Ba-b%7D",
    "a?b#c&d=e": "a%3Fb%23c%26d%3De",
    "a+b": "a%2Bb",
    "日本": "%E6%97%A5%E6%9C%AC",
}


@pytest.mark.parametrize("sourced_id", ODD_IDS)
def test_ids_in_paths(caller: Caller, serve: Serve, sourced_id: str) -> None:
    def script(asked: Asked) -> Told:
        return Told({"user": {**person(0), "sourcedId": sourced_id}} if "/users/" in asked.path else {"users": []})

    provider = serve(script)
    call = opened(caller, provider)
    assert call(lambda roster: roster.users.get(sourced_id)).sourced_id == sourced_id
    assert provider.asked[0].path.endswith(f"/users/{ODD_IDS[sourced_id]}")
    call(lambda roster: roster.classes(sourced_id).students.to_list())
    assert provider.asked[1].path.endswith(f"/classes/{ODD_IDS[sourced_id]}/students")


def test_ids_in_pages(caller: Caller, serve: Serve) -> None:
    rows = [{**person(0), "sourcedId": sourced_id} for sourced_id in ODD_IDS]
    outcome = pulled(caller, serve(Quirky(rows, caps=(3,))))
    assert outcome.ids == sorted(ODD_IDS)
    assert outcome.report.complete
    assert outcome.report.repairs == {}


def test_ids_with_blanks_around(caller: Caller, serve: Serve) -> None:
    rows = [{**person(0), "sourcedId": f"{name}   "} for name in names(13)]
    outcome = pulled(caller, serve(Quirky(rows, caps=(5,))))
    assert outcome.ids == names(13)
    assert outcome.report.repairs == {"User.sourcedId had blanks around it": 13}
    assert outcome.report.absent(names(13)) == set()


@pytest.mark.parametrize("sourced_id", ["", " ", None, NOT_SENT, True, 7.5])
def test_ids_that_are_none(caller: Caller, serve: Serve, sourced_id: Any) -> None:
    rows = rows_with("User", "sourcedId", ["u1", sourced_id, "u3"])
    provider = serve(Quirky(rows, sorts=unsorted))
    error = failing(caller, provider)
    assert isinstance(error, InvalidRecordError)
    outcome = pulled(caller, provider, on_invalid="collect")
    assert outcome.ids == ["u1", "u3"]
    assert [(bad.sourced_id, bad.field) for bad in outcome.report.invalid] == [(None, "sourcedId")]
    assert outcome.report.complete


def test_ids_that_are_missing_beside_long_numbers(caller: Caller, serve: Serve) -> None:
    rows = [person(0), {"identifier": 12345678901234567890123, "givenName": "Zacharias"}]
    provider = serve(Quirky(rows, sorts=unsorted, body=lambda window: written({"users": window.page})))
    error = failing(caller, provider)
    assert isinstance(error, InvalidRecordError)
    assert (error.field, error.position) == ("sourcedId", 1)


def test_the_same_person_twice(caller: Caller, serve: Serve) -> None:
    """Under two ids these are two records; who they are is not guessed."""
    rows = [*people(6), {**person(3), "sourcedId": "u900"}]
    outcome = pulled(caller, serve(Quirky(rows, caps=(5,))))
    assert outcome.ids == [*names(6), "u900"]
    assert outcome.report.distinct == 7


def test_the_same_record_twice(caller: Caller, serve: Serve) -> None:
    """Where one stands twice, another may have been left out; a total of all that came says that none was."""
    rows = [*people(16), person(5), person(15)]
    total = {"X-Total-Count": "16"}
    outcome = pulled(caller, serve(Quirky(rows, caps=(5,), headers=lambda window: total)))
    assert outcome.ids == names(16)
    assert outcome.report.complete
    assert "records came twice, but all that were declared have come" in outcome.report.warnings
    assert outcome.report.received > outcome.report.distinct
    error = failing(caller, serve(Quirky(rows, caps=(5,))))
    assert isinstance(error, IncompletePull)


def test_ids_that_all_changed(caller: Caller, serve: Serve) -> None:
    """As when a district moves from 1.1 to 1.2: nobody is to be deleted for that."""
    rows = [{**row, "sourcedId": f"new-{row['sourcedId']}"} for row in people(9)]
    outcome = pulled(caller, serve(Quirky(rows, caps=(5,))))
    with pytest.raises(ImplausiblePull, match="9 of 9 known records are gone"):
        outcome.report.absent(names(9))
