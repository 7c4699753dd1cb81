"""Cosines between a question's vector and a collection's: of all its paragraphs, or of the candidates' sentences.

A content whose vector is not made yet is absent from both; its words still find it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from index.meaning.encoder import Encoder
from index.meaning.quantised import SIZE, similarities
from index.store.vectors import reader


def similar(
    connection: Connection,
    collection_id: int,
    vector: NDArray[np.float32],
    content_ids: NDArray[np.int64] | None = None,
    *,
    model: int = Encoder.MODEL,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Ids ``(n,) int64``, ascending, of the contents with a vector, and their cosines ``(n,) float32`` with ``vector``.

    ``vector`` is ``(384,) float32``, made by version ``model``. ``content_ids``, if given, limits the contents; it is
    as ``contents_within`` returns it.
    """
    found = reader.read(connection, collection_id, model, content_ids)
    return found.ids, similarities(vector, [found.packed])


def sentence_similarities(
    connection: Connection,
    collection_id: int,
    content_ids: Sequence[int],
    vector: NDArray[np.float32],
    *,
    model: int = Encoder.MODEL,
) -> Mapping[int, NDArray[np.float32]]:
    """The cosines ``(sentences,) float32`` of each content's sentences with ``vector``, in order, by content id.

    A content of more than 64 sentences has only the first 64.
    """
    found = reader.read_sentences(connection, collection_id, model, content_ids)
    # One product for all: separate products would take longer than reading the vectors.
    cosines = similarities(vector, [b"".join(found.values())])
    ends = np.cumsum([len(held) // SIZE for held in found.values()], dtype=np.int64)
    return dict(zip(found, np.split(cosines, ends[:-1]), strict=True)) if found else {}
