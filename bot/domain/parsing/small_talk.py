"""Small talk: greetings, thanks, and what people say when there is nothing to say ("ok", "haha", "wow", 😀)."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache

import regex

from bot.domain.parsing.phrases import languages, phrase_of
from bot.domain.parsing.templates import Matcher, Node, one_of

# A remark has few parts: "haha ok, thanks a lot!"
_MOST_PARTS = 5
_LAUGHTER = regex.compile(
    r"(?:[hj][aeiıouy]{1,3}){2,}[hj]?|l+o+l+|l+m+f?a+o+|xd+|kk{2,}|(?:rs){2,}|[аеихз]{0,20}х[аеи]{1,2}х[аеихз]{0,20}|لول|ه{2,}"
    r"|[哈呵嘿嘻]{1,10}|ह[ाे](?:ह[ाे]?)+"
)
_PICTURE = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}")
_SAID = regex.compile(r"[\p{L}\p{N}]")
_STRETCHED = regex.compile(r"(\p{L})\1+")


class SmallTalk(Enum):
    """What a remark is for."""

    THANKS = auto()
    GREETING = auto()
    CHATTER = auto()


def small_talk_of(text: str) -> SmallTalk | None:
    """What kind of small talk the whole text is; None when there may be more to it."""
    if _PICTURE.search(text) and not _SAID.search(text):
        return SmallTalk.CHATTER
    phrase = phrase_of(text)
    if phrase is None:
        return None
    # "thaaanks", "coool": a letter that is held is there once, or twice.
    for letters in (r"\1\1", r"\1"):
        words = tuple(_STRETCHED.sub(letters, word) for word in phrase.words)
        if (found := _read(words)) is not None:
            return found
    return None


def laughs(text: str) -> bool:
    """Whether a text of few words begins or ends with a laugh: "lol the goat" looks for nothing."""
    phrase = phrase_of(text)
    if phrase is None or len(phrase.words) > _MOST_PARTS:
        return False
    return any(_LAUGHTER.fullmatch(word) for word in (phrase.words[0], phrase.words[-1]))


def _read(words: tuple[str, ...]) -> SmallTalk | None:
    matcher = Matcher(words)
    # Which kinds there are on the way to a place, the best first.
    reached: dict[int, SmallTalk | None] = {0: None}
    for _ in range(_MOST_PARTS):
        for start, so_far in list(reached.items()):
            for end, kind in _parts(matcher, start):
                best = min((each for each in (so_far, kind) if each is not None), key=lambda each: each.value)
                known = reached.get(end)
                if known is None or best.value < known.value:
                    reached[end] = best
    return reached.get(len(words))


def _parts(matcher: Matcher, start: int) -> set[tuple[int, SmallTalk]]:
    """Where a remark that begins at the word ``start`` may end, and its kind."""
    found = {(end, kind) for kind, node in _remarks() for end in matcher.ends(node, start)}
    if start < len(matcher.words) and _LAUGHTER.fullmatch(matcher.words[start]):
        found.add((start + 1, SmallTalk.CHATTER))
    return found


@cache
def _remarks() -> tuple[tuple[SmallTalk, Node], ...]:
    """The remarks of all languages: people greet in one and write in another."""
    return tuple(
        (kind, one_of(each for language in languages() for each in language.templates("talk", kind.name.lower())))
        for kind in SmallTalk
    )
