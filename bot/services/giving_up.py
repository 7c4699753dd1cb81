"""What is said when an update could not be handled, however often it was tried."""

from __future__ import annotations

import asyncio

from telegram import Message, Update

from bot.domain.messages import ReplyTo, Send
from bot.presentation.texts import Texts
from bot.services.access.policy import access_request_of
from bot.services.request import Services
from bot.store import chats


async def give_up(services: Services, update: Update) -> None:
    """Tells whoever asked that it did not work, after the last try. In groups nobody is told who did not ask."""
    chat, message = update.effective_chat, update.effective_message
    knock = access_request_of(update, services.bot.bot)
    if chat is None or message is None or knock is None or (knock.group and not knock.addressed):
        return
    user = update.effective_user
    here = ReplyTo(message_id=message.message_id)
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None

    def owe() -> None:
        with services.library.database.read() as connection:
            _, preferences = chats.about(connection, chat.id)
        texts = Texts.of(preferences.language or (user.language_code if user else None))
        reply = Send(chat_id=chat.id, text=texts.trouble, reply_to=here, topic=topic)
        with services.library.transaction() as connection:
            services.outbox.put(connection, [reply])

    await asyncio.to_thread(owe)
    services.outbox.wake([chat.id])
