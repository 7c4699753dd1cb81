"""What an aligned paragraph adds: each differing block of words is either nothing or a named difference."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index import lexicon
from index.models import Span
from index.wording import Word, stem

# A moved run of so many words is a moved clause; a shorter one may swap who did what to whom.
MOVED = 6
# Words of a clause: whoever leaves so many out together leaves out a statement, not its negation.
CLAUSE = 4
# Words as shown to people.
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
        return f"{self.old} → {self.new}" if self.old else f"+ {self.new}"

    def as_json(self) -> str:
        """For the content's row."""
        return json.dumps({"kind": self.kind, "old": self.old, "new": self.new}, ensure_ascii=False)

    @classmethod
    def from_json(cls, stored: str) -> Difference:
        """The opposite of ``as_json``."""
        return cls(**json.loads(stored))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two paragraphs' words where they differ, and the language they are read in.

    ``length`` is the shorter one's in words, ``sentences`` its sentences;
    ``known`` all words of the old one; ``broken``: the new one breaks off after these words;
    ``attributed`` are the clauses of the new text that only say who speaks, ``attributed_before`` the old one's.
    """

    old: Sequence[Word]
    new: Sequence[Word]
    language: str
    length: int = 0
    sentences: int = 1
    known: frozenset[str] = frozenset()
    broken: bool = False
    attributed: Sequence[Span] = ()
    attributed_before: Sequence[Span] = ()


def first_difference(pair: Pair, found: Sequence[tuple[Span, Span]]) -> Difference | None:
    """The most telling thing that the new words add, or None when they add nothing."""
    gone = Counter(word.key for left, _ in found for word in pair.old[left.start : left.end])
    gone -= Counter(word.key for _, right in found for word in pair.new[right.start : right.end])
    state = _State(pair=pair, gone=[w.key for left, _ in found for w in pair.old[left.start : left.end]], lost=gone)
    differences = [each for left, right in found if (each := _difference(state, left, right)) is not None]
    order = ("figure", "unit", "date", "negation", "name", "direction", "added")
    return min(differences, key=lambda each: (not each.old, order.index(each.kind)), default=None)


@dataclass(slots=True, kw_only=True)
class _State:
    """What one comparison remembers: all words gone from their place, those ``lost`` for good, reworded ones so far."""

    pair: Pair
    gone: Sequence[str]
    lost: Counter[str]
    reworded: int = 0


def _difference(state: _State, left: Span, right: Span) -> Difference | None:
    pair = state.pair
    old, new = pair.old[left.start : left.end], pair.new[right.start : right.end]
    if "".join(word.key for word in old) == "".join(word.key for word in new):
        return None
    added = [word for word in new if not _is_light(word, pair.language)]
    missing = [word for word in old if not _is_light(word, pair.language)]
    if not added:
        return _taken(pair, left, old, new, missing)
    if _explained(state, missing, added):
        return None
    if pair.broken and right.end == len(pair.new) and _cut(new, old):
        return None
    if not missing and len(new) >= MOVED and _moved(new, state.gone):
        return None
    return Difference(kind=_kind(missing, added), old=_shown(missing), new=_shown(added))


def _explained(state: _State, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether the added words are there without stating anything."""
    pair = state.pair
    if not missing and all(_is_picture(word) for word in added):
        return True
    if _only_reporting(added) and _only_reporting(missing):
        return True
    if _initials(missing, added) or _initials(added, missing):
        return True
    missing, added = _unattributed(state, missing, added)
    if not added:
        return not any(_weighs(word) for word in missing)
    if missing and _resolves(pair, missing, added):
        return True
    if pair.language and pair.length >= LONG and _inflected(missing, added, pair.language):
        return True
    return _abbreviates(missing, added) or _is_rewording(state, missing, added)


