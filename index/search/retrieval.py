"""Ranks the contents in scope by how well they answer a question, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.codec import term_hash
from index.analysis.language import likely
from index.analysis.scripts import OTHER_QUESTION_MARKS, QUESTION_MARKS
from index.analysis.tokenizer import stop_words
from index.models import Span
from index.ranking import bm25
from index.ranking.query.fuzzy import slips, stand_ins
from index.ranking.query.query import STOP_WEIGHT, read_words
from index.search import legacy_index, meaning
from index.search.tone.evidence import lacks
from index.search.tone.tone import is_sure, may_answer
from index.store.contents import contents
from index.store.postings import postings, reader
from index.store.postings.cache import CachedCollection
from index.store.tuning import tuning_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from index.ranking.features.answer_features import Similarity
    from index.ranking.features.candidates import Candidates
    from index.ranking.query.query import Question, Word
    from index.store.postings.generations import Index

CANDIDATES: Final = 50
"""Candidates for the second stage: by words, hardly one right paragraph in a thousand is found beyond them."""

NEAREST: Final = 20
"""Further candidates, the nearest in meaning: they include paragraphs that answer in other words."""

# Characters read of a question: nobody types more, and a longer one asks in its beginning.
_LONGEST_QUESTION: Final = 1000
_MOST_WORDS: Final = 64
# The weight of a term that replaces one the collection does not hold.
_STAND_IN_WEIGHT: Final = 0.5
_SHORT: Final = 6
_BARE: Final = 3
# A stop word in more than this share of a large collection says nothing and costs most to read.
_COMMON: Final = 0.2
# The first stage's best contents, all of which must have a vector. A new article that answers by its words is among
# them; without a vector it would seem unlikely.
_BEST: Final = 3
# With this many contents in a language, its average cosine counts by half.
_FEW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A content that may answer; ``highlight`` is the answering sentence's range within the content's text."""

    content_id: int
    score: float
    highlight: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Hits, best first, whether or not anything answers.

    ``confidence`` is the probability that the first hit's sentence answers, ``answered`` that anything in scope does.
    ``answers`` says whether something may answer, ``sure`` whether the first hit does: by these probabilities, or
    because a bare search found all its words; but never if its sentence lacks the number, time or price that is asked
    for, nor if the question has only function words and asks for no kind of answer. ``favoured``: the first hit leads
    only because its article is talked about.
    """

    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0
    answered: float = 0.0
    answers: bool = False
    sure: bool = False
    favoured: bool = False


class Nearness(NamedTuple):
    """The question's ``vector`` ``(384,) float32``, and the cosines of the paragraphs in scope with it.

    ``cosines`` ``(candidates,) float64`` are NaN where there is no vector; the ``shift`` ``(candidates,) float64`` of
    each one's language is already subtracted. ``mean`` and ``spread`` are those of all cosines in scope.
    """

    vector: NDArray[np.float32]
    cosines: NDArray[np.float64]
    shift: NDArray[np.float64]
    mean: float
    spread: float


class FirstStage(NamedTuple):
    """What the first stage found: ``contents``, best first, with their ``scores``; and what it learnt about the words.

    ``rarity`` is the IDF of each term that the collection holds, ``stand_ins`` the terms that replace a word,
    ``indexed`` the index searched, ``below`` an upper bound of the contents' ids (exclusive). ``nearness`` is set once
    there is a vector.
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
    below: int
    nearness: Nearness | None = None

    def function_words(self) -> frozenset[str]:
        """Function words of the question's languages: in a question of nothing else they count, but name nothing."""
        return _function_words(self.languages)


