"""Makes missing vectors, with the lowest priority and in pieces of a few paragraphs.

By then an article has its receipt and is found by its words. A piece is read, then encoded in a low-priority thread
(``index.meaning.lazy``), then written in one short transaction, which skips contents that have changed since. So it can
stop at any moment and continue later, and two processes that make the same vectors do no harm.
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
"""The most paragraphs that are encoded together; fewer if they are long."""

_SENTENCES: Final = 64
_CHARACTERS: Final = 4000
# The most paragraphs of one collection in a row; then the order of collections is computed again.
_IN_A_ROW: Final = 64
# How long a piece waits for other work; a bot that is always busy would otherwise never make any vectors.
PATIENCE_SECONDS: Final = 2.0
_LOOK_SECONDS: Final = 0.01

Busy = Callable[[], bool]
"""Whether there is work that people wait for."""

Asked = Callable[[str], datetime | None]
"""When the collection of that name was last asked a question, if known."""


def embed(
    database: Database, encoder: LazyEncoder, seconds: float, *, busy: Busy, asked: Asked = lambda _name: None
) -> None:
    """Makes vectors for about ``seconds``, or until none is missing; at least one piece.

    Collections that were asked or got an article last come first, and in each the newest contents. An error in one
    collection is raised after the others are done. Ends when the encoder is closed.
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
    """Works on a collection for a while; False if it is complete."""
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
    """The contents, newest first, without deleted ones."""
    columns = (content.c.id, content.c.fingerprint, content.c.text, content.c.sentences)
    query = select(*columns).where(owned(content, collection_id), content.c.id.in_(ids))
    return list(connection.execute(query.order_by(content.c.id.desc())))


def _pieces(rows: Sequence[Row[Any]]) -> Iterator[list[Row[Any]]]:
    """The rows in pieces that are quickly encoded: few paragraphs, few sentences, little text."""
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
    """The vectors by content id. A text that cannot be encoded gets a zero vector, and is not tried again."""
    try:
        items = [_sentences(row) for row in rows]
        found = encoder.paragraphs(items)
        return {row.id: _packed(row, *each) for row, each in zip(rows, found, strict=True)}
    except (EncoderClosed, MemoryError):
        # This error does not come from the texts.
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
        # The content is gone, or another one by now: SQLite reuses a forgotten collection's id.
        still = [each for each, *now in held if tuple(map(bytes, now)) == before[each]]
        if still:
            blocks.add(connection, collection_id, model, {each: made[each] for each in still})
