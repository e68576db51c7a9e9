"""One reading, page by page: what becomes of the records."""

from __future__ import annotations

from typing import Any

import pytest

from oneroster_sdk import DecodeError, F, InvalidRecordError
from oneroster_sdk._flow import Answer
from oneroster_sdk._pages import identity
from oneroster_sdk.events import Event, Repaired, Warned

from .playing import LABEL, Asked, client, ids_of, named, org, reply, serving

BAD = org("b", parent=7.5)
ROWS = [org("a"), BAD, org("c")]


def test_a_record_that_cannot_be_read_ends_the_pull() -> None:
    roster, _ = client(serving(ROWS), name="north")
    pull = roster.orgs.pull()
    with pytest.raises(InvalidRecordError) as caught:
        list(pull)
    error = caught.value
    assert str(error).startswith(f"{LABEL}: record 1 cannot be read: Org.parent ")
    assert str(error).endswith('Tell the provider; on_invalid="collect" reads the others and reports this one.')
    assert (error.record, error.field, error.position, error.name) == ("Org", "parent", 1, "north")
    assert error.reason in str(error)
    assert (error.__cause__, error.__context__) == (None, None)
    assert (pull.report.invalid, pull.report.skipped) == ([], 0)


def test_a_record_that_is_no_object_is_named_by_its_model() -> None:
    with pytest.raises(InvalidRecordError, match="record 0 cannot be read: Org is not an object"):
        list(client(lambda asked: reply({"orgs": [7]}))[0].orgs)


@pytest.mark.parametrize(("choice", "reported", "skipped"), [("collect", 1, 0), ("skip", 0, 1)])
def test_records_that_cannot_be_read_are_told_apart(choice: str, reported: int, skipped: int) -> None:
    roster, _ = client(serving(ROWS), on_invalid=choice)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "c"]
    assert (len(pull.report.invalid), pull.report.skipped) == (reported, skipped)
    assert pull.report.complete
    (page,) = list(roster.orgs.pages())
    (problem,) = page.invalid
    assert (problem.position, problem.sourced_id, problem.record, problem.field) == (1, "b", "Org", "parent")
    assert (ids_of(page.records), page.raw) == (["a", "c"], [ROWS[0], ROWS[2]])


def test_positions_are_those_of_the_collection() -> None:
    roster, _ = client(serving([org("a"), org("b"), org("c"), org("d", parent=7.5)], cap=2), on_invalid="collect")
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a", "b", "c"]
    assert [each.position for each in pull.report.invalid] == [3]
    offsets = [(page.offset, ids_of(page.records)) for page in roster.orgs.pages()]
    assert offsets == [(0, ["a", "b"]), (2, ["c"]), (3, [])]


def test_raw_records_come_readable_or_not() -> None:
    roster, _ = client(serving(ROWS))
    assert sorted(each["sourcedId"] for each in roster.orgs.raw()) == ["a", "b", "c"]
    assert list(roster.orgs.raw())[-1] == BAD
    later = client(serving([*named("x", "y"), BAD, org("z")], cap=2))[0]
    assert [each["sourcedId"] for each in later.orgs.raw()] == ["x", "y", "b", "z"]


def test_what_is_no_list_of_records_is_told_of_the_operation() -> None:
    with pytest.raises(DecodeError, match=f"^{LABEL}: the answer lacks 'orgs'"):
        list(client(lambda asked: reply({"x": []}))[0].orgs)


def test_repairs_are_told_and_reported() -> None:
    events: list[Event] = []
    rows = [org("a", identifier=7), org("b"), org("c", identifier=8, status="Active")]
    roster, _ = client(serving(rows, cap=2), on_event=events.append)
    pull = roster.orgs.pull()
    list(pull)
    assert pull.report.repairs == {"Org.identifier was a number": 2, "Org.status was in another letter case": 1}
    assert [event for event in events if isinstance(event, Repaired)] == [
        Repaired(LABEL, "Org", "identifier", "was a number", 1),
        Repaired(LABEL, "Org", "status", "was in another letter case", 1),
        Repaired(LABEL, "Org", "identifier", "was a number", 1),
    ]


