"""Merges two collections article by article; after any interruption each article is in exactly one of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from index.indexing import commit, removal, staging
from index.indexing.draft import analyse
from index.indexing.plan import plan
from index.models import Article, Scope, Source
from index.store import collections
from index.store.articles import articles
from index.store.database import Database
from index.store.schema import article as table
from index.store.schema import delivery, owned


@dataclass(frozen=True, slots=True, kw_only=True)
class _StoredArticle:
    """An article with everything needed to add it to another collection unchanged."""

    article: Article
    text: str
    identity: str | None
    keys: tuple[str, ...]


def merge(database: Database, source: str, target: str, clock: Callable[[], datetime]) -> int:
    """Moves every article of ``source`` to ``target``, each in a short transaction of its own; returns their number."""
    moved, last = 0, 0
    while source != target:
        with database.read() as connection:
            stored = _next(connection, source, last)
        if stored is None:
            break
        last = stored.article.id
        moved += _move(database, source, target, stored, clock)
        time.sleep(database.tuning.pause_seconds)
    return moved


def _move(database: Database, source: str, target: str, stored: _StoredArticle, clock: Callable[[], datetime]) -> bool:
    article = stored.article
    draft = analyse(
        stored.text,
        title=article.title,
        url=article.url,
        source=Source(identity=stored.identity, name=article.source),
        topic=article.topic,
        published_at=article.published_at,
        # They are read newest first, and stored oldest first.
        places=article.places[::-1],
    )
    with database.read() as connection:
        planned = plan(connection, target, draft)
    planned = staging.stage(database, target, planned, now=clock())
    with database.write() as connection:
        row = collections.find(connection, source, lock=True)
        if row is None or not articles.get(connection, row.id, [article.id]):
            # Another process moved it, or it was forgotten; its staged rows are deleted later.
            return False
        first, *others = stored.keys or (f"{source}/{article.id}",)
        given = commit.commit(connection, target, first, planned, now=article.added_at)
        here = collections.find(connection, target)
        assert here is not None
        for key in others:
            if articles.receipt(connection, here.id, key) is None:
                articles.add_delivery(connection, here.id, key, given)
        removal.remove_articles(connection, row, article.id, now=clock())
        return True


def _next(connection: Connection, name: str, after: int) -> _StoredArticle | None:
    """The article with the lowest id above ``after``; None when there is none."""
    row = collections.find(connection, name)
    if row is None:
        return None
    query = articles.ids_within(row.id, Scope()).where(table.c.id > after)
    article_id = connection.scalar(query.order_by(table.c.id).limit(1))
    if article_id is None:
        return None
    identity = select(table.c.source_identity).where(owned(table, row.id, id=article_id))
    keys = select(delivery.c.key).where(owned(delivery, row.id, article_id=article_id))
    return _StoredArticle(
        article=articles.get(connection, row.id, [article_id])[article_id],
        text=articles.text_of(connection, row.id, article_id) or "",
        identity=connection.scalar(identity),
        keys=tuple(connection.scalars(keys.order_by(delivery.c.key))),
    )
