"""/new: what came since somebody looked, for each person and chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.messages import About, Outgoing, Send, Toast
from bot.handlers.adapter import command_handler, handled
from bot.handlers.articles.article_list import shown
from bot.handlers.summaries.digest import digested
from bot.services.article_lookup import NEW, OF_A_DAY, arrived_since, listed
from bot.services.request import Outcome, Services, Turn
from bot.store import last_seen as looked

A_DAY = 86400.0


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("new", handled(services, command)),
        CallbackQueryHandler(handled(services, unseen), pattern=rf"^{buttons.UNSEEN}$"),
        CallbackQueryHandler(handled(services, as_digest), pattern=rf"^{buttons.DIGEST_NEW}$"),
    ]


async def command(turn: Turn) -> Outcome:
    """The list of what came since the person looked, of the last day the first time; it counts as seen from now on."""
    person = _person(turn)
    before = await turn.call(_looked, turn, person)
    since = turn.preferences.now.timestamp() - A_DAY if before is None else before
    page = await listed(turn, arrived_since(since), 0)
    if not page.total:
        held = await turn.call(turn.library.articles, collection=turn.collection, limit=1)
        empty = turn.texts.no_articles if turn.private else turn.texts.no_articles_group
        nothing = turn.texts.nothing_of_a_day if before is None else turn.texts.nothing_since
        return [Send(chat_id=turn.chat.id, text=nothing if held.total else empty, topic=turn.topic)]
    about = About(kind=OF_A_DAY if before is None else NEW, since=since)
    text, rows = await shown(turn, page, about)
    # Not the time by the clock: an article that is being written at this moment is new next time.
    seen = max(each.added_at for each in page.items).timestamp()

    def change(connection: Connection) -> Sequence[Outgoing]:
        looked.put(connection, turn.chat.id, person, seen)
        return [Send(chat_id=turn.chat.id, text=text, buttons=rows, topic=turn.topic, about=about)]

    return change


async def unseen(turn: Turn) -> Outcome:
    """What the list shows is new again, for whoever presses."""
    about = await turn.about(turn.message)
    if about is None or about.since is None:
        return [Toast(text=turn.texts.old_button)]
    since = about.since

    def change(connection: Connection) -> Sequence[Toast]:
        looked.put(connection, turn.chat.id, _person(turn), since)
        return [Toast(text=turn.texts.unseen_again)]

    return change


async def as_digest(turn: Turn) -> Outcome:
    """What the list shows, story by story, in a message of its own."""
    about = await turn.about(turn.message)
    if about is None or about.since is None:
        return [Toast(text=turn.texts.old_button)]
    return await digested(turn, "", since=about.since)


def _person(turn: Turn) -> int:
    """Whoever asks; administrators who are anonymous share one name, and what it has seen."""
    user = turn.update.effective_user
    return user.id if user is not None else turn.chat.id


def _looked(turn: Turn, person: int) -> float | None:
    with turn.library.database.read() as connection:
        return looked.at(connection, turn.chat.id, person)
