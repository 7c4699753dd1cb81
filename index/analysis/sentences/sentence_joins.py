"""Wrong cuts of a sentence splitter: inside numbers, after abbreviations, between a quotation and its speaker.

Each rule reads a few dozen code points on either side of a cut, so that all of them together are linear.
"""

from __future__ import annotations

from typing import Final

import regex

from index.analysis.sentences.abbreviations import counting, leading

LOOK: Final = 48
"""Code points on either side of a cut that the rules read."""

# Small letters of scripts whose sentences begin with capitals. Georgian has capitals, but not at sentence beginnings.
_SMALL: Final = r"[\p{Ll}&&[\p{Latin}\p{Cyrillic}\p{Greek}\p{Armenian}]]"
_BEGINS_SMALL: Final = regex.compile(_SMALL, regex.V1)
# "iPhone" may begin a sentence; "b)" is the next item of a list.
_BEGINS_ANYHOW: Final = regex.compile(r"\p{Ll}{1,2}\p{Lu}|\p{L}\)|https?:|www\.|[\w.+-]+@\w")
# A small letter, also behind a bracket or the dash before a speaker; or a mark that no sentence begins with.
_GOES_ON: Final = regex.compile(rf"(?:[(\[]|[—–-]\s?)?{_SMALL}|[,;:，、：；)\]}}]", regex.V1)
_FIGURE: Final = regex.compile(r"[\p{Sc}~≈±+<>-]?\s?\p{Nd}")

_NUMBER: Final = regex.compile(r"\p{Nd}[.,．，٫٬]\Z")
_ENUMERATOR: Final = regex.compile(
    r"[•⁃*–-]?\s*+\(?(?:(?:\p{Nd}{1,3}[.)]){1,4}|[ivx]{1,4}[.)]|\p{L}[.)])\s*+\Z", regex.I
)
# An initial ("J. Smith", "M. Dupont") or a title without vowels ("Dr. Who", "St. Paul") ends no sentence.
_INITIAL: Final = regex.compile(r"(?<![\p{L}\p{N}.&])(?:\p{Lu}|(?!Jr|Sr|[AEIOUY])\p{Lu}[b-df-hj-np-tv-xz]{1,3})\.\Z")
# "You and I." is no initial.
_PRONOUN: Final = regex.compile(r"\b(?:and|or|than|but|as|nor|not)\sI\.\Z")
# "أ.د." and "א.ב.": single letters in a script without capitals.
_LETTERS: Final = regex.compile(r"(?<![\p{L}\p{M}\p{N}])(?:[\p{Arabic}\p{Hebrew}--\p{P}]\.\s?){1,4}\Z", regex.V1)
_ABBREVIATION: Final = regex.compile(r"(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}.ªº-]{1,12})\.\Z")

# Languages with a full stop behind ordinal numbers, and the words that stand before an ordinal but before no count.
_ORDINAL: Final = {
    "de": r"\b(?:[Aa]m|[Dd](?:er|ie|as|em|en|es)|[Vv]om|[Zz]u[mr]|[Ii]m|[Bb]eim|[Ss]eit|[Bb]is|[Aa]b|[Ii]hr\w*+"
    r"|[Ss]ein\w*+)\s\d{1,3}\.\Z",
    "tr": r"(?<![\w:.,-])\d{1,2}\.\Z",
    "da": r"\b(?:[Dd]en|[Dd]e[nt]s?)\s\d{1,3}\.\Z",
    "no": r"\b(?:[Dd]en|[Dd]et)\s\d{1,3}\.\Z",
}  # fmt: skip
_ORDINALS: Final = {language: regex.compile(pattern) for language, pattern in _ORDINAL.items()}

_CLOSING: Final = "\"'”’»›」』）"
_SAID_ENDS: Final = regex.compile(rf"[.!?…。．！？][{_CLOSING}]{{1,2}}\Z")
# Behind a quotation: a particle in Korean and Japanese, the speaker in Chinese.
_SAID: Final = {
    "ko": regex.compile(r"(?:이?라고|이?라며|이?라면서|이?라는|하고|고|며|면서|는)(?:\p{Hangul}|\s)"),
    "ja": regex.compile(r"\p{Hiragana}"),
    "zh": regex.compile(
        r"[^\s\p{P}]{0,12}?(?:说|說|表示|指出|称|稱|道|问|問|答|回应|回應|强调|強調|补充|補充|写道|寫道|认为|認為|透露|坦言)"
    ),
}
_UNSPACED: Final = ("ja", "zh")


def joins(before: str, after: str, language: str, *, whole: bool, careless: bool) -> bool:
    """Whether the texts on both sides of a cut are one sentence.

    ``before`` is the text before the cut, ``after`` the text behind it; ``LOOK`` code points of each are enough.
    ``whole``: ``before`` is all of its sentence. ``careless``: the writer begins sentences in small letters.
    """
    left, right = before.rstrip(), after.lstrip()
    if not left or not right:
        return False
    spaced = len(left) < len(before) or len(right) < len(after)
    if not spaced and _NUMBER.search(left) and right[0].isdecimal():
        return True
    if whole and _ENUMERATOR.fullmatch(left):
        return True
    if left[-1] == "၊":
        # The Burmese comma, at which the splitter cuts.
        return True
    if not (spaced and language in _UNSPACED) and _attributed(left, right, language):
        return True
    return _goes_on(right, careless=careless) or _shortened(left, right, language)


def _goes_on(right: str, *, careless: bool) -> bool:
    """Whether no sentence can begin like this."""
    if not _GOES_ON.match(right) or _BEGINS_ANYHOW.match(right):
        return False
    return not (careless and _BEGINS_SMALL.match(right))


def _attributed(left: str, right: str, language: str) -> bool:
    """Whether a quotation ends here and its speaker follows."""
    pattern = _SAID.get(language)
    return pattern is not None and _SAID_ENDS.search(left) is not None and pattern.match(right) is not None


def _shortened(left: str, right: str, language: str) -> bool:
    """Whether the full stop belongs to an initial, a title, an abbreviation or an ordinal number."""
    if left[-1] != ".":
        return False
    if language == "en" and _PRONOUN.search(left):
        return False
    if _INITIAL.search(left) or _LETTERS.search(left):
        return True
    ordinal = _ORDINALS.get(language)
    if ordinal is not None and ordinal.search(left):
        return True
    found = _ABBREVIATION.search(left)
    if found is None:
        return False
    word = found[1].lower()
    titles, first = leading(language), word.partition(".")[0]
    # "c.-à-d" whole, or several without a space: "prof.dr".
    if word in titles or (first in titles and word.rpartition(".")[2] in titles):
        return True
    return word in counting(language) and _FIGURE.match(right) is not None


def writes_carelessly(text: str) -> bool:
    """Whether a text begins in a small letter, as in chats: small letters then do not join its sentences."""
    return _BEGINS_SMALL.match(text.lstrip()) is not None
