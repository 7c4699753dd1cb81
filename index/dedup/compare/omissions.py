"""What a paragraph may omit without saying anything else: whole sentences, clauses, the speaker."""

from __future__ import annotations

from collections.abc import Sequence

from index.dedup.compare.asides import is_clause, is_sentence, runs
from index.dedup.compare.attribution import omits_speaker
from index.dedup.compare.pair import Pair, State, capital
from index.dedup.words import lexicon
from index.dedup.words.word import Word
from index.models import Span

# A negative sentence of fewer words may deny the sentence before it: "That is not true."
LEAST_DENIAL = 9
# The least words of a single sentence from which a clause may be omitted.
LONG = 20
CLAUSE = 4


def omits_nothing(state: State, left: Span) -> bool:
    """Whether the old text's words at ``left`` can go without replacement, and the rest then says nothing else."""
    pair = state.pair
    if pair.broken and left.end == len(pair.old):
        return True
    for words in runs(pair.before, pair.old, left):
        if is_sentence(pair.before, words):
            return len(words) >= LEAST_DENIAL or not _denies(words) or not any(state.lost[word.key] for word in words)
    words = pair.old[left.start : left.end]
    if omits_speaker(pair, words):
        return True
    if any(is_clause(pair.before, each) for each in runs(pair.before, pair.old, left)):
        return _bears(pair, words)
    return _is_country(pair, left)


def _bears(pair: Pair, words: Sequence[Word]) -> bool:
    """Whether a sentence says nothing else without this clause; it does if it depends on the clause."""
    if not pair.language or (pair.single and pair.length < LONG and len(words) >= CLAUSE):
        return False
    return not _denies(words) and not any(word.key in lexicon.HEDGES for word in words)


def _denies(words: Sequence[Word]) -> bool:
    return any(word.key in lexicon.NEGATIONS for word in words)


def _is_country(pair: Pair, left: Span) -> bool:
    """Whether these are initials before a title and a name: "U.S. President Ann Lee"."""
    words, after = pair.old[left.start : left.end], pair.old[left.end : left.end + 2]
    if len(after) < 2 or not all(map(capital, after)) or not all(word.shown.isupper() for word in words):
        return False
    return "".join(word.key for word in words).casefold() in ("us", "uk", "eu")
