"""Contents: what is said, stored once for all its occurrences, and how paragraphs are read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Integer, Row, bindparam, delete, func, select, update

from index.analysis.segmentation import unpack
from index.dedup.compare.verdict import Verdict, VerdictKind
from index.dedup.fingerprints import sketch
from index.dedup.judge import Judgement, elect_representatives
from index.models import Span
from index.store import sql as driver
from index.store.batches import batched
from index.store.contents.visibility import FINGERPRINT, REMOVED
from index.store.schema import collection, content, occurrence

_COLUMNS = tuple(column.name for column in content.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A paragraph as it stands in one article: ``span`` in its text, ``sentences`` within ``text``.

    ``representative_id`` is the content that this one is a near-duplicate of, if any; ``verdict`` is what the
    paragraph added when its article came, ``difference`` what it changed then.
    """

    article_id: int
    position: int
    content_id: int
    representative_id: int | None
    text: str
    span: Span
    sentences: tuple[Span, ...]
    language: str
    verdict: VerdictKind
    difference: str | None

    @property
    def root(self) -> int:
        """What this paragraph counts as when repeats are left out."""
        return self.content_id if self.representative_id is None else self.representative_id


def known(
    connection: Connection, collection_id: int, fingerprints: Sequence[bytes], suffixes: Sequence[bytes] = ()
) -> dict[bytes, int]:
    """The ids of contents that are stored already, by fingerprint; ``suffixes`` as chores have them."""
    found: dict[bytes, int] = {}
    mark = driver.mark(connection)
    for suffix in (b"", *suffixes):
        for some in batched(list(dict.fromkeys(fingerprints))):
            sql = f"SELECT fingerprint, id FROM content WHERE collection_id = {mark} AND fingerprint"
            listed = [each + suffix for each in some]
            rows = driver.rows(connection, f"{sql} IN ({driver.marks(connection, some)})", (collection_id, *listed))
            found.update((bytes(fingerprint)[:FINGERPRINT], content_id) for fingerprint, content_id in rows)
    return found


def within(connection: Connection, collection_id: int, ids: range, most: int) -> list[int]:
    """Which of these ids are contents', at most so many, ascending."""
    mine = (content.c.collection_id == collection_id, content.c.id.between(ids.start, ids.stop - 1))
    return list(connection.scalars(select(content.c.id).where(*mine).order_by(content.c.id).limit(most)))


def texts(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, str]:
    """Contents' texts by id; unknown ids, and those of abandoned contents, are absent."""
    found: dict[int, str] = {}
    for some in batched(ids):
        # Numbers written into the statement: hundreds of bound parameters take longer than the look-up itself.
        where = f"collection_id = {int(collection_id)} AND id IN ({','.join(map(str, map(int, some)))})"
        where += f" AND length(fingerprint) < {REMOVED}"
        found.update(connection.exec_driver_sql(f"SELECT id, text FROM content WHERE {where}").fetchall())
    return found


