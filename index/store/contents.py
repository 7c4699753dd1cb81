"""Contents: what is said, stored once for all its occurrences, and how paragraphs are read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from index.models import Span
from index.segment import unpack
from index.store.batches import batched
from index.store.schema import content, occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A paragraph as it stands in one article: ``span`` in its text, ``sentences`` within ``text``.

    ``number`` counts from 1 the paragraphs that are not repeated earlier in the same article.
    ``elder_id`` is the content that this one is a near-duplicate of, if any.
    """

    article_id: int
    position: int
    content_id: int
    elder_id: int | None
    text: str
    span: Span
    sentences: tuple[Span, ...]
    language: str

    @property
    def root(self) -> int:
        """What this paragraph counts as when repeats are left out."""
        return self.content_id if self.elder_id is None else self.elder_id


def known(connection: Connection, collection_id: int, fingerprints: Sequence[bytes]) -> dict[bytes, int]:
    """The ids of contents that are stored already, by fingerprint."""
    found: dict[bytes, int] = {}
    for some in batched(list(dict.fromkeys(fingerprints))):
        query = select(content.c.fingerprint, content.c.id).where(
            content.c.collection_id == collection_id, content.c.fingerprint.in_(some)
        )
        found.update({row.fingerprint: row.id for row in connection.execute(query)})
    return found


def texts(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, str]:
    """Contents' texts by id; unknown ids are absent."""
    found: dict[int, str] = {}
    for some in batched(ids):
        query = select(content.c.id, content.c.text).where(
            content.c.collection_id == collection_id, content.c.id.in_(some)
        )
        found.update({row.id: row.text for row in connection.execute(query)})
    return found


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Stores contents' rows."""
    if rows:
        connection.execute(insert(content), list(rows))


def of_article(connection: Connection, collection_id: int, article_id: int) -> list[Stored]:
    """The article's paragraphs in order, those that repeat an earlier one of it left out."""
    query = _paragraphs(collection_id).where(occurrence.c.article_id == article_id, occurrence.c.again == 0)
    return list(_read(connection, query.order_by(occurrence.c.position)))


def occurrences(connection: Connection, collection_id: int, content_ids: Sequence[int]) -> list[Stored]:
    """Where these contents stand, first in each article; oldest article first."""
    found: list[Stored] = []
    for some in batched(content_ids):
        query = _paragraphs(collection_id).where(occurrence.c.content_id.in_(some), occurrence.c.again == 0)
        found.extend(_read(connection, query.order_by(occurrence.c.article_id, occurrence.c.position)))
    return found


def relatives(connection: Connection, collection_id: int, roots: Sequence[int]) -> dict[int, int]:
    """Contents that count as one of ``roots`` (themselves included): root by content id."""
    found = {root: root for root in roots}
    for some in batched(roots):
        query = select(content.c.id, content.c.elder_id).where(
            content.c.collection_id == collection_id, content.c.elder_id.in_(some), content.c.verdict == DUPLICATE
        )
        found.update({row.id: row.elder_id for row in connection.execute(query)})
    return found


def count(connection: Connection, collection_id: int) -> int:
    """How many contents the collection holds."""
    query = select(func.count()).select_from(content).where(content.c.collection_id == collection_id)
    return connection.scalar(query) or 0


def number(connection: Connection, collection_id: int, article_id: int, position: int) -> int:
    """Which paragraph of its article stands at ``position``, from 1, repeats left out."""
    query = select(func.count()).where(
        occurrence.c.collection_id == collection_id,
        occurrence.c.article_id == article_id,
        occurrence.c.position <= position,
        occurrence.c.again == 0,
    )
    return connection.scalar(query) or 0


DUPLICATE = 1


def _paragraphs(collection_id: int) -> Any:
    return (
        select(
            occurrence.c.article_id,
            occurrence.c.position,
            occurrence.c.content_id,
            occurrence.c.start,
            occurrence.c.end,
            content.c.elder_id,
            content.c.verdict,
            content.c.language,
            func.coalesce(occurrence.c.text, content.c.text).label("text"),
            func.coalesce(occurrence.c.sentences, content.c.sentences).label("sentences"),
        )
        .join(
            content,
            (content.c.collection_id == occurrence.c.collection_id) & (content.c.id == occurrence.c.content_id),
        )
        .where(occurrence.c.collection_id == collection_id)
    )


def _read(connection: Connection, query: Any) -> Iterator[Stored]:
    for row in connection.execute(query):
        yield Stored(
            article_id=row.article_id,
            position=row.position,
            content_id=row.content_id,
            elder_id=row.elder_id if row.verdict == DUPLICATE else None,
            text=row.text,
            span=Span(row.start, row.end),
            sentences=tuple(unpack(row.sentences)),
            language=row.language,
        )
