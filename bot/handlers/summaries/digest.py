"""/digest: the chat's recent articles, grouped into stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.messages import CallbackAnswer, Edit, MessageContext, Outgoing, Send
from bot.handlers.adapter import adapt, on_command
from bot.presentation.views import digest
from bot.services.answering import mentioning
from bot.services.article_lookup import arrived_since
from bot.services.request import Request, Result, Services
from index import Digest, Scope

RECENT_DAYS = 30
MOST_DAYS = 3650


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        on_command("digest", adapt(services, command)),
        CallbackQueryHandler(adapt(services, turned), pattern=rf"^{buttons.DIGEST}:"),
    ]


async def command(request: Request) -> Result:
    """The first page."""
    return await digested(request, request.arguments)


async def digested(request: Request, words: str, *, since: float | None = None) -> Sequence[Outgoing | CallbackAnswer]:
    """The first page of what ``words`` ask for, or of what came after ``since`` (seconds since the epoch)."""
    found = await _digest(request, words, since, 0)
    if not found:
        if since is not None:
            return [CallbackAnswer(text=request.texts.gone)]
        held = await request.call(request.library.articles, collection=request.collection, limit=1)
        empty = request.texts.no_articles if request.private else request.texts.no_articles_group
        return [
            Send(chat_id=request.chat.id, text=request.texts.digest_empty if held.total else empty, topic=request.topic)
        ]
    return [
        Send(
            chat_id=request.chat.id,
            text=digest.digest(found, request.texts, request.preferences.now),
            buttons=digest.digest_buttons(found, request.texts),
            topic=request.topic,
            about=_about(found, words, since),
        )
    ]


async def turned(request: Request) -> Result:
    """Another page, in place."""
    numbers = buttons.parse(request.pressed, buttons.DIGEST, 1)
    about = await request.about(request.message)
    if numbers is None or about is None or about.question is None or numbers[0] > 10**6:
        return [CallbackAnswer(text=request.texts.old_button)]
    found = await _digest(request, about.question, about.since, numbers[0])
    if not found:
        return [CallbackAnswer(text=request.texts.gone)]
    return [
        Edit(
            chat_id=request.chat.id,
            message_id=request.message.message_id,
            text=digest.digest(found, request.texts, request.preferences.now),
            buttons=digest.digest_buttons(found, request.texts),
            about=_about(found, about.question, about.since),
        )
    ]


async def _digest(request: Request, words: str, since: float | None, offset: int) -> Digest:
    scope = await _scope(request, words) if since is None else arrived_since(since)
    found: Digest = await request.call(
        request.library.digest, collection=request.collection, scope=scope, offset=offset, limit=digest.PAGE
    )
    return found


async def _scope(request: Request, words: str) -> Scope:
    """The articles that the words behind the command ask for: today, week, a number of days, or a subject."""
    # The day begins when it does where the bot runs.
    now = request.preferences.now
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    word = words.strip().casefold()
    if word in ("today", ""):
        return Scope(arrived=midnight if word else midnight - timedelta(days=RECENT_DAYS))
    if word == "week":
        return Scope(arrived=midnight - timedelta(days=6))
    if word.isdecimal() and 0 < int(word) <= MOST_DAYS:
        return Scope(arrived=midnight - timedelta(days=int(word) - 1))
    return Scope(articles=await mentioning(request, words, Scope()))


def _about(found: Digest, words: str, since: float | None) -> MessageContext:
    # A reply to the digest asks about all that it tells of.
    told = tuple(dict.fromkeys(each.id for story in found.stories for each in story.articles))
    return MessageContext(kind="digest", articles=told, question=words, since=since)
