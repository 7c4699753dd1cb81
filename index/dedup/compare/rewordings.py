"""Rewordings that add nothing: around a shared quotation, or in a long sentence.

A reprint words differently who speaks, when and in which medium, and omits when and where something was. A short
sentence does not bear that: one other word changes its statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from index.analysis.tokenizer import stemmer
from index.dedup.compare.asides import is_sentence
from index.dedup.compare.attribution import other_person, passive
from index.dedup.compare.pair import Pair, State, capital, dated, weighs, within
from index.dedup.compare.shortenings import left_out, resolved, shorter
from index.dedup.words import lexicon
from index.dedup.words.word import Word
from index.models import Span

# The least words that both texts quote for a shared quotation.
QUOTED = 8
# The same for quotations that are a third of the paragraph.
FEW_QUOTED = 5
# The least words of a sentence from which a phrase may be omitted.
LONG = 18
# The most places that are examined closely, and how far around each; no sentence needs more.
MOST = 24
REACH = 600
# The most words of a place in both texts together; more make it another sentence.
WIDEST = 40


_STOP = regex.compile(r"(?<=[\p{Ll}\p{N}\"')\]]{2})[.!?](?=[\"')\]]*\s)|[。！？]")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_PAUSE = frozenset(",;:.-!?")


def reworded(state: State, left: Span, right: Span, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether these words, without a differing place's fillers, say nothing that the old ones do not."""
    pair = state.pair
    state.looks += 1
    if not pair.language or state.looks > MOST or not 0 < len(missing) + len(added) <= WIDEST:
        return False
    if _joins(pair, left, right) or _is_misprint(pair, left, right):
        return True
    room = _room(pair, left)
    if not added and room >= LONG and left_out(pair, left):
        return True
    if not missing and (room >= LONG or pair.quoted >= QUOTED) and all(w.key in lexicon.COMMENTS for w in added):
        return True
    if room >= LONG and _abbreviates(pair, missing, added):
        return True
    said = [word for word in missing if not (word.key == "from" and within(word, pair.attributed_before))]
    if any(map(_weighs, (*said, *added))) or _hangs(missing) != _hangs(added):
        return False
    enough = pair.quoted >= QUOTED or (pair.quoted >= FEW_QUOTED and pair.quoted * 3 >= pair.length)
    beside = enough and (not _quotes(pair, missing, added) or _breaks_in(pair, missing, added))
    if not missing and is_sentence(pair.text, added):
        return False
    if beside and added and _round_quotation(state, right, missing, added):
        return True
    if not added or not missing or (not beside and room < LONG):
        return False
    if len(missing) == 1 and missing[0].key in lexicon.POSSESSIVES:
        return all(word.key in lexicon.fillers(pair.language) for word in added)
    return resolved(pair, left, missing, added) or shorter(pair, missing, added)


