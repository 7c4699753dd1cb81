"""Who speaks: the clauses beside quotations that say so, and whether another wording of them names somebody else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

import regex

from index.dedup.compare.pair import Pair, State, capital, dated, is_name, within
from index.dedup.words import lexicon
from index.dedup.words.word import Word
from index.models import Span

# The most words of an attribution; longer ones say more than who speaks.
LONGEST = 22
LONGEST_AFTER_EXCLAMATION = 14
# The most words between the verb and an edge of the clause.
NEAR = 8
_QUOTED = regex.compile(r'"[^"]{2,3000}"|(?<!\w)\'[^\']{12,2000}\'(?!\w)|(?<!\w)\'\'[^"]{2,3000}?\'\'')
_END = regex.compile(r"[.!?](?=\s)")
_ABBREVIATED = regex.compile(r"\b\p{Lu}\p{L}{0,3}$")
_WORDS = regex.compile(r"\p{L}[\p{L}\p{M}]*")


def omits_speaker(pair: Pair, words: Sequence[Word]) -> bool:
    """Whether these words, left out of the stored text, only said who speaks, when or in which medium.

    "The killer of" does more: without it the rest is about somebody else. So do "stolen" and "from Oslo".
    """
    if not all(within(word, pair.attributed_before) for word in words):
        return False
    if any(word.figure or word.key in lexicon.NEGATIONS or word.key in lexicon.HEDGES for word in words):
        return False
    if any(word.key in lexicon.REPORTING for word in words):
        return True
    stating = [word for word in _stating(words, pair.language) if not dated(word.key) and word.key not in lexicon.MEDIA]
    if any(word.key in lexicon.DIRECTIONS for word in stating) or pair.language in ("", "de"):
        return not stating and bool(pair.language)
    return all(map(capital, stating)) and not any(word.key in lexicon.BELONGING for word in words)


def unattributed(state: State, missing: Sequence[Word], added: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """``missing`` and ``added`` without the words beside a quotation that only say who speaks.

    They stay if they name somebody else, a day or a figure, or say more than who speaks: whose son he is, where and
    why he said it.
    """
    language = state.pair.language
    gone = [word for word in missing if within(word, state.pair.attributed_before)]
    come = [word for word in added if within(word, state.pair.attributed)]
    if other_person(gone, come) or passive(gone, come):
        return missing, added
    was, now = _stating(gone, language), _stating(come, language)
    both = [*was, *now]
    if not both or any(word.figure or word.key in lexicon.NEGATIONS for word in both):
        return missing, added
    if any(_tells_more(state, word) for word in now):
        return missing, added
    says = [word for word in both if word.key in lexicon.REPORTING]
    named = [word for word in now if is_name(word)]
    if not says and not _only_speaker(state, was, come, named):
        return missing, added
    if named and (state.spoke_by_name(was) or _other_speaker(state, named, now)):
        return missing, added
    if _conflict(state, was, now):
        return missing, added
    return [word for word in missing if word not in gone], [word for word in added if word not in come]


def _stating(words: Sequence[Word], language: str) -> Sequence[Word]:
    """Names and content words; beside a quotation the other words only hold the clause together."""
    return [word for word in words if word.figure or word.name or word.key not in lexicon.light(language)]


def other_person(was: Sequence[Word], now: Sequence[Word]) -> bool:
    """Whether a woman replaces a man, or the reverse."""
    pairs = ((lexicon.HE, lexicon.SHE), (lexicon.MISTER, lexicon.MISTRESS))
    for one, other in (*pairs, *((after, before) for before, after in pairs)):
        if any(word.key in one for word in was) and any(word.key in other for word in now):
            return True
    return False


def passive(was: Sequence[Word], now: Sequence[Word]) -> bool:
    """Whether the speaker becomes the one spoken to, or the reverse: "was told" for "said"."""
    one, other = (any(word.key in lexicon.BEING for word in words) for words in (was, now))
    progressive = any(word.key.endswith("ing") for word in (*was, *now))
    return one != other and not progressive and any(word.key in lexicon.REPORTING for word in (*was, *now))


def _tells_more(state: State, word: Word) -> bool:
    """Whether the word is new and neither a name nor a verb of saying."""
    if word.key in state.pair.known or word.key in lexicon.REPORTING or word.key in lexicon.HEARERS:
        return False
    return dated(word.key) or not capital(word)


def _only_speaker(state: State, was: Sequence[Word], now: Sequence[Word], named: Sequence[Word]) -> bool:
    """Whether words without a verb of saying only give the speaker's name, or only leave it out."""
    if len(named) != len(now) or (now and any(map(is_name, was))):
        return False
    return not any(word.key in state.gone for word in now) or state.one_speaker()


