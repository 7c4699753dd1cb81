"""Articles, their deliveries, places and occurrences: plain reads and writes, one statement or two each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
)

from index.errors import UnknownArticle
from index.models import Article, Place, Receipt, Relation, Scope, Span
from index.names import LONGEST_NAME, LONGEST_TITLE, named
from index.store import collections, sql
from index.store.collections import CollectionRow
from index.store.schema import article, article_text, delivery, occurrence, owned, place

# The largest id that the column holds in either engine.
LARGEST_ID = 2**31 - 1

_COLUMNS = tuple(column.name for column in occurrence.columns)
_PLACE = ("collection_id", "article_id", "number", "start", "end", "where")
_OWNER = bindparam("owner", type_=Integer)
_LAST_PLACE = select(func.max(place.c.number)).where(owned(place, _OWNER, article_id=bindparam("article")))
_PLACES = (
    select(place)
    .where(owned(place, _OWNER), place.c.article_id.in_(bindparam("wanted", expanding=True)))
    .order_by(place.c.number.desc())
)


def receipt(connection: Connection, collection_id: int, key: str) -> Receipt | None:
    """The receipt of the delivery under this key, or None."""
    stored = sql.query(connection, _DELIVERY, owner=collection_id, key=key)
    if not stored:
        return None
    values = json.loads(stored[0][1])
    values["since"] = datetime.fromisoformat(values["since"]) if values["since"] else None
    return Receipt(**{**values, "relation": Relation(values["relation"]), "differences": tuple(values["differences"])})


def add_delivery(connection: Connection, collection_id: int, key: str, given: Receipt) -> None:
    """Remembers the receipt under its delivery key."""
    stored = json.dumps(asdict(given), default=datetime.isoformat)
    columns = ("collection_id", "key", "article_id", "receipt")
    sql.insert(connection, "delivery", columns, [(collection_id, key, given.article_id, stored)])


def delivered(connection: Connection, collection_id: int, key: str) -> int | None:
    """The id of the article that was delivered under this key, or None."""
    found = sql.query(connection, _DELIVERY, owner=collection_id, key=key)
    return int(found[0][0]) if found else None


def same(connection: Connection, collection_id: int, fingerprint: bytes) -> int | None:
    """The newest article with exactly these paragraphs, or None."""
    found: int | None = sql.query(connection, _NEWEST, owner=collection_id, fingerprint=fingerprint)[0][0]
    return found


def add_article(connection: Connection, collection_id: int, article_id: int, text: str, **columns: Any) -> None:
    """Stores the article's row and its untouched text."""
    columns["relation"] = int(columns["relation"])
    connection.execute(insert(article), {"collection_id": collection_id, "id": article_id, **columns})
    sql.insert(connection, "article_text", ("collection_id", "article_id", "text"), [(collection_id, article_id, text)])


def add_places(connection: Connection, collection_id: int, article_id: int, places: Sequence[Place]) -> None:
    """Adds places after those that the article already has."""
    if not places:
        return
    first = (sql.query(connection, _LAST_PLACE, owner=collection_id, article=article_id)[0][0] or 0) + 1
    rows = [(collection_id, article_id, first + at, *each.span, each.where) for at, each in enumerate(places)]
    sql.insert(connection, "place", _PLACE, rows)


