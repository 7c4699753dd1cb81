"""Contents that do not go by their fingerprint: what is written before anybody may see it, what nobody holds any more.

Something is appended to the fingerprint, so that the same paragraph can be written again beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from index.store import sql as driver
from index.store.batches import batched
from index.store.schema import content

# A fingerprint's length; what is longer has a suffix (chores.Job.suffix), what is longest was abandoned.
FINGERPRINT = 16
REMOVED = 25


def strip_suffixes(connection: Connection, collection_id: int, ids: range, most: int) -> bool:
    """Takes what was appended to contents' fingerprints away, of at most so many; whether any may be left."""
    query = select(content.c.id, content.c.fingerprint).where(
        content.c.collection_id == collection_id,
        content.c.id.between(ids.start, ids.stop - 1),
        func.length(content.c.fingerprint).between(FINGERPRINT + 1, REMOVED - 1),
    )
    found = connection.execute(query.limit(most)).all()
    if found:
        mark = driver.mark(connection)
        sql = f"UPDATE content SET fingerprint = {mark} WHERE collection_id = {mark} AND id = {mark}"
        plain = [(row.fingerprint[:FINGERPRINT], collection_id, row.id) for row in found]
        connection.exec_driver_sql(sql, plain)
    return len(found) == most


def abandon(connection: Connection, collection_id: int, ids: Sequence[int]) -> None:
    """Makes contents that no article holds any more unknown to everybody; their rows are left for later."""
    mark = driver.mark(connection)
    what = "fingerprint, id FROM content"
    rows = [row for some in batched(ids) for row in driver.select(connection, what, collection_id, "id", some)]
    # Each in its own way: the same paragraph may come and go again before the row is deleted.
    marked = [(bytes(mine)[:FINGERPRINT] + b"\0" + each.to_bytes(8, "big"), collection_id, each) for mine, each in rows]
    sql = f"UPDATE content SET fingerprint = {mark} WHERE collection_id = {mark} AND id = {mark}"
    if marked:
        connection.exec_driver_sql(sql, marked)


def abandoned(connection: Connection, collection_id: int, ids: range, most: int) -> list[int]:
    """Which of these ids are of contents that were abandoned, at most so many, the newest first."""
    mine = (content.c.collection_id == collection_id, content.c.id.between(ids.start, ids.stop - 1))
    gone = func.length(content.c.fingerprint) == REMOVED
    query = select(content.c.id).where(*mine, gone).order_by(content.c.id.desc())
    return list(connection.scalars(query.limit(most)))
