"""Joins the lines of a paragraph: hyphens at line ends, scripts without spaces, split figures and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from index.analysis.scripts import HAN_AND_KANA, UNSPACED
from index.extract.pdf.layout import Line

HYPHENATED: Final = regex.compile(r"(\p{L}[\p{L}\p{M}]*)[-‐]$")
_WORD: Final = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:[-‐]\p{L}[\p{L}\p{M}]*)*")
# Right-to-left scripts never break a word; their hyphens are written.
_NEVER_BROKEN: Final = regex.compile(r"[\p{Hebrew}\p{Arabic}]")
_WIDE: Final = regex.compile(rf"[{HAN_AND_KANA}\u3000-\u30ff\uff00-\uffef“”‘’…—]")
_EAST_ASIAN: Final = regex.compile(rf"[{HAN_AND_KANA}\u3000-\u30ff\uff00-\uffef]")
_OTHER_UNSPACED: Final = regex.compile(rf"[{UNSPACED}--[{HAN_AND_KANA}]]", flags=regex.V1)
# A line end behind which a figure continues: a dash or a hyphen.
_CUT_FIGURE: Final = regex.compile(r"(?:\p{N}[-‐‑–—/]|\p{L}[-‐‑־])$")
_CUT_ADDRESS: Final = regex.compile(r"(?:https?://|www\.)\S*[/.\-_=&?%#~:]$")
# A tone mark is written behind the vowel over the same letter, whichever was drawn first.
_TONE_BEFORE_VOWEL: Final = regex.compile(r"([\u0e48-\u0e4e\u0ec8-\u0ecd]+)([\u0e31\u0e34-\u0e3a\u0eb1\u0eb4-\u0ebc])")
_LONGEST_ADDRESS: Final = 300


def words_of(lines: Sequence[Line]) -> set[str]:
    """The words of these lines, without the last of each, which may be half a word."""
    return {word.casefold() for line in lines for word in _WORD.findall(line.text[:-1])}


def joined(lines: Sequence[Line], words: set[str]) -> str:
    """The text of a paragraph. ``words`` are those of the document, which show whether a hyphen belongs to a word."""
    parts = [lines[0].text]
    for before, line in pairwise(lines):
        text, following = parts[-1], line.text
        if before.row and line.row:
            parts += ["\n", following]
            continue
        hyphen = HYPHENATED.search(text)
        if hyphen and following[:1].isalpha():
            if not _is_written(hyphen[1], following, words):
                parts[-1] = text[:-1]
        elif not _goes_on(text, following, spaced=before.spaced):
            parts.append(" ")
        parts.append(following)
    return str(_TONE_BEFORE_VOWEL.sub(r"\2\1", "".join(parts)))


def _is_written(start: str, following: str, words: set[str]) -> bool:
    rest = _WORD.match(following)
    tail = rest[0].split("-")[0].casefold() if rest else ""
    if following[0].isupper() or _NEVER_BROKEN.match(start):
        return True
    return f"{start}-{tail}".casefold() in words and (start + tail).casefold() not in words


def _goes_on(text: str, following: str, *, spaced: bool) -> bool:
    """Whether there is no space between the two. ``spaced``: the file has one."""
    last, first = text[-1:], following[:1]
    if _WIDE.match(last) and _WIDE.match(first) and (_EAST_ASIAN.match(last) or _EAST_ASIAN.match(first)):
        return True
    if spaced:
        return False
    if _EAST_ASIAN.match(last) or _EAST_ASIAN.match(first):
        return last.isalnum() and first.isalnum() and (last.isdecimal() or first.isdecimal())
    if _OTHER_UNSPACED.match(last) and _OTHER_UNSPACED.match(first):
        return True
    if first.isdecimal() and _CUT_FIGURE.search(text[-2:]):
        return True
    return _CUT_ADDRESS.search(text[-_LONGEST_ADDRESS:]) is not None and not first.isspace()
