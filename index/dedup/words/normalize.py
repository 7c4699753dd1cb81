"""A paragraph's words as the verdict sees them: one key for what means the same, however it is written.

"Dec. 29" and "29 December", "$7m" and "7 million dollars", "neighbor" and "neighbour" get equal keys; "3.2" and
"32", "km" and "miles" do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import regex

from index.analysis.scripts import UNSPACED
from index.dedup.words import lexicon
from index.models import Span

TOKEN = regex.compile(
    r"(?P<number>(?<![\p{Latin}\p{Cyrillic}\p{Greek}\d.,])[-+]?\d+(?:[.,:]\d+)*)(?P<suffix>\p{L}{1,3}\b)?"
    rf"|(?P<glyph>[{UNSPACED}]\p{{M}}*)"
    # Bounded: a run of letters without end must not be walked through again from each of them.
    r"|(?P<negated>[a-zA-Z]{2,8}[nN]'[tT]\b)"
    r"|(?P<word>(?:[\p{L}\p{M}]|\d)+)"
    r"|(?P<sign>[\p{Sc}%‰°½⅓⅔¼¾²³↑↓⬆⬇📈📉✅❌👍👎]|\p{Regional_Indicator}{2})"
)
# The same without names: quicker to cut a whole text with.
_CUT = regex.compile(regex.sub(r"\(\?P<\w+>", "(?:", TOKEN.pattern))
# The same for ASCII, which most English is in normal form: several times quicker.
_TOKEN_ASCII = re.compile(
    r"(?P<number>(?<![a-zA-Z\d.,])[-+]?\d+(?:[.,:]\d+)*)(?P<suffix>[a-zA-Z]{1,3}\b)?"
    r"|(?P<negated>[a-zA-Z]{2,8}[nN]'[tT]\b)|(?P<word>[a-zA-Z\d]+)|(?P<sign>[$%])",
    re.ASCII,
)
_CUT_ASCII = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _TOKEN_ASCII.pattern), re.ASCII)
_UNMARKED = regex.compile(r"[\u0300-\u036f\u064b-\u0652\u0640]")
_SENTENCE_END = regex.compile(r"[.!?:;][\"')\]]*\s|[。！？]|^\s*$|\n")
_GROUPS = regex.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall"}
# A text too short to tell its language may be English.
_ENGLISH = ("en", "")
_EQUAL = {
    "would": "will",
    "might": "may",
    "could": "can",
    "grey": "gray",
    "numerous": "many",
    "toward": "towards",
    "whilst": "while",
}


class Word(NamedTuple):
    """``key`` is what counts as equal; ``shown`` stands at ``span`` of the text that was read."""

    key: str
    shown: str
    span: Span
    # Written with a capital where the sentence does not ask for one.
    name: bool
    figure: bool = False
    # Measures the figure before it.
    unit: bool = False


def cut(folded: str) -> list[str]:
    """The tokens of a casefolded text; what ``wording`` then reads more closely."""
    return (_CUT_ASCII if folded.isascii() else _CUT).findall(folded)


def places(folded: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where the tokens of ``cut`` stand: between two of them there is no letter or digit to mistake for one."""
    found = []
    end = 0
    for token in tokens:
        start = folded.find(token, end)
        end = start + len(token)
        found.append((start, end))
    return found


def language_of(words: Sequence[str]) -> str:
    """Which of the lexicon's languages these casefolded words are in; "" when too few of its words occur."""
    tongues = lexicon.tongues()
    votes: dict[str, int] = {}
    for word in words[:300]:
        for language in tongues.get(word, ()):
            votes[language] = votes.get(language, 0) + 1
    if not votes:
        return ""
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] * 8 >= min(len(words), 300) else ""


def wording(text: str, language: str, part: Span | None = None, *, loud: bool | None = None) -> list[Word]:
    """The words of (a part of) a text in normal form, in order; dates and sums come out in one order.

    ``loud`` is what ``shouted`` says of the text, for those who know.
    """
    if loud is None:
        loud = shouted(text)
    found: list[Word] = []
    part = part or Span(0, len(text))
    last = max(0, part.start - 4)
    for match in _tokens(text).finditer(text, part.start, part.end):
        start, end = match.span()
        between = text[last:start]
        opening = start == 0 or (between != " " and _SENTENCE_END.search(between) is not None)
        found.extend(_word(match, language, named=not opening and not loud and language != "de"))
        last = end
    return _dates(_units(_sums(_pairs(found))))


