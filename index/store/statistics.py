"""How much the database holds in all collections, for the operator."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from index.models import LibraryStatistics, Unfinished
from index.store.postings import generations
from index.store.schema import article, collection
from index.store.vectors import backlog


def statistics(connection: Connection, model: int | None = None) -> LibraryStatistics:
    """What all collections hold; ``model`` is the version of the encoder, None if no vectors are made."""
    articles = select(func.count()).select_from(article).where(article.c.forgotten_at.is_(None))
    # Each collection stores the number of its indexed paragraphs, so that nobody has to count them.
    totals = select(func.count(), func.coalesce(func.sum(collection.c.documents), 0)).select_from(collection)
    collections, paragraphs = connection.execute(totals.where(generations.named())).one()
    return LibraryStatistics(
        articles=connection.scalar(articles) or 0,
        collections=collections,
        paragraphs=int(paragraphs),
        unfinished=unfinished(connection),
        vectors=0 if model is None else backlog.made(connection, model),
        unembedded=Unfinished() if model is None else backlog.waiting(connection, model),
    )


def unfinished(connection: Connection) -> Unfinished:
    """What another version of the analyser indexed and must still be reindexed."""
    left = generations.outdated(connection)
    return Unfinished(collections=len(left), paragraphs=sum(each.left for each in left))
