"""Whether a text says yes or no, and nothing else: "yes please", "nein", "да".

"Ok" is neither: it may only say that something was read.
"""

from __future__ import annotations

from functools import cache

from bot.domain.parsing.phrases import languages, phrase_of
from bot.domain.parsing.templates import Matcher, Node

# A longer text may say more.
_MOST_WORDS = 5


def agreement_of(text: str) -> bool | None:
    """True for a yes in any language, False for a no; None for anything else. In doubt it is a no."""
    phrase = phrase_of(text)
    if phrase is None or len(phrase.words) > _MOST_WORDS:
        return None
    matcher = Matcher(phrase.words)
    for said, agrees in (("no", False), ("yes", True)):
        if any(len(phrase.words) in matcher.ends(node, 0) for node in _templates(said)):
            return agrees
    return None


@cache
def _templates(said: str) -> tuple[Node, ...]:
    """Those of all languages, read once: every short message is compared with them."""
    return tuple(node for language in languages() for node in language.templates("talk", said))
