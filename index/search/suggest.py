"""Suggests another question when nothing answers: words that name something in the articles, tried beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from index.analysis.codec import term_hash
from index.analysis.tokenizer import analyse, words
from index.models import Scope, Span
from index.ranking.query.fuzzy import distance, slips
from index.search import passages
from index.search.naming import names
from index.search.retrieval import FirstStage, first_stage
from index.store import collections
from index.store.contents import contents
from index.store.postings import reader

# Up to three bare words count as a search (index.search.retrieval).
_MOST_WORDS = 3
# How many contents to search for the written form of a term.
_LOOKED_AT = 8
# A shorter word is one slip away from words that mean something else.
_FEWEST_LETTERS = 5


def suggest(connection: Connection, name: str, question: str, scope: Scope) -> str | None:
    """The first suggestion that finds something in scope; None when none does."""
    row = collections.find(connection, name)
    if row is None:
        return None
    within = passages.contents_within(connection, row.id, scope)
    first = first_stage(connection, row.id, question, content_ids=within)
    tried = {_bare(question)}
    for words_, sure in _instead(connection, row.id, question, first, within):
        if _bare(words_) in tried:
            continue
        tried.add(_bare(words_))
        if sure or passages.ask(connection, row.id, passages.Query(words_), scope, limit=1):
            return words_
    return None


def _instead(
    connection: Connection, collection_id: int, question: str, first: FirstStage, within: NDArray[np.int64] | None
) -> Iterator[tuple[str, bool]]:
    """Suggestions, the closest to the question first, each with whether it is sure to find something.

    ``within`` holds the ids of the contents in scope, None when all are.
    """
    asked = {term.word: term.span for term in reversed(analyse(question, "und"))}
    spelt = {}
    for slip, near in first.stand_ins.items():
        written = _written(connection, collection_id, first.indexed.id, near[0]) if slip in asked else None
        if (
            written is not None
            and len(slip) >= _FEWEST_LETTERS
            and distance(slip, written.casefold(), slips(slip)) <= slips(slip)
        ):
            spelt[slip] = written if asked[slip].of(question)[:1].isupper() else written.lower()
    if spelt:
        yield _respelt(question, {asked[slip]: written for slip, written in spelt.items()}), False
    # In scripts without spaces the terms are pairs of characters, which nobody would search for.
    if len(question.split()) == 1:
        return
    telling: dict[str, float] = {}
    hashes: dict[str, list[int]] = {}
    stems: dict[str, Sequence[str]] = {}
    function_words = first.function_words()
    for word in first.words:
        terms = first.stand_ins[word.text] if word.text in spelt else word.terms
        rarity = max((first.rarity.get(term, 0.0) for term in terms), default=0.0)
        if rarity > 0 and not (word.stop or word.asks or word.text in function_words):
            span = asked.get(word.text)
            written = spelt.get(word.text) or (span.of(question) if span else word.text)
            telling[written], hashes[written] = rarity, [term_hash(term) for term in terms]
            stems[written] = terms
    where = _contents(connection, first.indexed.id, hashes)
    naming = {written for written, known in stems.items() if _names(connection, collection_id, known, where[written])}
    telling = {written: rarity for written, rarity in telling.items() if written in naming or not written.isalpha()}
    if not naming:
        # A number says nothing by itself.
        return
    for count in range(min(_MOST_WORDS, len(telling)), 0, -1):
        rarest = sorted(telling, key=lambda each: -telling[each])[:count]
        if naming.isdisjoint(rarest):
            continue
        # A search for bare words finds contents that hold all of them: intersecting is quicker than searching.
        held = [where[each] for each in rarest] + ([] if within is None else [within])
        if len(reduce(np.intersect1d, held)):
            yield " ".join(each for each in telling if each in rarest), True


def _names(connection: Connection, collection_id: int, terms: Sequence[str], where: NDArray[np.int64]) -> bool:
    """Whether a word is a name or a noun, rather than a verb, in the contents at ``where``."""
    ids = [int(each) for each in where[:_LOOKED_AT]]
    return names(terms, contents.occurrences(connection, collection_id, ids)) if ids else False


def _contents(
    connection: Connection, index_id: int, hashes: Mapping[str, Sequence[int]]
) -> dict[str, NDArray[np.int64]]:
    """The ids of the contents that hold each word, under any of its terms."""
    found = reader.read(connection, index_id, sorted({each for terms in hashes.values() for each in terms}))
    none = np.empty(0, dtype=np.int64)
    return {
        word: np.unique(np.concatenate([none, *(found[each]["content"] for each in terms if each in found)]))
        for word, terms in hashes.items()
    }


def _written(connection: Connection, collection_id: int, index_id: int, term: str) -> str | None:
    """A word indexed under ``term``, as the articles write it."""
    found = reader.read(connection, index_id, [term_hash(term)]).get(term_hash(term))
    if found is None:
        return None
    ids = [int(each) for each in found["content"][:_LOOKED_AT]]
    for each in contents.occurrences(connection, collection_id, ids):
        for token in analyse(each.text, each.language):
            if token.text == term:
                return token.span.of(each.text)
    return None


def _respelt(question: str, spelt: dict[Span, str]) -> str:
    parts, end = [], 0
    for span in sorted(spelt):
        parts += [question[end : span.start], spelt[span]]
        end = span.end
    return "".join([*parts, question[end:]])


def _bare(text: str) -> str:
    return " ".join(word.text.casefold() for word in words(text))
