"""Loads models, word lists and weights in advance: loading them at first use takes a second."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from index.models import Scope
from index.search import follow_ups, passages

if TYPE_CHECKING:
    from index.library import Library

_NAME = "warming"
_TEXT = """The harbour stays closed until Monday, the council said. Ferries leave from the old pier.

Eighty people came to a meeting about it in March, and 12 of them spoke."""
_QUESTION = "Who closed the harbour?"


class _Enough(Exception):
    """Rolls back the transaction of the warm-up."""


def warm(library: Library) -> None:
    """Adds an article and asks a question of it, in a transaction that is rolled back, so that nobody sees it.

    Loads the encoder, too, if there is one. Raises StorageError.
    """
    query = passages.Query(_QUESTION, library._question_vector(_QUESTION))
    plan = library.prepare(collection=_NAME, text=_TEXT)
    with suppress(_Enough), library.transaction() as connection:
        library.add(collection=_NAME, key="", plan=plan, within=connection)
        follow_ups.answer(connection, _NAME, query, Scope(), limit=1)
        raise _Enough
