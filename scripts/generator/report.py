"""``scripts/regenerate --diff``: what other documents of the standard change, as text."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path

from . import sources
from .compare import Change, compare
from .prepare import Prepared, listed_corrections, prepare, unmatched
from .view import View, view


def tell(folder: Path) -> int:
    """Print what the documents in `folder` change; 1 if that may break programs, else 0."""
    given = sources.find(folder)
    listed = listed_corrections()
    new = prepare(sources.VERSION, listed, given)
    old = prepare(sources.VERSION, listed)
    elsewhere = prepare("v1p1", listed).matches
    changes = compare(before := view(old), after := view(new))
    idle = unmatched(listed, new.matches + elsewhere)
    print("\n".join([*given.lines(), "", *text(changes), *footer(changes, before, after, new, idle)]))
    return int(any(change.breaks for change in changes))


def text(changes: list[Change]) -> list[str]:
    """The changes, by what they are about."""
    lines: list[str] = []
    for about, group in groupby(changes, key=lambda change: change.about):
        lines.append(about)
        for change in group:
            verdict = "breaking" if change.breaks else "not breaking"
            lines += [f"  {change.what}", f"    {change.means} [{verdict}]"]
        lines.append("")
    return lines


def footer(changes: list[Change], old: View, new: View, prepared: Prepared, idle: list[str]) -> list[str]:
    """What was left out, what should have matched, and the sum."""
    lines = ignored(prepared.forms)
    prose = sum(words != new.prose[where] for where, words in old.prose.items() if where in new.prose)
    if prose:
        lines += [f"{prose} of {len(old.prose)} descriptions are worded differently."]
    lines += [f"warning: correction {name!r} matches nothing in these documents" for name in idle]
    return [*lines, summary(changes)]


def ignored(forms: Counter[str]) -> list[str]:
    """The differences of form that mean nothing."""
    found = [f"  {form}: {count}" for form, count in sorted(forms.items()) if count]
    return ["Differences of form, which were ignored:", *found, ""] if found else []


def summary(changes: list[Change]) -> str:
    """The last line."""
    if not changes:
        return "Nothing changes for users of the Python API."
    breaking = sum(change.breaks for change in changes)
    return f"{len(changes)} changes, {breaking} of them breaking."
