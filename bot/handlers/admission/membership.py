"""The bot's membership: it was blocked, removed or added again; a basic group became a supergroup.

Here are the first words in a group that it joins, and the deletion when it leaves. Telegram reports a migration in the
old group and in the new one; the articles move along.
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
from bot.store import access, channels, chats
from bot.transport.group_admins import may_write, sees_everything
from bot.transport.refusals import kind_of

log = logging.getLogger(__name__)


def route(services: Services) -> BaseHandler[Any, Any, Any]:
    """Handles changes of the bot's own membership in a chat."""

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
                    # Under other policies the gate has noted who brought the bot: posts are kept for that person.
                    access.bring(connection, chat.id, chat.title or "", change.from_user.id, now=time.time())
                if chat.type == Chat.CHANNEL:
                    channels.note(connection, chat.id, chat.title)
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
    # Closed at once, not with the next refused message: nothing more is sent there.
    chats.close(connection, chat_id, now=time.time())
    if chat_id < 0:
        if purging:
            purge(services.library, connection, chat_id)
        # The person who brings the bot back decides again whether the group may use it.
        access.leave(connection, chat_id)
        channels.leave(connection, chat_id)


async def _first_words(services: Services, change: ChatMemberUpdated, texts: Texts) -> list[Outgoing]:
    """The first words in a group: what the bot does, what it can see, where the settings are. Said only on joining."""
    chat = change.chat
    if not joined(change) or chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return []
    if not await may_write(services.bot, chat.id):
        return []
    seen = texts.sees_everything if await sees_everything(services.bot, chat.id) else texts.sees_asked
    return [Send(chat_id=chat.id, text=texts.sequence(texts.start_group, seen, texts.more_commands))]


async def _moved_to(bot: Bot, chat: Chat) -> int | None:
    """The supergroup that a basic group has become, since a migration may look like a removal; None if it has not."""
    if chat.type != Chat.GROUP:
        return None
    try:
        # Nobody sees this action there any more; methods that only read do not report the migration.
        await bot.send_chat_action(chat.id, ChatAction.TYPING)
    except ChatMigrated as error:
        return error.new_chat_id
    except TelegramError as error:
        log.info("telegram.refused: where a group went: %s", kind_of(error))
    return None


def migration_route(services: Services) -> BaseHandler[Any, Any, Any]:
    """Handles the service messages about a migration, which only Telegram can send."""
    return MessageHandler(filters.StatusUpdate.MIGRATE, before_all(adapt(services, migrate)))


async def migrate(request: Request) -> Result:
    """Gives the supergroup the group's articles and decisions at once; if both have articles, these merge in pieces."""
    to, source = request.message.migrate_to_chat_id, request.message.migrate_from_chat_id
    old, new = (request.chat.id, to) if to is not None else (source, request.chat.id)
    if old is None or new is None:
        return []
    # Committed before the articles move. Repeating it, after a crash or for the other message, changes nothing.
    await request.services.writer.do(lambda connection: move(request.library, connection, old, new))
    request.services.outbox.wake([old, new])
    await request.call(unite, request.library)
    return []


ROUTES = (route,)
