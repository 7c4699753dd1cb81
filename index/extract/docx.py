"""Word documents: paragraphs, tables, insertions and text boxes in reading order, without deleted text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from index.extract.archive import Archive
from index.extract.models import Extracted, Room, Unreadable
from index.extract.tidy import line, tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# Elements to skip: deleted or moved text, instructions of fields, the older copy of a text box.
_GONE = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sectPr", "tblPr"})
_TITLES = frozenset({"title", "titel", "titre", "título"})


def read(content: bytes, **_: Any) -> Extracted:
    """The document's text, then its footnotes; a row of a table is a line. Raises Unreadable."""
    archive = Archive(content)
    document = archive.xml("word/document.xml")
    room = Room()
    found = list(room.counted(filter(None, _paragraphs(document))))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in archive:
            found += room.counted(filter(None, _paragraphs(archive.xml(name))))
    title, author, created = _properties(archive)
    # Word writes the day on which the file, or its template, was created.
    return Extracted(
        text="\n\n".join(found),
        title=_styled_title(document) or title,
        author=author,
        published_at=created,
        doubtful_day=True,
    )


def _paragraphs(node: Any) -> Iterator[str]:
    for child in node:
        name = _name(child)
        if name in _GONE or (child.tag == f"{_MC}Fallback"):
            continue
        if name == "p" and len(child):
            boxes: list[Any] = []
            yield tidy(_text(child, boxes))
            for box in boxes:
                yield from _paragraphs(box)
        elif name == "tbl":
            yield "\n".join(filter(None, (_row(row) for row in child if _name(row) in ("tr", "sdt", "ins"))))
        elif len(child):
            yield from _paragraphs(child)


def _row(row: Any) -> str:
    cells = (" ".join(filter(None, (" ".join(each.split()) for each in _paragraphs(cell)))) for cell in _cells(row))
    return " | ".join(filter(None, cells))


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) not in _GONE:
            yield from _cells(child)


def _text(node: Any, boxes: list[Any]) -> str:
    """The text of a paragraph; its text boxes are collected in ``boxes`` and read later."""
    parts = []
    for child in node:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _MARKS:
            parts.append(_MARKS[name])
        elif name == "txbxContent":
            boxes.append(child)
        elif name not in _GONE and child.tag != f"{_MC}Fallback":
            parts.append(_text(child, boxes))
    return "".join(parts)


def _styled_title(document: Any) -> str | None:
    for paragraph in document.iter(f"{_W}p", f"{_STRICT}p"):
        for style in paragraph.iter(f"{_W}pStyle", f"{_STRICT}pStyle"):
            value = style.get(f"{_W}val") or style.get(f"{_STRICT}val") or ""
            if value.lower() in _TITLES:
                return line(_text(paragraph, []))
    return None


def _properties(archive: Archive) -> tuple[str | None, str | None, datetime | None]:
    if "docProps/core.xml" not in archive:
        return None, None, None
    try:
        core = archive.xml("docProps/core.xml")
    except Unreadable:
        return None, None, None
    created = core.findtext(f"{_TERMS}created") or ""
    try:
        moment = datetime.fromisoformat(created.strip())
    except ValueError:
        moment = None
    dated = moment if moment is not None and moment.tzinfo is not None else None
    return line(core.findtext(f"{_DC}title")), line(core.findtext(f"{_DC}creator")), dated


def _name(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return str(tag.rpartition("}")[2])
