"""Links: a message that is one, or a forward that is a teaser for one, becomes the article behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram import Message
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.links import Links, links_of
from bot.domain.messages import CallbackAnswer, Outgoing, ReplyTo, Send
from bot.handlers.adapter import adapt
from bot.services.importing import from_link, others
from bot.services.progress import Progress
from bot.services.request import Request, Result, Services
from bot.services.saving import keep
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; messages with links come by way of `received`."""
    return [CallbackQueryHandler(adapt(services, pressed), pattern=rf"^{buttons.LINK}:")]


async def followed(
    request: Request, message: Message, links: Links, chosen: int = 0, *, teaser: bool = False
) -> Result:
    """Keeps what the likeliest link leads to, and offers the others; or what the ``chosen`` one does, from 1."""
    number = chosen or links.likeliest
    here = ReplyTo(message_id=message.message_id)
    try:
        async with Progress(request, request.texts.reading) as progress:
            post = await from_link(request, message, links, number, progress, teaser=teaser)
            change = await keep(request, message, post, progress)
    except InvalidText:
        return [Send(chat_id=request.chat.id, text=request.texts.too_long, reply_to=here, topic=request.topic)]
    more, rows = others(request, links, number)
    if not rows or chosen:
        return change

    def with_others(connection: Connection) -> Sequence[Outgoing]:
        offer = Send(chat_id=request.chat.id, text=more, reply_to=here, buttons=rows, topic=request.topic)
        return [*change(connection), offer]

    return with_others


async def pressed(request: Request) -> Result:
    """Another link of a message, or the teaser that a page shows."""
    numbers = buttons.parse(request.pressed, buttons.LINK, 2)
    original = request.message.reply_to_message
    if numbers is None or original is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    links = links_of(original)
    if not 1 <= numbers[0] <= len(links.urls):
        return [CallbackAnswer(text=request.texts.old_button)]
    return await followed(request, original, links, numbers[0], teaser=bool(numbers[1]))
