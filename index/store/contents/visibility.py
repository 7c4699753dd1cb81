"""Contents that do not go by their fingerprint: what is written before anybody may see it, what nobody holds any more.

Something is appended to the fingerprint, so that the same paragraph can be written again beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from index.store import sql
from index.store.schema import content, owned

# A fingerprint's length; a longer one has a suffix (jobs.Job.suffix), the longest ones are of abandoned contents.
FINGERPRINT = 16
ABANDONED = 25


def strip_suffixes(connection: Connection, collection_id: int, ids: range, most: int) -> bool:
    """Takes the suffixes off at most ``most`` of these contents' fingerprints; whether any may be left."""
    query = select(content.c.id, content.c.fingerprint).where(
        owned(content, collection_id),
        content.c.id.between(ids.start, ids.stop - 1),
        func.length(content.c.fingerprint).between(FINGERPRINT + 1, ABANDONED - 1),
    )
    found = connection.execute(query.limit(most)).all()
    _rewrite(connection, [(row.fingerprint[:FINGERPRINT], collection_id, row.id) for row in found])
    return len(found) == most


def abandon(connection: Connection, collection_id: int, ids: Sequence[int]) -> None:
    """Makes contents that no article holds any more unknown to everybody; their rows are left for later."""
    what = "fingerprint, id FROM content"
    rows = [row for some in sql.batched(ids) for row in sql.select(connection, what, collection_id, "id", some)]
    # Each in its own way: the same paragraph may come and go again before the row is deleted.
    marked = [(bytes(mine)[:FINGERPRINT] + b"\0" + each.to_bytes(8, "big"), collection_id, each) for mine, each in rows]
    _rewrite(connection, marked)


def abandoned(connection: Connection, collection_id: int, ids: range, most: int) -> list[int]:
    """Which of these ids are of contents that were abandoned, at most ``most``, the newest first."""
    gone = (content.c.id.between(ids.start, ids.stop - 1), func.length(content.c.fingerprint) == ABANDONED)
    query = select(content.c.id).where(owned(content, collection_id), *gone).order_by(content.c.id.desc())
    return list(connection.scalars(query.limit(most)))


def _rewrite(connection: Connection, rows: Sequence[tuple[bytes, int, int]]) -> None:
    """Gives contents other fingerprints: (fingerprint, collection id, content id) each."""
    kinds = {"fingerprint": "bytea", "collection_id": "int", "id": "int"}
    sql.rewrite(connection, "content", "fingerprint", kinds, rows)
