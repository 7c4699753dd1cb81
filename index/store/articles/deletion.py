"""What goes with an article: its paragraphs, and the contents that stand in no other one."""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, func, or_, select, update

from index.models import Relation
from index.store.schema import article, occurrence, owned


def held_alone(connection: Connection, collection_id: int, article_id: int, *, since: int = 0) -> list[int]:
    """The ids of contents that stand only in that article, and there only from the position ``since`` on."""
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
    """How many paragraphs stand in the article, repeats included."""
    return connection.scalar(select(func.count()).where(owned(occurrence, collection_id, article_id=article_id))) or 0


def shorten(connection: Connection, collection_id: int, article_id: int, most: int) -> list[int]:
    """Takes at most ``most`` paragraphs off an article's end; returns what ``remove`` does."""
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
    # What came after it stands for itself now.
    connection.execute(
        update(article)
        .where(owned(article, collection_id, related=article_id))
        .values(related=None, relation=int(Relation.NEW))
    )
    return found
