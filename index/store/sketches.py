"""Where sketches are kept: which contents share a shingle. Only contents that are no duplicates have rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, text

from index.dedupe import CANDIDATES, SKETCH_SIZE
from index.store.batches import batched
from index.store.schema import content
from index.store.schema import sketch as table

# A shingle that so many contents share tells nothing; it is not stored for further ones, so that no
# question reads more than this many rows a hash.
COMMON = 64


def add(connection: Connection, collection_id: int, content_id: int, sketch: Sequence[int]) -> None:
    """Stores one content's sketch."""
    add_all(connection, collection_id, {content_id: sketch})


def add_all(connection: Connection, collection_id: int, sketches: Mapping[int, Sequence[int]]) -> None:
    """Stores the sketches of many contents, by content id."""
    counts = _counts(connection, collection_id, sorted({value for each in sketches.values() for value in each}))
    rows = []
    for content_id, each in sketches.items():
        for value in each:
            if counts[value] < COMMON:
                counts[value] += 1
                rows.append({"collection_id": collection_id, "hash": value, "content_id": content_id})
    if rows:
        connection.execute(insert(table), rows)


def _counts(connection: Connection, collection_id: int, hashes: Sequence[int]) -> Counter[int]:
    found: Counter[int] = Counter()
    for some in batched(hashes):
        query = text(f"SELECT hash, count(*) FROM sketch WHERE {_HOLDING.format(_listed(some))} GROUP BY hash")
        for value, holders in connection.execute(query, {"collection": collection_id}):
            found[value] = holders
    return found


# Numbers written into the statement: as bound parameters, hundreds of them take longer than the question itself.
_HOLDING = "collection_id = :collection AND hash IN ({})"


def _listed(hashes: Sequence[int]) -> str:
    return ",".join(str(int(value)) for value in hashes)


def remove(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> None:
    """Removes the sketches of these contents; unknown ids do no harm."""
    for some in batched(content_ids):
        connection.execute(delete(table).where(table.c.collection_id == collection_id, table.c.content_id.in_(some)))


def candidates(connection: Connection, collection_id: int, sketch: Sequence[int], limit: int) -> list[int]:
    """The ids of contents that share most of ``sketch``, best first, at most ``limit``."""
    return candidates_all(connection, collection_id, [sketch], limit)[0]


def candidates_all(
    connection: Connection, collection_id: int, sketches: Sequence[Sequence[int]], limit: int
) -> list[list[int]]:
    """The same for many sketches in few statements."""
    holders: dict[int, list[int]] = {}
    for some in batched(sorted({value for each in sketches for value in each})):
        query = text(f"SELECT hash, content_id FROM sketch WHERE {_HOLDING.format(_listed(some))}")
        for value, content_id in connection.execute(query, {"collection": collection_id}):
            holders.setdefault(value, []).append(content_id)
    return [_ranked(each, holders, limit) for each in sketches]


def _ranked(sketch: Sequence[int], holders: Mapping[int, list[int]], limit: int) -> list[int]:
    shared = Counter(content_id for value in sketch for content_id in holders.get(value, ()))
    if len(sketch) >= SKETCH_SIZE:
        # One shingle in common is chance, where there are many.
        shared = Counter({content_id: count for content_id, count in shared.items() if count > 1})
    weights: dict[int, float] = dict.fromkeys(shared, 0.0)
    for value in sketch:
        for content_id in holders.get(value, ()):
            if content_id in weights:
                weights[content_id] += 1 / len(holders[value])
    # A rare shingle says more; the oldest of equals, as ids grow with time.
    return sorted(shared, key=lambda content_id: (-weights[content_id], content_id))[:limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """How ``index.dedupe.judge`` reaches the stored contents of one collection, in the caller's transaction."""

    connection: Connection
    collection_id: int

    def candidates(self, sketches: Sequence[Sequence[int]]) -> list[list[int]]:
        """For each sketch the ids of contents that share most of it, best first."""
        return candidates_all(self.connection, self.collection_id, sketches, CANDIDATES)

    def texts(self, ids: Sequence[int]) -> dict[int, str]:
        """Contents' texts by id; unknown ids are absent."""
        found: dict[int, str] = {}
        for some in batched(ids):
            query = select(content.c.id, content.c.text).where(
                content.c.collection_id == self.collection_id, content.c.id.in_(some)
            )
            found.update({row.id: row.text for row in self.connection.execute(query)})
        return found
