"""Invisible contents: staged ones that nobody may see yet, and abandoned ones that no article holds any more.

A suffix behind the fingerprint hides them, so that the same paragraph can be written again beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from index.store import sql
from index.store.schema import content, owned

# A fingerprint's length; a longer one has a suffix (jobs.Job.suffix), and the longest belong to abandoned contents.
FINGERPRINT = 16
ABANDONED = 25


def strip_suffixes(connection: Connection, collection_id: int, ids: range, most: int) -> bool:
    """Removes the suffixes of at most ``most`` of these contents' fingerprints; returns whether any may be left."""
    query = select(content.c.id, content.c.fingerprint).where(
        owned(content, collection_id),
        content.c.id.between(ids.start, ids.stop - 1),
        func.length(content.c.fingerprint).between(FINGERPRINT + 1, ABANDONED - 1),
    )
    found = connection.execute(query.limit(most)).all()
    _rewrite(connection, [(row.fingerprint[:FINGERPRINT], collection_id, row.id) for row in found])
    return len(found) == most


def abandon(connection: Connection, collection_id: int, ids: Sequence[int]) -> None:
    """Hides contents that no article holds any more; their rows are deleted later."""
    what = "fingerprint, id FROM content"
    rows = [row for some in sql.batched(ids) for row in sql.select(connection, what, collection_id, "id", some)]
    # Each gets a suffix of its own: the same paragraph may come and go again before the row is deleted.
    marked = [(bytes(mine)[:FINGERPRINT] + b"\0" + each.to_bytes(8, "big"), collection_id, each) for mine, each in rows]
    _rewrite(connection, marked)


def abandoned(connection: Connection, collection_id: int, ids: range, most: int) -> list[int]:
    """The members of ``ids`` that are abandoned contents, at most ``most``, newest first."""
    gone = (content.c.id.between(ids.start, ids.stop - 1), func.length(content.c.fingerprint) == ABANDONED)
    query = select(content.c.id).where(owned(content, collection_id), *gone).order_by(content.c.id.desc())
    return list(connection.scalars(query.limit(most)))


def _rewrite(connection: Connection, rows: Sequence[tuple[bytes, int, int]]) -> None:
    """Gives contents other fingerprints: (fingerprint, collection id, content id) each."""
    kinds = {"fingerprint": "bytea", "collection_id": "int", "id": "int"}
    sql.rewrite(connection, "content", "fingerprint", kinds, rows)
