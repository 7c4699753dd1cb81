"""Documents made for the tests, each with the paragraphs that should come out of it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from tests.support.articles import BUDGET, FERRY, GLACIER

STORY = [" ".join(each.split()) for article in (FERRY, BUDGET, GLACIER) for each in article.split("\n\n")]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HYPHENS = {"passengers": "passen-<br/>gers", "shifting": "shift-<br/>ing", "wildfires": "wild-<br/>fires"}


def story(count: int) -> list[str]:
    """So many paragraphs, no two alike."""
    return [f"{STORY[number % len(STORY)]} That was note {number} of the day." for number in range(count)]


def f1(found: str, wanted: Sequence[str]) -> float:
    """How many paragraphs came out as they went in, as the harmonic mean of precision and recall."""
    here = Counter(" ".join(each.split()) for each in found.split("\n\n"))
    there = Counter(" ".join(each.split()) for each in wanted)
    return 2 * sum((here & there).values()) / max(1, sum(here.values()) + sum(there.values()))


def pdf(
    wanted: Sequence[str],
    *,
    columns: int = 1,
    indent: int = 0,
    space: int = 8,
    justified: bool = False,
    hyphens: Mapping[str, str] | None = None,
    head: str = "Harbour Post Magazine",
    number: str = "Page {}",
    **facts: Any,
) -> bytes:
    """A typeset document with running heads and page numbers. ``hyphens`` break words by force."""
    file = io.BytesIO()

    def decorate(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 815, head)
        canvas.drawCentredString(297, 25, number.format(document.page))

    width = (495 - 20 * (columns - 1)) / columns
    frames = [Frame(50 + each * (width + 20), 50, width, 740, 0, 0, 0, 0) for each in range(columns)]
    document = BaseDocTemplate(file, pagesize=(595, 842), **facts)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=decorate))
    style = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=10,
        leading=12,
        firstLineIndent=indent,
        spaceAfter=space,
        alignment=4 if justified else 0,
    )

    def broken(text: str) -> str:
        text = escape(text, quote=False)
        for whole, parts in (hyphens or {}).items():
            text = text.replace(whole, parts)
        return text

    document.build([Paragraph(broken(each), style) for each in wanted])
    return file.getvalue()


def zipped(members: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def run(text: str) -> str:
    """A run of text in WordprocessingML."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def docx(body: str, **members: str) -> bytes:
    """A Word document with this body."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}<w:sectPr/></w:body></w:document>'
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>The ferry'
        "</dc:title><dc:creator>Ines Falk</dc:creator><dcterms:created>2026-11-03T08:00:00Z</dcterms:created>"
        "</cp:coreProperties>"
    )
    return zipped(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": document, "docProps/core.xml": core, **members}
    )


def epub(chapters: Sequence[str], *, extra: Mapping[str, str] | None = None) -> bytes:
    """A book of XHTML chapters, with a table of contents that is no part of its text."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="{each}" href="{each}" media-type="application/xhtml+xml"/>' for each in names)
    spine = "".join(f'<itemref idref="{each}"/>' for each in reversed(["nav", *reversed(names)]))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>The sandbank</dc:title><dc:creator>Ines Falk</dc:creator><dc:date>2026-11</dc:date></metadata>"
        f'<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>{items}'
        f"</manifest><spine>{spine}</spine></package>"
    )
    pages = {
        f"OPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body>{body}</body></html>'
        for name, body in zip(names, chapters, strict=True)
    }
    nav = "<html><body><nav><ol><li>Contents</li></ol></nav></body></html>"
    files = {
        "META-INF/container.xml": container,
        "OPS/book.opf": package,
        "OPS/nav.xhtml": nav,
        **pages,
        **(extra or {}),
    }
    return zipped({"mimetype": "application/epub+zip", **files})


Maker = Callable[[], bytes]
