"""The evidence on paragraphs that stand in no database, with the nearness in meaning that a test gives them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.ranking.features.answer_features import Evidence, Similarity
from index.ranking.features.candidates import Place, decode_candidates
from index.ranking.features.match_matrix import match
from index.ranking.query.query import build_question, read_words
from index.ranking.rerank import by_words
from tests.support.index.paragraph_collection import prepared


def similarity(paragraphs: Sequence[float], sentences: Sequence[float], *, spread: float = 0.1) -> Similarity:
    """These cosines, where all paragraphs in scope have 0 on average."""
    return Similarity(np.array(paragraphs, dtype=float), np.array(sentences, dtype=float), 0.0, spread)


def evidence(
    question: str,
    *paragraphs: str,
    near: Similarity | None = None,
    places: Sequence[Place] | None = None,
    unknown: Sequence[str] = (),
) -> Evidence:
    """All words are equally rare; the collection holds each but those ``unknown``."""
    words, folded = read_words(question, ["en"])
    rarity = {term: 2.0 for word in words if word.text not in unknown for term in word.terms}
    asked = build_question(words, folded, rarity, 3.0, {}, ["en"])
    blobs = [prepared(text).encoded for text in paragraphs]
    return by_words(match(asked, decode_candidates(asked, blobs, np.ones(len(blobs)), places)), near)