def test_what_is_said_beside_the_records_is_told_and_reported() -> None:
    warning = {"imsx_codeMajor": "success", "imsx_severity": "warning", "imsx_codeMinor": "invalid_sort_field"}
    events: list[Event] = []

    def script(asked: Asked) -> Answer:
        rows = named("a")[asked.offset :]
        return reply({"org": rows, "statusInfoSet": [warning]}, headers={"x-total-count": "1"})

    roster, provider = client(script, on_event=events.append)
    pull = roster.orgs.pull()
    assert ids_of(pull) == ["a"]
    count = len(provider.asked)
    odd = "the records came under 'org' instead of 'orgs'"
    assert pull.report.warnings == {odd: count, "invalid_sort_field": count}
    told = [Warned(LABEL, odd), Warned(LABEL, "invalid_sort_field")] * count
    assert [event for event in events if isinstance(event, Warned)] == told
    assert next(roster.orgs.pages()).warnings == ("invalid_sort_field",)


def test_a_provider_that_ignores_the_filter_is_found_out() -> None:
    events: list[Event] = []
    rows = [org("a", name="x"), org("b", name="zzz"), org("c", name="x")]
    roster, _ = client(serving(rows), on_event=events.append)
    pull = roster.orgs.where(name="x").pull()
    assert ids_of(pull) == ["a", "c"]
    words = "the provider sent records that no reading of the filter admits"
    assert (pull.report.ignored_filter, pull.report.filtered, pull.report.warnings) == (1, 0, {words: 1})
    assert [event for event in events if isinstance(event, Warned)] == [Warned(LABEL, words)]
    assert [each["sourcedId"] for each in roster.orgs.where(name="x").raw()] == ["a", "c"]


def test_what_the_grammar_does_not_carry_is_left_out_here() -> None:
    rows = [org(each, name=each, type="school") for each in "abcd"]
    roster, provider = client(serving(rows, cap=2))
    pull = roster.orgs.where((F.type == "school") & F.name.in_(["b", "d", "x"])).pull()
    assert ids_of(pull) == ["b", "d"]
    assert (pull.report.ignored_filter, pull.report.filtered, pull.report.warnings) == (0, 2, {})
    assert {each.query["filter"] for each in provider.asked} == {"type='school'"}


def test_fields_that_were_not_asked_for_are_missed_by_nobody() -> None:
    script = serving([{"sourcedId": "a", "name": "x"}])
    roster, provider = client(script)
    (record,) = roster.orgs.select("name")
    assert (record.sourced_id, record.name) == ("a", "x")
    assert provider.queries[0]["fields"] == "sourcedId,name"
    with pytest.raises(AttributeError, match=r"type.*select|select.*type"):
        assert record.type
    whole = next(iter(client(script)[0].orgs))
    with pytest.raises(AttributeError) as caught:
        assert whole.type
    assert "select" not in str(caught.value)


def test_records_of_1_1_are_shown_as_those_of_1_2() -> None:
    row: dict[str, Any] = {"sourcedId": "u", "status": "active", "dateLastModified": "2026-01-02T03:04:05Z"}
    row |= {"username": "x", "enabledUser": True, "givenName": "a", "role": "student", "orgs": [{"sourcedId": "o"}]}
    roster, provider = client(lambda asked: reply({"users": [row][asked.offset :]}), version="1.1")
    (user,) = roster.users.select("roles")
    assert [(each.role, each.org.sourced_id) for each in user.roles] == [("student", "o")]
    assert "role,orgs" in provider.queries[0]["fields"]
    with pytest.raises(AttributeError, match="select"):
        assert user.family_name
    (user,) = roster.users
    with pytest.raises(AttributeError) as caught:
        assert user.family_name
    assert "select" not in str(caught.value)


# --- what tells records apart


def test_records_are_told_apart_by_their_id_or_else_by_all_of_their_content() -> None:
    assert identity({"sourcedId": " a "}) == "a"
    assert identity({"sourcedId": 7}) == "7"
    one, same, other = {"a": 1, "b": [2]}, {"b": [2], "a": 1}, {"a": 1, "b": [3]}
    assert identity(one) == identity(same) != identity(other)
    assert identity(one)[0] == "\0"
    assert len(identity(one)) == 33
    assert identity(7) != identity(8)
    assert identity({"b": 10**30, "a": 1}) == identity({"a": 1, "b": 10**30}) != identity({"a": 1, "b": 10**30 + 1})


def test_records_without_an_id_come_once_each() -> None:
    rows = [{"name": "x"}, {"name": "y"}, {"name": "x", "type": "school"}]
    roster, _ = client(serving(rows, cap=2), on_invalid="collect")
    pull = roster.orgs.pull()
    assert list(pull) == []
    assert [each.sourced_id for each in pull.report.invalid] == [None] * 3
    assert [each.position for each in pull.report.invalid] == [0, 1, 2]
    assert (pull.report.received, pull.report.distinct) == (3, 3)
