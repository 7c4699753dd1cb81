"""Deletes articles with their paragraphs, and finds the contents that no other article holds."""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, func, or_, select, update

from index.models import Relation
from index.store.schema import article, occurrence, owned


def held_alone(connection: Connection, collection_id: int, article_id: int, *, since: int = 0) -> list[int]:
    """The ids of contents that occur only in that article, and there only from position ``since`` on."""
    elsewhere = occurrence.alias()
    query = select(occurrence.c.content_id).where(
        owned(occurrence, collection_id, article_id=article_id),
        occurrence.c.position >= since,
        ~exists().where(
            elsewhere.c.collection_id == collection_id,
            elsewhere.c.content_id == occurrence.c.content_id,
            or_(elsewhere.c.article_id != article_id, elsewhere.c.position < since),
        ),
    )
    return sorted(set(connection.scalars(query)))


def length(connection: Connection, collection_id: int, article_id: int) -> int:
    """The number of the article's paragraphs, repeats included."""
    return connection.scalar(select(func.count()).where(owned(occurrence, collection_id, article_id=article_id))) or 0


def shorten(connection: Connection, collection_id: int, article_id: int, most: int) -> list[int]:
    """Deletes at most ``most`` paragraphs from an article's end; returns the same as ``remove``."""
    mine = owned(occurrence, collection_id, article_id=article_id)
    last = select(occurrence.c.position).where(mine).order_by(occurrence.c.position.desc())
    since = connection.scalar(last.offset(most - 1).limit(1)) or 0
    found = held_alone(connection, collection_id, article_id, since=since)
    connection.execute(delete(occurrence).where(mine, occurrence.c.position >= since))
    return found


def remove(connection: Connection, collection_id: int, article_id: int) -> list[int]:
    """Deletes an article; returns the ids of contents that no article holds any more, whose rows still stand."""
    found = held_alone(connection, collection_id, article_id)
    connection.execute(delete(article).where(owned(article, collection_id, id=article_id)))
    # Its later versions no longer refer to it.
    connection.execute(
        update(article)
        .where(owned(article, collection_id, related=article_id))
        .values(related=None, relation=int(Relation.NEW))
    )
    return found
