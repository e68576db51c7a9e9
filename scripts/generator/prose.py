"""Make prose fit for a docstring: plain text, whatever markup and odd characters a document has.

What is left may still hold quotes and backslashes; to write it into a string is the templates' affair (``docstring``).
"""

from __future__ import annotations

import html
import re
import textwrap
import unicodedata

from openapi_python_client.strings import safe_for_docstring

_BREAK = re.compile(r"\s*<(?:br|/p|/div|/li|/tr|/h\d|/ul|/ol|/table)\s*/?>\s*", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|cite|code|dd|div|dl|dt|em|font|h\d|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|tt|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ODD = re.compile(r"[^\x20-\x7e\n]")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)


def clean(text: str) -> str:
    """Text without markup, control characters and runs of blanks; plain text comes back as it is."""
    if _TAG.search(text):
        text = _TAG.sub("", _ITEM.sub("- ", _BREAK.sub("\n", text)))
    if _ENTITY.search(text):
        text = html.unescape(text)
    text = _ODD.sub(lambda found: _plain(found.group()), text)
    text = re.sub(r"[ \t]+", " ", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", text)).strip()


def _plain(character: str) -> str:
    """A line end or blank for all that is one in Unicode; nothing for what cannot be seen, such as marks."""
    category = unicodedata.category(character)
    if character == "\n" or category in ("Zl", "Zp"):
        return "\n"
    if category == "Zs" or character in "\t\r":
        return " "
    return "" if category.startswith("C") else character


def docstring(text: str, width: int) -> str:
    """Text for between triple quotes, in lines of this width: nothing in it ends the string or escapes from it."""
    wrapped: list[str] = []
    for line in str(safe_for_docstring(text)).splitlines():
        wrapped += textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=True) or [""]
    escaped = "\n".join(wrapped)
    return f"{escaped} " if escaped.endswith('"') else escaped  # else it would join the quotes that follow
