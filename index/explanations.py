"""Why words may stand in a paragraph without adding anything: other spellings, who speaks, another phrase."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index import lexicon
from index.abbreviations import abbreviates, is_initials
from index.asides import is_place, names_speaker
from index.models import Span
from index.wording import Word, stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two paragraphs' words where they differ, and the language they are read in.

    ``length`` is the shorter one's in words, ``sentences`` its sentences;
    ``known`` all words of the old one; ``broken``: the new one breaks off after these words;
    ``attributed`` are the clauses of the new text that only say who speaks, ``attributed_before`` the old one's;
    ``text`` is the new text, ``bracketed`` where its editor explains.
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
    text: str = ""
    bracketed: Sequence[Span] = ()


@dataclass(slots=True, kw_only=True)
class State:
    """What one comparison remembers: all words gone from their place, those ``lost`` for good, reworded ones so far."""

    pair: Pair
    gone: Sequence[str]
    lost: Counter[str]
    reworded: int = 0
    # Worked out once, when first asked for.
    _stems: frozenset[str] | None = None
    _silenced: bool | None = None

    def stems(self) -> frozenset[str]:
        """The old text's words without their endings."""
        if self._stems is None:
            self._stems = frozenset(stem(key, self.pair.language) for key in self.pair.known)
        return self._stems

    def silenced(self) -> bool:
        """Whether everybody who was said to speak is gone."""
        if self._silenced is None:
            clauses = self.pair.attributed_before
            spoke = [
                word for word in self.pair.old if _capital(word) and not dated(word.key) and _within(word, clauses)
            ]
            self._silenced = bool(spoke) and all(self.lost[word.key] for word in spoke)
        return self._silenced


def explained(state: State, missing: Sequence[Word], added: Sequence[Word], *, shorter: bool) -> bool:
    """Whether the added words are there without stating anything; ``shorter``: fewer words than before, all counted."""
    pair = state.pair
    if not missing and all(_is_picture(word) for word in added):
        return True
    if _only_reporting(added) and _only_reporting(missing):
        return True
    if is_initials(missing, added) or is_initials(added, missing):
        return True
    missing, added = _unattributed(state, missing, added)
    if not any(map(_capital, missing)):
        added = [word for word in added if _weighs(word) or not _within(word, pair.bracketed)]
    if not added:
        return not any(_weighs(word) for word in missing)
    if not missing and (
        is_place(pair.text, added) or names_speaker(pair.text, added, pair.length) or _is_fuller(state, added)
    ):
        return True
    if missing and shorter and _resolves(pair, missing, added):
        return True
    if pair.language and pair.length >= LONG and _inflected(missing, added, pair.language):
        return True
    return abbreviates(missing, added) or _is_rewording(state, missing, added) or _is_covered(state, missing, added)


