"""Chooses the pieces of a page that are its article: those that trafilatura's two modes find, and their neighbours.

Trafilatura's text only points at pieces of the page, and the pieces themselves are kept. Its precise mode is right for
most pages and loses much of some; pieces that only its usual mode finds are kept if they read like prose of the same
article. Loose text between kept pieces is kept, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from index.analysis.scripts import UNSPACED
from index.extract.web.page_blocks import HEADINGS, Page, Piece

# If the usual mode finds this many times as much, the precise one has lost the article.
LOST = 3
_GRAM = 3
_ENOUGH = 0.6
_LONG = 8
_TOKEN = regex.compile(
    rf"[{UNSPACED}]|[\p{{L}}\p{{N}}--[{UNSPACED}]][\p{{L}}\p{{M}}\p{{N}}--[{UNSPACED}]]*", flags=regex.V1
)
_ENDS = regex.compile(r"[.!?…。！？।॥؟۔։፧።၊။]['\"”’»›」』)\]]*$")
_PARTS = frozenset({"p", "blockquote", "pre", "li", "dt", "dd", "table"})
# The most characters of a teaser of another article.
_CARD = 60

Tokens = tuple[str, ...]


def tokens_of(text: str) -> Tokens:
    """The words of a text in small letters; in scripts without spaces its characters."""
    return tuple(_TOKEN.findall(text.casefold()))


class Choice:
    """The choice among the pieces of one page; ``precise`` and ``usual`` are the texts that the two modes found."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tokens = [tokens_of(each.text) for each in page.pieces]
        self.prose = [self._is_prose(number) for number in range(len(page.pieces))]

    def weight(self, numbers: Iterable[int]) -> int:
        """How many tokens of prose these pieces hold."""
        return sum(len(self.tokens[number]) for number in numbers if self.prose[number])

    def best(self, precise: str, usual: str) -> list[int]:
        """The article's pieces in reading order; none if neither text is on the page."""
        first, second = self.found(precise), self.found(usual)
        if self.weight(second) > LOST * self.weight(first):
            chosen = second | {number for number in first if self.prose[number]}
        else:
            inside = self._inner(first)
            further = (number for number in second - first if self._free(number) and self._reads_on(number))
            chosen = first | {each for each in further if self._inside(each, inside) or not self._is_card(each)}
        return sorted(self.filled(chosen))

    def found(self, text: str) -> set[int]:
        """The pieces that make up ``text``: long ones first, then the short ones that are nearest to these."""
        said = tokens_of(text)
        grams = Counter(said[at : at + _GRAM] for at in range(len(said) - _GRAM + 1))
        short = Counter(filter(None, map(tokens_of, text.split("\n"))))
        chosen: set[int] = set()
        long = [number for number, tokens in enumerate(self.tokens) if len(tokens) >= _LONG]
        for number in long:
            if _taken(self.tokens[number], grams, _ENOUGH):
                chosen.add(number)
        first, last = (min(chosen), max(chosen)) if chosen else (0, len(self.tokens))
        rest = (number for number, tokens in enumerate(self.tokens) if 0 < len(tokens) < _LONG)
        for number in sorted(rest, key=lambda each: max(first - each, each - last, 0)):
            tokens, piece = self.tokens[number], self.page.pieces[number]
            if not first <= number <= last and 2 * piece.linked > len(piece.text):
                continue
            if short[tokens]:
                short[tokens] -= 1
                chosen.add(number)
            elif first <= number <= last and len(tokens) >= _GRAM and _taken(tokens, grams, 1):
                chosen.add(number)
        return chosen

    def filled(self, chosen: set[int]) -> set[int]:
        """``chosen`` with the text between: loose text, neighbours, headings, and the lead below h1."""
        core = [number for number in chosen if self.prose[number]]
        if not core:
            return chosen
        holders = self._holders(core)
        first, last = min(core), max(core)
        found = set(chosen)
        for number in range(first, last):
            if self._free(number) and self._reads_on(number) and not holders.isdisjoint(self._around(number)):
                found.add(number)
        for number in range(last + 1, len(self.tokens)):
            loose = self.page.pieces[number].loose and self._around(number)[0] in holders
            if not (loose and self.prose[number] and self._free(number)):
                break
            found.add(number)
        found.update(self._lead(first))
        for number in range(last - 1, first, -1):
            if self.page.tag(self.page.pieces[number]) in HEADINGS and number + 1 in found and self._free(number):
                found.add(number)
        return found

    def largest(self) -> list[int]:
        """The prose in the place with most of it, for pages where trafilatura finds nothing."""
        scores: Counter[int] = Counter()
        for number, piece in enumerate(self.page.pieces):
            if self.prose[number] and self._free(number):
                holder = self.page.holder(piece)
                scores[holder] += 2 * len(self.tokens[number])
                scores[self.page.places[holder].parent] += len(self.tokens[number])
        if not scores:
            return []
        inside = scores.most_common(1)[0][0]
        pieces = [number for number in range(len(self.tokens)) if self._inside(number, inside) and self._free(number)]
        return sorted(self.filled({number for number in pieces if self.prose[number]}))

    def _lead(self, first: int) -> set[int]:
        """The sentences between the headline and the first piece of the article."""
        start = next(
            (
                number
                for number in range(first - 1, max(first - 20, -1), -1)
                if self.page.tag(self.page.pieces[number]) == "h1"
            ),
            None,
        )
        if start is None:
            return set()
        return {
            number
            for number in range(start + 1, first)
            if self.prose[number] and len(self.tokens[number]) >= _LONG and self._free(number)
        }

    def _is_prose(self, number: int) -> bool:
        piece = self.page.pieces[number]
        if 2 * piece.linked > len(piece.text) or self.page.tag(piece) in HEADINGS:
            return False
        return len(self.tokens[number]) >= 2 * _LONG or bool(self.tokens[number] and _ENDS.search(piece.text[-8:]))

    def _free(self, number: int) -> bool:
        piece = self.page.pieces[number]
        return not self.page.places[piece.place].aside and 2 * piece.linked <= len(piece.text)

    def _reads_on(self, number: int) -> bool:
        """Whether a piece can belong to the text beside it, unlike a label or a menu."""
        piece = self.page.pieces[number]
        if self.prose[number] or self.page.tag(piece) in _PARTS:
            return True
        return piece.loose and len(self.tokens[number]) >= _GRAM

    def _is_card(self, number: int) -> bool:
        """Whether a short piece stands beside a link, like the teaser of another article."""
        beside = [self.page.pieces[each] for each in (number - 1, number + 1) if 0 <= each < len(self.tokens)]
        return len(self.tokens[number]) < _CARD and any(2 * each.linked > len(each.text) for each in beside)

    def _around(self, number: int) -> tuple[int, int]:
        """The places that hold the piece, or the list that it is an item of, beside others; the inner one first."""
        piece = self.page.pieces[number]
        holder = self.page.places[piece.listed].parent if piece.listed >= 0 else self.page.holder(piece)
        return holder, self.page.places[holder].parent

    def _holders(self, core: Iterable[int]) -> set[int]:
        """The places that hold pieces of the article; also their parents, if several pieces agree."""
        pairs = [self._around(number) for number in core]
        outer = Counter(pair[1] for pair in set(pairs))
        return {pair[0] for pair in pairs} | {place for place, count in outer.items() if count > 1}

    def _inside(self, number: int, place: int) -> bool:
        return place <= self.page.pieces[number].place <= self.page.places[place].last

    def _inner(self, chosen: Iterable[int]) -> int:
        """The innermost place with nine tenths of the prose of ``chosen``; 0, the whole page, if there is none."""
        weights: Counter[int] = Counter()
        total = 0
        for number in chosen:
            if self.prose[number]:
                total += len(self.tokens[number])
                weights[self.page.holder(self.page.pieces[number])] += len(self.tokens[number])
        # Inner places have higher numbers than those around them.
        for place in range(len(self.page.places) - 1, 0, -1):
            if 10 * weights[place] >= 9 * total > 0:
                return place
            weights[self.page.places[place].parent] += weights[place]
        return 0


def covered(text: str, pieces: Sequence[Piece]) -> float:
    """The share of the tokens of ``text`` that the pieces hold, from 0 to 1; 1 for a text without any."""
    said = Counter(tokens_of(text))
    held = Counter(token for piece in pieces for token in tokens_of(piece.text))
    return (said & held).total() / said.total() if said else 1.0


def _taken(tokens: Tokens, grams: Counter[Tokens], share: float) -> bool:
    """Whether that share of the runs of three tokens is in ``tokens``; if so, removes them there."""
    own = [tokens[at : at + _GRAM] for at in range(len(tokens) - _GRAM + 1)]
    if sum(grams[each] > 0 for each in own) < share * len(own):
        return False
    grams.subtract(own)
    return True
