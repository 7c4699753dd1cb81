"""Reindexes what another version of the analyser indexed, piece by piece, while the library is in use.

A collection's new index is built separately (index/store/postings/generations.py). Until it is complete, the old one
is searched, and new articles are added to both (index/search/legacy_index.py). Then one short transaction replaces the
old index, and the sentences and views of the second stage are renewed, too; an old view is computed from its text and
old sentences when it is needed. In the end everything is as if all articles had been added again. After an
interruption it continues where it stopped; several processes may try, and one does it at a time.

The analyser makes terms, sentences and views. Paragraphs, languages, normal forms and sketches are made when an article
is added, and stay, so that spans of an article's text keep their meaning.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from index.analysis import tokenizer
from index.analysis.encoding import Prepared, prepare
from index.analysis.sentences.segmentation import pack, sentences
from index.indexing import removal
from index.indexing.maintenance import run_independently
from index.store import collections, jobs, sql
from index.store.collections import CollectionRow
from index.store.database import Database
from index.store.postings import generations, postings
from index.store.postings.generations import Stage, Work
from index.store.schema import content, occurrence, owned
from index.store.tuning import tuning_of
from index.store.vectors import blocks

# How long the transaction that excludes others stays open: much shorter than the server's limit for idle ones.
ROUND_SECONDS = 5.0
# The number of an advisory lock that nobody else uses on a PostgreSQL server.
ALONE = int.from_bytes(b"reindex")


class Analysed(NamedTuple):
    """A content as this version of the analyser makes it; ``sentences`` are packed."""

    prepared: Prepared
    sentences: bytes


class Copy(NamedTuple):
    """A paragraph whose characters differ from its content's: its place, its text and its packed sentences."""

    sentences: bytes
    article_id: int
    position: int
    text: str


def reindex(database: Database, seconds: float, clock: Callable[[], datetime]) -> None:
    """Reindexes for about ``seconds``, or until nothing is left, or the rest must wait for another transaction.

    At least one piece is done, since on a slow machine finding the work may take all the time. Does nothing while
    another process reindexes. An error in one collection is raised after the others are done.
    """
    end = time.monotonic() + seconds
    while _round(database, end, clock) and time.monotonic() < end:
        time.sleep(database.tuning.pause_seconds)


def _round(database: Database, end: float, clock: Callable[[], datetime]) -> bool:
    with _alone(database) as mine:
        return mine and _some(database, min(end, time.monotonic() + ROUND_SECONDS), clock)


def _some(database: Database, end: float, clock: Callable[[], datetime]) -> bool:
    """Works on each remaining collection until it is done or must wait; returns whether anything was done.

    It stops at ``end``, unless nothing was done so far. An error in one collection is raised after the others are done.
    """
    with database.read() as connection:
        left = generations.outdated(connection)
    done: list[int] = []

    def work(collection_id: int) -> None:
        while (not done or time.monotonic() < end) and _piece(database, collection_id, clock()):
            done.append(collection_id)
            time.sleep(database.tuning.pause_seconds)

    try:
        run_independently(partial(work, each.collection_id) for each in left)
    except Exception:
        if not done:
            raise
    return bool(done)


@contextmanager
def _alone(database: Database) -> Iterator[bool]:
    """Whether this process may reindex: it excludes others until the block ends. On SQLite two do no harm."""
    if database.sqlite:
        yield True
        return
    # A writing transaction, since an open reading one keeps the server from cleaning up what others delete.
    with database.write() as connection:
        yield bool(connection.scalar(select(func.pg_try_advisory_xact_lock(ALONE))))


def _piece(database: Database, collection_id: int, now: datetime) -> bool:
    """Does the next piece: analyses it, then writes it in one short transaction; returns whether there was one."""
    with database.read() as connection:
        work = generations.work_on(connection, collection_id)
        if work is None:
            return False
        texts = _next(connection, work)
        differing = _copies(connection, work, texts)
    made = {row.id: _analysed(row.text, row.language) for row in texts}
    copies = [
        Copy(pack(sentences(row.text, row.language)), row.article_id, row.position, row.text) for row in differing
    ]
    with database.write() as connection:
        row = collections.get(connection, collection_id, lock=True)
        again = generations.work_on(connection, collection_id)
        if row is None or again is None or again.place != work.place:
            # Another process was quicker.
            return row is not None
        if work.stage is Stage.BEGIN:
            generations.begin(connection, row, now=now)
        elif work.stage is Stage.BUILD:
            return _build(connection, row, work, made, now)
        elif not generations.clear(connection, row, database.tuning.reindexed_rows):
            _renew(connection, row, work, made, copies)
        return True


