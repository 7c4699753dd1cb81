"""A question and a scope to the contents that answer it, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.models import Span
from index.terms import terms
from index.views.packing import pack, unpack
from index.views.terms import term_hash

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What indexing a paragraph needs: ``terms`` as (text, hash, count), ``length`` in terms, packed ``views``."""

    terms: tuple[tuple[str, int, int], ...]
    length: int
    language: str
    views: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A content that may answer; ``highlight`` is the answering sentence's range within the content's text."""

    content_id: int
    score: float
    highlight: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Hits, best first, whether or not anything answers; ``confidence`` is the probability that the first does.

    ``answers`` says whether the confidence is over the threshold.
    """

    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0
    answers: bool = False


def prepare(text: str, language: str, sentences: Sequence[Span]) -> Prepared:
    """Analyses a paragraph once, when it is added; ``sentences`` are spans within ``text``, in order. Pure."""
    found = terms(text, language)
    counts = Counter(token.text for token in found)
    hashes = {term: term_hash(term) for term in counts}
    starts = np.array([token.span.start for token in found], dtype=np.int64)
    arrays: list[NDArray[Any]] = [
        np.array([hashes[token.text] for token in found], dtype="<i8"),
        np.searchsorted(starts, [span.start for span in sentences]).astype("<u4"),
        np.array(sentences, dtype="<u4").reshape(-1),
    ]
    return Prepared(
        terms=tuple((term, hashes[term], count) for term, count in counts.items()),
        length=len(found),
        language=language,
        views=pack(language, len(found), arrays),
    )


def rank(
    connection: Connection,
    collection_id: int,
    question: str,
    *,
    content_ids: NDArray[Any] | None = None,
    limit: int = 3,
) -> Ranking:
    """Ranks the collection's contents, or only ``content_ids``, for ``question``; at most ``limit`` hits."""
    from index import bm25
    from index.store import postings

    spoken = postings.languages(connection, collection_id)
    asked = {term_hash(token.text) for language in spoken for token in terms(question, language)}
    found = postings.read(connection, collection_id, sorted(asked))
    size = postings.statistics(connection, collection_id)
    contents, scores = bm25.score(list(found.values()), size, within=content_ids)
    first = bm25.best(contents, scores, limit)
    views = _views(connection, collection_id, contents[first].tolist())
    hits = tuple(
        Hit(content_id=int(contents[at]), score=float(scores[at]), highlight=_sentence(views[int(contents[at])], asked))
        for at in first
    )
    return Ranking(hits=hits, confidence=0.9 if hits else 0.0, answers=bool(hits))


def _views(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> dict[int, bytes]:
    from sqlalchemy import select

    from index.store.schema import content

    query = select(content.c.id, content.c.views).where(
        content.c.collection_id == collection_id, content.c.id.in_(content_ids)
    )
    return {row.id: row.views for row in connection.execute(query)}


def _sentence(views: bytes, asked: set[int]) -> Span:
    arrays = unpack(views).arrays
    held = np.frombuffer(arrays[0], dtype="<i8")
    spans = np.frombuffer(arrays[2], dtype="<u4").reshape(-1, 2)
    parts = np.split(held, np.frombuffer(arrays[1], dtype="<u4")[1:])
    best = max(range(len(spans)), key=lambda number: (len(asked.intersection(parts[number].tolist())), -number))
    return Span(*spans[best].tolist())
