"""Forgetting that can be undone for a moment: at once nobody sees the articles, a little later they are deleted.

An article that is out of sight keeps its rows, marked with the moment when it was forgotten. Nothing that reads
articles finds it; whoever adds something that such an article holds finds it deleted first, so that what is added is
judged against what everybody can see.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from index.indexing import commit, maintenance, removal
from index.indexing.apart import each_apart
from index.indexing.staging import PAUSE_SECONDS
from index.models import Forgotten, Scope
from index.store import collections
from index.store.articles import articles, deletion, hidden
from index.store.batches import batched
from index.store.database import Database

# So many articles that are all of a collection go with it. Of fewer the collection stays: it counts on, so that no
# button of a former article reaches another one.
MANY = 50
# What a transaction deletes: what several articles have in common is rewritten once.
PIECE = 8
# So many paragraphs of a long article.
PARAGRAPHS = 200


class Forgetting:
    """The part of ``Library`` that forgets what can be brought back. Safe to call from any thread."""

    database: Database
    _clock: Callable[[], datetime]
    # For so long what is forgotten can be brought back.
    undo: timedelta = timedelta(seconds=60)

    def hide(
        self, *, collection: str, scope: Scope | None = None, within: Connection | None = None
    ) -> tuple[Forgotten, datetime]:
        """Puts the articles in scope (None: all) out of sight, to be deleted by ``tidy`` once ``undo`` is over.

        Returns how many they were, as ``articles`` counts them, and the moment to ``restore`` them by.
        """
        looked_at = scope or Scope()
        with self.database.write(within) as connection:
            now = self._clock()
            row = collections.find(connection, collection, lock=True)
            if row is None:
                return Forgotten(), now
            count = articles.count(connection, row.id, looked_at)
            # Each moment names what was forgotten together.
            latest = hidden.latest(connection, row.id)
            moment = now if latest is None else max(now, latest + timedelta(microseconds=1))
            hidden.hide(connection, row.id, looked_at, moment)
            collections.advance(connection, row)
            return Forgotten(articles=count), moment

    def restore(self, *, collection: str, moment: datetime, within: Connection | None = None) -> int:
        """Brings back what was forgotten at that moment, as far as it is not deleted; how many articles that is."""
        with self.database.write(within) as connection:
            row = collections.find(connection, collection, lock=True)
            if row is None or moment <= self._clock() - self.undo:
                return 0
            found = hidden.restore(connection, row.id, moment)
            collections.advance(connection, row)
            return found

    def tidy(self) -> None:
        """Does what is left to be done, in short transactions: to be called now and then.

        What a long article brought finds its final place, and what nobody can see or bring back any more is deleted.
        What is wrong with a collection is raised when everything else is done.
        """
        now = self._clock()
        each_apart(
            (
                partial(expire, self.database, until=now - self.undo, now=now),
                partial(maintenance.tidy, self.database, now=now),
            )
        )

    def _tidy_now(self, *collections: int | None) -> None:
        """The same for what was just done; what was asked for is done already, whatever may be wrong: ``tidy`` says."""
        with suppress(Exception):
            maintenance.tidy(self.database, now=self._clock(), only=[each for each in collections if each is not None])


def expire(database: Database, *, until: datetime, now: datetime) -> None:
    """Deletes what was forgotten up to ``until``, in short transactions; what fails is raised after all the rest."""
    with database.read() as connection:
        due = hidden.before(connection, until)
    each_apart(partial(_expired, database, collection_id, ids, until, now) for collection_id, ids in due.items())


def _expired(database: Database, collection_id: int, ids: Sequence[int], until: datetime, now: datetime) -> None:
    if len(ids) <= MANY or not _whole(database, collection_id, until, now):
        _in_pieces(database, collection_id, ids, until, now)


def _whole(database: Database, collection_id: int, until: datetime, now: datetime) -> bool:
    """Deletes the collection if nothing of it is left to be seen or brought back; whether it was."""
    with database.write() as connection:
        row = collections.get(connection, collection_id, lock=True)
        if row is None or hidden.anything_else(connection, collection_id, until):
            return row is None
        commit.forget(connection, row, now=now)
        return True


def _in_pieces(database: Database, collection_id: int, ids: Sequence[int], until: datetime, now: datetime) -> None:
    for article_id in ids:
        # A book: its paragraphs first, some at a time, until it is no longer than others.
        while _shortened(database, collection_id, article_id, until, now):
            time.sleep(PAUSE_SECONDS)
    for some in batched(ids, PIECE):
        with database.write() as connection:
            row = collections.get(connection, collection_id, lock=True)
            # What was brought back or is deleted meanwhile is left alone.
            left = [each for each in some if hidden.still(connection, collection_id, each, until)]
            if row is not None and left:
                commit.remove(connection, row, *left, now=now)
        time.sleep(PAUSE_SECONDS)


def _shortened(database: Database, collection_id: int, article_id: int, until: datetime, now: datetime) -> bool:
    """Takes some paragraphs off a long article that nobody can bring back any more; whether it was that long."""
    with database.read() as connection:
        if deletion.length(connection, collection_id, article_id) <= PARAGRAPHS:
            return False
    with database.write() as connection:
        row = collections.get(connection, collection_id, lock=True)
        if row is None or not hidden.still(connection, collection_id, article_id, until):
            return False
        hidden.for_good(connection, collection_id, article_id)
        orphans = deletion.shorten(connection, collection_id, article_id, PARAGRAPHS)
        if orphans:
            removal.put_off(connection, row, orphans, now=now)
        collections.advance(connection, row)
        return True
