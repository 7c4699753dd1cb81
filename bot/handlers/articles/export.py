"""/export: all articles of the chat as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler

from bot.domain.messages import Export, Outgoing
from bot.handlers.adapter import adapt, on_command
from bot.services.answering import say
from bot.services.article_lookup import listed
from bot.services.request import Request, Result, Services
from bot.store import outbox
from index import Scope


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [on_command("export", adapt(services, command))]


async def command(request: Request) -> Result:
    """Owes the file, once; in groups administrators ask for it, since it holds everything."""
    if not (request.private or await request.administers()):
        return [say(request, request.texts.export_admins_only)]
    page = await listed(request, Scope(), 0)
    if not page.total:
        return [say(request, request.texts.no_articles if request.private else request.texts.no_articles_group)]

    def change(connection: Connection) -> Sequence[Outgoing]:
        said = say(request, request.texts.exporting(page.total))
        if outbox.owes(connection, request.chat.id, "export"):
            return [said]
        return [said, Export(chat_id=request.chat.id, language=request.texts.language, topic=request.topic)]

    return change
