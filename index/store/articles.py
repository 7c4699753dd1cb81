"""Articles, their deliveries, places and occurrences: plain reads and writes, one statement or two each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from index.models import Article, Place, Receipt, Relation, Scope, Span
from index.store import driver
from index.store.batches import batched
from index.store.schema import article, article_text, delivery, occurrence, place

# Enough to find the latest version among everything from one source or link.
MOST_ALIKE = 50
_COLUMNS = tuple(column.name for column in occurrence.columns)


def receipt(connection: Connection, collection_id: int, key: str) -> Receipt | None:
    """What was answered when something was delivered under this key, or None."""
    stored = driver.query(connection, _delivery, owner=collection_id, key=key)
    if not stored:
        return None
    values = json.loads(stored[0][1])
    since = datetime.fromisoformat(values["since"]) if values["since"] else None
    relation, differences = Relation(values["relation"]), tuple(values["differences"])
    return Receipt(**{**values, "since": since, "relation": relation, "differences": differences})


def add_delivery(connection: Connection, collection_id: int, key: str, given: Receipt) -> None:
    """Remembers the receipt under its delivery key."""
    connection.execute(
        insert(delivery).values(
            collection_id=collection_id,
            key=key,
            article_id=given.article_id,
            receipt=json.dumps(asdict(given), default=datetime.isoformat),
        )
    )


def delivered(connection: Connection, collection_id: int, key: str) -> int | None:
    """The id of the article that was delivered under this key, or None."""
    found = driver.query(connection, _delivery, owner=collection_id, key=key)
    return int(found[0][0]) if found else None


def same(connection: Connection, collection_id: int, fingerprint: bytes) -> int | None:
    """The newest article with exactly these paragraphs, or None."""
    found: int | None = driver.query(connection, _newest, owner=collection_id, fingerprint=fingerprint)[0][0]
    return found


def add_article(connection: Connection, collection_id: int, article_id: int, text: str, **columns: Any) -> None:
    """Stores the article's row and its untouched text."""
    columns["relation"] = int(columns["relation"])
    connection.execute(insert(article).values(collection_id=collection_id, id=article_id, **columns))
    connection.execute(insert(article_text).values(collection_id=collection_id, article_id=article_id, text=text))


def add_places(connection: Connection, collection_id: int, article_id: int, places: Sequence[Place]) -> None:
    """Adds places after those that the article already has."""
    if not places:
        return
    mine = and_(place.c.collection_id == collection_id, place.c.article_id == article_id)
    first = (connection.scalar(select(func.max(place.c.number)).where(mine)) or 0) + 1
    connection.execute(
        insert(place),
        [
            {
                "collection_id": collection_id,
                "article_id": article_id,
                "number": first + offset,
                "start": each.span.start,
                "end": each.span.end,
                "where": each.where,
            }
            for offset, each in enumerate(places)
        ],
    )


