"""Forgetting, which can be undone for a moment: articles are hidden at once and deleted a little later.

A hidden article keeps its rows, marked with the moment when it was forgotten, and no query finds it. Before an article
with the same contents is added, the hidden one is deleted, so that new paragraphs are judged by visible ones only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from index.indexing import maintenance, removal
from index.indexing.maintenance import run_independently
from index.models import Forgotten, Scope
from index.store import collections
from index.store.articles import articles, deletion, hidden
from index.store.contents import contents
from index.store.database import Database
from index.store.sql import batched

# Articles deleted in one transaction, which rewrites what they have in common only once.
PIECE = 8


def forget(
    connection: Connection, name: str, article_id: int | None, *, now: datetime
) -> tuple[Forgotten, tuple[int | None, ...]]:
    """Deletes an article, or all of the collection; returns what was removed, and the collections to tidy.

    Raises UnknownArticle when the collection does not hold the article.
    """
    row = collections.find(connection, name, lock=True)
    if article_id is not None:
        row = articles.require(connection, name, [article_id])
        gone = Forgotten(articles=1, paragraphs=removal.remove_articles(connection, row, article_id, now=now))
    elif row is None:
        return Forgotten(), ()
    else:
        gone = Forgotten(articles=articles.count(connection, row.id), paragraphs=contents.count(connection, row.id))
        removal.remove_collection(connection, row, now=now)
    return gone, (row.id, row.index_id, row.new_index_id)


def hide(connection: Connection, name: str, scope: Scope, *, now: datetime) -> tuple[Forgotten, datetime]:
    """Hides the articles in scope; returns their number, and the moment by which they are restored."""
    row = collections.find(connection, name, lock=True)
    if row is None:
        return Forgotten(), now
    count = articles.count(connection, row.id, scope)
    # A moment identifies the articles that were forgotten together.
    latest = hidden.latest(connection, row.id)
    moment = now if latest is None else max(now, latest + timedelta(microseconds=1))
    hidden.hide(connection, row.id, scope, moment)
    collections.advance(connection, row)
    return Forgotten(articles=count), moment


def restore(
    connection: Connection, name: str, moment: datetime, *, undo: timedelta, clock: Callable[[], datetime]
) -> int:
    """Brings back the articles hidden at that moment, if it is less than ``undo`` ago; returns their number."""
    row = collections.find(connection, name, lock=True)
    if row is None or moment <= clock() - undo:
        return 0
    found = hidden.restore(connection, row.id, moment)
    collections.advance(connection, row)
    return found


def tidy(database: Database, *, until: datetime, now: datetime) -> None:
    """Deletes what was hidden up to ``until``, and does the maintenance; an error is raised after all the rest."""
    run_independently((partial(expire, database, until=until, now=now), partial(maintenance.tidy, database, now=now)))


def expire(database: Database, *, until: datetime, now: datetime) -> None:
    """Deletes what was hidden up to ``until``, in short transactions; an error is raised after all the rest."""
    with database.read() as connection:
        due = hidden.before(connection, until)
    run_independently(partial(_expired, database, collection_id, ids, until, now) for collection_id, ids in due.items())


def _expired(database: Database, collection_id: int, ids: Sequence[int], until: datetime, now: datetime) -> None:
    if len(ids) > database.tuning.many and _collection_expired(database, collection_id, until, now):
        return
    for article_id in ids:
        # A long article loses its paragraphs piece by piece first, until it is as short as others.
        while _shortened(database, collection_id, article_id, until, now):
            time.sleep(database.tuning.pause_seconds)
    for some in batched(ids, PIECE):
        with database.write() as connection:
            row = collections.get(connection, collection_id, lock=True)
            # Without articles that were brought back or deleted meanwhile.
            left = [each for each in some if hidden.still(connection, collection_id, each, until)]
            if row is not None and left:
                removal.remove_articles(connection, row, *left, now=now)
        time.sleep(database.tuning.pause_seconds)


def _collection_expired(database: Database, collection_id: int, until: datetime, now: datetime) -> bool:
    """Deletes the collection if nothing in it is visible or can be brought back; returns whether it did."""
    with database.write() as connection:
        row = collections.get(connection, collection_id, lock=True)
        if row is None or hidden.anything_else(connection, collection_id, until):
            return row is None
        removal.remove_collection(connection, row, now=now)
        return True


def _shortened(database: Database, collection_id: int, article_id: int, until: datetime, now: datetime) -> bool:
    """Deletes some paragraphs of a long article that nobody can bring back; returns whether it was that long."""
    with database.read() as connection:
        if deletion.length(connection, collection_id, article_id) <= database.tuning.paragraphs:
            return False
    with database.write() as connection:
        row = collections.get(connection, collection_id, lock=True)
        if row is None or not hidden.still(connection, collection_id, article_id, until):
            return False
        hidden.for_good(connection, collection_id, article_id)
        orphans = deletion.shorten(connection, collection_id, article_id, database.tuning.paragraphs)
        if orphans:
            removal.postpone_contents(connection, row, orphans, now=now)
        collections.advance(connection, row)
        return True
