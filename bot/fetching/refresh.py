"""Pages that only redirect a browser: ``<meta http-equiv="refresh">`` and the header ``Refresh``."""

from __future__ import annotations

import re
from html import unescape

# A redirect stands at the beginning; a page with a longer delay shows something meanwhile.
LOOKED_AT = 16_384
LONGEST_WAIT = 10
_UNREAD = re.compile(r"<!--.*?-->|<(noscript|script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_META = re.compile(r"<meta\s([^<>]{1,3000})>", re.IGNORECASE)
_NAMED = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))", re.IGNORECASE)
_WAIT = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=)?\s*(\S.*)", re.IGNORECASE | re.DOTALL)


def in_header(value: str) -> str | None:
    """The target in the value of a header or meta element, if it redirects soon; otherwise None."""
    found = _WAIT.fullmatch(value)
    if found is None or int(found[1]) > LONGEST_WAIT:
        return None
    return found[2].strip().strip("\"'").strip() or None


def in_page(content: bytes) -> str | None:
    """The target to which a page redirects soon, as written there; None if there is none."""
    source = _UNREAD.sub("", content[:LOOKED_AT].decode("utf-8", errors="replace"))
    for meta in _META.finditer(source):
        if _NAMED.search(meta[1]) and (said := _CONTENT.search(meta[1])):
            return in_header(unescape(said[1] or said[2] or said[3] or ""))
    return None
