"""What of a filter goes to the provider, and what is applied here.

The standard's grammar joins two comparisons at most, by one AND or one OR, without parentheses (1.2 REST binding,
"Filtering"). What is sent accepts every record that the whole filter accepts; the rest is left to be applied here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from oneroster_openapi.record import Record

from ._comparing import fits, wanted
from ._dialect import Condition
from ._errors import QueryError
from ._filters import Clause, Expression, Joined, Negated, Raw, joined, no_filter, parts_of
from ._places import Place, place_of

Translate: TypeAlias = Callable[[type[Record], Condition], Condition]
"""The field and the value of a comparison in the words of the provider, from those of the standard."""
Quoting: TypeAlias = Literal["doubled", "bare", "double-quotes"]
"""How a provider wants a quote within a value: ``'O''Neill'``, ``'O'Neill'`` or ``"O'Neill"``."""

MOST_CLAUSES: Final = 2
_QUOTED: Final[Mapping[Quoting, re.Pattern[str]]] = {
    "doubled": re.compile(r"'(?:[^']|'')*'"),
    "bare": re.compile(r"'.*?'(?=\s*$|\s*\)|\s+(?:AND|OR)\s)", re.IGNORECASE | re.DOTALL),
    "double-quotes": re.compile(r'"[^"]*"'),
}
_JOINT: Final = re.compile(r"(?<![\w.])(?:AND|OR)(?=[\s(])", re.IGNORECASE)
_UNCLEAR_NAME: Final = re.compile(r"""[=!<>~'"()]|\s(?:AND|OR)\s""", re.IGNORECASE)
_SEEMS_TO_END: Final = re.compile(r"'\s+(?:AND|OR)\s", re.IGNORECASE)

_HOLDS: Final[Mapping[str, str]] = {
    "Flag": "it is true or false",
    "Day": "it holds a date (YYYY-MM-DD)",
    "Moment": "it holds a date-time of ISO 8601",
    "Number": "it holds a number",
}


@frozen
class Split:
    """A filter in two parts, which together are the whole."""

    sent: str | None = field(repr=False)
    """The filter parameter in the words of the provider, not percent-encoded; None if there is none to send."""
    asked: Expression | None
    """What must hold for each record that comes, since it was asked for."""
    here: Expression | None
    """What is to be applied here to the records that come."""


@frozen(eq=False)
class _Piece:
    """One of the filters that must all hold, as the provider could be asked for it."""

    expression: Expression
    text: str | None = field(repr=False)
    """None if the grammar does not carry it."""
    clauses: int = 1
    raw: bool = False
    """Whether only the provider can apply it."""
    exact: bool = True
    """Whether the provider's words say the same; otherwise they say less."""


def split(
    expression: Expression,
    model: type[Record],
    *,
    strict: bool,
    translate: Translate,
    quoting: Quoting | None = None,
    most_clauses: int = MOST_CLAUSES,
) -> Split:
    """Decide what goes to the provider.

    Args:
        expression: The whole filter.
        model: The records that the caller sees.
        strict: Whether to refuse fields that the model lacks.
        translate: What the provider calls a field and its value.
        quoting: How the provider wants quotes within values; None if that is not known: then such values stay here.
        most_clauses: How many comparisons the provider takes; with 0 nothing is sent.

    Raises:
        QueryError: a field is unknown to the model or to the provider, a value cannot be one of its field, or `raw`
            stands where it cannot be sent.
    """
    speech = _Speech(model, strict, translate, quoting)
    pieces = [speech.piece(part) for part in parts_of(expression, "AND")]
    chosen = _chosen(pieces, most_clauses)
    sent = " AND ".join(piece.text for piece in chosen if piece.text is not None)
    asked = [piece.expression for piece in chosen if piece.exact]
    here = [piece.expression for piece in pieces if piece not in chosen or not piece.exact]
    return Split(sent or None, joined("AND", asked), joined("AND", here))


