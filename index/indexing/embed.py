"""Making vectors of what has none yet: behind everything else, in pieces of a few paragraphs.

What a person sent has its receipt by then, and is found by its words. A piece is read, then encoded in a thread that
gives way (``index.meaning.lazy``), then written in one short transaction, which keeps what is still as it was read. So
it can be stopped at any moment and go on, and two that make the same do no harm.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from index.analysis.sentences.segmentation import unpack
from index.errors import StorageError
from index.meaning.lazy import LONGEST, EncoderClosed, LazyEncoder
from index.meaning.quantised import pack
from index.store import collections, sql
from index.store.database import Database
from index.store.schema import content, owned
from index.store.vectors import backlog, blocks
from index.store.vectors.backlog import Place
from index.store.vectors.blocks import MOST_SENTENCES, Made

PIECE: Final = 8
"""Paragraphs that are encoded together, at most; of long ones fewer."""

_SENTENCES: Final = 64
_CHARACTERS: Final = 4000
# So many of one collection, and then it is asked again which is the next one: a new article elsewhere may be.
_IN_A_ROW: Final = 64
# For this long a piece waits for others, and then it takes its turn: otherwise a bot that always has something to do
# would never make any.
PATIENCE_SECONDS: Final = 2.0
_LOOK_SECONDS: Final = 0.01

Busy = Callable[[], bool]
"""Whether there is something to be done that people wait for."""

Asked = Callable[[str], datetime | None]
"""When the collection of that name was last asked a question, as far as anybody knows."""


def embed(
    database: Database, encoder: LazyEncoder, seconds: float, *, busy: Busy, asked: Asked = lambda _name: None
) -> None:
    """Makes vectors for about that long, or until none is lacking; at least one piece, however short that is.

    The collections that were asked, or got an article, last come first, and in each what came last. What is wrong with
    a collection is raised when nothing is left to do for others. Ends when the encoder is closed.
    """
    model = encoder.get()
    if model is None:
        return
    end = time.monotonic() + seconds
    failed: dict[int, Exception] = {}
    while True:
        with database.read() as connection:
            places = backlog.places(connection, model.MODEL)
        left = [each for each in places if each.collection_id not in failed]
        for place in sorted(left, key=lambda each: max(each.newest, asked(each.name) or each.newest), reverse=True):
            try:
                worked = _some(database, encoder, model.MODEL, place, end, busy)
            except EncoderClosed:
                return
            except (StorageError, MemoryError):
                raise
            except Exception as error:
                failed[place.collection_id] = error
                continue
            if time.monotonic() >= end:
                return
            if worked:
                break
        else:
            if failed:
                raise next(iter(failed.values()))
            return


def _some(database: Database, encoder: LazyEncoder, model: int, place: Place, end: float, busy: Busy) -> bool:
    """Works on a collection for a while; False when nothing is lacking there."""
    with database.read() as connection:
        ids = backlog.lacking(connection, place, model, _IN_A_ROW)
    if not ids:
        with database.write() as connection:
            if collections.get(connection, place.collection_id, lock=True) is not None:
                backlog.complete(connection, place, model)
        return False
    for some in sql.batched(ids, PIECE):
        with database.read() as connection:
            rows = _read(connection, place.collection_id, some)
        for piece in _pieces(rows):
            _wait(busy)
            _write(database, place.collection_id, model, piece, _made(encoder, piece))
            if time.monotonic() >= end:
                return True
    return True


def _wait(busy: Busy) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while busy() and time.monotonic() < patience:
        time.sleep(_LOOK_SECONDS)


def _read(connection: Connection, collection_id: int, ids: Sequence[int]) -> list[Row[Any]]:
    """The contents, the newest first; those that are gone by now are absent."""
    columns = (content.c.id, content.c.fingerprint, content.c.text, content.c.sentences)
    query = select(*columns).where(owned(content, collection_id), content.c.id.in_(ids))
    return list(connection.execute(query.order_by(content.c.id.desc())))


def _pieces(rows: Sequence[Row[Any]]) -> Iterator[list[Row[Any]]]:
    """Some at a time, so that none takes long: neither many paragraphs nor many sentences, nor much text."""
    piece: list[Row[Any]] = []
    sentences = characters = 0
    for row in rows:
        # A boundary takes two bytes or more.
        count = min(len(row.sentences) // 2, MOST_SENTENCES)
        if piece and (sentences + count > _SENTENCES or characters + len(row.text) > _CHARACTERS):
            yield piece
            piece, sentences, characters = [], 0, 0
        piece.append(row)
        sentences += count
        characters += len(row.text)
    if piece:
        yield piece


def _made(encoder: LazyEncoder, rows: Sequence[Row[Any]]) -> dict[int, Made]:
    """The vectors by content id. What cannot be encoded has none, and is not tried again."""
    try:
        items = [_sentences(row) for row in rows]
        found = encoder.paragraphs(items)
        return {row.id: _packed(row, *each) for row, each in zip(rows, found, strict=True)}
    except (EncoderClosed, MemoryError):
        # That says nothing about the texts.
        raise
    except Exception:
        if len(rows) == 1:
            return {rows[0].id: Made(spans=bytes(rows[0].sentences))}
    return {each: one for row in rows for each, one in _made(encoder, [row]).items()}


def _sentences(row: Row[Any]) -> list[str]:
    spans = unpack(row.sentences)[:MOST_SENTENCES]
    # Each at its own length: of a sentence without an end the beginning will do.
    return [row.text[span.start : min(span.end, span.start + LONGEST)] for span in spans] or [row.text[:LONGEST]]


def _packed(row: Row[Any], paragraph: Any, sentences: Any) -> Made:
    return Made(
        spans=bytes(row.sentences),
        paragraph=pack(paragraph.reshape(1, -1)),
        sentences=pack(sentences) if len(sentences) > 1 else b"",
    )


def _write(
    database: Database, collection_id: int, model: int, rows: Sequence[Row[Any]], made: Mapping[int, Made]
) -> None:
    before = {row.id: (bytes(row.fingerprint), bytes(row.sentences)) for row in rows}
    with database.write() as connection:
        if collections.get(connection, collection_id, lock=True) is None:
            return
        what = "id, fingerprint, sentences FROM content"
        held = sql.select(connection, what, collection_id, "id", sorted(before))
        # Gone, or another one by now: SQLite gives a forgotten collection's id to another.
        still = [each for each, *now in held if tuple(map(bytes, now)) == before[each]]
        if still:
            blocks.add(connection, collection_id, model, {each: made[each] for each in still})