def add(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Stores contents' rows: values in the order of the table's columns."""
    driver.insert(connection, "content", _COLUMNS, rows)


def of_article(connection: Connection, collection_id: int, article_id: int) -> list[Stored]:
    """The article's paragraphs in order, those that repeat an earlier one of it left out."""
    query = _paragraphs(collection_id).where(occurrence.c.article_id == article_id, occurrence.c.is_repeat == 0)
    return list(_read(connection, query.order_by(occurrence.c.position)))


def text_at(connection: Connection, collection_id: int, article_id: int, at: int) -> str:
    """The paragraph in which that code point of the article's text stands; "" if none does."""
    query = _paragraphs(collection_id).where(
        occurrence.c.article_id == article_id, occurrence.c.start <= at, occurrence.c.end > at
    )
    return next((each.text for each in _read(connection, query)), "")


def occurrences(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> list[Stored]:
    """Where these contents stand, first in each article; oldest article first."""
    found: list[Stored] = []
    for some in batched(content_ids):
        found.extend(_stored(driver.typed(connection, _occurrences, owner=collection_id, some=some)))
    return found


def relatives(connection: Connection, collection_id: int, roots: Sequence[int]) -> dict[int, int]:
    """Contents that count as one of ``roots`` (themselves included): root by content id."""
    found = {root: root for root in roots}
    for some in batched(roots):
        query = select(content.c.id, content.c.representative_id).where(
            content.c.collection_id == collection_id,
            content.c.representative_id.in_(some),
            content.c.verdict == VerdictKind.DUPLICATE,
        )
        found.update({row.id: row.representative_id for row in connection.execute(query)})
    return found


def count(connection: Connection, collection_id: int) -> int:
    """How many contents the collection holds, those left out that nobody may see yet."""
    return connection.scalar(select(collection.c.documents).where(collection.c.id == collection_id)) or 0


def roots(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, int]:
    """For each content the one that it counts as: its representative if it is a duplicate, else itself."""
    found = {each: each for each in ids}
    for some in batched(ids):
        query = select(content.c.id, content.c.representative_id).where(
            content.c.collection_id == collection_id, content.c.id.in_(some), content.c.verdict == VerdictKind.DUPLICATE
        )
        found.update({row.id: row.representative_id for row in connection.execute(query)})
    return found


def changes(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, int]:
    """Which of these contents change another stored one in a detail: that one's id, by theirs."""
    found: dict[int, int] = {}
    for some in batched(ids):
        rows = driver.typed(connection, _changes, owner=collection_id, some=some)
        found.update({row.id: row.representative_id for row in rows})
    return found


def holders(connection: Connection, collection_id: int, ids: Sequence[int], most: int) -> dict[int, list[int]]:
    """The newest articles, at most ``most``, in which each root or one of its duplicates stands; newest first."""
    found: dict[int, set[int]] = {}
    same = relatives(connection, collection_id, ids)
    for some in batched(list(same)):
        query = select(occurrence.c.content_id, occurrence.c.article_id).where(
            occurrence.c.collection_id == collection_id, occurrence.c.content_id.in_(some)
        )
        for row in connection.execute(query.distinct()):
            found.setdefault(same[row.content_id], set()).add(row.article_id)
    return {root: sorted(held, reverse=True)[:most] for root, held in found.items()}


def remove(connection: Connection, collection_id: int, ids: Sequence[int]) -> None:
    """Deletes contents' rows; their postings and sketches must be gone already."""
    for some in batched(ids):
        connection.execute(delete(content).where(content.c.collection_id == collection_id, content.c.id.in_(some)))


def reelected(
    connection: Connection, collection_id: int, gone: Sequence[int], hidden: Sequence[range] = ()
) -> dict[int, tuple[int, ...]]:
    """Gives new representatives to the duplicates and changes of contents that are gone; ``hidden`` ids are left alone.

    Returns the sketches, by content id, of those that are no duplicates any more and must be found again.
    """
    children: dict[int, dict[int, str]] = {}
    changed: list[int] = []
    for some in batched(gone):
        query = select(content.c.id, content.c.representative_id, content.c.verdict, content.c.text).where(
            content.c.collection_id == collection_id,
            content.c.representative_id.in_(some),
            func.length(content.c.fingerprint) < REMOVED,
        )
        for row in connection.execute(query.order_by(content.c.id)):
            if any(row.id in ids for ids in hidden):
                continue
            if row.verdict == VerdictKind.DUPLICATE:
                children.setdefault(row.representative_id, {})[row.id] = row.text
            else:
                changed.append(row.id)
    judged = {child: each for texts_ in children.values() for child, each in elect_representatives(texts_).items()}
    judged.update(dict.fromkeys(changed, Judgement(verdict=Verdict(kind=VerdictKind.NEW))))
    for child, each in judged.items():
        difference = each.verdict.difference
        connection.execute(
            update(content)
            .where(content.c.collection_id == collection_id, content.c.id == child)
            .values(
                representative_id=each.representative,
                verdict=int(each.verdict.kind),
                difference=difference.as_json() if difference else None,
            )
        )
    return {
        child: sketch(text)
        for each in children.values()
        for child, text in each.items()
        if judged[child].verdict.kind is not VerdictKind.DUPLICATE
    }


def number(connection: Connection, collection_id: int, article_id: int, position: int) -> int:
    """Which paragraph of its article stands at ``position``, from 1, repeats left out."""
    found = driver.query(connection, _number, owner=collection_id, article=article_id, position=position)
    return int(found[0][0])


def _number() -> Any:
    return select(func.count()).where(
        occurrence.c.collection_id == bindparam("owner", type_=Integer),
        occurrence.c.article_id == bindparam("article", type_=Integer),
        occurrence.c.position <= bindparam("position", type_=Integer),
        occurrence.c.is_repeat == 0,
    )


def _paragraphs(collection_id: int | BindParameter[int]) -> Any:
    return (
        select(
            occurrence.c.article_id,
            occurrence.c.position,
            occurrence.c.content_id,
            occurrence.c.start,
            occurrence.c.end,
            content.c.representative_id,
            content.c.verdict,
            content.c.difference,
            content.c.language,
            occurrence.c.verdict.label("added"),
            func.coalesce(occurrence.c.text, content.c.text).label("text"),
            func.coalesce(occurrence.c.sentences, content.c.sentences).label("sentences"),
        )
        .join(
            content,
            (content.c.collection_id == occurrence.c.collection_id) & (content.c.id == occurrence.c.content_id),
        )
        .where(occurrence.c.collection_id == collection_id)
    )


def _occurrences() -> Any:
    first = occurrence.c.content_id.in_(bindparam("some", expanding=True)) & (occurrence.c.is_repeat == 0)
    order = (occurrence.c.article_id, occurrence.c.position)
    return _paragraphs(bindparam("owner", type_=Integer)).where(first).order_by(*order)


def _changes() -> Any:
    mine = (content.c.collection_id == bindparam("owner")) & content.c.id.in_(bindparam("some", expanding=True))
    return select(content.c.id, content.c.representative_id).where(mine, content.c.verdict == VerdictKind.CHANGED)


def _read(connection: Connection, query: Any) -> Iterator[Stored]:
    return _stored(connection.execute(query))


def _stored(rows: Iterable[Row[Any]]) -> Iterator[Stored]:
    for row in rows:
        yield Stored(
            article_id=row.article_id,
            position=row.position,
            content_id=row.content_id,
            representative_id=row.representative_id if row.verdict == VerdictKind.DUPLICATE else None,
            text=row.text,
            span=Span(row.start, row.end),
            sentences=tuple(unpack(row.sentences)),
            language=row.language,
            verdict=VerdictKind(row.added),
            difference=row.difference if row.added == VerdictKind.CHANGED else None,
        )