def _tokens(text: str) -> Any:
    return _TOKEN_ASCII if text.isascii() else TOKEN


def shouted(text: str) -> bool:
    """Whether most of a text is in capitals, which then make no names."""
    upper = sum(map(str.isupper, text[:2000]))
    return upper * 2 > sum(map(str.isalpha, text[:2000]))


def _word(match: regex.Match[str] | re.Match[str], language: str, *, named: bool) -> list[Word]:
    span = Span(*match.span())
    shown = match[0]
    if match["number"]:
        words = [Word(key=_value(match["number"], language), shown=match["number"], span=span, name=False, figure=True)]
        suffix = (match["suffix"] or "").casefold()
        if suffix and suffix not in _ORDINAL:
            words.append(Word(key=suffix, shown=match["suffix"], span=span, name=False))
        return words
    folded = shown.casefold()
    if match["negated"]:
        stem = folded[:-3]
        return [
            Word(key=_CONTRACTED.get(stem, stem), shown=shown, span=span, name=False),
            Word(key="not", shown=shown, span=span, name=False),
        ]
    if folded in ("cannot",):
        return [Word(key=key, shown=shown, span=span, name=False) for key in ("can", "not")]
    value = lexicon.numerals(language).get(folded)
    if value is not None:
        return [Word(key=str(value), shown=shown, span=span, name=False, figure=True)]
    return [Word(key=_key(folded, language), shown=shown, span=span, name=named and shown[0].isupper())]


def _value(number: str, language: str) -> str:
    """A figure's value: groups of thousands joined, the decimal mark a point, no zeros after it."""
    if ":" in number:
        return number
    comma_decimals = language in lexicon.COMMA_DECIMALS
    sign = "-" if number[0] == "-" else ""
    digits = number.lstrip("+-")
    group, mark = (".", ",") if comma_decimals else (",", ".")
    if digits.count(group) and _GROUPS.fullmatch(digits.partition(mark)[0]):
        digits = digits.replace(group, "")
    digits = digits.replace(mark, ".")
    if digits.count(".") == 1:
        digits = digits.rstrip("0").rstrip(".")
    return sign + digits


def _key(folded: str, language: str) -> str:
    month = lexicon.MONTHS.get(folded)
    if month is not None:
        return f"month {month}"
    if not folded[0].isalpha():
        return lexicon.UNITS.get(folded, folded)
    key = _EQUAL.get(folded, folded)
    if not key.isascii():
        return _UNMARKED.sub("", key)
    return lexicon.one_spelling(key) if language in _ENGLISH else key


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


_CURRENCIES = frozenset(("usd", "eur", "gbp", "jpy", "rub", "inr", "cny", "chf"))
# A figure of more digits counts nothing: "million" said again and again must not make it longer each time.
LONGEST_FIGURE = 40
_SHORT = {"k": 3, "m": 6, "bn": 9, "b": 9, "tn": 12}


def _sums(words: list[Word]) -> list[Word]:
    """Composed numerals added up, "million" multiplied in, a currency behind its figure."""
    out: list[Word] = []
    for word in words:
        last = out[-1] if out else None
        power = _power(word, out)
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


def _power(word: Word, before: list[Word]) -> int | None:
    """The power of ten by which ``word`` multiplies the figure before it; "$7m" counts, "100m" does not."""
    power = lexicon.SCALES.get(word.shown.casefold())
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
    """Whether two numerals are one number, as in "forty-one"."""
    if not (tens.shown.isalpha() and ones.shown.isalpha() and ones.span.start - tens.span.end == 1):
        return False
    return tens.key in ("20", "30", "40", "50", "60", "70", "80", "90") and 0 < int(ones.key) < 10


# "450 millones de euros"
_OF = ("de", "d", "di", "of")


def _units(words: list[Word]) -> list[Word]:
    """A unit counts as one behind a figure only: "5 m", not "I'm"."""
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


_SNOWBALL = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "ru": "russian",
}  # fmt: skip


@cache
def _stemmer(language: str) -> Any:
    import Stemmer

    # No cache of words: it would carry over between documents.
    return Stemmer.Stemmer(_SNOWBALL[language], 0)


def stem(key: str, language: str) -> str:
    """A word without its ending, in the lexicon's languages."""
    return str(_stemmer(language).stemWord(key)) if language in _SNOWBALL else key