def rank(
    connection: Connection,
    collection_id: int,
    question: str,
    *,
    content_ids: NDArray[Any] | None = None,
    limit: int = 3,
    vector: NDArray[np.float32] | None = None,
    recent: Sequence[int] = (),
    lenient: bool = False,
) -> Ranking:
    """Ranks the collection's contents, or only ``content_ids``, for ``question``: at most ``limit`` hits (up to 70).

    ``vector`` is the question's, ``(384,) float32`` of unit length; without it, words alone decide. ``recent`` are the
    articles talked about now: a question that names nothing is about them. ``lenient`` lowers the threshold for a
    possible answer. Hits are returned whatever the confidence. There are none only if the question has no word, or no
    content holds one or is near in meaning.
    """
    from index.ranking.confidence import probability
    from index.ranking.rerank import rerank

    first = first_stage(connection, collection_id, question, content_ids=content_ids)
    # Dots or an emoji have a vector, too, and some content is always nearest to it.
    if vector is not None and first.words:
        first = with_nearest(connection, collection_id, first, vector, content_ids)
    if not len(first.contents) or limit < 1:
        return Ranking()
    asked, candidates, similarity = second_look(connection, collection_id, first, recent)
    second = rerank(asked, candidates, similarity)
    hits = tuple(
        Hit(
            content_id=int(first.contents[at]),
            score=second.scores[at],
            highlight=candidates.span(second.sentences[at]),
        )
        for at in second.order[:limit]
    )
    # Two or three bare words are a search rather than a question.
    marked = question.rstrip().endswith((*QUESTION_MARKS, *OTHER_QUESTION_MARKS))
    bare = len(question.split()) <= _BARE and not asked.answer_types and not marked
    sure = is_sure(second) or (bare and second.complete)
    if second.favoured and not _known(asked):
        # Articles talked about attract every question, even one about something else altogether.
        sure = False
    if not asked.answer_types and first.function_words().issuperset(word.text for word in first.words):
        # "And before that?" finds whatever has its words.
        sure = False
    lacking = sure and _lacking(connection, collection_id, asked.answer_types, question, hits[0])
    return Ranking(
        hits=hits,
        confidence=probability(second.right),
        answered=probability(second.answered),
        answers=sure or may_answer(second, lenient=lenient),
        sure=sure and not lacking,
        favoured=second.favoured,
    )


def _lacking(connection: Connection, collection_id: int, asked: int, question: str, hit: Hit) -> bool:
    """Whether the hit's sentence lacks what the question asks for: it may be on the subject, but does not answer."""
    written = contents.written(connection, collection_id, hit.content_id) if asked else None
    return written is not None and lacks(asked, question, hit.highlight.of(written[0]), written[1])


def _known(asked: Question) -> bool:
    """Whether the collection holds any word that says what the question is about, or the question has none."""
    telling = [known for word, known in zip(asked.words, asked.known, strict=True) if not (word.stop or word.asks)]
    return not telling or any(telling)


def second_look(
    connection: Connection, collection_id: int, first: FirstStage, recent: Sequence[int] = ()
) -> tuple[Question, Candidates, Similarity | None]:
    """The second stage's input: the question with what the first stage learnt, the candidates, and their similarity.

    ``recent`` are the articles talked about now.
    """
    from index.ranking.features.candidates import Place, decode_candidates
    from index.ranking.query.query import build_question

    highest = float(np.log(first.documents + 1))
    asked = build_question(first.words, first.folded, first.rarity, highest, first.stand_ins, first.languages)
    ids = first.contents.tolist()
    held = (postings if first.indexed.whole else legacy_index).views(connection, collection_id, ids)
    places = contents.oldest_places(connection, collection_id, ids)
    talked_about = contents.within_articles(connection, collection_id, ids, recent) if recent else frozenset()
    candidates = decode_candidates(
        asked,
        [held[each] for each in ids],
        first.scores,
        [
            Place(article, position == 0, each in talked_about, language in first.languages)
            for each, (article, position, language) in zip(ids, map(places.__getitem__, ids), strict=True)
        ],
    )
    return asked, candidates, _similarity(connection, collection_id, first, candidates)


def _similarity(
    connection: Connection, collection_id: int, first: FirstStage, candidates: Candidates
) -> Similarity | None:
    from index.ranking.features.answer_features import Similarity

    if first.nearness is None:
        return None
    near, ids = first.nearness, first.contents.tolist()
    held = meaning.sentence_similarities(connection, collection_id, ids, near.vector)
    sentences = np.full(candidates.sentences, np.nan)
    for content_id, start in zip(ids, candidates.first.tolist(), strict=True):
        of_content = held.get(content_id, ())
        sentences[start : start + len(of_content)] = of_content
    return Similarity(near.cosines, sentences - near.shift[candidates.owner], near.mean, near.spread)