def _unattributed(
    state: _State, missing: Sequence[Word], added: Sequence[Word]
) -> tuple[Sequence[Word], Sequence[Word]]:
    """Both without the words that stand beside a quotation and only say who speaks.

    Nothing is taken off where they name somebody else, another day or a figure.
    """
    was = [word for word in missing if _within(word, state.pair.attributed_before)]
    now = [word for word in added if _within(word, state.pair.attributed)]
    both = [*was, *now]
    if not both or any(word.figure or word.key in lexicon.negations() for word in both):
        return missing, added
    says = [word for word in both if word.key in lexicon.reporting()]
    named = [word for word in now if _capital(word) and not _dated(word.key)]
    if (
        now
        and was
        and not says
        and not (len(named) == len(now) and not any(_capital(word) and not _dated(word.key) for word in was))
    ):
        return missing, added
    if not says and any(word.key in state.gone for word in now):
        return missing, added
    if (named and any(_capital(word) and not _dated(word.key) for word in was)) or _conflict(state, was, now):
        return missing, added
    return [word for word in missing if word not in was], [word for word in added if word not in now]


def _within(word: Word, clauses: Sequence[Span]) -> bool:
    return any(clause.start <= word.span.start and word.span.end <= clause.end for clause in clauses)


def _conflict(state: _State, was: Sequence[Word], now: Sequence[Word]) -> bool:
    """Whether one day or direction stands where there was another."""
    if any(_dated(word.key) for word in now) and any(_dated(key) for key in state.lost):
        return True
    turned = [any(word.key in lexicon.directions() for word in words) for words in (was, now)]
    return all(turned) and len(was) == len(now)


# From so many words on, a paragraph bears another ending of a word without saying something else.
LONG = 20
# It bears one reworded or inserted word for each so many of its own; a single sentence fewer.
WORDS_A_REWORDING = 8
WORDS_A_REWORDING_IN_ONE_SENTENCE = 12
# The longest aside, in words that state something; more of them are a statement.
ASIDE = 3
# Where a sentence says whom it is about, in characters; a paragraph of so many words bears a rewording even there.
HEAD = 48
LONG_ENOUGH = 45


def _is_picture(word: Word) -> bool:
    return not word.shown[0].isalnum() and unicodedata.category(word.shown[0]) == "So"


def _initials(words: Sequence[Word], letters: Sequence[Word]) -> bool:
    """ "U.S." for "United States"."""
    if len(words) < 2 or not letters or not all(word.name for word in words[1:]):
        return False
    return "".join(word.key for word in letters) == "".join(word.shown[0].casefold() for word in words)


def _dated(key: str) -> bool:
    return key.startswith("month ") or key in lexicon.dates()


