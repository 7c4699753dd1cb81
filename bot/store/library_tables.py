"""The only module that reads the library's own tables, and the door to its statement cache (``sql``)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select

from index import Unfinished, library
from index.store import sql
from index.store.migrate import History, current
from index.store.postings import generations
from index.store.schema import article, collection, metadata

__all__ = ["HISTORY", "History", "Statistics", "current", "metadata", "sql", "statistics"]

HISTORY = library.HISTORY


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How much the library holds, in all collections."""

    articles: int
    collections: int
    paragraphs: int


def statistics(connection: Connection) -> Statistics:
    """Counts what is there and not forgotten."""
    articles = connection.scalar(select(func.count()).select_from(article).where(article.c.forgotten_at.is_(None)))
    # A collection knows how many paragraphs are indexed in it: nobody counts them.
    totals = select(func.count(), func.coalesce(func.sum(collection.c.documents), 0)).select_from(collection)
    collections, paragraphs = connection.execute(totals.where(generations.named())).one()
    return Statistics(articles=articles or 0, collections=collections, paragraphs=paragraphs)


def unfinished(connection: Connection) -> Unfinished:
    """What is still to be indexed anew; nothing in a database of an earlier release, which is migrated first."""
    if "new_index_id" not in {column["name"] for column in inspect(connection).get_columns(collection.name)}:
        return Unfinished()
    left = generations.outdated(connection)
    return Unfinished(collections=len(left), paragraphs=sum(each.left for each in left))
