"""Questions for pages given to the HTTP library's connections directly, below its own requests and answers.

To make those takes a third of the time of a question, and nothing of them is used. Whatever the library would do
more than pass a question on is left to it: cookies, bodies, addresses that have to be written in another way; and so is
every question where something stands in the place of its methods, as mocks and tracers do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import FunctionType
from typing import Any, Final

from attrs import define, field, frozen

from ._lean import AsyncExchange, Exchange, Lean

_PLAIN: Final = re.compile(r"(https?://[^/?#@]+)(/(?:[A-Za-z0-9_~!$&'()*+,;=:@?/-]++|(?<!/)\.|%[0-9A-F]{2})*)")
"""An address that stands on the wire as it is: the library writes none of its characters in another way.

No group is possessive here, nor in other patterns: Python up to 3.11.4, such as Debian 12 has, matches them wrongly.
"""


@frozen
class _Origin:
    """Where the pages of one origin come from."""

    transport: Any
    pool: Any
    host: tuple[bytes, bytes]
    """The header."""
    address: Mapping[str, Any]
    """The parts of a URL that are the same for all."""
    lean: Lean


@define
class Straight:
    """The direct ways of one client of the HTTP library, through the method of its transports with this name."""

    module: Any
    client: Any
    method: str
    core: Any
    """The package of its connections."""
    _origins: dict[str, _Origin] = field(factory=dict[str, _Origin], init=False)

    def question(self, url: str, headers: Mapping[str, str], seconds: Mapping[str, float]) -> tuple[Any, Any] | None:
        """What asks for what is at an address, and what it is given for that; None if the library must do it.

        It is a connection at rest, or where there is none the pool of connections.
        """
        plain = _PLAIN.fullmatch(url)
        if plain is None or self.client.cookies:
            return None
        origin = self._origins.get(plain[1]) or self._origin(plain[1])
        if not is_genuine(origin.transport, self.method, self.module):
            return None
        target = plain[2].encode("ascii")
        lines = [origin.host, *((name.encode("ascii"), value.encode("ascii")) for name, value in headers.items())]
        if is_genuine(origin.pool, self.method, self.core):
            exchange = origin.lean.asked(target, lines, seconds)
            if exchange is not None:
                return exchange, None
        if any(name.lower() == b"host" for name, _ in lines[1:]):
            return None  # the caller's own
        address = self.core.URL(**origin.address, target=target)
        return origin.pool, self.core.Request("GET", address, headers=lines, extensions={"timeout": seconds})

    def _origin(self, start: str) -> _Origin:
        request = self.module.Request("GET", start)
        url, transport = request.url, self.client._transport_for_url(request.url)
        address = {"scheme": url.raw_scheme, "host": url.raw_host, "port": url.port}
        kind = Exchange if self.method == "handle_request" else AsyncExchange
        lean = Lean(self.core, transport._pool, self.core.URL(**address, target=b"/").origin, kind)
        found = _Origin(transport, transport._pool, request.headers.raw[0], address, lean)
        self._origins[start] = found
        return found


def is_genuine(owner: Any, method: str, package: Any) -> bool:
    """Whether it does this as its package does: what wraps a function bears its names, but not its module."""
    found = getattr(owner.__class__, method)
    return type(found) is FunctionType and found.__globals__["__name__"].startswith(f"{package.__name__}.")
