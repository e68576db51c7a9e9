"""The Link header of a page."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from ._query import Query


def link_header(url: str, query: Query, total: int) -> str:
    """Links to the first, previous, next and last page, those that there are.

    They carry the limit that was applied, not the one that was asked for, so that following them misses nothing.
    """
    limit, offset = query.limit, query.offset
    last = offset % limit + max(0, total - 1 - offset % limit) // limit * limit if total > offset % limit else 0
    pages = [("first", 0), ("last", last)]
    if offset > 0:
        pages.insert(1, ("prev", min(last, max(0, offset - limit))))
    if offset + limit < total:
        pages.insert(-1, ("next", offset + limit))
    return ", ".join(f'<{_page(url, query, start)}>; rel="{name}"' for name, start in pages)


def _page(url: str, query: Query, offset: int) -> str:
    parameters = [("limit", str(query.limit)), ("offset", str(offset)), *query.kept]
    return f"{url}?{urlencode(parameters, quote_via=quote, safe=',')}"
