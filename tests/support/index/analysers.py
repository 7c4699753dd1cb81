"""The program as if its analyser were of another version, and the work on what an earlier one indexed, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

import pytest

from index import Library
from index.analysis import tokenizer
from index.indexing import reindex
from index.ranking.query import query as question
from index.store import collections

MOMENT = datetime(2026, 11, 3, tzinfo=UTC)


def _cut_down(letters: int, written: str, language: str) -> tuple[str, str, bool]:
    word = tokenizer.folder(language)(written)
    return word[:letters], word, word in tokenizer.stop_words(language)


@contextmanager
def analyser(version: int) -> Iterator[None]:
    """The program with that version of the analyser: from the second on it cuts words down in another way each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokenizer, "ANALYSER", version)
        if version > 1:
            patch.setattr(tokenizer, "_indexed", partial(_cut_down, 3 + version))
        question._word.cache_clear()
        yield
    question._word.cache_clear()


def piece(library: Library, name: str = "c") -> bool:
    """The next short transaction of the work on a collection."""
    with library.database.read() as connection:
        row = collections.find(connection, name)
    return row is not None and reindex._piece(library.database, row.id, MOMENT)
