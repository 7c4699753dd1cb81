"""/digest: the chat's recent articles, grouped into stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.messages import About, Edit, Outgoing, Send, Toast
from bot.handlers.adapter import command_handler, handled
from bot.presentation.views import digest as view
from bot.services.answering import mentioning
from bot.services.article_lookup import arrived_since
from bot.services.request import Outcome, Services, Turn
from index import Digest, Scope

RECENT_DAYS = 30
MOST_DAYS = 3650


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("digest", handled(services, command)),
        CallbackQueryHandler(handled(services, turned), pattern=rf"^{buttons.DIGEST}:"),
    ]


async def command(turn: Turn) -> Outcome:
    """The first page."""
    return await digested(turn, turn.arguments)


async def digested(turn: Turn, words: str, *, since: float | None = None) -> Sequence[Outgoing | Toast]:
    """The first page of what ``words`` ask for, or of what came after ``since`` (seconds since the epoch)."""
    found = await _digest(turn, words, since, 0)
    if not found:
        if since is not None:
            return [Toast(text=turn.texts.gone)]
        held = await turn.call(turn.library.articles, collection=turn.collection, limit=1)
        empty = turn.texts.no_articles if turn.private else turn.texts.no_articles_group
        return [Send(chat_id=turn.chat.id, text=turn.texts.digest_empty if held.total else empty, topic=turn.topic)]
    return [
        Send(
            chat_id=turn.chat.id,
            text=view.digest(found, turn.texts, turn.preferences.now),
            buttons=view.digest_buttons(found, turn.texts),
            topic=turn.topic,
            about=_about(found, words, since),
        )
    ]


async def turned(turn: Turn) -> Outcome:
    """Another page, in place."""
    numbers = buttons.parse(turn.pressed, buttons.DIGEST, 1)
    about = await turn.about(turn.message)
    if numbers is None or about is None or about.question is None or numbers[0] > 10**6:
        return [Toast(text=turn.texts.old_button)]
    found = await _digest(turn, about.question, about.since, numbers[0])
    if not found:
        return [Toast(text=turn.texts.gone)]
    return [
        Edit(
            chat_id=turn.chat.id,
            message_id=turn.message.message_id,
            text=view.digest(found, turn.texts, turn.preferences.now),
            buttons=view.digest_buttons(found, turn.texts),
            about=_about(found, about.question, about.since),
        )
    ]


async def _digest(turn: Turn, words: str, since: float | None, offset: int) -> Digest:
    scope = await _scope(turn, words) if since is None else arrived_since(since)
    found: Digest = await turn.call(
        turn.library.digest, collection=turn.collection, scope=scope, offset=offset, limit=view.PAGE
    )
    return found


async def _scope(turn: Turn, words: str) -> Scope:
    """The articles that the words behind the command ask for: today, week, a number of days, or a subject."""
    # The day begins when it does where the bot runs.
    now = turn.preferences.now
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    word = words.strip().casefold()
    if word in ("today", ""):
        return Scope(arrived=midnight if word else midnight - timedelta(days=RECENT_DAYS))
    if word == "week":
        return Scope(arrived=midnight - timedelta(days=6))
    if word.isdecimal() and 0 < int(word) <= MOST_DAYS:
        return Scope(arrived=midnight - timedelta(days=int(word) - 1))
    return Scope(articles=await mentioning(turn, words, Scope()))


def _about(found: Digest, words: str, since: float | None) -> About:
    # A reply to the digest asks about all that it tells of.
    told = tuple(dict.fromkeys(each.id for story in found.stories for each in story.articles))
    return About(kind="digest", articles=told, question=words, since=since)
