"""Contents: paragraphs' texts, stored once for all occurrences, and how paragraphs are read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Integer, Row, bindparam, delete, func, select, update

from index.analysis.sentences.segmentation import unpack
from index.dedup.compare.verdict import Verdict, VerdictKind
from index.dedup.fingerprints import sketch
from index.dedup.judge import Judgement, elect_representatives
from index.models import Span
from index.store import sql
from index.store.contents.visibility import ABANDONED, FINGERPRINT
from index.store.schema import collection, content, occurrence, owned

_COLUMNS = tuple(column.name for column in content.columns)
_NUMBER = select(func.count()).where(
    owned(occurrence, bindparam("owner", type_=Integer), article_id=bindparam("article", type_=Integer)),
    occurrence.c.position <= bindparam("position", type_=Integer),
    occurrence.c.is_repeat == 0,
)
_CHANGES = select(content.c.id, content.c.representative_id).where(
    owned(content, bindparam("owner"), verdict=int(VerdictKind.CHANGED)),
    content.c.id.in_(bindparam("some", expanding=True)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredParagraph:
    """A paragraph as it stands in one article: ``span`` in its text, ``sentences`` within ``text``.

    ``representative_id`` is the content of which this one is a near-duplicate, if any; ``verdict`` is what the
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
        """The content that this paragraph counts as when repeats are left out."""
        return self.content_id if self.representative_id is None else self.representative_id


def known(
    connection: Connection, collection_id: int, fingerprints: Sequence[bytes], suffixes: Sequence[bytes] = ()
) -> dict[bytes, int]:
    """The ids of stored contents, by fingerprint; ``suffixes`` are those of jobs."""
    found: dict[bytes, int] = {}
    for suffix in (b"", *suffixes):
        listed = [each + suffix for each in dict.fromkeys(fingerprints)]
        for some in sql.batched(listed):
            rows = sql.select(connection, "fingerprint, id FROM content", collection_id, "fingerprint", some)
            found.update((bytes(fingerprint)[:FINGERPRINT], content_id) for fingerprint, content_id in rows)
    return found


def within(connection: Connection, collection_id: int, ids: range, most: int) -> list[int]:
    """The members of ``ids`` that are contents, at most ``most``, ascending."""
    mine = (owned(content, collection_id), content.c.id.between(ids.start, ids.stop - 1))
    return list(connection.scalars(select(content.c.id).where(*mine).order_by(content.c.id).limit(most)))


def texts(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, str]:
    """Contents' texts by id; unknown ids, and those of abandoned contents, are absent."""
    found: dict[int, str] = {}
    for some in sql.batched(ids):
        # Literal numbers: hundreds of bound parameters take longer than the look-up itself.
        where = f"collection_id = {int(collection_id)} AND id IN ({','.join(map(str, map(int, some)))})"
        where += f" AND length(fingerprint) < {ABANDONED}"
        found.update(connection.exec_driver_sql(f"SELECT id, text FROM content WHERE {where}").fetchall())
    return found


def written(connection: Connection, collection_id: int, content_id: int) -> tuple[str, str] | None:
    """The text and the language of a content; None where there is no such content."""
    found = sql.select(connection, "text, language FROM content", collection_id, "id", [content_id])
    return (found[0][0], found[0][1]) if found else None


