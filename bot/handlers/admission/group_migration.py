"""A basic group became a supergroup: Telegram says so in both, and its articles go with it."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, MessageHandler, filters

from bot.handlers.adapter import adapt, before_all
from bot.services.request import Request, Result, Services
from bot.services.retention import move, unite


def route(services: Services) -> BaseHandler[Any, Any, Any]:
    """Service messages, which nobody but Telegram can write."""
    return MessageHandler(filters.StatusUpdate.MIGRATE, before_all(adapt(services, migrate)))


async def migrate(request: Request) -> Result:
    """The supergroup has the group's articles and decisions, at once; articles of both come together piece by piece."""
    to, source = request.message.migrate_to_chat_id, request.message.migrate_from_chat_id
    old, new = (request.chat.id, to) if to is not None else (source, request.chat.id)
    if old is None or new is None:
        return []
    # Committed before the articles move: doing it again, after a crash or for the other message, changes nothing.
    await request.services.writer.do(lambda connection: move(request.library, connection, old, new))
    request.services.outbox.wake([old, new])
    await request.call(unite, request.library)
    return []
