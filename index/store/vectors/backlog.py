"""Which contents have no vectors yet, and which collections hold such contents.

A collection is complete at one of its revisions; any change makes it incomplete again until it is checked. Contents
that nobody can see, staged or hidden, do not count: when they become visible, the collection has another revision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, type_coerce

from index.analysis import tokenizer
from index.models import Unfinished
from index.store import sql
from index.store.articles import articles
from index.store.postings import generations
from index.store.schema import UtcDateTime, article, collection, content, occurrence, owned, vector_block, vector_state
from index.store.vectors.blocks import SPAN, changed, split

_BLOCKS: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A collection whose contents may lack vectors, in the state of ``revision`` and ``vectors``.

    ``newest`` is when its last article came.
    """

    collection_id: int
    name: str
    revision: int
    vectors: int | None
    newest: datetime


def places(connection: Connection, model: int) -> list[Place]:
    """The collections to check, without those that wait to be reindexed, since their sentences may change."""
    last = select(func.max(article.c.added_at)).where(article.c.collection_id == collection.c.id).scalar_subquery()
    newest = type_coerce(last, UtcDateTime).label("newest")
    analysed = and_(collection.c.analyser == tokenizer.ANALYSER, collection.c.new_index_id.is_(None))
    columns = (collection.c.id, collection.c.name, collection.c.revision, vector_state.c.revision.label("vectors"))
    query = select(*columns, newest).select_from(_states()).where(_incomplete(model), analysed)
    return [
        Place(collection_id=row.id, name=row.name, revision=row.revision, vectors=row.vectors, newest=row.newest)
        for row in connection.execute(query.order_by(collection.c.id))
        # A collection without an article has no visible contents.
        if row.newest is not None
    ]


def waiting(connection: Connection, model: int) -> Unfinished:
    """About how many contents still lack vectors. It is called often, so complete collections cost nothing."""
    held = (
        select(func.coalesce(func.sum(vector_block.c.number), 0))
        .where(vector_block.c.collection_id == collection.c.id, vector_block.c.model == model)
        .scalar_subquery()
    )
    query = select(collection.c.documents, held).select_from(_states()).where(_incomplete(model))
    # Hidden contents count in both numbers until they are deleted.
    left = [max(1, documents - int(made)) for documents, made in connection.execute(query)]
    return Unfinished(collections=len(left), paragraphs=sum(left))


def made(connection: Connection, model: int) -> int:
    """How many contents have vectors, in all collections that can be found."""
    held = select(func.coalesce(func.sum(vector_block.c.number), 0)).where(vector_block.c.model == model)
    named = select(collection.c.id).where(generations.named())
    return int(connection.scalar(held.where(vector_block.c.collection_id.in_(named))) or 0)


def lacking(connection: Connection, place: Place, model: int, most: int) -> list[int]:
    """Visible contents without vectors, newest first, at most ``most``."""
    found: list[int] = []
    for some in _candidates(connection, place.collection_id, model):
        seen = _seen(connection, place.collection_id, some)
        found.extend(each for each in some if each in seen)
        if len(found) >= most:
            break
    return found[:most]


def complete(connection: Connection, place: Place, model: int) -> None:
    """Records that a locked collection is complete, unless it has changed since ``place`` was read."""
    query = select(collection.c.revision, vector_state.c.revision.label("vectors")).select_from(_states())
    now = connection.execute(query.where(collection.c.id == place.collection_id)).one_or_none()
    if now is not None and (now.revision, now.vectors) == (place.revision, place.vectors):
        changed(connection, place.collection_id, complete_at=place.revision, model=model)


def _states() -> Any:
    return collection.outerjoin(vector_state, vector_state.c.collection_id == collection.c.id)


def _incomplete(model: int) -> ColumnElement[bool]:
    """The condition that a collection is incomplete. A later release's vectors stay while both releases are in use."""
    state = vector_state.c
    return and_(
        generations.named(),
        collection.c.documents > 0,
        or_(state.model.is_(None), state.model <= model),
        or_(state.complete_at.is_(None), state.model < model, state.complete_at != collection.c.revision),
    )


def _candidates(connection: Connection, collection_id: int, model: int) -> Iterator[Sequence[int]]:
    """Batches of ids without vectors, descending, visible or not."""
    below: int | None = None
    block = (content.c.id // SPAN).label("block")
    while True:
        there = select(block, func.count().label("number")).where(owned(content, collection_id))
        if below is not None:
            there = there.where(content.c.id < below * SPAN)
        each = there.group_by(block).subquery()
        held = and_(
            vector_block.c.collection_id == collection_id,
            vector_block.c.block == each.c.block,
            vector_block.c.model == model,
        )
        query = select(each.c.block).select_from(each.outerjoin(vector_block, held))
        fewer = func.coalesce(vector_block.c.number, 0) < each.c.number
        blocks = list(connection.scalars(query.where(fewer).order_by(each.c.block.desc()).limit(_BLOCKS)))
        if not blocks:
            return
        below = blocks[-1]
        yield _without(connection, collection_id, model, blocks)


def _without(connection: Connection, collection_id: int, model: int, blocks: Sequence[int]) -> list[int]:
    rows = sql.select(
        connection, "contents FROM vector_block", collection_id, f"model = {int(model)} AND block", blocks
    )
    held = set(split(b"".join([contents for (contents,) in rows]))["content"].tolist())
    ids: list[int] = []
    for each in blocks:
        mine = (owned(content, collection_id), content.c.id.between(each * SPAN, each * SPAN + SPAN - 1))
        ids.extend(connection.scalars(select(content.c.id).where(*mine).order_by(content.c.id.desc())))
    return [each for each in ids if each not in held]


def _seen(connection: Connection, collection_id: int, ids: Sequence[int]) -> set[int]:
    """The contents that occur in a visible article."""
    same = and_(article.c.collection_id == occurrence.c.collection_id, article.c.id == occurrence.c.article_id)
    query = select(occurrence.c.content_id).distinct().select_from(occurrence.join(article, same))
    query = query.where(owned(occurrence, collection_id), articles.seen(collection_id))
    return {row.content_id for row in sql.among(connection, query, occurrence.c.content_id, ids)}
