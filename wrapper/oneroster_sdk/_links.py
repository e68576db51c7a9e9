"""The ``Link`` header (RFC 8288), of which OneRoster uses the relations next, prev, first and last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin

PAGING: Final = frozenset({"next", "prev", "first", "last"})
_LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s;,\"]*))?)*)")
_PARAMETER = re.compile(r";\s*([^\s=;,]+)\s*(?:=\s*(?:\"([^\"]*)\"|([^\s;,\"]*)))?")


def paging_links(header: str | None, page_url: str) -> Mapping[str, str]:
    """The absolute addresses of the paging relations, by relation; empty if there are none."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header or ""):
        # Parameter by parameter, for the text of another one may look like a relation; only the first rel counts.
        relations = [quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters) if name.lower() == "rel"]
        for word in relations[0].lower().split() if relations else ():
            if word in PAGING:
                found.setdefault(word, urljoin(page_url, target.strip()))
    return found
