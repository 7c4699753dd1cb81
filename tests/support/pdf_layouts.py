"""The same few paragraphs in many scripts, as browsers, word processors and LaTeX print them, upright and turned.

``tests/data/pdf`` holds what Chromium, LibreOffice and LaTeX made of ``texts.json``: with fonts that are not on every
machine, so that nothing has to be printed again. The names say the program, the layout and the language.
"""

from __future__ import annotations

import ctypes
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from index.analysis.sentences.segmentation import sentences
from index.extract import extract
from tests.support.documents import pdf

FOLDER = Path(__file__).parents[1] / "data" / "pdf"
TEXTS: dict[str, list[str]] = json.loads((FOLDER / "texts.json").read_text("utf-8"))
# These have no spaces that tell words.
UNSPACED = frozenset({"ja", "zh", "th"})
# Browsers put large fonts for these into the file.
SHORT = frozenset({"browser-vertical-ja", "browser-zh"})
_UNSEEN = re.compile("[\u200b-\u200f\u2060\u00ad]")


class Layout(NamedTuple):
    """A document, and the paragraphs that it was made of."""

    name: str
    language: str
    content: bytes
    wanted: list[str]


class Score(NamedTuple):
    """``words``: the share of words (characters, where no spaces tell them) in their order; ``sentences``: F1."""

    words: float
    sentences: float


def layouts(*, turned: bool = True) -> Iterator[Layout]:
    """Every document; with ``turned`` each once more with its pages' content turned by a quarter."""
    for each in _upright():
        yield each
        if turned:
            yield each._replace(name=f"{each.name} (turned)", content=turn(each.content))


def _upright() -> Iterator[Layout]:
    for path in sorted(FOLDER.glob("*.pdf")):
        language = path.stem.rpartition("-")[2]
        wanted = TEXTS[f"{language}-short" if path.stem in SHORT else language]
        yield Layout(path.stem, language, path.read_bytes(), wanted)
    for language in ("en", "de"):
        for columns in (1, 2):
            content = pdf(TEXTS[language], columns=columns, head="", number="", justified=columns > 1)
            yield Layout(f"typeset-{columns}-{language}", language, content, TEXTS[language])


def turn(content: bytes) -> bytes:
    """The document with every page's content turned to the left, and pages that are shown turned to the right."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        width, height = page.get_size()
        matrix = pypdfium2.raw.FS_MATRIX(0, 1, -1, 0, height, 0)
        clip = pypdfium2.raw.FS_RECTF(0, width, height, 0)
        pypdfium2.raw.FPDFPage_TransFormWithClip(page, ctypes.byref(matrix), ctypes.byref(clip))
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
        page.set_rotation(90)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def score(layout: Layout) -> Score:
    """How much of the document comes out as it went in."""
    found = extract(layout.content).text
    wanted_words, found_words = (_words(text, layout.language) for text in ("\n\n".join(layout.wanted), found))
    matcher = SequenceMatcher(None, wanted_words, found_words, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    wanted, got = (_sentences(text, layout.language) for text in ("\n\n".join(layout.wanted), found))
    both = 2 * sum((wanted & got).values()) / max(1, sum(wanted.values()) + sum(got.values()))
    return Score(same / max(len(wanted_words), len(found_words), 1), both)


def _words(text: str, language: str) -> list[str]:
    text = _plain(text)
    return [each for each in text if not each.isspace()] if language in UNSPACED else text.split()


def _sentences(text: str, language: str) -> Counter[str]:
    found = [
        _plain(paragraph[span.start : span.end])
        for paragraph in text.split("\n\n")
        for span in sentences(paragraph, language)
    ]
    # Thai lines end where there is a space and where there is none; print does not tell which.
    return Counter("".join(each.split()) if language == "th" else each for each in found)


def _plain(text: str) -> str:
    """``text`` without what nobody sees, its marks as one would type them."""
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return " ".join(text.translate(str.maketrans("“”״‘’", '"""\'\'')).split())
