"""The ``Link`` header (RFC 8288), of which OneRoster uses the relations next, prev, first and last.

Providers write it in many ways: relative addresses, ``REL=next``, two relations at once, commas and semicolons in the
address, no angle brackets. All of these are read; what is no link at all is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import parse_qs, urljoin, urlsplit

PAGING: Final = frozenset({"next", "prev", "first", "last"})
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s;,\"']*)"
_LINK = re.compile(rf"<([^>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*{_VALUE})?)*)")
_PARAMETER = re.compile(rf";\s*([^\s=;,]+)\s*(?:=\s*({_VALUE}))?")
_BARE_LINK = re.compile(rf"\s*([^\s<>]+?)\s*((?:;\s*(?:rel|title|type)\s*=\s*{_VALUE}\s*)+)(?:,|$)", re.IGNORECASE)
"""Without angle brackets an address ends where the first parameter begins, for it may hold commas and semicolons."""


def paging_links(header: str | None, page_url: str) -> Mapping[str, str]:
    """The absolute addresses of the paging relations, by relation; empty if there are none."""
    found: dict[str, str] = {}
    for target, parameters in _links(header or ""):
        # Parameter by parameter, for the text of another one may look like a relation; only the first rel counts.
        relations = [value.strip("\"'") for name, value in _PARAMETER.findall(parameters) if name.lower() == "rel"]
        for word in relations[0].lower().split() if relations else ():
            if word in PAGING:
                found.setdefault(word, urljoin(page_url, target.strip()))
    return found


def _links(header: str) -> Iterator[tuple[str, str]]:
    yield from (_LINK if "<" in header else _BARE_LINK).findall(header)


def same_origin(one: str, other: str) -> bool:
    """Whether a token that was meant for one address may be sent to the other."""
    here, there = urlsplit(one), urlsplit(other)
    return (here.scheme.lower(), here.netloc.lower()) == (there.scheme.lower(), there.netloc.lower())


def number_in(url: str, parameter: str) -> int | None:
    """The offset or limit that an address asks for; None if it goes by something else, such as a cursor."""
    for name, values in parse_qs(urlsplit(url).query).items():
        if name.lower() == parameter and values[0].isascii() and values[0].isdigit():
            return int(values[0])
    return None
