"""Orders and selections that providers do not take as they are meant."""

from __future__ import annotations

from typing import Any

import pytest

from oneroster_sdk import FieldMissing, QueryError, asc

from ..client.conftest import Asked, Told
from .conftest import Ask, Caller, Outcome, Serve, Whole, failing, fewest, pulled, refusal, whole
from .provider import Quirky, Row, names, people, unsorted

NO_FIELDS = "the provider refuses a selection of fields, and sent whole records"


def test_direction_that_the_standard_does_not_have(caller: Caller, serve: Serve) -> None:
    """Servers ignore it in silence, so it is refused here."""
    provider = serve(Quirky(people(3)))
    for direction in ("dsc", "DESC", "descending"):
        error = refusal(caller, provider, lambda roster, given=direction: roster.users.sort("familyName", given))  # type: ignore[misc]
        assert isinstance(error, QueryError)
    assert provider.asked == []


@pytest.mark.parametrize("direction", ["asc", "desc"])
def test_sort_ignored(caller: Caller, serve: Serve, direction: str) -> None:
    """Put in order here, with a warning."""
    provider = serve(Quirky(people(23), caps=(5,), sorts=unsorted))
    outcome = pulled(caller, provider, lambda roster: roster.users.sort("familyName", direction))
    in_order(outcome, direction)
    assert outcome.requests <= fewest(23, 5) * 2 + 6


def in_order(outcome: Outcome, direction: str) -> None:
    assert sorted(outcome.ids) == names(23)
    assert outcome.report.complete
    given = [record.family_name for record in outcome.records]
    assert given == sorted(given, reverse=direction == "desc")
    assert outcome.report.warnings == {"the records did not come in the order asked for": 1}


def test_direction_under_another_name(caller: Caller, serve: Serve) -> None:
    """It reads `orderby` only, so that all is sorted upwards."""

    def upwards(rows: list[Row], asked: Asked, number: int) -> list[Row]:
        down = asked.query.get("orderby") == ["desc"]
        return sorted(rows, key=lambda row: str(row[asked.query["sort"][0]]), reverse=down)

    provider = serve(Quirky(people(23), caps=(5,), sorts=upwards))
    in_order(pulled(caller, provider, lambda roster: roster.users.sort("familyName", "desc")), "desc")


@pytest.mark.parametrize(
    "ask",
    [
        lambda roster: roster.users,
        lambda roster: roster.users.sort("familyName"),
        lambda roster: roster.users.order_by(asc("familyName")),
    ],
)
def test_direction_that_must_be_there(caller: Caller, serve: Serve, ask: Ask) -> None:
    def refuses(asked: Asked) -> Told | None:
        return Told(b"", 400) if "sort" in asked.query and "orderBy" not in asked.query else None

    outcome = pulled(caller, serve(Quirky(people(9), caps=(5,), refuses=refuses)), ask)
    assert sorted(outcome.ids) == names(9)
    assert outcome.report.complete
    assert outcome.report.warnings == {}


@pytest.mark.parametrize("status", [400, 500])
def test_sort_of_the_caller_refused(caller: Caller, serve: Serve, status: int) -> None:
    def refuses(asked: Asked) -> Told | None:
        return Told(b"", status) if asked.query.get("sort") == ["familyName"] else None

    provider = serve(Quirky(people(9), caps=(5,), refuses=refuses))
    error = failing(caller, provider, lambda roster: roster.users.sort("familyName"))
    assert error.status == status
    assert len(provider.asked) <= 8
    outcome = pulled(caller, provider, lambda roster: roster.users.sort("familyName"), profile={"sort": False})
    given = [record.family_name for record in outcome.records]
    assert (len(given), given) == (9, sorted(given))


# --- selections


def test_fields_honoured(caller: Caller, serve: Serve) -> None:
    outcome = pulled(caller, serve(Quirky(people(9), caps=(5,))), chosen)
    whole(outcome, Whole(names(9), fewest=2))
    assert outcome.report.repairs == {}
    for record in outcome.records:
        assert record.given_name
        with pytest.raises(FieldMissing, match="it was not asked for"):
            _ = record.roles


def chosen(roster: Any) -> Any:
    return roster.users.select("givenName")


def test_fields_ignored(caller: Caller, serve: Serve) -> None:
    outcome = pulled(caller, serve(Quirky(people(9), caps=(5,), selects=False)), chosen)
    whole(outcome, Whole(names(9), fewest=2))
    assert [record.given_name for record in outcome.records] == [row["givenName"] for row in people(9)]


@pytest.mark.parametrize("status", [400, 422, 500])
def test_fields_refused(caller: Caller, serve: Serve, status: int) -> None:
    def refuses(asked: Asked) -> Told | None:
        return Told(b"", status) if "fields" in asked.query else None

    provider = serve(Quirky(people(9), caps=(5,), refuses=refuses))
    outcome = pulled(caller, provider, chosen)
    whole(outcome, Whole(names(9), warnings=(NO_FIELDS,)))
    assert outcome.requests <= fewest(9, 5) + 6 + 8


def test_fields_that_cut_what_is_required(caller: Caller, serve: Serve) -> None:
    """It cuts records to some fields of its own, whatever is asked for."""
    cut = ("sourcedId", "givenName")
    rows = [{name: row[name] for name in cut} for row in people(9)]
    outcome = pulled(caller, serve(Quirky(rows, caps=(5,))))
    assert outcome.ids == names(9)
    assert outcome.report.repairs["User.familyName was missing, though required"] == 9
    with pytest.raises(FieldMissing, match="the provider did not send it"):
        _ = outcome.records[0].family_name
    assert outcome.records[0].to_dict() == rows[0]
