"""The text to check that stands behind the wish in the same message: "check this: …", "stimmt das? …"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import regex

from bot.domain.parsing.phrases import WORD, Phrase, folded

# A wish is short.
_MOST_WORDS: Final = 14
_MOST_CHARACTERS: Final = 120
# What parts a wish from its text: a colon, a question mark, a dash, a line break, or the quotation mark of the text.
_PARTS: Final = regex.compile(r"\s*(?:[:：?？؟]|\s[–—-]+\s|\n|(?=[\"“„«»「『]))\s*")
# Without such a mark a text has so many words, or in scripts without spaces so many characters.
_A_TEXT: Final = 4
_A_TEXT_UNSPACED: Final = 10
# Longer texts are no claims behind a bare "fact check", which is rather their heading.
_LONGEST_BEHIND_BARE: Final = 300


@dataclass(frozen=True, slots=True)
class Opening:
    """A wish that a text may begin with.

    It ``points`` at something ("this") or not; ``asks``: it is put as a question; ``goes_on``: the words behind it say
    what that is about.
    """

    points: bool
    asks: bool
    goes_on: bool = False


def lead_of(text: str) -> Phrase | None:
    """The first words of a text, in which a wish may stand; None without any."""
    places = tuple(match.span() for match in WORD.finditer(text[:_MOST_CHARACTERS]))[:_MOST_WORDS]
    return Phrase(text, tuple(folded(text[start:end]) for start, end in places), places) if places else None


def claim_behind(lead: Phrase, openings: Mapping[int, Opening]) -> str | None:
    """The text behind the longest of the ``openings`` (by the number of their words); None when there is none."""
    for number, end in enumerate(sorted(openings, reverse=True)):
        opening, (_, at) = openings[end], lead.places[end - 1]
        mark = _PARTS.match(lead.text, at)
        claim = lead.text[at if mark is None else mark.end() :].strip()
        if WORD.search(claim) is None:
            continue
        if mark is not None and (opening.points or _is_short(claim)):
            return claim
        alone = opening.points and not opening.asks and not opening.goes_on
        if mark is None and number == 0 and alone and _is_text(claim):
            return claim
    return None


def _is_short(claim: str) -> bool:
    return len(claim) <= _LONGEST_BEHIND_BARE and "\n" not in claim


def _is_text(claim: str) -> bool:
    if claim.endswith(("?", "？", "؟")):
        return False
    words = WORD.findall(claim[: 10 * _MOST_CHARACTERS])
    unspaced = regex.match(r"\p{Han}", words[0]) is not None
    return len(words) >= (_A_TEXT_UNSPACED if unspaced else _A_TEXT)
