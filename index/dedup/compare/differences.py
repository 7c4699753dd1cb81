"""What an aligned paragraph adds: each differing block of words is either nothing or a named difference."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.dedup.compare.attribution import attributes
from index.dedup.compare.explanations import explained
from index.dedup.compare.pair import Block, Pair, State, dated
from index.dedup.compare.paraphrases import LONG
from index.dedup.words import lexicon
from index.dedup.words.normalize import Word
from index.models import Span

# The least words of a moved clause; a shorter run that moves may swap who did what to whom.
MOVED = 6
# The least words of a clause: leaving out that many together leaves out a statement, not its negation.
CLAUSE = 4
# How many words of a difference people are shown.
SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed: ``kind`` is figure, unit, name, date, direction, negation or added; words as written.

    ``old`` is empty where nothing stood, ``new`` where something was taken away.
    """

    kind: str
    old: str
    new: str

    def __str__(self) -> str:
        if not self.new:
            return f"− {self.old}"
        return f"{self.old} → {self.new}" if self.old else f"+ {self.new}"

    def as_json(self) -> str:
        """For the content's row."""
        return json.dumps({"kind": self.kind, "old": self.old, "new": self.new}, ensure_ascii=False)

    @classmethod
    def from_json(cls, stored: str) -> Difference:
        """The opposite of ``as_json``."""
        return cls(**json.loads(stored))


def first_difference(pair: Pair, found: Sequence[tuple[Span, Span]]) -> Difference | None:
    """The most telling thing that the new words add, or None when they add nothing."""
    gone = Counter(word.key for left, _ in found for word in pair.old[left.start : left.end])
    gone -= Counter(word.key for _, right in found for word in pair.new[right.start : right.end])
    state = State(pair=pair, gone=[w.key for left, _ in found for w in pair.old[left.start : left.end]], lost=gone)
    differences = [each for left, right in found if (each := _difference(state, left, right)) is not None]
    order = ("figure", "unit", "date", "negation", "name", "direction", "added")
    return min(differences, key=lambda each: (not each.old, order.index(each.kind)), default=None)


def _difference(state: State, left: Span, right: Span) -> Difference | None:
    pair = state.pair
    old, new = pair.old[left.start : left.end], pair.new[right.start : right.end]
    if "".join(word.key for word in old) == "".join(word.key for word in new):
        return None
    added = [word for word in new if not _is_light(word, pair.language)]
    missing = [word for word in old if not _is_light(word, pair.language)]
    if not added:
        return _taken(pair, left, old, new, missing)
    if explained(
        state, missing, added, Block(words=new, shorter=len(new) < len(old), instead=_instead(pair, old, new))
    ):
        return None
    if pair.broken and right.end == len(pair.new) and _cut(new, old):
        return None
    if not missing and len(new) >= MOVED and _moved(new, state.gone):
        return None
    return Difference(kind=_kind(missing, added), old=_shown(missing), new=_shown(added))


def _instead(pair: Pair, old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether as many words that state something stand where light ones stood: "would be" for "is"."""
    keys = {word.key for word in new}
    gone = [word for word in old if word.key not in keys]
    come = [word for word in new if not _is_light(word, pair.language)]
    return len(gone) == len(come) and all(_is_light(word, pair.language) for word in gone)


def _is_light(word: Word, language: str) -> bool:
    return not word.figure and not word.name and word.key in lexicon.light(language)


def _taken(
    pair: Pair, left: Span, old: Sequence[Word], new: Sequence[Word], missing: Sequence[Word]
) -> Difference | None:
    """Leaving words out adds nothing, unless the rest then says something else."""
    if not missing:
        return _other_person(old, new)
    if pair.broken and left.end == len(pair.old):
        return None
    if pair.single and pair.length < LONG and len([word for word in missing if not attributes(pair, word)]) >= CLAUSE:
        # What a short sentence says without one of its clauses may be something else.
        return Difference(kind="added", old=_shown(missing), new=_shown(new))
    charged = [word for word in missing if word.unit or word.key in lexicon.NEGATIONS or word.key in lexicon.DIRECTIONS]
    denied = any(word.key in lexicon.NEGATIONS for word in charged)
    if not pair.language and len(missing) < CLAUSE:
        # A word of a language that nothing is known of may well be its "not"; a letter, a part of a name.
        return Difference(kind="negation" if denied else "added", old=_shown(missing), new=_shown(new))
    if charged and (len(charged) == len(missing) or (denied and len(missing) < CLAUSE)):
        kind = "negation" if denied else "unit" if charged[0].unit else "direction"
        return Difference(kind=kind, old=_shown(missing), new=_shown(new))
    return None


def _other_person(old: Sequence[Word], new: Sequence[Word]) -> Difference | None:
    for before, after in ((lexicon.HE, lexicon.SHE), (lexicon.SHE, lexicon.HE)):
        was = [word for word in old if word.key in before]
        now = [word for word in new if word.key in after]
        if was and now:
            return Difference(kind="name", old=_shown(was), new=_shown(now))
    return None


def _cut(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Whether the text breaks off in the middle of a word."""
    return len(new) == 1 and bool(old) and old[0].key.startswith(new[0].key)


def _moved(new: Sequence[Word], gone: Sequence[str]) -> bool:
    """Whether all of these words stood elsewhere, together."""
    keys = [word.key for word in new]
    if Counter(keys) - Counter(gone):
        return False
    joined = "\x00" + "\x00".join(gone) + "\x00"
    return "\x00" + "\x00".join(keys) + "\x00" in joined


def _kind(missing: Sequence[Word], added: Sequence[Word]) -> str:
    both = [*missing, *added]
    if any(word.key in lexicon.NEGATIONS for word in both) and len(added) < CLAUSE:
        return "negation"
    if missing and len(added) > 3 * len(missing) + 2:
        return "added"
    if not missing and len(added) >= CLAUSE:
        return "added"
    for kind, test in _TESTS:
        if any(test(word) for word in added):
            return kind
    return "added"


_TESTS: tuple[tuple[str, Callable[[Word], bool]], ...] = (
    ("date", lambda word: dated(word.key)),
    ("figure", lambda word: word.figure or word.key in lexicon.ORDINALS),
    ("unit", lambda word: word.unit),
    ("name", lambda word: word.name),
    ("direction", lambda word: word.key in lexicon.DIRECTIONS),
)


def _shown(words: Sequence[Word]) -> str:
    shown = " ".join(word.shown for word in words[:SHOWN])
    return shown + " …" if len(words) > SHOWN else shown
