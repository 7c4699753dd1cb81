"""Where the bot may be: it was blocked or thrown out, and it is back.

What a chat has to hear when the bot joins it, and what has to go when it leaves, belongs here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from sqlalchemy import Connection
from telegram import Update
from telegram.ext import BaseHandler, ChatMemberHandler, ContextTypes

from bot.access import inside
from bot.outgoing import Outgoing
from bot.store import access, chats
from bot.texts import Texts
from bot.turn import Services, finish


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to: changes of the bot's own place in a chat."""
    return [ChatMemberHandler(_changed(services), ChatMemberHandler.MY_CHAT_MEMBER)]


def _changed(services: Services) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    async def callback(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        change = update.my_chat_member
        assert change is not None
        chat = change.chat
        texts = Texts.of(change.from_user.language_code)

        def carry_out(connection: Connection) -> Sequence[Outgoing]:
            if inside(change):
                chats.reopen(connection, chat.id)
                return []
            # At once, not with the next message that Telegram refuses: nothing more is written there.
            chats.close(connection, chat.id, now=time.time())
            if chat.id < 0:
                # Whoever brings the bot back decides anew whether the group may use it.
                access.leave(connection, chat.id)
            return []

        await finish(services, update, chat.id, carry_out, language=texts.language, reopens=False)

    return callback
