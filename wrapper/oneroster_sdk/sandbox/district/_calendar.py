"""Academic sessions: two school years of two semesters, four terms and eight grading periods each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ._basics import Dice, Record, record, reference, sourced_id

YEARS = (2026, 2027)  # a school year is called after the year in which it ends
_KINDS = ("schoolYear", "semester", "term", "gradingPeriod")
_TITLES = {"semester": "Semester", "term": "Term", "gradingPeriod": "Marking Period"}


@dataclass
class Session:
    """A session before it is written as a record."""

    ref: Record
    kind: str
    title: str
    year: int
    start: date
    end: date
    parent: Session | None = None
    children: list[Session] = field(default_factory=list["Session"])


@dataclass
class Calendar:
    """All sessions, and those that classes are held in."""

    sessions: list[Session]

    def year(self, year: int) -> Session:
        """The school year that ends in this year."""
        return next(s for s in self.sessions if s.kind == "schoolYear" and s.year == year)

    def terms(self, year: int) -> list[Session]:
        """The four terms of a school year, in order."""
        return [s for s in self.sessions if s.kind == "term" and s.year == year]


def make_calendar() -> Calendar:
    """The same for every district."""
    sessions: list[Session] = []
    for year in YEARS:
        start, days = date(year - 1, 8, 24), 40 * 7
        span = (start, start + timedelta(days=days))
        _divide(sessions, None, year, span)
        ref = reference("academicSession", f"intersession-{year}")
        title, first, last = f"Winter Break {year}", date(year - 1, 12, 20), date(year, 1, 4)
        sessions.append(Session(ref, "ext:intersession", title, year, first, last))
    return Calendar(sessions)


def _divide(sessions: list[Session], parent: Session | None, year: int, span: tuple[date, date]) -> Session:
    level = _KINDS.index(parent.kind) + 1 if parent else 0
    kind = _KINDS[level]
    number = 1 + sum(s.kind == kind for s in sessions)
    title = f"School Year {year - 1}-{year}"
    if parent:
        title = f"{_TITLES[kind]} {1 + sum(s.kind == kind and s.year == year for s in sessions)} {year - 1}-{year}"
    session = Session(reference("academicSession", sourced_id(kind, number)), kind, title, year, *span, parent)
    sessions.append(session)
    if level + 1 < len(_KINDS):
        middle = span[0] + (span[1] - span[0]) // 2
        for half in ((span[0], middle), (middle, span[1])):
            session.children.append(_divide(sessions, session, year, half))
    return session


def academic_sessions(dice: Dice, calendar: Calendar) -> Iterator[Record]:
    """All sessions as records."""
    for number, session in enumerate(calendar.sessions, 1):
        made = record(dice, session.ref["sourcedId"], number)
        made |= {
            "title": session.title,
            "startDate": session.start.isoformat(),
            "endDate": session.end.isoformat(),
            "type": session.kind,
            "schoolYear": str(session.year),
        }
        if session.parent:
            made["parent"] = session.parent.ref
        if session.children:
            made["children"] = [child.ref for child in session.children]
        yield made
