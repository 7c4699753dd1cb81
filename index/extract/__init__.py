"""What text, title, author and date do a file's or a page's bytes hold?

In: bytes, with their name, type and charset if known (``extract``). Out: ``Extracted``, or ``Unreadable`` with the
``Reason``. Opens no sockets, runs nothing that it reads. Heavy modules (trafilatura, pypdfium2, lxml) are imported
where they are used: the bot reads in a process of its own.

``sniff`` recognises the format; one package or module reads each: ``pdf``, ``web``, ``docx``, ``epub``, ``plain``.
May import: index.analysis.scripts, index.analysis.notices, index.names, index.errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from index.extract.models import LONGEST_TEXT, Extracted, Reason, Unreadable
from index.extract.sniff import Format, format_of
from index.extract.tidy import tidy
from index.names import LONGEST_TITLE, named

__all__ = ["Extracted", "Reason", "Unreadable", "extract"]

Progress = Callable[[int, int], None]
Reader = Callable[..., Extracted]


def extract(
    content: bytes,
    *,
    media_type: str = "",
    charset: str = "",
    name: str = "",
    url: str | None = None,
    progress: Progress | None = None,
) -> Extracted:
    """The article in these bytes, its paragraphs separated by blank lines.

    The content decides the format; ``media_type``, ``charset`` and ``name`` only help where it is ambiguous. ``url`` is
    the address of a page, None for a file. ``progress`` is called with a page's number and the number of pages. Raises
    Unreadable, with the reason.
    """
    form = format_of(content, media_type=media_type, name=name)
    try:
        found = _reader(form)(content, charset=charset, url=url, progress=progress)
    except Unreadable:
        raise
    except (RecursionError, MemoryError, ImportError, OSError):
        # A library that cannot be loaded means a lack of memory, too, which is limited where this runs.
        raise Unreadable(Reason.TOO_COMPLEX) from None
    except Exception as error:
        # Parsers raise any error for hostile input.
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from error
    if len(found.text) > LONGEST_TEXT:
        raise Unreadable(Reason.TOO_LONG)
    found = replace(
        found,
        text=tidy(found.text),
        title=named(found.title, LONGEST_TITLE),
        author=named(found.author),
        site=named(found.site),
    )
    if not any(character.isalnum() for character in found.text):
        raise Unreadable(Reason.NO_TEXT)
    return found


def _reader(form: Format) -> Reader:
    if form is Format.PDF:
        from index.extract.pdf.document import read
    elif form is Format.DOCX:
        from index.extract.docx import read
    elif form is Format.EPUB:
        from index.extract.epub import read
    elif form is Format.HTML:
        from index.extract.web.html import read
    elif form is Format.MARKDOWN:
        from index.extract.plain import markdown as read
    else:
        from index.extract.plain import read
    return cast("Reader", read)
