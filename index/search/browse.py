"""Browsing a collection: single articles, lists of articles, and a passage among its neighbours."""

from __future__ import annotations

from sqlalchemy import Connection

from index.models import Article, Context, Page, Paragraph, Scope
from index.store import collections
from index.store.articles import articles, related
from index.store.contents import contents


def context(connection: Connection, name: str, article_id: int, *, at: int, around: int) -> Context | None:
    """The article's paragraph at code point ``at``, with ``around`` neighbours on each side."""
    row = articles.require(connection, name, [article_id])
    stored = contents.of_article(connection, row.id, article_id)
    here = next((n for n, each in enumerate(stored) if each.span.start <= at < each.span.end), None)
    if here is None:
        return None
    first = max(0, here - around)
    shown = [
        Paragraph(text=each.text, span=each.span, number=number)
        for number, each in enumerate(stored[first : here + around + 1], first + 1)
    ]
    return Context(
        before=tuple(shown[: here - first]),
        paragraph=shown[here - first],
        after=tuple(shown[here - first + 1 :]),
        paragraphs=len(stored),
    )


def page(connection: Connection, name: str, scope: Scope, *, offset: int, limit: int) -> Page:
    """Articles in scope, newest first."""
    row = collections.find(connection, name)
    listed = articles.listed(connection, row.id, scope, offset=offset, limit=limit) if row else ()
    return Page(items=tuple(listed), offset=offset, total=articles.count(connection, row.id, scope) if row else 0)


def versions(connection: Connection, name: str, article_id: int) -> tuple[Article, ...]:
    """The versions of an article, oldest first."""
    row = articles.require(connection, name, [article_id])
    ids = related.versions(connection, row.id, article_id)
    held = articles.get(connection, row.id, ids)
    return tuple(held[each] for each in ids)


def delivered(connection: Connection, name: str, key: str) -> Article | None:
    """The article delivered under this key, or None."""
    row = collections.find(connection, name)
    found = articles.delivered(connection, row.id, key) if row else None
    return articles.get(connection, row.id, [found])[found] if row and found else None


def holds(connection: Connection, name: str, scope: Scope) -> bool:
    """Whether the collection has any article in scope."""
    row = collections.find(connection, name)
    return row is not None and connection.scalar(articles.ids_within(row.id, scope).limit(1)) is not None
