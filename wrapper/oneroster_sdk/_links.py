"""The ``Link`` header (RFC 8288), of which OneRoster uses the relations next, prev, first and last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin

PAGING: Final = frozenset({"next", "prev", "first", "last"})
_LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s;,\"]*))?)*)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)


def paging_links(header: str | None, page_url: str) -> Mapping[str, str]:
    """The absolute addresses of the paging relations, by relation; empty if there are none."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header or ""):
        relation = _RELATION.search(parameters)
        for word in ((relation[1] or relation[2]) if relation else "").lower().split():
            if word in PAGING:
                found.setdefault(word, urljoin(page_url, target.strip()))
    return found
