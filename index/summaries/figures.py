"""Finds a story's figures that newer ones replace: the dead, the hurt, the missing, and other counts of one thing.

"At least 27 people were killed" is out of date beside the newer "The death toll has risen to 41", although they share
no word. Two figures count one thing if the nearest word that names the thing is the same, or else the words on both
sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import regex

from index.analysis.scripts import UNSPACED

MOST_EARLIER: Final = 2
"""The most replaced figures shown beside a new one."""
# The most words between a figure and the word that names the thing counted.
_NEAR: Final = 7
# The most figures read in a sentence.
_MOST: Final = 12
# Beginnings of words that name the thing counted, in several languages.
_COUNTED: Final = {
    "dead": "kill dead death die fatal tot tote getöt gestorben todes opfer mort tué décé muert falleci vittim"
    " dood omgekom погиб смерт жертв умер загин zgin zginę zabit ofiar ölü öldü قتل قتيل قتلى وفاة 死 遇 亡",
    "hurt": "injur hurt wound verletz bless herid ferit ferid gewond ранен пострада поранен rann yaral"
    " جرح جريح أصيب إصاب 伤 傷 け",
    "missing": "missing vermiss disparu desaparec dispers vermist пропа зник zagini kayıp مفقود 失 踪 行",
}
# "The injury toll" counts the hurt; alone it counts the dead.
_TOLL: Final = "toll"
# Words by which a figure is only a part of a later one ("4 of the 11"), or what was before it ("from 9 to 11").
_PART_OF: Final = "of among von unter der de des del los las dos das entre parmi из среди з серед із من بين"
_FROM: Final = "from von de с со от з із від من 从 由"
_TO: Final = "to auf a à para hasta até до إلى الى 到 至 为"
# Words beside a figure that adds to an earlier one ("2 more died"); behind "more than" stands a total.
_FURTHER: Final = (
    "more another further additional weitere weiteren weiterer más otros otras autres mais outros outras ещё еще ще"
    " أخرى آخرين और daha 又 再 另"
)
_THAN: Final = "than als que de чем ніж من से"
# The most words from a part to its total.
_TO_TOTAL: Final = 5
_TOKEN = regex.compile(rf"\d+(?:[.,:/]\d+)*|[{UNSPACED}]|(?:(?![{UNSPACED}])[\p{{L}}\p{{M}}])+")
# A year, a time of day, a date or a fraction.
_TIME = regex.compile(r"^(?:19|20)\d\d$|[:/]")


def counts(text: str) -> dict[str, str]:
    """The first total for each thing that a sentence counts, by the thing.

    Dates and times are ignored, and so are parts of a total, former figures and further ones.
    """
    words = [match[0].casefold() for match in _TOKEN.finditer(text[:2_000])]
    kinds = {place: kind for place, word in enumerate(words) if (kind := _kind(word)) is not None}
    for place in [place for place, word in enumerate(words) if word == _TOLL]:
        beside = (kinds.get(place - 1), kinds.get(place + 2))
        kinds[place] = next((kind for kind in beside if kind is not None), "dead")
    found: dict[str, str] = {}
    for place, word in enumerate(words):
        if len(found) < _MOST and _is_figure(word) and not _is_no_total(words, place):
            found.setdefault(_counted(words, kinds, place), word)
    found.pop("", None)
    return found


def _is_figure(word: str) -> bool:
    return word[0].isdigit() and not _TIME.search(word)


def _is_no_total(words: Sequence[str], place: int) -> bool:
    """Whether the figure at ``place`` is a part of one that follows, one that was before it, or adds to an earlier."""
    behind = words[place + 1 : place + 1 + _TO_TOTAL]
    total = next((at for at, word in enumerate(behind) if _is_figure(word)), None)
    before = words[place - 1] if place else ""
    if total is not None:
        between = behind[:total]
        if before in _words(_FROM) and between and between[-1] in _words(_TO):
            return True
        if not _words(_PART_OF).isdisjoint([*between[:1], *between[-2:]]):
            return True
    if any(map(_is_figure, words[:place])):
        # "It killed 7 and another 15 were hurt": these are counted apart.
        return False
    more, than = _words(_FURTHER), _words(_THAN)
    return before in more or (bool(behind) and behind[0] in more and than.isdisjoint(behind[1:2]))


def _counted(words: Sequence[str], kinds: Mapping[int, str], place: int) -> str:
    """What the figure at ``place`` counts; "" if unknown."""
    near = [other for other in range(max(0, place - _NEAR), place + _NEAR + 1) if other in kinds]
    if near:
        return kinds[min(near, key=lambda other: (abs(other - place), other))]
    if len(set(kinds.values())) == 1 and sum(word[0].isdigit() for word in words) == 1:
        # "The death toll of the fire in the old mill of the town has risen to 41."
        return next(iter(kinds.values()))
    sides = (words[place - 1 : place] if place else [], words[place + 1 : place + 2])
    if not all(sides) or any(side[0][0].isdigit() or len(side[0]) < 2 for side in sides):
        return ""
    return f"{sides[0][0]} {sides[1][0]}"


def _kind(word: str) -> str | None:
    return next((kind for kind, begins in _beginnings() if word.startswith(begins)), None)


@cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


@cache
def _beginnings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((kind, tuple(words.split())) for kind, words in _COUNTED.items())


def replaced(articles: Sequence[Sequence[str]]) -> tuple[set[tuple[int, int]], dict[tuple[int, int], tuple[str, ...]]]:
    """The places of sentences that are out of date, and by place the figures that a new one replaces.

    The articles come newest first, each beginning with its title. A place is the number of the article and of the
    sentence in it. A sentence is out of date if a newer article has another figure for something that it counts;
    within an article the first figure counts.
    """
    latest: dict[str, tuple[tuple[int, int], str]] = {}
    stale: set[tuple[int, int]] = set()
    earlier: dict[tuple[int, int], list[str]] = {}
    for article, sentences in enumerate(articles):
        for number, text in enumerate(sentences):
            for what, figure in counts(text).items():
                place, newest = latest.setdefault(what, ((article, number), figure))
                if place == (article, 0) and figure == newest:
                    # A figure in the title is better marked where the text repeats it.
                    place = (article, number)
                    latest[what] = (place, newest)
                if place[0] < article and figure != newest:
                    stale.add((article, number))
                    earlier.setdefault(place, []).append(figure)
    return stale, {place: tuple(dict.fromkeys(figures))[:MOST_EARLIER] for place, figures in earlier.items()}
