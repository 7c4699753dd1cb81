"""A question and a scope to the contents that answer it, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.codec import term_hash
from index.analysis.language import likely
from index.analysis.scripts import OTHER_QUESTION_MARKS, QUESTION_MARKS
from index.models import Span
from index.ranking import bm25
from index.ranking.query.fuzzy import slips, stand_ins
from index.ranking.query.query import STOP_WEIGHT, read_words
from index.search import legacy_index
from index.store.contents.contents import oldest_articles
from index.store.postings import postings, reader
from index.store.postings.cache import CachedCollection
from index.store.tuning import tuning_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from index.ranking.features.candidates import Candidates
    from index.ranking.query.query import Question, Word
    from index.store.postings.generations import Index

CANDIDATES: Final = 50
"""How many the second stage looks at: hardly a right paragraph in a thousand is found beyond them."""

# What a question longer than this asks stands in its beginning; nobody types more.
_LONGEST_QUESTION: Final = 1000
_MOST_WORDS: Final = 64
# A term put in the place of one that the collection does not hold.
_STAND_IN_WEIGHT: Final = 0.5
_SHORT: Final = 6
_BARE: Final = 3
# A stop word in more than this share of a large collection says nothing and costs most to read.
_COMMON: Final = 0.2
# The probability from which a hit is called an answer.
THRESHOLD: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A content that may answer; ``highlight`` is the answering sentence's range within the content's text."""

    content_id: int
    score: float
    highlight: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Hits, best first, whether or not anything answers; ``confidence`` is the probability that the first does.

    ``answers`` says whether the confidence is over the threshold, or a bare search found all its words.
    """

    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0
    answers: bool = False


class FirstStage(NamedTuple):
    """What the first stage found: ``contents`` best first with their ``scores``; what it learnt of the words.

    ``rarity`` is the IDF of each term that the collection holds, ``stand_ins`` the terms put in a word's place,
    ``indexed`` where it looked.
    """

    words: tuple[Word, ...]
    folded: str
    languages: Sequence[str]
    contents: NDArray[np.int64]
    scores: NDArray[np.float64]
    rarity: Mapping[str, float]
    stand_ins: Mapping[str, Sequence[str]]
    documents: int
    indexed: Index


def rank(
    connection: Connection,
    collection_id: int,
    question: str,
    *,
    content_ids: NDArray[Any] | None = None,
    limit: int = 3,
) -> Ranking:
    """Ranks the collection's contents, or only ``content_ids``, for ``question``: at most ``limit`` hits (up to 50).

    The hits are there whatever the confidence; empty only where no content holds a word of the question.
    """
    from index.ranking.rerank import rerank

    first = first_stage(connection, collection_id, question, content_ids=content_ids)
    if not len(first.contents) or limit < 1:
        return Ranking()
    asked, candidates = second_look(connection, collection_id, first)
    second = rerank(asked, candidates)
    hits = tuple(
        Hit(
            content_id=int(first.contents[at]),
            score=second.scores[at],
            highlight=candidates.span(second.sentences[at]),
        )
        for at in second.order[:limit]
    )
    # Two or three bare words are looked for, rather than a question asked.
    marked = question.rstrip().endswith((*QUESTION_MARKS, *OTHER_QUESTION_MARKS))
    bare = len(question.split()) <= _BARE and not asked.answer_types and not marked
    answers = second.confidence >= THRESHOLD or (bare and second.complete)
    return Ranking(hits=hits, confidence=second.confidence, answers=answers)


def second_look(connection: Connection, collection_id: int, first: FirstStage) -> tuple[Question, Candidates]:
    """What the second stage works on: the question with what the first stage learnt, and the candidates' arrays."""
    from index.ranking.features.candidates import decode_candidates
    from index.ranking.query.query import build_question

    highest = float(np.log(first.documents + 1))
    asked = build_question(first.words, first.folded, first.rarity, highest, first.stand_ins, first.languages)
    ids = first.contents.tolist()
    held = (postings if first.indexed.whole else legacy_index).views(connection, collection_id, ids)
    articles = oldest_articles(connection, collection_id, ids)
    blobs, where = [held[each] for each in ids], [articles[each] for each in ids]
    return asked, decode_candidates(asked, blobs, first.scores, where)


def first_stage(
    connection: Connection,
    collection_id: int,
    question: str,
    *,
    content_ids: NDArray[Any] | None = None,
    count: int = CANDIDATES,
) -> FirstStage:
    """The ``count`` best contents by BM25+ over the postings of the question's words, stop words counting less."""
    held = reader.about(connection, collection_id)
    size, index = held.size, held.indexed
    question = question[:_LONGEST_QUESTION]
    languages = likely(question, held.languages)
    words, folded = read_words(question, languages)
    words = words[:_MOST_WORDS]
    weights = {term: STOP_WEIGHT if word.stop else 1.0 for word in reversed(words) for term in word.terms}
    if index.current:
        common = _common(words) if size.documents > tuning_of(connection).large else frozenset()
        found, skipped = _read(connection, held, list(weights), common)
    else:
        found, skipped = reader.as_scored(legacy_index.read(connection, index.id, words), size), []
    replaced = {
        word.text: near
        for word in words
        if not word.stop and found.keys().isdisjoint(word.terms)
        if (near := _stand_ins(connection, index.id, word.terms[0]))
    }
    if replaced:
        replacing = [term for near in replaced.values() for term in near if term not in found]
        found |= _read(connection, held, replacing)[0]
    counts = [weights.get(term, _STAND_IN_WEIGHT) for term in found]
    contents, scores = bm25.top(list(found.values()), count, weights=counts, within=content_ids, below=held.below)
    rarity = {
        term: bm25.inverse_document_frequency(size.documents, len(entry.contents)) for term, entry in found.items()
    }
    return FirstStage(
        words=words,
        folded=folded,
        languages=languages,
        contents=contents,
        scores=scores,
        rarity=rarity | dict.fromkeys(skipped, 0.0),
        stand_ins=replaced,
        documents=size.documents,
        indexed=index,
    )


def _read(
    connection: Connection, held: CachedCollection, terms: Sequence[str], common: frozenset[str] = frozenset()
) -> tuple[dict[str, bm25.ScoredPostings], list[str]]:
    """The terms' postings, and those of ``common`` that too large a part of the collection holds."""
    keys = {term_hash(term): term for term in terms}
    sparing = [key for key, term in keys.items() if term in common] if common else ()
    found, skipped = reader.weighed(connection, held, list(keys), sparing, _COMMON * held.size.documents)
    return {keys[key]: entry for key, entry in found.items()}, [keys[key] for key in skipped]


def _common(words: Sequence[Word]) -> frozenset[str]:
    """The stop words, which need not be looked for unless the question has no other words."""
    others = {term for word in words if not word.stop for term in word.terms}
    stops = (term for word in words if word.stop for term in word.terms)
    return frozenset(term for term in stops if term not in others) if others else frozenset()


def _stand_ins(connection: Connection, index_id: int, term: str) -> list[str]:
    if not slips(term):
        return []
    # Most slips leave the first two letters alone or swap them; a short word has no letters to lose but these.
    beginnings = {term[:1]} if len(term) < _SHORT else {term[:2], term[1] + term[0]}
    return stand_ins(term, [word for start in beginnings for word in postings.words_from(connection, index_id, start)])
