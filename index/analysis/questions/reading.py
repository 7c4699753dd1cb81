"""Which words of a question ask, and for what: told by the words and their positions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import regex

from index.analysis.questions.phrases import Phrases, phrase_table, phrases_at, split
from index.analysis.questions.words import ASKING
from index.analysis.questions.words.unspaced import UNSPACED
from index.analysis.tokenizer import folder, is_pair, spelt, stop_words, without_accents

# The most words of a keyword search; a longer text without question words is a statement.
_BARE: Final = 6
_BARE_CHARACTERS: Final = 12
# In a text of at most this many words a verb is as often a name ("will smith").
_SHORT: Final = 3
# The most words between "what" and the noun that it asks for.
_FARTHEST: Final = 5
_UNTYPED: Final = ("which", "other", "yes")
# Shorter words are too often other words when their accents are missing ("où", "é").
_FEWEST_LETTERS: Final = 3


class Asked(NamedTuple):
    """The words from ``start`` to before ``end`` ask for ``kind``, which is a key of ``question_words``."""

    start: int
    end: int
    kind: str


def read(words: Sequence[str], languages: Sequence[str]) -> list[Asked]:
    """What the folded words of a question ask for, in order, read in the language that explains them best.

    ``languages`` are those that it may be in, likeliest first.
    """
    best: list[Asked] = []
    for language in languages:
        if language in ASKING and words:
            found = _in_runs(words, language) if language in UNSPACED else _Reading(words, language).asked()
            if _worth(found) > _worth(best):
                best = found
    return best


def _worth(found: Sequence[Asked]) -> int:
    if any(each.kind not in (*_UNTYPED, "bare") for each in found):
        return 3
    return 0 if not found else 1 if found[0].kind == "bare" else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    """``Asking`` with folded phrases; for each question word also whether it asks only at a question's beginning."""

    questions: Phrases[tuple[str, bool]]
    nouns: Phrases[str]
    units: Phrases[str]
    paying: frozenset[str]
    requests: frozenset[str]
    fronts: frozenset[str]
    joining: frozenset[str]


@cache
def lexicon(language: str) -> _Lexicon:
    asking, spelling = ASKING[language], folder(language)

    def bare(phrase: str, kind: str) -> str:
        left = "" if language == "vi" or kind == "yes" else without_accents(spelling(phrase))
        return left if len(left) >= _FEWEST_LETTERS and left != spelling(phrase) else ""

    def phrases(table: Mapping[str, str], *, opening: bool) -> Iterator[tuple[str, tuple[str, bool]]]:
        for kind, line in table.items():
            for phrase in split(line):
                yield phrase, (kind, opening)
                # Without its accents it is also another word ("que", "como").
                yield bare(phrase, kind), (kind, True)

    def named(table: Mapping[str, str]) -> Phrases[str]:
        return phrase_table([(phrase, kind) for phrase, (kind, _) in phrases(table, opening=False)], spelling)

    def folded(line: str) -> frozenset[str]:
        written = split(line)
        return frozenset(spelling(word) for word in written) | {bare(word, "") for word in written}

    return _Lexicon(
        questions=phrase_table(
            [*phrases(asking.opening, opening=True), *phrases(asking.anywhere, opening=False)], spelling
        ),
        nouns=named(asking.nouns),
        units=named(asking.units),
        paying=folded(asking.paying),
        requests=folded(asking.requests),
        fronts=folded(asking.fronts),
        joining=folded(asking.joining),
    )


