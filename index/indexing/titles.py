"""What an article without a title is called."""

from __future__ import annotations

from index.models import Span

LONGEST = 80


def title_of(text: str, sentences: list[Span]) -> str:
    """The first line of ``text`` if it is short, else its first sentence, cut at a word with "…".

    ``sentences`` are the spans of the first paragraph's sentences. White space is folded; the result
    has at most ``LONGEST`` characters and is never empty when the text has a visible one.
    """
    first = sentences[0].of(text) if sentences else text
    line = first.strip().splitlines()[0] if first.strip() else text.strip()
    return shortened(" ".join(line.split()))


def shortened(line: str, longest: int = LONGEST) -> str:
    """``line``, cut at the last word that fits and marked with "…" if it was longer than ``longest``."""
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    at = cut.rfind(" ")
    # A language without spaces, or one endless word, is cut where it is.
    return (cut[:at] if at > longest // 2 else cut).rstrip(" ,;:–—-") + "…"
