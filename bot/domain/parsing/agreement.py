"""Whether a text says yes or no, and nothing else: "yes please", "nein", "да"."""

from __future__ import annotations

from bot.domain.parsing.phrases import languages, phrase_of
from bot.domain.parsing.templates import Matcher

# A longer text may say more.
_MOST_WORDS = 5


def agreement_of(text: str) -> bool | None:
    """True for a yes in any language, False for a no; None for anything else. In doubt it is a no."""
    phrase = phrase_of(text)
    if phrase is None or len(phrase.words) > _MOST_WORDS:
        return None
    matcher = Matcher(phrase.words)
    for said, agrees in (("no", False), ("yes", True)):
        nodes = (node for language in languages() for node in language.templates("talk", said))
        if any(len(phrase.words) in matcher.ends(node, 0) for node in nodes):
            return agrees
    return None
