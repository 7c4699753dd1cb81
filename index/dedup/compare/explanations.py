"""Why words may stand in a paragraph without adding anything: other spellings, who speaks, another phrase."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from index.dedup.compare.asides import is_place, is_sentence, names_speaker
from index.dedup.compare.attribution import is_told, unattributed
from index.dedup.compare.pair import Block, Pair, State, capital, weighs, within
from index.dedup.compare.paraphrases import (
    INFLECTED,
    inflected,
    is_aside,
    is_covered,
    is_fuller,
    is_means,
    names_role,
    resolves,
)
from index.dedup.words import lexicon
from index.dedup.words.normalize import Word

# Adjectives of what is written in initials, by how they begin.
_OF_INITIALS: Final = {
    "us": ("american", "amerikan", "américain", "estadounidense", "american", "американск"),
    "uk": ("british", "britisch", "britanni", "британск"),
    "eu": ("european", "europäisch", "européen", "europe", "европейск"),
}


def explained(state: State, missing: Sequence[Word], added: Sequence[Word], block: Block) -> bool:
    """Whether the added words, those of a differing block that are not light, are there without stating anything."""
    pair = state.pair
    if not missing and all(_is_picture(word) for word in added):
        return True
    if _only_reporting(added) and _only_reporting(missing):
        return True
    for short, full in ((missing, added), (added, missing)):
        if _is_initials(full, short) or _is_adjective(full, short):
            return True
    if is_told(state, added) or (not missing and _extends(pair, block.words)):
        return False
    if not block.instead or not any(word.key in lexicon.DIRECTIONS for word in added):
        missing, added = unattributed(state, missing, added)
    if not any(map(capital, missing)):
        added = [word for word in added if weighs(word) or not within(word, pair.bracketed)]
    if not added:
        return not any(weighs(word) for word in missing)
    if (
        not missing
        and not any(word.key in state.gone for word in added)
        and (is_place(pair.text, added) or names_speaker(pair.text, added, pair.length) or is_fuller(state, added))
    ):
        return True
    if is_means(pair, missing, added):
        return True
    if missing and block.shorter and resolves(pair, missing, added):
        return True
    if names_role(state, missing, added):
        return True
    if pair.language and pair.length >= INFLECTED and inflected(missing, added, pair.language):
        return True
    if pair.language != "de" and _abbreviates(missing, added):
        return True
    if is_sentence(pair.text, block.words) or (block.instead and not _names(pair, added)):
        return False
    return (not missing and is_aside(state, added)) or is_covered(state, missing, added)


def _is_picture(word: Word) -> bool:
    return not word.shown[0].isalnum() and unicodedata.category(word.shown[0]) == "So"


def _only_reporting(added: Sequence[Word]) -> bool:
    return all(word.key in lexicon.REPORTING for word in added)


def _extends(pair: Pair, words: Sequence[Word]) -> bool:
    """Whether the inserted words make another of what they follow: "the owner's wife", "the owner and the crew"."""
    first = words[0]
    if within(first, pair.bracketed):
        return False
    if first.key in lexicon.joining(pair.language) and not capital(first):
        return True
    return first.key == "s" and len(words) > 1 and pair.text[first.span.start - 1 : first.span.start] == "'"


def _names(pair: Pair, added: Sequence[Word]) -> bool:
    # German writes every noun as a name.
    return pair.language != "de" and any(map(capital, added))


def _is_initials(words: Sequence[Word], letters: Sequence[Word]) -> bool:
    """ "U.S." for "United States"."""
    if len(words) < 2 or not letters or not all(word.name for word in words[1:]):
        return False
    return "".join(word.key for word in letters) == "".join(word.shown[0].casefold() for word in words)


def _abbreviates(missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """ "Ariz." for "Arizona", "St" for "Saint"."""
    if len(missing) != 1 or len(added) != 1 or not (missing[0].shown[0].isupper() and added[0].shown[0].isupper()):
        return False
    short, full = sorted((missing[0].key, added[0].key), key=len)
    if not (short.isalpha() and full.isalpha()):
        return False
    if not 2 <= len(short) <= 5 or len(full) < min(2 * len(short), len(short) + 3):
        return False
    return full.startswith(short) or (len(short) == 2 and full[0] + full[-1] == short)


def _is_adjective(words: Sequence[Word], letters: Sequence[Word]) -> bool:
    """ "US" or "U.S." for "American"."""
    if len(words) != 1 or not letters or not all(word.shown.isupper() for word in letters):
        return False
    begins = _OF_INITIALS.get("".join(word.key for word in letters))
    return begins is not None and words[0].key.startswith(begins)