def add(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Stores contents, as values in the order of the table's columns."""
    sql.insert(connection, "content", _COLUMNS, rows)


def of_article(connection: Connection, collection_id: int, article_id: int) -> list[StoredParagraph]:
    """The article's paragraphs in order, without repeats inside it."""
    query = _paragraphs(collection_id).where(occurrence.c.article_id == article_id, occurrence.c.is_repeat == 0)
    return list(_stored(connection.execute(query.order_by(occurrence.c.position))))


def openings(connection: Connection, collection_id: int, ids: Sequence[int], paragraphs: int) -> dict[int, str]:
    """The first few paragraphs of each of these articles, as one text each."""
    found: dict[int, list[str]] = {}
    query = _paragraphs(collection_id).where(occurrence.c.article_id.in_(ids), occurrence.c.position < paragraphs)
    for each in _stored(connection.execute(query.order_by(occurrence.c.article_id, occurrence.c.position))):
        found.setdefault(each.article_id, []).append(each.text)
    return {article_id: "\n".join(texts) for article_id, texts in found.items()}


def occurrences(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> list[StoredParagraph]:
    """The first occurrence of these contents in each article, oldest article first."""
    parts = (
        connection.execute(_OCCURRENCES, {"owner": collection_id, "some": some}) for some in sql.batched(content_ids)
    )
    # Sorted here: asked for this order, SQLite reads all of the collection's occurrences by their key.
    return sorted((each for rows in parts for each in _stored(rows)), key=lambda each: (each.article_id, each.position))


def relatives(connection: Connection, collection_id: int, roots: Sequence[int]) -> dict[int, int]:
    """For each content that counts as one of ``roots`` (these included), its root."""
    return {root: root for root in roots} | _duplicates(connection, collection_id, content.c.representative_id, roots)


def count(connection: Connection, collection_id: int) -> int:
    """How many contents the collection holds, without those that nobody may see yet."""
    return connection.scalar(select(collection.c.documents).where(collection.c.id == collection_id)) or 0


def roots(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, int]:
    """For each content its root: the representative of a duplicate, or else the content itself."""
    return {each: each for each in ids} | _duplicates(connection, collection_id, content.c.id, ids)


def _duplicates(
    connection: Connection, collection_id: int, column: ColumnElement[int | None], values: Sequence[int]
) -> dict[int, int]:
    """The representatives, by content id, of the duplicates whose ``column`` is one of ``values``."""
    query = select(content.c.id, content.c.representative_id)
    query = query.where(owned(content, collection_id, verdict=int(VerdictKind.DUPLICATE)))
    return {row.id: row.representative_id for row in sql.among(connection, query, column, values)}


def changes(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, int]:
    """For each of these contents that changes a stored one in a detail, that one's id."""
    parts = (connection.execute(_CHANGES, {"owner": collection_id, "some": some}) for some in sql.batched(ids))
    return {row.id: row.representative_id for rows in parts for row in rows}


def holders(connection: Connection, collection_id: int, ids: Sequence[int], most: int) -> dict[int, list[int]]:
    """For each root the articles that hold it or one of its duplicates, at most ``most``, newest first."""
    found: dict[int, set[int]] = {}
    same = relatives(connection, collection_id, ids)
    query = select(occurrence.c.content_id, occurrence.c.article_id).where(owned(occurrence, collection_id)).distinct()
    for row in sql.among(connection, query, occurrence.c.content_id, list(same)):
        found.setdefault(same[row.content_id], set()).add(row.article_id)
    return {root: sorted(held, reverse=True)[:most] for root, held in found.items()}


def remove(connection: Connection, collection_id: int, ids: Sequence[int]) -> None:
    """Deletes contents' rows; their postings and sketches must be gone already."""
    for some in sql.batched(ids):
        connection.execute(delete(content).where(owned(content, collection_id), content.c.id.in_(some)))


def reelected(
    connection: Connection, collection_id: int, gone: Sequence[int], hidden: Sequence[range] = ()
) -> dict[int, tuple[int, ...]]:
    """Gives new representatives to the duplicates and changes of contents that are gone, except ``hidden`` ids.

    Returns the sketches, by content id, of those that are no longer duplicates and must be findable again.
    """
    children: dict[int, dict[int, str]] = {}
    changed: list[int] = []
    query = select(content.c.id, content.c.representative_id, content.c.verdict, content.c.text)
    query = query.where(owned(content, collection_id), func.length(content.c.fingerprint) < ABANDONED)
    for row in sql.among(connection, query.order_by(content.c.id), content.c.representative_id, gone):
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
            .where(owned(content, collection_id, id=child))
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


def oldest_places(
    connection: Connection, collection_id: int, content_ids: Sequence[int]
) -> dict[int, tuple[int, int, str]]:
    """For each content its oldest article, its position there (from 0) and its language.

    A content that occurs nowhere gets an article of its own with a negative number.
    """
    languages = dict(sql.select(connection, "id, language FROM content", collection_id, "id", content_ids))
    columns = "content_id, article_id, position FROM occurrence"
    rows = sql.select(connection, columns, collection_id, "content_id", content_ids)
    found = {each: (-each - 1, -1, languages.get(each, "und")) for each in content_ids}
    # Descending, so that the oldest article of a content comes last and stays.
    return found | {each: (article, at, languages[each]) for each, article, at in sorted(rows, reverse=True)}


def within_articles(
    connection: Connection, collection_id: int, content_ids: Sequence[int], articles: Sequence[int]
) -> frozenset[int]:
    """The contents that occur in any of the articles."""
    rows = sql.select(connection, "content_id, article_id FROM occurrence", collection_id, "content_id", content_ids)
    return frozenset(content_id for content_id, article in rows if article in articles)


def not_in(connection: Connection, collection_id: int, language: str) -> dict[int, str]:
    """The contents in another language than ``language``, each with its own."""
    mark = sql.mark(connection)
    statement = f"SELECT id, language FROM content WHERE collection_id = {mark} AND language <> {mark}"
    return dict(sql.rows(connection, statement, (collection_id, language)))


def number(connection: Connection, collection_id: int, article_id: int, position: int) -> int:
    """The number, from 1 and without repeats, of the article's paragraph at ``position``."""
    found = sql.query(connection, _NUMBER, owner=collection_id, article=article_id, position=position)
    return int(found[0][0])


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
        .where(owned(occurrence, collection_id))
    )


_OCCURRENCES = _paragraphs(bindparam("owner", type_=Integer)).where(
    occurrence.c.content_id.in_(bindparam("some", expanding=True)) & (occurrence.c.is_repeat == 0)
)


def _stored(rows: Iterable[Row[Any]]) -> Iterator[StoredParagraph]:
    for row in rows:
        yield StoredParagraph(
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
