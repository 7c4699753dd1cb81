"""PDF files: pdfium gives the characters and their places, `layout` the reading order.

A page passes through `frames` (characters by the direction of their lines), `runs` (pieces of lines) and `layout`
(lines in reading order), and then the document through `paragraphs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from index.extract.models import Extracted, Reason, Room, Unreadable
from index.extract.pdf.frames import frames
from index.extract.pdf.layout import Line, page_lines
from index.extract.pdf.paragraphs import paragraphs
from index.extract.pdf.runs import runs_of
from index.extract.tidy import line

MOST_PAGES = 3000
# A page with fewer characters is a picture.
FEWEST_CHARACTERS = 8
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_NOBODY = frozenset({"anonymous", "unspecified", "unknown", "untitled", "none", "user", "admin", "administrator"})


def read(content: bytes, *, progress: Callable[[int, int], None] | None = None, **_: Any) -> Extracted:
    """The text of the pages in reading order, without running heads. Raises Unreadable: ENCRYPTED, SCAN, DAMAGED."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        password = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Unreadable(Reason.ENCRYPTED if password else Reason.DAMAGED) from None
    count = len(document)
    if count > MOST_PAGES:
        raise Unreadable(Reason.TOO_COMPLEX)
    pages: list[list[Line]] = []
    asides: list[list[Line]] = []
    pictures = characters = 0
    room = Room()
    for number in range(count):
        if progress is not None:
            progress(number + 1, count)
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        found = frames(page, pypdfium2.raw)
        page.close()
        length = sum(len(each.text) for frame in found for each in frame.characters if each.text != " ")
        characters += length
        room.take(length)
        pictures += length < FEWEST_CHARACTERS
        framed = [page_lines(runs_of(frame.characters), frame.width, frame.height) for frame in found]
        pages.append(framed[0] if framed else [])
        # Lines of other directions do not continue on the next page.
        asides += framed[1:]
    if count and pictures == count and characters < FEWEST_CHARACTERS * count:
        raise Unreadable(Reason.SCAN)
    facts = document.get_metadata_dict(skip_empty=True)
    return Extracted(
        text="\n\n".join(paragraphs(pages) + paragraphs(asides)),
        title=_title(facts.get("Title")),
        author=_named(facts.get("Author")),
        published_at=_day(facts.get("CreationDate", "")),
    )


def _named(value: str | None) -> str | None:
    """The metadata's value, unless it is a placeholder."""
    name = line(value)
    return None if name is None or name.lower().strip("() ") in _NOBODY else name


def _title(value: str | None) -> str | None:
    title = _named(value)
    # A value that a program inserted is no title.
    if title is None or re.search(
        r"\.(?:docx?|indd|tex|pdf|qxd|rtf)$|^(?:untitled|microsoft word|slide 1)", title, re.I
    ):
        return None
    return title


def _day(value: str) -> datetime | None:
    match = _DATE.match(value)
    try:
        return datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1), tzinfo=UTC) if match else None
    except ValueError:
        return None