def _other_speaker(state: State, named: Sequence[Word], now: Sequence[Word]) -> bool:
    """Whether these words begin with an unknown name while every earlier speaker is gone."""
    if now[0] not in named or all(word.key in state.pair.known for word in named):
        return False
    return state.silenced()


def _conflict(state: State, was: Sequence[Word], now: Sequence[Word]) -> bool:
    """Whether another day or direction replaces one."""
    if any(dated(word.key) for word in now) and any(dated(key) for key in state.lost):
        return True
    turned = [any(word.key in lexicon.DIRECTIONS for word in words) for words in (was, now)]
    return all(turned) and len(was) == len(now)


def is_told(state: State, added: Sequence[Word]) -> bool:
    """Whether a former speaker is now the one spoken to: "the union told Roe" for "said Roe"."""
    words = state.pair.new
    for word in added:
        if word.key not in lexicon.TELLING:
            continue
        place = bisect_left(words, word.span.start, key=lambda each: each.span.start)
        told = words[place + 1 : place + 2]
        if told and capital(told[0]) and told[0].key in state.pair.known:
            return not any(
                one.key in lexicon.TELLING and other.key == told[0].key
                for one, other in zip(state.pair.old, state.pair.old[1:], strict=False)
            )
    return False


def attributions(text: str, inserted: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The clauses beside quotations that hold a verb of saying; ``text`` is in normal form.

    Quotations in ``inserted`` parts do not count, since an added quotation adds something.
    """
    quoted = [quote for quote in quotations(text) if not _fresh(quote, inserted)]
    found = []
    last = 0
    for quote in [*quoted, Span(len(text), len(text))]:
        gap = Span(last, quote.start)
        if gap.end > gap.start:
            left = Span(_speaks_from(text, gap), _first_end(text, gap))
            right = Span(_last_end(text, gap), gap.end)
            if last and _continues(text, left) and _says(text, left):
                found.append(left)
            if quote.start < len(text) and _says(text, right):
                found.append(right)
        last = quote.end
    return tuple(found)


def quotations(text: str) -> Iterator[Span]:
    """The places of quoted speech, in order; ``text`` is in normal form."""
    for found in _QUOTED.finditer(text):
        if not _titled(found[0]):
            yield Span(*found.span())


def _fresh(quote: Span, inserted: Sequence[Span]) -> bool:
    # The parts are sorted: only those that reach into the quotation count.
    first = bisect_right(inserted, quote.start, key=lambda each: each.end)
    later = (inserted[number] for number in range(first, len(inserted)))
    reaching = takewhile(lambda each: each.start < quote.end, later)
    common = sum(min(quote.end, each.end) - max(quote.start, each.start) for each in reaching)
    return common * 2 > quote.end - quote.start


def _continues(text: str, clause: Span) -> bool:
    """Whether the preceding quotation's sentence goes on; a full stop inside the marks ends it."""
    ending = text[max(0, clause.start - 3) : clause.start].rstrip("\"' ")[-1:]
    if ending == ".":
        return False
    return ending not in "!?" or len(_WORDS.findall(text, clause.start, clause.end)) <= LONGEST_AFTER_EXCLAMATION


def _speaks_from(text: str, gap: Span) -> int:
    """Where the words after a quotation may begin to say who speaks.

    If no stop stands inside the marks, the writer's own sentence goes on: '"compete" with others, he said'.
    """
    if gap.start < 2 or not text[gap.start - 2].isalnum() or not text[gap.start + 1 : gap.start + 2].islower():
        return gap.start
    comma = text.find(",", gap.start, gap.end)
    return gap.start if comma < 0 else comma


def _titled(quoted: str) -> bool:
    """Whether the marks hold a name instead of speech: "Meet the Press."."""
    words = _WORDS.findall(quoted)
    return 1 < len(words) <= 5 and words[0][0].isupper() and words[-1][0].isupper()


def _first_end(text: str, gap: Span) -> int:
    for end in _END.finditer(text, gap.start, gap.end):
        if not _ABBREVIATED.search(text, max(gap.start, end.start() - 5), end.start()):
            return end.start()
    return gap.end


def _last_end(text: str, gap: Span) -> int:
    last = gap.start
    for end in _END.finditer(text, gap.start, gap.end):
        if not _ABBREVIATED.search(text, max(gap.start, end.start() - 5), end.start()):
            last = end.end()
    return last


def _says(text: str, clause: Span) -> bool:
    words = [word.casefold() for word in _WORDS.findall(text, clause.start, clause.end)]
    if len(words) > LONGEST:
        return False
    return any(word in lexicon.REPORTING for word in (*words[:NEAR], *words[-NEAR:]))
