"""Text to index terms that keep their spans: words, folded and stemmed so that their spellings meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import regex

from index.analysis.german_stemmer import cistem
from index.analysis.scripts import UNSPACED
from index.models import Span

ANALYSER: Final = 4
"""Raise it whenever a text gives other terms, sentences or encoded arrays; stored with a collection's postings."""

# Nobody asks for a longer word: further letters are ignored, the span is kept.
_LONGEST: Final = 64

# Indexed as pairs of characters: scripts without spaces, their marks of length and repetition, and Korean, whose
# particles are attached to words.
_PAIRED: Final = UNSPACED + r"ー々\p{Hangul}"
_WORD: Final = regex.compile(rf"(?P<pairs>[{_PAIRED}]+)|(?P<word>[[\p{{L}}\p{{M}}\p{{N}}]--[{_PAIRED}]]+)", regex.V1)
_PAIR: Final = regex.compile(rf"[{_PAIRED}]{{2}}", regex.V1)

_CODE: Final = re.compile("[a-z]{2,3}")

# The words of an ASCII text, found in a third of the time.
_ASCII_WORD: Final = re.compile("[A-Za-z0-9]+")
# Arabic and Hebrew vowel points and the tatweel: written or not, the word is the same.
_VOWEL_POINTS: Final = regex.compile(r"[\u0591-\u05C7\u064B-\u065F\u0670\u0640]")
_ACCENTS: Final = regex.compile(r"([\p{Latin}\p{Greek}])\p{Mn}+")
# Letters that Arabic and Persian keyboards write differently.
_TO_ARABIC: Final = {0x06CC: "\u064a", 0x06A9: "\u0643"}
_TO_PERSIAN: Final = {0x064A: "\u06cc", 0x0649: "\u06cc", 0x0643: "\u06a9"}

_STEMMERS: Final = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


class Token(NamedTuple):
    """A word or term and the part of the text that it stands for, in code points."""

    text: str
    span: Span


def words(text: str) -> list[Token]:
    """The words of ``text`` as they are written, in reading order.

    A word is a run of letters, marks and digits. A run in Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese
    becomes overlapping pairs of characters; a single character stays as it is.
    """
    return [Token(word, Span._make(span)) for word, span in spelt(text)]


def terms(text: str, language: str) -> list[Token]:
    """The terms of ``text`` in reading order: words folded and stemmed for ``language``, stop words left out.

    ``language`` is an ISO 639-1 code; an unknown one means folding only. Every token keeps its word's span.
    """
    return [Token(term.text, term.span) for term in analyse(text, language) if not term.stop]


class Term(NamedTuple):
    """A word as it is indexed: its stem, its folded spelling, where it stands, and whether it is a stop word."""

    text: str
    word: str
    span: Span
    stop: bool


def analyse(text: str, language: str) -> list[Term]:
    """All words of ``text`` as they are indexed, stop words too, in reading order.

    Stop words are kept: a question may consist of them, and dropping them lost more answers than weighing them a
    third (see ``index.ranking.query``).
    """
    found = []
    for written, span in spelt(text):
        stem, word, stop = _indexed(written[:_LONGEST], language)
        if word:
            found.append(Term(stem, word, Span._make(span), stop))
    return found


def indexed(written: str, language: str) -> tuple[str, str, bool]:
    """A word's stem, its folded spelling (empty for a bare mark), and whether it is a stop word."""
    return _indexed(written[:_LONGEST], language)


@lru_cache(maxsize=1 << 13)
def _indexed(written: str, language: str) -> tuple[str, str, bool]:
    # Cached: most words of a text are common words.
    word = folder(language)(written)
    return stemmer(language)(word), word, word in stop_words(language)


def spelt(text: str) -> list[tuple[str, tuple[int, int]]]:
    """The same as ``words``, as plain tuples."""
    if text.isascii():
        return [(word[0], word.span()) for word in _ASCII_WORD.finditer(text)]
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup == "word" or end - start == 1:
            found.append((match[0], (start, end)))
        else:
            found += [(match[0][at : at + 2], (start + at, start + at + 2)) for at in range(end - start - 1)]
    return found


def is_pair(word: str) -> bool:
    """Whether ``word`` is one of the pairs of characters into which runs without spaces are cut."""
    return len(word) == 2 and not word.isascii() and _PAIR.fullmatch(word) is not None


def folder(language: str) -> Callable[[str], str]:
    """The function that makes two spellings of a word in ``language`` equal; it returns "" for a bare mark."""
    return _SPECIAL_FOLDS.get(language, fold)


def fold(word: str) -> str:
    """One case, compatibility forms unified, vowel points dropped, Arabic letters as Arabic keyboards write them."""
    if word.isascii():
        return word[:_LONGEST].lower()
    return _marked(word).translate(_TO_ARABIC)


def _fold_turkish(word: str) -> str:
    """Dotless i: I is the capital of ı, İ that of i."""
    return fold(word.replace("İ", "i").replace("I", "ı"))


def _fold_persian(word: str) -> str:
    return _marked(word).translate(_TO_PERSIAN)


_SPECIAL_FOLDS: Final = {"tr": _fold_turkish, "az": _fold_turkish, "fa": _fold_persian, "ur": _fold_persian}


def _marked(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word[:_LONGEST]).casefold()
    bare: str = _VOWEL_POINTS.sub("", folded)
    return bare[:_LONGEST]


def stemmer(language: str) -> Callable[[str], str]:
    """A function from folded word to stem: CISTEM for German, Snowball if it knows ``language``, else the identity.

    It is created for each use: threads must not share a Snowball stemmer, and creating one takes a microsecond.
    """
    if language == "de":
        return cistem
    algorithm = _STEMMERS.get(language)
    if algorithm is None:
        return str if language == "vi" else without_accents
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(algorithm, 0).stemWord
    if language == "en":
        return lambda word: stem(without_accents(word))
    return lambda word: without_accents(stem(word))


def without_accents(stem: str) -> str:
    """Latin and Greek letters without accents, and ё as е: people leave accents out when they ask.

    Applied after stemming, which needs the accents (except in English, which only borrows them), and never to
    Vietnamese, where a tone makes another word.
    """
    if stem.isascii():
        return stem
    bare = _ACCENTS.sub(r"\1", unicodedata.normalize("NFD", stem.replace("ё", "е")))
    return unicodedata.normalize("NFC", bare)


@cache
def stop_words(language: str) -> frozenset[str]:
    """The folded stop words of a language; none for a language without a list.

    They are function words only, with their forms: articles, pronouns, prepositions, conjunctions, particles,
    auxiliary and modal verbs, question words. No word that a text can be about is one of them, however frequent.
    """
    listed = files(__package__) / "stop_words" / f"{language}.txt"
    if not _CODE.fullmatch(language) or not listed.is_file():
        return frozenset()
    spelling = folder(language)
    return frozenset(map(spelling, listed.read_text(encoding="utf-8").split())) - {""}
