"""Who sees what is said about an update: the whole group, or only the person who asked.

Decided before anything is sent. What is for one person is not sent to all instead, whatever becomes of it.
"""

from __future__ import annotations

import time
from typing import Final

from telegram import Chat, Message, Update

from bot.domain.ephemeral import is_ephemeral
from bot.domain.messages import OnlyFor
from bot.services.access.policy import access_request_of
from bot.services.request import Services
from bot.transport.ephemeral import offers_ephemeral

# A press allows a message for one person during 15 seconds; some of them pass on the way to us and back.
RECENT_SECONDS: Final = 10.0


async def only_for(services: Services, update: Update) -> OnlyFor | None:
    """The one person who is shown what is said about an update; None when it is for everybody in the chat.

    It is the sender of an ephemeral message. Where Telegram offers it, it is also a group member who asks us something,
    if we administer the group or they have just pressed a button.
    """
    chat, message, query = update.effective_chat, update.effective_message, update.callback_query
    if chat is None or chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return None
    recent = query is not None and _recent(services, update)
    press = query.id if query is not None and recent else None
    if isinstance(message, Message) and is_ephemeral(message):
        # Nobody else, whoever it is: what cannot be sent to an account that stands for many is not said at all.
        user = update.effective_user
        return OnlyFor(person=0 if user is None else user.id, query=press)
    asked = access_request_of(update, services.bot.bot)
    if asked is None or asked.person is None:
        return None
    found = OnlyFor(person=asked.person, query=press)
    named = query is not None or not isinstance(message, Message) or message.sender_chat is None
    if not (asked.addressed and named) or not await offers_ephemeral(services.bot, services.server):
        return None
    if recent or await services.administrators.include(services.bot, chat.id, services.bot.id):
        return found
    return None


def _recent(services: Services, update: Update) -> bool:
    """Whether the update came within the last ``RECENT_SECONDS``."""
    attempt = services.dispatcher.attempts.get(update.update_id)
    if attempt is None or attempt.arrived_at is None:
        return False
    return time.monotonic() - attempt.arrived_at < RECENT_SECONDS
