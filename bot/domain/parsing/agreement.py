"""Whether a text says yes or no, and nothing else: "yes please", "nein", "да".

"Ok" is neither: it may only say that something was read. It is a consent, to a question that has just been asked.
"""

from __future__ import annotations

from functools import cache

from bot.domain.parsing.phrases import languages, phrase_of
from bot.domain.parsing.templates import Matcher, Node

# A longer text may say more.
_MOST_WORDS = 5


def agreement_of(text: str) -> bool | None:
    """True for a yes in any language, False for a no; None for anything else. In doubt it is a no."""
    return next((agrees for said, agrees in (("no", False), ("yes", True)) if _says(text, said)), None)


def consents(text: str) -> bool:
    """Whether the text is a small word of agreement in any language: "ok", "vale", "好的"."""
    return _says(text, "consent")


def _says(text: str, said: str) -> bool:
    phrase = phrase_of(text)
    if phrase is None or len(phrase.words) > _MOST_WORDS:
        return False
    matcher = Matcher(phrase.words)
    return any(len(phrase.words) in matcher.ends(node, 0) for node in _templates(said))


@cache
def _templates(said: str) -> tuple[Node, ...]:
    """Those of all languages, read once: every short message is compared with them."""
    return tuple(node for language in languages() for node in language.templates("talk", said))
