"""What somebody meant by a private message: an article, a question, or small talk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

import regex

from bot.domain.parsing.intents.asking import INTERROGATIVES, WORDS, opens_asking
from bot.domain.parsing.intents.prose import LINKS, Prose, prose_of
from bot.domain.parsing.small_talk import SmallTalk, laughs, small_talk_of

# In words, as ``Prose`` counts them; an English word has six characters with its space.
_LONG, _LONG_QUESTION = 85.0, 200.0
_A_LOT, _SOME, _FEW = 25.0, 14.0, 5.0
_BRIEF, _BRIEF_WITH_HEADING = 18.0, 14.0
_LONG_SENTENCE = 35.0
# In characters: the first sentence of a report says who did what where, and is long.
_LEAD, _LEAD_ALONE = 40.0, 46.0
# Statements are longer than what people throw in: "Nobody knows. Typical."
_A_SENTENCE = 4.5
_A_PARAGRAPH = 8.0
# If a larger share of the words speaks of the writer or the reader, the text is a letter rather than a report.
_PERSONAL_SHARE = 0.04

# Those that may close a text: "?" in Latin, Chinese and Arabic script, and the Greek one, typed as a semicolon.
QUESTION_MARKS = "?？؟;"
_ASKS = regex.compile(rf"[{QUESTION_MARKS}]\s*$")
_COMMAND = regex.compile(r"\s*[/\\]\s?\p{L}")
_LONGEST_LINE = 400


class Intent(Enum):
    """What the bot takes a message for."""

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
    """The likeliest intent; ``unsure`` says that article and question are both possible.

    ``states``: it is taken for a question although it is a statement.
    """

    intent: Intent
    unsure: bool = False
    states: bool = False


class Worth(Enum):
    """How much of a message that somebody points at is worth keeping."""

    ARTICLE = auto()
    SENTENCE = auto()  # one statement, no more
    REMARK = auto()  # something said to the others, longer than a line or a sentence
    QUESTION = auto()
    TALK = auto()  # a command, small talk, a line of chat


def has_words(text: str) -> bool:
    """Whether ``text`` holds words besides links."""
    return WORDS.search(LINKS.sub(" ", text)) is not None


def ends_as_question(text: str) -> bool:
    """Whether ``text`` ends with a question mark of any script."""
    return _ASKS.search(text) is not None


def asks(text: str) -> bool:
    """Whether ``text`` is plainly a question: by its question mark or its first word."""
    if ends_as_question(text):
        return True
    # "What a story!" asks nothing.
    return opens_asking(LINKS.sub(" ", text)) and not text.rstrip().endswith(("!", "！"))


def opens_as_question(text: str) -> bool:
    """Whether the first word of ``text`` asks."""
    return opens_asking(text)


def intent_of(text: str, *, forwarded: bool) -> Guess:
    """The likeliest intent of a private message that is no command.

    A forwarded message is an article, whatever its length. Otherwise an article has a heading and a sentence below it,
    or several sentences that state something, or is long. A question asks at its beginning or end, or is short. Scripts
    without spaces have limits of their own.
    """
    stripped = text.strip()
    if not forwarded and (talk := small_talk_of(stripped)) is not None:
        return Guess(_TALK[talk])
    if not forwarded and laughs(stripped) and not _may_ask(stripped):
        return Guess(Intent.CHATTER)
    if not has_words(stripped):
        return Guess(Intent.LINK if LINKS.search(stripped) else Intent.NOTHING)
    if forwarded:
        return Guess(Intent.ARTICLE)
    return _guess(prose_of(stripped), command=is_command(stripped))


def worth_of(text: str) -> Worth:
    """How much of a message that somebody points at is worth keeping: more than a line of chat, or not."""
    guess = intent_of(text, forwarded=False)
    if guess == Guess(Intent.ARTICLE):
        return Worth.ARTICLE
    if guess.intent is Intent.ARTICLE:
        # In a chat a few short statements are talk as likely as not.
        return Worth.ARTICLE if prose_of(text).words >= _A_LOT else Worth.REMARK
    if guess.intent is not Intent.QUESTION or is_command(text):
        return Worth.TALK
    prose = prose_of(text)
    if prose.asked or (asks(text) and not prose.closed):
        return Worth.QUESTION
    several = prose.words >= _A_LOT or (prose.told > 1 and prose.words >= _SOME)
    if prose.personal or prose.chatty:
        return Worth.REMARK if several else Worth.TALK
    if several:
        return Worth.ARTICLE if prose.words >= _A_LOT else Worth.REMARK
    if not _states(prose):
        return Worth.TALK
    return Worth.SENTENCE if prose.told <= 1 else Worth.REMARK


def never_answers(text: str) -> bool:
    """Whether no part of a text can answer a question: it is a single question, a command or a greeting."""
    if len(text) > _LONGEST_LINE or "\n" in text.strip():
        return False
    if is_command(text) or small_talk_of(text) is not None:
        return True
    prose = prose_of(text)
    # Headlines may open as questions do ("How Brannock saved its pool"), but not with a small letter.
    marked = ends_as_question(text) or prose.chatty or regex.search(r"\p{Lu}|\p{Ll}", text) is None
    return not prose.told and prose.asked > 0 and marked


def is_a_line(text: str) -> bool:
    """Whether a text is only a command, a greeting, a line of chat or a short question."""
    worth = worth_of(text)
    return worth is Worth.TALK or (worth is Worth.QUESTION and not intent_of(text, forwarded=False).unsure)


def is_command(text: str) -> bool:
    """Whether a text begins as commands do, mistyped ones too."""
    return _COMMAND.match(text) is not None


def _may_ask(text: str) -> bool:
    """Whether there is a question mark or a question word anywhere in ``text``."""
    return ends_as_question(text) or not INTERROGATIVES.isdisjoint(WORDS.findall(text.casefold()))


def _guess(prose: Prose, *, command: bool) -> Guess:
    if command and prose.words < _LONG:
        return Guess(Intent.QUESTION)
    if _is_question(prose):
        return Guess(Intent.QUESTION, unsure=prose.words > _A_LOT)
    if prose.words >= _LONG:
        return Guess(Intent.ARTICLE, unsure=_speaks(prose) or _asks_mostly(prose))
    if _is_report(prose):
        return Guess(Intent.ARTICLE)
    if _may_be_article(prose):
        return Guess(Intent.ARTICLE, unsure=True)
    return Guess(Intent.QUESTION, unsure=prose.words > _A_LOT, states=_states(prose) and not prose.asked)


def _states(prose: Prose) -> bool:
    """Whether a text is a statement rather than words to look for."""
    return prose.words >= _A_PARAGRAPH or (prose.closed and prose.words >= _FEW)


def _is_question(prose: Prose) -> bool:
    """Whether a text asks something, with whatever is told around it."""
    if not prose.asked:
        return False
    composed = prose.heading and prose.told >= 2 and not prose.personal
    if prose.closes_asking or prose.opens_asking:
        return not composed and prose.words < _LONG_QUESTION
    return _asks_mostly(prose) and prose.words < _LONG


def _asks_mostly(prose: Prose) -> bool:
    return prose.asked > 0 and 2 * prose.asked >= prose.told


def _speaks(prose: Prose) -> bool:
    """Whether somebody speaks of themselves, or to somebody."""
    return prose.chatty or prose.personal > _PERSONAL_SHARE * prose.words


def _is_report(prose: Prose) -> bool:
    """Whether a short text is surely news: told in whole sentences, with names or numbers, by nobody in particular.

    And with a heading above, or words on whom it comes from, or as an alert: friends tell each other a lot besides.
    """
    if prose.personal or prose.asked or prose.chatty or not prose.named or prose.a_sentence < _A_SENTENCE:
        return False
    if prose.heading and prose.told and prose.closed:
        return prose.words >= _BRIEF_WITH_HEADING and prose.lead >= _LEAD
    sourced = prose.attributed or prose.alerting
    return sourced and prose.told >= 2 and prose.words >= _BRIEF and prose.longest >= _LEAD_ALONE


def _may_be_article(prose: Prose) -> bool:
    if _speaks(prose) and prose.words < 2 * _A_LOT and not prose.heading:
        return False
    if prose.heading and prose.told and not _speaks(prose):
        return prose.words >= _SOME
    if prose.told >= 2 and prose.words >= _SOME and prose.a_sentence >= _A_SENTENCE:
        return True
    if prose.lines >= 2 and prose.words >= prose.lines * _A_PARAGRAPH:
        return True
    return prose.words >= _LONG_SENTENCE and not prose.asked
