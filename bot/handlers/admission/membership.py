"""Where the bot may be: it was blocked or thrown out, and it is back; a basic group became a supergroup.

What a chat has to hear when the bot joins it, and what has to go when it leaves, belongs here. That a group became
another one Telegram says in both, and its articles go with it.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from sqlalchemy import Connection
from telegram import Bot, Chat, ChatMemberUpdated, Update
from telegram.constants import ChatAction
from telegram.error import ChatMigrated, TelegramError
from telegram.ext import BaseHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from bot.domain.messages import Outgoing, Send
from bot.handlers.adapter import adapt, before_all, commit_result
from bot.presentation.texts import Texts
from bot.services.access.policy import inside, joined
from bot.services.request import Replies, Request, Result, Services
from bot.services.upkeep.retention import move, purge, unite
from bot.store import access, chats
from bot.transport.group_admins import may_write, sees_everything
from bot.transport.refusals import kind_of

log = logging.getLogger(__name__)


def route(services: Services) -> BaseHandler[Any, Any, Any]:
    """Changes of the bot's own place in a chat."""

    async def callback(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        change = update.my_chat_member
        assert change is not None
        chat = change.chat
        _, known = await services.read(chats.about, chat.id)
        texts = Texts.of(await services.read(chats.language, chat.id, change.from_user.language_code))
        first_words = await _first_words(services, change, texts)
        moved_to = None if inside(change) else await _moved_to(services.bot, chat)

        def carry_out(connection: Connection) -> Replies:
            if inside(change):
                chats.reopen(connection, chat.id)
                if chat.type == Chat.CHANNEL and joined(change) and services.access.policy.everybody:
                    # Elsewhere the gate has noted it: what is posted there is kept for whoever brought us.
                    access.bring(connection, chat.id, chat.title or "", change.from_user.id, now=time.time())
                return first_words
            if moved_to is not None:
                # It has not ended, it has become a supergroup.
                move(services.library, connection, chat.id, moved_to)
                return []
            _leave(services, connection, chat.id, purging=known.purging)
            return []

        await commit_result(services, update, chat.id, carry_out, language=texts.language, reopens=False)

    return ChatMemberHandler(callback, ChatMemberHandler.MY_CHAT_MEMBER)


def _leave(services: Services, connection: Connection, chat_id: int, *, purging: bool) -> None:
    # At once, not with the next message that Telegram refuses: nothing more is written there.
    chats.close(connection, chat_id, now=time.time())
    if chat_id < 0:
        if purging:
            purge(services.library, connection, chat_id)
        # Whoever brings the bot back decides anew whether the group may use it.
        access.leave(connection, chat_id)


async def _first_words(services: Services, change: ChatMemberUpdated, texts: Texts) -> list[Outgoing]:
    """What a group hears when the bot comes: what it does, what it can see, where the settings are. Only then."""
    chat = change.chat
    if not joined(change) or chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return []
    if not await may_write(services.bot, chat.id):
        return []
    seen = texts.sees_everything if await sees_everything(services.bot, chat.id) else texts.sees_asked
    return [Send(chat_id=chat.id, text=texts.sequence(texts.start_group, seen, texts.more_commands))]


async def _moved_to(bot: Bot, chat: Chat) -> int | None:
    """The supergroup that a basic group has become, which may look as if we had been removed; None when it has not."""
    if chat.type != Chat.GROUP:
        return None
    try:
        # Nobody sees it there any more; methods that only read do not say where the group went.
        await bot.send_chat_action(chat.id, ChatAction.TYPING)
    except ChatMigrated as error:
        return error.new_chat_id
    except TelegramError as error:
        log.info("telegram.refused: where a group went: %s", kind_of(error))
    return None


def migration_route(services: Services) -> BaseHandler[Any, Any, Any]:
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


ROUTES = (route,)
