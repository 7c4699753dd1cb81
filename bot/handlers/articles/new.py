"""/new: what came since somebody looked, for each person and chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.messages import CallbackAnswer, MessageContext, Outgoing, Send
from bot.handlers.adapter import adapt, on_command
from bot.handlers.articles.article_list import shown
from bot.handlers.summaries.digest import digested
from bot.services.article_lookup import NEW, OF_A_DAY, arrived_since, listed
from bot.services.request import Request, Result, Services
from bot.store import last_seen

A_DAY = 86400.0


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        on_command("new", adapt(services, command)),
        CallbackQueryHandler(adapt(services, unseen), pattern=rf"^{buttons.UNSEEN}$"),
        CallbackQueryHandler(adapt(services, as_digest), pattern=rf"^{buttons.DIGEST_NEW}$"),
    ]


async def command(request: Request) -> Result:
    """The list of what came since the person looked, of the last day the first time; it counts as seen from now on."""
    person = _person(request)
    before = await request.call(_looked, request, person)
    since = request.preferences.now.timestamp() - A_DAY if before is None else before
    page = await listed(request, arrived_since(since), 0)
    if not page.total:
        held = await request.call(request.library.articles, collection=request.collection, limit=1)
        empty = request.texts.no_articles if request.private else request.texts.no_articles_group
        nothing = request.texts.nothing_of_a_day if before is None else request.texts.nothing_since
        return [Send(chat_id=request.chat.id, text=nothing if held.total else empty, topic=request.topic)]
    about = MessageContext(kind=OF_A_DAY if before is None else NEW, since=since)
    text, rows = await shown(request, page, about)
    # Not the time by the clock: an article that is being written at this moment is new next time.
    seen = max(each.added_at for each in page.items).timestamp()

    def change(connection: Connection) -> Sequence[Outgoing]:
        last_seen.put(connection, request.chat.id, person, seen)
        return [Send(chat_id=request.chat.id, text=text, buttons=rows, topic=request.topic, about=about)]

    return change


async def unseen(request: Request) -> Result:
    """What the list shows is new again, for whoever presses."""
    about = await request.about(request.message)
    if about is None or about.since is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    since = about.since

    def change(connection: Connection) -> Sequence[CallbackAnswer]:
        last_seen.put(connection, request.chat.id, _person(request), since)
        return [CallbackAnswer(text=request.texts.unseen_again)]

    return change


async def as_digest(request: Request) -> Result:
    """What the list shows, story by story, in a message of its own."""
    about = await request.about(request.message)
    if about is None or about.since is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    return await digested(request, "", since=about.since)


def _person(request: Request) -> int:
    """Whoever asks; administrators who are anonymous share one name, and what it has seen."""
    user = request.update.effective_user
    return user.id if user is not None else request.chat.id


def _looked(request: Request, person: int) -> float | None:
    with request.library.database.read() as connection:
        return last_seen.at(connection, request.chat.id, person)
