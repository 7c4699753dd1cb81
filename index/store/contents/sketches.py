"""Stored sketches, which tell what contents share a shingle. Duplicates have no rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete

from index.dedup.fingerprints import SKETCH_SIZE
from index.dedup.judge import CANDIDATES
from index.store import sql
from index.store.contents.contents import texts
from index.store.schema import owned
from index.store.schema import sketch as table

# A shingle that this many contents share is not distinctive: further contents are stored without it, and a look-up
# reads at most this many rows of a hash.
COMMON = 64


def add(connection: Connection, collection_id: int, sketches: Mapping[int, Sequence[int]]) -> None:
    """Stores the sketches of contents, by content id."""
    held = _holders(connection, collection_id, sketches.values())
    write(connection, collection_id, rows_of(sketches, {value: len(ids) for value, ids in held.items()}))


def rows_of(sketches: Mapping[int, Sequence[int]], known: Mapping[int, int]) -> list[tuple[int, int]]:
    """The rows (hash, content id) for sketches, given by content id, in the order of the table's key."""
    counts = Counter(known)
    rows = []
    for content_id, each in sketches.items():
        for value in each:
            if counts[value] < COMMON:
                counts[value] += 1
                rows.append((value, content_id))
    return sorted(rows)


def write(connection: Connection, collection_id: int, rows: Sequence[tuple[int, int]]) -> None:
    """Stores what ``rows_of`` made."""
    kinds = {"collection_id": "int", "hash": "bigint", "content_id": "int"}
    sql.pour(connection, "sketch", kinds, [(collection_id, *row) for row in rows])


def _holders(connection: Connection, collection_id: int, sketches: Iterable[Sequence[int]]) -> dict[int, list[int]]:
    """For each hash of these sketches that occurs, the contents that hold it.

    The statement has literal numbers: hundreds of bound parameters take longer than the query itself.
    """
    found: dict[int, list[int]] = {}
    for some in sql.batched(sorted({value for each in sketches for value in each})):
        listed = ",".join(map(str, map(int, some)))
        where = f"collection_id = {int(collection_id)} AND hash IN ({listed})"
        for value, content_id in connection.exec_driver_sql(f"SELECT hash, content_id FROM sketch WHERE {where}"):
            found.setdefault(value, []).append(content_id)
    return found


def remove(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> None:
    """Removes the sketches of these contents; unknown ids do no harm."""
    for some in sql.batched(content_ids):
        connection.execute(delete(table).where(owned(table, collection_id), table.c.content_id.in_(some)))


def _ranked(sketch: Sequence[int], holders: Mapping[int, list[int]]) -> list[int]:
    """The contents that share most of ``sketch``, best first, at most ``CANDIDATES``."""
    shared: Counter[int] = Counter()
    weights: defaultdict[int, float] = defaultdict(float)
    for value in sketch:
        held = holders.get(value, ())
        for content_id in held:
            shared[content_id] += 1
            # A rare shingle is more distinctive.
            weights[content_id] += 1 / len(held)
    # Among many shingles, a single common one may be chance.
    least = 2 if len(sketch) >= SKETCH_SIZE else 1
    found = [content_id for content_id, count in shared.items() if count >= least]
    # Among equals the oldest comes first, since ids grow with time.
    return sorted(found, key=lambda content_id: (-weights[content_id], content_id))[:CANDIDATES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """The stored contents of one collection for ``index.dedup.judge.judge``, in the caller's transaction.

    ``counts`` says how many contents hold each hash that was looked up, which ``rows_of`` needs. ``hidden`` ids
    cannot be representatives.
    """

    connection: Connection
    collection_id: int
    hidden: Sequence[Container[int]] = ()
    counts: dict[int, int] = field(default_factory=dict)

    def candidates(self, sketches: Sequence[Sequence[int]]) -> list[list[int]]:
        """For each sketch the ids of contents that share most of it, best first."""
        holders = _holders(self.connection, self.collection_id, sketches)
        for ids in self.hidden:
            holders = {value: seen for value, held in holders.items() if (seen := [i for i in held if i not in ids])}
        self.counts.update({value: len(ids) for value, ids in holders.items()})
        return [_ranked(each, holders) for each in sketches]

    def texts(self, ids: Sequence[int]) -> dict[int, str]:
        """Contents' texts by id; unknown ids are absent."""
        return texts(self.connection, self.collection_id, ids)