@frozen
class _Speech:
    """How one provider is spoken to about one kind of record."""

    model: type[Record]
    strict: bool
    translate: Translate
    quoting: Quoting | None

    def piece(self, part: Expression) -> _Piece:
        if isinstance(part, Clause):
            return self._comparison(part)
        if isinstance(part, Raw):
            return _Piece(part, part.words, _clauses_in(part.words, self.quoting), raw=True)
        if isinstance(part, Joined):
            return self._joined(part)
        if isinstance(part, Negated):
            # Servers disagree about the negation of what a record does not have, so that it is never sent.
            return _Piece(part, None, raw=self.piece(part.part).raw)
        raise no_filter(part)

    def _comparison(self, clause: Clause) -> _Piece:
        place = place_of(self.model, clause.field, strict=self.strict)
        name, value = self.translate(self.model, (place.path, clause.value))
        if clause.predicate != "~" and not fits(wanted(clause.value), place.kind):
            raise QueryError(f"cannot compare {place.path} with this value: {_HOLDS[type(place.kind).__name__]}")
        exact = _same_place(place, name)
        quoted = None if _UNCLEAR_NAME.search(name) else _quoted(value, self.quoting)
        # Looking at more than was meant finds more, but for !=; and another word stands in another place of the order.
        safe = (exact or clause.predicate != "!=") and (value == clause.value or clause.predicate in ("=", "!="))
        text = f"{name}{clause.predicate}{quoted}" if safe and quoted is not None else None
        return _Piece(clause, text, exact=exact)

    def _joined(self, whole: Joined) -> _Piece:
        inner = [self.piece(part) for part in whole.parts]
        texts = [piece.text for piece in inner if piece.text is not None]
        flat = whole.operator == "OR" and len(texts) == len(inner) and all(piece.clauses == 1 for piece in inner)
        return _Piece(
            whole,
            " OR ".join(texts) if flat else None,
            len(inner),
            raw=any(piece.raw for piece in inner),
            exact=all(piece.exact for piece in inner),
        )


def _same_place(place: Place, name: str) -> bool:
    """Whether the provider has the field where the caller sees it.

    What the caller sees once may be one of a list there, and the provider then looks at all of it. A list of the
    caller's is the same values wherever it stands.
    """
    return name == place.path or place.listed


def _quoted(value: str, quoting: Quoting | None) -> str | None:
    """The value in quotes; None if it could be taken for the end of the comparison, or read as another value."""
    if quoting is None:
        return None if "'" in value else f"'{value}'"
    if quoting == "doubled":
        value = value.replace("'", "''")
        return f"'{value}'"
    if quoting == "double-quotes":
        return None if '"' in value else f'"{value}"'
    return None if _SEEMS_TO_END.search(f"'{value}") else f"'{value}'"


def _clauses_in(words: str, quoting: Quoting | None) -> int:
    return 1 + len(_JOINT.findall(_QUOTED[quoting or "doubled"].sub("''", words)))


def _chosen(pieces: list[_Piece], most: int) -> list[_Piece]:
    """The pieces to send, in the order written."""
    raws = [piece for piece in pieces if piece.raw]
    if not _all_fit(raws, most):
        raise QueryError(
            f"raw() can only be applied by the provider, which takes {most} clauses, and cannot be sent as it stands "
            "here. Join it to others with &, or write the whole filter with raw()."
        )
    if any(piece.clauses > 1 for piece in raws):
        return raws
    single = [piece for piece in pieces if piece.text is not None and piece.clauses == 1 and not piece.raw]
    taken = [*raws, *single[: most - len(raws)]]
    if taken:
        return [piece for piece in pieces if piece in taken]
    return [piece for piece in pieces if piece.text is not None and piece.clauses <= most][:1]


def _all_fit(raws: list[_Piece], most: int) -> bool:
    """Whether all that only the provider can apply can be sent; what is more than one clause goes alone."""
    if any(piece.text is None or (piece.clauses > most and isinstance(piece.expression, Joined)) for piece in raws):
        return False
    return len(raws) <= (min(most, 1) if any(piece.clauses > 1 for piece in raws) else most)
