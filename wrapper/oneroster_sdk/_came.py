"""The records of a page as they came, for those who ask: kept as they are, or read anew from the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import define, field, frozen

from ._json import as_list, as_object, parsed


@frozen
class Kept:
    """Records that were read one by one, and are at hand."""

    items: list[dict[str, Any]] = field(repr=False)

    def __call__(self) -> list[dict[str, Any]]:
        return self.items


@define
class Again:
    """Records of a page that was read as a whole: few ask for what they came as, and it would double their memory.

    Attributes:
        content: The page.
        key: Under what its records stand.
        positions: Which of them are meant.
    """

    content: bytes = field(repr=False)
    key: str
    positions: Sequence[int] = field(repr=False)
    _found: list[dict[str, Any]] | None = field(default=None, init=False, repr=False)

    def __call__(self) -> list[dict[str, Any]]:
        if self._found is None:
            items = as_list((as_object(parsed(self.content)) or {}).get(self.key)) or []
            self._found = [items[position] for position in self.positions]
        return self._found
