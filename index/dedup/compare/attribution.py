"""Who speaks may be said otherwise, as long as nobody else does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from index.dedup.compare.pair import Pair, State, capital, dated, is_name, within
from index.dedup.words import lexicon
from index.dedup.words.normalize import Word

# So many words beside a quotation may say where something was said.
TOLD = 3


def attributes(pair: Pair, word: Word) -> bool:
    """Whether a word of the stored text stands where that only says who speaks."""
    return within(word, pair.attributed_before)


def unattributed(state: State, missing: Sequence[Word], added: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """Both without the words that stand beside a quotation and only say who speaks.

    Nothing is taken off where they name somebody else, another day or a figure.
    """
    was = [word for word in missing if within(word, state.pair.attributed_before)]
    now = [word for word in added if within(word, state.pair.attributed)]
    both = [*was, *now]
    if not both or any(word.figure or word.key in lexicon.negations() for word in both):
        return missing, added
    says = [word for word in both if word.key in lexicon.reporting()]
    named = [word for word in now if is_name(word)]
    if not says and not _only_place(state, was, now, named):
        return missing, added
    if named and (state.spoke_by_name(was) or _other_speaker(state, named, now)):
        return missing, added
    if _conflict(state, was, now):
        return missing, added
    return [word for word in missing if word not in was], [word for word in added if word not in now]


def _only_place(state: State, was: Sequence[Word], now: Sequence[Word], named: Sequence[Word]) -> bool:
    """Whether words without a verb of saying only tell where somebody spoke, or give the speaker's name."""
    only_names = len(named) == len(now)
    if now and was and (not only_names or any(map(is_name, was))):
        return False
    if any(word.key in state.gone for word in now) and not (only_names and state.one_speaker()):
        return False
    fresh = [word for word in now if not capital(word) and word.key not in state.pair.known]
    return bool(was) or len(fresh) <= TOLD


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


def is_told(state: State, added: Sequence[Word]) -> bool:
    """Whether somebody who spoke is now the one spoken to: "the union told Roe" for "said Roe"."""
    words = state.pair.new
    for word in added:
        if word.key not in lexicon.telling():
            continue
        place = bisect_left(words, word.span.start, key=lambda each: each.span.start)
        told = words[place + 1 : place + 2]
        if told and capital(told[0]) and told[0].key in state.pair.known:
            return not any(
                one.key in lexicon.telling() and other.key == told[0].key
                for one, other in zip(state.pair.old, state.pair.old[1:], strict=False)
            )
    return False
