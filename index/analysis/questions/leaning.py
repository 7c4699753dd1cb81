"""Does a question stand by itself, or does it lean on what was said before?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import regex

from index.analysis.questions.phrases import split
from index.analysis.questions.reading import lexicon, read
from index.analysis.questions.words import ASKING
from index.analysis.questions.words.pronouns import EMPTY, HAPPENING, PRONOUNS
from index.analysis.questions.words.unspaced import UNSPACED
from index.analysis.tokenizer import folder, spelt, stop_words, without_accents
from index.models import Leaning

# A longer question names its subject.
_MOST_WORDS: Final = 12
# In Arabic "and" is the first letter of the next word.
_ATTACHED: Final = {"ar": "و"}
_LETTERS: Final = regex.compile(r"[\p{L}\p{N}]")


def leaning(question: str, languages: Sequence[str]) -> Leaning:
    """How a question depends on what was said before, in any of the ``languages`` (ISO 639-1) that it may be in."""
    found = [_leaning(question, language) for language in dict.fromkeys(languages) if language in ASKING]
    return Leaning(*(any(flags) for flags in zip(*found, strict=True))) if found else Leaning()


def _leaning(question: str, language: str) -> Leaning:
    spelling = folder(language)
    words = [word for word in (spelling(written) for written, _ in spelt(question[: 40 * _MOST_WORDS])) if word]
    if not words:
        return Leaning()
    if language in UNSPACED:
        text = "".join(spelling(each) for each in _LETTERS.findall(question))
        points = any(each in text for each in PRONOUNS.get(language, "").split())
        when = any(each.kind == "time" for each in read([text], [language]))
        return Leaning(_asking(language).sub("", text) == "", text.startswith(_joining(language)), points, when)
    few = len(words) <= _MOST_WORDS
    when = any(each.kind == "time" for each in read(words, [language]))
    told = [word for word in words if not (when and word in _happening(language))]
    return Leaning(
        few and _names_nothing(told, language),
        len(words) > 1 and _goes_on(words[0], language),
        few and _points_back(words, language),
        when,
    )


@cache
def _happening(language: str) -> frozenset[str]:
    spelling = folder(language)
    return frozenset(spelling(each) for each in HAPPENING.get(language, "").split())


def _points_back(words: Sequence[str], language: str) -> bool:
    spelling = folder(language)
    said = f" {' '.join(words)} "
    for phrase in split(EMPTY.get(language, "")):
        said = said.replace(f" {' '.join(spelling(word) for word in phrase.split())} ", " ")
    return not {spelling(each) for each in PRONOUNS.get(language, "").split()}.isdisjoint(said.split())


def _names_nothing(words: Sequence[str], language: str) -> bool:
    asked = read(words, [language])
    asking = {at for each in asked for at in range(each.start, each.end)}
    if not asking:
        return False
    return all(at in asking or _function(word, language) for at, word in enumerate(words))


def _function(word: str, language: str) -> bool:
    if len(word) == 1 and word.isalpha():
        return True
    known = _functions(language)
    attached = _ATTACHED.get(language)
    return word in known or (attached is not None and word.startswith(attached) and word[len(attached) :] in known)


def _goes_on(first: str, language: str) -> bool:
    if first in lexicon(language).joining:
        return True
    attached = _ATTACHED.get(language)
    return attached is not None and first.startswith(attached) and first[len(attached) :] in _functions(language)


@cache
def _functions(language: str) -> frozenset[str]:
    """Function words, joining words and the first words of question phrases, with their accents and without."""
    entry = lexicon(language)
    known = stop_words(language) | entry.joining | entry.requests | {first for first in entry.questions if first}
    return known if language == "vi" else known | {without_accents(word) for word in known if len(word) > 2}


@cache
def _joining(language: str) -> tuple[str, ...]:
    return tuple(split(ASKING[language].joining))


@cache
def _asking(language: str) -> regex.Pattern[str]:
    """Question words and function words of a language without spaces between words; longer ones first."""
    asking = ASKING[language]
    spelling = folder(language)
    phrases = {
        spelling(each)
        for table in (asking.anywhere, asking.opening, asking.nouns)
        for line in table.values()
        for each in split(line)
    }
    known = phrases | stop_words(language) | set(split(asking.joining))
    return regex.compile("|".join(map(regex.escape, sorted(known - {""}, key=len, reverse=True))))
