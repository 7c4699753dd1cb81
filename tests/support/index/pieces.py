"""Limits so low that the smallest article is worked on in pieces, as a book is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from index.indexing import forget, maintenance, reindex, removal, staging
from index.store.postings import write_buffer


@contextmanager
def every_article_long() -> Iterator[None]:
    """As many pieces as can be."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("LONG", "PIECE_SECONDS", "PAUSE_SECONDS"):
            patch.setattr(staging, name, 0)
        for name in ("CONTENTS", "ROWS"):
            patch.setattr(staging, name, 2)
        patch.setattr(staging, "PAIRS", 5)
        patch.setattr(removal, "SOON", 0)
        patch.setattr(maintenance, "REMOVED", 2)
        patch.setattr(write_buffer, "_WAITING", 9)
        yield


@contextmanager
def small_pieces() -> Iterator[None]:
    """As many pieces as can be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reindex, "CONTENTS", 3)
        patch.setattr(reindex, "ROWS", 9)
        patch.setattr(reindex, "PAUSE_SECONDS", 0)
        patch.setattr(removal, "SOON", 2)
        patch.setattr(write_buffer, "_WAITING", 50)
        yield


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if three paragraphs were a book."""
    monkeypatch.setattr(removal, "SOON", 0)
    monkeypatch.setattr(forget, "PARAGRAPHS", 1)
    monkeypatch.setattr(maintenance, "REMOVED", 1)
