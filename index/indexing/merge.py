"""Two collections become one, article by article: whatever interrupts it, each article stands in one of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from index.indexing import commit, staging
from index.indexing import plan as planning
from index.indexing.draft import analyse
from index.indexing.staging import PAUSE_SECONDS
from index.models import Article, Scope, Source
from index.store import collections
from index.store.articles import articles
from index.store.database import Database
from index.store.schema import article as table
from index.store.schema import delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """An article with all that it takes to add it elsewhere as it was added here."""

    article: Article
    text: str
    identity: str | None
    keys: tuple[str, ...]


class Moving:
    """The part of ``Library`` that moves articles between collections. Safe to call from any thread."""

    database: Database
    _clock: Callable[[], datetime]

    def holds(self, *, collection: str, scope: Scope | None = None, within: Connection | None = None) -> bool:
        """Whether there is any article in scope."""
        with self.database.read(within) as connection:
            row = collections.find(connection, collection)
            if row is None:
                return False
            return connection.scalar(articles.ids_within(row.id, scope or Scope()).limit(1)) is not None

    def merge(self, *, source: str, target: str) -> int:
        """Moves every article of ``source`` to ``target``; how many that were.

        They keep their delivery keys, their places and the time when they came, and get new ids. One that ``target``
        holds already, paragraph for paragraph, is there once. Each is moved in a short transaction of its own:
        interrupted, it goes on when it is called again.
        """
        moved, last = 0, 0
        while source != target:
            with self.database.read() as connection:
                row = collections.find(connection, source)
                found = None if row is None else _next(connection, row.id, last)
                whole = None if row is None or found is None else _read(connection, row.id, found)
            if whole is None:
                break
            last = whole.article.id
            moved += self._move(source, target, whole)
            time.sleep(PAUSE_SECONDS)
        return moved

    def _move(self, source: str, target: str, whole: _Whole) -> bool:
        article = whole.article
        draft = analyse(
            whole.text,
            title=article.title,
            url=article.url,
            source=Source(identity=whole.identity, name=article.source),
            topic=article.topic,
            published_at=article.published_at,
            # The newest comes first where they are read, and last where they are stored.
            places=article.places[::-1],
        )
        with self.database.read() as connection:
            plan = planning.plan(connection, target, draft)
        plan = staging.stage(self.database, target, plan, now=self._clock())
        with self.database.write() as connection:
            row = collections.find(connection, source, lock=True)
            if row is None or not articles.get(connection, row.id, [article.id]):
                # Somebody else was quicker, or it was forgotten; what was prepared is swept away.
                return False
            first, *others = whole.keys or (f"{source}/{article.id}",)
            given = commit.commit(connection, target, first, plan, now=article.added_at)
            here = collections.find(connection, target)
            assert here is not None
            for key in others:
                if articles.receipt(connection, here.id, key) is None:
                    articles.add_delivery(connection, here.id, key, given)
            commit.remove(connection, row, article.id, now=self._clock())
            return True


def _next(connection: Connection, collection_id: int, after: int) -> int | None:
    query = articles.ids_within(collection_id, Scope()).where(table.c.id > after)
    found: int | None = connection.scalar(query.order_by(table.c.id).limit(1))
    return found


def _read(connection: Connection, collection_id: int, article_id: int) -> _Whole:
    identity = connection.scalar(
        select(table.c.source_identity).where(table.c.collection_id == collection_id, table.c.id == article_id)
    )
    keys = select(delivery.c.key).where(delivery.c.collection_id == collection_id, delivery.c.article_id == article_id)
    return _Whole(
        article=articles.get(connection, collection_id, [article_id])[article_id],
        text=articles.text_of(connection, collection_id, article_id) or "",
        identity=identity,
        keys=tuple(connection.scalars(keys.order_by(delivery.c.key))),
    )
