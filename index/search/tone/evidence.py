"""Whether a sentence lacks what a question asks for, where that can be told well: numbers, durations, money, times."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import regex

from index.analysis.questions.answer_types import MONEY, NUMBER, TIME, answer_types
from index.analysis.questions.phrases import split
from index.analysis.questions.words import ASKING
from index.search.days import names_day
from index.search.tone import evidence_words

_TOLD: Final = NUMBER | MONEY | TIME
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")
# Arabic joins "and", "in", "the" and the like to the next word.
_BEFORE: Final = {"ar": "[وفبلك]?(?:ال|لل)?"}
_SHARE: Final = "%|٪|百分|प्रतिशत|(?:per ?cent|prozent|pour cent|por ciento|por cento|процент|відсот|yüzde)"


def lacks(asked: int, question: str, sentence: str, language: str) -> bool:
    """Whether ``sentence``, in ``language``, holds nothing of what ``question`` asks for.

    ``asked`` are the answer types that it asks for, as flags. False if it asks for anything else as well, and in
    languages whose words are not known.
    """
    if not asked or asked & ~_TOLD or language not in evidence_words.TIMES:
        return False
    if asked & TIME:
        return not _timed(_told(sentence, question), language)
    if asked & MONEY:
        return not _priced(sentence, language)
    phrase = _durations().search(question.casefold().replace("’", "'"))
    if phrase is not None:
        told = _told(sentence, question[: phrase.start()] + question[phrase.end() :])
        measured = _counted(told, language) and _holds(evidence_words.LENGTHS, language, told.casefold())
        return not (measured or _timed(told, language))
    return not _counted(_told(sentence, question), language)


def _told(sentence: str, question: str) -> str:
    """The sentence without the question's own words: "night bus" says no time to whoever asks about night buses."""
    known = {match[0].casefold() for match in _WORD.finditer(question)}
    return _WORD.sub(lambda match: "" if match[0].casefold() in known else match[0], sentence)


def _timed(sentence: str, language: str) -> bool:
    return (
        bool(answer_types(sentence, language) & TIME)
        or _holds(evidence_words.TIMES, language, sentence.casefold())
        or names_day(sentence, language)
    )


def _counted(sentence: str, language: str) -> bool:
    held = answer_types(sentence, language)
    return bool(held & NUMBER) or _holds(evidence_words.COUNTS, language, sentence.casefold())


def _priced(sentence: str, language: str) -> bool:
    """Whether the sentence has a sum, or says in words that something costs nothing, or a number beside paying."""
    folded = sentence.casefold()
    if answer_types(sentence, language) & MONEY or _holds(evidence_words.FREE, language, folded):
        return True
    return _counted(sentence, language) and bool(_paying(language).search(folded))


def _holds(words: Mapping[str, str], language: str, folded: str) -> bool:
    return _compiled(words[language], language).search(folded) is not None


@cache
def _compiled(words: str, language: str) -> regex.Pattern[str]:
    if language in evidence_words.WRITTEN:
        return regex.compile(words)
    written = "|".join(regex.escape(each.rstrip("*")) + r"\p{L}*" * each.endswith("*") for each in words.split())
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}]){_BEFORE.get(language, '')}(?:{written})(?![\p{{L}}\p{{M}}])")


@cache
def _paying(language: str) -> regex.Pattern[str]:
    words = "|".join(regex.escape(each.casefold()) for each in split(ASKING[language].paying))
    # In Chinese no space stands between words.
    bounded = words if language in evidence_words.WRITTEN else rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})"
    return regex.compile(f"{_SHARE}|{bounded}")


@cache
def _durations() -> regex.Pattern[str]:
    phrases = [regex.escape(each) for line in evidence_words.DURATIONS.values() for each in split(line)]
    return regex.compile("|".join(phrases))
