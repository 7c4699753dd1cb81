"""Why words may add nothing to a paragraph: other spellings, fillers, the speaker beside a quotation.

Everything else adds something: an aside, a paraphrase, another tense. In doubt a word states something.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.dedup.compare.attribution import is_told, unattributed
from index.dedup.compare.pair import Block, Pair, State, capital, weighs, within
from index.dedup.words import lexicon
from index.dedup.words.word import Word

# Adjectives of names that are written as initials, by their beginnings.
_OF_INITIALS: Final = {
    "us": ("american", "amerikan", "américain", "estadounidense", "american", "американск"),
    "uk": ("british", "britisch", "britanni", "британск"),
    "eu": ("european", "europäisch", "européen", "europe", "европейск"),
}
_APOSTROPHES: Final = "'"
# "it's", "they're": the letters behind the apostrophe, and the full word.
_CONTRACTED: Final = {"s": "is", "re": "are", "ve": "have", "ll": "will", "m": "am"}


def same_words(pair: Pair, old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether two runs are the same words, with a hyphen or without, or with "it's" in full."""
    return _glued(pair, old, new) or _uncontracted(pair, old, new)


def _glued(pair: Pair, old: Sequence[Word], new: Sequence[Word]) -> bool:
    """ "e-mail" and "email", "U.S." and "US"; but "5-6" is not 56, "re-signed" not "resigned", nor "may be" "maybe"."""
    if not old or not new or _joined(old).lower() != _joined(new).lower():
        return False
    if [word.key for word in old] == [word.key for word in new]:
        return True
    if all(word.shown.isupper() for word in old) != all(word.shown.isupper() for word in new):
        return False
    for words, text in ((old, pair.before), (new, pair.text)):
        if any(word.key in ("re", "s") or _turns(word) for word in words):
            return False
        gaps = (text[one.span.end : other.span.start] for one, other in pairwise(words))
        if any(gap.strip() == "" and gap for gap in gaps):
            return False
    return True


def _turns(word: Word) -> bool:
    return word.key in lexicon.NEGATIONS or word.key in lexicon.DIRECTIONS


def _joined(words: Sequence[Word]) -> str:
    """The keys, joined; adjacent figures stay apart."""
    joined = ""
    for word in words:
        apart = joined[-1:].isdigit() and word.key[:1].isdigit()
        joined += ("\x00" if apart else "") + word.key
    return joined


def _uncontracted(pair: Pair, old: Sequence[Word], new: Sequence[Word]) -> bool:
    if len(old) != 1 or len(new) != 1:
        return False
    for word, other, text in ((old[0], new[0], pair.before), (new[0], old[0], pair.text)):
        before = text[word.span.start - 1 : word.span.start]
        if before and before in _APOSTROPHES and _CONTRACTED.get(word.key) == other.key:
            return True
    return False


def interchanged(pair: Pair, old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether articles or relative pronouns replace others of the same gender, number and case."""
    rows = lexicon.interchangeable(pair.language)
    if not old or any(word.key not in rows or word.name for word in (*old, *new)):
        return False
    return [rows[word.key] for word in old] == [rows[word.key] for word in new]


def explained(state: State, missing: Sequence[Word], added: Sequence[Word], block: Block) -> bool:
    """Whether the added words, without the block's fillers, state nothing."""
    pair = state.pair
    if not missing and all(_is_flag(word) for word in added):
        return True
    if missing and (_only_reporting(missing, added) or _only_reporting(added, missing)):
        return True
    for short, full in ((missing, added), (added, missing)):
        if _is_abbreviation(full, short) or _is_adjective(full, short):
            return True
    if is_told(state, added) or (not missing and _extends(pair, block.words)):
        return False
    if not block.instead or not any(word.key in lexicon.DIRECTIONS for word in added):
        missing, added = unattributed(state, missing, added)
    if not any(map(capital, missing)):
        added = [word for word in added if weighs(word) or not within(word, pair.bracketed)]
    return not added and not missing


def _is_flag(word: Word) -> bool:
    return "\U0001f1e6" <= word.shown[0] <= "\U0001f1ff"


def _only_reporting(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether one verb of saying replaces another, "said to" for "told"."""
    keys = [word.key for word in others]
    if keys[1:] == ["to"] and all(word.key in lexicon.TELLING for word in words):
        keys = keys[:1]
    return all(word.key in lexicon.REPORTING for word in words) and all(key in lexicon.REPORTING for key in keys)


def _extends(pair: Pair, words: Sequence[Word]) -> bool:
    """Whether the inserted words turn what they follow into something else: "the owner's wife"."""
    first = words[0]
    return first.key == "s" and len(words) > 1 and pair.text[first.span.start - 1 : first.span.start] == "'"


def _is_abbreviation(words: Sequence[Word], letters: Sequence[Word]) -> bool:
    """ "U.S." for "United States"."""
    if len(words) < 2 or not letters or not all(word.name for word in words[1:]):
        return False
    if not all(word.shown.isupper() for word in letters):
        return False
    return "".join(word.key for word in letters).casefold() == "".join(word.shown[0].casefold() for word in words)


def _is_adjective(words: Sequence[Word], letters: Sequence[Word]) -> bool:
    """ "US" or "U.S." for "American"."""
    if len(words) != 1 or not letters or not all(word.shown.isupper() for word in letters):
        return False
    begins = _OF_INITIALS.get("".join(word.key for word in letters).casefold())
    return begins is not None and words[0].key.startswith(begins)
