"""How near what a collection says is to a question's vector: of paragraphs to scan, of sentences of the candidates.

A content without a vector, since none was made yet, is absent from either: its words find it.
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
    """The contents that have a vector, (n,) int64 ascending, and (n,) float32 cosines with ``vector``, (384,) float32.

    Only those of ``content_ids``, if these are given, as ``contents_within`` gives them. ``model`` made the vector.
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
    """By content id the (sentences,) float32 cosines of its sentences, in their order, with ``vector``.

    Of a content of more than 64 sentences these are the first 64.
    """
    found = reader.read_sentences(connection, collection_id, model, content_ids)
    # One product for all: each for itself would take longer than reading them.
    cosines = similarities(vector, [b"".join(found.values())])
    ends = np.cumsum([len(held) // SIZE for held in found.values()], dtype=np.int64)
    return dict(zip(found, np.split(cosines, ends[:-1]), strict=True)) if found else {}
