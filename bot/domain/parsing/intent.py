"""What somebody meant by a private message: an article, a question, or small talk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

import regex

from bot.domain.parsing.small_talk import SmallTalk, laughs, small_talk_of

ARTICLE_LENGTH = 500
UNSURE_LENGTH = 200
_URL = regex.compile(r"(?i)(?:https?://|www\.)\S+")
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
# Those that may close a text: "?" in Latin, Chinese and Arabic script, and the Greek one, typed as a semicolon.
QUESTION_MARKS = "?？؟;"
_ASKS = regex.compile(rf"[{QUESTION_MARKS}]\s*$")
_PARAGRAPH = regex.compile(r"\S[^\n]{60,}")
_INTERROGATIVE_WORDS = """
    who, whom, whose, what, when, where, why, how, which, did, does, do, is, are, was, were, has, have, had,
    can, could, will, would, should, wer, wen, wem, wessen, was, wann, wo, wohin, woher, warum, weshalb, wieso,
    wie, welche, welcher, welches, wieviel, quién, quien, quiénes, qué, cuándo, cuando, dónde, donde, cómo,
    cuánto, cuántos, cuántas, cuál, qui, que, quoi, quand, où, pourquoi, comment, combien, quel, quelle, quels,
    quelles, chi, cosa, quando, dove, perché, come, quanto, quanti, quale, quem, onde, quantos, qual, кто, что,
    когда, где, куда, почему, зачем, как, сколько, какой, какая, какие, чей, хто, що, коли, де, чому, скільки,
    kim, ne, nerede, neden, nasıl, kaç, hangi, من, ما, ماذا, متى, أين, لماذا, كيف, كم, कौन, क्या, कब, कहाँ,
    क्यों, कैसे, कितने
"""
_INTERROGATIVES = frozenset(map(str.strip, _INTERROGATIVE_WORDS.split(",")))


class Intent(Enum):
    """What a message is taken for."""

    ARTICLE = auto()
    QUESTION = auto()
    GREETING = auto()
    THANKS = auto()
    CHATTER = auto()
    LINK = auto()
    NOTHING = auto()


_TALK = {
    SmallTalk.GREETING: Intent.GREETING,
    SmallTalk.THANKS: Intent.THANKS,
    SmallTalk.CHATTER: Intent.CHATTER,
}


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest intent; ``unsure`` says that article and question are both possible."""

    intent: Intent
    unsure: bool = False


def has_words(text: str) -> bool:
    """Whether there is anything to read in ``text`` besides links."""
    return _WORDS.search(_URL.sub(" ", text)) is not None


def ends_as_question(text: str) -> bool:
    """Whether ``text`` closes with a question mark of any script."""
    return _ASKS.search(text) is not None


def asks(text: str) -> bool:
    """Whether ``text`` is plainly a question: by its mark, or by the word that it opens with."""
    if ends_as_question(text):
        return True
    first = _WORDS.search(_URL.sub(" ", text.casefold()))
    # "What a story!" asks nothing.
    return first is not None and first[0] in _INTERROGATIVES and not text.rstrip().endswith(("!", "！"))


def _may_ask(text: str) -> bool:
    """Whether there is a question mark or a question word anywhere in ``text``."""
    return ends_as_question(text) or not _INTERROGATIVES.isdisjoint(_WORDS.findall(text.casefold()))


def opens_as_question(text: str) -> bool:
    """Whether the first word of ``text`` asks."""
    first = _WORDS.search(text.casefold())
    return first is not None and first[0] in _INTERROGATIVES


def intent_of(text: str, *, forwarded: bool) -> Guess:
    """What a private message that is no command is for, most likely.

    A forwarded message is an article whatever its length. Else several paragraphs or more than
    ``ARTICLE_LENGTH`` characters are an article, a short line is a question, and what lies between
    is whatever its last character says.
    """
    stripped = text.strip()
    without_links = _URL.sub(" ", stripped)
    if not forwarded and (talk := small_talk_of(stripped)) is not None:
        return Guess(_TALK[talk])
    if not forwarded and laughs(stripped) and not _may_ask(stripped):
        return Guess(Intent.CHATTER)
    if not _WORDS.search(without_links):
        return Guess(Intent.LINK if _URL.search(stripped) else Intent.NOTHING)
    if forwarded:
        return Guess(Intent.ARTICLE)
    paragraphs = len(_PARAGRAPH.findall(stripped))
    if len(stripped) > ARTICLE_LENGTH or paragraphs >= 3:
        return Guess(Intent.ARTICLE)
    if paragraphs == 2 or len(stripped) > UNSURE_LENGTH:
        likely = Intent.QUESTION if _ASKS.search(stripped) else Intent.ARTICLE
        return Guess(likely, unsure=True)
    return Guess(Intent.QUESTION)
