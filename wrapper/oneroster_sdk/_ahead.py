"""Requests that were begun before their turn came, by their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from attrs import define, field

from ._flow import Begun, Beside, Flow, Join

T = TypeVar("T")


@define
class Ahead(Generic[T]):
    """What is under way beside a reading, or has come and waits for its turn."""

    _begun: dict[str, Begun] = field(factory=dict[str, Begun], init=False, repr=False)

    def keep(self, wanted: Mapping[str, Callable[[], Flow[T]]]) -> Flow[int]:
        """See that just these are under way; how many were, and are of no use now."""
        useless = [url for url in self._begun if url not in wanted]
        for url in useless:
            self._begun.pop(url).drop()
        for url, flow in wanted.items():
            begun: Begun | None = None if url in self._begun else (yield Beside(flow))
            if begun is not None:
                self._begun[url] = begun
        return len(useless)

    def sent(self, url: str, flow: Callable[[], Flow[T]]) -> Flow[T]:
        """What comes of the request to this address: of the one that was begun before, else of a new one."""
        begun = self._begun.pop(url, None)
        if begun is None or not begun.here:
            return (yield from flow())
        yield Join(begun)
        outcome: T = begun.result()
        return outcome

    def drop(self) -> int:
        """End all that is under way; how many that were."""
        dropped, self._begun = self._begun, {}
        for begun in dropped.values():
            begun.drop()
        return len(dropped)
