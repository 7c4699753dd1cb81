"""What an aligned paragraph adds: each differing block of words is either nothing or a named difference."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.dedup.compare.asides import is_sentence, runs
from index.dedup.compare.attribution import other_person
from index.dedup.compare.explanations import explained, interchanged, same_words
from index.dedup.compare.omissions import omits_nothing
from index.dedup.compare.pair import Block, Pair, State, dated
from index.dedup.compare.phrases import phrase
from index.dedup.compare.rewordings import reworded
from index.dedup.words import lexicon
from index.dedup.words.word import Word
from index.models import Span

# The least words of a moved clause: a shorter move may swap who did what to whom.
MOVED = 6
# The most runs of words that are searched elsewhere; no paragraph needs more.
MOST_MOVES = 50
# The least words of a clause, which says more than a negation.
CLAUSE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed, in the words as written; ``kind`` is figure, unit, name, date, direction, negation or added.

    ``old`` is empty for an addition, ``new`` for an omission.
    """

    kind: str
    old: str
    new: str

    def __str__(self) -> str:
        if not self.new:
            return f"− {self.old}"
        return f"{self.old} → {self.new}" if self.old else f"+ {self.new}"

    def as_json(self) -> str:
        """The JSON that the content's row stores."""
        return json.dumps({"kind": self.kind, "old": self.old, "new": self.new}, ensure_ascii=False)

    @classmethod
    def from_json(cls, stored: str) -> Difference:
        """The inverse of ``as_json``."""
        return cls(**json.loads(stored))


def first_difference(pair: Pair, found: Sequence[tuple[Span, Span]]) -> Difference | None:
    """The most significant thing that the new words add, or None when they add nothing."""
    gone = Counter(word.key for left, _ in found for word in pair.old[left.start : left.end])
    gone -= Counter(word.key for _, right in found for word in pair.new[right.start : right.end])
    state = State(pair=pair, gone=[w.key for left, _ in found for w in pair.old[left.start : left.end]], lost=gone)
    kinds = [_difference(state, left, right) for left, right in found]
    order = ("figure", "unit", "date", "negation", "name", "direction", "added")
    ranked = [
        (not left.end > left.start, order.index(kind), number)
        for number, ((left, _), kind) in enumerate(zip(found, kinds, strict=True))
        if kind is not None
    ]
    if not ranked:
        return None
    _, kind, number = min(ranked)
    old, new = phrase(pair, found, number)
    return Difference(kind=order[kind], old=old, new=new)


def _difference(state: State, left: Span, right: Span) -> str | None:
    """What kind of difference the words at these places make; None for none."""
    pair = state.pair
    old, new = pair.old[left.start : left.end], pair.new[right.start : right.end]
    if same_words(pair, old, new):
        return None
    added = [word for word in new if not _is_filler(pair, word)]
    missing = [word for word in old if not _is_filler(pair, word)]
    if (not added and not missing) or interchanged(pair, old, new):
        return _as_it_counts(state, left, right)
    if not added and (_is_day(pair, missing, pair.old[left.end : left.end + 1]) or omits_nothing(state, left)):
        return None
    if not missing and _is_day(pair, added, pair.new[right.end : right.end + 1]):
        return None
    if added and explained(state, missing, added, Block(words=new, instead=_instead(pair, old, new))):
        return None
    if reworded(state, left, right, missing, added):
        return None
    if pair.broken and right.end == len(pair.new) and _cut(new, old):
        return None
    if not missing and len(new) >= MOVED and _moved(state, right):
        return None
    return _kind(missing, added)


def _as_it_counts(state: State, left: Span, right: Span) -> str | None:
    """Fillers say nothing, except a title in another's place and an article that counts: "a few", "a third"."""
    pair = state.pair
    old, new = pair.old[left.start : left.end], pair.new[right.start : right.end]
    if other_person(old, new):
        return "name"
    articles = any(word.key in lexicon.interchangeable(pair.language) for word in (*old, *new))
    for words, end in ((pair.old, left.end), (pair.new, right.end)):
        after = words[end : end + 1]
        if articles and after and (after[0].key in lexicon.ARTICLE_COUNTS or after[0].key in lexicon.ORDINALS):
            return "figure"
    if articles and pair.language != "en" and not interchanged(pair, old, new):
        return "added"
    return None


def _is_day(pair: Pair, words: Sequence[Word], after: Sequence[Word]) -> bool:
    """ "on Monday" for "Monday"."""
    if len(words) != 1 or words[0].key != lexicon.DAY_PREPOSITIONS.get(pair.language):
        return False
    return bool(after) and dated(after[0].key)


def _instead(pair: Pair, old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether as many words that state something replace light ones: "would be" for "is"."""
    keys = {word.key for word in new}
    gone = [word for word in old if word.key not in keys]
    come = [word for word in new if not _is_light(word, pair.language)]
    return len(gone) == len(come) and all(_is_light(word, pair.language) for word in gone)


def _is_light(word: Word, language: str) -> bool:
    return not word.figure and not word.name and word.key in lexicon.light(language)


def _is_filler(pair: Pair, word: Word) -> bool:
    titled = word.key in lexicon.MISTER or word.key in lexicon.MISTRESS
    return not word.figure and (titled or not word.name) and word.key in lexicon.fillers(pair.language)


def _cut(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Whether ``new`` breaks off in the middle of ``old``'s word."""
    return len(new) == 1 and bool(old) and old[0].key.startswith(new[0].key)


def _moved(state: State, right: Span) -> bool:
    """Whether these words are whole sentences that stood elsewhere."""
    pair = state.pair
    state.moves += 1
    if state.moves > MOST_MOVES:
        return False
    keys = [word.key for word in pair.new[right.start : right.end]]
    if Counter(keys) - Counter(state.gone):
        return False
    joined = "\x00" + "\x00".join(state.gone) + "\x00"
    if "\x00" + "\x00".join(keys) + "\x00" not in joined:
        return False
    return any(is_sentence(pair.text, words) for words in runs(pair.text, pair.new, right))


def _kind(missing: Sequence[Word], added: Sequence[Word]) -> str:
    both = [*missing, *added]
    if any(word.key in lexicon.NEGATIONS for word in both) and len(added) < CLAUSE:
        return "negation"
    if missing and len(added) > 3 * len(missing) + 2:
        return "added"
    if not missing and len(added) >= CLAUSE:
        return "added"
    return kind_of(added) or "added"


_TESTS: tuple[tuple[str, Callable[[Word], bool]], ...] = (
    ("date", lambda word: dated(word.key)),
    ("figure", lambda word: word.figure or word.key in lexicon.ORDINALS),
    ("unit", lambda word: word.unit),
    ("name", lambda word: word.name),
    ("direction", lambda word: word.key in lexicon.DIRECTIONS),
)


def kind_of(words: Sequence[Word]) -> str | None:
    """The kind of the most telling of these words: date, figure, unit, name or direction; None for plain words."""
    return next((kind for kind, test in _TESTS if any(map(test, words))), None)
