"""Names of people, sites, files and articles, made fit to be kept and shown: others choose them, and as they please."""

from __future__ import annotations

import regex

LONGEST_NAME = 100
LONGEST_TITLE = 300
# Of a longer one no more than this is looked at: most of it may be white space.
_LOOKED_AT = 10
# A database cannot hold them; one code point each, so that every offset stays.
_UNSTORABLE = regex.compile(r"[\x00\ud800-\udfff]")
# Controls, what turns the words around it (Unicode's UAX #9), and what is not seen at all.
_UNSEEN = regex.compile(r"[[\p{Cc}--\s]\p{Bidi_Control}\u00ad\u200b\u2060\ufeff\ufffe\uffff]", flags=regex.V1)


def named(text: str | None, longest: int = LONGEST_NAME) -> str | None:
    """``text`` as a name: one line of at most ``longest`` characters, cut at a word with "…".

    What cannot be seen is left out, and what no database can hold becomes U+FFFD. None when nothing is left.
    """
    seen = _UNSEEN.sub("", storable((text or "")[: longest * _LOOKED_AT]))
    return shortened(" ".join(seen.split()), longest) or None


def storable(text: str) -> str:
    """``text`` with what no database can hold (NUL, lone surrogates) replaced by U+FFFD, one code point for one."""
    clean: str = _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return clean


def shortened(line: str, longest: int) -> str:
    """``line``, cut at the last word that fits and marked with "…" if it was longer than ``longest``."""
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    at = cut.rfind(" ")
    # A language without spaces, or one endless word, is cut where it is.
    return (cut[:at] if at > longest // 2 else cut).rstrip(" ,;:–—-") + "…"
