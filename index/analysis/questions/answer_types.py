"""Answer types: those that a sentence holds, and those that a question asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import regex

from index.analysis.questions.answer_words import CURRENCIES, REASONS, WRITTEN_REASON, WRITTEN_SUM, place_pattern
from index.analysis.questions.number_words import WRITTEN_HAN, number_phrases
from index.analysis.questions.phrases import Phrases, phrase_table, phrases_at, split
from index.analysis.questions.reading import read
from index.analysis.tokenizer import analyse, folder

NUMBER: Final = 1
TIME: Final = 2
NAME: Final = 4
QUOTE: Final = 8
REASON: Final = 16
MONEY: Final = 32
PLACE: Final = 64
YES_NO: Final = 128
"""Only asked for: any sentence can hold a yes or a no."""

# A sum of money is a number, too, and a place has a name.
_ASKED: Final[Mapping[str, int]] = {
    "number": NUMBER,
    "money": MONEY | NUMBER,
    "time": TIME,
    "name": NAME,
    "place": PLACE | NAME,
    "reason": REASON,
    "yes": YES_NO,
}

_DIGITS: Final = regex.compile(r"\p{Nd}")
# A year, a clock time, a numeric date, or a day of a month beside a word: no list of months needed.
_TIME: Final = regex.compile(
    r"(?<!\p{Nd})(?:[1١۱१]\p{Nd}{3}|[2٢۲२][0٠۰०]\p{Nd}{2})(?!\p{Nd})|\p{Nd}{1,2}[:.]\p{Nd}{2}(?!\p{Nd})"
    r"|\p{Nd}{1,2}[年月日时時]"
    r"|\p{Lu}\p{L}{2,8}\.? (?:[12]?\p{Nd}|3[01])(?!\p{Nd})|(?<!\p{Nd})(?:[12]?\p{Nd}|3[01])\.? (?:de )?\p{L}{3,9}"
)
# A capitalised word that does not begin the sentence.
_NAME: Final = regex.compile(r"(?<=[\p{L}\p{N},;:)] )\p{Lu}\p{L}+")
_QUOTE: Final = regex.compile(r"[\"“”„«»「」『』]")
_SUM: Final = regex.compile(WRITTEN_SUM)
_HAN_NUMBER: Final = regex.compile(WRITTEN_HAN)
_HAN_REASON: Final = regex.compile(WRITTEN_REASON)
_HAN: Final = ("zh", "ja")


def asking_words(words: Sequence[str], languages: Sequence[str]) -> dict[int, int]:
    """The positions of the question words, and as flags the types of answer that each asks for.

    ``words`` are the folded words of a question in order; ``languages`` are those that it may be in, likeliest first.
    Capitals and punctuation are not needed.
    """
    found: dict[int, int] = {}
    for start, end, kind in read(words, languages):
        for at in range(start, end) if kind in _ASKED else ():
            found[at] = found.get(at, 0) | _ASKED[kind]
    return found


def answer_types(sentence: str, language: str = "und", words: Sequence[str] | None = None) -> int:
    """The types of answer that ``sentence`` holds, as flags.

    ``words`` are its folded words as ``tokenizer.analyse`` returns them, if the caller has them.
    """
    found = 0
    if (digits := _DIGITS.search(sentence)) is not None:
        found |= NUMBER
        if _TIME.search(sentence, digits.start()):
            found |= TIME
    if _NAME.search(sentence):
        found |= NAME
    if _QUOTE.search(sentence):
        found |= QUOTE
    if (place := _place(language)) is not None and place.search(sentence):
        found |= PLACE
    found |= _by_words(sentence, language, words)
    if not found & NUMBER:
        return found & ~MONEY
    return found | MONEY if found & MONEY or _SUM.search(sentence) else found


def _by_words(sentence: str, language: str, words: Sequence[str] | None) -> int:
    """The flags of number words, of words before a reason, and of currencies that stand beside a number."""
    if language in _HAN:
        number = NUMBER if _HAN_NUMBER.search(sentence) else 0
        return number | (REASON if _HAN_REASON.search(sentence) else 0)
    table = _words(language)
    if not table:
        return 0
    if words is None:
        words = [term.word for term in analyse(sentence, language)]
    found = 0
    for at, word in enumerate(words):
        if word in table:
            for _, flag in phrases_at(table, words, at):
                found |= flag
    return found


@cache
def _words(language: str) -> Phrases[int]:
    meant = [(phrase, NUMBER) for phrase in number_phrases(language)]
    meant += [(phrase, REASON) for phrase in split(REASONS.get(language, ""))]
    meant += [(phrase, MONEY) for phrase in split(CURRENCIES.get(language, ""))]
    return phrase_table(meant, folder(language))


@cache
def _place(language: str) -> regex.Pattern[str] | None:
    pattern = place_pattern(language)
    return None if pattern is None else regex.compile(pattern)
