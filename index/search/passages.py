"""Turns ranked contents into quotable passages: the occurrence in scope and its place in the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from index.dedup.compare.differences import Difference
from index.dedup.compare.verdict import VerdictKind
from index.models import Answer, News, Passage, Scope
from index.search.highlight import answering_sentence, highlight
from index.search.retrieval import Hit, rank
from index.search.versions import Shown, newest_first, newest_of, outdated
from index.store import jobs
from index.store.articles import articles, hidden
from index.store.contents import contents
from index.store.contents.contents import StoredParagraph


class Query(NamedTuple):
    """A question, its vector, and the articles talked about now.

    ``vector`` is ``(384,) float32`` of unit length; None searches by words alone. ``lenient`` lowers the threshold: the
    person points to the article that holds the answer, and gets the closest passage unless nothing is near.
    """

    question: str
    vector: NDArray[np.float32] | None = None
    recent: Sequence[int] = ()
    lenient: bool = False


def ask(connection: Connection, collection_id: int, query: Query, scope: Scope, *, limit: int) -> Answer:
    """The passages in scope that answer the question, best first, at most ``limit``."""
    within = contents_within(connection, collection_id, scope)
    ranking = rank(
        connection,
        collection_id,
        query.question,
        content_ids=within,
        limit=3 * max(limit, 1),
        vector=query.vector,
        recent=query.recent,
        lenient=query.lenient,
    )
    allowed = None if within is None else set(connection.scalars(articles.ids_within(collection_id, scope)))
    passages = _passages(connection, collection_id, query.question, ranking.hits, allowed)
    if ranking.favoured:
        # Passages of other articles would only disturb here: a question about those is asked everywhere.
        passages = [each for each in passages if each.article_id == passages[0].article_id]
    passages = passages[: max(limit, 1)]
    return Answer(
        passages=tuple(passages[:limit]) if ranking.answers else (),
        sure=ranking.sure,
        confidence=ranking.confidence,
        closest=passages[0] if passages and not ranking.answers else None,
        articles=articles.count(connection, collection_id, scope),
        narrowed=ranking.favoured,
    )


def contents_within(connection: Connection, collection_id: int, scope: Scope) -> NDArray[np.int64] | None:
    """Ids of the contents in scope, ``(contents,) int64``, ascending; None when the whole collection is in scope."""
    if (
        scope.everything
        and not hidden.ids(connection, collection_id)
        and all(each.kind is not jobs.JobKind.REMOVED for each in jobs.of(connection, collection_id))
    ):
        return None
    found = connection.scalars(articles.contents_within(collection_id, scope)).all()
    return np.asarray(found, dtype=np.int64)


def _passages(
    connection: Connection, collection_id: int, question: str, hits: Sequence[Hit], allowed: set[int] | None
) -> list[Passage]:
    by_content: dict[int, list[StoredParagraph]] = {}
    for each in contents.occurrences(connection, collection_id, [hit.content_id for hit in hits]):
        if allowed is None or each.article_id in allowed:
            by_content.setdefault(each.content_id, []).append(each)
    # Near-duplicates in several articles become one passage: the best wording, with all their articles.
    shown: dict[int, Shown] = {}
    for hit in hits:
        for each in reversed(by_content.get(hit.content_id, [])):
            if each.root in shown:
                shown[each.root][2].add(each.article_id)
            else:
                shown[each.root] = (hit, each, {each.article_id})
    newest = newest_of(connection, collection_id, list(shown.values()))
    found = newest_first(connection, collection_id, question, list(shown.values()), newest)
    older = outdated(connection, collection_id, found, newest)
    listed = articles.get(connection, collection_id, {each.article_id for _, each, _ in found})
    passages = []
    for hit, each, holders in found:
        whole = highlight(each.text, each.sentences, hit.highlight, each.language)
        passages.append(
            Passage(
                text=each.text,
                highlight=whole,
                answering=answering_sentence(each.sentences, hit.highlight) or whole,
                article_id=each.article_id,
                score=hit.score,
                span=each.span,
                number=contents.number(connection, collection_id, each.article_id, each.position),
                paragraphs=listed[each.article_id].paragraphs,
                also_in=tuple(sorted(holders - {each.article_id})),
                older=(each.article_id, each.root) in older,
            )
        )
    return passages


def news(connection: Connection, name: str, article_id: int) -> tuple[News, ...]:
    """What the article added to the collection when it was stored, in order."""
    row = articles.require(connection, name, [article_id])
    return tuple(
        News(
            text=each.text,
            span=each.span,
            number=number,
            difference=str(Difference.from_json(each.difference)) if each.difference else None,
        )
        for number, each in enumerate(contents.of_article(connection, row.id, article_id), 1)
        if each.verdict is not VerdictKind.DUPLICATE
    )