def with_nearest(
    connection: Connection,
    collection_id: int,
    first: FirstStage,
    vector: NDArray[np.float32],
    content_ids: NDArray[Any] | None = None,
) -> FirstStage:
    """The first stage's contents followed by the ``NEAREST`` in meaning, with the nearness of all of them.

    Returns ``first`` unchanged if most of its contents, or one of the best, have no vector yet: words alone rank what
    cannot be compared.
    """
    ids, cosines = meaning.similar(connection, collection_id, vector, content_ids)
    # Contents being added right now are not visible yet; and one damaged vector must not spoil the averages.
    seen = (ids < first.below) & np.isfinite(cosines)
    ids, cosines = ids[seen], cosines[seen]
    shift = _language_shift(connection, collection_id, ids, cosines)
    cosines = cosines - shift
    found = np.isin(first.contents, ids)
    if not len(ids) or 2 * found.sum() < len(found) or not found[:_BEST].all():
        return first
    nearest = ids[np.argsort(-cosines, kind="stable")[:NEAREST]]
    looked_at = np.concatenate([first.contents, nearest[~np.isin(nearest, first.contents)]])
    slot = np.minimum(np.searchsorted(ids, looked_at), len(ids) - 1)
    there = ids[slot] == looked_at
    return first._replace(
        contents=looked_at,
        scores=np.concatenate([first.scores, np.zeros(len(looked_at) - len(first.scores))]),
        nearness=Nearness(
            vector,
            np.where(there, cosines[slot], np.nan),
            np.where(there, shift[slot], 0.0),
            float(cosines.mean()),
            float(cosines.std()),
        ),
    )


def _language_shift(
    connection: Connection, collection_id: int, ids: NDArray[np.int64], cosines: NDArray[np.float32]
) -> NDArray[np.float32]:
    """For each id, how much its language's mean cosine exceeds that of all contents, ``(ids,) float32``.

    The encoder puts texts in one language nearer together than texts of one meaning in two languages. So a whole
    language may be nearer to a question in a third one, which says nothing about the answer. The mean of few contents
    is unreliable, and counts less.
    """
    shift = np.zeros_like(cosines)
    languages = reader.about(connection, collection_id).languages
    if len(languages) < 2 or not len(ids):
        return shift
    written = np.full(len(ids), languages[0], dtype=object)
    others = contents.not_in(connection, collection_id, languages[0])
    slot = np.minimum(np.searchsorted(ids, list(others)), len(ids) - 1)
    for at, (content_id, language) in zip(slot.tolist(), others.items(), strict=True):
        if ids[at] == content_id:
            written[at] = language
    mean = cosines.mean()
    for language in set(written.tolist()):
        those = written == language
        count = int(those.sum())
        shift[those] = (cosines[those].mean() - mean) * count / (count + _FEW)
    return shift


def first_stage(
    connection: Connection,
    collection_id: int,
    question: str,
    *,
    content_ids: NDArray[Any] | None = None,
    count: int = CANDIDATES,
) -> FirstStage:
    """The ``count`` best contents by BM25+ over the postings of the question's words; stop words count less."""
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
        if (near := _stand_ins(connection, index.id, word.terms[0], held.languages))
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
        below=held.below,
    )


def _read(
    connection: Connection, held: CachedCollection, terms: Sequence[str], common: frozenset[str] = frozenset()
) -> tuple[dict[str, bm25.ScoredPostings], list[str]]:
    """The terms' postings, and the terms of ``common`` that too large a share of the collection holds."""
    keys = {term_hash(term): term for term in terms}
    sparing = [key for key, term in keys.items() if term in common] if common else ()
    found, skipped = reader.weighed(connection, held, list(keys), sparing, _COMMON * held.size.documents)
    return {keys[key]: entry for key, entry in found.items()}, [keys[key] for key in skipped]


def _common(words: Sequence[Word]) -> frozenset[str]:
    """The stop words' terms, which may be skipped unless the question has no other words."""
    others = {term for word in words if not word.stop for term in word.terms}
    stops = (term for word in words if word.stop for term in word.terms)
    return frozenset(term for term in stops if term not in others) if others else frozenset()


def _function_words(languages: Iterable[str]) -> frozenset[str]:
    """The stop words of all these languages."""
    return frozenset().union(*map(stop_words, languages))


def _stand_ins(connection: Connection, index_id: int, term: str, languages: Iterable[str]) -> list[str]:
    """The terms of the index that ``term`` may be a misspelling of, without the stop words of its ``languages``.

    Nearly every paragraph holds a stop word, so nobody searches for one by misspelling a content word.
    """
    if not slips(term):
        return []
    # Most slips keep the first two letters or swap them; in a short word the second letter may be the slip.
    beginnings = {term[:1]} if len(term) < _SHORT else {term[:2], term[1] + term[0]}
    stops = _function_words(languages)
    held = (word for start in beginnings for word in postings.words_from(connection, index_id, start))
    return stand_ins(term, [word for word in held if word not in stops])
