"""In which article a content stands: what the second stage asks of all its candidates at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from index.store import sql


def articles(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> dict[int, int]:
    """The oldest article of each content; one that stands in none has a number of its own, below zero."""
    columns = "content_id, article_id FROM occurrence"
    rows = sql.select(connection, columns, collection_id, "content_id", content_ids)
    found = {content_id: -content_id - 1 for content_id in content_ids}
    for content_id, article_id in sorted(rows, reverse=True):
        found[content_id] = article_id
    return found
