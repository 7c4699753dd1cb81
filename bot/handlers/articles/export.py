"""/export: all articles of the chat as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler

from bot.domain.messages import Export, Outgoing
from bot.handlers.adapter import command_handler, handled
from bot.services.answering import say
from bot.services.article_lookup import listed
from bot.services.request import Outcome, Services, Turn
from bot.store import outbox
from index import Scope


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [command_handler("export", handled(services, command))]


async def command(turn: Turn) -> Outcome:
    """Owes the file, once; in groups administrators ask for it, since it holds everything."""
    if not (turn.private or await turn.administers()):
        return [say(turn, turn.texts.export_admins_only)]
    page = await listed(turn, Scope(), 0)
    if not page.total:
        return [say(turn, turn.texts.no_articles if turn.private else turn.texts.no_articles_group)]

    def change(connection: Connection) -> Sequence[Outgoing]:
        said = say(turn, turn.texts.exporting(page.total))
        if outbox.owes(connection, turn.chat.id, "export"):
            return [said]
        return [said, Export(chat_id=turn.chat.id, language=turn.texts.language, topic=turn.topic)]

    return change
