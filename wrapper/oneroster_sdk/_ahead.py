"""Requests that were begun before their turn came, by their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Generic, TypeVar

from attrs import define, field

from ._flow import Begun, Beside, Flow, Join

T = TypeVar("T")


@define
class Ahead(Generic[T]):
    """What is under way beside a reading, or has come and waits for its turn."""

    _begun: dict[str, Begun] = field(factory=dict[str, Begun], init=False, repr=False)
    _running: set[str] = field(factory=set[str], init=False, repr=False)
    """Those whose flows have really begun: a thread or a task may be dropped before it runs."""

    def keep(self, wanted: Mapping[str, Callable[[], Flow[T]]]) -> Flow[int]:
        """See that just these are under way; how many were, and are of no use now."""
        useless, _ = self._drop([url for url in self._begun if url not in wanted])
        for url, flow in wanted.items():
            begun: Begun | None = None if url in self._begun else (yield Beside(partial(self._run, url, flow)))
            if begun is not None:
                self._begun[url] = begun
        return useless

    def _run(self, url: str, flow: Callable[[], Flow[T]]) -> Flow[T]:
        self._running.add(url)
        return (yield from flow())

    def sent(self, url: str, flow: Callable[[], Flow[T]]) -> Flow[T]:
        """What comes of the request to this address: of the one that was begun before, else of a new one."""
        begun = self._begun.pop(url, None)
        if begun is None or not begun.here:
            return (yield from flow())
        yield Join(begun)
        self._running.discard(url)
        outcome: T = begun.result()
        return outcome

    def drop(self) -> tuple[int, list[Begun]]:
        """End all that is under way; how many requests that were, and what is to be waited for."""
        return self._drop([*self._begun])

    def _drop(self, urls: list[str]) -> tuple[int, list[Begun]]:
        dropped = [self._begun.pop(url) for url in urls]
        for begun in dropped:
            begun.drop()
        useless = self._running.intersection(urls)
        self._running -= useless
        return len(useless), dropped
