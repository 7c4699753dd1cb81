"""Hidden articles: forgotten, but not deleted until they cannot be brought back any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from index.models import Scope
from index.store import sql
from index.store.articles import articles
from index.store.contents import contents
from index.store.postings import generations
from index.store.schema import article, collection, delivery, occurrence, owned

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
# A moment at which nothing was hidden, so that nothing is brought back by it.
_FOR_GOOD = datetime(2001, 1, 1, tzinfo=UTC)


def hide(connection: Connection, collection_id: int, scope: Scope, moment: datetime) -> None:
    """Hides the articles in scope."""
    connection.execute(update(article).where(articles.within(collection_id, scope)).values(forgotten_at=moment))


def restore(connection: Connection, collection_id: int, moment: datetime) -> int:
    """Brings back the articles hidden at that moment; returns their number."""
    mine = owned(article, collection_id, forgotten_at=moment)
    return connection.execute(update(article).where(mine).values(forgotten_at=None)).rowcount


def for_good(connection: Connection, collection_id: int, article_id: int) -> None:
    """Makes sure that nothing brings the article back, whatever any process's clock says."""
    connection.execute(
        update(article).where(owned(article, collection_id, id=article_id)).values(forgotten_at=_FOR_GOOD)
    )


def ids(connection: Connection, collection_id: int) -> list[int]:
    """The ids of the collection's hidden articles."""
    return sorted(connection.scalars(_IDS, {"owner": collection_id}))


def latest(connection: Connection, collection_id: int) -> datetime | None:
    """When an article was last hidden."""
    return max(connection.scalars(select(article.c.forgotten_at).where(_hidden(collection_id))), default=None)


def before(connection: Connection, until: datetime) -> dict[int, list[int]]:
    """The articles hidden up to then, as ids by collection id; without collections that are forgotten themselves."""
    query = select(article.c.collection_id, article.c.id).join(collection, collection.c.id == article.c.collection_id)
    query = query.where(article.c.forgotten_at <= until, generations.named())
    found: dict[int, list[int]] = {}
    for row in connection.execute(query):
        found.setdefault(row.collection_id, []).append(row.id)
    return found


def still(connection: Connection, collection_id: int, article_id: int, until: datetime) -> bool:
    """Whether that article is there and was hidden up to then."""
    mine = owned(article, collection_id, id=article_id)
    return connection.scalar(select(func.count()).where(mine, article.c.forgotten_at <= until)) == 1


def anything_else(connection: Connection, collection_id: int, until: datetime) -> bool:
    """Whether the collection holds an article that is not hidden, or can still be brought back after ``until``."""
    other = or_(article.c.forgotten_at.is_(None), article.c.forgotten_at > until)
    return connection.scalar(select(article.c.id).where(owned(article, collection_id), other).limit(1)) is not None


def conflicting(
    connection: Connection,
    collection_id: int,
    *,
    key: str,
    fingerprint: bytes,
    alike: Sequence[int],
    held: Sequence[int],
) -> set[int]:
    """Hidden articles that could not come back beside a new article.

    They were delivered under its key, have its paragraphs (``fingerprint``), its source or link (``alike``), or hold
    one of the contents ``held`` or a near-duplicate of one.
    """
    found = set(alike)
    found.update(connection.scalars(select(article.c.id).where(owned(article, collection_id, fingerprint=fingerprint))))
    found.update(connection.scalars(select(delivery.c.article_id).where(owned(delivery, collection_id, key=key))))
    near = sorted(contents.relatives(connection, collection_id, sorted(set(held))))
    standing = select(occurrence.c.article_id).where(owned(occurrence, collection_id)).distinct()
    found.update(row.article_id for row in sql.among(connection, standing, occurrence.c.content_id, near))
    return found.intersection(ids(connection, collection_id))


def _hidden(collection_id: int | BindParameter[int]) -> ColumnElement[bool]:
    # The sum keeps the database from reading all of the collection's articles: few or none are hidden, and a partial
    # index holds only these.
    return and_(article.c.collection_id + 0 == collection_id, article.c.forgotten_at > _ANY_TIME)


_IDS = select(article.c.id).where(_hidden(bindparam("owner", type_=Integer)))
