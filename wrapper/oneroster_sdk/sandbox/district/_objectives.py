"""Learning objectives: what a piece of work is to teach, and how well that went."""

from __future__ import annotations

from uuid import UUID

from ._basics import Record


def objectives(number: int) -> list[Record]:
    """What a piece of work is to teach; a set for each source, of which only CASE asks for UUIDs."""
    sets: list[Record] = [
        {"source": "case", "learningObjectiveIds": [str(UUID(int=number)), str(UUID(int=number + 1))]}
    ]
    if number % 2:
        sets.append({"source": "/local", "learningObjectiveIds": [f"objective {number}"]})
    if number % 4 == 0:
        sets.append({"source": "unknown", "learningObjectiveIds": ["neat handwriting"]})
    return sets


def reached(number: int, share: float) -> list[Record]:
    """How a student did in some objectives."""
    one: Record = {"learningObjectiveId": str(UUID(int=number))}
    if number % 3:
        one["score"] = share
    if number % 2 == 0 or number % 5 == 1:
        one["textScore"] = "met"
    source = ("case", "unknown", "/local")[number // 8 % 3]
    return [{"source": source, "learningObjectiveResults": [one, {"learningObjectiveId": f"objective {number}"}]}]
