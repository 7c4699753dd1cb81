"""PDF files: the characters and where they stand, by pdfium; what follows on what, by `layout`."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from index.extract.layout import Run, page_lines, paragraphs
from index.extract.models import Extracted, Reason, Unreadable
from index.extract.tidy import line

MOST_PAGES = 3000
# Pages with fewer characters are pictures.
FEWEST_CHARACTERS = 8
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_NOBODY = frozenset({"anonymous", "unspecified", "unknown", "untitled", "none", "user", "admin", "administrator"})
# pdfium's mark for a hyphen at the end of a line.
_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
# The height of a character's box in type sizes, about.
LOOSE = 1.2


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
    pages = []
    pictures = characters = 0
    for number in range(count):
        if progress is not None:
            progress(number + 1, count)
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        runs = _runs(page, pypdfium2.raw)
        length = sum(len(each.text) for each in runs)
        characters += length
        pictures += length < FEWEST_CHARACTERS
        pages.append(page_lines(runs, *page.get_size()))
        page.close()
    if count and pictures == count and characters < FEWEST_CHARACTERS * count:
        raise Unreadable(Reason.SCAN)
    facts = document.get_metadata_dict(skip_empty=True)
    return Extracted(
        text="\n\n".join(paragraphs(pages)),
        title=_title(facts.get("Title")),
        author=_named(facts.get("Author")),
        published_at=_day(facts.get("CreationDate", "")),
    )


def _runs(page: Any, raw: Any) -> list[Run]:
    """Pieces of lines: characters that follow each other without a jump."""
    text_page = page.get_textpage()
    handle, unicode_of, box_of = text_page.raw, raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    # Made once: these lines run for every character of a book.
    box = raw.FS_RECTF()
    here = ctypes.byref(box)
    runs: list[Run] = []
    run: Run | None = None
    gap = ""
    for at in range(raw.FPDFText_CountChars(handle)):
        code = unicode_of(handle, at)
        if code in (0, 10, 13) or code > 0x10FFFF or 0xD800 <= code < 0xE000:
            run = None
            continue
        character = _HYPHENS.get(code) or chr(code)
        if character.isspace():
            gap = " "
            continue
        if not box_of(handle, at, here):
            continue
        em = max(abs(box.top - box.bottom) / LOOSE, 1.0)
        if run is not None and run.goes_on(box.left, box.bottom, em):
            run.add(gap + character, box.right)
        else:
            run = Run(character, box.left, box.right, box.bottom, em)
            runs.append(run)
        gap = ""
    text_page.close()
    return runs


def _named(value: str | None) -> str | None:
    """The metadata's value, unless it only says that there is none."""
    name = line(value)
    return None if name is None or name.lower().strip("() ") in _NOBODY else name


def _title(value: str | None) -> str | None:
    title = _named(value)
    # What programs put there by themselves is no title.
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
