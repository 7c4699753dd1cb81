"""Quantities of several words: sums, units, times of day, dates, each with one key however it is written."""

from __future__ import annotations

import re

from index.dedup.words import lexicon
from index.dedup.words.word import Word
from index.models import Span

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")


def joined(words: list[Word], language: str) -> list[Word]:
    """The words with their quantities put together, dates and sums in one order."""
    return _dates(_units(_sums(_clock(_pairs(words)), language)))


def _pairs(words: list[Word]) -> list[Word]:
    merged: list[Word] = []
    for word in words:
        unit = lexicon.UNIT_PAIRS.get((merged[-1].key, word.key)) if merged else None
        if unit is None:
            merged.append(word)
        else:
            span = Span(merged[-1].span.start, word.span.end)
            merged[-1] = Word(key=unit, shown=word.shown, span=span, name=False, unit=True)
    return merged


def _clock(words: list[Word]) -> list[Word]:
    """ "3 p.m." as 15:00: one figure."""
    out: list[Word] = []
    for word in words:
        last = out[-1] if out else None
        if last is not None and last.figure and word.key in ("am", "pm"):
            out[-1] = _on_clock(last, word, word.key)
        elif (
            last is not None
            and word.key == "m"
            and last.key in ("a", "p")
            and len(out) > 1
            and out[-2].figure
            and word.span.start - last.span.end <= 2
        ):
            out.pop()
            out[-1] = _on_clock(out[-1], word, last.key + "m")
        else:
            out.append(word)
    return out


def _on_clock(figure: Word, half: Word, key: str) -> Word:
    found = _CLOCK.fullmatch(figure.shown)
    hour = int(found[1]) if found else 0
    if found and 0 < hour <= 12:
        value = f"{hour % 12 + 12 * (key == 'pm')}:{found[2] or '00'}"
    else:
        value = f"{figure.key} {key}"
    span = Span(figure.span.start, half.span.end)
    return Word(key=value, shown=f"{figure.shown} {key}", span=span, name=False, figure=True)


_CURRENCIES = frozenset(("usd", "eur", "gbp", "jpy", "rub", "inr", "cny", "chf"))
# The most digits of a figure: otherwise each repetition of "million" would make it longer.
LONGEST_FIGURE = 40
_SHORT = {"k": 3, "m": 6, "bn": 9, "b": 9, "tn": 12}


def _sums(words: list[Word], language: str) -> list[Word]:
    """Composed numerals added up, "million" multiplied in, a currency behind its figure."""
    out: list[Word] = []
    for word in words:
        last = out[-1] if out else None
        power = _power(word, out, language)
        if last is not None and last.figure and power is not None and len(last.key) < LONGEST_FIGURE:
            out[-1] = _scaled(last, word, power)
        elif last is not None and last.figure and word.figure and _adds(last, word):
            span = Span(last.span.start, word.span.end)
            key = str(int(last.key) + int(word.key))
            out[-1] = Word(key=key, shown=f"{last.shown}-{word.shown}", span=span, name=False, figure=True)
        else:
            out.append(word)
    for place in range(1, len(out)):
        sign, figure = out[place - 1], out[place]
        if figure.figure and sign.key in _CURRENCIES and (not sign.shown.isalpha() or sign.shown.isupper()):
            out[place - 1], out[place] = figure, sign
    return out


def _power(word: Word, before: list[Word], language: str) -> int | None:
    """The power of ten by which ``word`` multiplies the figure before it; "$7m" counts, "100m" does not."""
    power = lexicon.SCALES.get(word.shown.casefold())
    if power == 9 and language in ("de", "fr") and word.key.startswith("billion"):
        power = 12
    if power is None and len(before) > 1 and before[-2].key in _CURRENCIES:
        power = _SHORT.get(word.shown.casefold())
    return power


def _scaled(figure: Word, word: Word, power: int) -> Word:
    whole, _, part = figure.key.partition(".")
    digits = whole + part.ljust(power, "0")[:power] if len(part) <= power else figure.key
    return Word(
        key=digits.lstrip("0") or "0",
        shown=f"{figure.shown} {word.shown}" if len(word.shown) > 2 else figure.shown + word.shown,
        span=Span(figure.span.start, word.span.end),
        name=False,
        figure=True,
    )


def _adds(tens: Word, ones: Word) -> bool:
    """Whether two numerals form one number, as in "forty-one"."""
    if not (tens.shown.isalpha() and ones.shown.isalpha() and ones.span.start - tens.span.end == 1):
        return False
    return tens.key in ("20", "30", "40", "50", "60", "70", "80", "90") and 0 < int(ones.key) < 10


# "450 millones de euros"
_OF = ("de", "d", "di", "of")


def _units(words: list[Word]) -> list[Word]:
    """Keeps units only behind figures: "5 m", not "I'm"."""
    for place, word in enumerate(words):
        behind = place and words[place - 1].key in _OF and place > 1
        figure = place and words[place - 2 if behind else place - 1].figure
        unit = lexicon.UNITS.get(word.shown.casefold()) if figure else None
        if unit is not None or (word.key in _CURRENCIES and not word.shown.isalpha()):
            words[place] = word._replace(key=unit or word.key, name=False, unit=True)
    return words


def _dates(words: list[Word]) -> list[Word]:
    """ "15 July" as "July 15"."""
    for place in range(1, len(words)):
        month, day = words[place], words[place - 1]
        if month.key.startswith("month ") and day.figure and len(day.key) <= 2:
            follows = words[place + 1] if place + 1 < len(words) else None
            if follows is None or not follows.figure or len(follows.key) > 2:
                words[place - 1], words[place] = month, day
    return words
