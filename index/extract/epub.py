"""E-books: the chapters in reading order."""

from __future__ import annotations

import posixpath
import re
from typing import Any
from urllib.parse import unquote

from index.extract.archive import Archive
from index.extract.models import Extracted, Reason, Room, Unreadable
from index.extract.plain import decoded
from index.extract.tidy import day, line
from index.extract.web import html_blocks

# lxml refuses a string with an encoding declaration.
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"})
# Encryption of fonts, which does not keep anybody from reading the text.
_SCRAMBLED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read(content: bytes, **_: Any) -> Extracted:
    """Title, author, date and the text of every chapter in the book's spine. Raises Unreadable."""
    archive = Archive(content)
    if _encrypted(archive):
        raise Unreadable(Reason.ENCRYPTED)
    path = next((each.get("full-path") for each in _all(archive.xml(_CONTAINER), "rootfile")), None)
    if not path or path not in archive:
        raise Unreadable(Reason.DAMAGED, "a book without contents")
    package = archive.xml(path)
    items = {each.get("id"): each for each in _all(package, "item")}
    found: list[str] = []
    told: set[str] = set()
    room = Room()
    for each in _all(package, "itemref"):
        item = items.get(each.get("idref"))
        if item is None or each.get("linear") == "no" or item.get("media-type") not in _PAGES:
            continue
        if "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(item.get("href") or "")))
        # A missing chapter does not prevent the others, and a repeated one is read once.
        if name in archive and name not in told:
            told.add(name)
            chapter = _XML.sub("", decoded(archive.read(name)))
            found += room.counted(html_blocks.blocks(html_blocks.parse(chapter, archive.elements)))
    return Extracted(
        text="\n\n".join(found),
        title=_first_text(package, "title"),
        author=_first_text(package, "creator"),
        published_at=day((_first_text(package, "date") or "")[:10], "%Y-%m-%d", "%Y-%m", "%Y"),
    )


def _encrypted(archive: Archive) -> bool:
    if "META-INF/rights.xml" in archive:
        return True
    if _ENCRYPTION not in archive:
        return False
    methods = (each.get("Algorithm") or "" for each in _all(archive.xml(_ENCRYPTION), "EncryptionMethod"))
    return any(not each.startswith(_SCRAMBLED) for each in methods)


def _all(tree: Any, name: str) -> list[Any]:
    return list(tree.iter("{*}" + name))


def _first_text(package: Any, name: str) -> str | None:
    return next(filter(None, (line(each.text) for each in _all(package, name))), None)
