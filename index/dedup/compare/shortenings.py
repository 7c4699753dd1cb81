"""Phrases that a reprint's long sentence omits or shortens: when and where, a title, a first name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from index.analysis.tokenizer import stemmer
from index.dedup.compare.attribution import other_person
from index.dedup.compare.pair import Pair, capital, dated, weighs
from index.dedup.words import lexicon
from index.dedup.words.word import Word
from index.models import Span

# The most words of an omitted phrase.
PHRASE = 7
# The most characters between a phrase and a word that bounds the statement to it.
REACH = 300

_WORD = regex.compile(r"[\p{L}\p{N}]+")
_PAUSE = frozenset(",;:.-!?")
_LISTED = regex.compile(r",\s\p{Lu}")


def left_out(pair: Pair, left: Span) -> bool:
    """Whether the rest says nothing else without the old text's words at ``left``, which nothing replaces."""
    words = pair.old[left.start : left.end]
    if len(words) > PHRASE:
        return False
    return _circumstance(pair, left) or _shortens_name(pair, left) or _is_part_of_place(pair, left) or _is_owner(words)


def _is_owner(words: Sequence[Word]) -> bool:
    """ "His" of "his boats"."""
    return len(words) == 1 and words[0].key in lexicon.POSSESSIVES


def _shortens_name(pair: Pair, left: Span) -> bool:
    """ "Former president Barack" before "Obama", "News" behind "CBS"."""
    words, after = pair.old[left.start : left.end], pair.old[left.end : left.end + 1]
    if all(word.name and word.key in lexicon.MEDIA for word in words):
        return left.start > 0 and pair.old[left.start - 1].name
    if pair.language == "de" or not after or not after[0].name or weighs(after[0]) or not words[-1].name:
        return False
    if pair.before[words[-1].span.end : after[0].span.start].strip():
        return False
    return any(word.key in lexicon.OFFICES for word in words) and all(
        word.name or word.key in lexicon.OFFICES or word.key == "former" for word in words
    )


def _is_part_of_place(pair: Pair, left: Span) -> bool:
    """ "Helsinki" of "in Helsinki, Finland"."""
    words = pair.old[left.start : left.end]
    before = pair.old[max(0, left.start - 1) : left.start]
    if (
        not before
        or before[0].key not in lexicon.LOCATIVE.get(pair.language, ())
        or not all(word.name for word in words)
    ):
        return False
    return not any(map(weighs, words)) and _LISTED.match(pair.before, words[-1].span.end) is not None


def _circumstance(pair: Pair, left: Span) -> bool:
    """Whether these words are a phrase that only says when or where: "in Oslo", "over the years"."""
    words, after = pair.old[left.start : left.end], pair.old[left.end : left.end + 1]
    opens = words[0].key
    if not (dated(opens) or opens in lexicon.CIRCUMSTANCE or opens in lexicon.LOCATIVE.get(pair.language, ())):
        return False
    if opens in lexicon.LOCATIVE.get(pair.language, ()) and not any(word.name or dated(word.key) for word in words):
        # "In a storm" says how, not where.
        return False
    if (not dated(opens) and len(words) < 2) or any(word.key in lexicon.REPORTING for word in words):
        return False
    if any(weighs(word) and not dated(word.key) for word in words[1:]) or _bounded(pair, left):
        return False
    if not after or words[-1].key in lexicon.light(pair.language):
        return not after
    gap = pair.before[words[-1].span.end : after[0].span.start]
    closed = after[0].key in lexicon.light(pair.language) or after[0].key in lexicon.DIRECTIONS or dated(after[0].key)
    return bool(_PAUSE.intersection(gap)) or closed


def _bounded(pair: Pair, left: Span) -> bool:
    """Whether the sentence may deny the phrase alone: "nobody died in Oslo"."""
    at = pair.old[left.start].span
    words = (word.casefold() for word in _WORD.findall(pair.before, max(0, at.start - REACH), at.end + REACH))
    return any(word in lexicon.NEGATIONS or word in lexicon.ONLY for word in words)


def shorter(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether a phrase keeps the old one's head and some of its words: "the phone" for "phones and letters"."""
    light, stem = lexicon.light(pair.language), stemmer(pair.language)
    was = [stem(word.key) for word in missing if word.name or word.key not in light]
    now = [stem(word.key) for word in added if word.name or word.key not in light]
    if not was or not now or len(now) >= len(was) or was[0] not in now or other_person(missing, added):
        return False
    left = [key for key in was if key in now]
    return left == now and not Counter(now) - Counter(was) and not any(map(capital, missing))


def resolved(pair: Pair, left: Span, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether "he" replaces a name at the sentence's beginning or behind "In Oslo,", or "its" replaces "the town's"."""
    if len(added) != 1 or not missing:
        return False
    if added[0].key == "its":
        # "The country's" may be told from "her brother's": persons are never "its".
        return missing[-1].key == "s" and not any(map(capital, missing)) and len(missing) == 2
    if added[0].key not in lexicon.SUBJECTS or not missing[-1].name:
        return False
    opens = pair.before[: pair.old[left.start].span.start].rstrip("\"' ")
    if opens and opens[-1] not in ".!?":
        return False
    first = missing[0].key
    return all(map(capital, missing)) or first in lexicon.LOCATIVE.get(pair.language, ())
