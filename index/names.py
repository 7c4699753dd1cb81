"""Makes names of people, sites, files and articles, which strangers choose, fit to be stored and shown."""

from __future__ import annotations

import regex

LONGEST_NAME = 100
LONGEST_TITLE = 300
# How many times the longest name is read; the rest may be white space.
_LOOKED_AT = 10
# A database cannot hold them; one code point each, so that every offset stays.
_UNSTORABLE = regex.compile(r"[\x00\ud800-\udfff]")
# Controls, marks of direction (Unicode's UAX #9), and invisible characters.
_UNSEEN = regex.compile(r"[[\p{Cc}--\s]\p{Bidi_Control}\u00ad\u200b\u2060\ufeff\ufffe\uffff]", flags=regex.V1)


def named(text: str | None, longest: int = LONGEST_NAME) -> str | None:
    """``text`` as a name: one line of at most ``longest`` characters, cut at a word with "…".

    Invisible characters are removed; those that no database can hold become U+FFFD. None if nothing is left.
    """
    seen = _UNSEEN.sub("", storable((text or "")[: longest * _LOOKED_AT]))
    return shortened(" ".join(seen.split()), longest) or None


def storable(text: str) -> str:
    """``text`` with NUL and lone surrogates, which no database can hold, replaced by U+FFFD; the length stays."""
    clean: str = _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return clean


def shortened(line: str, longest: int) -> str:
    """``line``, cut at the last word that fits and marked with "…" if it was longer than ``longest``."""
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    at = cut.rfind(" ")
    # A text without spaces, or one endless word, is cut at any character.
    return (cut[:at] if at > longest // 2 else cut).rstrip(" ,;:–—-") + "…"
