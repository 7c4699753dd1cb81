"""The audience of a reply: the whole group, or only the person who asked.

It is decided before anything is sent. A reply for one person is never sent to everybody instead, whatever happens.
"""

from __future__ import annotations

import time

from telegram import Chat, Message, Update

from bot.domain.ephemeral import PRESS_SECONDS, is_ephemeral
from bot.domain.messages import OnlyFor
from bot.services.access.policy import access_request_of
from bot.services.request import Services
from bot.transport.ephemeral import offers_ephemeral


async def only_for(services: Services, update: Update) -> OnlyFor | None:
    """The one person who may see replies to an update; None when everybody in the chat may.

    That is the sender of an ephemeral message. Where Telegram offers it, that is also a group member who asks the bot
    something, if the bot administers the group or the member has just pressed a button.
    """
    chat, message, query = update.effective_chat, update.effective_message, update.callback_query
    if chat is None or chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return None
    pressed_at = _pressed_at(services, update) if query is not None else None
    press = query.id if query is not None and pressed_at is not None else None
    if isinstance(message, Message) and is_ephemeral(message):
        # Nobody else, whoever it is: a reply that cannot go to an account shared by many is not sent at all.
        user = update.effective_user
        return OnlyFor(person=0 if user is None else user.id, query=press, pressed_at=pressed_at)
    asked = access_request_of(update, services.bot.bot)
    if asked is None or asked.person is None:
        return None
    found = OnlyFor(person=asked.person, query=press, pressed_at=pressed_at)
    named = query is not None or not isinstance(message, Message) or message.sender_chat is None
    if not (asked.addressed and named) or not await offers_ephemeral(services.bot, services.server):
        return None
    if press is not None or await services.administrators.include(services.bot, chat.id, services.bot.id):
        return found
    return None


def _pressed_at(services: Services, update: Update) -> float | None:
    """When the press arrived, in seconds since the epoch; None if that is too long ago to permit anything."""
    attempt = services.dispatcher.attempts.get(update.update_id)
    if attempt is None or attempt.arrived_at is None:
        return None
    age = time.monotonic() - attempt.arrived_at
    return time.time() - age if age < PRESS_SECONDS else None
