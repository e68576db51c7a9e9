"""One value of a record against the value of a filter: exactly, and as any reasonable provider might see it.

The exact reading takes text to the letter, numbers as numbers, dates as dates and date-times as instants. A date
against a date-time is midnight in UTC where order matters, and the whole day in UTC where equality does.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Final, TypeAlias

from attrs import frozen

from oneroster_openapi.kinds import DAY, MOMENT, Day, Flag, Kind, Moment, Number, Unreadable, Vocabulary
from oneroster_openapi.record import Reading

Compare: TypeAlias = Callable[[Any, Any], bool]

_EXACTLY: Final[Mapping[str, Compare]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ROUGHLY: Final[Mapping[str, Compare]] = {
    "<": operator.le,
    "<=": operator.le,
    ">": operator.ge,
    ">=": operator.ge,
}
_FLAG: Final = Flag(as_string=True)
_WHERE: Final = ("", "")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ONE_DAY: Final = timedelta(days=1)
_DATED: Final = re.compile(r"\s*\d{4}-\d{2}-\d{2}(?P<alone>\s*$)?", re.ASCII)


@frozen
class Forms:
    """A value in all the forms in which it may have to be compared; None where it has no such form."""

    text: str
    number: Decimal | None = None
    flag: bool | None = None
    when: date | None = None
    """A date, or a date-time, which is a date as well."""

    @cached_property
    def folded(self) -> str:
        """The text without letter case, accents, and blanks around it."""
        decomposed = unicodedata.normalize("NFKD", self.text.casefold())
        plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).strip()
        # A word of 1.1 that 1.2 knows only with this prefix is shown with it.
        return plain.removeprefix("ext:")

    @cached_property
    def bare(self) -> str:
        """Letters and digits only: collations of databases look at the rest last."""
        return "".join(sign for sign in self.folded if sign.isalnum())


def wanted(text: str, kind: Kind | None = None) -> Forms:
    """The value of a filter. Words of a vocabulary are read as those of records are: old ones, and any letter case."""
    word = kind.read(text, _WHERE, Reading()) if isinstance(kind, Vocabulary) else None
    return Forms(text if word is None else str(word), _number(text), _flag(text), _when(text))


def fits(value: Forms, kind: Kind | None) -> bool:
    """Whether a value can be compared with what a property of this kind holds."""
    if isinstance(kind, Flag):
        return value.flag is not None
    if isinstance(kind, Day | Moment):
        return value.when is not None
    return not isinstance(kind, Number) or value.number is not None


def found(leaf: Any) -> Forms | None:
    """A value of a record; None if it is none that can be compared."""
    if isinstance(leaf, str):
        return Forms(str(leaf), _number(leaf), None, _when(leaf))
    if isinstance(leaf, bool):
        return Forms("true" if leaf else "false", flag=leaf)
    if isinstance(leaf, int | float):
        whole = isinstance(leaf, float) and leaf.is_integer()
        return Forms(str(int(leaf) if whole else leaf), _number(str(leaf)))
    if isinstance(leaf, date):
        return Forms(str(MOMENT.write(leaf)), when=leaf)
    return None


def exactly(leaf: Any, predicate: str, value: Forms) -> bool:
    """Whether the comparison holds under the exact reading; ``~`` looks for a text within a text."""
    if predicate == "~":
        forms = found(leaf)
        return forms is not None and value.text in forms.text
    left, right = _alike(leaf, predicate, value)
    return left is not None and right is not None and _EXACTLY[predicate](left, right)


def _alike(leaf: Any, predicate: str, value: Forms) -> tuple[Any, Any]:
    """Both values in the form that the record has; None where one has no such form."""
    if isinstance(leaf, str):
        return leaf, value.text
    if isinstance(leaf, bool):
        return leaf, value.flag
    if isinstance(leaf, int | float):
        return _number(str(leaf)), value.number
    if not isinstance(leaf, date) or value.when is None:
        return None, None
    if predicate == "=" and not (isinstance(leaf, datetime) and isinstance(value.when, datetime)):
        return _instant(leaf) // _ONE_DAY, _instant(value.when) // _ONE_DAY
    return _instant(leaf), _instant(value.when)


def surely_equal(leaf: Any, value: Forms) -> bool:
    """Whether no reading can tell the two apart."""
    mixed = isinstance(leaf, date) and isinstance(leaf, datetime) != isinstance(value.when, datetime)
    return not mixed and exactly(leaf, "=", value)


def roughly(leaf: Any, predicate: str, value: Forms) -> bool:
    """Whether some provider could take the comparison to hold, beyond the exact reading of it."""
    forms = found(leaf)
    if forms is None:
        return True
    if predicate == "~":
        # How a provider writes what is not text cannot be known.
        return not isinstance(leaf, str) or value.folded in forms.folded
    if forms.when is not None and value.when is not None and _near(forms.when, predicate, value.when):
        return True
    if forms.number is not None and value.number is not None and _EXACTLY[predicate](forms.number, value.number):
        return True
    if predicate == "=":
        return forms.folded == value.folded or (forms.flag is not None and forms.flag == value.flag)
    return forms.flag is not None or _ordered(forms, predicate, value)


def _ordered(forms: Forms, predicate: str, value: Forms) -> bool:
    """By code point, or as a collation may have it; texts that differ by case or signs stand in either order."""
    if _EXACTLY[predicate](forms.text, value.text):
        return True
    compare = _ROUGHLY[predicate]
    return forms.text != value.text and (compare(forms.folded, value.folded) or compare(forms.bare, value.bare))


def _near(when: date, predicate: str, value: date) -> bool:
    """Dates are whole days, and zones that were lost on the way may move either by a day."""
    (first, last), (least, most) = _span(when), _span(value)
    not_after, not_before = first - _ONE_DAY <= most, last + _ONE_DAY >= least
    if predicate == "=":
        return not_after and not_before
    return not_after if predicate in ("<", "<=") else not_before


def _span(when: date) -> tuple[timedelta, timedelta]:
    start = _instant(when)
    return start, start if isinstance(when, datetime) else start + _ONE_DAY - timedelta.resolution


def _instant(when: date) -> timedelta:
    if isinstance(when, datetime):
        return (when if when.tzinfo else when.replace(tzinfo=UTC)) - _EPOCH
    return when - _EPOCH.date()


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _flag(text: str) -> bool | None:
    try:
        return _FLAG.read(text, _WHERE, Reading())
    except Unreadable:
        return None


def _when(text: str) -> date | None:
    dated = _DATED.match(text)
    if dated is None:
        return None
    kind = MOMENT if dated["alone"] is None else DAY
    try:
        return kind.read(text, _WHERE, Reading())
    except Unreadable:
        return None
