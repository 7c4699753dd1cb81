"""Phrases that stand for others without stating anything else: covered, inflected, resolved, put in as an aside."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from index.dedup.compare.pair import Pair, State, capital, dated, weighs
from index.dedup.words import lexicon
from index.dedup.words.normalize import Word, stem

# Words from which on a paragraph bears another phrase without saying something else, and another ending.
LONG = 20
INFLECTED = 16
# Its own words for each reworded or inserted one that it bears; a single sentence bears fewer.
WORDS_A_REWORDING = 8
WORDS_A_REWORDING_IN_ONE_SENTENCE = 12
# The longest aside, in words that state something; more of them are a statement.
ASIDE = 3
ASIDE_WITH_NAME = 2
# How many words that the stored text does not have in any form may stand in another phrase.
FRESH = 2
# The longest name, in words, that stands for a role.
ROLE = 2
# Where a sentence says whom it is about, in characters.
HEAD = 48


def is_aside(state: State, added: Sequence[Word]) -> bool:
    """Whether inserted words are an aside, in a paragraph long enough to bear it.

    Words that weigh never are, nor a day where another one is gone.
    """
    pair = state.pair
    each = WORDS_A_REWORDING if pair.sentences > 1 else WORDS_A_REWORDING_IN_ONE_SENTENCE
    if not pair.language or pair.length < LONG or (state.reworded + len(added)) * each > pair.length:
        return False
    if len(added) > ASIDE or any(word.key in state.gone or (weighs(word) and not dated(word.key)) for word in added):
        return False
    if any(word.key.startswith("month ") for word in added):
        return False
    if any(dated(word.key) for word in added) and any(map(dated, state.lost)):
        return False
    if len(added) > ASIDE_WITH_NAME and any(capital(word) and word.key not in pair.known for word in added):
        return False
    state.reworded += len(added)
    return True


def is_covered(state: State, missing: Sequence[Word], added: Sequence[Word]) -> bool:
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
    if missing and len(fresh) == len(added):
        return False
    if len(fresh) > (FRESH if missing else 1) or (missing and any(word.span.start < HEAD for word in fresh)):
        return False
    if (state.reworded + len(fresh)) * WORDS_A_REWORDING > pair.length:
        return False
    state.reworded += len(fresh)
    return True


def _states_more(word: Word) -> bool:
    """Whether a word weighs that is neither a day nor a direction."""
    return weighs(word) and word.key not in lexicon.WEEKDAYS and word.key not in lexicon.DIRECTIONS


def _turns(missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether a direction may have turned: "into" turns none in "going into" for "approaching"."""
    for word in (*missing, *added):
        if word.key in lexicon.DIRECTIONS and word.key not in lexicon.PLACES:
            return True
    was, now = (any(word.key in lexicon.PLACES for word in words) for words in (missing, added))
    return (was or now) and (not missing or len(missing) == len(added) or (was and now))


def _keeps_names(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    if any(word.key not in pair.known for word in added if capital(word) or dated(word.key)):
        return False
    for test in (dated, lambda key: not dated(key)):
        was, now = ([capital(word) and test(word.key) for word in words] for words in (missing, added))
        if any(was) and any(now):
            return False
    return True


def inflected(missing: Sequence[Word], added: Sequence[Word], language: str) -> bool:
    """Whether the words differ in their endings only."""
    if any(weighs(word) or word.name for word in (*missing, *added)):
        return False
    was, now = ([stem(word.key, language) for word in words] for words in (missing, added))
    return was == now or (len(now) < len(was) and not Counter(now) - Counter(was))


def is_means(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """ "by phone" for "through phone calls", where no figure and no day follows."""
    if len(missing) != 1 or len(added) != 1 or {missing[0].key, added[0].key} - lexicon.MEANS:
        return False
    place = bisect_left(pair.new, added[0].span.start, key=lambda word: word.span.start)
    return not any(word.figure or dated(word.key) for word in pair.new[place + 1 : place + 3])


def resolves(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether names that the stored text knows stand where it has "the president", "he"."""
    if not missing or len(missing) > 3 or any(map(weighs, missing)):
        return False
    if any(map(capital, missing)) and (len(missing) < 2 or capital(missing[-1])):
        return False
    return all(word.key in pair.known and capital(word) and not weighs(word) for word in added)


def names_role(state: State, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether a name, once in a long paragraph, stands where a sentence begins with "The president"."""
    pair = state.pair
    if not pair.language or pair.length < LONG or len(missing) != 1 or len(added) > ROLE or state.reworded:
        return False
    role = missing[0]
    # German writes every noun as a name.
    if pair.language == "de" or capital(role) or weighs(role) or role.key in lexicon.REPORTING:
        return False
    place = bisect_left(pair.old, role.span.start, key=lambda word: word.span.start)
    if not place or not capital(pair.old[place - 1]) or pair.old[place - 1].key not in lexicon.light(pair.language):
        return False
    if any(not capital(word) or weighs(word) or word.key in pair.known for word in added):
        return False
    state.reworded += len(added)
    return True


def is_fuller(state: State, added: Sequence[Word]) -> bool:
    """Whether a name that is known is given more fully: "Sauli Niinisto" for "Niinisto"."""
    words, known = state.pair.new, state.pair.known
    if len(added) > 2 or any(not capital(word) or weighs(word) or word.key in state.gone for word in added):
        return False
    last = bisect_left(words, added[-1].span.start, key=lambda word: word.span.start)
    after = words[last + 1 : last + 2]
    if after and after[0].name and after[0].key in known and after[0].span.start - added[-1].span.end == 1:
        return True
    before = words[max(0, last - len(added)) : max(0, last - len(added) + 1)]
    return bool(before and before[0].name and before[0].key in known and added[0].span.start - before[0].span.end == 1)