def _resolves(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether names that the stored text knows stand where it has "the president", "he"."""
    if not missing or len(missing) > 3 or any(_capital(word) or _weighs(word) for word in missing):
        return False
    return all(word.key in pair.known and _capital(word) and not _weighs(word) for word in added)


def _capital(word: Word) -> bool:
    return word.shown[0].isupper()


def _weighs(word: Word) -> bool:
    """Whether one such word makes another statement of a sentence."""
    return (
        word.figure
        or word.key in lexicon.negations()
        or word.key in lexicon.ordinals()
        or word.key in lexicon.directions()
        or word.key in lexicon.dates()
        or word.unit
        or word.key.startswith("month ")
    )


def _inflected(missing: Sequence[Word], added: Sequence[Word], language: str) -> bool:
    """Whether the words differ in their endings only."""
    if len(missing) != len(added) or any(_weighs(word) or word.name for word in (*missing, *added)):
        return False
    return [stem(word.key, language) for word in missing] == [stem(word.key, language) for word in added]


def _is_rewording(state: _State, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether a phrase stands for another one, or an aside for none, in a paragraph long enough to bear it.

    One word for another one never does: that is how a fact is corrected. Nor do words that weigh, names for
    names, or what stands where the sentence says whom it is about.
    """
    pair = state.pair
    each = WORDS_A_REWORDING if pair.sentences > 1 else WORDS_A_REWORDING_IN_ONE_SENTENCE
    if not pair.language or pair.length < LONG or (state.reworded + len(added)) * each > pair.length:
        return False
    if missing and (len(missing) == len(added) or (pair.length < LONG_ENOUGH and added[0].span.start < HEAD)):
        return False
    if any(word.key in state.gone or _states(word) for word in added) or any(map(_states, missing)):
        return False
    if any(_dated(word.key) for word in added) and (missing or any(map(_dated, state.lost))):
        return False
    if any(_dated(word.key) for word in missing):
        return False
    named = any(_capital(word) and word.key not in pair.known for word in added)
    if (named and (missing or len(added) > 2)) or (not missing and len(added) > ASIDE):
        return False
    state.reworded += len(added)
    return True


def _states(word: Word) -> bool:
    return _weighs(word) and not _dated(word.key)


def _abbreviates(missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """ "Ariz." for "Arizona", "St" for "Saint"."""
    if len(missing) != 1 or len(added) != 1 or not (_capital(missing[0]) and _capital(added[0])):
        return False
    short, full = sorted((missing[0].key, added[0].key), key=len)
    if not 2 <= len(short) <= 5 or len(full) < 2 * len(short):
        return False
    return full.startswith(short) or (len(short) == 2 and full[0] + full[-1] == short)


def _is_light(word: Word, language: str) -> bool:
    return not word.figure and not word.name and word.key in lexicon.light(language)


def _only_reporting(added: Sequence[Word]) -> bool:
    return all(word.key in lexicon.reporting() for word in added)


def _taken(
    pair: Pair, left: Span, old: Sequence[Word], new: Sequence[Word], missing: Sequence[Word]
) -> Difference | None:
    """Leaving words out adds nothing, unless the rest then says something else."""
    if not missing:
        return _other_person(old, new)
    if pair.broken and left.end == len(pair.old):
        return None
    charged = [word for word in missing if word.key in lexicon.negations() or word.key in lexicon.directions()]
    denied = any(word.key in lexicon.negations() for word in charged)
    if not pair.language and len(missing) < CLAUSE:
        # A word of a language that nothing is known of may well be its "not"; a letter, a part of a name.
        return Difference(kind="negation" if denied else "added", old=_shown(missing), new=_shown(new))
    if charged and (len(charged) == len(missing) or (denied and len(missing) < CLAUSE)):
        kind = "negation" if denied else "direction"
        return Difference(kind=kind, old=_shown(missing), new=_shown(new))
    return None


_PERSONS = (
    "he him his himself er ihm ihn il él он его ему lui hij hem",
    "she her hers herself sie ihr elle ella она её ее ей lei zij haar",
)


def _other_person(old: Sequence[Word], new: Sequence[Word]) -> Difference | None:
    for here, there in (_PERSONS, _PERSONS[::-1]):
        was = [word for word in old if word.key in here.split()]
        now = [word for word in new if word.key in there.split()]
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
    if any(word.key in lexicon.negations() for word in both) and len(added) < CLAUSE:
        return "negation"
    if missing and len(added) > 3 * len(missing) + 2:
        return "added"
    if not missing and len(added) >= CLAUSE:
        return "added"
    for kind, test in _TESTS:
        if any(test(word) for word in added):
            return kind
    return "added"


_TESTS = (
    ("date", lambda word: word.key.startswith("month ") or word.key in lexicon.dates()),
    ("figure", lambda word: word.figure or word.key in lexicon.ordinals()),
    ("unit", lambda word: word.unit),
    ("name", lambda word: word.name),
    ("direction", lambda word: word.key in lexicon.directions()),
)


def _shown(words: Sequence[Word]) -> str:
    shown = " ".join(word.shown for word in words[:SHOWN])
    return shown + " …" if len(words) > SHOWN else shown
