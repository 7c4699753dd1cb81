"""Tunings by which the smallest article is worked on in pieces, as a book is."""

from __future__ import annotations

from index.store.tuning import Tuning

EVERY_ARTICLE_LONG = Tuning(
    long=0, piece_seconds=0, pause_seconds=0, contents=2, rows=2, pairs=5, orphans=0, removed=2, waiting=9
)
"""Added in as many pieces as can be."""

SMALL_PIECES = Tuning(reindexed_contents=3, reindexed_rows=9, pause_seconds=0, orphans=2, waiting=50)
"""Analysed anew in as many pieces as can be."""

THREE_PARAGRAPHS_A_BOOK = Tuning(orphans=0, paragraphs=1, removed=1)
"""Forgotten as if three paragraphs were a book."""

LITTLE_AT_ONCE = Tuning(piece_seconds=0)
"""A transaction writes as little of a long article as it can, not what this machine can in a moment."""
