"""Related articles: versions, and those from the same source or link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from index.models import Relation
from index.store import sql
from index.store.articles import articles
from index.store.schema import article, owned

# How many articles from one source or link are read to find the latest version.
MOST_ALIKE = 50


def versions(connection: Connection, collection_id: int, article_id: int) -> list[int]:
    """The ids of an article's versions, including itself, oldest first."""
    mine = articles.seen(collection_id)
    updates = article.c.relation == int(Relation.UPDATE)
    found = [article_id]
    while len(found) < MOST_ALIKE:
        earlier = connection.scalar(select(article.c.related).where(mine, updates, article.c.id == found[0]))
        earlier = connection.scalar(select(article.c.id).where(mine, article.c.id == earlier))
        if earlier is None or earlier in found:
            break
        found.insert(0, earlier)
    while len(found) < 2 * MOST_ALIKE:
        later = connection.scalar(select(func.min(article.c.id)).where(mine, updates, article.c.related == found[-1]))
        if later is None or later in found:
            break
        found.append(later)
    return found


def newest_versions(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, int]:
    """For each of these articles that has later versions, the id of the newest."""
    mine, updates = articles.seen(collection_id), article.c.relation == int(Relation.UPDATE)
    query = select(article.c.id, article.c.related).where(mine, updates)
    later: dict[int, int] = {}
    asked = set(ids)
    for _ in range(MOST_ALIKE):
        found = {
            earlier: number for number, earlier in sorted(sql.among(connection, query, article.c.related, list(asked)))
        }
        later |= found
        asked = set(found.values()) - later.keys()
        if not asked:
            break
    newest = {}
    for each in ids:
        last = each
        # An update is always younger than what it updates, so this ends.
        while later.get(last, last) > last:
            last = later[last]
        if last != each:
            newest[each] = last
    return newest


def alike(
    connection: Connection, collection_id: int, *, identity: str | None, link: str | None, seen: bool = True
) -> list[int]:
    """The ids of articles from the same source or link; unless ``seen``, also of hidden ones."""
    wanted = ((article.c.source_identity, identity), (article.c.link, link))
    same = [column == value for column, value in wanted if value is not None]
    if not same:
        return []
    query = select(article.c.id).where(
        articles.seen(collection_id) if seen else owned(article, collection_id), or_(*same)
    )
    return list(connection.scalars(query.order_by(article.c.id.desc()).limit(MOST_ALIKE)))


def outlines(connection: Connection, collection_id: int, ids: Sequence[int]) -> list[Row[Any]]:
    """Id, words, identity and link of these articles."""
    columns = (article.c.id, article.c.words, article.c.source_identity.label("identity"), article.c.link)
    return list(sql.among(connection, select(*columns).where(articles.seen(collection_id)), article.c.id, ids))
