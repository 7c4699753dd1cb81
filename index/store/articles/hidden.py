"""Articles that are out of sight: forgotten, and for a moment not deleted yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    Integer,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from index.dedup.compare.verdict import VerdictKind
from index.models import Scope
from index.store import sql
from index.store.articles import articles
from index.store.batches import batched
from index.store.postings import generations
from index.store.schema import article, collection, content, delivery, occurrence

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
# When nothing was forgotten: no moment to bring something back by.
_FOR_GOOD = datetime(2001, 1, 1, tzinfo=UTC)


def hide(connection: Connection, collection_id: int, scope: Scope, moment: datetime) -> None:
    """Puts the articles in scope out of sight."""
    connection.execute(update(article).where(articles.within(collection_id, scope)).values(forgotten_at=moment))


def restore(connection: Connection, collection_id: int, moment: datetime) -> int:
    """Brings back what was put out of sight at that moment; how many articles that was."""
    mine = (article.c.collection_id == collection_id) & (article.c.forgotten_at == moment)
    return connection.execute(update(article).where(mine).values(forgotten_at=None)).rowcount


def for_good(connection: Connection, collection_id: int, article_id: int) -> None:
    """Nothing brings the article back any more, whatever anybody's clock says."""
    mine = (article.c.collection_id == collection_id) & (article.c.id == article_id)
    connection.execute(update(article).where(mine).values(forgotten_at=_FOR_GOOD))


def ids(connection: Connection, collection_id: int) -> list[int]:
    """The articles of the collection that are out of sight."""
    return sorted(sql.typed(connection, _ids, owner=collection_id).scalars())


def latest(connection: Connection, collection_id: int) -> datetime | None:
    """When something was put out of sight last."""
    return max(connection.scalars(select(article.c.forgotten_at).where(_hidden(collection_id))), default=None)


def before(connection: Connection, until: datetime) -> dict[int, list[int]]:
    """What was put out of sight up to then, in every collection that is still somebody's: article ids by its id."""
    query = select(article.c.collection_id, article.c.id).join(collection, collection.c.id == article.c.collection_id)
    query = query.where(article.c.forgotten_at <= until, generations.named())
    found: dict[int, list[int]] = {}
    for row in connection.execute(query):
        found.setdefault(row.collection_id, []).append(row.id)
    return found


def still(connection: Connection, collection_id: int, article_id: int, until: datetime) -> bool:
    """Whether that article is there, and was put out of sight up to then."""
    mine = (article.c.collection_id == collection_id) & (article.c.id == article_id)
    return connection.scalar(select(func.count()).where(mine, article.c.forgotten_at <= until)) == 1


def anything_else(connection: Connection, collection_id: int, until: datetime) -> bool:
    """Whether the collection holds an article that can be seen, or could still be brought back after ``until``."""
    mine = article.c.collection_id == collection_id
    other = or_(article.c.forgotten_at.is_(None), article.c.forgotten_at > until)
    return connection.scalar(select(article.c.id).where(mine, other).limit(1)) is not None


def in_the_way(
    connection: Connection,
    collection_id: int,
    *,
    key: str,
    fingerprint: bytes,
    alike: Sequence[int],
    held: Sequence[int],
) -> set[int]:
    """Articles out of sight that something to be added has to do with.

    They were delivered under its key, have its paragraphs (``fingerprint``), its source or link (``alike``), or hold
    one of the contents ``held``, or one that is much the same.
    """
    out = set(ids(connection, collection_id))
    mine = article.c.collection_id == collection_id
    found = set(alike) & out
    found.update(connection.scalars(select(article.c.id).where(mine, article.c.fingerprint == fingerprint)))
    delivered = select(delivery.c.article_id).where(delivery.c.collection_id == collection_id, delivery.c.key == key)
    found.update(connection.scalars(delivered))
    near = set(held)
    for some in batched(sorted(held)):
        same = (content.c.collection_id == collection_id) & (content.c.verdict == VerdictKind.DUPLICATE)
        near.update(connection.scalars(select(content.c.id).where(same, content.c.representative_id.in_(some))))
    for some in batched(sorted(near)):
        here = (occurrence.c.collection_id == collection_id) & occurrence.c.content_id.in_(some)
        found.update(connection.scalars(select(occurrence.c.article_id).where(here).distinct()))
    return found & out


def _ids() -> Executable:
    return select(article.c.id).where(_hidden(bindparam("owner", type_=Integer)))


def _hidden(collection_id: int | BindParameter[int]) -> ColumnElement[bool]:
    # The sum keeps the database from reading all of the collection's articles: few or none are out of sight, and an
    # index holds these alone.
    return and_(article.c.collection_id + 0 == collection_id, article.c.forgotten_at > _ANY_TIME)
