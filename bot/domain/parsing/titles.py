"""Whether words name an article by its title: "bees" names "Wild bees return", "abejas" names "La abeja vuelve"."""

from __future__ import annotations

from typing import Final

import regex

from bot.domain.parsing.phrases import words_of

# Shorter words are articles and prepositions, except in scripts where a letter is more.
_LONG: Final = 4
# Two forms of a word differ in their last letters only.
_ENDING: Final = 2
_MOST_WORDS: Final = 40
_LONGEST: Final = 300
_UNSPACED: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


def shared_with_title(words: str, title: str) -> int:
    """How many of the words stand in the title, in any form or as a part of a longer word."""
    titled = words_of(title[:_LONGEST])[:_MOST_WORDS]
    if _UNSPACED.search(words):
        return sum(each in title for each in set(words) if _UNSPACED.match(each))
    said = [each for each in words_of(words[:_LONGEST])[:_MOST_WORDS] if len(each) >= _LONG or each.isdecimal()]
    if not said:
        # "arı haberi": a short word is all that there is.
        said = list(words_of(words[:_LONGEST]))[-1:]
    return sum(any(_same(each, other) for other in titled) for each in set(said))


def _same(one: str, other: str) -> bool:
    if len(one) >= _LONG and one in other:
        return True
    common = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    common = min(len(one), len(other)) if common is None else common
    return common >= max(3, min(len(one), len(other)) - _ENDING) and abs(len(one) - len(other)) <= 2 + _ENDING
