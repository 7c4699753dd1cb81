"""Links: a message that is one, or a forward that is a teaser for one, becomes the article behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram import Message
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.links import Links, links_of
from bot.domain.messages import Outgoing, ReplyTo, Send, Toast
from bot.handlers.adapter import handled
from bot.services.importing import from_link, others
from bot.services.progress import Progress
from bot.services.request import Outcome, Services, Turn
from bot.services.saving import keep
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; messages with links come by way of `received`."""
    return [CallbackQueryHandler(handled(services, pressed), pattern=rf"^{buttons.LINK}:")]


async def followed(turn: Turn, message: Message, links: Links, chosen: int = 0, *, teaser: bool = False) -> Outcome:
    """Keeps what the likeliest link leads to, and offers the others; or what the ``chosen`` one does, from 1."""
    number = chosen or links.likeliest
    here = ReplyTo(message_id=message.message_id)
    try:
        async with Progress(turn, turn.texts.reading) as progress:
            post = await from_link(turn, message, links, number, progress, teaser=teaser)
            change = await keep(turn, message, post, progress)
    except InvalidText:
        return [Send(chat_id=turn.chat.id, text=turn.texts.too_long, reply_to=here, topic=turn.topic)]
    more, rows = others(turn, links, number)
    if not rows or chosen:
        return change

    def with_others(connection: Connection) -> Sequence[Outgoing]:
        offer = Send(chat_id=turn.chat.id, text=more, reply_to=here, buttons=rows, topic=turn.topic)
        return [*change(connection), offer]

    return with_others


async def pressed(turn: Turn) -> Outcome:
    """Another link of a message, or the teaser that a page shows."""
    numbers = buttons.parse(turn.pressed, buttons.LINK, 2)
    original = turn.message.reply_to_message
    if numbers is None or original is None:
        return [Toast(text=turn.texts.old_button)]
    links = links_of(original)
    if not 1 <= numbers[0] <= len(links.urls):
        return [Toast(text=turn.texts.old_button)]
    return await followed(turn, original, links, numbers[0], teaser=bool(numbers[1]))