def _analysed(text: str, language: str) -> Analysed:
    spans = sentences(text, language)
    return Analysed(prepare(text, language, spans), pack(spans))


def _next(connection: Connection, work: Work) -> Sequence[Row[Any]]:
    """The next contents to analyse: for the new index in the order of their ids, up to those being added."""
    if work.stage is Stage.BEGIN:
        return ()
    left = [content.c.collection_id == work.collection_id, content.c.id >= work.at]
    if work.stage is Stage.RENEW:
        left.append(_old())
    else:
        staged = jobs.hidden(jobs.of(connection, work.collection_id))
        left.extend(content.c.id < ids.start for ids in staged)
    columns = (content.c.id, content.c.text, content.c.language)
    return list(
        connection.execute(
            select(*columns).where(*left).order_by(content.c.id).limit(tuning_of(connection).reindexed_contents)
        )
    )


def _copies(connection: Connection, work: Work, texts: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """The occurrences of these contents with a text of their own, whose sentences must be renewed, too."""
    if work.stage is not Stage.RENEW or not texts:
        return ()
    of_content = (content.c.collection_id == occurrence.c.collection_id, content.c.id == occurrence.c.content_id)
    mine = (owned(occurrence, work.collection_id), occurrence.c.content_id.in_([row.id for row in texts]))
    columns = (occurrence.c.article_id, occurrence.c.position, occurrence.c.text, content.c.language)
    query = select(*columns).join(content, and_(*of_content)).where(*mine, occurrence.c.text.is_not(None))
    return list(connection.execute(query))


def _build(connection: Connection, row: CollectionRow, work: Work, made: Mapping[int, Analysed], now: datetime) -> bool:
    """Adds to the new index, or replaces the old one by it; False if it must wait for another transaction."""
    staged = jobs.hidden(jobs.of(connection, row.id))
    if made:
        # Some may have been forgotten in this moment, others come, or be on their way by now.
        mine = (owned(content, row.id), content.c.id.between(work.at, max(made)))
        held = list(connection.scalars(select(content.c.id).where(*mine).order_by(content.c.id)))
        upto: int = min([max(made) + 1, *(ids.start for ids in staged), *(each for each in held if each not in made)])
        entries = [(each, made[each].prepared) for each in held if each < upto]
        postings.insert_pairs(connection, work.made, entries)
        postings.measure(connection, work.made, [entry for _, entry in entries], sign=1)
        generations.reached(connection, work.made, max(upto, work.at))
        return upto > work.at
    if staged:
        return False
    more = select(content.c.id).where(owned(content, row.id), content.c.id >= work.at).limit(1)
    if connection.scalar(more) is None:
        generations.switch(connection, row, now=now)
    return True


def _renew(
    connection: Connection, row: CollectionRow, work: Work, made: Mapping[int, Analysed], copies: Sequence[Copy]
) -> None:
    """Writes renewed sentences and views; if there are none, the collection is done."""
    if not made:
        if connection.scalar(select(content.c.id).where(owned(content, row.id), _old()).limit(1)) is None:
            generations.finish(connection, row)
        else:
            # A process of an earlier release has added contents behind our back.
            generations.reached(connection, work.made, generations.FIRST)
        return
    mark = sql.mark(connection)
    connection.exec_driver_sql(
        f"UPDATE content SET views = {mark}, sentences = {mark}, analyser = {mark}"
        f" WHERE collection_id = {mark} AND id = {mark}",
        [
            (each.prepared.encoded, each.sentences, tokenizer.ANALYSER, row.id, content_id)
            for content_id, each in made.items()
        ],
    )
    if copies:
        # Another paragraph may stand there by now.
        connection.exec_driver_sql(
            f"UPDATE occurrence SET sentences = {mark} WHERE collection_id = {mark} AND article_id = {mark}"
            f" AND position = {mark} AND text = {mark}",
            [(each.sentences, row.id, each.article_id, each.position, each.text) for each in copies],
        )
    # Vectors of other sentence boundaries are deleted, and made again (index/indexing/embed.py).
    spans = sql.select(connection, "id, sentences FROM content", row.id, "id", list(made))
    blocks.remove_misfits(connection, row.id, {content_id: bytes(packed) for content_id, packed in spans})
    generations.reached(connection, work.made, max(made) + 1)


def _old() -> ColumnElement[bool]:
    return func.coalesce(content.c.analyser, removal.UNNOTED) != tokenizer.ANALYSER