def _unattributed(
    state: State, missing: Sequence[Word], added: Sequence[Word]
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
    named = [word for word in now if _capital(word) and not dated(word.key)]
    if (
        now
        and was
        and not says
        and not (len(named) == len(now) and not any(_capital(word) and not dated(word.key) for word in was))
    ):
        return missing, added
    if not says and any(word.key in state.gone for word in now):
        return missing, added
    if named and (any(_capital(word) and not dated(word.key) for word in was) or _other_speaker(state, named, now)):
        return missing, added
    if _conflict(state, was, now):
        return missing, added
    return [word for word in missing if word not in was], [word for word in added if word not in now]


def _within(word: Word, clauses: Sequence[Span]) -> bool:
    # They are in order, and one that begins later in the same gap reaches at least as far.
    number = bisect_right(clauses, word.span.start, key=lambda clause: clause.start) - 1
    return number >= 0 and word.span.end <= clauses[number].end


def _other_speaker(state: State, named: Sequence[Word], now: Sequence[Word]) -> bool:
    """Whether these words open with the name of somebody unknown where all who spoke before are gone."""
    if now[0] not in named or all(word.key in state.pair.known for word in named):
        return False
    return state.silenced()


def _conflict(state: State, was: Sequence[Word], now: Sequence[Word]) -> bool:
    """Whether one day or direction stands where there was another."""
    if any(dated(word.key) for word in now) and any(dated(key) for key in state.lost):
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
# So many words that the stored text does not have in any form may stand for another phrase.
FRESH = 3
# Where a sentence says whom it is about, in characters; a paragraph of so many words bears a rewording even there.
HEAD = 48
LONG_ENOUGH = 45


def _is_picture(word: Word) -> bool:
    return not word.shown[0].isalnum() and unicodedata.category(word.shown[0]) == "So"


def dated(key: str) -> bool:
    return key.startswith("month ") or key in lexicon.dates()


def _resolves(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether names that the stored text knows stand where it has "the president", "he"."""
    if not missing or len(missing) > 3 or any(map(_weighs, missing)):
        return False
    if any(map(_capital, missing)) and (len(missing) < 2 or _capital(missing[-1])):
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
    if any(_weighs(word) or word.name for word in (*missing, *added)):
        return False
    was, now = ([stem(word.key, language) for word in words] for words in (missing, added))
    return was == now or (len(now) < len(was) and not Counter(now) - Counter(was))


def _is_fuller(state: State, added: Sequence[Word]) -> bool:
    """Whether a name that is known is given more fully: "Sauli Niinisto" for "Niinisto"."""
    words, known = state.pair.new, state.pair.known
    if len(added) > 2 or any(not _capital(word) or _weighs(word) or word.key in state.gone for word in added):
        return False
    last = bisect_left(words, added[-1].span.start, key=lambda word: word.span.start)
    after = words[last + 1 : last + 2]
    if after and after[0].name and after[0].key in known and after[0].span.start - added[-1].span.end == 1:
        return True
    before = words[max(0, last - len(added)) : max(0, last - len(added) + 1)]
    return bool(before and before[0].name and before[0].key in known and added[0].span.start - before[0].span.end == 1)


def _is_covered(state: State, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether a phrase says with the stored text's own words, and few others, what stood in its place.

    Its names and days must be known and not stand for others, nor words have changed places; nothing in it weighs,
    and no new word stands where the sentence says whom it is about.
    """
    pair = state.pair
    if not pair.language or pair.length < LONG or (len(missing) == len(added) == 1):
        return False
    if any(map(_states_more, (*missing, *added))) or any(word.key in state.gone for word in added):
        return False
    if _turns(missing, added) or not _keeps_names(pair, missing, added):
        return False
    fresh = [word for word in added if stem(word.key, pair.language) not in state.stems()]
    if len(fresh) > (FRESH if missing else 1) or (missing and any(word.span.start < HEAD for word in fresh)):
        return False
    if (state.reworded + len(fresh)) * WORDS_A_REWORDING > pair.length:
        return False
    state.reworded += len(fresh)
    return True


def _states_more(word: Word) -> bool:
    """Whether a word weighs that is neither a day nor a direction."""
    return _weighs(word) and word.key not in lexicon.dates() and word.key not in lexicon.directions()


def _turns(missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether a direction may have turned: "into" turns none in "going into" for "approaching"."""
    was, now = (any(word.key in lexicon.directions() for word in words) for words in (missing, added))
    return (was or now) and (not missing or len(missing) == len(added) or (was and now))


def _keeps_names(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    if any(word.key not in pair.known for word in added if _capital(word) or dated(word.key)):
        return False
    for test in (dated, lambda key: not dated(key)):
        was, now = ([_capital(word) and test(word.key) for word in words] for words in (missing, added))
        if any(was) and any(now):
            return False
    return True


def _is_rewording(state: State, missing: Sequence[Word], added: Sequence[Word]) -> bool:
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
    if any(dated(word.key) for word in added) and (missing or any(map(dated, state.lost))):
        return False
    if any(word.key.startswith("month ") for word in added):
        return False
    if any(dated(word.key) for word in missing):
        return False
    named = any(_capital(word) and word.key not in pair.known for word in added)
    if (named and (missing or len(added) > 2)) or (not missing and len(added) > ASIDE):
        return False
    state.reworded += len(added)
    return True


def _states(word: Word) -> bool:
    return _weighs(word) and not dated(word.key)


def _only_reporting(added: Sequence[Word]) -> bool:
    return all(word.key in lexicon.reporting() for word in added)