def add_occurrences(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Stores the paragraphs of an article: values in the order of the table's columns."""
    driver.insert(connection, "occurrence", _COLUMNS, rows)


def text_of(connection: Connection, collection_id: int, article_id: int) -> str | None:
    """The article's untouched text, or None if there is no such article."""
    found: str | None = connection.scalar(
        select(article_text.c.text).where(
            article_text.c.collection_id == collection_id, article_text.c.article_id == article_id
        )
    )
    return found


def count(connection: Connection, collection_id: int, scope: Scope | None = None) -> int:
    """How many articles the collection holds within the scope."""
    return connection.scalar(select(func.count()).where(_told(collection_id, scope or Scope()))) or 0


def sources(connection: Connection, collection_id: int) -> list[str]:
    """The distinct names of sources, in alphabetical order."""
    query = select(article.c.source_name).where(_seen(collection_id), article.c.source_name.is_not(None))
    return list(connection.scalars(query.distinct().order_by(article.c.source_name)))


def listed(connection: Connection, collection_id: int, scope: Scope, *, offset: int, limit: int) -> list[Article]:
    """Articles in scope, newest first, without their places."""
    # One that was moved here is as old as it was there, whatever its number.
    newest = (article.c.added_at.desc(), article.c.id.desc())
    query = select(article).where(_told(collection_id, scope)).order_by(*newest)
    return [_article(row, ()) for row in connection.execute(query.offset(offset).limit(limit))]


def get(connection: Connection, collection_id: int, ids: Iterable[int]) -> dict[int, Article]:
    """The articles with these ids, by id, with their places, newest place first; unknown ids are absent."""
    wanted = sorted(set(ids))
    places: dict[int, list[Place]] = {}
    query = select(place).where(place.c.collection_id == collection_id, place.c.article_id.in_(wanted))
    for row in connection.execute(query.order_by(place.c.number.desc())):
        places.setdefault(row.article_id, []).append(Place(span=Span(row.start, row.end), where=row.where))
    rows = connection.execute(select(article).where(_seen(collection_id), article.c.id.in_(wanted)))
    return {row.id: _article(row, tuple(places.get(row.id, ()))) for row in rows}


def within(collection_id: int, scope: Scope) -> ColumnElement[bool]:
    """The condition on the article table that a scope stands for."""
    conditions = [_seen(collection_id)]
    if scope.articles is not None:
        conditions.append(article.c.id.in_(scope.articles))
    if scope.topic is not None:
        conditions.append(article.c.topic == scope.topic)
    if scope.source is not None:
        conditions.append(func.lower(article.c.source_name).contains(scope.source.lower(), autoescape=True))
    moment = func.coalesce(article.c.published_at, article.c.added_at)
    if scope.since is not None:
        conditions.append(moment >= scope.since)
    if scope.arrived is not None:
        conditions.append(article.c.added_at >= scope.arrived)
    if scope.arrived_before is not None:
        conditions.append(article.c.added_at < scope.arrived_before)
    if scope.until is not None:
        conditions.append(moment < scope.until)
    return and_(*conditions)


def _seen(collection_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """What is forgotten is out of sight although it may still be brought back."""
    return and_(article.c.collection_id == collection_id, article.c.forgotten_at.is_(None))


def _delivery() -> Select[int, str]:
    owner, key = bindparam("owner", type_=Integer), bindparam("key", type_=Text)
    held = exists().where(_seen(owner), article.c.id == delivery.c.article_id)
    mine = and_(delivery.c.collection_id == owner, delivery.c.key == key, held)
    return select(delivery.c.article_id, delivery.c.receipt).where(mine)


def _newest() -> Select[int]:
    alike = article.c.fingerprint == bindparam("fingerprint", type_=LargeBinary)
    return select(func.max(article.c.id)).where(_seen(bindparam("owner", type_=Integer)), alike)


def _told(collection_id: int, scope: Scope) -> ColumnElement[bool]:
    # One that says nothing new can be asked and forgotten, but nobody wants to see it listed beside the other.
    return and_(within(collection_id, scope), article.c.relation != int(Relation.SAME))


def ids_within(collection_id: int, scope: Scope) -> Select[int]:
    """A query for the ids of the articles in scope."""
    return select(article.c.id).where(within(collection_id, scope))


def contents_within(collection_id: int, scope: Scope) -> Select[int]:
    """A query for the ids of the contents that occur in the articles in scope, ascending."""
    ids = ids_within(collection_id, scope)
    return (
        select(occurrence.c.content_id)
        .where(occurrence.c.collection_id == collection_id, occurrence.c.article_id.in_(ids))
        .distinct()
        .order_by(occurrence.c.content_id)
    )


def remove(connection: Connection, collection_id: int, article_id: int) -> list[int]:
    """Deletes an article; returns the ids of contents that no article holds any more, whose rows still stand."""
    elsewhere = occurrence.alias()
    orphans = select(occurrence.c.content_id).where(
        occurrence.c.collection_id == collection_id,
        occurrence.c.article_id == article_id,
        ~exists().where(
            elsewhere.c.collection_id == collection_id,
            elsewhere.c.content_id == occurrence.c.content_id,
            elsewhere.c.article_id != article_id,
        ),
    )
    found = sorted(set(connection.scalars(orphans)))
    connection.execute(delete(article).where(article.c.collection_id == collection_id, article.c.id == article_id))
    # What came after it stands for itself now.
    connection.execute(
        update(article)
        .where(article.c.collection_id == collection_id, article.c.related == article_id)
        .values(related=None, relation=int(Relation.NEW))
    )
    return found


def versions(connection: Connection, collection_id: int, article_id: int) -> list[int]:
    """The ids of the versions of an article, itself among them, oldest first."""
    mine = _seen(collection_id)
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


def deliveries(connection: Connection, collection_id: int, article_id: int) -> int:
    """How many times the article was delivered."""
    query = select(func.count()).where(delivery.c.collection_id == collection_id, delivery.c.article_id == article_id)
    return connection.scalar(query) or 0


def remove_delivery(connection: Connection, collection_id: int, key: str) -> None:
    """Forgets that something was delivered under this key."""
    connection.execute(delete(delivery).where(delivery.c.collection_id == collection_id, delivery.c.key == key))


def alike(
    connection: Connection, collection_id: int, *, identity: str | None, link: str | None, seen: bool = True
) -> list[int]:
    """The ids of articles from the same source or link; unless ``seen``, also of those out of sight."""
    wanted = ((article.c.source_identity, identity), (article.c.link, link))
    same = [column == value for column, value in wanted if value is not None]
    if not same:
        return []
    query = select(article.c.id).where(
        _seen(collection_id) if seen else article.c.collection_id == collection_id, or_(*same)
    )
    return list(connection.scalars(query.order_by(article.c.id.desc()).limit(MOST_ALIKE)))


def outlines(connection: Connection, collection_id: int, ids: Sequence[int]) -> list[Row[Any]]:
    """Id, words, identity and link of these articles."""
    found: list[Row[Any]] = []
    columns = (article.c.id, article.c.words, article.c.source_identity.label("identity"), article.c.link)
    for some in batched(ids):
        found.extend(connection.execute(select(*columns).where(_seen(collection_id), article.c.id.in_(some))))
    return found


def _article(row: Any, places: tuple[Place, ...]) -> Article:
    return Article(
        id=row.id,
        title=row.title,
        url=row.url,
        source=row.source_name,
        language=row.language,
        topic=row.topic,
        words=row.words,
        paragraphs=row.paragraphs,
        added_at=row.added_at,
        published_at=row.published_at,
        relation=Relation(row.relation),
        related=row.related,
        places=places,
    )
