"""What can go wrong with one request, as data; and plans that say with which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from attrs import field, frozen

from .wires import Answer

End: TypeAlias = Literal["reset", "close", "hang"]
Moment: TypeAlias = Literal["before", "after", "head", "body"]
"""Before the provider gets the request; after it has answered, of which nothing comes; within the answer's head; within
its body."""


@frozen
class Break:
    """The connection ends, or falls silent, in the middle of an exchange.

    ``reset`` is what a crash looks like (RST), ``close`` an orderly end (FIN), ``hang`` an open line on which nothing
    comes until the client gives up.
    """

    how: End
    at: Moment
    chunked: bool = False
    """Whether the answer comes in chunks, rather than with its length."""


@frozen
class Drip:
    """The answer comes byte by byte, from its head or its body on."""

    at: Literal["head", "body"]
    seconds: float
    """Between two bytes."""


@frozen
class Instead:
    """Another answer comes than the provider's."""

    answer: Answer
    forwarded: bool = False
    """Whether the provider gets the request all the same."""


@frozen
class Edit:
    """The provider's answer comes, but its bytes are not as they should be."""

    wire: Callable[[Answer], bytes]
    closes: bool = False
    """Whether the connection is closed behind it, without a word before."""


@frozen
class Event:
    """Something happens at the provider just before it gets the request."""

    happens: Callable[[], object]


@frozen
class Down:
    """The connection is reset, and new ones are refused for so many seconds."""

    seconds: float


Fault: TypeAlias = Break | Drip | Instead | Edit | Event | Down


@frozen
class Asked:
    """One request that came to the proxy. Its query, headers and body are not kept."""

    method: str
    path: str
    connection: int
    """Which connection it came on, counted from 1."""


Choice: TypeAlias = Callable[[Asked], Fault | None]
"""What goes wrong with a request; called once for each, in the order in which they come."""


@frozen
class Rule:
    """One fault, and the requests that it is for."""

    fault: Fault
    path: str = ""
    """A part of their path."""
    method: str = ""
    skip: int = 0
    """So many of them are spared first."""
    times: int = 1
    """So many are hit then."""


@frozen
class Plan:
    """Rules that count what came; the first that is due decides."""

    rules: tuple[Rule, ...]
    _seen: dict[int, int] = field(factory=dict[int, int], init=False)

    def __call__(self, asked: Asked) -> Fault | None:
        due = [rule.fault for number, rule in enumerate(self.rules) if self._is_due(number, rule, asked)]
        return due[0] if due else None

    def _is_due(self, number: int, rule: Rule, asked: Asked) -> bool:
        if rule.path not in asked.path or rule.method not in ("", asked.method):
            return False
        self._seen[number] = seen = self._seen.get(number, 0) + 1
        return rule.skip < seen <= rule.skip + rule.times


def plan(*rules: Rule) -> Plan:
    """A plan of these rules."""
    return Plan(rules)
