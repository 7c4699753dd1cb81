"""Pieces of work of which none needs another: one that fails keeps none of the others from being done."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from index.errors import StorageError


def each_apart(work: Iterable[Callable[[], object]]) -> None:
    """Does one after the other, and raises the first error in the end.

    Trouble of the database itself is raised at once: the others would only have the same.
    """
    failed: Exception | None = None
    for piece in work:
        try:
            piece()
        except Exception as error:
            if isinstance(error, StorageError) and error.passing:
                raise
            failed = failed or error
    if failed is not None:
        raise failed
