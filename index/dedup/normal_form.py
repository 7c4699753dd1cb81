"""The normal form: equal for two copies of one paragraph, however they were typed and pasted.

It decides what is stored once, so in doubt texts differ. It removes differences of entities, invisible characters,
look-alike letters, decoration, quotation marks, dashes, spaces and the grouping of digits; it keeps words, their case,
signs, decimals, currencies and negations.
"""

from __future__ import annotations

import html
import unicodedata
from functools import cache

import regex

_ENTITY = regex.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# Format characters, variation selectors, tags, fillers and controls: all invisible.
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Variation_Selector}\u034f\u115f\u1160\u3164\U000e0000-\U000e007f]|[^\P{Cc}\s]+")
# Text that needs another pass.
_UNSETTLED = regex.compile(r"[&*_`>#]|''|--|\d[ '’,.]\d{3}")
_DASHES = regex.compile("--+")
PASSES = 8
_GROUPED = regex.compile(r"(?<![\d.,])\d{1,3}(?:(?:[ '’]\d{3})+|(?:,\d{3}){2,}|(?:\.\d{3}){2,})(?![\d]|[.,]\d)")
# A word broken at the end of a line.
_BROKEN = regex.compile(r"(?<=\p{Ll})-(-?)[^\S\n]*\n[^\S\n]*(?=\p{Ll})")
_EMPHASIS = regex.compile(r"(?<!\w)(\*{1,3}|_{1,3}|`)(?=[^\s*_`])([^*_`\n]{0,300}[^\s*_`])\1(?!\w)")
# Marks of quoted lines and headings, but not the "more than" of ">5".
_LEADING = regex.compile(r"^\s*(?:>(?!\d)\s*|#{1,6}\s+)+")
# Pictograms without meaning; arrows, charts, ticks, thumbs and flags may mean something and stay.
_DECORATION = regex.compile(
    r"(?![\u00a9\u00ae\u2122\u2190-\u21ff\u25b2\u25bc\u2b05-\u2b07\u27a1"
    r"\U0001f4c8\U0001f4c9\u2705\u274c\u2714\u2716\U0001f44d\U0001f44e])"
    r"\p{Extended_Pictographic}|[\u20e3\U0001f3fb-\U0001f3ff]"
)
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_TO_LATIN = dict(
    zip(
        "АВСЕНІЈКМОРЅТХУаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABCEHIJKMOPSTXYaeopcyxijsdhqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
_TO_CYRILLIC = dict(zip("ABCEHKMOPTXYaeopcyx", "АВСЕНКМОРТХУаеорсух", strict=True))
_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»〝〞〟″", '"')
    | dict.fromkeys("‘’‚‛‹›′´`ʼ", "'")
    | dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
    | {"…": "...", "⁄": "/"}
)


def normal_form(text: str) -> str:
    """The normal form of a paragraph, empty if it has no words. Idempotent."""
    for _ in range(PASSES):
        levelled = _level(text)
        if levelled == text or not ("&" in text or _UNSETTLED.search(levelled)):
            return levelled
        text = levelled
    return text


def _level(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if not (text.isascii() and text.isprintable()):
        text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_compatible()))
        text = _DECORATION.sub(" ", text).translate(_QUOTES)
        text = _same_script(text)
    if "\n" in text:
        text = _BROKEN.sub(r"\1", text)
    if _UNSETTLED.search(text):
        text = _EMPHASIS.sub(r"\2", _LEADING.sub("", text.replace("''", '"')))
        text = _DASHES.sub("-", text)
    return _GROUPED.sub(_ungrouped, " ".join(text.split()))


def _ungrouped(found: regex.Match[str]) -> str:
    return "".join(character for character in found[0] if character.isdigit())


@cache
def _compatible() -> dict[int, str]:
    """A table from wide, narrow, styled and ligature forms and from all scripts' digits to plain ones.

    Superscripts and fractions stay: 10² is not 102.
    """
    table: dict[int, str] = {}
    for code in (*range(0xA0, 0xD800), *range(0xF900, 0x10000), *range(0x1D400, 0x1D800), *range(0x1FBF0, 0x1FBFA)):
        character = chr(code)
        kind = unicodedata.decomposition(character).partition(" ")[0]
        digit = unicodedata.digit(character, None) if unicodedata.category(character) == "Nd" else None
        if digit is not None:
            table[code] = str(digit)
        elif kind in ("<wide>", "<narrow>", "<font>", "<noBreak>", "<compat>", "<isolated>", "<final>", "<initial>",
                      "<medial>"):  # fmt: skip
            table[code] = unicodedata.normalize("NFKC", character)
    return table


def _same_script(text: str) -> str:
    """Puts look-alike letters of another script back: "pаypаl" with Cyrillic а's."""
    foreign = len(_FOREIGN.findall(text))
    if not foreign:
        return text
    latin = sum(character.isascii() and character.isalpha() for character in text)
    if latin == 0:
        return text
    if latin > foreign:
        return _WORD.sub(_latin, text)
    return _WORD.sub(_cyrillic, text)


def _latin(found: regex.Match[str]) -> str:
    word = "".join(_TO_LATIN.get(character, character) for character in found[0])
    return found[0] if _FOREIGN.search(word) else word


def _cyrillic(found: regex.Match[str]) -> str:
    word: str = found[0]
    if not _FOREIGN.search(word):
        return word
    return "".join(_TO_CYRILLIC.get(character, character) for character in word)