class _Reading:
    """One pass over the words of a question in a language with spaces between words."""

    def __init__(self, words: Sequence[str], language: str) -> None:
        self._words = words
        self._lexicon = lexicon(language)
        self._stops = stop_words(language)
        self._found: list[Asked] = []
        # Whether only function words came so far, and whether the question began with a request ("tell me").
        self._opens = True
        self._requested = False

    def asked(self) -> list[Asked]:
        at = 0
        while at < len(self._words):
            hit = next(self._question_at(at), None)
            if hit is not None:
                self._found.append(hit)
                at = hit.end
                continue
            word = self._words[at]
            if word in self._lexicon.requests:
                self._requested = self._requested or all(each.kind == "yes" for each in self._found)
            elif not self._function(word):
                self._opens = False
            at += 1
        if not self._found:
            return self._bare()
        return self._settled()

    def _question_at(self, at: int) -> Iterator[Asked]:
        for length, (kind, opening) in phrases_at(self._lexicon.questions, self._words, at):
            if not opening or (self._begins(at) if kind == "yes" else self._asks(at, at + length)):
                yield Asked(at, at + length, kind)

    def _begins(self, at: int) -> bool:
        """Whether a verb at this position makes a yes-or-no question."""
        words = self._words
        second = words[at + 1] if at + 1 < len(words) else ""
        first = at == 0 or (at == 1 and words[0] in self._lexicon.joining)
        return first and (len(words) > _SHORT or second in self._stops)

    def _asks(self, start: int, end: int) -> bool:
        """Whether a word that may also join clauses opens a question, or closes it."""
        if end == len(self._words) or self._requested:
            return True
        return not self._found and (self._opens or self._words[0] in self._lexicon.fronts)

    def _function(self, word: str) -> bool:
        return len(word) == 1 or word in self._stops

    def _settled(self) -> list[Asked]:
        """The question words with the nouns that they ask for, and with numbers turned into money beside paying."""
        lexicon, found = self._lexicon, list(self._found)
        for each in self._found:
            if each.kind == "which":
                found += self._nouns(each)
        others = any(each.kind != "yes" for each in found)
        typed = any(each.kind not in _UNTYPED for each in found)
        paid = not lexicon.paying.isdisjoint(self._words)
        kept = [
            each._replace(kind="money" if paid else "number") if each.kind == "much" else each
            for each in found
            if each.kind != "yes" or not (others if each.start else typed and self._requested)
        ]
        return sorted(kept)

    def _nouns(self, which: Asked) -> Iterator[Asked]:
        """The noun that "which" belongs to: "what year", "what was the average price"; in some languages before it."""
        if which.start:
            yield from self._named(which.start - 1)
        at, contents = which.end, 0
        while at < min(len(self._words), which.end + _FARTHEST):
            hits = list(self._named(at, units=not contents))
            if hits:
                yield from hits
                at, contents = hits[0].end, 2
            elif contents == 2 or (contents and self._words[at] in self._stops):
                return
            else:
                contents += not self._function(self._words[at])
                at += 1

    def _named(self, at: int, *, units: bool = True) -> Iterator[Asked]:
        for table in (self._lexicon.nouns, self._lexicon.units) if units else (self._lexicon.nouns,):
            for length, kind in phrases_at(table, self._words, at):
                yield Asked(at, at + length, kind)
                return

    def _bare(self) -> list[Asked]:
        """What a keyword search asks for: "price opera tickets", "opera tickets price"."""
        words = self._words
        if len(words) > _BARE:
            return []
        first = next((at for at, word in enumerate(words) if not self._function(word)), 0)
        hits = [*self._named(first, units=False), *self._named(len(words) - 1, units=False)]
        return [Asked(first, first, "bare"), *dict.fromkeys(hits)] if hits else []


def _in_runs(words: Sequence[str], language: str) -> list[Asked]:
    """The same for a language whose words come as overlapping pairs of characters."""
    text, starts = _joined(words)
    asking, meanings = _pattern(language)
    hits = [(each.span(), meanings[each[0]]) for each in asking.finditer(text)]
    if all(kind in _UNTYPED for _, kind in hits):
        closing = _closing(text, language)
        hits += [hit for hit in closing if not hits or hit[1] != "yes"]
        if len(text) <= _BARE_CHARACTERS or any(kind == "which" for _, kind in hits):
            nouns, kinds = _noun_pattern(language)
            hits += [(each.span(), kinds[each[0]]) for each in nouns.finditer(text)]
    others = any(kind != "yes" for _, kind in hits)
    much = "money" if any(word in text for word in split(ASKING[language].paying)) else "number"
    return [
        Asked(
            at := bisect_right(starts, start) - 1,
            max(at + 1, bisect_left(starts, end - 1)),
            much if kind == "much" else kind,
        )
        for (start, end), kind in sorted(hits)
        if kind != "yes" or not others
    ]


def _closing(text: str, language: str) -> list[tuple[tuple[int, int], str]]:
    """The phrase that closes a question."""
    for kind, line in ASKING[language].opening.items():
        for end in (_spelled(phrase, language) for phrase in split(line)):
            if text.endswith(end):
                return [((len(text) - len(end), len(text)), kind)]
    return []


def _joined(words: Sequence[str]) -> tuple[str, list[int]]:
    """The words as one text, with overlapping pairs as the run that they were cut from, and where each word starts."""
    parts: list[str] = []
    starts, length, before = [], 0, ""
    for word in words:
        overlaps = is_pair(word) and is_pair(before) and word[0] == before[-1]
        part = word[1:] if overlaps else f" {word}" if parts else word
        starts.append(length - 1 if overlaps else length + len(part) - len(word))
        parts.append(part)
        length += len(part)
        before = word
    return "".join(parts), starts


def _spelled(phrase: str, language: str) -> str:
    """A phrase as ``_joined`` would return it."""
    spelling = folder(language)
    return _joined([spelling(word) for word, _ in spelt(phrase)])[0]


@cache
def _pattern(language: str) -> tuple[regex.Pattern[str], dict[str, str]]:
    return _compiled(ASKING[language].anywhere, language)


@cache
def _noun_pattern(language: str) -> tuple[regex.Pattern[str], dict[str, str]]:
    return _compiled(ASKING[language].nouns, language)


def _compiled(table: Mapping[str, str], language: str) -> tuple[regex.Pattern[str], dict[str, str]]:
    kinds = {_spelled(phrase, language): kind for kind, line in table.items() for phrase in split(line)}
    ordered = sorted(kinds, key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, ordered))), kinds