def add_occurrences(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Stores the paragraphs of an article, as values in the order of the table's columns."""
    sql.insert(connection, "occurrence", _COLUMNS, rows)


def text_of(connection: Connection, collection_id: int, article_id: int) -> str | None:
    """The article's untouched text, or None if there is no such article."""
    query = select(article_text.c.text).where(owned(article_text, collection_id, article_id=article_id))
    found: str | None = connection.scalar(query)
    return found


def count(connection: Connection, collection_id: int, scope: Scope | None = None) -> int:
    """How many articles the collection holds within the scope."""
    if scope is None or scope.everything:
        return int(sql.query(connection, _COUNT, owner=collection_id)[0][0])
    return connection.scalar(select(func.count()).where(_listed(collection_id, scope))) or 0


def sources(connection: Connection, collection_id: int) -> list[str]:
    """The distinct names of sources, in alphabetical order."""
    found = (named(name) for (name,) in sql.query(connection, _SOURCES, owner=collection_id))
    return list(dict.fromkeys(filter(None, found)))


def listed(connection: Connection, collection_id: int, scope: Scope, *, offset: int, limit: int) -> list[Article]:
    """Articles in scope, newest first, without their places."""
    # An article that was moved here keeps its age, whatever its new id.
    newest = (article.c.added_at.desc(), article.c.id.desc())
    query = select(article).where(_listed(collection_id, scope)).order_by(*newest)
    return [_article(row, ()) for row in connection.execute(query.offset(offset).limit(limit))]


def get(connection: Connection, collection_id: int, ids: Iterable[int]) -> dict[int, Article]:
    """The articles with these ids, by id, with their places, newest place first; unknown ids are absent."""
    wanted = sorted(possible(ids))
    places: dict[int, list[Place]] = {}
    for row in connection.execute(_PLACES, {"owner": collection_id, "wanted": wanted}):
        places.setdefault(row.article_id, []).append(Place(span=Span(row.start, row.end), where=row.where))
    rows = connection.execute(_ARTICLES, {"owner": collection_id, "wanted": wanted})
    return {row.id: _article(row, tuple(places.get(row.id, ()))) for row in rows}


def require(connection: Connection, name: str, ids: Sequence[int]) -> CollectionRow:
    """The collection of that name. Raises UnknownArticle if it does not hold all of these articles."""
    row = collections.find(connection, name)
    held = get(connection, row.id, ids) if row else {}
    missing = [each for each in ids if each not in held]
    if row is None or missing:
        raise UnknownArticle(f"there is no article {', '.join(map(str, missing or ids))} here")
    return row


def possible(ids: Iterable[int]) -> set[int]:
    """The members of ``ids`` that can be an article's: PostgreSQL refuses a query with any other."""
    return {each for each in ids if 0 < each <= LARGEST_ID}


def within(collection_id: int | BindParameter[int], scope: Scope) -> ColumnElement[bool]:
    """The condition on the article table for a scope."""
    moment = func.coalesce(article.c.published_at, article.c.added_at)
    source = func.lower(article.c.source_name)
    conditions: list[tuple[Any, Callable[[Any], ColumnElement[bool]]]] = [
        (scope.articles, lambda ids: article.c.id.in_(sorted(possible(ids)))),
        (scope.topic, lambda topic: article.c.topic == topic),
        (scope.source, lambda part: source.contains(part.lower(), autoescape=True)),
        (scope.since, lambda since: moment >= since),
        (scope.arrived, lambda since: article.c.added_at >= since),
        (scope.arrived_before, lambda until: article.c.added_at < until),
        (scope.until, lambda until: moment < until),
        (scope.without or None, lambda ids: article.c.id.not_in(sorted(possible(ids)))),
    ]
    given = [condition(value) for value, condition in conditions if value is not None]
    return and_(seen(collection_id), *given)


def seen(collection_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """The condition that an article is not hidden; a forgotten one is, while it can still be brought back."""
    return owned(article, collection_id, forgotten_at=None)


# An earlier release kept names of any length, and these are read for every question.
_SOURCES = (
    select(func.substr(article.c.source_name, 1, LONGEST_NAME).label("name"))
    .where(seen(_OWNER), article.c.source_name.is_not(None))
    .distinct()
    .order_by("name")
)
_ARTICLES = select(article).where(seen(_OWNER), article.c.id.in_(bindparam("wanted", expanding=True)))
_DELIVERY = select(delivery.c.article_id, delivery.c.receipt).where(
    owned(delivery, _OWNER, key=bindparam("key", type_=Text)),
    exists().where(seen(_OWNER), article.c.id == delivery.c.article_id),
)
_NEWEST = select(func.max(article.c.id)).where(
    seen(_OWNER), article.c.fingerprint == bindparam("fingerprint", type_=LargeBinary)
)


def _listed(collection_id: int | BindParameter[int], scope: Scope) -> ColumnElement[bool]:
    # An article that says nothing new can be asked and forgotten, but is not listed beside the other one.
    return and_(within(collection_id, scope), article.c.relation != int(Relation.SAME))


_COUNT = select(func.count()).where(_listed(_OWNER, Scope()))


def ids_within(collection_id: int, scope: Scope) -> Select[int]:
    """A query for the ids of the articles in scope."""
    return select(article.c.id).where(within(collection_id, scope))


def contents_within(collection_id: int, scope: Scope) -> Select[int]:
    """A query for the ids of the contents that occur in the articles in scope, ascending."""
    here = (owned(occurrence, collection_id), occurrence.c.article_id.in_(ids_within(collection_id, scope)))
    return select(occurrence.c.content_id).where(*here).distinct().order_by(occurrence.c.content_id)


def deliveries(connection: Connection, collection_id: int, article_id: int) -> int:
    """How many times the article was delivered."""
    query = select(func.count()).where(owned(delivery, collection_id, article_id=article_id))
    return connection.scalar(query) or 0


def remove_delivery(connection: Connection, collection_id: int, key: str) -> None:
    """Deletes the delivery under this key."""
    connection.execute(delete(delivery).where(owned(delivery, collection_id, key=key)))


def _article(row: Any, places: tuple[Place, ...]) -> Article:
    return Article(
        id=row.id,
        # As kept by an earlier release they may be of any length, and hold anything.
        title=named(row.title, LONGEST_TITLE) or "…",
        url=row.url,
        source=named(row.source_name),
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
