"""The provider's own words: kept for those who ask, and shown to nobody else. Pure."""

from __future__ import annotations

from typing import Any, Final

CODES: Final = frozenset(
    {
        "deletefailure",
        "forbidden",
        "fullsuccess",
        "internal_server_error",
        "invalid_blank_selection_field",
        "invalid_filter_field",
        "invalid_selection_field",
        "invalid_sort_field",
        "invaliddata",
        "linkfailure",
        "server_busy",
        "targetreadfailure",
        "unauthorisedrequest",
        "unknownobject",
        "unsupported",
        "unsupportedoperation",
    }
)
"""The codes of both versions, and of the services they build upon. Others are not shown: they may say anything."""


def in_print(text: str, longest: int = 200) -> str:
    """A text of somebody else on one line: line breaks and control characters are written out, what is long is cut."""
    shown = text[:longest]
    plain = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in shown)
    return plain if len(text) <= longest else f"{plain}…"


class Untold:
    """A text that is there for those who ask for it by name, and not in ``repr``, ``vars``, pickles and copies."""

    __slots__ = ("_text",)

    def __init__(self, text: str | None) -> None:
        self._text = text

    def tell(self) -> str | None:
        """The text."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return other._text == self._text if isinstance(other, Untold) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "None" if self._text is None else "'…'"

    def __reduce__(self) -> tuple[Any, ...]:
        return Untold, (None,)
