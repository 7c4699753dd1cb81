"""Digests: one use case behind /digest, the button under new articles, the pages, and "more"."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.messages import MessageContext, Rows
from bot.domain.parsing.periods import Period, period_of
from bot.presentation.views import digest
from bot.services.articles.article_lookup import arrived_since, parse_search, search_scope
from bot.services.request import Request
from index import Article, Digest, Scope, Story, UnknownArticle

RECENT_DAYS = 30
MOST_DAYS = 3650
LONGEST_NUMBER = 4


async def digest_of(request: Request, words: str, since: float | None, offset: int) -> Digest:
    """A page of the articles since ``since`` (seconds since the epoch), or of those that the words ask for."""
    scope = await _scope(request, words) if since is None else arrived_since(since)
    return await request.call(_digest, request, scope, offset)


def render_digest(request: Request, found: Digest, words: str, since: float | None) -> tuple[str, Rows, MessageContext]:
    """The digest as text, the buttons below, and the message's context."""
    text = digest.digest(found, request.texts, request.preferences.now)
    # A reply to the digest refers to all of its articles.
    told = tuple(dict.fromkeys(article.id for story in found.stories for article in story.articles))
    shown = found.offset + len(found.stories)
    about = MessageContext(kind="digest", articles=told, question=words, since=since, shown=shown)
    return text, digest.digest_buttons(found, request.texts), about


def _digest(request: Request, scope: Scope, offset: int) -> Digest:
    """The digest, with the places of its quotations. Waits for the database: not for the event loop."""
    library, collection = request.library, request.collection
    found = library.digest(collection=collection, scope=scope, offset=offset, limit=digest.PAGE)

    def placed(story: Story) -> Story:
        known: dict[int, Article] = {}
        for number in {each.article_id for each in story.sentences}:
            # An article forgotten just now is not quoted.
            with suppress(UnknownArticle):
                known[number] = library.article(collection=collection, article=number)
        articles = tuple(known.get(each.id, each) for each in story.articles)
        told = tuple(each for each in story.sentences if each.article_id in known)
        return replace(story, articles=articles, sentences=told)

    return replace(found, stories=tuple(map(placed, found.stories)))


async def _scope(request: Request, words: str) -> Scope:
    """The articles that the words after the command ask for: a time, a number of days, a subject, or both."""
    # Days begin at midnight in the chat's time zone.
    now = request.preferences.now
    word = words.strip()
    if word.isdecimal() and len(word) <= LONGEST_NUMBER and 0 < int(word) <= MOST_DAYS:
        return _came(Period(now.date() - timedelta(days=int(word) - 1)), now)
    if (period := period_of(word, now.date())) is not None:
        return _came(period, now)
    query = await parse_search(request, word)
    if query.question or query.narrows:
        return await search_scope(request, query)
    return _came(Period(now.date() - timedelta(days=RECENT_DAYS)), now)


def _came(period: Period, now: datetime) -> Scope:
    """The articles that arrived in the period, by days in the chat's time zone."""
    first, end = (
        None if day is None else datetime.combine(day, time.min, now.tzinfo) for day in (period.first, period.end)
    )
    return Scope(arrived=first, arrived_before=end)
