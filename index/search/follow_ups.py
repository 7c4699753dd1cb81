"""Questions that lean on what was said before: on an earlier question, or on the article that is talked about."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from sqlalchemy import Connection

from index.analysis.language import likely
from index.analysis.questions.leaning import leaning
from index.analysis.questions.words import ASKING
from index.models import Answer, Leaning, Passage, Scope, Span
from index.search.passages import Query, ask
from index.store import collections
from index.store.articles import articles
from index.store.postings import reader


class FollowUp(NamedTuple):
    """A question that goes on with an earlier one: ``alone``; ``leaning``, in its words, but between both in meaning;
    and ``joined`` with the earlier one."""

    alone: Query
    leaning: Query
    joined: Query


def answer(connection: Connection, name: str, asked: Query | FollowUp, scope: Scope, *, limit: int) -> Answer:
    """The passages in scope of the collection of that name that answer, best first, at most ``limit``.

    A question that names nothing looks in what is talked about first, and elsewhere only if nothing there answers.
    """
    query = asked if isinstance(asked, Query) else asked.alone
    row = collections.find(connection, name)
    if row is None or not query.question.strip():
        return Answer()
    if query.recent and scope.articles is None and leaning_of(connection, name, query.question).names_nothing:
        found = _put(connection, row.id, asked, replace(scope, articles=tuple(query.recent)), limit)
        if found:
            there = articles.count(connection, row.id, scope)
            kept = tuple(each for each in found.passages if each.article_id == found.passages[0].article_id)
            return replace(found, passages=kept, articles=there, narrowed=there > 1)
    return _put(connection, row.id, asked, scope, limit)


def leaning_of(connection: Connection, name: str, question: str) -> Leaning:
    """How the question leans on what was said before it, by its words; of the collection of that name."""
    row = collections.find(connection, name)
    spoken = [] if row is None else reader.about(connection, row.id).languages
    # The likeliest of those that the articles are in, and of all: it may be in another one than they.
    return leaning(question, [*likely(question, spoken)[:1], *likely(question, tuple(ASKING))[:1]])


def _put(connection: Connection, collection_id: int, asked: Query | FollowUp, scope: Scope, limit: int) -> Answer:
    """The question put as it is, or in all ways to put it.

    The words of one that goes on with another tell less of what is meant. So what each way finds takes turns, and the
    answer is sure only where that to the question alone is sure, too, and all find it in one article.
    """
    if isinstance(asked, Query):
        return ask(connection, collection_id, asked, scope, limit=limit)
    alone, between, joined = (ask(connection, collection_id, each, scope, limit=limit) for each in asked)
    found = [each for each in (between, joined) if each]
    if not found:
        return alone
    turns = [each for turn in zip_longest(*(one.passages for one in found)) for each in turn if each is not None]
    passages: dict[tuple[int, Span], Passage] = {}
    for each in turns:
        lowest = min((other.score for other in passages.values()), default=each.score)
        passages.setdefault((each.article_id, each.span), replace(each, score=min(each.score, lowest)))
    agreed = len({one.passages[0].article_id for one in found}) == 1
    sure = alone.sure and between.sure and agreed
    return replace(found[0], passages=tuple(passages.values())[:limit], sure=sure)