def _breaks_in(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether the speaker interrupted what is now one quotation: '"It will end," he said, "soon."'."""
    stem = stemmer(pair.language)
    was = {stem(word.key) for word in missing}
    return any(word.key in lexicon.REPORTING for word in missing) and all(
        stem(word.key) in was or not _states(pair, word) for word in added
    )


def _abbreviates(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """ "(Ariz.)" for "of Arizona"."""
    was, now = ([word for word in words if word.key != "of"] for words in (missing, added))
    if len(was) != 1 or len(now) != 1:
        return False
    old, new = was[0], now[0]
    (short, text), (full, _) = sorted(((old, pair.before), (new, pair.text)), key=lambda each: len(each[0].key))
    if not (old.name and new.name) or not 3 <= len(short.key) < len(full.key) - 1 or not full.key.isalpha():
        return False
    return full.key.startswith(short.key) and text[short.span.end : short.span.end + 1] == "."


def _weighs(word: Word) -> bool:
    """Whether a word changes even a long sentence's statement; days are handled elsewhere."""
    return weighs(word) and word.key not in lexicon.WEEKDAYS and word.key not in lexicon.CIRCUMSTANCE


def _hangs(words: Sequence[Word]) -> bool:
    return any(word.key in lexicon.HEDGES for word in words)


def _quotes(pair: Pair, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    return any(within(word, pair.quotes_before) for word in missing) or any(within(word, pair.quotes) for word in added)


def _room(pair: Pair, left: Span) -> int:
    """The number of words in the old text's sentence around this place."""
    at = pair.old[min(left.start, len(pair.old) - 1)].span
    text, first, last = pair.before, max(0, at.start - REACH), min(len(pair.before), at.end + REACH)
    for stop in _STOP.finditer(text, first, at.start):
        first = stop.end()
    ends = _STOP.search(text, at.end, last)
    return len(_WORD.findall(text, first, ends.start() if ends else last))


def _joins(pair: Pair, left: Span, right: Span) -> bool:
    """Whether the words only join on a part behind a comma, or repeat a preposition behind "and"."""
    old, new = pair.old[left.start : left.end], pair.new[right.start : right.end]
    words, span, some, text = (pair.old, left, old, pair.before) if old else (pair.new, right, new, pair.text)
    if (old and new) or len(some) != 1 or some[0].key not in lexicon.light(pair.language) or pair.language != "en":
        return False
    one = some[0]
    before, after = words[max(0, span.start - 4) : span.start], words[span.end : span.end + 1]
    if one.key == "of":
        return bool(before) and before[-1].key in ("ahead", "all", "both", "outside", "inside")
    if one.key == "and":
        return bool(after) and _pauses(text, one) and _paused(pair, left, right, text is pair.before)
    keys = [word.key for word in before]
    return one.key in ("in", "at", "on", "with", "for") and keys[-1:] == ["and"] and one.key in keys[:-1]


def _is_misprint(pair: Pair, left: Span, right: Span) -> bool:
    """ "Nation's" for "nations", in a long sentence."""
    old, new = pair.old[left.start : left.end], pair.new[right.start : right.end]
    if sorted((len(old), len(new))) != [1, 2] or pair.language != "en" or _room(pair, left) < LONG:
        return False
    one, two = sorted((old, new), key=len)
    return two[1].key == "s" and one[0].key == two[0].key + "s" and one[0].key not in lexicon.POSSESSIVES


def _pauses(text: str, word: Word) -> bool:
    return (
        text[: word.span.start].rstrip()[-1:] in _PAUSE
        if word.span.start < 4
        else bool(_PAUSE.intersection(text[word.span.start - 3 : word.span.start]))
    )


def _paused(pair: Pair, left: Span, right: Span, from_old: bool) -> bool:
    """Whether the text without the joining word has a comma or a stop in its place."""
    words, at, text = (pair.new, right.start, pair.text) if from_old else (pair.old, left.start, pair.before)
    return 0 < at < len(words) and bool(_PAUSE.intersection(text[words[at - 1].span.end : words[at].span.start]))


def _round_quotation(state: State, right: Span, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether these words beside a shared quotation only reword who speaks, when and in which medium."""
    pair = state.pair
    if _turned(state, missing, added):
        return False
    if _titled(pair, right, added):
        return not missing
    lost = [word for word in missing if state.lost[word.key] and _states(pair, word)]
    fresh = [word for word in added if _states(pair, word)]
    # In other languages an ending may tell a woman from a man.
    stem = stemmer("en") if pair.language == "en" else str
    was = {stem(word.key) for word in missing}
    other = [word for word in fresh if stem(word.key) not in was]
    if any(map(capital, lost)) and other:
        return False
    telling = lexicon.REPORTING | lexicon.MEDIA
    roles = [word for word in lost if not capital(word)]
    speaker = any(map(capital, other)) or any(word.key in lexicon.SUBJECTS for word in added)
    if roles and not (len(roles) == 1 and speaker) and not any(word.key in telling for word in missing):
        return False
    if not fresh and not lost and not _tells_who(missing, added):
        return _tenses(missing, added)
    if len(missing) == len(added) == 1 and pair.language == "en" and not other and not capital(added[0]):
        return True
    names = [word for word in other if capital(word)]
    if len(names) < len(other) or any(word.key in state.gone for word in names):
        return False
    return all(word.key in pair.known and not lost for word in names) or _speaks(pair, right, names, added)


def _titled(pair: Pair, right: Span, added: Sequence[Word]) -> bool:
    """Whether the words are the title and first name of the person named next: "Ambassador to Peru Ann" Lee."""
    after = pair.new[right.end : right.end + 1]
    if not after or not after[0].name or after[0].key not in pair.known or not added[-1].name:
        return False
    if any(word.key in lexicon.REPORTING or (word.key in lexicon.BELONGING and not capital(word)) for word in added):
        return False
    if pair.text[added[-1].span.end : after[0].span.start].strip():
        return False
    return any(word.key in lexicon.OFFICES for word in added) and all(
        capital(word) or word.key in lexicon.OFFICES or word.key in lexicon.light(pair.language) for word in added
    )


def _tells_who(missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether the words say who speaks, when, or in which medium."""
    both = (*missing, *added)
    if passive(missing, added):
        return False
    return any(word.key in lexicon.REPORTING or word.key in lexicon.MEDIA or dated(word.key) for word in both)


def _tenses(missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether the words are one verb in two tenses: "was" and "is"."""
    return len(missing) == len(added) == 1 and frozenset((missing[0].key, added[0].key)) in lexicon.TENSES


def _turned(state: State, missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether another person speaks, or on another day, or the words are of another person's friend."""
    was, now = ({word.key for word in words} for words in (missing, added))
    if other_person(missing, added) or "by" in was | now or _persons(missing, added):
        return True
    if any(map(dated, state.lost)) and any(map(dated, now)):
        return True
    return not added[0].name and any(key in lexicon.BELONGING and key != "s" for key in was - now)


def _persons(missing: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether "I" or "we" replaces somebody else, or the reverse."""
    was, now = (any(word.key in lexicon.SPEAKING for word in words) for words in (missing, added))
    return was != now


def _states(pair: Pair, word: Word) -> bool:
    """Whether a word says more than who speaks, when and in which medium."""
    if word.key in lexicon.REPORTING or word.key in lexicon.HEARERS or word.key in lexicon.MEDIA or dated(word.key):
        return False
    if word.key in lexicon.CIRCUMSTANCE or word.key in lexicon.CAUSES:
        return False
    return word.name or word.key not in lexicon.light(pair.language)


def _speaks(pair: Pair, right: Span, names: Sequence[Word], added: Sequence[Word]) -> bool:
    """Whether unknown names belong to the speaker, or beside "interview" to the medium: "Lee said", not "told Lee"."""
    if pair.language == "de":
        # German writes every noun as a name.
        return False
    if any(word.key in lexicon.MEDIA for word in added):
        return True
    if not all(within(word, pair.attributed) for word in names):
        return False
    words = pair.new[max(0, right.start - 1) : right.end]
    gone = lexicon.light(pair.language) | lexicon.TELLING | lexicon.CIRCUMSTANCE
    fronted = frozenset(("and", "but", "the", "a", "an"))
    return not any(other in names and one.key in gone - fronted for one, other in pairwise(words))
