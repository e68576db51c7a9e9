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
# Possessive, so that the time grows with the length of a header only: what was taken is not given back. No group is so:
# Python up to 3.11.4, which Debian 12 has, matches such groups wrongly.
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^\s;,\"']*+)"
_LINK = re.compile(rf"<([^<>]*+)>((?:\s*+;\s*+[^\s=;,]++\s*+(?:=\s*+{_VALUE})?)*)")
_PARAMETER = re.compile(rf";\s*+([^\s=;,]++)\s*+(?:=\s*+({_VALUE}))?")
_KNOWN_PARAMETER = re.compile(rf";\s*+(?:rel|title|type)\s*+=\s*+{_VALUE}\s*+", re.IGNORECASE)


def paging_links(header: str | None, page_url: str) -> Mapping[str, str]:
    """The absolute addresses of the paging relations, by relation; empty if there are none."""
    found: dict[str, str] = {}
    for target, parameters in _links(header or ""):
        # Parameter by parameter, for the text of another one may look like a relation; only the first rel counts.
        relations = [value.strip("\"'") for name, value in _PARAMETER.findall(parameters) if name.lower() == "rel"]
        for word in relations[0].lower().split() if relations else ():
            address = _address(page_url, target.strip()) if word in PAGING else None
            if address is not None:
                found.setdefault(word, address)
    return found


def _links(header: str) -> Iterator[tuple[str, str]]:
    yield from _LINK.findall(header) if "<" in header else _bare_links(header)


def _bare_links(header: str) -> Iterator[tuple[str, str]]:
    """Links without angle brackets: an address, which may hold commas and semicolons, ends with its parameters."""
    begin = start = end = 0
    for found in _KNOWN_PARAMETER.finditer(header):
        start = start if found.start() == end else found.start()
        end = found.end()
        if header[end : end + 1] in ("", ","):
            for address in header[begin:start].split()[-1:]:
                yield address, header[start:end]
            begin = end + 1


def _address(page_url: str, target: str) -> str | None:
    """The whole address of a target; None if it is none."""
    try:
        address = urljoin(page_url, target)
        _ = urlsplit(address).port
    except ValueError:  # its message would show the address
        return None
    return address


def same_origin(one: str, other: str) -> bool:
    """Whether a token that was meant for one address may be sent to the other."""
    here, there = urlsplit(one), urlsplit(other)
    return (here.scheme.lower(), here.netloc.lower()) == (there.scheme.lower(), there.netloc.lower())


def number_in(url: str, parameter: str) -> int | None:
    """The offset or limit that an address asks for; None if it goes by something else, such as a cursor."""
    for name, values in parse_qs(urlsplit(url).query).items():
        if name.lower() == parameter and values[0].isascii() and values[0].isdigit() and len(values[0]) < 16:
            return int(values[0])
    return None
