"""A paragraph's words as the verdict sees them: one key for each meaning, however it is written.

"Dec. 29" and "29 December", "$7m" and "7 million dollars", "neighbor" and "neighbour" get equal keys; "3.2" and
"32", "km" and "miles" do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import regex

from index.analysis.scripts import UNSPACED
from index.dedup.words import lexicon
from index.dedup.words.quantities import joined
from index.dedup.words.word import Word
from index.models import Span

# Signs that compare or grade: "<5", "~5", "3/4", "2+2", "AA+", "HIV-", "C#"; and the question mark.
_SIGNS = r"\?|[<>=~]=?(?=\s?[-+$]?\d)|(?<=\d)/(?=\d)|(?<=[A-Za-z\d])\+{1,3}|(?<=[A-Z])(?:-(?![\w-])|#)"
TOKEN = regex.compile(
    r"(?P<number>(?<![\p{Latin}\p{Cyrillic}\p{Greek}\d.,])[-+]?\d+(?:[.,:]\d+)*)(?P<suffix>\p{L}{1,3}\b)?"
    rf"|(?P<glyph>[{UNSPACED}]\p{{M}}*)"
    # Bounded: a run of letters without end must not be walked through again from each of them.
    r"|(?P<negated>[a-zA-Z]{2,8}[nN]'[tT]\b)"
    r"|(?P<word>(?:[\p{L}\p{M}]|\d)+)"
    r"|(?P<sign>[\p{Sc}%‰°½⅓⅔¼¾²³↑↓⬆⬇📈📉✅❌👍👎≥≤≠≈±×÷§؟]|\p{Regional_Indicator}{2}"
    rf"|{_SIGNS}|(?<!\w)[-+](?=\p{{Sc}}\d))"
)
# The same without group names: quicker for cutting a whole text.
_CUT = regex.compile(regex.sub(r"\(\?P<\w+>", "(?:", TOKEN.pattern))
# The same for ASCII, several times quicker: most English texts are ASCII in normal form.
_TOKEN_ASCII = re.compile(
    r"(?P<number>(?<![a-zA-Z\d.,])[-+]?\d+(?:[.,:]\d+)*)(?P<suffix>[a-zA-Z]{1,3}\b)?"
    r"|(?P<negated>[a-zA-Z]{2,8}[nN]'[tT]\b)|(?P<word>[a-zA-Z\d]+)"
    rf"|(?P<sign>[$%]|{_SIGNS}|(?<!\w)[-+](?=\$\d))",
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
    "grey": "gray",
    "numerous": "many",
    "toward": "towards",
    "whilst": "while",
    "st": "saint",
    "sen": "senator",
    "gov": "governor",
    "prof": "professor",
    "<=": "≤",
    ">=": "≥",
    "؟": "?",
}
# Arabic letters with a hamza, which many people leave out.
_HAMZA = str.maketrans("أإآ", "ااا")


def cut(text: str) -> list[str]:
    """The tokens of a text, as they are written; ``wording`` reads them more closely."""
    return (_CUT_ASCII if text.isascii() else _CUT).findall(text)


def places(text: str) -> list[tuple[int, int]]:
    """The spans of the tokens that ``cut`` returns."""
    return [each.span() for each in _tokens(text).finditer(text)]


def folded(token: str, *, loud: bool) -> str:
    """A token for the first comparison: without its case, unless case distinguishes words.

    "US" is not "us", and "Maße" is not "Masse". In a text in capitals (``loud``) case distinguishes nothing.
    """
    if loud:
        return token.casefold()
    if is_initials(token):
        return token
    small = token.lower()
    return small if "ß" in small and small in lexicon.SHARP_S else token.casefold()


def is_initials(token: str) -> bool:
    """Whether only capitals distinguish the word from a light word of some language: "US", "WHO", "IT"."""
    return len(token) > 1 and token.isupper() and token.casefold() in lexicon.tongues()


def language_of(words: Sequence[str]) -> str:
    """The lexicon's language that these casefolded words are in; "" if too few of its words occur."""
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

    ``loud`` is the result of ``shouted`` for the text, if it is known.
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
        found.extend(_word(match, language, named=not opening and not loud and language != "de", loud=loud))
        last = end
    return joined(found, language)


def _tokens(text: str) -> Any:
    return _TOKEN_ASCII if text.isascii() else TOKEN


def shouted(text: str) -> bool:
    """Whether most of a text is in capitals, which then do not mark names."""
    upper = sum(map(str.isupper, text[:2000]))
    return upper * 2 > sum(map(str.isalpha, text[:2000]))


def _word(match: regex.Match[str] | re.Match[str], language: str, *, named: bool, loud: bool) -> list[Word]:
    span = Span(*match.span())
    shown = match[0]
    if match["number"]:
        words = [Word(key=_value(match["number"], language), shown=match["number"], span=span, name=False, figure=True)]
        suffix = (match["suffix"] or "").casefold()
        if suffix and suffix not in _ORDINAL:
            # "66A" is a name of its own, whatever its letter says alone.
            words.append(Word(key=suffix, shown=match["suffix"], span=span, name=suffix not in lexicon.UNITS))
        return words
    same = folded(shown, loud=loud)
    if is_initials(same):
        return [Word(key=same, shown=shown, span=span, name=True)]
    if match["negated"]:
        stem = same[:-3]
        return [
            Word(key=_CONTRACTED.get(stem, stem), shown=shown, span=span, name=False),
            Word(key="not", shown=shown, span=span, name=False),
        ]
    if same == "cannot":
        return [Word(key=key, shown=shown, span=span, name=False) for key in ("can", "not")]
    value = lexicon.numerals(language).get(same)
    if value is not None:
        return [Word(key=str(value), shown=shown, span=span, name=False, figure=True)]
    return [Word(key=_key(same, language), shown=shown, span=span, name=named and shown[0].isupper())]


def _value(number: str, language: str) -> str:
    """A figure's value: groups of thousands joined, a point as decimal mark, no decimals that are all zeros."""
    if ":" in number:
        return number.lstrip("0") if number[:2].isdigit() and len(number) == 5 else number
    comma_decimals = language in lexicon.COMMA_DECIMALS
    sign = number[0] if number[0] in "+-" else ""
    digits = number.lstrip("+-")
    group, mark = (".", ",") if comma_decimals else (",", ".")
    if digits.count(group) and _GROUPS.fullmatch(digits.partition(mark)[0]):
        digits = digits.replace(group, "")
    digits = digits.replace(mark, ".")
    whole, _, part = digits.partition(".")
    # "3.0" is 3, but 4.1 and 4.10 may be two sections.
    return sign + (digits if part.strip("0") else whole)


def _key(word: str, language: str) -> str:
    month = lexicon.MONTHS.get(word)
    if month is not None:
        return f"month {month}"
    key = _EQUAL.get(word, word)
    if not word[0].isalpha():
        return lexicon.UNITS.get(key, key)
    if not key.isascii():
        return _UNMARKED.sub("", key).translate(_HAMZA)
    return lexicon.one_spelling(key) if language in _ENGLISH else key
