"""Forgetting that can be undone for a moment: at once nobody sees the articles, a little later they are deleted.

An article that is out of sight keeps its rows, marked with the moment when it was forgotten. Nothing that reads
articles finds it. Before something that such an article holds is added, the article is deleted, so that what is added
is judged against what everybody can see.
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

# Articles in a transaction: what several have in common is rewritten once.
PIECE = 8


def forget(
    connection: Connection, name: str, article_id: int | None, *, now: datetime
) -> tuple[Forgotten, tuple[int | None, ...]]:
    """Deletes an article, or all of the collection; what was removed, and the collections to tidy.

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
    """Puts the articles in scope out of sight; how many, and the moment that they are restored by."""
    row = collections.find(connection, name, lock=True)
    if row is None:
        return Forgotten(), now
    count = articles.count(connection, row.id, scope)
    # Each moment names what was forgotten together.
    latest = hidden.latest(connection, row.id)
    moment = now if latest is None else max(now, latest + timedelta(microseconds=1))
    hidden.hide(connection, row.id, scope, moment)
    collections.advance(connection, row)
    return Forgotten(articles=count), moment


def restore(
    connection: Connection, name: str, moment: datetime, *, undo: timedelta, clock: Callable[[], datetime]
) -> int:
    """Brings back what was hidden at that moment, less than ``undo`` ago; how many articles that is."""
    row = collections.find(connection, name, lock=True)
    if row is None or moment <= clock() - undo:
        return 0
    found = hidden.restore(connection, row.id, moment)
    collections.advance(connection, row)
    return found


def tidy(database: Database, *, until: datetime, now: datetime) -> None:
    """Deletes what was hidden up to ``until``, and does what else is left; an error is raised after all the rest."""
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
        # A book: its paragraphs first, some at a time, until it is no longer than others.
        while _shortened(database, collection_id, article_id, until, now):
            time.sleep(database.tuning.pause_seconds)
    for some in batched(ids, PIECE):
        with database.write() as connection:
            row = collections.get(connection, collection_id, lock=True)
            # What was brought back or is deleted meanwhile is left alone.
            left = [each for each in some if hidden.still(connection, collection_id, each, until)]
            if row is not None and left:
                removal.remove_articles(connection, row, *left, now=now)
        time.sleep(database.tuning.pause_seconds)


def _collection_expired(database: Database, collection_id: int, until: datetime, now: datetime) -> bool:
    """Deletes the collection if nothing of it is left to be seen or brought back; whether it was."""
    with database.write() as connection:
        row = collections.get(connection, collection_id, lock=True)
        if row is None or hidden.anything_else(connection, collection_id, until):
            return row is None
        removal.remove_collection(connection, row, now=now)
        return True


def _shortened(database: Database, collection_id: int, article_id: int, until: datetime, now: datetime) -> bool:
    """Takes some paragraphs off a long article that nobody can bring back any more; whether it was that long."""
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
