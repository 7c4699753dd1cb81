"""Follow-up questions: those that depend on an earlier question, or on the article talked about."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import Final, NamedTuple

import regex
from sqlalchemy import Connection

from index.analysis.language import likely
from index.analysis.questions.leaning import leaning
from index.analysis.questions.words import ASKING
from index.models import Answer, Leaning, Passage, Scope, Span
from index.search.days import dated, nearest_day, nearest_elsewhere
from index.search.passages import Query, ask
from index.store import collections
from index.store.articles import articles
from index.store.contents import contents
from index.store.postings import reader

# After the first word, which has a capital anyway.
_NAMED: Final = regex.compile(r"(?<=[\p{L}\p{N},] )(?:\p{Lu}[\p{L}\p{M}]+|\p{Nd}+)")


class FollowUp(NamedTuple):
    """A question that continues an earlier one, in three forms.

    ``alone`` is the question itself; ``leaning`` has its words, but a vector between both questions'; ``joined`` is
    joined with the earlier one.
    """

    alone: Query
    leaning: Query
    joined: Query


def answer(
    connection: Connection,
    name: str,
    asked: Query | FollowUp,
    scope: Scope,
    *,
    limit: int,
    leant_on: tuple[int, int] | None = None,
) -> Answer:
    """The passages in scope of the named collection that answer, best first, at most ``limit``.

    A question that names nothing, or points back with a pronoun, is asked of the articles talked about first, and of
    others only if those do not answer. ``leant_on`` is the place of the previous answer, an article id and a code
    point. "When was that?" is answered by the day named nearest to that place.
    """
    query = asked if isinstance(asked, Query) else asked.alone
    row = collections.find(connection, name)
    if row is None or not query.question.strip():
        return Answer()
    leans = leaning_of(connection, name, query.question)
    if leant_on is not None and leans.names_nothing and leans.asks_when and not _asked_when(connection, name, asked):
        found = _when(connection, row.id, asked, scope, leant_on, limit)
        return _narrowed(connection, row.id, found, scope)
    for article_ids in _talked_about(connection, row.id, query, scope, leans, leant_on):
        found = _put(connection, row.id, asked, replace(scope, articles=article_ids), limit)
        if found:
            kept = tuple(each for each in found.passages if each.article_id == found.passages[0].article_id)
            return _narrowed(connection, row.id, replace(found, passages=kept), scope)
    return _put(connection, row.id, asked, scope, limit)


def _asked_when(connection: Connection, name: str, asked: Query | FollowUp) -> bool:
    """Whether the question before asked for a time, too: its answer already states it."""
    if isinstance(asked, Query):
        return False
    return leaning_of(connection, name, asked.joined.question.removesuffix(asked.alone.question)).asks_when


def _talked_about(
    connection: Connection,
    collection_id: int,
    query: Query,
    scope: Scope,
    leans: Leaning,
    leant_on: tuple[int, int] | None,
) -> list[tuple[int, ...]]:
    """Where to look first: the article of the previous answer, then all articles talked about."""
    if scope.articles is not None:
        return []
    found: list[tuple[int, ...]] = []
    if leant_on is not None and (leans.names_nothing or leans.points_back):
        there = leant_on[0]
        if leans.names_nothing or not _names_else(connection, collection_id, there, query.question):
            found.append((there,))
    if query.recent and leans.names_nothing:
        found.append(tuple(query.recent))
    return found


def _names_else(connection: Connection, collection_id: int, article_id: int, question: str) -> bool:
    """Whether the question has a capitalised word or a number that the article does not hold."""
    named = [match[0] for match in _NAMED.finditer(question)]
    if not named:
        return False
    told = " ".join(each.text for each in contents.of_article(connection, collection_id, article_id)).casefold()
    return any(each.casefold() not in told for each in named)


def _when(
    connection: Connection,
    collection_id: int,
    asked: Query | FollowUp,
    scope: Scope,
    leant_on: tuple[int, int],
    limit: int,
) -> Answer:
    """The day of the previous answer's event: named near that answer, or else in its article."""
    article_id, at = leant_on
    near = nearest_day(connection, collection_id, article_id, at)
    if near is not None:
        return Answer(passages=(near,), sure=True, confidence=1.0)
    found = _put(connection, collection_id, asked, replace(scope, articles=(article_id,)), limit)
    told = dated(found.passages, "und")
    if not told:
        elsewhere = nearest_elsewhere(connection, collection_id, article_id, at)
        told = () if elsewhere is None else (elsewhere,)
    # A day elsewhere in the article may belong to another event.
    return replace(found, passages=told, sure=False, closest=None, undated=not told)


def _narrowed(connection: Connection, collection_id: int, found: Answer, scope: Scope) -> Answer:
    """``found`` in one article, with the number of articles in scope."""
    if scope.articles is not None:
        return replace(found, articles=len(scope.articles))
    there = articles.count(connection, collection_id, scope)
    return replace(found, articles=there, narrowed=there > 1)


def leaning_of(connection: Connection, name: str, question: str) -> Leaning:
    """How the question depends on what was said before it, judged by its words in the named collection's languages."""
    row = collections.find(connection, name)
    spoken = [] if row is None else reader.about(connection, row.id).languages
    # The likeliest of the articles' languages, and of all languages: the question may be in another one.
    return leaning(question, [*likely(question, spoken)[:1], *likely(question, tuple(ASKING))[:1]])


def _put(connection: Connection, collection_id: int, asked: Query | FollowUp, scope: Scope, limit: int) -> Answer:
    """Asks a plain question as it is, and a follow-up in all its forms.

    A follow-up's own words say less about its meaning. So the results of its forms are interleaved, and the answer is
    sure only if the question alone gives a sure answer, too, and all forms find it in one article.
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
