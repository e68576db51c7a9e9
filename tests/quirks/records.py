"""Made-up records of every kind with values of a test's choosing, and what is read of them."""

from __future__ import annotations

import json
from typing import Any, Final

from oneroster_sdk import FieldMissing

from .conftest import Ask, Caller, Outcome, Serve, pulled
from .provider import Quirky, Row, base, person, reference

NOT_SENT: Final = object()
"""A property that the record lacks."""


def enrollment(number: int, **more: Any) -> Row:
    return {
        **base(f"u{number:03d}"),
        "user": reference("user", "u1"),
        "class": reference("class", "c1"),
        "school": reference("org", "s1"),
        "role": "student",
        **more,
    }


def clazz(number: int, **more: Any) -> Row:
    return {
        **base(f"u{number:03d}"),
        "title": "Class",
        "course": reference("course", "k1"),
        "school": reference("org", "s1"),
        "terms": [reference("academicSession", "t1")],
        **more,
    }


def org(number: int, **more: Any) -> Row:
    return {**base(f"u{number:03d}"), "name": "School", "type": "school", "identifier": "7", **more}


def session(number: int, **more: Any) -> Row:
    return {
        **base(f"u{number:03d}"),
        "title": "Term",
        "startDate": "2026-01-01",
        "endDate": "2026-06-30",
        "type": "term",
        "schoolYear": "2026",
        **more,
    }


def demographics(number: int, **more: Any) -> Row:
    return {**base(f"u{number:03d}"), **more}


PLACES: Final[dict[str, tuple[Any, str, Ask]]] = {
    "User": (person, "users", lambda roster: roster.users),
    "Enrollment": (enrollment, "enrollments", lambda roster: roster.enrollments),
    "Class": (clazz, "classes", lambda roster: roster.classes),
    "Org": (org, "orgs", lambda roster: roster.orgs),
    "AcademicSession": (session, "academicSessions", lambda roster: roster.academic_sessions),
    "Demographics": (demographics, "demographics", lambda roster: roster.demographics),
}


def rows_with(model: str, wire: str, values: list[Any]) -> list[Row]:
    """One record for each of the values."""
    make = PLACES[model][0]
    rows = [make(number, **{wire: value}) for number, value in enumerate(values)]
    return [{name: value for name, value in row.items() if value is not NOT_SENT} for row in rows]


def written(body: Any) -> bytes:
    """As JSON, with numbers of any length."""
    return json.dumps(body).encode()


def read(caller: Caller, serve: Serve, model: str, rows: list[Row], **options: Any) -> Outcome:
    """What comes of these records, all of which must come."""
    _, key, ask = PLACES[model]
    provider = serve(Quirky(rows, body=lambda window: written({key: window.page})))
    outcome = pulled(caller, provider, ask, **options)
    assert outcome.ids == [row["sourcedId"] for row in rows]
    assert (outcome.report.complete, outcome.report.invalid, outcome.report.warnings) == (True, [], {})
    return outcome


def of(outcome: Outcome, name: str) -> list[Any]:
    """What each of the records has there; FieldMissing where touching it raises that."""
    return [getattr(record, name, FieldMissing) for record in outcome.records]
