"""The numbers that a sentence counts with, in figures and in words, of any of the known languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import regex

from index.analysis.questions.number_words import CARDINALS, VALUES, number_phrases
from index.checking.reading import Reading
from index.dedup.compare.pair import dated
from index.dedup.words import lexicon
from index.dedup.words.word import Word

_HAN: Final = regex.compile(r"[零〇一二两兩三四五六七八九十百千万萬亿億]+")
_HAN_DIGITS: Final = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_POWERS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_GROUPS: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
# Arabic writes "and", "with", "for" and "so" together with the next word.
_PROCLITICS: Final = "وبلف"
_ENDING: Final = 2
_SHORTEST: Final = 2
_TENS_AND_ONES: Final = 2
_ROOTS: Final = {
    "ru": "дв:2 три:3 тр:3 тридцат:30 четыр:4 четвер:4 пят:5 пятьдесят:50 шест:6 шестьдесят:60 сем:7 семьдесят:70 вос:8"
    " восемьдесят:80 девят:9 девяност:90 десят:10 двадцат:20 сорок:40 сто:100 ста:100 двест:200 двухсот:200 трист:300"
    " четырест:400 пятьсот:500 шестьсот:600 семьсот:700 восемьсот:800 девятьсот:900 двенадцат:12 тринадцат:13"
    " четырнадцат:14 пятнадцат:15 шестнадцат:16 семнадцат:17 восемнадцат:18 девятнадцат:19 одиннадцат:11 тысяч:тысяч"
    " миллион:миллион миллиард:миллиард",
    "uk": "дв:2 три:3 тр:3 тридцят:30 чотир:4 четвер:4 пʼят:5 шіст:6 шест:6 сім:7 сем:7 віс:8 вос:8 девʼят:9 десят:10"
    " двадцят:20 сорок:40 сто:100 двіст:200 трист:300 чотирист:400 дванадцят:12 тринадцят:13 чотирнадцят:14"
    " шістнадцят:16 сімнадцят:17 вісімнадцят:18 одинадцят:11 тисяч:тисяч мільйон:мільйон мільярд:мільярд",
}  # fmt: skip


def figures(reading: Reading, language: str) -> dict[str, str]:
    """Counts and dates: a key for each, equal for equal numbers, and the words as they are written."""
    found = {_key(word): word.shown for word in reading.words if counts(word)}
    if language in ("zh", "ja", "yue"):
        # "One" is an article as often as a number.
        for match in _HAN.finditer(reading.text):
            if match[0] != "一":
                found[str(_han(match[0]))] = match[0]
        return found
    for run in _runs(reading.words, language):
        found[_value([value for _, value in run])] = " ".join(word.shown for word, _ in run)
    return found


def _runs(words: Sequence[Word], language: str) -> list[list[tuple[Word, str]]]:
    """Runs of consecutive number words that are not figures, each word with its basic form."""
    runs: list[list[tuple[Word, str]]] = []
    open_run = False
    for word in words:
        base = None if counts(word) else _number_word(word.shown.casefold(), language)
        if base is not None:
            if not open_run:
                runs.append([])
            runs[-1].append((word, base))
        open_run = base is not None
    return runs


def _value(words: Sequence[str]) -> str:
    """Tens and ones added up; anything else word by word."""
    if all(map(str.isdigit, words)) and len(words) == _TENS_AND_ONES and int(words[0]) > int(words[1]):
        return str(int(words[0]) + int(words[1]))
    return " ".join(words)


def counts(word: Word) -> bool:
    """Whether a word is a number, an ordinal, a month or a weekday."""
    return word.figure or dated(word.key) or word.key in lexicon.ORDINALS


def units(words: Sequence[Word]) -> dict[str, str]:
    """The units of figures: their keys, and the words as they are written."""
    return {word.key: word.shown for word in words if word.unit}


def _key(word: Word) -> str:
    return word.key.rstrip("0").rstrip(".") if "." in word.key else word.key


def _number_word(word: str, language: str) -> str | None:
    """The value of a number word, or the word that it is a form of; None for any other word."""
    known = number_phrases(language)
    if language in _ROOTS and word in known:
        for root, value in _roots(language):
            if word.startswith(root):
                return value
    candidates = [word]
    while language == "ar" and candidates[0][:1] in _PROCLITICS and len(candidates[0]) > _SHORTEST:
        candidates.insert(0, candidates[0][1:])
    if language in ("tr", "hi", "ar"):
        candidates += [word[:-end] for end in range(1, _ENDING + 1) if len(word) - end >= _SHORTEST]
    base = next((each for each in candidates if each in known or each in _values(language)), None)
    return None if base is None else _values(language).get(base, base)


@cache
def _roots(language: str) -> list[tuple[str, str]]:
    """The beginnings of number words in all their cases, longest first, with their values."""
    pairs = [each.split(":") for each in _ROOTS[language].split()]
    return sorted(((root, value) for root, value in pairs), key=lambda each: -len(each[0]))


@cache
def _values(language: str) -> dict[str, str]:
    listed = zip(CARDINALS.get(language, "").split(), VALUES, strict=False)
    return {word: str(value) for word, value in listed if word != "-"}


def _han(numeral: str) -> int:
    """The value of a Chinese numeral; of a year it is that of its digits in a row."""
    if all(each in _HAN_DIGITS for each in numeral) and len(numeral) > 1:
        return int("".join(str(_HAN_DIGITS[each]) for each in numeral[:20]))
    total = group = digit = 0
    for each in numeral[:20]:
        if each in _HAN_DIGITS:
            digit = _HAN_DIGITS[each]
        elif each in _HAN_POWERS:
            group, digit = group + (digit or 1) * _HAN_POWERS[each], 0
        else:
            total, group, digit = total + (group + digit or 1) * _HAN_GROUPS[each], 0, 0
    return total + group + digit
